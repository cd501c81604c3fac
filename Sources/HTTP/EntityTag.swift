/// A validator of one representation (RFC 9110 §8.8.3).
package struct EntityTag: Hashable, Sendable, CustomStringConvertible {
    /// Whether it only promises content that is as good as the same.
    package let isWeak: Bool
    /// What stands between the quotes.
    package let opaque: String

    /// A tag of our own making.
    ///
    /// - Precondition: the text has only bytes that may stand in a tag.
    package init(_ opaque: String, isWeak: Bool = false) {
        precondition(opaque.utf8.allSatisfy { Self.isOpaque($0) }, "an entity tag is visible text")
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// Reads a tag with its quotes; nil when it is malformed.
    package init?(parsing text: String) {
        var reader = FieldReader(text)
        guard let tag = Self.read(&reader), reader.isAtEnd else { return nil }
        self = tag
    }

    /// The tag with its quotes, as it stands in a field.
    package var description: String {
        isWeak ? "W/\"\(opaque)\"" : "\"\(opaque)\""
    }

    /// Whether both are strong and equal, as If-Match compares (RFC 9110 §8.8.3.2).
    package func matchesStrongly(_ other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && opaque == other.opaque
    }

    /// Whether both are equal but for their strength, as If-None-Match compares.
    package func matchesWeakly(_ other: EntityTag) -> Bool {
        opaque == other.opaque
    }

    static func read(_ reader: inout FieldReader) -> EntityTag? {
        // RFC 9110 §8.8.3: the W is case-sensitive.
        let isWeak = reader.take(UInt8(ascii: "W"))
        if isWeak && !reader.take(Octet.slash) { return nil }
        guard reader.take(Octet.quote) else { return nil }
        let opaque = reader.text(where: isOpaque) ?? ""
        guard reader.take(Octet.quote) else { return nil }
        return EntityTag(opaque, isWeak: isWeak)
    }

    @inline(__always)
    private static func isOpaque(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != Octet.quote && byte != 0x7F
    }
}
