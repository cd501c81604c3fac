package import HTTP

/// Where the server listens, and everything it takes only so much of, or waits only so long for.
///
/// Every limit is on by default. Times are counted in steps of a tenth of a second.
package struct ServerSettings: Sendable {
    /// Where callers connect.
    package var addresses: [ListenAddress] = [.tcp(host: "127.0.0.1", port: 8_080)]

    /// Descriptors of sockets that listen already, which are used instead of the addresses.
    ///
    /// They belong to whoever made them, who holds them too: who waits there when we end is
    /// left to the next.
    package var inherited: [Int32] = []

    /// Callers that may wait in the kernel to be accepted; it takes no more than `somaxconn`.
    package var backlog: Int32 = 4_096

    /// Connections accepted in one turn, so that a rush does not keep loop 0 from its requests.
    package var acceptsPerTurn = 64

    /// How long accepting rests when there are no descriptors left.
    package var acceptPauseMilliseconds: UInt64 = 100

    /// How much of a request's head and of the framing of its body is taken.
    package var requests = RequestLimits()

    /// Whose word counts on who the caller is.
    package var trustedProxies = TrustedProxies()

    /// Connections open at one time; one more has its request answered 503 with Retry-After.
    ///
    /// About 1 KiB each while idle. The descriptors that the process may have can make it fewer.
    package var connections = 20_000

    /// Connections open from one address at one time; one more is answered 429 with Retry-After.
    ///
    /// An office behind one address has tens. Trusted proxies and local sockets are not counted:
    /// they bring the connections of many.
    package var connectionsPerAddress = 1_000

    /// Connections above these two limits that are still told so.
    ///
    /// One more is closed without a word. At most one in sixteen descriptors is for these.
    package var turnedAwayConnections = 1_000

    /// Requests answered on one connection; the answer to the last says that it closes.
    ///
    /// Callers that stay for days are so dealt to the loops anew from time to time.
    package var requestsPerConnection = 10_000

    /// Requests at work on one loop at one time; one more is answered 503 with Retry-After.
    ///
    /// A loop answers tens of thousands a second, so a thousand at work means that something
    /// behind us is slow, and a longer queue would only make everyone wait.
    package var requestsPerLoop = 1_000

    /// Requests of one address at work on one loop; one more is answered 429 with Retry-After.
    ///
    /// Half of every loop is so left to the others.
    package var requestsPerAddress = 500

    /// Bytes of bodies kept on one loop; a body that needs more is answered 503 with Retry-After.
    ///
    /// Those of requests at work count too. It is ten of the largest bodies that a route takes.
    package var bodyBytesPerLoop = 268_435_456

    /// Bytes of answers waiting on one loop to be sent; above it requests are answered 503.
    ///
    /// Callers that ask for large answers and do not read them could take all memory otherwise.
    package var answerBytesPerLoop = 268_435_456

    /// What a caller that is answered 429 or 503 is asked to wait.
    package var retryAfterSeconds = 1

    /// How long a connection may stay between two requests, or before the first.
    package var idleMilliseconds: UInt64 = 60_000

    /// How long a head may take from its first byte to its last; then 408.
    ///
    /// Who is turned away has as long to ask at all.
    package var headMilliseconds: UInt64 = 10_000

    /// How long until the first look at the pace of a body, and between two looks.
    package var bodyLookMilliseconds: UInt64 = 10_000

    /// The slowest a body may come in between two looks; slower is a 408.
    ///
    /// Far below any line that works, far above a caller that sends a byte now and then.
    package var bodyBytesPerSecond = 500

    /// How long until the first look at the pace at which an answer is read, and between two.
    package var writeStallMilliseconds: UInt64 = 10_000

    /// The slowest an answer may be read between two looks; a slower caller is dropped.
    package var answerBytesPerSecond = 500

    /// How long we read on after the last answer, so that a caller who still sends sees it.
    ///
    /// Closing with unread bytes makes the kernel send a reset, which takes the answer away
    /// from the caller (RFC 9112 §9.6).
    package var lingerMilliseconds: UInt64 = 5_000

    /// How much is read and dropped after the last answer.
    package var lingerBytes = 67_108_864

    /// What is read ahead of requests that come while one is at work; reading then rests.
    ///
    /// More than the largest head, which collects in the same place.
    package var lookAheadBytes = 65_536

    /// Answers that may wait to be sent before the next pipelined request is taken.
    package var outputBytes = 65_536

    /// The most that is read at once.
    package var receiveBytes = 65_536

    /// While draining, how long an idle connection may still bring a request that was under way.
    package var drainIdleMilliseconds: UInt64 = 200

    /// The settings as they are by default.
    package init() {}

    /// What a pace makes in a time, and at least one byte.
    func bytes(at bytesPerSecond: Int, inMilliseconds milliseconds: UInt64) -> Int {
        let (product, overflows) = bytesPerSecond.multipliedReportingOverflow(by: Int(milliseconds))
        return overflows ? Int.max : max(1, product / 1_000)
    }
}
