@testable import Partnership
import Testing

@Suite struct `The cache of callers` {
    private let caller = Caller(
        tokenId: Identifier(high: 1, low: 2),
        role: .finance,
        partnerId: nil
    )

    @Test func `knows a caller for less than a second`() {
        var cache = CallerCache()
        cache.keep(caller, credentials: "a", nowMilliseconds: 1_000)
        #expect(cache.caller(credentials: "a", nowMilliseconds: 1_000) == caller)
        #expect(cache.caller(credentials: "a", nowMilliseconds: 1_899) == caller)
        #expect(cache.caller(credentials: "a", nowMilliseconds: 1_900) == nil)
        #expect(CallerCache.lifeMilliseconds < 1_000)
    }

    @Test func `knows a token and no other`() {
        var cache = CallerCache()
        cache.keep(caller, credentials: "a", nowMilliseconds: 0)
        #expect(cache.caller(credentials: "b", nowMilliseconds: 0) == nil)
        #expect(cache.caller(credentials: "A", nowMilliseconds: 0) == nil)
        #expect(cache.caller(credentials: "", nowMilliseconds: 0) == nil)
    }

    @Test func `knows who was seen last`() {
        var cache = CallerCache()
        cache.keep(caller, credentials: "a", nowMilliseconds: 0)
        let other = Caller(tokenId: Identifier(high: 3, low: 4), role: .college, partnerId: nil)
        cache.keep(other, credentials: "a", nowMilliseconds: 500)
        #expect(cache.caller(credentials: "a", nowMilliseconds: 1_200) == other)
    }

    @Test func `starts anew when it is full, so that it never grows without end`() {
        var cache = CallerCache()
        for number in 0..<CallerCache.maximumCount {
            cache.keep(caller, credentials: "\(number)", nowMilliseconds: 0)
        }
        #expect(cache.caller(credentials: "0", nowMilliseconds: 0) == caller)
        cache.keep(caller, credentials: "one more", nowMilliseconds: 0)
        #expect(cache.caller(credentials: "0", nowMilliseconds: 0) == nil)
        #expect(cache.caller(credentials: "one more", nowMilliseconds: 0) == caller)
    }
}
