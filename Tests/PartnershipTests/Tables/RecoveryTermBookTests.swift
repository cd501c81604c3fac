import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Recovery terms` {
    private static let path = "/v1/recovery-terms"

    @Test func `keep to the table of their commands`() async throws {
        try await withAPI { api in
            let tables = RoundTable(api)
            let play = LifecyclePlay<RecoveryTerm.State>(api: api) { state in
                try await tables.term(in: state)
            } send: { command, path in
                // Another outcome than one that was recorded, which would be answered again.
                let outcome = command == .meet ? "met" : "missed"
                return try await tables.assess(path, outcome, on: "2025-07-01")
            }
            try await play.everyCommand()
        }
    }

    @Test func `are given to a provider, or to a partner by its id`() async throws {
        try await withSharedAPI { api in
            let number = "\(api.nextNumber())"
            let made = try await api.send(
                .post,
                Self.path,
                json: RoundTable.term(#""kvkNumber": "\#(number)""#)
            )
            #expect(
                made.json.names == [
                    "id", "kvkNumber", "partnerId", "goal", "startsOn", "endsOn",
                    "documentReference", "state", "signals", "createdAt", "version",
                ]
            )
            #expect(made.json["partnerId"].isNull)
            let partner = try await api.makePartner()
            let own = try await api.send(
                .post,
                Self.path,
                json: RoundTable.term(#""partnerId": "\#(partner)""#)
            )
            #expect(own.status == 201)
            #expect(own.json["partnerId"].identifier == partner)
            let read = try await api.send(.get, "/v1/partners/\(partner)")
            #expect(own.json["kvkNumber"].text == read.json["kvkNumber"].text)
            let nobody = Identifier(high: 1, low: 1)
            let unknown = try await api.send(
                .post,
                Self.path,
                json: RoundTable.term(#""partnerId": "\#(nobody)""#)
            )
            #expect(unknown.summary == "409 recovery-term.partner-unknown")
        }
    }

    @Test func `are one at a time for a goal, also of many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let tables = RoundTable(api)
            let answers = try await api.sendAtOnce(64, .post, Self.path, json: RoundTable.term())
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 recovery-term.running" } == 63)
            let made = try #require(answers.first { $0.status == 201 }).madeIdentifier
            let other = RoundTable.term(goal: "Verloop")
            #expect(try await api.send(.post, Self.path, json: other).status == 201)
            let elsewhere = RoundTable.term(#""kvkNumber": "00000002""#)
            #expect(try await api.send(.post, Self.path, json: elsewhere).status == 201)
            try await tables.assess("\(Self.path)/\(made)", "missed", on: "2025-06-30")
            #expect(try await api.send(.post, Self.path, json: RoundTable.term()).status == 201)
        }
    }

    @Test func `have one outcome, and end nothing by themselves`() async throws {
        try await withSharedAPI { api in
            let tables = RoundTable(api)
            let partner = try await api.makeActivePartner()
            let path = try await api.send(
                .post,
                Self.path,
                json: RoundTable.term(#""partnerId": "\#(partner)""#)
            ).headers["location"]
            let term = try #require(path)
            #expect(try await api.send(.get, term + "/outcome").status == 404)
            let made = try await tables.assess(term, "missed", on: "2025-06-30")
            #expect(made.status == 201 && made.headers["location"] == term + "/outcome")
            let again = try await tables.assess(term, "missed", on: "2025-06-30")
            #expect(again.status == 200 && again.body == made.body)
            #expect(try await api.send(.get, term + "/outcome").body == made.body)
            let other = try await tables.assess(term, "met", on: "2025-06-30")
            #expect(other.summary == "409 recovery-term.assessed")
            #expect(other.json["grounds"][0]["source"].text == "ZHZ")
            let read = try await api.send(.get, term)
            #expect(read.json["state"].text == "missed")
            #expect(read.json["signals"][0]["code"].text == "recovery-term.missed")
            let status = try await api.send(.get, "/v1/partners/\(partner)").json["status"]
            #expect(status.text == "active")
        }
    }

    @Test(arguments: [
        ("met", "2025-02-01", "201"), ("missed", "2025-02-01", "409 recovery-term.not-ended"),
        ("met", "2024-12-31", "409 recovery-term.not-started"),
        ("missed", "2025-06-30", "201"), ("met", "2025-07-02", "409 recovery-term.dated-ahead"),
    ])
    func `are assessed by the calendar`(
        outcome: String,
        day: String,
        summary: String
    ) async throws {
        try await withAPI { api in
            let tables = RoundTable(api)
            try tables.stopCalendar(on: "2025-07-01")
            let term = try await tables.term(in: .running)
            #expect(try await tables.assess(term, outcome, on: day).summary == summary)
            let state = try await api.send(.get, term).json["state"].text
            #expect(state == (summary == "201" ? outcome : "running"))
        }
    }

    @Test func `are seen by the partner they are of, and by no other`() async throws {
        try await withAPI { api in
            let partners = [try await api.makePartner(), try await api.makePartner()]
            var terms: [String] = []
            for partner in partners {
                let body = RoundTable.term(#""partnerId": "\#(partner)""#)
                let made = try await api.send(.post, Self.path, json: body).madeIdentifier
                terms.append("\(Self.path)/\(made)")
            }
            try await RoundTable(api).assess(terms[1], "met", on: "2025-06-30")
            let list = try await api.send(
                .get,
                Self.path + "?count=true",
                as: .partner(partners[0])
            )
            #expect(list.json["total"].number == 1)
            #expect(list.json["items"][0]["partnerId"].identifier == partners[0])
            for path in [terms[1], terms[1] + "/outcome"] {
                let foreign = try await api.send(.get, path, as: .partner(partners[0]))
                #expect(foreign.status == 404)
                let own = try await api.send(.get, path, as: .partner(partners[1]))
                #expect(own.status == 200)
            }
            let all = try await api.send(.get, Self.path + "?limit=1&count=true")
            #expect(all.json["total"].number == 2 && !all.json["next"].isNull)
        }
    }

    @Test(arguments: [
        (RoundTable.term(until: "2024-12-31"), ["/endsOn range"]),
        (RoundTable.term(#""kvkNumber": null"#), ["/kvkNumber type"]),
        (RoundTable.term(#""partnerId": null"#), ["/kvkNumber required"]),
        (RoundTable.term(#""kvkNumber": "1234""#), ["/kvkNumber format"]),
        (
            RoundTable.term(
                #""kvkNumber": "00000001", "partnerId": "019afd3c-0728-709a-bf2a-74de452e6b43""#
            ),
            ["/kvkNumber format"]
        ),
        (RoundTable.term(goal: ""), ["/goal length"]),
    ])
    func `are refused when they are wrong in themselves`(
        body: String,
        places: [String]
    ) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.post, Self.path, json: body)
            #expect(answer.status == 400 && answer.places == places)
        }
    }
}
