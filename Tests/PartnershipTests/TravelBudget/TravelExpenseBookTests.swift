import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Claims on a travel budget` {
    @Test func `keep to the table of their commands`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            try await desk.putPublishedBudget()
            let play = LifecyclePlay<TravelExpense.State>(api: api) { state in
                let made = try await desk.claim(of: partner)
                let path = try #require(made.headers["location"])
                if state != .claimed {
                    _ = try await desk.decide(path, TravelDesk.decision(state.rawValue))
                }
                return path
            } send: { command, path in
                // Another decision than one that was taken, which would be answered again.
                let outcome = command == .approve ? "approved" : "refused"
                let other = TravelDesk.decision(outcome, on: "2024-05-22")
                return try await desk.decide(path, other)
            }
            try await play.everyCommand()
        }
    }

    @Test func `are made by a partner in its own name, and read as they were made`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            #expect(try await desk.claim(of: partner).status == 404)
            try await desk.putPublishedBudget()
            let made = try await desk.claim(of: partner)
            let id = try made.madeIdentifier
            let path = "/v1/travel-budgets/2024/expenses/\(id)"
            #expect(made.headers["location"] == path)
            #expect(
                made.json.names == [
                    "id", "year", "partnerId", "line", "cents", "incurredOn",
                    "documentReference", "state", "createdAt", "version",
                ]
            )
            #expect(made.json["partnerId"].identifier == partner)
            #expect(made.json["state"].text == "claimed")
            let read = try await api.send(.get, path, as: .partner(partner))
            #expect(read.text == made.text && read.headers["etag"] == made.headers["etag"])
            for sender in [TestAPI.Sender.role(.municipality), .role(.finance)] {
                let answer = try await api.send(
                    .post,
                    TravelDesk.path + "/expenses",
                    as: sender,
                    json: TravelDesk.expense()
                )
                #expect(answer.summary == "403 access.scope-missing")
            }
            // Under another year it is not there.
            try await api.putTravelBudget(2025, budgetCents: 1, remainderCents: 0)
            let elsewhere = path.replacing("2024/", with: "2025/")
            #expect(try await api.send(.get, elsewhere).status == 404)
        }
    }

    @Test func `are made once for an idempotency key by many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            try await desk.putPublishedBudget()
            _ = try await desk.read("expenses", as: .partner(partner))
            let answers = try await withThrowingTaskGroup(of: Response.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        try await api.send(
                            .post,
                            TravelDesk.path + "/expenses",
                            as: .partner(partner),
                            json: TravelDesk.expense(),
                            headers: ["Idempotency-Key": "bon-17"],
                            loop: number
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.summary)) == ["201"])
            #expect(Set(answers.map(\.text)).count == 1)
            let list = try await desk.read("expenses?count=true")
            #expect(list.json["total"].number == 1)
        }
    }

    @Test func `are seen by whose they are, the treasurer and who looks on`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            var partners: [Identifier] = []
            for name in ["Arend", "Buizerd", "Condor"] {
                partners.append(try await desk.partner(name))
            }
            #expect(try await desk.read("expenses").status == 404)
            try await desk.putPublishedBudget()
            #expect(try await desk.read("expenses").json["items"].count == 0)
            _ = try await desk.appoint(partners[2])
            var paths: [String] = []
            for partner in partners {
                let path = try await desk.claim(of: partner).headers["location"]
                paths.append(try #require(path))
            }
            for (sender, count) in [
                (TestAPI.Sender.partner(partners[0]), 1), (.partner(partners[1]), 1),
                (.partner(partners[2]), 3), (.role(.municipality), 3), (.role(.auditor), 3),
            ] {
                let list = try await desk.read("expenses?count=true", as: sender).json
                #expect(list["items"].count == count && list["total"].number == count)
            }
            let page = try await desk.read("expenses?limit=2").json
            #expect(page["items"].count == 2 && page["next"].text != nil)
            let foreign = TestAPI.Sender.partner(partners[0])
            #expect(try await api.send(.get, paths[1], as: foreign).status == 404)
            #expect(try await api.send(.get, paths[1] + "/decision", as: foreign).status == 404)
            #expect(try await desk.read("expenses", as: .role(.frontend)).status == 403)
        }
    }

    private static let wrong: [(String, [String])] = [
        (
            "{}",
            [
                "/line required", "/cents required", "/incurredOn required",
                "/documentReference required",
            ]
        ),
        (TravelDesk.expense(0), ["/cents range"]),
        (TravelDesk.expense(100_000_000), ["/cents range"]),
        (TravelDesk.expense(on: "2023-12-31"), ["/incurredOn range"]),
        (TravelDesk.expense(on: "2025-01-01"), ["/incurredOn range"]),
        (TravelDesk.expense(line: ""), ["/line length"]),
    ]

    @Test(arguments: wrong.indices)
    func `are refused when they are wrong in themselves`(index: Int) async throws {
        let (body, places) = Self.wrong[index]
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            let answer = try await TravelDesk(api).claim(body, of: partner)
            #expect(answer.status == 400 && answer.places == places)
        }
    }

    @Test func `are of a line of the budget, and of today at the latest`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            try await desk.putPublishedBudget()
            let unknown = try await desk.claim(TravelDesk.expense(line: "Meetings"), of: partner)
            #expect(unknown.summary == "409 travel-expense.line-unknown")
            #expect(unknown.json["grounds"][0]["article"].text == "2.4")
            try Office(api).stopToday(at: "2024-05-13")
            let ahead = try await desk.claim(of: partner)
            #expect(ahead.summary == "409 travel-expense.dated-ahead")
            try Office(api).stopToday(at: "2024-05-14")
            let made = try await desk.claim(of: partner)
            #expect(made.status == 201)
            let path = try #require(made.headers["location"])
            let early = try await desk.decide(path, TravelDesk.decision(on: "2024-05-15"))
            #expect(early.summary == "409 travel-expense.dated-ahead")
            let before = try await desk.decide(path, TravelDesk.decision(on: "2024-05-13"))
            #expect(before.summary == "409 travel-expense.decided-before")
            let decided = try await desk.decide(path, TravelDesk.decision(on: "2024-05-14"))
            #expect(decided.status == 201)
        }
    }
}
