internal import HTTP

extension Problem {
    init(_ refusal: TrustMeasurementRefusal) {
        switch refusal {
        case .outOfOrder(let opensAt, let closesAt):
            self.init(
                409,
                "trust-measurement.out-of-order",
                "It would open at \(opensAt) and close at \(closesAt), which is not later."
            )
        case .closesInThePast(let now):
            self.init(
                409,
                "trust-measurement.closes-in-the-past",
                "It closes after now, \(now): nobody could answer before."
            )
        case .closesTooSoon(let earliest):
            self.init(
                409,
                "trust-measurement.closes-too-soon",
                "It opened, and closes at \(earliest) at the earliest, or with its closure."
            )
        case .clusterNotRunning(let cluster, let day):
            self.init(
                409,
                "trust-measurement.cluster-not-running",
                "There is no cluster \(cluster) on \(day), the day on which it opens."
            )
        case .clusterMeasured(let other):
            self = .clusterMeasured(other)
        case .opened(let opensAt):
            self.init(
                409,
                "trust-measurement.opened",
                "It opened at \(opensAt); since then closesAt alone may change."
            )
        case .closed:
            self.init(
                409,
                "trust-measurement.closed",
                "It is closed, and neither changes nor opens again; another round may."
            )
        case .notOpened(let opensAt):
            self.init(
                409,
                "trust-measurement.not-opened",
                "It opens at \(opensAt), and is not closed before."
            )
        }
        self = resting(on: "PO", "7.2")
    }

    private static func clusterMeasured(_ other: TrustMeasurementRefusal.Other?) -> Problem {
        Problem(
            409,
            "trust-measurement.cluster-measured",
            other.map {
                """
                The cluster \($0.clusterId) is in the round \($0.measurementId) from \($0.from) \
                until \($0.until), and in one round at a time.
                """
            } ?? "One of the clusters was in another round, which changed meanwhile."
        )
    }
}
