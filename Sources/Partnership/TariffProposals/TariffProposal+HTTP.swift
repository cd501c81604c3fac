internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tariffProposalRoutes =
        [
            Route(.listTariffProposals, .get, "/tariff-proposals", query: Route.listQuery) {
                try await $0.listTariffProposals()
            },
            Route(.createTariffProposal, .post, "/tariff-proposals") {
                try await $0.createTariffProposal()
            },
            // Everyone who reads proposals reads all.
            Route(.readTariffProposal, .get, "/tariff-proposals/{tariffProposalId}") {
                try await $0.read(TariffProposalStatement.read, of: "tariffProposalId") {
                    $0.tariffProposal($1)
                }
            },
        ] + tariffProposalStepRoutes
}

extension Exchange {
    fileprivate func listTariffProposals() async throws -> Response {
        try await list(page(), TariffProposalStatement.list, TariffProposalStatement.count) {
            $0.tariffProposal($1)
        }
    }

    fileprivate func createTariffProposal() async throws -> Response {
        let proposal = try decode(TariffProposal.init(reading:))
        let id = newIdentifier()
        return try await write { transaction in
            do {
                let row = try await proposal.insert(id: id, in: transaction)
                return self.created("/tariff-proposals/\(id)") { $0.tariffProposal(row) }
            } catch let refusal as TariffRefusal {
                throw Problem(refusal)
            } catch let refusal as TariffProposalRefusal {
                throw Problem(refusal)
            }
        }
    }
}

extension TariffProposal {
    fileprivate init?(reading object: inout JSONObject) {
        let tariffs = object.proposedTariffs(hasTimeBasis: true)
        let validFrom = object.day("validFrom")
        let documentReference = object.string("documentReference", length: 1...100)
        proposedOn = object.optionalDay("proposedOn")
        guard let tariffs, let validFrom, let documentReference else { return nil }
        self.tariffs = tariffs
        self.validFrom = validFrom
        self.documentReference = documentReference
    }
}

extension JSONWriter {
    /// A row of `TariffProposalStatement.read` or `.list`.
    fileprivate mutating func tariffProposal(_ row: Row) {
        object {
            $0.member("id", text: row, 0)
            $0.member("validFrom", text: row, 1)
            $0.member("tariffs", raw: row, 2)
            $0.member("documentReference", text: row, 3)
            $0.member("proposedOn", text: row, 4)
            $0.member("state", text: row, 5)
            $0.member("createdAt", text: row, 6)
            $0.member("version", raw: row, 7)
        }
    }
}

extension Problem {
    init(_ refusal: TariffProposalRefusal) {
        switch refusal {
        case .productUnknown:
            self.init(
                409,
                "tariff-proposal.product-unknown",
                "One of the codes is of no product."
            )
        case .datedAhead:
            self.init(datedAhead: "tariff-proposal")
        case .decidedLate(let validFrom):
            self.init(
                409,
                "tariff-proposal.decided-late",
                "The tariffs were to start on \(validFrom), before they were decided on."
            )
        }
        self = resting(on: "KA", "2.2.2")
    }
}
