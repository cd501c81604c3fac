/// Writes a message as XML, in UTF-8 without a byte-order mark and with CR LF line ends.
///
/// An *element* is one of the message's own, a *part* one of those that all messages share: in
/// the schemas the members of composite types are parts.
///
/// - Source: OP192; IJW §2.
struct XMLWriter {
    private(set) var bytes: [UInt8] = []
    private let elementPrefix: [UInt8]
    private let partPrefix: [UInt8]
    private var depth = 0

    /// A message, of which the body writes everything within the root.
    static func message(
        _ type: MessageType,
        capacity: Int = 4_096,
        _ body: (inout XMLWriter) -> Void
    ) -> [UInt8] {
        var writer = XMLWriter(type, capacity)
        writer.bytes += Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<".utf8)
        writer.bytes += writer.elementPrefix + Array("Bericht".utf8)
        writer.declare(type.basePrefix, type.baseNamespace)
        writer.declare(type.prefix, type.namespace)
        writer.endLine(">")
        writer.depth = 1
        body(&writer)
        writer.depth = 0
        writer.close(writer.elementPrefix, "Bericht")
        return writer.bytes
    }

    /// A document whose elements are all of one namespace, without prefixes.
    static func document(
        _ root: StaticString,
        namespace: String,
        capacity: Int,
        _ body: (inout XMLWriter) -> Void
    ) -> [UInt8] {
        var writer = XMLWriter(capacity)
        writer.bytes += Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n".utf8)
        writer.bytes += Array("<\(root) xmlns=\"\(namespace)\">\r\n".utf8)
        writer.depth = 1
        body(&writer)
        writer.close([], root)
        return writer.bytes
    }

    private init(_ capacity: Int) {
        (elementPrefix, partPrefix) = ([], [])
        bytes.reserveCapacity(capacity)
    }

    private init(_ type: MessageType, _ capacity: Int) {
        elementPrefix = Array("\(type.prefix):".utf8)
        partPrefix = Array("\(type.basePrefix):".utf8)
        bytes.reserveCapacity(capacity)
    }

    // MARK: Elements of the message

    /// Writes an element with elements in it.
    mutating func element(_ name: StaticString, _ body: (inout XMLWriter) -> Void) {
        nest(elementPrefix, name, body)
    }

    /// Writes an element with a text, or nothing for nil.
    mutating func element(_ name: StaticString, _ text: String?) {
        if let text { write(elementPrefix, name, text) }
    }

    /// Writes an element with a number, or nothing for nil.
    mutating func element(_ name: StaticString, _ number: Int?) {
        if let number { write(elementPrefix, name, String(number)) }
    }

    /// Writes an element with a day, or nothing for nil.
    mutating func element(_ name: StaticString, _ day: Day?) {
        if let day { write(elementPrefix, name, day.description) }
    }

    // MARK: Parts

    /// Writes a part with parts in it.
    mutating func part(_ name: StaticString, _ body: (inout XMLWriter) -> Void) {
        nest(partPrefix, name, body)
    }

    /// Writes a part with a text, or nothing for nil.
    mutating func part(_ name: StaticString, _ text: String?) {
        if let text { write(partPrefix, name, text) }
    }

    /// Writes a part with a number, or nothing for nil.
    mutating func part(_ name: StaticString, _ number: Int?) {
        if let number { write(partPrefix, name, String(number)) }
    }

    /// Writes a part with a day, or nothing for nil.
    mutating func part(_ name: StaticString, _ day: Day?) {
        if let day { write(partPrefix, name, day.description) }
    }

    // MARK: Bytes

    private mutating func nest(
        _ prefix: [UInt8],
        _ name: StaticString,
        _ body: (inout XMLWriter) -> Void
    ) {
        indent()
        open(prefix, name)
        endLine("")
        depth += 1
        body(&self)
        depth -= 1
        indent()
        close(prefix, name)
    }

    private mutating func write(_ prefix: [UInt8], _ name: StaticString, _ text: String) {
        indent()
        open(prefix, name)
        var text = text
        text.withUTF8 { append(text: $0) }
        close(prefix, name)
    }

    private mutating func indent() {
        for _ in 0..<depth {
            bytes.append(0x20)
            bytes.append(0x20)
        }
    }

    private mutating func open(_ prefix: [UInt8], _ name: StaticString) {
        bytes.append(UInt8(ascii: "<"))
        bytes += prefix
        name.withUTF8Buffer { bytes += $0 }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func close(_ prefix: [UInt8], _ name: StaticString) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(UInt8(ascii: "/"))
        bytes += prefix
        name.withUTF8Buffer { bytes += $0 }
        endLine(">")
    }

    private mutating func declare(_ prefix: String, _ namespace: String) {
        bytes += Array(" xmlns:\(prefix)=\"\(namespace)\"".utf8)
    }

    private mutating func endLine(_ text: StaticString) {
        text.withUTF8Buffer { bytes += $0 }
        bytes.append(0x0D)
        bytes.append(0x0A)
    }

    /// Appends a text so that a parser reads the same.
    ///
    /// Characters that XML cannot have (XML 1.0 §2.2), which no message comes with as XML and
    /// hardly any as JSON, become U+FFFD.
    private mutating func append(text: UnsafeBufferPointer<UInt8>) {
        for index in text.indices {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            // A parser makes a bare one a line feed (XML 1.0 §2.11).
            case 0x0D: append("&#13;")
            case 0x09, 0x0A: bytes.append(byte)
            case 0..<0x20: append("\u{FFFD}")
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF; FFFD is EF BF BD.
            case 0xBE, 0xBF:
                let isNone = index >= 2 && text[index - 1] == 0xBF && text[index - 2] == 0xEF
                bytes.append(isNone ? 0xBD : byte)
            default: bytes.append(byte)
            }
        }
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes += $0 }
    }
}
