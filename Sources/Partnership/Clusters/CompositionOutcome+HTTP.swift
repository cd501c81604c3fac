internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let compositionOutcomeRoutes = [
        Route(
            .readCompositionConfirmation,
            .get,
            "/cluster-compositions/{compositionId}/confirmation"
        ) { try await $0.readOutcome(of: .confirm) },
        Route(.confirmComposition, .put, "/cluster-compositions/{compositionId}/confirmation") {
            exchange in
            let asked = try exchange.decode(CompositionConfirmation.init(reading:))
            return try await exchange.decideComposition { proposal in
                .confirmed(
                    decisionReference: asked.decisionReference,
                    names: try proposal.names(given: asked.names)
                )
            }
        },
        Route(
            .readCompositionWithdrawal,
            .get,
            "/cluster-compositions/{compositionId}/withdrawal"
        ) { try await $0.readOutcome(of: .withdraw) },
        Route(.withdrawComposition, .put, "/cluster-compositions/{compositionId}/withdrawal") {
            exchange in
            let reason = try exchange.decode { object in
                object.string("reason", length: 1...2_000, characters: .lines)
            }
            return try await exchange.decideComposition { _ in .withdrawn(reason: reason) }
        },
    ]
}

/// A confirmation that is asked for; without names the clusters have numbers.
private struct CompositionConfirmation {
    let decisionReference: String
    let names: [String]?

    init?(reading object: inout JSONObject) {
        let decisionReference = object.string("decisionReference", length: 1...100)
        let isNamed = object.raw("names").map { !$0.isNull } ?? false
        let count = 1...ClusterComposition.maximumPartners
        names = isNamed ? object.strings("names", count: count, length: 1...100) : nil
        for name in names ?? [] where !Partner.isName(name) {
            object.refuse("names", "format", "must each start with a letter or a digit")
        }
        guard let decisionReference else { return nil }
        self.decisionReference = decisionReference
    }
}

extension Exchange {
    fileprivate func readOutcome(of command: ProposedComposition.Command) async throws -> Response {
        let row = try await row(CompositionOutcomeStatement.read, of: "compositionId")
        guard CompositionOutcome(row).command == command else { throw Problem.notFound }
        return json { $0.outcome(row) }
    }

    /// Decides on the composition of the path, once.
    fileprivate func decideComposition(
        _ outcome: (ProposedComposition) throws -> CompositionOutcome
    ) async throws -> Response {
        let id = try identifier("compositionId")
        return try await session.transaction { transaction in
            do {
                return try await self.decide(id, outcome, in: transaction)
            } catch let refusal as ClusterCompositionRefusal {
                throw Problem(refusal)
            }
        }
    }

    private func decide(
        _ id: Identifier,
        _ outcome: (ProposedComposition) throws -> CompositionOutcome,
        in transaction: Transaction
    ) async throws -> Response {
        let found = try await transaction.run([
            Call(ClusterStatement.lockAll),
            Call(ClusterCompositionStatement.read) { $0.add(id) },
            Call(CompositionOutcomeStatement.read) { $0.add(id) },
        ])
        guard let proposal = ProposedComposition(found[1]) else {
            throw Problem.notFound
        }
        let asked = try outcome(proposal)
        let part = asked.command == .confirm ? "confirmation" : "withdrawal"
        return try await takeOnce(
            at: "/cluster-compositions/\(id)/\(part)",
            current: found[2].first,
            isSame: { CompositionOutcome($0) == asked },
            item: { $0.outcome($1) }
        ) {
            try proposal.state.check(asked.command)
            return try await asked.record(
                on: proposal,
                in: transaction,
                newIdentifier: newIdentifier
            )
        }
    }
}

extension JSONWriter {
    /// A row of `CompositionOutcomeStatement.read`; its id is that of its composition.
    fileprivate mutating func outcome(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            switch CompositionOutcome(row).command {
            case .confirm:
                $0.member("decisionReference", text: row, 2)
                $0.member("names", raw: row, 3)
                $0.member("clusterIds", raw: row, 5)
            case .withdraw:
                $0.member("reason", text: row, 6)
            }
            $0.member("createdAt", text: row, 7)
            // A decision is made once.
            $0.member("version", 1)
        }
    }
}
