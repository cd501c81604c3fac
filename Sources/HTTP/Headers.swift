/// Header fields in order, with names that are compared without regard to case.
///
/// All names and values stand in one array of bytes; a String is made when one is asked for.
package struct Headers: Sendable {
    /// Where one field stands in the bytes.
    struct Field: Sendable {
        let nameStart: UInt32
        let nameEnd: UInt32
        let valueStart: UInt32
        let valueEnd: UInt32

        @inline(__always)
        init(_ nameStart: Int, _ nameEnd: Int, _ valueStart: Int, _ valueEnd: Int) {
            self.nameStart = UInt32(nameStart)
            self.nameEnd = UInt32(nameEnd)
            self.valueStart = UInt32(valueStart)
            self.valueEnd = UInt32(valueEnd)
        }

        func isNamed(_ name: StaticString, _ bytes: Span<UInt8>) -> Bool {
            bytes.equals(Int(nameStart), Int(nameEnd), lowerCase: name)
        }
    }

    private(set) var bytes: [UInt8]
    private(set) var fields: [Field]

    /// No fields.
    package init() {
        bytes = []
        fields = []
    }

    init(bytes: [UInt8], fields: [Field]) {
        self.bytes = bytes
        self.fields = fields
    }

    /// The number of field lines.
    package var count: Int { fields.count }

    /// Whether there are no fields.
    package var isEmpty: Bool { fields.isEmpty }

    /// The value of a field; of several lines with this name, all of them, joined by `, `.
    ///
    /// Setting it replaces all lines with this name; nil removes them.
    ///
    /// - Source: RFC 9110 §5.3.
    package subscript(name: String) -> String? {
        get {
            guard let first = index(of: name, from: 0) else { return nil }
            guard let second = index(of: name, from: first + 1) else { return value(at: first) }
            var joined = value(at: first) + ", " + value(at: second)
            var next = index(of: name, from: second + 1)
            while let place = next {
                joined += ", " + value(at: place)
                next = index(of: name, from: place + 1)
            }
            return joined
        }
        set {
            while let place = index(of: name, from: 0) { fields.remove(at: place) }
            if let newValue { append(name, newValue) }
        }
    }

    /// Each value with this name, in order.
    package func values(_ name: String) -> [String] {
        fields.indices.filter { isNamed(name, fields[$0]) }.map(value(at:))
    }

    /// Whether there is a field with this name.
    package func contains(_ name: String) -> Bool {
        index(of: name, from: 0) != nil
    }

    /// Whether there is exactly one field with this name and exactly this value.
    package func equals(_ name: String, _ value: StaticString) -> Bool {
        guard let place = index(of: name, from: 0), index(of: name, from: place + 1) == nil
        else { return false }
        let field = fields[place]
        return bytes.span.equals(Int(field.valueStart), Int(field.valueEnd), exactly: value)
    }

    /// Adds a field after the others.
    ///
    /// What may not stand in a field is refused by `ResponseWriter`, not here.
    package mutating func append(_ name: String, _ value: String) {
        if fields.count == fields.capacity { makeRoom() }
        let nameStart = bytes.count
        bytes.append(contentsOf: name.utf8)
        let nameEnd = bytes.count
        bytes.append(Octet.colon)
        bytes.append(Octet.space)
        let valueStart = bytes.count
        bytes.append(contentsOf: value.utf8)
        fields.append(Field(nameStart, nameEnd, valueStart, bytes.count))
    }

    /// An answer gets a few fields one after the other: one allocation for them, not one for each.
    private mutating func makeRoom() {
        fields.reserveCapacity(fields.count + 8)
        bytes.reserveCapacity(bytes.count + 256)
    }

    /// Adds all fields of another list after the others.
    package mutating func append(contentsOf other: Headers) {
        for (name, value) in other { append(name, value) }
    }

    private func value(at place: Int) -> String {
        bytes.span.text(Int(fields[place].valueStart), Int(fields[place].valueEnd))
    }

    private func index(of name: String, from start: Int) -> Int? {
        var place = start
        while place < fields.count {
            if isNamed(name, fields[place]) { return place }
            place += 1
        }
        return nil
    }

    @inline(__always)
    private func isNamed(_ name: String, _ field: Field) -> Bool {
        let utf8 = name.utf8
        guard utf8.count == Int(field.nameEnd &- field.nameStart) else { return false }
        var place = Int(field.nameStart)
        for byte in utf8 {
            if Octet.lowered(byte) != Octet.lowered(bytes[place]) { return false }
            place &+= 1
        }
        return true
    }
}

extension Headers: Sequence {
    /// Every field line in order, as texts.
    package func makeIterator() -> AnyIterator<(name: String, value: String)> {
        var place = 0
        return AnyIterator {
            guard place < fields.count else { return nil }
            defer { place += 1 }
            let field = fields[place]
            let name = bytes.span.text(Int(field.nameStart), Int(field.nameEnd))
            return (name, value(at: place))
        }
    }
}

extension Headers: ExpressibleByDictionaryLiteral {
    /// Fields in the order in which they are written, also when a name comes twice.
    package init(dictionaryLiteral elements: (String, String)...) {
        self.init()
        for (name, value) in elements { append(name, value) }
    }
}

extension Headers: Equatable {
    /// Whether names, but for their case, values and order are the same.
    package static func == (left: Headers, right: Headers) -> Bool {
        left.elementsEqual(right) { one, other in
            one.value == other.value && one.name.lowercased() == other.name.lowercased()
        }
    }
}
