internal import Postgres

extension Row {
    /// A uuid column.
    func optionalIdentifier(_ column: Int) -> Identifier? {
        withBytes(column) { Identifier(utf8: $0) } ?? nil
    }

    /// A uuid column that is never null.
    func identifier(_ column: Int) -> Identifier {
        guard let value = optionalIdentifier(column) else {
            preconditionFailure("no uuid in this column")
        }
        return value
    }

    /// A date column; nil also for a date outside the years we know.
    func optionalDay(_ column: Int) -> Day? {
        withBytes(column) { Day(utf8: $0) } ?? nil
    }

    /// A date column that is never null.
    func day(_ column: Int) -> Day {
        guard let value = optionalDay(column) else { preconditionFailure("no date in this column") }
        return value
    }
}

extension Parameters {
    mutating func add(_ value: Identifier) {
        var bytes: [UInt8] = []
        value.append(to: &bytes)
        add(utf8: bytes)
    }

    mutating func add(_ value: Identifier?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func add(_ value: Day) {
        var bytes: [UInt8] = []
        value.append(to: &bytes)
        add(utf8: bytes)
    }

    mutating func add(_ value: Day?) {
        if let value { add(value) } else { addNull() }
    }
}

extension ArrayText {
    mutating func add(_ value: Identifier?) {
        if let value { add(value) } else { addNull() }
    }

    mutating func add(_ value: Identifier) {
        var bytes: [UInt8] = []
        value.append(to: &bytes)
        add(utf8: bytes)
    }

    mutating func add(_ value: Day) {
        var bytes: [UInt8] = []
        value.append(to: &bytes)
        add(utf8: bytes)
    }

    mutating func add(_ value: Day?) {
        if let value { add(value) } else { addNull() }
    }
}
