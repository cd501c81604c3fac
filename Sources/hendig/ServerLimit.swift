internal import HTTP
internal import HTTPServer

/// A limit of the server that an operator may set; its default is the server's own.
struct ServerLimit: Sendable {
    let name: String
    private let meaning: String
    private let range: ClosedRange<Int>
    private let read: @Sendable (ServerSettings) -> Int
    private let write: @Sendable (inout ServerSettings, Int) -> Void

    /// - Parameter factor: how many of the server's units are one of the variable's.
    private init<Number: FixedWidthInteger & Sendable>(
        _ name: String,
        _ meaning: String,
        _ range: ClosedRange<Int>,
        _ path: any WritableKeyPath<ServerSettings, Number> & Sendable,
        factor: Int = 1
    ) {
        self.name = name
        self.meaning = meaning
        self.range = range
        read = { Int($0[keyPath: path]) / factor }
        write = { $0[keyPath: path] = Number($1 * factor) }
    }

    /// A time that is set in seconds and counted in milliseconds.
    private static func seconds(
        _ name: String,
        _ meaning: String,
        _ range: ClosedRange<Int>,
        _ path: any WritableKeyPath<ServerSettings, UInt64> & Sendable
    ) -> ServerLimit {
        ServerLimit(name, meaning, range, path, factor: 1_000)
    }

    var explanation: (name: String, meaning: String) {
        let span = "\(range.lowerBound) to \(range.upperBound)"
        return (name, "\(meaning); \(span), default \(read(ServerSettings()))")
    }

    /// Puts what the variables say into the settings.
    ///
    /// - Throws: exit 78 with the variable and its range.
    static func apply(
        _ variables: Variables,
        to settings: inout ServerSettings
    ) throws(CommandFailure) {
        for limit in all {
            guard let number = try variables.number(limit.name, limit.range) else { continue }
            limit.write(&settings, number)
        }
        // With an empty line before it, and the end of the request line.
        let head = settings.requests.requestLineBytes + settings.requests.headerSectionBytes + 4
        // A head collects there: where it does not fit, its end would never be read.
        guard settings.lookAheadBytes >= head else {
            throw .setting(
                "HENDIG_LOOK_AHEAD_BYTES must be at least the \(head) bytes of the largest head."
            )
        }
    }

    /// The rows: who may connect, what a request may be, what it may take, how it ends.
    static let all: [ServerLimit] = [
        ServerLimit(
            "HENDIG_CONNECTIONS",
            "connections open at one time, one more is a 503",
            1...1_000_000,
            \.connections
        ),
        ServerLimit(
            "HENDIG_CONNECTIONS_PER_ADDRESS",
            "connections of one address, one more is a 429",
            1...1_000_000,
            \.connectionsPerAddress
        ),
        ServerLimit(
            "HENDIG_TURNED_AWAY_CONNECTIONS",
            "connections being told that there is no room",
            0...100_000,
            \.turnedAwayConnections
        ),
        ServerLimit(
            "HENDIG_BACKLOG",
            "callers waiting in the kernel to be accepted",
            1...65_535,
            \.backlog
        ),
        ServerLimit(
            "HENDIG_REQUEST_LINE_BYTES",
            "the longest request line, a longer one is a 414",
            8_000...65_536,
            \.requests.requestLineBytes
        ),
        ServerLimit(
            "HENDIG_HEADER_SECTION_BYTES",
            "the largest header section, a larger one is a 431",
            1_024...262_144,
            \.requests.headerSectionBytes
        ),
        ServerLimit(
            "HENDIG_HEADER_FIELDS",
            "fields in a header section, one more is a 431",
            16...1_000,
            \.requests.headerFields
        ),
        ServerLimit(
            "HENDIG_REQUESTS_PER_CONNECTION",
            "requests until a connection is closed",
            1...1_000_000_000,
            \.requestsPerConnection
        ),
        ServerLimit(
            "HENDIG_REQUESTS_PER_LOOP",
            "requests at work on a loop, one more is a 503",
            1...100_000,
            \.requestsPerLoop
        ),
        ServerLimit(
            "HENDIG_REQUESTS_PER_ADDRESS",
            "requests of one address at work on a loop, one more is a 429",
            1...100_000,
            \.requestsPerAddress
        ),
        ServerLimit(
            "HENDIG_RETRY_AFTER_SECONDS",
            "what a caller is asked to wait with a 429 or 503",
            1...3_600,
            \.retryAfterSeconds
        ),
        ServerLimit(
            "HENDIG_BODY_BYTES_PER_LOOP",
            "bodies kept on a loop, one that needs more is a 503",
            33_554_432...68_719_476_736,
            \.bodyBytesPerLoop
        ),
        ServerLimit(
            "HENDIG_ANSWER_BYTES_PER_LOOP",
            "answers waiting on a loop to be sent, above it requests are a 503",
            33_554_432...68_719_476_736,
            \.answerBytesPerLoop
        ),
        .seconds(
            "HENDIG_IDLE_SECONDS",
            "how long a connection may stay between requests",
            1...3_600,
            \.idleMilliseconds
        ),
        .seconds(
            "HENDIG_HEAD_SECONDS",
            "how long a head may take, longer is a 408",
            1...600,
            \.headMilliseconds
        ),
        .seconds(
            "HENDIG_BODY_LOOK_SECONDS",
            "how often the pace of a body is looked at",
            1...600,
            \.bodyLookMilliseconds
        ),
        ServerLimit(
            "HENDIG_BODY_BYTES_PER_SECOND",
            "the slowest pace of a body, slower is a 408",
            1...1_000_000_000,
            \.bodyBytesPerSecond
        ),
        .seconds(
            "HENDIG_WRITE_STALL_SECONDS",
            "how often the pace of an answer is looked at",
            1...600,
            \.writeStallMilliseconds
        ),
        ServerLimit(
            "HENDIG_ANSWER_BYTES_PER_SECOND",
            "the slowest pace at which an answer is read",
            1...1_000_000_000,
            \.answerBytesPerSecond
        ),
        .seconds(
            "HENDIG_LINGER_SECONDS",
            "how long is read on after the last answer",
            1...600,
            \.lingerMilliseconds
        ),
        ServerLimit(
            "HENDIG_LINGER_BYTES",
            "how much is read on after the last answer",
            0...1_073_741_824,
            \.lingerBytes
        ),
        ServerLimit(
            "HENDIG_LOOK_AHEAD_BYTES",
            "read ahead of the request at work",
            16_384...16_777_216,
            \.lookAheadBytes
        ),
        ServerLimit(
            "HENDIG_OUTPUT_BYTES",
            "answers waiting to be sent before requests wait",
            1_024...67_108_864,
            \.outputBytes
        ),
        ServerLimit(
            "HENDIG_RECEIVE_BYTES",
            "the most that is read at once",
            1_024...16_777_216,
            \.receiveBytes
        ),
        ServerLimit(
            "HENDIG_DRAIN_IDLE_MILLISECONDS",
            "how long an idle connection may still ask at the end",
            0...60_000,
            \.drainIdleMilliseconds
        ),
    ]
}
