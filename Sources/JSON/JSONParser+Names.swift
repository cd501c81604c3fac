/// The names of an object's members, no two of them equal.
///
/// RFC 8259 §4 only says that names should be unique; two readers that choose differently
/// between equal names see different messages, so we refuse them. Names are compared without
/// their escapes, byte by byte.
extension JSONParser {
    /// Up to this many names are compared one by one, more are hashed when all are there.
    static let comparedNames = 32

    /// Reads a name and compares it with those before it.
    ///
    /// `looks` has a bit for what each of them looks like; equal names share their bit.
    mutating func name(
        _ bytes: Span<UInt8>,
        _ object: Int,
        ordinal: Int,
        looks: inout UInt64
    ) throws(InputError) {
        skipWhiteSpace(bytes)
        guard peek(bytes) == UInt8(ascii: "\"") else {
            throw unexpected(bytes, at: object, "a member name")
        }
        let key = tape.tokens.count
        try string(bytes, Place(parent: object, ordinal: ordinal, isName: true))
        let token = tape.tokens[key]
        guard Int(token.end) - Int(token.start) <= limits.nameBytes else {
            throw failure(
                bytes,
                at: object,
                "length",
                "must have member names of at most \(limits.nameBytes) bytes"
            )
        }
        let look = Self.look(token, bytes)
        if looks & look != 0, ordinal < Self.comparedNames {
            try refuseEqual(key, bytes, object)
        }
        looks |= look
    }

    /// One bit for a name, all bits for one with escapes, which may equal any other.
    @inline(__always)
    private static func look(_ token: JSONToken, _ bytes: Span<UInt8>) -> UInt64 {
        if token.isEscaped { return .max }
        let start = Int(token.start)
        let length = Int(token.end) - start
        if length == 0 { return 1 }
        let first = Int(bytes[start])
        let middle = Int(bytes[start + length / 2])
        let last = Int(bytes[start + length - 1])
        return 1 << UInt64(truncatingIfNeeded: (length + first + 3 * middle + 7 * last) & 63)
    }

    @inline(never)
    private func refuseEqual(
        _ key: Int,
        _ bytes: Span<UInt8>,
        _ object: Int
    ) throws(InputError) {
        var other = object + 1
        while other != key {
            if tape.text(other, equals: key, in: bytes) {
                throw duplicate(key, bytes, object)
            }
            other = Int(tape.tokens[other + 1].next)
        }
    }

    /// Compares all names of an object with many.
    ///
    /// The hash has a random seed, so that nobody can choose names that collide.
    func refuseEqualNames(_ bytes: Span<UInt8>, _ object: Int) throws(InputError) {
        var names: Set<[UInt8]> = []
        var key = object + 1
        for _ in 0..<Int(tape.tokens[object].count) {
            guard names.insert(tape.text(key, in: bytes)).inserted else {
                throw duplicate(key, bytes, object)
            }
            key = Int(tape.tokens[key + 1].next)
        }
    }

    @inline(never)
    private func duplicate(_ key: Int, _ bytes: Span<UInt8>, _ object: Int) -> InputError {
        InputError(
            location: tape.location(of: object, in: bytes) + tape.step(ofName: key, in: bytes),
            code: "duplicate-member",
            detail: "must come once in an object"
        )
    }
}
