internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let measureRoutes = [
        Route(.listMeasures, .get, "/measures", query: Route.listQuery) {
            try await $0.listMeasures()
        },
        Route(.createMeasure, .post, "/measures") { try await $0.createMeasure() },
        Route(.readMeasure, .get, "/measures/{measureId}") {
            try await $0.read(MeasureStatement.read, of: "measureId", inReach: true) {
                $0.measure($1)
            }
        },
        Route(.readMeasureEnd, .get, "/measures/{measureId}/end") { exchange in
            let measure = try await exchange.row(
                MeasureStatement.read,
                of: "measureId",
                inReach: true
            ).identifier(0)
            let row = try await exchange.row(MeasureStatement.readEnd) { $0.add(measure) }
            return exchange.json { $0.measureEnd(row) }
        },
        Route(.endMeasure, .put, "/measures/{measureId}/end") { try await $0.endMeasure() },
    ]
}

extension Exchange {
    fileprivate func listMeasures() async throws -> Response {
        try await list(page(), MeasureStatement.list, MeasureStatement.count) {
            $0.add(ownPartnerId)
        } item: {
            $0.measure($1)
        }
    }

    fileprivate func createMeasure() async throws -> Response {
        let measure = try decode(Measure.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await measure.insert(id: id, in: transaction)
                return self.created("/measures/\(id)") { $0.measure(row) }
            } catch let refusal as MeasureRefusal {
                throw Problem(refusal).resting(on: "PO", measure.basis.article)
            }
        }
    }

    fileprivate func endMeasure() async throws -> Response {
        let id = try identifier("measureId")
        let end = try decode(MeasureEnd.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(MeasureStatement.lock) { $0.add(id) },
                Call(MeasureStatement.read) {
                    $0.add(id)
                    $0.addNull()
                },
                Call(MeasureStatement.readEnd) { $0.add(id) },
            ])
            guard let measure = found[1].first else { throw Problem.notFound }
            return try await self.takeOnce(
                at: "/measures/\(id)/end",
                current: found[2].first,
                isSame: { MeasureEnd($0) == end },
                item: { $0.measureEnd($1) }
            ) {
                do throws(MeasureRefusal) {
                    try end.check(
                        in: Measure.State(measure),
                        startsOn: measure.day(6),
                        today: found[0][0].day(0)
                    )
                } catch {
                    throw Problem(error).resting(on: "PO", measure.isNull(1) ? "7.3" : "7.5")
                }
                return try await end.insert(of: id, in: transaction)
            }
        }
    }
}

extension Measure {
    fileprivate init?(reading object: inout JSONObject) {
        let isOfDecision = object.contains("decisionId")
        let basis: Basis?
        if isOfDecision {
            let decision = object.identifier("decisionId")
            let partner = object.identifier("partnerId")
            basis = decision.flatMap { id in partner.map { .decision(id, partnerId: $0) } }
        } else {
            let measurement = object.identifier("measurementId")
            let cluster = object.identifier("clusterId")
            basis = measurement.flatMap { id in
                cluster.map { .outcome(measurementId: id, clusterId: $0) }
            }
        }
        let description = object.string("description", length: 1...2_000, characters: .lines)
        let startsOn = object.day("startsOn")
        let documentReference = object.string("documentReference", length: 1...100)
        guard let basis, let description, let startsOn, let documentReference else { return nil }
        self.basis = basis
        self.description = description
        self.startsOn = startsOn
        self.documentReference = documentReference
    }
}

extension MeasureEnd {
    fileprivate init?(reading object: inout JSONObject) {
        let endedOn = object.day("endedOn")
        let documentReference = object.string("documentReference", length: 1...100)
        guard let endedOn, let documentReference else { return nil }
        self.init(endedOn: endedOn, documentReference: documentReference)
    }
}

extension JSONWriter {
    /// A row of `MeasureStatement.read` or `.list`.
    fileprivate mutating func measure(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("decisionId", text: row, 1)
            $0.member("partnerId", text: row, 2)
            $0.member("measurementId", text: row, 3)
            $0.member("clusterId", text: row, 4)
            $0.member("description", text: row, 5)
            $0.member("startsOn", text: row, 6)
            $0.member("documentReference", text: row, 7)
            $0.member("state", text: row, 8)
            $0.member("endedOn", text: row, 9)
            $0.member("grounds", array: { $0.articles([row.isNull(1) ? "7.3" : "7.5"]) })
            $0.member("createdAt", text: row, 10)
            $0.member("version", raw: row, 11)
        }
    }

    /// A row of `MeasureStatement.readEnd`; its id is that of its measure.
    fileprivate mutating func measureEnd(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("endedOn", text: row, 1)
            $0.member("documentReference", text: row, 2)
            $0.member("createdAt", text: row, 3)
            // A measure ends once.
            $0.member("version", 1)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: MeasureRefusal) {
        switch refusal {
        case .basisUnknown:
            self.init(
                409,
                "measure.basis-unknown",
                "There is no such decision about the partner, or no such cluster in the round."
            )
        case .notCarried:
            self.init(
                409,
                "measure.not-carried",
                "It takes a decision on stricter conditions, or an insufficient cluster."
            )
        case .startsBefore(let day):
            self.init(409, "measure.starts-before", "What it rests on came later, on \(day).")
        case .exists:
            self.init(
                409,
                "measure.exists",
                "There is a measure for this decision already; another takes another decision."
            )
        case .ended:
            self.init(409, "measure.ended", "Another end was recorded; a measure ends once.")
        case .endedBefore(let day):
            self.init(409, "measure.ended-before", "The measure starts on \(day).")
        case .datedAhead:
            self.init(datedAhead: "measure")
        }
    }
}
