import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A tent and its commands` {
    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let meadow = Meadow(api)
            let partner = try await api.makePartner()
            let play = LifecyclePlay<Tent.State>(api: api) { state in
                "/v1/tents/\(try await meadow.tent(in: state))"
            } send: { command, path in
                let read = try await api.send(.get, path)
                let tent = try #require(read.json["id"].identifier)
                switch command {
                case .signUp:
                    return try await meadow.add(
                        Meadow.professional("B. Wulp", of: partner),
                        to: tent
                    )
                case .recordHours:
                    let guests = try await meadow.participants(of: tent, as: .role(.auditor))
                    let guest = try #require(guests.first?["id"].identifier)
                    return try await meadow.change(guest, at: tent, #"{"minutes": 60}"#)
                // Others than those that were recorded, which would be answered again.
                case .evaluate:
                    let body = Meadow.outcome.replacing("help-chosen", with: "undecided")
                    return try await meadow.put("outcome", of: tent, body)
                case .cancel:
                    let body = Meadow.cancellation.replacing("16", with: "15")
                    return try await meadow.put("cancellation", of: tent, body)
                }
            }
            try await play.everyCommand()
        }
    }

    @Test(arguments: [
        (Tent.State.evaluated, "outcome", Meadow.outcome, "undecided", "tent.evaluated"),
        (.cancelled, "cancellation", Meadow.cancellation, "2025-03-15", "tent.cancelled"),
    ])
    func `say the same once more, and nothing else`(
        state: Tent.State,
        part: String,
        body: String,
        change: String,
        code: String
    ) async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.tent(in: state)
            let first = try await api.send(.get, "/v1/tents/\(tent)/\(part)")
            #expect(first.json["id"].identifier == tent)
            #expect(first.json["version"].number == 1)
            let again = try await meadow.put(part, of: tent, body)
            #expect(again.status == 200)
            #expect(again.body == first.body)
            let other = body.replacing("help-chosen", with: change)
                .replacing("2025-03-16", with: change)
            let refused = try await meadow.put(part, of: tent, other)
            #expect(refused.summary == "409 \(code)")
            #expect(try await api.send(.get, "/v1/tents/\(tent)/\(part)").body == first.body)
        }
    }

    @Test(arguments: [("outcome", Meadow.outcome), ("cancellation", Meadow.cancellation)])
    func `want to know that nothing was there`(part: String, body: String) async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.tent(in: part == "outcome" ? .held : .planned)
            #expect(try await api.send(.get, "/v1/tents/\(tent)/\(part)").status == 404)
            #expect(try await meadow.put(part, of: tent, body, headers: [:]).status == 428)
            let stale: Headers = ["If-Match": "\"stale\""]
            #expect(try await meadow.put(part, of: tent, body, headers: stale).status == 412)
            let made = try await meadow.put(part, of: tent, body)
            #expect(made.status == 201)
            #expect(made.headers["location"] == "/v1/tents/\(tent)/\(part)")
        }
    }

    @Test func `make one outcome of sixty-four at once`() async throws {
        try await withAPI(loops: 2) { api in
            let meadow = Meadow(api)
            let tent = try await meadow.tent(in: .held)
            let answers = try await api.sendAtOnce(
                64,
                .put,
                "/v1/tents/\(tent)/outcome",
                json: Meadow.outcome,
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
            #expect(Set(answers.map(\.text)).count == 1)
        }
    }

    @Test func `take no form of a day before the tent`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.tent(in: .held)
            let early = Meadow.outcome.replacing("2025-03-19", with: "2025-03-16")
            let refused = try await meadow.put("outcome", of: tent, early)
            #expect(refused.summary == "409 tent.form-before-tent")
            #expect(refused.json["grounds"][0]["article"].text == "1.7.2")
            #expect(try await meadow.read(tent)["state"].text == "held")
            let sameDay = Meadow.outcome.replacing("2025-03-19", with: Meadow.day)
            #expect(try await meadow.put("outcome", of: tent, sameDay).status == 201)
        }
    }

    @Test func `take no words about the case`() async throws {
        try await withSharedAPI { api in
            let meadow = Meadow(api)
            let tent = try await meadow.tent(in: .held)
            let story = """
                {"outcome": "it went well", "evaluationFormOn": "2025-02-30", "notes": "A story"}
                """
            let answer = try await meadow.put("outcome", of: tent, story)
            #expect(
                Set(answer.places) == [
                    "/outcome enum", "/evaluationFormOn format", "/notes unknown-member",
                ]
            )
            let cancelled = try await meadow.put("cancellation", of: tent, #"{"reason": "ill"}"#)
            #expect(
                Set(cancelled.places) == ["/cancelledOn required", "/reason unknown-member"]
            )
        }
    }
}
