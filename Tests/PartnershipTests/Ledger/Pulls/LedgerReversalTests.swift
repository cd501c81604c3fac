import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

extension TestAPI {
    /// Takes an entry back.
    func reverse(
        _ id: Identifier,
        _ document: String = "Z-1",
        headers: Headers = ["If-None-Match": "*"],
        loop: Int = 0
    ) async throws -> Response {
        try await send(
            .put,
            "/v1/ledger/entries/\(id)/reversal",
            json: "{\"documentReference\": \"\(document)\"}",
            headers: headers,
            loop: loop
        )
    }
}

@Suite struct `A reversal` {
    private static let opening = """
        {"year": 2023, "month": "2023-05", "pillar": "youth", "productCode": "JB-04",
         "cents": 1200, "source": "KA 2.2.1"}
        """

    @Test func `takes an opening entry back, and stands beside it`() async throws {
        try await withAPI { api in
            let id = try await api.open(Self.opening).madeIdentifier
            let path = "/v1/ledger/entries/\(id)/reversal"
            #expect(try await api.send(.get, path).status == 404)
            let answer = try await api.reverse(id)
            #expect(answer.status == 201)
            #expect(answer.headers["location"] == path)
            let reversal = answer.json
            #expect(reversal["kind"].text == "reversal")
            #expect(reversal["reverses"].identifier == id)
            #expect(reversal["documentReference"].text == "Z-1")
            #expect(reversal["cents"].number == -1_200 && reversal["sequence"].number == 2)
            #expect(reversal["month"].text == "2023-05")
            #expect(reversal["postings"].texts("account") == ["revenue", "opening"])
            #expect(reversal["postings"].numbers("cents") == [1_200, -1_200])
            #expect(try await api.send(.get, path).text == answer.text)
            #expect(try await api.ledger("2023").json["totalCents"].number == 0)
            #expect(try await api.reverse(id).status == 200)
            #expect(try await api.reverse(id, "Z-2").summary == "409 ledger-entry.reversed")
            #expect(try await api.entries().json["items"].count == 2)
        }
    }

    @Test func `happens once, whoever asks at once`() async throws {
        try await withAPI(loops: 4) { api in
            let id = try await api.open(Self.opening).madeIdentifier
            let answers = try await api.sendAtOnce(
                64,
                .put,
                "/v1/ledger/entries/\(id)/reversal",
                json: "{\"documentReference\": \"Z-1\"}",
                headers: ["If-None-Match": "*"]
            )
            let made = answers.filter { $0.status == 201 }
            #expect(made.count == 1)
            let same = answers.filter { $0.status == 200 }
            #expect(same.count == 63)
            #expect(try await api.ledger("2023").json["totalCents"].number == 0)
        }
    }

    @Test func `lets the figure be entered again`() async throws {
        try await withAPI { api in
            let id = try await api.open(Self.opening).madeIdentifier
            #expect(try await api.open(Self.opening).summary == "409 ledger-entry.exists")
            #expect(try await api.reverse(id).status == 201)
            let again = try await api.open(Self.opening)
            #expect(again.status == 201)
            #expect(try await api.open(Self.opening).summary == "409 ledger-entry.exists")
            #expect(try await api.reverse(again.madeIdentifier).status == 201)
        }
    }

    @Test func `is not for a claim's line, nor for a reversal`() async throws {
        try await withAPI { api in
            let declarant = try await Declarant(api)
            let care = try await declarant.allocate()
            _ = try await declarant.declare(.claim("D1", .debit("L1", of: care.number)))
            let item = try await api.entries().json["items"][0]
            let claim = try #require(item["id"].identifier)
            let refused = try await api.reverse(claim)
            #expect(refused.summary == "409 ledger-entry.of-claim")
            #expect(refused.json["grounds"][0]["article"].text == "TR389")
            let opening = try await api.open(Self.opening).madeIdentifier
            let reversal = try #require(try await api.reverse(opening).json["id"].identifier)
            #expect(try await api.reverse(reversal).summary == "409 ledger-entry.is-reversal")
            #expect(try await api.entries().json["items"].count == 3)
        }
    }

    @Test func `needs its precondition, an entry and a document`() async throws {
        try await withAPI { api in
            let id = try await api.open(Self.opening).madeIdentifier
            #expect(try await api.reverse(id, headers: [:]).status == 428)
            #expect(try await api.reverse(id, headers: ["If-Match": "\"x\""]).status == 412)
            #expect(try await api.reverse(Identifier(high: 1, low: 1)).status == 404)
            #expect(try await api.reverse(id, "").places == ["/documentReference length"])
            #expect(try await api.entries().json["items"].count == 1)
        }
    }

    private static let commitments = Statement(
        "test.commitments",
        """
        select encode(ledger_commitment(ledger_entry), 'hex'),
            leaf_hash = ledger_leaf(ledger_commitment(ledger_entry), recorded_at, sequence)
        from ledger_entry
        order by sequence
        """
    )

    @Test func `is committed to with what it reverses, a figure with how exact it is`()
        async throws
    {
        func entry(_ cents: Int, _ ground: LedgerEntry.Ground) -> LedgerEntry {
            LedgerEntry(
                id: .random(),
                year: 2023,
                month: nil,
                pillar: .youth,
                partnerId: nil,
                productCode: nil,
                cents: cents,
                ground: ground
            )
        }
        let entries = [
            entry(500, .historic(source: "KA")),
            entry(500, .historic(source: "KA", isRoundedToEuros: true)),
            entry(-500, .reversal(of: 2, documentReference: "Z-1")),
        ]
        try await withAPI { api in
            try await withSession(api.database.serviceSettings, statements: API.statements) {
                session in
                try await session.transaction { transaction in
                    _ = try await transaction.finish(LedgerEntry.calls(entering: entries))
                }
            }
            let rows = try api.database.connection().rows(Self.commitments)
            #expect(rows.map { $0.text(0) } == entries.map(\.commitment.hexadecimal))
            #expect(rows.map { $0.boolean(1) } == [true, true, true])
        }
    }

    @Test(arguments: [
        (-500, 2, "none"), (-499, 2, "reverse of an opening entry"),
        (500, 2, "reverse of an opening entry"), (-500, 1, "reverse of an opening entry"),
        (-500, 9, "reverse of an opening entry"),
    ])
    func `is in the database the reverse of an opening entry`(
        cents: Int,
        reversed: Int,
        outcome: String
    ) async throws {
        try await withAPI { api in
            try await api.enter([
                BookLine(year: 2023, pillar: .adult, cents: 500), BookLine(year: 2023, cents: 500),
            ])
            let connection = try api.database.connection()
            let refusal = connection.refusal(
                of: """
                    begin;
                    update ledger_size set size = 3;
                    insert into ledger_entry (sequence, year, pillar, cents, source, reverses,
                        recorded_at, id, salt, leaf_hash)
                    values (3, 2023, 'youth', \(cents), 'Z-1', \(reversed), now(),
                        gen_random_uuid(), uuid_send(gen_random_uuid()), '');
                    commit;
                    """
            )
            #expect(outcome == "none" ? refusal == "none" : refusal.contains(outcome), "\(refusal)")
        }
    }
}
