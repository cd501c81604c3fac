extension JSONWriter {
    /// Writes a member that is a string.
    package mutating func member(_ name: StaticString, _ value: String) {
        self.name(name)
        self.value(value)
    }

    /// Writes a member that is an integer.
    package mutating func member(_ name: StaticString, _ value: Int) {
        self.name(name)
        self.value(value)
    }

    /// Writes a member that is `true` or `false`.
    package mutating func member(_ name: StaticString, _ value: Bool) {
        self.name(name)
        self.value(value)
    }

    /// Writes a member that is a string, or `null` for nil.
    package mutating func member(_ name: StaticString, _ value: String?) {
        self.name(name)
        self.value(value)
    }

    /// Writes a member that is an integer, or `null` for nil.
    package mutating func member(_ name: StaticString, _ value: Int?) {
        self.name(name)
        self.value(value)
    }

    /// Writes a member that is a boolean, or `null` for nil.
    package mutating func member(_ name: StaticString, _ value: Bool?) {
        self.name(name)
        self.value(value)
    }

    /// Writes a member that is a string given as UTF-8, which must be correct.
    package mutating func member(_ name: StaticString, utf8 value: Span<UInt8>) {
        self.name(name)
        self.value(utf8: value)
    }

    /// Writes a member that is a value from a document.
    package mutating func member(_ name: StaticString, _ value: JSONValue) {
        self.name(name)
        self.value(value)
    }

    /// Writes a member that is JSON already, as it is.
    package mutating func member(_ name: StaticString, raw json: [UInt8]) {
        self.name(name)
        self.value(raw: json)
    }

    /// Writes a member that is an object.
    @inlinable
    package mutating func member(
        _ name: StaticString,
        object body: (inout JSONWriter) -> Void
    ) {
        self.name(name)
        object(body)
    }

    /// Writes a member that is an array.
    @inlinable
    package mutating func member(
        _ name: StaticString,
        array body: (inout JSONWriter) -> Void
    ) {
        self.name(name)
        array(body)
    }

    /// Writes an element that is a string.
    package mutating func element(_ value: String) {
        self.value(value)
    }

    /// Writes an element that is an integer.
    package mutating func element(_ value: Int) {
        self.value(value)
    }
}
