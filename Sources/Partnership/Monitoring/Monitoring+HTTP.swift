internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let monitoringRoutes = [
        Route(.readMonitoring, .get, "/monitoring/{year}") { exchange in
            let year = try exchange.year()
            let row = try await exchange.session.report(MonitoringStatement.read) {
                $0.add(year)
            }[0]
            return exchange.json { $0.monitoring(Monitoring(Monitoring.Counts(row)), year, row) }
        }
    ]
}

extension JSONWriter {
    /// - Parameter row: of `MonitoringStatement.read`.
    fileprivate mutating func monitoring(_ monitoring: Monitoring, _ year: Int, _ row: Row) {
        object {
            $0.member("year", year)
            $0.member("starts", monitoring.starts)
            $0.member("startsWithTent", monitoring.startsWithTent)
            $0.member("tentSharePpm", monitoring.tentSharePpm)
            $0.member("leadTimeMedianDays", monitoring.leadTimeMedianDays)
            $0.member("leadTimeMeanDays", monitoring.leadTimeMeanDays)
            $0.member("tents", monitoring.tents)
            // Of partners, not of children: open to all of them (PO 5.1).
            $0.member("partnersPaid", row.integer(5))
            $0.member("revenueCents", row.integer(6))
            $0.member("suppressed", monitoring.isSuppressed)
            $0.member(
                "grounds",
                array: { grounds in
                    grounds.object {
                        $0.member("source", "PO")
                        $0.member("article", "6.1")
                    }
                }
            )
        }
    }
}
