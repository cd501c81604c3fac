/// How the ballots of one hour went on one loop: all that the log ever says of them.
///
/// - Source: none; decided by us because a line for each ballot would tell when it came (PO 7.2).
package struct BallotCount: Sendable, Equatable {
    /// Hours since 1970-01-01T00:00:00Z.
    let unixHour: Int64
    var counted = 0
    var refused = 0
    var failed = 0

    /// Whether an operator should look at it.
    var isFailure: Bool { failed > 0 }

    /// `YYYY-MM-DDTHH`, in UTC.
    var hour: String {
        String(
            Instant(unixMicroseconds: unixHour * BallotCounts.hourMicroseconds).description
                .prefix(13)
        )
    }
}

/// The ballots of one loop that the log has not been told of, by the hour.
struct BallotCounts: Sendable {
    static let hourMicroseconds: Int64 = 3_600_000_000
    /// A service that logs nothing else for half a year counts on in the last of them.
    static let maximumCount = 4_096

    private var hours: [BallotCount] = []

    /// Counts a ballot by the status of its answer.
    mutating func count(status: Int, unixMicroseconds: Int64) {
        let hour = unixMicroseconds / Self.hourMicroseconds
        if hours.last?.unixHour != hour, hours.count < Self.maximumCount {
            hours.append(BallotCount(unixHour: hour))
        }
        let last = hours.count - 1
        switch status {
        case ..<400: hours[last].counted += 1
        case ..<500: hours[last].refused += 1
        default: hours[last].failed += 1
        }
    }

    /// Gives the hours that are over at a time, once.
    ///
    /// The hour that a ballot comes in is never written by it: whoever saw the line appear would
    /// know when it came.
    mutating func takeEnded(unixMicroseconds: Int64) -> [BallotCount] {
        guard !hours.isEmpty else { return [] }
        let now = unixMicroseconds / Self.hourMicroseconds
        let ended = hours.filter { $0.unixHour < now }
        hours.removeAll { $0.unixHour < now }
        return ended
    }
}
