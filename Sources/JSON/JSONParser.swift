/// Reads bytes into a tape of tokens, as strictly as RFC 8259 allows.
///
/// It recurses once per object or array, at most `JSONLimits.depth` deep. Past the last byte
/// `peek` answers zero, which no rule of the grammar accepts.
struct JSONParser {
    /// What is being read, to blame it when it is wrong: a value, or the name of a member,
    /// for which its object is blamed.
    struct Place {
        let parent: Int
        let ordinal: Int
        var isName = false
    }

    let limits: JSONLimits
    var tape = JSONTape()
    var position: Int

    init(limits: JSONLimits, start: Int) {
        self.limits = limits
        position = start
    }

    /// Reads the document that ends where the bytes end.
    mutating func document(_ bytes: Span<UInt8>) throws(InputError) {
        let size = bytes.count - position
        guard size <= limits.bytes, bytes.count <= Int(UInt32.max) else {
            throw InputError(
                location: "",
                code: "length",
                detail: "must have at most \(limits.bytes) bytes, not \(size)"
            )
        }
        // An ordinary message has a token per sixteen bytes; half of that leaves room.
        tape.tokens.reserveCapacity(min(size / 8 + 8, limits.tokens))
        if size >= 3, bytes[position] == 0xEF, bytes[position + 1] == 0xBB,
            bytes[position + 2] == 0xBF
        {
            throw InputError(
                location: "",
                code: "syntax",
                detail: "must not start with a byte order mark"
            )
        }
        try value(bytes, Place(parent: 0, ordinal: 0), depth: 0)
        skipWhiteSpace(bytes)
        if position < bytes.count {
            throw unexpected(bytes, at: 0, "the end of the document")
        }
    }

