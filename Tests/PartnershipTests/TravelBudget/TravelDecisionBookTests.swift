import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A decision on a claim` {
    private func place(_ answer: Response) throws -> String {
        try #require(answer.headers["location"])
    }

    @Test func `is of the treasurer or the municipality, never of whose claim it is`() async throws
    {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let treasurer = try await desk.partner("Arend")
            let other = try await desk.partner("Buizerd")
            let third = try await desk.partner("Condor")
            try await desk.putPublishedBudget()
            _ = try await desk.appoint(treasurer)
            let own = try place(try await desk.claim(of: treasurer))
            let foreign = try place(try await desk.claim(of: other))
            for outcome in ["approved", "refused"] {
                let body = TravelDesk.decision(outcome)
                let refused = try await desk.decide(own, body, as: .partner(treasurer))
                #expect(refused.summary == "409 travel-expense.own-claim")
                #expect(refused.json["grounds"][0]["source"].text == "KA")
                #expect(refused.json["grounds"][0]["article"].text == "2.4")
                let too = try await desk.decide(foreign, body, as: .partner(other))
                #expect(too.summary == "409 travel-expense.own-claim")
                #expect(try await desk.decide(foreign, body, as: .partner(third)).status == 404)
            }
            let byTreasurer = try await desk.decide(foreign, as: .partner(treasurer))
            #expect(byTreasurer.status == 201)
            #expect(byTreasurer.json["deciderId"].identifier == treasurer)
            let byFinance = try await desk.decide(own)
            #expect(byFinance.status == 201 && byFinance.json["deciderId"].isNull)
            // Once it was decided on, it is still not the treasurer's to repeat.
            let again = try await desk.decide(own, as: .partner(treasurer))
            #expect(again.summary == "409 travel-expense.own-claim")
            let auditor = try await desk.decide(own, as: .role(.auditor))
            #expect(auditor.summary == "403 access.scope-missing")
        }
    }

    @Test func `is taken once, and read as it was taken`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            try await desk.putPublishedBudget()
            let path = try place(try await desk.claim(of: partner))
            #expect(try await api.send(.get, path + "/decision").status == 404)
            let bare = try await desk.decide(path, headers: [:])
            #expect(bare.summary == "428 resource.precondition-required")
            let made = try await desk.decide(path)
            #expect(made.status == 201 && made.headers["location"] == path + "/decision")
            #expect(
                made.json.names == [
                    "id", "outcome", "decidedOn", "documentReference", "deciderId", "createdAt",
                    "version",
                ]
            )
            let again = try await desk.decide(path)
            #expect(again.status == 200 && again.text == made.text)
            let read = try await api.send(.get, path + "/decision", as: .partner(partner))
            #expect(read.text == made.text)
            let other = try await desk.decide(path, TravelDesk.decision("refused"))
            #expect(other.summary == "409 travel-expense.decided")
            let expense = try await api.send(.get, path).json
            #expect(expense["state"].text == "approved" && expense["version"].number == 2)
            let wrong = try await desk.decide(path, #"{"outcome": "paid"}"#)
            #expect(
                wrong.places == [
                    "/outcome enum", "/decidedOn required", "/documentReference required",
                ]
            )
        }
    }

    @Test func `is taken once by many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            try await desk.putPublishedBudget()
            let path = try place(try await desk.claim(of: partner))
            let answers = try await api.sendAtOnce(
                64,
                .put,
                path + "/decision",
                json: TravelDesk.decision(),
                headers: TravelDesk.none
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
            #expect(Set(answers.map(\.text)).count == 1)
        }
    }

    @Test func `approves no more than a line has, also when many are taken at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            try await api.putTravelBudget(2024, budgetCents: 1_000, remainderCents: 0)
            var paths: [String] = []
            for _ in 0..<64 {
                let body = TravelDesk.expense(99, line: "all of it")
                paths.append(try place(try await desk.claim(body, of: partner)))
            }
            let answers = try await withThrowingTaskGroup(of: Response.self) { group in
                for (number, path) in paths.enumerated() {
                    group.addTask {
                        try await api.send(
                            .put,
                            path + "/decision",
                            json: TravelDesk.decision(),
                            headers: TravelDesk.none,
                            loop: number
                        )
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 10)
            #expect(answers.count { $0.summary == "409 travel-expense.line-exhausted" } == 54)
            let line = try await desk.read("spending").json["lines"][0]
            #expect(line["approvedCents"].number == 990)
            #expect(line["claimedCents"].number == 54 * 99)
            #expect(line["leftCents"].number == 10)
            let claimed = try await desk.read("expenses?limit=200").json["items"].elements
            let left = try #require(claimed.first { $0["state"].text == "claimed" }?["id"].text)
            let refused = try await desk.decide(
                "\(TravelDesk.path)/expenses/\(left)",
                TravelDesk.decision("refused")
            )
            #expect(refused.status == 201)
        }
    }
}
