internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let trustClosureRoutes = [
        Route(.readTrustClosure, .get, "/trust-measurements/{measurementId}/closure") {
            try await $0.read(TrustClosureStatement.read, of: "measurementId") {
                $0.trustClosure($1)
            }
        },
        Route(.closeTrustMeasurement, .put, "/trust-measurements/{measurementId}/closure") {
            try await $0.closeTrustMeasurement()
        },
    ]
}

extension Exchange {
    fileprivate func closeTrustMeasurement() async throws -> Response {
        let id = try identifier("measurementId")
        // It says nothing, and what it may not say is refused.
        try decode { _ in () }
        return try await session.transaction { transaction in
            let read = Call(TrustClosureStatement.read) { $0.add(id) }
            let found = try await transaction.run([
                Call(TrustMeasurementStatement.lock) { $0.add(id) },
                Call(TrustMeasurementStatement.read) { $0.add(id) },
                read,
            ])
            guard let row = found[1].first else { throw Problem.notFound }
            return try await self.takeOnce(
                at: "/trust-measurements/\(id)/closure",
                current: found[2].first,
                isSame: { _ in true },
                item: { $0.trustClosure($1) }
            ) {
                guard TrustMeasurement.State(row).after(.close) != nil else {
                    throw Problem(TrustMeasurementRefusal.notOpened(row.instant(3)))
                }
                let calls = TrustClosureStatement.calls(closing: id)
                let readBack = Call(TrustClosureStatement.read) { $0.add(id) }
                return try await transaction.run(calls + [readBack])[calls.count][0]
            }
        }
    }
}

extension JSONWriter {
    /// A row of `TrustClosureStatement.read`; its id is that of its round.
    fileprivate mutating func trustClosure(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("closedAt", text: row, 1)
            $0.member("clusters", raw: row, 2)
            $0.member("createdAt", text: row, 1)
            $0.member("version", 1)
        }
    }
}
