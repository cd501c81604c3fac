/// The bytes of a message in XML, looked at before a parser sees them.
///
/// A parser would expand entities, load what a document type names and read any encoding; and
/// FoundationXML's leaves out what stands beside a reference it does not know. So none of these
/// reaches it: not the byte-order mark or another encoding than UTF-8, which OP192 forbids, and
/// not a document type, a reference other than to a character or a processing instruction, which
/// no message of the standard has and which we decided to refuse.
struct MessageBytes {
    private let bytes: [UInt8]
    private var place = 0

    /// Bytes within which the XML declaration ends; a long one has sixty.
    private static let longestDeclaration = 200
    /// Bytes of the longest reference, `&#x0010FFFF;`, with some room for zeros.
    private static let longestReference = 16

    /// Refuses bytes that are not to be parsed.
    static func check(_ bytes: [UInt8]) throws(MessageFault) {
        var check = MessageBytes(bytes: bytes)
        try check.checkEncoding()
        try check.checkDeclaration()
        try check.checkMarkup()
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    // MARK: How it begins

    private func checkEncoding() throws(MessageFault) {
        // U+FEFF in UTF-8, UTF-16 and UTF-32, and `<` in UTF-16 without it (XML 1.0, appendix F).
        let marks: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE], [0, 0, 0xFE, 0xFF], [0, 0x3C],
            [0x3C, 0],
        ]
        if marks.contains(where: bytes.starts) {
            throw MessageFault("", "encoding", "must be UTF-8 without a byte-order mark")
        }
        if (try? UTF8Span(validating: bytes.span)) == nil {
            throw MessageFault("", "encoding", "must be UTF-8, and has bytes that are not")
        }
    }

    private mutating func checkDeclaration() throws(MessageFault) {
        guard has("<?xml"), let next = byte(at: 5), Self.isSpace(next) else { return }
        place = 5
        var names: [String] = []
        while true {
            skipSpaces()
            if has("?>") { break }
            guard place < Self.longestDeclaration, let (name, value) = pseudoAttribute() else {
                throw fault("syntax", "must begin with a whole XML declaration, or with none")
            }
            names.append(name)
            switch name {
            case "version" where value == "1.0": break
            case "version": throw fault("syntax", "must be XML 1.0")
            case "encoding" where value.lowercased() == "utf-8": break
            case "encoding": throw fault("encoding", "must be UTF-8, and its declaration says so")
            default: break
            }
        }
        place += 2
        guard names.first == "version" else {
            throw fault("syntax", "must say in its declaration that it is XML 1.0")
        }
    }

    private mutating func pseudoAttribute() -> (name: String, value: String)? {
        let start = place
        while let byte = byte(at: place), (0x61...0x7A).contains(byte) { place += 1 }
        let name = String(decoding: bytes[start..<place], as: UTF8.self)
        skipSpaces()
        guard byte(at: place) == UInt8(ascii: "=") else { return nil }
        place += 1
        skipSpaces()
        guard let quote = byte(at: place), quote == 0x22 || quote == 0x27 else { return nil }
        let first = place + 1
        guard let end = bytes[first...].prefix(Self.longestDeclaration).firstIndex(of: quote)
        else { return nil }
        place = end + 1
        return (name, String(decoding: bytes[first..<end], as: UTF8.self))
    }

    // MARK: What is in it

    private mutating func checkMarkup() throws(MessageFault) {
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "<"): try checkTag()
            case UInt8(ascii: "&"): try checkReference()
            case 0x09, 0x0A, 0x0D, 0x20...: place += 1
            default: throw fault("syntax", "must have no control characters")
            }
        }
    }

    private mutating func checkTag() throws(MessageFault) {
        switch byte(at: place + 1) {
        case UInt8(ascii: "?"):
            throw fault("instruction", "must have no processing instruction")
        case UInt8(ascii: "!"):
            if has("<!--") {
                try skip(past: "-->", from: place + 4)
            } else if has("<![CDATA[") {
                try skip(past: "]]>", from: place + 9)
            } else {
                throw fault("document-type", "must have no document type and no entities")
            }
        default: try checkTagNames()
        }
    }

    /// A tag must be short: who parses it compares each of its attributes with all before it.
    private mutating func checkTagNames() throws(MessageFault) {
        let end = place + MessageLimits().tagBytes
        var quote: UInt8?
        place += 1
        while let byte = byte(at: place) {
            guard place < end else { throw fault("length", "must have no tag that is so long") }
            switch byte {
            case UInt8(ascii: "<"): throw fault("syntax", "must have no < in a tag")
            case UInt8(ascii: "&"):
                try checkReference()
                continue
            case UInt8(ascii: ">") where quote == nil:
                place += 1
                return
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if quote == nil { quote = byte } else if quote == byte { quote = nil }
            case 0x09, 0x0A, 0x0D, 0x20...: break
            default: throw fault("syntax", "must have no control characters")
            }
            place += 1
        }
    }

    private mutating func checkReference() throws(MessageFault) {
        let rest = bytes[(place + 1)...].prefix(Self.longestReference)
        guard let end = rest.firstIndex(of: UInt8(ascii: ";")),
            Self.isKnown(bytes[place + 1..<end])
        else {
            throw fault("entity", "must have no & but in &amp; &lt; &gt; &quot; &apos; or &#233;")
        }
        place = end + 1
    }

    /// Whether a reference is to one of the five entities of XML, or to a character by its number.
    private static func isKnown(_ name: ArraySlice<UInt8>) -> Bool {
        if name.first == UInt8(ascii: "#") {
            let number = name.dropFirst()
            let isHexadecimal = number.first == UInt8(ascii: "x")
            let digits = isHexadecimal ? number.dropFirst() : number
            return !digits.isEmpty
                && digits.allSatisfy { digit in
                    switch digit {
                    case 0x30...0x39: true
                    case 0x41...0x46, 0x61...0x66: isHexadecimal
                    default: false
                    }
                }
        }
        return ["amp", "lt", "gt", "quot", "apos"].contains { name.elementsEqual($0.utf8) }
    }

    private mutating func skip(past end: StaticString, from start: Int) throws(MessageFault) {
        place = start
        let first = end.withUTF8Buffer { $0[0] }
        while place < bytes.count {
            if bytes[place] == first, has(end) {
                place += end.utf8CodeUnitCount
                return
            }
            if bytes[place] < 0x20, !Self.isSpace(bytes[place]) {
                throw fault("syntax", "must have no control characters")
            }
            place += 1
        }
    }

    // MARK: Steps

    private func byte(at index: Int) -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    /// Whether a text stands here.
    private func has(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            place + text.count <= bytes.count
                && text.indices.allSatisfy { bytes[place + $0] == text[$0] }
        }
    }

    private mutating func skipSpaces() {
        while let byte = byte(at: place), Self.isSpace(byte) { place += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }

    private func fault(_ code: String, _ detail: String) -> MessageFault {
        MessageFault("", code, "\(detail), at byte \(place)")
    }
}
