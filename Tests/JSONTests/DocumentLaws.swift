@testable import JSON

/// What holds for any bytes that may be a document.
enum DocumentLaws {
    /// A law that does not hold, as a sentence about what was seen.
    struct Violation: Error, CustomStringConvertible {
        let description: String
    }

    static func check(_ bytes: [UInt8]) throws(Violation) {
        try checkLines(bytes)
        let whole = read(bytes, 0..<bytes.count)
        // In the middle of a larger body it is the same document, or has the same fault.
        let inside = read([0x5B] + bytes + [0x5D], 1..<bytes.count + 1)
        switch (whole, inside) {
        case (.success(let root), .success(let other)):
            try unless(Grammar.accepts(bytes), "it is no JSON")
            try check(root, within: 0..<bytes.count)
            let form = written(root)
            try unless(written(other) == form, "in a larger body it is another document")
            guard case .success(let again) = read(form, 0..<form.count) else {
                throw Violation(description: "its own form \(form) is refused")
            }
            try unless(written(again) == form, "its form \(form) has another form")
        case (.failure(let error), .failure(let other)):
            try check(error, bytes)
            let isSame = error.code == other.code && error.location == other.location
            try unless(isSame, "\(error), and in a larger body \(other)")
        default:
            throw Violation(description: "in a larger body it is no document, or only there")
        }
    }

    private static func read(
        _ bytes: [UInt8],
        _ range: Range<Int>
    ) -> Result<JSONValue, InputError> {
        Result { () throws(InputError) in
            try JSONDocument(parsing: bytes, range: range).root
        }
    }

    private static func written(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.value(value)
        return writer.bytes
    }

    private static func unless(
        _ holds: Bool,
        _ sentence: @autoclosure () -> String
    ) throws(Violation) {
        if !holds { throw Violation(description: sentence()) }
    }

    /// An error names its cause and a place in the document, and there is no document.
    private static func check(_ error: InputError, _ bytes: [UInt8]) throws(Violation) {
        let isPointer = error.location.isEmpty || error.location.utf8.first == 0x2F
        try unless(isPointer && !error.detail.isEmpty, "\(error) has no place")
        switch error.code {
        case "syntax":
            let words = error.detail.split(separator: " ")
            let isPlaced = words.suffix(3).prefix(2) == ["at", "byte"]
            let place = isPlaced ? words.last.flatMap { Int($0) } : nil
            let isInside = place.map { bytes.indices.contains($0) } ?? !isPlaced
            try unless(isInside, "\(error) of \(bytes.count) bytes")
            try unless(!Grammar.accepts(bytes), "\(error), though it is JSON")
        case "duplicate-member":
            try unless(!Grammar.accepts(bytes), "\(error), though it is JSON")
        default:
            let isLimit = ["depth", "length", "range", "too-many"].contains(error.code)
            try unless(isLimit, "\(error) is no error of a reader")
        }
    }

    /// Everything that can be asked of a value fits its kind and its place.
    private static func check(
        _ value: JSONValue,
        within outer: Range<Int>
    ) throws(Violation) {
        let range = value.range
        let isInside = outer.lowerBound <= range.lowerBound && range.upperBound <= outer.upperBound
        try unless(isInside && !range.isEmpty, "\(range) is not within \(outer)")
        let text = value.document.bytes[range]
        switch value.kind {
        case .object:
            let members = value.members()
            try unless(members.count == value.count, "\(members.count) of \(value.count) members")
            for (_, member) in members { try check(member, within: range) }
            var object = JSONObject(value, JSONErrors())
            _ = object.optionalString("a")
            _ = object.optionalInteger("b", in: 0...1)
            object.close()
            try unless(object.errors.list.count <= JSONErrors.maximum, "too many errors")
        case .array:
            let elements = Array(value.elements())
            try unless(elements.count == value.count, "\(elements.count) elements")
            for (ordinal, element) in elements.enumerated() {
                try unless(value[ordinal].range == element.range, "two elements \(ordinal)")
                try unless(element.location == "\(value.location)/\(ordinal)", "elsewhere")
                try check(element, within: range)
            }
        case .string:
            let isText = value.withText { span in
                let bytes = span.withUnsafeBufferPointer { Array($0) }
                return String(validating: bytes, as: UTF8.self) == value.string
            }
            try unless(isText, "a string of bytes that are no text")
        case .number:
            let number = Int(String(decoding: text, as: UTF8.self))
            try unless(value.integer == number, "\(text) became \(value.integer ?? 0)")
        case .boolean, .null:
            let word = value.boolean.map { $0 ? "true" : "false" } ?? "null"
            try unless(text.elementsEqual(word.utf8), "\(text) became \(word)")
        }
    }

    /// Lines are what stands between the line ends.
    private static func checkLines(_ bytes: [UInt8]) throws(Violation) {
        guard let ranges = try? JSONLines.ranges(of: bytes) else { return }
        var joined: [UInt8] = []
        for range in ranges { joined += bytes[range] + [0x0D, 0x0A] }
        try unless((try? JSONLines.ranges(of: joined))?.count == ranges.count, "other lines")
        let isSame = joined.filter { $0 != 0x0D && $0 != 0x0A }
            .elementsEqual(bytes.filter { $0 != 0x0D && $0 != 0x0A })
        try unless(isSame, "lines that are not all there is")
    }
}
