internal import HTTP
internal import JSON
internal import Postgres

extension API {
    static let tariffSimulationRoutes = [
        Route(.simulateTariffs, .post, "/tariff-simulations") { try await $0.simulateTariffs() }
    ]
}

/// A simulation as it was asked for: of tariffs, or of those of a proposal.
private struct TariffSimulationRequest {
    let year: Int
    let proposalId: Identifier?
    let tariffs: [ProposedTariff]

    init?(reading object: inout JSONObject) {
        let year = object.integer("year", in: 2015...2199)
        proposalId = object.optionalIdentifier("proposalId")
        let isOfProposal = object.raw("proposalId").map { !$0.isNull } ?? false
        if isOfProposal, let given = object.raw("tariffs"), !given.isNull {
            object.refuse("tariffs", "format", "must be null when there is a proposalId")
        }
        let tariffs = isOfProposal ? [] : object.proposedTariffs(hasTimeBasis: false)
        guard let year, let tariffs else { return nil }
        self.year = year
        self.tariffs = tariffs
    }
}

extension Exchange {
    /// Answers at once and keeps nothing, so that it can be asked as often as somebody likes.
    fileprivate func simulateTariffs() async throws -> Response {
        try requireNoIdempotencyKey()
        let asked = try decode(TariffSimulationRequest.init(reading:))
        do {
            let simulation = TariffSimulation(
                year: asked.year,
                tariffs: try await tariffs(of: asked)
            )
            let rows = try await simulation.run(for: ownPartnerId, in: session)
            return json { $0.simulation(simulation, of: asked.proposalId, rows) }
        } catch let refusal as TariffSimulationRefusal {
            throw Problem(refusal)
        }
    }

    private func tariffs(of asked: TariffSimulationRequest) async throws -> [ProposedTariff] {
        guard let id = asked.proposalId else { return asked.tariffs }
        let rows = try await session.rows(TariffProposalStatement.lines) { $0.add(id) }
        guard rows.count > 0 else { throw TariffSimulationRefusal.proposalUnknown }
        return rows.map(ProposedTariff.init)
    }
}

extension JSONWriter {
    /// - Parameter rows: those of `TariffSimulationStatement.run`.
    fileprivate mutating func simulation(
        _ simulation: TariffSimulation,
        of proposal: Identifier?,
        _ rows: Rows
    ) {
        // The last row is all of it, and always there.
        let all = rows[rows.count - 1]
        object {
            $0.member("year", simulation.year)
            $0.member("proposalId", proposal)
            $0.member("tariffs", array: { for tariff in simulation.tariffs { $0.tried(tariff) } })
            $0.effect(all)
            $0.member("partners", array: { $0.effects(rows, .partner) })
            $0.member("products", array: { $0.effects(rows, .product) })
            $0.member("cells", array: { $0.effects(rows, .cell) })
            $0.member("grounds", simulation.grounds)
            $0.member(
                "otherReadings",
                simulation.otherReadings(proposedCents: all.integer(5), otherCents: all.integer(7))
            )
        }
    }

    private mutating func tried(_ tariff: ProposedTariff) {
        object {
            $0.member("productCode", tariff.productCode)
            $0.member("maxTariffCents", tariff.maxTariffCents)
        }
    }

    /// What a row is about, as `grouping` of the partner and the product tells.
    private enum Level: Int {
        case cell = 0
        case partner = 1
        case product = 2
    }

    private mutating func effects(_ rows: Rows, _ level: Level) {
        for index in 0..<rows.count where rows[index].integer(0) == level.rawValue {
            let row = rows[index]
            object {
                if level != .product { $0.member("partnerId", text: row, 1) }
                if level == .partner { $0.member("partnerName", text: row, 2) }
                if level != .partner { $0.member("productCode", text: row, 3) }
                $0.effect(row)
            }
        }
    }

    private mutating func effect(_ row: Row) {
        member("currentCents", row.integer(4))
        member("proposedCents", row.integer(5))
        member("differenceCents", row.integer(6))
    }
}

extension Problem {
    fileprivate init(_ refusal: TariffSimulationRefusal) {
        switch refusal {
        case .proposalUnknown:
            self.init(
                409,
                "tariff-simulation.proposal-unknown",
                "There is no proposal for tariffs with this id."
            )
        case .productUnknown(let code):
            self.init(
                409,
                "tariff-simulation.product-unknown",
                "There is no product \(code)."
            )
        case .tooLarge:
            self.init(
                409,
                "tariff-simulation.too-large",
                "What the year would come to is more than can be counted in cents."
            )
        }
        self = resting(on: "KA", "2.2.2")
    }
}
