internal import HTTP
internal import JSON
internal import Postgres
internal import Scoring

extension API {
    static let trustTallyRoutes =
        [
            Route(.readTrustTally, .get, "/trust-measurements/{measurementId}/tally") {
                try await $0.read(TrustTallyStatement.read, of: "measurementId") {
                    $0.trustTally($1)
                }
            },
            Route(.tallyTrust, .put, "/trust-measurements/{measurementId}/tally") {
                try await $0.tallyTrust()
            },
        ] + trustOutcomeRoutes + improvementTrackRoutes
}

extension Exchange {
    /// Makes outcomes of sums; the sums themselves go no further than this.
    fileprivate func tallyTrust() async throws -> Response {
        let id = try identifier("measurementId")
        let tally = try decode(TrustTally.init(reading:))
        return try await session.transaction { transaction in
            let found = try await transaction.run([
                Call(TrustMeasurementStatement.lock) { $0.add(id) },
                Call(TrustTallyStatement.readRound) { $0.add(id) },
                Call(TrustTallyStatement.read) { $0.add(id) },
            ])
            guard let round = TrustTally.Round(found[1]) else { throw Problem.notFound }
            let current = found[2].first
            do {
                let outcomes = try tally.outcomes(of: round)
                var writer = JSONWriter()
                writer.array { for outcome in outcomes { $0.outcome(outcome) } }
                let content = writer.bytes
                let isSame = try await self.isPublished(content, of: id, current, in: transaction)
                return try await self.takeOnce(
                    at: "/trust-measurements/\(id)/tally",
                    current: current,
                    isSame: { _ in isSame },
                    item: { $0.trustTally($1) }
                ) {
                    guard current == nil else { throw TrustTallyRefusal.published }
                    let tracks = outcomes.compactMap {
                        ImprovementTrack(startedBy: $0, id: self.newIdentifier())
                    }
                    return try await TrustTally.publish(content, tracks, of: id, in: transaction)
                }
            } catch let refusal as TrustTallyRefusal {
                throw Problem(refusal)
            }
        }
    }

    private func isPublished(
        _ outcomes: [UInt8],
        of measurement: Identifier,
        _ current: Row?,
        in transaction: Transaction
    ) async throws -> Bool {
        guard current != nil else { return false }
        return try await transaction.rows(TrustTallyStatement.isSame) {
            $0.add(measurement)
            $0.add(utf8: outcomes)
        }[0].boolean(0)
    }
}

extension TrustTally {
    fileprivate init?(reading object: inout JSONObject) {
        let errors = object.errors
        guard let values = object.array("clusters", count: 1...TrustMeasurement.maximumClusters)
        else {
            return nil
        }
        var counts: [Count] = []
        for value in values {
            var item = JSONObject(value, errors)
            if let count = Count(reading: &item) {
                if counts.contains(where: { $0.clusterId == count.clusterId }) {
                    item.refuse("clusterId", "format", "must not stand here twice")
                }
                counts.append(count)
            }
            item.close()
        }
        self.counts = counts
    }
}

extension TrustTally.Count {
    /// One of the four sums of a cluster.
    private struct Sum {
        let dimension: Dimension
        let whose: Whose
        let score: DimensionScore

        /// So many ratings twenty members can give of each other in one dimension.
        private static let maximumCount = 20 * 19 * 5

        init?(reading object: inout JSONObject) {
            let dimension = object.choice("dimension", of: Dimension.self)
            let whose = object.choice("whose", of: Whose.self)
            let sum = object.integer("sum", in: 1...5 * Self.maximumCount)
            let count = object.integer("count", in: 1...Self.maximumCount)
            guard let dimension, let whose, let sum, let count else { return nil }
            guard let score = DimensionScore(sum: sum, count: count) else {
                object.refuse("sum", "range", "must be 1 to 5 times the count")
                return nil
            }
            self.dimension = dimension
            self.whose = whose
            self.score = score
        }
    }

