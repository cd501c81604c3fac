import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `What a travel budget was spent on` {
    /// A tent of a day with hours that are paid in a way.
    private func hold(
        _ minutes: Int,
        on day: String,
        paid payment: String = "compensation",
        of partner: Identifier,
        _ api: TestAPI
    ) async throws {
        let meadow = Meadow(api)
        let tent = try await meadow.pitch(on: day)
        let guest = try await meadow.add(Meadow.professional(of: partner), to: tent)
            .madeIdentifier
        let hours = #"{"minutes": \#(minutes), "payment": "\#(payment)"}"#
        let answer = try await meadow.change(guest, at: tent, hours)
        #expect(answer.status == 200)
    }

    @Test func `has the hours in tents of the year on their line`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            #expect(try await desk.read("spending").status == 404)
            try await hold(60, on: "2024-01-01", of: partner, api)
            #expect(try await desk.read("spending").status == 404)
            try await desk.putPublishedBudget()
            try await hold(150, on: "2024-12-31", of: partner, api)
            try await hold(600, on: "2023-12-31", of: partner, api)
            try await hold(600, on: "2025-01-01", of: partner, api)
            try await hold(600, on: "2024-06-01", paid: "jb-07", of: partner, api)
            let spending = try await desk.read("spending", as: .partner(partner)).json
            #expect(
                spending.names == [
                    "year", "budgetCents", "spentCents", "leftCents", "lines", "grounds",
                ]
            )
            #expect(spending["budgetCents"].number == 10_000_000)
            #expect(spending["spentCents"].number == 42_000)
            #expect(spending["leftCents"].number == 9_958_000)
            let lines = spending["lines"]
            #expect(
                lines.texts("name") == [
                    "tent compensation", "meetings", "monitoring", "communication",
                    "process guidance",
                ]
            )
            #expect(lines.numbers("tentMinutes") == [210, 0, 0, 0, 0])
            // EUR 120 an hour.
            #expect(lines[0]["tentCents"].number == 42_000)
            #expect(lines[0]["leftCents"].number == 2_958_000)
            #expect(spending["grounds"][0]["article"].text == "2.2.3")
            #expect(spending["grounds"][0]["policies"].texts == ["A23", "A24"])
            #expect(try spending.value(of: "tentCents") == 42_000)
        }
    }

    @Test func `leaves to claims what tents did not take`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            _ = try await api.send(
                .put,
                TravelDesk.path,
                json: """
                    {"budgetCents": 20000, "remainderPreviousYearCents": 0,
                     "lines": [{"name": "\(TravelSpending.tentLine)", "cents": 20000}]}
                    """,
                headers: TravelDesk.none
            )
            try await hold(60, on: "2024-03-01", of: partner, api)
            func approve(_ cents: Int) async throws -> String {
                let body = TravelDesk.expense(cents, line: TravelSpending.tentLine)
                let path = try await desk.claim(body, of: partner).headers["location"]
                return try await desk.decide(try #require(path)).summary
            }
            #expect(try await approve(8_001) == "409 travel-expense.line-exhausted")
            #expect(try await approve(8_000) == "201")
            #expect(try await approve(1) == "409 travel-expense.line-exhausted")
            // What was held is paid for, also when there is too little for it.
            try await hold(1, on: "2024-03-02", of: partner, api)
            let spending = try await desk.read("spending").json
            #expect(spending["leftCents"].number == -200)
        }
    }

    @Test func `shows tents without a line for them, which nothing is claimed from`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            try await api.putTravelBudget(2024, budgetCents: 5, remainderCents: 0)
            try await hold(1, on: "2024-03-01", of: partner, api)
            let lines = try await desk.read("spending").json["lines"]
            #expect(lines.texts("name") == ["all of it", TravelSpending.tentLine])
            #expect(lines.numbers("budgetCents") == [5, 0])
            #expect(lines.numbers("leftCents") == [5, -200])
            let body = TravelDesk.expense(1, line: TravelSpending.tentLine)
            let refused = try await desk.claim(body, of: partner)
            #expect(refused.summary == "409 travel-expense.line-unknown")
        }
    }

    @Test func `keeps a line from becoming less than what was approved`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            try await api.putTravelBudget(2024, budgetCents: 100, remainderCents: 0)
            let path = try await desk.claim(
                TravelDesk.expense(60, line: "all of it"),
                of: partner
            ).headers["location"]
            #expect(try await desk.decide(try #require(path)).status == 201)
            func change(_ name: String, _ cents: Int) async throws -> String {
                try await api.send(
                    .put,
                    TravelDesk.path,
                    json: """
                        {"budgetCents": \(cents), "remainderPreviousYearCents": 0,
                         "lines": [{"name": "\(name)", "cents": \(cents)}]}
                        """,
                    headers: ["If-Match": "*"]
                ).summary
            }
            #expect(try await change("all of it", 59) == "409 travel-budget.line-spent")
            #expect(try await change("renamed", 100) == "409 travel-budget.line-spent")
            #expect(try await change("all of it", 60) == "200")
            let budget = try await api.send(.get, TravelDesk.path).json
            #expect(budget["budgetCents"].number == 60)
        }
    }
}
