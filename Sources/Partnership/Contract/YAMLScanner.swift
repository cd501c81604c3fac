/// Reads what stands on one line: names, scalars and flow collections.
struct YAMLScanner {
    private let line: YAMLLine
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    init(_ line: YAMLLine) {
        self.line = line
        bytes = Array(line.text)
    }

    func refusal(_ reason: String) -> YAMLRefusal { line.refusal(reason) }

    /// Whether nothing but a comment is left.
    var isAtEnd: Bool { position == bytes.count || startsComment }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private var startsComment: Bool {
        next == UInt8(ascii: "#") && (position == 0 || bytes[position - 1] == UInt8(ascii: " "))
    }

    mutating func skipSpaces() {
        while next == UInt8(ascii: " ") { position += 1 }
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    // Names.

    /// Reads the name of a member with its colon.
    ///
    /// - Returns: nil, at the place where it was, when the line has none.
    mutating func key() throws(YAMLRefusal) -> String? {
        let start = position
        var name: String?
        if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
            name = try quoted()
        } else if !startsCollection {
            name = try plain()
        }
        guard let name, next == UInt8(ascii: ":"), isSign(at: position) else {
            position = start
            return nil
        }
        guard name != "<<" else { throw refusal("a merge of mappings") }
        position += 1
        return name
    }

    private var startsCollection: Bool {
        next == UInt8(ascii: "[") || next == UInt8(ascii: "{") || next == UInt8(ascii: "|")
            || next == UInt8(ascii: ">")
    }

    /// Whether a colon, dash or question mark stands alone, as a sign and not as part of a text.
    private func isSign(at place: Int) -> Bool {
        guard place + 1 < bytes.count else { return true }
        let after = bytes[place + 1]
        return after == UInt8(ascii: " ") || depth > 0 && Self.flowSigns.contains(after)
    }

    // Values.

    /// Reads one scalar or flow collection.
    mutating func value() throws(YAMLRefusal) -> YAMLValue {
        skipSpaces()
        let value: YAMLValue
        switch next {
        case UInt8(ascii: "["): value = try flowSequence()
        case UInt8(ascii: "{"): value = try flowMapping()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): value = .string(try quoted())
        default:
            let text = try plain()
            guard !text.isEmpty else { throw refusal("a value is missing") }
            guard next != UInt8(ascii: ":") else { throw refusal("a colon in a plain value") }
            value = try scalar(text)
        }
        skipSpaces()
        return value
    }

    private func scalar(_ text: String) throws(YAMLRefusal) -> YAMLValue {
        guard text != "<<" else { throw refusal("a merge of mappings") }
        guard let value = YAMLScalar.value(of: text) else {
            throw refusal("the number '\(text)' cannot be kept")
        }
        return value
    }

    private mutating func flowSequence() throws(YAMLRefusal) -> YAMLValue {
        try open()
        var elements: [YAMLValue] = []
        guard !take("]") else { return .sequence(closed(elements)) }
        repeat { elements.append(try value()) } while take(",")
        guard take("]") else { throw refusal("a sequence that does not close on its line") }
        return .sequence(closed(elements))
    }

    private mutating func flowMapping() throws(YAMLRefusal) -> YAMLValue {
        try open()
        var members = YAMLMapping()
        guard !take("}") else { return .mapping(closed(members)) }
        repeat {
            skipSpaces()
            guard let name = try key() else { throw refusal("a member has no name") }
            guard members.append(name, try value()) else { throw refusal("'\(name)' twice") }
        } while take(",")
        guard take("}") else { throw refusal("a mapping that does not close on its line") }
        return .mapping(closed(members))
    }

    private mutating func open() throws(YAMLRefusal) {
        position += 1
        depth += 1
        guard depth <= YAML.maximumDepth else { throw refusal("nested too deeply") }
        skipSpaces()
    }

    private mutating func closed<Collection>(_ collection: Collection) -> Collection {
        depth -= 1
        return collection
    }

    // Scalars.

    /// Reads a scalar without quotes, up to a comment, a colon that ends a name, or in a flow
    /// collection what ends an element.
    private mutating func plain() throws(YAMLRefusal) -> String {
        let start = position
        if let first = next, !mayStartPlain(first) {
            let sign = Character(Unicode.Scalar(first))
            throw refusal("a plain value cannot start with '\(sign)'")
        }
        while let byte = next, !startsComment {
            if byte == UInt8(ascii: ":"), isSign(at: position) { break }
            if depth > 0, Self.flowSigns.contains(byte) { break }
            // To readers of YAML 1.1 it is a sign here, to those of 1.2 a part of the text.
            if depth > 0, byte == UInt8(ascii: "?") { throw refusal("a question mark in a flow") }
            position += 1
        }
        let end = bytes[start..<position].lastIndex { $0 != UInt8(ascii: " ") }
        return String(decoding: bytes[start..<(end.map { $0 + 1 } ?? start)], as: UTF8.self)
    }

    /// Anchors, aliases, tags and the like are refused here, as is what YAML reserves.
    private func mayStartPlain(_ byte: UInt8) -> Bool {
        if Self.reservedSigns.contains(byte) { return false }
        // Within a flow collection these end an element, which then is missing.
        if Self.flowSigns.contains(byte) { return depth > 0 }
        return !Self.entrySigns.contains(byte) || !isSign(at: position)
    }

    private static let flowSigns = Set(",[]{}".utf8)
    private static let reservedSigns = Set("&*!|>%@`#".utf8)
    private static let entrySigns = Set("-?:".utf8)

    private mutating func quoted() throws(YAMLRefusal) -> String {
        take("'") ? try singleQuoted() : try doubleQuoted()
    }

    private mutating func singleQuoted() throws(YAMLRefusal) -> String {
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            if byte == UInt8(ascii: "'"), !take("'") {
                return String(decoding: text, as: UTF8.self)
            }
            text.append(byte)
        }
        throw refusal("a quote that does not close on its line")
    }

    private mutating func doubleQuoted() throws(YAMLRefusal) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += String(try escaped()).utf8
            default: text.append(byte)
            }
        }
        throw refusal("a quote that does not close on its line")
    }

    private mutating func escaped() throws(YAMLRefusal) -> Character {
        let sign = next
        position += 1
        switch sign {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "x"): return try hexadecimal(digits: 2)
        case UInt8(ascii: "u"): return try hexadecimal(digits: 4)
        default: throw refusal("an escape that is not known")
        }
    }

    private mutating func hexadecimal(digits: Int) throws(YAMLRefusal) -> Character {
        let end = min(position + digits, bytes.count)
        let text = String(decoding: bytes[position..<end], as: UTF8.self)
        guard text.utf8.count == digits, text.allSatisfy(\.isHexDigit),
            let number = UInt32(text, radix: 16), let scalar = Unicode.Scalar(number)
        else { throw refusal("an escape that is no character") }
        position = end
        return Character(scalar)
    }

    // Blocks of text.

    /// Reads `|` or `>` with what it says about the end.
    ///
    /// - Returns: nil when no block of text starts here.
    mutating func blockHeader() throws(YAMLRefusal) -> YAMLBlockHeader? {
        skipSpaces()
        let isFolded = next == UInt8(ascii: ">")
        guard isFolded || next == UInt8(ascii: "|") else { return nil }
        position += 1
        var ending = YAMLBlockHeader.Ending.clip
        if take("-") {
            ending = .strip
        } else if take("+") {
            ending = .keep
        }
        guard position == bytes.count else { throw refusal("something follows '|' or '>'") }
        return YAMLBlockHeader(isFolded: isFolded, ending: ending)
    }
}
