import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The duty to plan an improvement of trust` {
    /// How it stands on a day for a track that started on 1 February 2026; nil when there is none.
    private func state(plannedOn: Day?, on day: Day) -> String? {
        var record = PartnerRecord()
        record.process = [.days("2026-01-01", "2035-12-31")]
        record.improvementTracks = [
            .init(
                dimension: "intentional",
                startedOn: "2026-02-01",
                planDueOn: "2026-05-01",
                plannedOn: plannedOn
            )
        ]
        return record.obligations(on: day).first { $0.duty == .improvementPlan }.map {
            "\($0.state.rawValue) by \($0.dueOn)" + ($0.metOn.map { " \($0)" } ?? "")
        }
    }

    private static let table: [(Day?, Day, String?)] = [
        (nil, "2026-01-31", nil),
        (nil, "2026-02-01", "due by 2026-05-01"),
        (nil, "2026-05-01", "due by 2026-05-01"),
        (nil, "2026-05-02", "overdue by 2026-05-01"),
        (nil, "2030-01-01", "overdue by 2026-05-01"),
        ("2026-04-10", "2026-04-09", "due by 2026-05-01"),
        ("2026-04-10", "2026-04-10", "met by 2026-05-01 2026-04-10"),
        ("2026-04-10", "2027-12-31", "met by 2026-05-01 2026-04-10"),
        ("2026-04-10", "2028-01-01", nil),
    ]

    @Test(arguments: table.indices)
    func `begins with the track, and is in sight until the year after the plan`(index: Int) {
        let (plannedOn, day, expected) = Self.table[index]
        #expect(state(plannedOn: plannedOn, on: day) == expected)
    }

    @Test func `is that of the partners of the cluster when trust was measured`() async throws {
        try await withSharedAPI { api in
            let fixture = TallyFixture(api)
            let round = try await fixture.published(599, on: "2025-02-01")
            let partner = round.partners[0]
            let stranger = try await api.makeActivePartner()
            try await api.makeAgreement("process", of: partner)
            func duty(of partner: Identifier) async throws -> TestJSON? {
                let path = "/v1/partners/\(partner)/obligations?on=2026-03-01"
                return try await api.send(.get, path).json["items"].elements
                    .first { $0["duty"].text == "improvement-plan" }
            }
            let due = try await duty(of: partner)
            #expect(due?["state"].text == "overdue")
            #expect(due?["dueOn"].text == "2025-05-01")
            #expect(due?["grounds"][0]["article"].text == "7.3")
            #expect(due?["detail"].text?.contains("intentional trust") == true)
            #expect(try await duty(of: stranger) == nil)
            let list = try await api.send(
                .get,
                "\(TallyFixture.tracks)?measurementId=\(round.id)"
            )
            let id = list.json["items"][0]["id"].text ?? ""
            try await fixture.take(.agreePlan, of: "\(TallyFixture.tracks)/\(id)")
            let met = try await duty(of: partner)
            #expect(met?["state"].text == "met")
            #expect(met?["metOn"].text == "2025-02-20")
        }
    }

    @Test func `tells the college no outcome before it is presented`() async throws {
        try await withSharedAPI { api in
            let round = try await TallyFixture(api).published(599, on: "2025-02-01")
            let partner = round.partners[0]
            try await api.makeAgreement("process", of: partner)
            func tells(_ sender: TestAPI.Sender) async throws -> Bool {
                let path = "/v1/partners/\(partner)/obligations?on=2026-03-01"
                return try await api.send(.get, path, as: sender).text.contains("improvement-plan")
            }
            #expect(try await tells(.role(.municipality)))
            #expect(try await tells(.partner(partner)))
            #expect(try await tells(.role(.college)) == false)
            try api.database.connection().run(
                script: """
                    insert into trust_presentation (measurement_id, presented_on,
                        document_reference)
                    values ('\(round.id)', '2025-03-01', 'MDG-1')
                    """
            )
            #expect(try await tells(.role(.college)))
        }
    }
}
