/// Where the server listens, and everything it takes only so much of, or waits only so long for.
///
/// Every limit is on by default. Times are counted in steps of a tenth of a second.
package struct ServerSettings: Sendable {
    /// Where callers connect.
    package var address = ListenAddress.tcp(host: "127.0.0.1", port: 8_080)

    /// Callers that may wait in the kernel to be accepted; it takes no more than `somaxconn`.
    package var backlog: Int32 = 4_096

    /// Connections accepted in one turn, so that a rush does not keep loop 0 from its requests.
    package var acceptsPerTurn = 64

    /// How long accepting rests when there are no descriptors left, or no room.
    package var acceptPauseMilliseconds: UInt64 = 100

    /// Connections open at one time.
    ///
    /// Callers above it wait in the kernel's queue: they lose nothing when room comes, and those
    /// who are being served notice nothing. About 10 KiB each.
    package var connections = 20_000

    /// Requests at work on one loop at one time; one more is answered 503 with Retry-After.
    ///
    /// A loop answers tens of thousands a second, so a thousand at work means that something
    /// behind us is slow, and a longer queue would only make everyone wait.
    package var requestsPerLoop = 1_000

    /// What a caller that is answered 503 is asked to wait.
    package var retryAfterSeconds = 1

    /// How long a connection may stay between two requests, or before the first.
    package var idleMilliseconds: UInt64 = 60_000

    /// How long a head may take from its first byte to its last; then 408.
    package var headMilliseconds: UInt64 = 10_000

    /// How long until the first look at the pace of a body, and between two looks.
    package var bodyLookMilliseconds: UInt64 = 10_000

    /// The slowest a body may come in between two looks; slower is a 408.
    ///
    /// Far below any line that works, far above a caller that sends a byte now and then.
    package var bodyBytesPerSecond = 500

    /// How long a caller may leave all of its answer unread before it is dropped.
    package var writeStallMilliseconds: UInt64 = 10_000

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
    package var outputBytes = 262_144

    /// The most that is read at once.
    package var receiveBytes = 65_536

    /// While draining, how long an idle connection may still bring a request that was under way.
    package var drainIdleMilliseconds: UInt64 = 200

    /// The settings as they are by default.
    package init() {}
}
