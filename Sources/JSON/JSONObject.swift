/// A reader of one object, which notes every error and which members were asked for.
///
/// Ask for each member, then `close` it: what nobody asked for is an `unknown-member`. Every
/// read that answers nil where a value was required has noted why. After the reads, look at
/// `errors.isEmpty` and then unwrap. A reader of a value that is no object notes that once
/// and answers nil to everything.
@usableFromInline
package struct JSONObject {
    /// Each member read has a bit in one word.
    package static let maximumMembers = 64

    /// Where the errors go, shared with the readers of nested objects.
    package let errors: JSONErrors

    let document: JSONDocument
    let index: Int
    // Held here as well, so that a read need not retain what the document holds.
    let bytes: [UInt8]
    let tape: JSONTape
    private let count: Int
    private let isRefused: Bool
    private var read: UInt64 = 0
    /// Where to look first: the member after the last one found, as senders keep an order.
    private var cursor: Int
    private var cursorOrdinal = 0

    /// A reader of a value.
    ///
    /// Notes a `type` error when that is no object and a `too-many` error when it has more
    /// than `maximumMembers`.
    package init(_ value: JSONValue, _ errors: JSONErrors) {
        self.errors = errors
        document = value.document
        index = value.index
        bytes = value.document.bytes
        tape = value.document.tape
        cursor = index + 1
        let token = value.token
        count = token.kind == .object ? Int(token.count) : 0
        isRefused = token.kind != .object || count > Self.maximumMembers
        if token.kind != .object {
            errors.add(value.location, "type", "must be an object")
        } else if isRefused {
            errors.add(
                value.location,
                "too-many",
                "must have at most \(Self.maximumMembers) members, not \(count)"
            )
        }
    }

    /// The object's JSON Pointer.
    package var location: String { document.location(of: index) }

    /// A member of any kind; nil when absent.
    package mutating func raw(_ name: StaticString) -> JSONValue? {
        find(name).map { JSONValue(document: document, index: $0) }
    }

    /// Whether a member is there, `null` included, without reading it.
    ///
    /// - Source: RFC 7396, where absent and `null` differ.
    package func contains(_ name: StaticString) -> Bool {
        guard !isRefused else { return false }
        var key = index + 1
        for _ in 0..<count {
            if tape.text(key, equals: name, in: bytes) { return true }
            key = Int(tape.tokens[key + 1].next)
        }
        return false
    }

    /// Notes an error of a member, for rules that need more than one member.
    package func refuse(_ name: StaticString, _ code: String, _ detail: String) {
        guard !errors.isFull else { return }
        errors.add(location + JSONTape.step(name.withUTF8Buffer(Array.init)), code, detail)
    }

    /// Notes every member that was not read.
    package mutating func close() {
        guard !isRefused, read.nonzeroBitCount < count else { return }
        var key = index + 1
        for ordinal in 0..<count {
            if read & (1 << UInt64(ordinal)) == 0, !errors.isFull {
                let step = document.step(ofName: key)
                errors.add(location + step, "unknown-member", "is not a member we know")
            }
            key = Int(tape.tokens[key + 1].next)
        }
    }

    /// The value of a member, which counts as read from now on.
    private mutating func find(_ name: StaticString) -> Int? {
        guard !isRefused else { return nil }
        var key = cursor
        var ordinal = cursorOrdinal
        for _ in 0..<count {
            if ordinal == count {
                ordinal = 0
                key = index + 1
            }
            let next = Int(tape.tokens[key + 1].next)
            if tape.text(key, equals: name, in: bytes) {
                read |= 1 << UInt64(ordinal)
                cursor = next
                cursorOrdinal = ordinal + 1
                return key + 1
            }
            key = next
            ordinal += 1
        }
        return nil
    }

    /// The value of a member of one kind, with an error when it is of another or, if it is
    /// required, absent.
    mutating func find(
        _ name: StaticString,
        _ kind: JSONKind,
        isRequired: Bool
    ) -> Int? {
        guard let found = find(name) else {
            if isRequired && !isRefused { refuse(name, "required", "is required") }
            return nil
        }
        let actual = tape.tokens[found].kind
        if actual == kind { return found }
        if actual == .null && !isRequired { return nil }
        refuse(name, "type", "must be \(Self.noun(kind))")
        return nil
    }

    private static func noun(_ kind: JSONKind) -> String {
        switch kind {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "an integer"
        case .boolean: "true or false"
        case .null: "null"
        }
    }
}
