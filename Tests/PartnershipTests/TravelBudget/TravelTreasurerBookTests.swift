import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The treasurer of a travel budget` {
    @Test func `is a partner with an agreement in force`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            #expect(try await desk.appoint(partner).status == 404)
            try await desk.putPublishedBudget()
            #expect(try await desk.read("treasurer").status == 404)
            let candidate = try await api.makePartner()
            let ended = try await api.makePartner()
            try await api.makeAgreement(
                "assignment",
                of: ended,
                from: "2020-01-01",
                until: "2024-12-31"
            )
            for other in [candidate, ended, Identifier(high: 1, low: 1)] {
                let refused = try await desk.appoint(other)
                #expect(refused.summary == "409 travel-treasurer.no-agreement")
                #expect(refused.json["grounds"][0]["article"].text == "2.4")
            }
            let made = try await desk.appoint(partner)
            #expect(made.status == 201)
            #expect(made.headers["location"] == "/v1/travel-budgets/2024/treasurer")
            #expect(
                made.json.names == ["year", "partnerId", "partnerName", "createdAt", "version"]
            )
            #expect(made.json["partnerName"].text == "Arend")
            let read = try await desk.read("treasurer", as: .partner(candidate))
            #expect(read.text == made.text)
        }
    }

    @Test func `is followed by another for who saw the last one`() async throws {
        try await withAPI { api in
            let desk = TravelDesk(api)
            let partners = [try await desk.partner("Arend"), try await desk.partner("Buizerd")]
            try await desk.putPublishedBudget()
            let body = #"{"partnerId": "\#(partners[1])"}"#
            let bare = try await desk.put("treasurer", body, headers: [:])
            #expect(bare.summary == "428 resource.precondition-required")
            let tag = try #require(try await desk.appoint(partners[0]).headers["etag"])
            let again = try await desk.appoint(partners[1])
            #expect(again.summary == "412 resource.precondition-failed")
            let next = try await desk.put("treasurer", body, headers: ["If-Match": tag])
            #expect(next.status == 200 && next.json["version"].number == 2)
            #expect(next.json["partnerId"].identifier == partners[1])
            let stale = try await desk.put("treasurer", body, headers: ["If-Match": tag])
            #expect(stale.summary == "412 resource.precondition-failed")
            let none = try await desk.put("treasurer", "{}")
            #expect(none.places == ["/partnerId required"])
        }
    }

    @Test func `is set once by many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = TravelDesk(api)
            let partner = try await desk.partner("Arend")
            try await desk.putPublishedBudget()
            let answers = try await api.sendAtOnce(
                64,
                .put,
                TravelDesk.path + "/treasurer",
                json: #"{"partnerId": "\#(partner)"}"#,
                headers: TravelDesk.none
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 412 } == 63)
        }
    }
}