    fileprivate init?(reading object: inout JSONObject) {
        let errors = object.errors
        let clusterId = object.identifier("clusterId")
        let respondents = object.integer("respondents", in: 0...20)
        let sums = object.array("sums", count: 0...4)?.compactMap { value -> Sum? in
            var item = JSONObject(value, errors)
            defer { item.close() }
            return Sum(reading: &item)
        }
        guard let clusterId, let respondents, let sums else { return nil }
        let tally = Self.tally(sums, respondents)
        if tally == nil, !sums.isEmpty, errors.isEmpty {
            object.refuse(
                "sums",
                "format",
                "must be of both dimensions, of oneself five ratings for each respondent and of "
                    + "others five for each party that each of them can have rated"
            )
        }
        self.init(clusterId: clusterId, respondents: respondents, tally: tally)
    }

    /// - Returns: nil when these are no four sums of so many respondents.
    private static func tally(_ sums: [Sum], _ respondents: Int) -> Tally? {
        func form(_ whose: Whose) -> FormScore? {
            func score(_ dimension: Dimension) -> DimensionScore? {
                sums.first { $0.dimension == dimension && $0.whose == whose }?.score
            }
            guard let intentional = score(.intentional), let competential = score(.competential)
            else { return nil }
            return FormScore(intentional: intentional, competential: competential)
        }
        guard let own = form(.own), let others = form(.others) else { return nil }
        return Tally(respondents: respondents, own: own, others: others)
    }
}

extension JSONWriter {
    /// A row of `TrustTallyStatement.read`; its id is that of its round.
    fileprivate mutating func trustTally(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("clusters", raw: row, 1)
            $0.member("createdAt", text: row, 2)
            // It is published once.
            $0.member("version", 1)
        }
    }

    /// An outcome as it is kept.
    fileprivate mutating func outcome(_ outcome: TrustOutcome) {
        object { writer in
            writer.member("clusterId", outcome.clusterId)
            writer.member("dimension", outcome.dimension.rawValue)
            writer.member("whose", outcome.whose.rawValue)
            writer.member("shown", outcome.shown)
            guard let judgement = outcome.judgement else { return }
            writer.member("band", judgement.band.rawValue)
            writer.member("permitsIndividualTest", judgement.permitsIndividualTest)
            writer.member("needsInterpretation", judgement.needsInterpretation)
            writer.member(
                "otherReadings",
                array: { for reading in judgement.otherReadings { $0.otherReading(reading) } }
            )
        }
    }

    private mutating func otherReading(_ reading: OtherReading) {
        object {
            $0.member("policy", reading.policy.rawValue)
            $0.member("band", reading.band.rawValue)
            $0.member("permitsIndividualTest", reading.permitsIndividualTest)
        }
    }
}

extension Problem {
    fileprivate init(_ refusal: TrustTallyRefusal) {
        switch refusal {
        case .notClosed:
            self.init(
                409,
                "trust-tally.not-closed",
                "Ballots may still come; a round is counted after its closure."
            )
        case .published:
            self.init(
                409,
                "trust-tally.published",
                "Other outcomes were published, and outcomes are published once."
            )
        case .clustersDiffer:
            self.init(
                409,
                "trust-tally.clusters-differ",
                "It must be of each cluster of the round, and of no other."
            )
        case .respondentsDiffer(let counted, let cast):
            self.init(
                409,
                "trust-tally.respondents-differ",
                "Of one cluster \(counted) ballots were counted, and \(cast) were cast."
            )
        case .sumsMissing(let cluster):
            self.init(
                409,
                "trust-tally.sums-missing",
                "Enough answered in cluster \(cluster), and its sums did not come."
            )
        case .tooManyParties(let cluster):
            self.init(
                409,
                "trust-tally.too-many-parties",
                "In cluster \(cluster) more parties were rated than there are others."
            )
        }
        self = resting(on: "PO", "7.2")
    }
}
