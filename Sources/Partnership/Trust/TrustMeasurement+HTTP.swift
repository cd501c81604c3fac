internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let trustMeasurementRoutes =
        [
            Route(.listTrustMeasurements, .get, "/trust-measurements", query: Route.listQuery) {
                try await $0.listTrustMeasurements()
            },
            Route(.createTrustMeasurement, .post, "/trust-measurements") {
                try await $0.createTrustMeasurement()
            },
            Route(.readTrustMeasurement, .get, "/trust-measurements/{measurementId}") {
                try await $0.read(TrustMeasurementStatement.read, of: "measurementId") {
                    $0.trustMeasurement($1)
                }
            },
            Route(.changeTrustMeasurement, .patch, "/trust-measurements/{measurementId}") {
                try await $0.changeTrustMeasurement()
            },
        ] + trustClosureRoutes
}

extension Exchange {
    fileprivate func listTrustMeasurements() async throws -> Response {
        try await list(page(), TrustMeasurementStatement.list, TrustMeasurementStatement.count) {
            $0.trustMeasurement($1)
        }
    }

    fileprivate func createTrustMeasurement() async throws -> Response {
        let round = try decode(TrustMeasurement.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await round.insert(id: id, in: transaction, of: self.session)
                return self.created("/trust-measurements/\(id)") { $0.trustMeasurement(row) }
            } catch let refusal as TrustMeasurementRefusal {
                throw Problem(refusal)
            }
        }
    }

    fileprivate func changeTrustMeasurement() async throws -> Response {
        let id = try identifier("measurementId")
        let change = try decode(TrustMeasurementChange.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(TrustMeasurementStatement.lockAll),
                Call(TrustMeasurementStatement.lock) { $0.add(id) },
                Call(TrustMeasurementStatement.read) { $0.add(id) },
                Call(TrustMeasurementStatement.clusters) { $0.add(id) },
            ])
            guard let row = found[2].first else { throw Problem.notFound }
            try self.requireMatch(of: self.json { $0.trustMeasurement(row) }.body)
            do {
                let current = TrustMeasurement(row, clusters: found[3])
                let round = try current.changed(
                    by: change,
                    in: TrustMeasurement.State(row),
                    hasClosure: !row.isNull(11),
                    at: row.instant(16)
                )
                if round == current { return self.changed { $0.trustMeasurement(row) } }
                let new = try await round.replace(
                    current,
                    id: id,
                    in: transaction,
                    of: self.session
                )
                return self.changed { $0.trustMeasurement(new) }
            } catch let refusal as TrustMeasurementRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension TrustMeasurement {
    fileprivate init?(reading object: inout JSONObject) {
        let title = object.string("title", length: 1...100)
        let clusterIds = object.measuredClusters("clusterIds")
        let opensAt = object.instant("opensAt")
        let closesAt = object.instant("closesAt")
        if let opensAt, let closesAt, closesAt <= opensAt {
            object.refuse("closesAt", "range", "must lie after opensAt")
        }
        let minimum = object.optionalInteger(
            "minimumRespondents",
            in: Self.minimumRespondentsRange
        )
        guard let title, let clusterIds, let opensAt, let closesAt else { return nil }
        self.title = title
        self.clusterIds = clusterIds
        self.opensAt = opensAt
        self.closesAt = closesAt
        minimumRespondents = minimum ?? Self.ordinaryMinimumRespondents
    }
}

extension TrustMeasurementChange {
    /// Reads a merge patch; null would take a member away, which none of these can miss.
    ///
    /// - Source: RFC 7396.
    fileprivate init(reading object: inout JSONObject) {
        if object.contains("title") { title = object.string("title", length: 1...100) }
        if object.contains("clusterIds") { clusterIds = object.measuredClusters("clusterIds") }
        if object.contains("opensAt") { opensAt = object.instant("opensAt") }
        if object.contains("closesAt") { closesAt = object.instant("closesAt") }
        if object.contains("minimumRespondents") {
            minimumRespondents = object.integer(
                "minimumRespondents",
                in: TrustMeasurement.minimumRespondentsRange
            )
        }
        if let opensAt, let closesAt, closesAt <= opensAt {
            object.refuse("closesAt", "range", "must lie after opensAt")
        }
    }
}

extension JSONObject {
    fileprivate mutating func measuredClusters(_ name: StaticString) -> [Identifier]? {
        distinctIdentifiers(name, count: 1...TrustMeasurement.maximumClusters)
    }
}

extension JSONWriter {
    /// A row of `TrustMeasurementStatement.read` or `.list`.
    fileprivate mutating func trustMeasurement(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("title", text: row, 1)
            $0.member("clusterIds", raw: row, 2)
            $0.member("opensAt", text: row, 3)
            $0.member("closesAt", text: row, 4)
            $0.member("state", text: row, 5)
            $0.member("minimumRespondents", raw: row, 6)
            $0.member("questionnaireId", text: row, 7)
            $0.member("trustKeyId", text: row, 8)
            $0.member("keyId", text: row, 9)
            $0.member("clusters", raw: row, 10)
            $0.member("closedAt", text: row, 11)
            $0.member("publishedAt", text: row, 12)
            $0.member("signals", raw: row, 13)
            $0.member("createdAt", text: row, 14)
            $0.member("version", raw: row, 15)
        }
    }
}
