import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

extension TestAPI {
    /// Enters a figure by hand.
    func open(_ body: String, as role: Role = .finance) async throws -> Response {
        try await send(.post, "/v1/ledger/entries", as: .role(role), json: body)
    }
}

@Suite struct `An opening entry` {
    private static func body(
        year: Int = 2023,
        cents: Int = 95_087_400,
        more: String = ""
    ) -> String {
        """
        {"year": \(year), "pillar": "youth", "cents": \(cents), "source": "KA 2.2.1"\(more)}
        """
    }

    @Test func `counts in the year, and says where it comes from`() async throws {
        try await withAPI { api in
            let partner = try await api.makePartner()
            let more = """
                , "month": "2023-05", "partnerId": "\(partner)", "productCode": "JB-04",
                "roundedToEuros": true
                """
            let answer = try await api.open(Self.body(more: more))
            #expect(answer.status == 201)
            let id = try answer.madeIdentifier
            #expect(answer.headers["location"] == "/v1/ledger/entries/\(id)")
            let entry = answer.json
            #expect(entry["kind"].text == "opening" && entry["source"].text == "KA 2.2.1")
            #expect(entry["roundedToEuros"].boolean == true)
            #expect(entry["month"].text == "2023-05" && entry["sequence"].number == 1)
            #expect(entry["postings"].numbers("cents") == [95_087_400, -95_087_400])
            #expect(try await api.send(.get, "/v1/ledger/entries/\(id)").text == answer.text)
            let year = try await api.ledger("2023").json
            #expect(year["totalCents"].number == 95_087_400)
            #expect(year["partners"][0]["partnerId"].identifier == partner)
            #expect(try LedgerDifference.all(on: api.database.connection()) == [])
        }
    }

    @Test func `is made once, whoever asks at once`() async throws {
        try await withAPI(loops: 4) { api in
            let answers = try await api.sendAtOnce(
                64,
                .post,
                "/v1/ledger/entries",
                json: Self.body()
            )
            let made = answers.filter { $0.status == 201 }
            #expect(made.count == 1)
            let refused = answers.filter { $0.summary == "409 ledger-entry.exists" }
            #expect(refused.count == 63)
            #expect(try await api.ledger("2023").json["totalCents"].number == 95_087_400)
            let other = try await api.open(Self.body().replacing("KA 2.2.1", with: "KA 2.2.2"))
            #expect(other.status == 201)
        }
    }

    @Test(arguments: [
        ", \"month\": \"2023-05\"", ", \"productCode\": \"JB-04\"", ", \"partnerId\": null",
    ])
    func `is another when it says something else`(more: String) async throws {
        try await withAPI { api in
            let first = try await api.open(Self.body())
            #expect(first.status == 201)
            let isSame = more.contains("null")
            let second = try await api.open(Self.body(more: more))
            #expect(second.status == (isSame ? 409 : 201))
        }
    }

    @Test(arguments: [
        ("{}", "/cents required"), (body(cents: 0), "/cents range"),
        (body(cents: 1_000_000_000_000), "/cents range"),
        (body(cents: -1_000_000_000_000), "/cents range"), (body(year: 2014), "/year range"),
        (body(more: ", \"month\": \"2024-01\""), "/month range"),
        (body(more: ", \"month\": \"2023-13\""), "/month format"),
        (body(more: ", \"productCode\": \"MH-04\""), "/productCode format"),
        (body(cents: 150, more: ", \"roundedToEuros\": true"), "/cents range"),
        (body(more: ", \"kind\": \"claim\""), "/kind unknown-member"),
    ])
    func `must be right in itself`(body: String, place: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.open(body)
            #expect(answer.status == 400)
            #expect(answer.places.contains(place), "\(answer.places)")
        }
    }

    @Test func `is about who and what there is, in a year that is over`() async throws {
        try await withAPI { api in
            try Office(api).stopToday(at: "2026-01-01")
            let nobody = Identifier(high: 1, low: 1)
            let refusals = [
                (Self.body(more: ", \"partnerId\": \"\(nobody)\""), "partner-unknown"),
                (Self.body(more: ", \"productCode\": \"JB-99\""), "product-unknown"),
                (Self.body(year: 2026), "year-not-over"), (Self.body(year: 2027), "year-not-over"),
            ]
            for (body, code) in refusals {
                let answer = try await api.open(body)
                #expect(answer.summary == "409 ledger-entry.\(code)")
                #expect(answer.json["grounds"][0]["article"].text == "2.2.1")
            }
            #expect(try await api.entries().json["items"].count == 0)
            #expect(try await api.open(Self.body(year: 2025)).status == 201)
        }
    }

    @Test func `is the same again for the same key`() async throws {
        try await withAPI { api in
            let key: Headers = ["Idempotency-Key": "opening-1"]
            let answers = try await api.sendAtOnce(
                8,
                .post,
                "/v1/ledger/entries",
                json: Self.body(),
                headers: key
            )
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 })
        }
    }
}
