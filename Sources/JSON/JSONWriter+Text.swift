extension JSONWriter {
    /// Whether a byte cannot stand in a string as it is, RFC 8259 §7.
    @inline(__always)
    static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Appends a string between quotes.
    mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { text($0) }
    }

    /// Appends UTF-8 between quotes, in one piece when nothing needs an escape.
    mutating func text(_ value: UnsafeBufferPointer<UInt8>) {
        var escapes = 0
        // Without a branch, so that the compiler looks at many bytes together.
        for byte in value { escapes |= Self.mustEscape(byte) ? 1 : 0 }
        guard escapes == 0 else {
            escapedText(value)
            return
        }
        bytes.append(addingCapacity: value.count + 2) { output in
            output.append(UInt8(ascii: "\""))
            Self.append(value, to: &output)
            output.append(UInt8(ascii: "\""))
        }
    }

    /// Copies bytes for which there is room.
    @inline(__always)
    static func append(
        _ value: UnsafeBufferPointer<UInt8>,
        to output: inout OutputSpan<UInt8>
    ) {
        output.withUnsafeMutableBufferPointer { buffer, count in
            let room = UnsafeMutableBufferPointer(rebasing: buffer[count...])
            count += room.update(fromContentsOf: value)
        }
    }

    @inline(never)
    private mutating func escapedText(_ value: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        for byte in value {
            if Self.mustEscape(byte) {
                escape(byte)
            } else {
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    @inline(never)
    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(UInt8(ascii: "0") + byte >> 4)
            let low = byte & 0x0F
            bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }

    /// Writes a value from a document in one canonical form.
    ///
    /// Members keep the order they came in, numbers their digits; white space goes and
    /// escapes are those this writer would choose.
    package mutating func value(_ value: JSONValue) {
        let tape = value.document.tape
        switch value.kind {
        case .object:
            object { writer in
                var key = value.index + 1
                for _ in 0..<value.count {
                    writer.comma()
                    JSONValue(document: value.document, index: key).withText { name in
                        name.withUnsafeBufferPointer { writer.text($0) }
                    }
                    writer.bytes.append(UInt8(ascii: ":"))
                    writer.needsComma = false
                    writer.value(JSONValue(document: value.document, index: key + 1))
                    key = Int(tape.tokens[key + 1].next)
                }
            }
        case .array:
            array { writer in
                for element in value.elements() { writer.value(element) }
            }
        case .string:
            value.withText { self.value(utf8: $0) }
        case .number, .boolean, .null:
            comma()
            bytes.append(contentsOf: value.document.bytes[value.range])
        }
    }
}
