import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Instalments that are set` {
    /// Contributions of a half of 35,000.01 euros, all of one partner.
    private func establish(_ desk: TravelDesk) async throws -> Identifier {
        let partner = try await desk.partner("Arend", cents: 1)
        try await desk.api.putTravelBudget(2024, budgetCents: 7_000_002, remainderCents: 0)
        _ = try await desk.put("contributions")
        return partner
    }

    @Test func `are equal to the cent, for the municipality and each partner`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partner = try await establish(desk)
            #expect(try await desk.read("instalments").status == 404)
            let made = try await desk.put("instalments", TravelDesk.dueOn)
            #expect(made.status == 201)
            #expect(made.headers["location"] == "/v1/travel-budgets/2024/instalments")
            let read = try await desk.read("instalments", as: .partner(partner))
            #expect(read.text == made.text && read.headers["etag"] == made.headers["etag"])
            #expect(
                read.json.names == [
                    "year", "dueOn", "instalments", "grounds", "createdAt", "version",
                ]
            )
            #expect(read.json["dueOn"].texts == ["2024-03-01", "2024-06-01", "2024-09-01"])
            let list = read.json["instalments"]
            #expect(list.texts("dueOn") == ["2024-03-01", "2024-06-01", "2024-09-01"])
            for name in ["municipalityCents", "partnersCents"] {
                #expect(list.numbers(name) == [1_166_667, 1_166_667, 1_166_667])
            }
            for instalment in list.elements {
                #expect(instalment["contributions"].texts("partnerId") == ["\(partner)"])
                #expect(instalment["contributions"].numbers("cents") == [1_166_667])
            }
            #expect(read.json["grounds"][0]["policies"].texts == ["A22"])
        }
    }

    @Test func `add up for several partners`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            for (name, cents) in [("Arend", 7), ("Buizerd", 5), ("Condor", 1)] {
                _ = try await desk.partner(name, cents: cents)
            }
            try await api.putTravelBudget(2024, budgetCents: 2_003, remainderCents: 0)
            let contributions = try await desk.put("contributions").json["contributions"]
            let list = try await desk.put("instalments", TravelDesk.dueOn).json["instalments"]
            #expect(list.sum("municipalityCents") == 1_002)
            #expect(list.sum("partnersCents") == 1_001)
            for place in 0..<3 {
                let paid = list.elements.reduce(0) {
                    $0 + ($1["contributions"][place]["cents"].number ?? 0)
                }
                #expect(paid == contributions[place]["contributionCents"].number)
            }
        }
    }

    @Test func `are changed by who saw them last`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let early = try await desk.put("instalments", TravelDesk.dueOn)
            #expect(early.summary == "409 travel-instalments.contributions-missing")
            #expect(early.json["grounds"][0]["article"].text == "2.4")
            _ = try await establish(desk)
            let bare = try await desk.put("instalments", TravelDesk.dueOn, headers: [:])
            #expect(bare.summary == "428 resource.precondition-required")
            let made = try await desk.put("instalments", TravelDesk.dueOn)
            let tag = try #require(made.headers["etag"])
            let one = #"{"dueOn": ["2024-12-31"]}"#
            let again = try await desk.put("instalments", one)
            #expect(again.summary == "412 resource.precondition-failed")
            let changed = try await desk.put("instalments", one, headers: ["If-Match": tag])
            #expect(changed.status == 200 && changed.json["version"].number == 2)
            #expect(changed.json["instalments"].numbers("partnersCents") == [3_500_001])
            let stale = try await desk.put("instalments", one, headers: ["If-Match": tag])
            #expect(stale.summary == "412 resource.precondition-failed")
            #expect(try await desk.read("instalments").text == changed.text)
        }
    }

    @Test(arguments: [
        (#"{}"#, ["/dueOn required"]),
        (#"{"dueOn": []}"#, ["/dueOn length"]),
        (#"{"dueOn": ["2024-02-30"]}"#, ["/dueOn/0 format"]),
        (#"{"dueOn": [20240301]}"#, ["/dueOn/0 format"]),
        (#"{"dueOn": ["2023-12-31", "2025-01-01"]}"#, ["/dueOn/0 range", "/dueOn/1 range"]),
        (#"{"dueOn": ["2024-03-01", "2024-03-01"]}"#, ["/dueOn/1 range"]),
        (#"{"dueOn": ["2024-03-02", "2024-03-01"]}"#, ["/dueOn/1 range"]),
    ])
    func `are refused when they are wrong in themselves`(
        body: String,
        places: [String]
    ) async throws {
        try await withSharedAPI { api in
            let answer = try await TravelDesk(api).put("instalments", body)
            #expect(answer.status == 400 && answer.places == places)
        }
    }

    @Test(arguments: [(12, "201"), (13, "400 request.invalid")])
    func `are at most twelve`(count: Int, summary: String) async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            _ = try await establish(desk)
            let days = (0..<count).map { #""2024-0\#(1 + $0 / 9)-0\#(1 + $0 % 9)""# }
            let body = #"{"dueOn": [\#(days.joined(separator: ", "))]}"#
            #expect(try await desk.put("instalments", body).summary == summary)
        }
    }
}
