import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `Contributions that are established` {
    /// The partners of the 2024 example, from the largest revenue to the smallest.
    private func example(_ desk: TravelDesk) async throws -> [Identifier] {
        var partners: [Identifier] = []
        for (name, cents) in [
            ("Arend", 47_543_700), ("Buizerd", 28_526_220), ("Condor", 19_017_480),
        ] {
            partners.append(try await desk.partner(name, cents: cents))
        }
        try await desk.putPublishedBudget()
        return partners
    }

    @Test func `are the 2024 example to the cent, with what they rest on`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partners = try await example(desk)
            #expect(try await desk.read("contributions").status == 404)
            let made = try await desk.put("contributions")
            #expect(made.status == 201)
            #expect(made.headers["location"] == "/v1/travel-budgets/2024/contributions")
            let read = try await desk.read("contributions")
            #expect(read.text == made.text)
            #expect(read.headers["etag"] == made.headers["etag"])
            let json = made.json
            #expect(
                json.names == [
                    "year", "validOn", "knownAt", "baseYear", "totalRevenueCents",
                    "contributionCents", "municipalityCents", "partnersCents", "contributions",
                    "grounds", "otherReadings", "createdAt", "version",
                ]
            )
            #expect(json["validOn"].text == "2024-01-01")
            #expect(json["baseYear"].number == 2023)
            #expect(json["totalRevenueCents"].number == 95_087_400)
            #expect(json["contributionCents"].number == 7_000_000)
            #expect(json["municipalityCents"].number == 3_500_000)
            #expect(json["partnersCents"].number == 3_500_000)
            let list = json["contributions"]
            #expect(list.texts("partnerId") == partners.map(\.description))
            #expect(list.numbers("contributionCents") == [1_750_000, 1_050_000, 700_000])
            #expect(list.numbers("sharePpm") == [500_000, 300_000, 200_000])
            #expect(json["otherReadings"].count == 0)
            #expect(json["grounds"].count == 5)
            let inputs = json["grounds"][0]["inputs"]
            #expect(inputs.numbers("value") == [10_000_000, 3_000_000])
        }
    }

    @Test func `stay as they are, whatever is corrected later`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partners = try await example(desk)
            let made = try await desk.put("contributions")
            try await api.enter([BookLine(year: 2023, partnerId: partners[2], cents: 99_999_999)])
            _ = try await api.send(
                .patch,
                "/v1/partners/\(partners[0])",
                json: #"{"name": "Adelaar"}"#,
                headers: ["If-Match": "*"]
            )
            _ = try await desk.partner("Dwergarend", cents: 5)
            #expect(try await desk.read("contributions").text == made.text)
            let again = try await desk.put("contributions")
            #expect(again.status == 200 && again.text == made.text)
            // The shares of the ledger are of now.
            let shares = try await api.ledger("2024/shares").json["shares"]
            #expect(shares.count == 4 && shares[0]["partnerName"].text == "Condor")
        }
    }

    @Test func `are known as of the newest moment of the ledger`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            _ = try await example(desk)
            let known = try await desk.put("contributions").json["knownAt"].text
            let newest = Statement(
                "test.newest-moment",
                """
                select to_char(recorded_at at time zone 'UTC',
                    'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                from ledger_size
                """
            )
            let rows = try api.database.connection().rows(newest)
            #expect(known == rows[0].text(0))
        }
    }

    @Test func `are established once by many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = TravelDesk(api)
            _ = try await example(desk)
            let answers = try await api.sendAtOnce(
                64,
                .put,
                TravelDesk.path + "/contributions",
                json: "{}",
                headers: TravelDesk.none
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
            #expect(Set(answers.map(\.text)).count == 1)
        }
    }

    @Test func `show other readings, with who would contribute something else`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let first = try await desk.partner("Arend", cents: 200)
            let second = try await desk.partner("Buizerd", cents: 100, adultCents: 300)
            let third = try await desk.partner("Condor", cents: 100)
            try await api.putTravelBudget(2024, budgetCents: 7, remainderCents: 0)
            let json = try await desk.put("contributions").json
            #expect(json["municipalityCents"].number == 4)
            #expect(json["contributions"].numbers("contributionCents") == [1, 1, 1])
            let adult = json["otherReadings"][0]
            #expect(adult["policy"].text == "A19")
            #expect(adult["totalCents"].number == 3)
            // The first has another share, of which the cents are the same.
            let partners = [first, second, third].map { "\($0)" }
            #expect(adult["contributions"].texts("partnerId") == partners)
            #expect(adult["contributions"].numbers("contributionCents") == [1, 2, 0])
            #expect(adult["contributions"].sum("sharePpm") == 1_000_000)
            let rounded = json["otherReadings"][1]
            #expect(rounded["policy"].text == "A21" && rounded["totalCents"].number == 4)
            #expect(rounded["contributions"].texts("partnerId") == ["\(first)"])
            #expect(rounded["contributions"].numbers("contributionCents") == [2])
        }
    }

    @Test func `need a budget, revenue and someone who expects nothing there`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let without = try await desk.put("contributions")
            #expect(without.summary == "409 travel-contributions.budget-missing")
            #expect(without.json["grounds"][0]["article"].text == "2.4")
            try await desk.putPublishedBudget()
            let nobody = try await desk.put("contributions")
            #expect(nobody.summary == "409 travel-contributions.no-revenue")
            // A newcomer has no revenue, and no share.
            _ = try await desk.partner("Arend")
            #expect(try await desk.put("contributions").text.contains("no-revenue"))
            let buizerd = try await desk.partner("Buizerd", cents: 1)
            let missing = try await desk.put("contributions", headers: [:])
            #expect(missing.summary == "428 resource.precondition-required")
            let stale = try await desk.put("contributions", headers: ["If-Match": "\"x\""])
            #expect(stale.summary == "412 resource.precondition-failed")
            let more = try await desk.put("contributions", #"{"year": 2024}"#)
            #expect(more.places == ["/year unknown-member"])
            let made = try await desk.put("contributions").json["contributions"]
            #expect(made.texts("partnerName") == ["Buizerd", "Arend"])
            #expect(made.numbers("contributionCents") == [3_500_000, 0])
            let read = try await desk.read("contributions", as: .partner(buizerd))
            #expect(read.status == 200)
        }
    }

    @Test func `keep the amounts of the budget as they were`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            _ = try await desk.partner("Arend", cents: 1)
            try await api.putTravelBudget(2024, budgetCents: 100, remainderCents: 50)
            _ = try await desk.put("contributions")
            func change(_ budget: Int, _ remainder: Int, _ name: String) async throws -> String {
                try await api.send(
                    .put,
                    TravelDesk.path,
                    json: """
                        {"budgetCents": \(budget), "remainderPreviousYearCents": \(remainder),
                         "lines": [{"name": "\(name)", "cents": \(budget)}]}
                        """,
                    headers: ["If-Match": "*"]
                ).summary
            }
            let refused = "409 travel-budget.contributions-established"
            #expect(try await change(101, 50, "x") == refused)
            #expect(try await change(100, 49, "x") == refused)
            #expect(try await change(101, 51, "x") == refused)
            #expect(try await change(100, 50, "other lines") == "200")
        }
    }
}
