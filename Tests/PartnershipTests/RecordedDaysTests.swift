import HTTP
@testable import Partnership
import TestSupport
import Testing

/// Each day is sent on the day before, when it is refused, and on the day itself.
@Suite struct `What is recorded as done` {
    /// - Parameter send: asks for what is of this day.
    private func expectNoDayAhead(
        _ day: Day,
        _ api: TestAPI,
        _ code: String,
        _ ground: (source: String, article: String),
        _ send: () async throws -> Response
    ) async throws {
        let office = Office(api)
        try office.stopToday(at: day.adding(days: -1))
        let refused = try await send()
        #expect(refused.summary == "409 \(code).dated-ahead")
        #expect(refused.json["grounds"].count == 1)
        #expect(refused.json["grounds"][0]["source"].text == ground.source)
        #expect(refused.json["grounds"][0]["article"].text == ground.article)
        try office.stopToday(at: day)
        #expect(try await send().status == 201)
    }

    private static let proposalSteps: [(Proposal.State, String, String, Day)] = [
        (.signalled, "agenda", ProposalDesk.agenda(), "2026-02-01"),
        // Its result is due on a day ahead, and the rule adopted below is in force from one.
        (.onAgenda, "elaboration", ProposalDesk.elaboration(), "2026-02-02"),
        (.elaborating, "elaborated-proposal", ProposalDesk.elaborated(), "2026-03-20"),
        (.elaborated, "decision", ProposalDesk.decision(), "2026-04-14"),
        (.proposed, "withdrawal", ProposalDesk.withdrawal(), "2026-05-01"),
    ]

    @Test(arguments: proposalSteps.indices)
    func `of a proposal is of today at the latest`(index: Int) async throws {
        let (state, step, body, day) = Self.proposalSteps[index]
        try await withAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.proposal(in: state)
            try await expectNoDayAhead(day, api, "proposal", ("PO", "8")) {
                try await desk.put(step, of: id, body)
            }
        }
    }

    @Test func `of a proposal does not keep the steps after it from being taken`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.proposal(in: .proposed)
            let ahead = ProposalDesk.agenda(on: "2199-01-01")
            #expect(try await desk.put("agenda", of: id, ahead).status == 409)
            #expect(try await desk.put("agenda", of: id, ProposalDesk.agenda()).status == 201)
            let next = try await desk.put("elaboration", of: id, ProposalDesk.elaboration())
            #expect(next.status == 201)
        }
    }

    @Test(arguments: [("hendig", "PO", "8"), ("zhz", "ZHZ", "3.2")])
    func `is proposed today at the latest`(
        arrangement: String,
        source: String,
        article: String
    ) async throws {
        try await withAPI { api in
            let desk = ProposalDesk(api)
            try await expectNoDayAhead("2026-01-12", api, "proposal", (source, article)) {
                try await desk.propose(ProposalDesk.text(arrangement: arrangement))
            }
        }
    }

    private static let disputeSteps: [(Dispute.State, Dispute.Command, Day)] = [
        (.opened, .appointMediator, "2025-05-18"), (.inMediation, .settle, "2025-07-01"),
        (.mediationFailed, .goToCourt, "2025-09-01"), (.inCourt, .close, "2026-02-02"),
    ]

    @Test(arguments: disputeSteps.indices)
    func `of a dispute is of today at the latest`(index: Int) async throws {
        let (state, command, day) = Self.disputeSteps[index]
        try await withAPI { api in
            let desk = DisputeDesk(api)
            let id = try await desk.dispute(in: state)
            try await expectNoDayAhead(day, api, "dispute", ("PO", "12")) {
                let step = Dispute.State.step(of: command).rawValue
                return try await desk.put(step, of: id, DisputeDesk.body(command))
            }
        }
    }

    @Test func `as a dispute is opened today at the latest`() async throws {
        try await withAPI { api in
            let desk = DisputeDesk(api)
            let text = DisputeDesk.text([try await api.makePartner()])
            try await expectNoDayAhead("2025-05-04", api, "dispute", ("PO", "12")) {
                try await desk.open(text)
            }
            let list = try await api.send(.get, DisputeDesk.path + "?count=true")
            #expect(list.json["total"].number == 1)
        }
    }

    @Test func `of an application is of today at the latest`() async throws {
        try await withAPI { api in
            let house = House(api)
            let id = try await house.apply(to: house.open()).madeIdentifier
            try await expectNoDayAhead("2026-02-18", api, "application", ("PO", "9.2")) {
                try await house.put("intake", of: id, House.intake)
            }
            // A correction neither.
            let corrected = House.intake.replacing("2026-02-18", with: "2026-02-19")
            let ahead = try await house.put(
                "intake",
                of: id,
                corrected,
                headers: ["If-Match": "*"]
            )
            #expect(ahead.summary == "409 application.dated-ahead")
            try await expectNoDayAhead("2026-03-03", api, "application", ("PO", "9.3")) {
                try await house.put("decision", of: id, House.admission)
            }
        }
    }

    @Test func `by the college is decided today at the latest`() async throws {
        try await withAPI { api in
            let office = Office(api)
            let partner = try await api.makePartner()
            try await expectNoDayAhead("2026-05-12", api, "decision", ("PO", "10.2")) {
                try await office.decide(Office.decision(partner, "fraud"))
            }
            let list = try await api.send(.get, "/v1/decisions?partnerId=\(partner)")
            #expect(list.json["items"].count == 1)
        }
    }

    @Test(arguments: [
        (Tent.State.held, "outcome", Meadow.outcome, "2025-03-19"),
        (.planned, "cancellation", Meadow.cancellation, "2025-03-16"),
    ])
    func `of a tent is of today at the latest`(
        state: Tent.State,
        part: String,
        body: String,
        day: Day
    ) async throws {
        try await withAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.tent(in: state)
            try await expectNoDayAhead(day, api, "tent", ("KA", "1.7.2")) {
                try await meadow.put(part, of: tent, body)
            }
        }
    }
}
