extension JSONObject {
    /// A string that must be there.
    ///
    /// The length counts Unicode scalars.
    package mutating func string(
        _ name: StaticString,
        length: ClosedRange<Int> = 1...200,
        characters: JSONCharacters = .line
    ) -> String? {
        string(name, length, characters, isRequired: true)
    }

    /// A string that may be absent or `null`.
    package mutating func optionalString(
        _ name: StaticString,
        length: ClosedRange<Int> = 1...200,
        characters: JSONCharacters = .line
    ) -> String? {
        string(name, length, characters, isRequired: false)
    }

    private mutating func string(
        _ name: StaticString,
        _ length: ClosedRange<Int>,
        _ characters: JSONCharacters,
        isRequired: Bool
    ) -> String? {
        guard let found = find(name, .string, isRequired: isRequired) else { return nil }
        var text: String?
        withText(found) { bytes in
            if let refusal = characters.refusal(of: bytes, length: length) {
                refuse(name, refusal.code, refusal.detail)
            } else {
                text = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
            }
        }
        return text
    }

    /// A string that must be there, read by the caller.
    ///
    /// The error is `must be <expectation>` when the caller says nil.
    @inlinable
    package mutating func parsed<T>(
        _ name: StaticString,
        _ expectation: StaticString,
        _ parse: (Span<UInt8>) -> T?
    ) -> T? {
        guard let found = findString(name, isRequired: true) else { return nil }
        return parsed(name, expectation, found, parse)
    }

    /// A string that may be absent or `null`, read by the caller.
    @inlinable
    package mutating func optionalParsed<T>(
        _ name: StaticString,
        _ expectation: StaticString,
        _ parse: (Span<UInt8>) -> T?
    ) -> T? {
        guard let found = findString(name, isRequired: false) else { return nil }
        return parsed(name, expectation, found, parse)
    }

    @inlinable
    func parsed<T>(
        _ name: StaticString,
        _ expectation: StaticString,
        _ found: Int,
        _ parse: (Span<UInt8>) -> T?
    ) -> T? {
        var result: T?
        withText(found) { result = parse($0) }
        if result == nil { refuseFormat(name, expectation) }
        return result
    }

    @usableFromInline
    mutating func findString(_ name: StaticString, isRequired: Bool) -> Int? {
        find(name, .string, isRequired: isRequired)
    }

    @usableFromInline
    func refuseFormat(_ name: StaticString, _ expectation: StaticString) {
        refuse(name, "format", "must be \(expectation)")
    }

    @usableFromInline
    func withText(_ found: Int, _ body: (Span<UInt8>) -> Void) {
        let token = tape.tokens[found]
        if token.isEscaped {
            let text = tape.text(found, in: bytes.span)
            body(text.span)
        } else {
            body(bytes.span.extracting(token.range))
        }
    }

    /// A string that must be there and must be one of the raw values of a type.
    package mutating func choice<T: RawRepresentable<String> & CaseIterable>(
        _ name: StaticString,
        of type: T.Type = T.self
    ) -> T? {
        guard let found = find(name, .string, isRequired: true) else { return nil }
        return choice(name, found, of: type)
    }

    /// A string that may be absent or `null` and else must be one of the raw values of a type.
    package mutating func optionalChoice<T: RawRepresentable<String> & CaseIterable>(
        _ name: StaticString,
        of type: T.Type = T.self
    ) -> T? {
        guard let found = find(name, .string, isRequired: false) else { return nil }
        return choice(name, found, of: type)
    }

    private func choice<T: RawRepresentable<String> & CaseIterable>(
        _ name: StaticString,
        _ found: Int,
        of type: T.Type
    ) -> T? {
        let text = JSONValue(document: document, index: found).string
        if let choice = text.flatMap(T.init(rawValue:)) { return choice }
        let choices = type.allCases.map(\.rawValue).joined(separator: ", ")
        refuse(name, "enum", "must be one of \(choices)")
        return nil
    }

    /// An integer that must be there.
    package mutating func integer(_ name: StaticString, in range: ClosedRange<Int>) -> Int? {
        integer(name, range, isRequired: true)
    }

    /// An integer that may be absent or `null`.
    package mutating func optionalInteger(
        _ name: StaticString,
        in range: ClosedRange<Int>
    ) -> Int? {
        integer(name, range, isRequired: false)
    }

    private mutating func integer(
        _ name: StaticString,
        _ range: ClosedRange<Int>,
        isRequired: Bool
    ) -> Int? {
        guard let found = find(name, .number, isRequired: isRequired) else { return nil }
        switch JSONInteger(bytes.span.extracting(tape.tokens[found].range)) {
        case .integer(let number):
            if range.contains(number) { return number }
            refuse(name, "range", JSONDetail.number(range, number))
        case .fraction:
            refuse(name, "type", "must be an integer without fraction and exponent")
        case .tooLarge:
            refuse(name, "range", JSONDetail.number(range, nil))
        }
        return nil
    }

    /// `true` or `false` that must be there.
    package mutating func boolean(_ name: StaticString) -> Bool? {
        find(name, .boolean, isRequired: true).flatMap(boolean)
    }

    /// `true` or `false` that may be absent or `null`.
    package mutating func optionalBoolean(_ name: StaticString) -> Bool? {
        find(name, .boolean, isRequired: false).flatMap(boolean)
    }

    private func boolean(_ found: Int) -> Bool? {
        bytes[Int(tape.tokens[found].start)] == UInt8(ascii: "t")
    }

    /// A reader of an object that must be there; close it as well.
    package mutating func object(_ name: StaticString) -> JSONObject? {
        find(name, .object, isRequired: true).map(object)
    }

    /// A reader of an object that may be absent or `null`; close it as well.
    package mutating func optionalObject(_ name: StaticString) -> JSONObject? {
        find(name, .object, isRequired: false).map(object)
    }

    private func object(_ found: Int) -> JSONObject {
        JSONObject(JSONValue(document: document, index: found), errors)
    }

    /// The elements of an array that must be there.
    package mutating func array(
        _ name: StaticString,
        count: ClosedRange<Int>
    ) -> [JSONValue]? {
        array(name, count, isRequired: true)
    }

    /// The elements of an array that may be absent or `null`.
    package mutating func optionalArray(
        _ name: StaticString,
        count: ClosedRange<Int>
    ) -> [JSONValue]? {
        array(name, count, isRequired: false)
    }

    private mutating func array(
        _ name: StaticString,
        _ count: ClosedRange<Int>,
        isRequired: Bool
    ) -> [JSONValue]? {
        guard let found = find(name, .array, isRequired: isRequired) else { return nil }
        let value = JSONValue(document: document, index: found)
        guard count.contains(value.count) else {
            refuse(name, "length", JSONDetail.count(count, value.count, "elements"))
            return nil
        }
        return Array(value.elements())
    }
}
