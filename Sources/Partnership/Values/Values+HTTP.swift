internal import JSON

extension JSONWriter {
    /// Writes a member that is a uuid.
    mutating func member(_ name: StaticString, _ value: Identifier) {
        var bytes: [UInt8] = []
        value.append(to: &bytes)
        member(name, utf8: bytes.span)
    }

    /// Writes a member that is a uuid, or `null` for nil.
    mutating func member(_ name: StaticString, _ value: Identifier?) {
        if let value { member(name, value) } else { member(name, String?.none) }
    }

    /// Writes a member that is a day, `YYYY-MM-DD`.
    mutating func member(_ name: StaticString, _ value: Day) {
        var bytes: [UInt8] = []
        value.append(to: &bytes)
        member(name, utf8: bytes.span)
    }

    /// Writes a member that is a day, or `null` for nil.
    mutating func member(_ name: StaticString, _ value: Day?) {
        if let value { member(name, value) } else { member(name, String?.none) }
    }

    /// Writes a member that is an array of strings.
    mutating func member(_ name: StaticString, _ values: [String]) {
        member(name, array: { for value in values { $0.element(value) } })
    }
}

extension JSONObject {
    /// A day that must be there.
    mutating func day(_ name: StaticString) -> Day? {
        parsed(name, "a day in the calendar, YYYY-MM-DD, from 1900 to 2199") { Day(utf8: $0) }
    }

    /// A day that may be absent or null.
    mutating func optionalDay(_ name: StaticString) -> Day? {
        optionalParsed(name, "a day in the calendar, YYYY-MM-DD, from 1900 to 2199") {
            Day(utf8: $0)
        }
    }

    /// A uuid that must be there.
    mutating func identifier(_ name: StaticString) -> Identifier? {
        parsed(name, "a UUID") { Identifier(utf8: $0) }
    }

    /// A uuid that may be absent or null.
    mutating func optionalIdentifier(_ name: StaticString) -> Identifier? {
        optionalParsed(name, "a UUID") { Identifier(utf8: $0) }
    }

    /// Digits of a fixed number that must be there, leading zeros included.
    mutating func digits(
        _ name: StaticString,
        count: Int,
        _ what: StaticString
    ) -> String? {
        parsed(name, what) { text in
            guard text.count == count else { return nil }
            for index in 0..<count where text[index] < 0x30 || text[index] > 0x39 { return nil }
            return String(copying: text)
        }
    }

    /// A list of strings that must be there, each of one line.
    mutating func strings(
        _ name: StaticString,
        count: ClosedRange<Int>,
        length: ClosedRange<Int>
    ) -> [String]? {
        array(name, count: count)?.compactMap { value in
            guard let text = value.string else {
                errors.add(value.location, "type", "must be a string")
                return nil
            }
            let scalars = text.unicodeScalars
            if !length.contains(scalars.count) {
                let limits = "\(length.lowerBound) to \(length.upperBound)"
                errors.add(value.location, "length", "must have \(limits) characters")
            } else if scalars.contains(where: { $0.value < 0x20 }) {
                errors.add(value.location, "format", "must not contain control characters")
            } else if scalars.allSatisfy(\.properties.isWhitespace) {
                errors.add(value.location, "format", "must not be blank")
            }
            return text
        }
    }

    /// A list of different values that must be there, each the raw value of a type.
    mutating func choices<Choice: RawRepresentable<String> & CaseIterable & Equatable>(
        _ name: StaticString,
        count: ClosedRange<Int>,
        of type: Choice.Type
    ) -> [Choice]? {
        guard let values = array(name, count: count) else { return nil }
        var choices: [Choice] = []
        for value in values {
            guard let choice = value.string.flatMap(Choice.init(rawValue:)) else {
                let known = type.allCases.map(\.rawValue).joined(separator: ", ")
                errors.add(value.location, "enum", "must be one of \(known)")
                continue
            }
            if choices.contains(choice) {
                errors.add(value.location, "format", "must not stand here twice")
            }
            choices.append(choice)
        }
        return choices
    }
}

extension String {
    /// The text of bytes that are known to be UTF-8.
    init(copying bytes: Span<UInt8>) {
        self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}