    private mutating func value(
        _ bytes: Span<UInt8>,
        _ place: Place,
        depth: Int
    ) throws(InputError) {
        skipWhiteSpace(bytes)
        let start = position
        let kind: JSONKind
        switch peek(bytes) {
        case UInt8(ascii: "\""):
            return try string(bytes, place)
        case UInt8(ascii: "{"):
            return try object(bytes, place, depth: depth + 1)
        case UInt8(ascii: "["):
            return try array(bytes, place, depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            kind = .number
            try number(bytes, place)
        case UInt8(ascii: "t"):
            kind = .boolean
            try word("true", bytes, place)
        case UInt8(ascii: "f"):
            kind = .boolean
            try word("false", bytes, place)
        case UInt8(ascii: "n"):
            kind = .null
            try word("null", bytes, place)
        default:
            throw unexpected(bytes, place, "a value")
        }
        _ = try append(kind, start..<position, place)
    }

    private mutating func array(
        _ bytes: Span<UInt8>,
        _ place: Place,
        depth: Int
    ) throws(InputError) {
        let index = try open(.array, bytes, place, depth: depth)
        var count = 0
        if peek(bytes) != UInt8(ascii: "]") {
            while true {
                try value(bytes, Place(parent: index, ordinal: count), depth: depth)
                count += 1
                skipWhiteSpace(bytes)
                guard peek(bytes) == UInt8(ascii: ",") else { break }
                position += 1
            }
        }
        guard peek(bytes) == UInt8(ascii: "]") else {
            throw unexpected(bytes, at: index, "a comma or a closing bracket")
        }
        close(index, count: count)
    }

    private mutating func object(
        _ bytes: Span<UInt8>,
        _ place: Place,
        depth: Int
    ) throws(InputError) {
        let index = try open(.object, bytes, place, depth: depth)
        var count = 0
        var looks: UInt64 = 0
        if peek(bytes) != UInt8(ascii: "}") {
            while true {
                try name(bytes, index, ordinal: count, looks: &looks)
                skipWhiteSpace(bytes)
                guard peek(bytes) == UInt8(ascii: ":") else {
                    throw unexpected(bytes, at: index, "a colon after the name")
                }
                position += 1
                try value(bytes, Place(parent: index, ordinal: count), depth: depth)
                count += 1
                skipWhiteSpace(bytes)
                guard peek(bytes) == UInt8(ascii: ",") else { break }
                position += 1
            }
        }
        guard peek(bytes) == UInt8(ascii: "}") else {
            throw unexpected(bytes, at: index, "a comma or a closing brace")
        }
        close(index, count: count)
        if count > Self.comparedNames { try refuseEqualNames(bytes, index) }
    }

    @inline(__always)
    func peek(_ bytes: Span<UInt8>) -> UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    @inline(__always)
    mutating func skipWhiteSpace(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func open(
        _ kind: JSONKind,
        _ bytes: Span<UInt8>,
        _ place: Place,
        depth: Int
    ) throws(InputError) -> Int {
        guard depth <= limits.depth else {
            throw failure(bytes, place, "depth", "must lie at most \(limits.depth) deep")
        }
        let index = try append(kind, position..<position, place)
        position += 1
        skipWhiteSpace(bytes)
        return index
    }

    @inline(__always)
    private mutating func close(_ index: Int, count: Int) {
        position += 1
        var token = tape.tokens[index]
        token.end = UInt32(truncatingIfNeeded: position)
        token.next = UInt32(truncatingIfNeeded: tape.tokens.count)
        token.count = UInt32(truncatingIfNeeded: count)
        tape.tokens[index] = token
    }

    @inline(__always)
    mutating func append(
        _ kind: JSONKind,
        _ range: Range<Int>,
        _ place: Place,
        isEscaped: Bool = false
    ) throws(InputError) -> Int {
        let index = tape.tokens.count
        guard index < limits.tokens else { throw tooMany() }
        // Everything counted here is at most a position, and `document` bounds those.
        tape.tokens.append(
            JSONToken(
                start: UInt32(truncatingIfNeeded: range.lowerBound),
                end: UInt32(truncatingIfNeeded: range.upperBound),
                next: UInt32(truncatingIfNeeded: index + 1),
                parent: UInt32(truncatingIfNeeded: place.parent),
                ordinal: UInt32(truncatingIfNeeded: place.ordinal),
                kind: kind,
                isEscaped: isEscaped
            )
        )
        return index
    }
}

extension JSONParser {
    @inline(never)
    private func tooMany() -> InputError {
        InputError(
            location: "",
            code: "too-many",
            detail: "must have at most \(limits.tokens) values and names"
        )
    }

    /// An error of an object or array on the tape.
    @inline(never)
    func failure(
        _ bytes: Span<UInt8>,
        at index: Int,
        _ code: String,
        _ detail: String
    ) -> InputError {
        InputError(location: tape.location(of: index, in: bytes), code: code, detail: detail)
    }

    /// An error of something that is not on the tape yet.
    @inline(never)
    func failure(
        _ bytes: Span<UInt8>,
        _ place: Place,
        _ code: String,
        _ detail: String
    ) -> InputError {
        if tape.tokens.isEmpty {
            return InputError(location: "", code: code, detail: detail)
        }
        var location = tape.location(of: place.parent, in: bytes)
        if !place.isName {
            let isMember = tape.tokens[place.parent].kind == .object
            location +=
                isMember
                ? tape.step(ofName: tape.tokens.count - 1, in: bytes) : "/\(place.ordinal)"
        }
        return InputError(location: location, code: code, detail: detail)
    }

    /// The error of an object or array that does not go on as it must.
    @inline(never)
    func unexpected(_ bytes: Span<UInt8>, at index: Int, _ wanted: String) -> InputError {
        failure(bytes, at: index, "syntax", missing(wanted, bytes))
    }

    /// The error of something that is not written as it must be.
    @inline(never)
    func unexpected(_ bytes: Span<UInt8>, _ place: Place, _ wanted: String) -> InputError {
        failure(bytes, place, "syntax", missing(wanted, bytes))
    }

    private func missing(_ wanted: String, _ bytes: Span<UInt8>) -> String {
        let place = position < bytes.count ? "at byte \(position)" : "at the end"
        return "must have \(wanted) \(place)"
    }
}
