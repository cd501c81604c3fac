import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `An attestation` {
    private static func path(_ partner: Identifier) -> String {
        "/v1/partners/\(partner)/attestations"
    }

    private static func text(_ day: Day, _ new: Int, _ done: Int) -> String {
        """
        {"attestedOn": "\(day)", "newEmployees": \(new), "newEmployeesDone": \(done)}
        """
    }

    @Test func `reads as it was made, by the partner itself too`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            let path = Self.path(partner)
            for sender in [TestAPI.Sender.role(.municipality), .partner(partner)] {
                let made = try await api.send(
                    .post,
                    path,
                    as: sender,
                    json: Self.text("2024-05-11", 3, 2)
                )
                #expect(made.status == 201)
                #expect(made.headers["location"] == path)
                #expect(made.json["partnerId"].identifier == partner)
                #expect(made.json["newEmployeesDone"].number == 2)
                let list = try await api.send(.get, path, as: .role(.auditor))
                #expect(list.json["items"].elements.last?.description == made.text)
            }
            let page = try await api.send(.get, path + "?limit=1&count=true")
            #expect(page.json["total"].number == 2)
            let next = try #require(page.json["next"].text)
            let rest = try await api.send(.get, next)
            #expect(rest.json["items"].count == 1)
            #expect(rest.json["next"].isNull)
        }
    }

    @Test func `is made once for each key, and for oneself`() async throws {
        try await withAPI(loops: 2) { api in
            let partner = try await api.makePartner()
            let answers = try await api.sendAtOnce(
                16,
                .post,
                Self.path(partner),
                json: Self.text("2024-05-11", 0, 0),
                headers: ["Idempotency-Key": "attestation-1"]
            )
            #expect(Set(answers.map(\.text)).count == 1)
            let list = try await api.send(.get, Self.path(partner))
            #expect(list.json["items"].count == 1)
            let other = try await api.makePartner()
            let theirs = try await api.send(
                .post,
                Self.path(partner),
                as: .partner(other),
                json: Self.text("2024-05-11", 0, 0)
            )
            #expect(theirs.status == 404)
            let nobodys = try await api.send(
                .post,
                Self.path(Identifier(high: 7, low: 7)),
                json: Self.text("2024-05-11", 0, 0)
            )
            #expect(nobodys.status == 404)
            #expect(try await api.send(.get, Self.path(Identifier(high: 7, low: 7))).status == 404)
        }
    }

    @Test(arguments: [("2026-05-11", "201"), ("2026-05-12", "409 attestation.dated-ahead")])
    func `is of today at the latest`(day: Day, outcome: String) async throws {
        try await withAPI { api in
            try Gatherings(api).stopDay(at: "2026-05-11")
            let partner = try await api.makePartner()
            let path = Self.path(partner)
            let answer = try await api.send(.post, path, json: Self.text(day, 0, 0))
            #expect(answer.summary == outcome)
            let list = try await api.send(.get, path)
            #expect(list.json["items"].count == (outcome == "201" ? 1 : 0))
        }
    }

    @Test(arguments: [
        (3, 4, "/newEmployeesDone range"), (-1, 0, "/newEmployees range"),
        (10_001, 0, "/newEmployees range"), (0, -1, "/newEmployeesDone range"),
    ])
    func `never counts more who did it than who are new`(
        new: Int,
        done: Int,
        place: String
    ) async throws {
        try await withSharedAPI { api in
            let path = Self.path(try await api.makePartner())
            let answer = try await api.send(.post, path, json: Self.text("2024-05-11", new, done))
            #expect(answer.places == [place])
        }
    }

    @Test func `never counts more in the database either`() async throws {
        try await withAPI { api in
            let partner = try await api.makePartner()
            for (done, isTaken) in [(4, false), (3, true)] {
                let insert = """
                    insert into attestation (id, partner_id, attested_on, new_employees,
                        new_employees_done)
                    values (gen_random_uuid(), '\(partner)', '2024-05-11', 3, \(done))
                    """
                if isTaken {
                    try Gatherings(api).run(insert)
                } else {
                    #expect(throws: (any Error).self) { try Gatherings(api).run(insert) }
                }
            }
        }
    }
}
