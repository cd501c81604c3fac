internal import JSON

/// One line of the log.
package enum LogLine: Sendable {
    case request(RequestLine)
    case ballots(BallotCount)

    /// Whether an operator should look at it.
    package var isFailure: Bool {
        switch self {
        case .request(let line): line.isFailure
        case .ballots(let count): count.isFailure
        }
    }

    /// The line as one JSON object with its line end.
    package func bytes() -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        switch self {
        case .request(let line): line.write(to: &writer)
        case .ballots(let count):
            writer.object {
                $0.member("level", isFailure ? "error" : "info")
                $0.member("event", "ballots")
                $0.member("hour", count.hour)
                $0.member("counted", count.counted)
                $0.member("refused", count.refused)
                $0.member("failed", count.failed)
            }
        }
        writer.endLine()
        return writer.bytes
    }
}
