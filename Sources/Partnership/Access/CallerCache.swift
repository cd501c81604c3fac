/// Callers that were looked up less than a second ago, so that a busy token is looked up once.
///
/// A revoked token therefore works at most this long. Belongs to one loop.
struct CallerCache {
    /// A revocation is to be in force within a second; the rest is for the look-up itself.
    static let lifeMilliseconds: UInt64 = 900
    /// Beyond this the cache starts anew; Hendig has a few hundred tokens.
    static let maximumCount = 10_000

    private var entries: [String: (caller: Caller, expiresMilliseconds: UInt64)] = [:]

    /// The caller of an `Authorization` field seen a moment ago.
    func caller(credentials: String, nowMilliseconds now: UInt64) -> Caller? {
        guard let entry = entries[credentials], now < entry.expiresMilliseconds else { return nil }
        return entry.caller
    }

    mutating func keep(_ caller: Caller, credentials: String, nowMilliseconds now: UInt64) {
        if entries.count >= Self.maximumCount { entries.removeAll(keepingCapacity: true) }
        entries[credentials] = (caller, now + Self.lifeMilliseconds)
    }
}
