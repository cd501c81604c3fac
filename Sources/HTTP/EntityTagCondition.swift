/// The value of If-Match or If-None-Match (RFC 9110 §13.1.1, §13.1.2).
package enum EntityTagCondition: Hashable, Sendable {
    /// A `*`: whatever there is now.
    case any
    /// One of these.
    case list([EntityTag])

    /// Reads the field; nil when it is malformed.
    package init?(_ text: String) {
        var reader = FieldReader(text)
        reader.skipBlanks()
        if reader.take(UInt8(ascii: "*")) {
            reader.skipBlanks()
            guard reader.isAtEnd else { return nil }
            self = .any
            return
        }
        var tags: [EntityTag] = []
        reader.takeCommas()
        while !reader.isAtEnd {
            guard let tag = EntityTag.read(&reader), tags.count < Limits.listMembers
            else { return nil }
            tags.append(tag)
            reader.skipBlanks()
            guard reader.isAtEnd || reader.take(Octet.comma) else { return nil }
            reader.takeCommas()
        }
        if tags.isEmpty { return nil }
        self = .list(tags)
    }

    /// Whether If-Match holds.
    ///
    /// - Parameter current: the tag of what there is now; nil when there is nothing.
    package func holdsForMatch(_ current: EntityTag?) -> Bool {
        guard let current else { return false }
        switch self {
        case .any: return true
        case .list(let tags): return tags.contains { $0.matchesStrongly(current) }
        }
    }

    /// Whether If-None-Match holds; when it does not, a GET is answered with a 304.
    ///
    /// - Parameter current: the tag of what there is now; nil when there is nothing.
    package func holdsForNoneMatch(_ current: EntityTag?) -> Bool {
        guard let current else { return true }
        switch self {
        case .any: return false
        case .list(let tags): return !tags.contains { $0.matchesWeakly(current) }
        }
    }
}
