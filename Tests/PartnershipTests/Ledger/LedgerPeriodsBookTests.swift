import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The ledger by quarter and month` {
    /// A partner with so many clients, each with an hour in some months of 2025.
    private static func declarant(
        _ api: TestAPI,
        clients: Int,
        months: [Int]
    ) async throws -> Declarant {
        let declarant = try await Declarant(api)
        for client in 0..<clients {
            let match = try await api.makeMatch(with: declarant.id, caseReference: "case-\(client)")
            let number = api.nextNumber()
            _ = try await api.send(
                .put,
                "/v1/matches/\(match)/allocation",
                json: """
                    {"number": \(number), "productCode": "JB-04", "startsOn": "2025-01-01",
                     "endsOn": null}
                    """,
                headers: ["If-None-Match": "*"]
            )
            for month in months {
                let line = LineText.debit("L\(client)M\(month)", of: number, hours: 1)
                let claim = MessageText.claim(
                    "C\(client)M\(month)",
                    line,
                    month: "2025-0\(month)"
                )
                let answer = try await declarant.declare(claim)
                #expect(answer.verdict == "accepted 8001")
            }
        }
        return declarant
    }

    private static func read(
        _ query: String,
        of declarant: Declarant,
        as sender: TestAPI.Sender
    ) async throws -> [String] {
        let answer = try await declarant.api.send(
            .get,
            "/v1/ledger/2025/periods\(query)",
            as: sender
        )
        guard answer.status == 200 else { throw TestProblem(answer.text) }
        let row = answer.json["rows"].elements.first {
            $0["partnerId"].identifier == declarant.id
        }
        if row?["isWithheld"].boolean == true { return ["withheld"] }
        return row?["periods"].elements.map {
            "\($0["period"].text ?? "") \($0["cents"].number ?? 0)"
        } ?? []
    }

    @Test func `is told from five clients on, all of it to who reads every entry`() async throws {
        try await withAPI { api in
            let large = try await Self.declarant(api, clients: 5, months: [4, 6])
            let small = try await Self.declarant(api, clients: 4, months: [4, 6])
            let other = try await Self.declarant(api, clients: 4, months: [4])
            let months = ["2025-04 40000", "2025-06 40000"]
            for sender in [TestAPI.Sender.role(.frontend), .partner(other.id)] {
                #expect(try await Self.read("?by=month", of: large, as: sender) == ["withheld"])
                #expect(try await Self.read("?by=month", of: small, as: sender) == ["withheld"])
            }
            for sender in [
                TestAPI.Sender.role(.municipality), .role(.finance), .role(.auditor),
                .partner(large.id),
            ] {
                #expect(try await Self.read("?by=month", of: large, as: sender) == months)
                #expect(try await Self.read("", of: large, as: sender) == ["2025-Q2 80000"])
            }
            let whole = try await api.ledger("2025").json
            #expect(whole["months"].count == 2)
            #expect(!whole["monthsWithheld"].isThere)
        }
    }

    @Test func `has totals of months for who reads every entry alone`() async throws {
        try await withAPI { api in
            let first = try await Self.declarant(api, clients: 1, months: [4])
            for _ in 0..<3 { _ = try await Self.declarant(api, clients: 5, months: [4]) }
            let told = try await api.send(.get, "/v1/ledger/2025", as: .partner(first.id))
            #expect(told.json["months"].count == 0)
            #expect(told.json["monthsWithheld"].boolean == true)
            #expect(told.json["cells"].count == 4)
            #expect(try await api.ledger("2025").json["months"].count == 1)
            // Asked for again, each has its own answer.
            let again = try await api.send(.get, "/v1/ledger/2025", as: .partner(first.id))
            #expect(again.text == told.text)
        }
    }

    @Test(arguments: [
        "2025?knownAt=2025-06-01T00:00:00Z", "2025?validOn=2025-06-01",
        "2025/periods?knownAt=2025-06-01T00:00:00Z", "2025/sums?knownAt=2025-06-01T00:00:00Z",
    ])
    func `is asked for by its times by who reads every entry alone`(target: String) async throws {
        try await withSharedAPI { api in
            for sender in [TestAPI.Sender.role(.frontend), .role(.college)] {
                let answer = try await api.send(.get, "/v1/ledger/\(target)", as: sender)
                #expect(answer.summary == "403 ledger.entries-withheld")
            }
            let answer = try await api.send(.get, "/v1/ledger/\(target)", as: .role(.auditor))
            #expect(answer.status == 200)
        }
    }

    @Test(arguments: ["?by=week", "?by=year", "?pillar=old", "?knownAt=2025-06-01"])
    func `refuses what it does not know`(query: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/ledger/2025/periods\(query)")
            #expect(answer.status == 400)
        }
    }
}
