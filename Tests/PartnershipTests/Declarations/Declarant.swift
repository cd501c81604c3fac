import HTTP
@testable import Partnership
import TestSupport

/// A partner that declares, and what the municipality arranges for it.
struct Declarant: Sendable {
    let api: TestAPI
    let id: Identifier
    let agbCode: String

    /// A new partner whose assignment agreement runs from 2020.
    init(_ api: TestAPI) async throws {
        self.api = api
        id = try await api.makePartner()
        try await api.makeAgreement("process", of: id)
        try await api.makeAgreement("assignment", of: id, from: "2020-01-01")
        let partner = try await api.send(.get, "/v1/partners/\(id)")
        guard let code = partner.json["agbCode"].text else {
            throw TestProblem("no AGB code: \(partner.text)")
        }
        agbCode = code
    }

    var sender: TestAPI.Sender { .partner(id) }

    /// A care that is allocated: its match and the number of its allocation.
    struct Care: Sendable {
        let match: Identifier
        let number: Int
    }

    /// Makes a match and its allocation, from 2025 on.
    func allocate(
        _ product: String = "JB-04",
        from startsOn: String = "2025-01-01",
        until endsOn: String? = nil,
        tent: Identifier? = nil
    ) async throws -> Care {
        let match = try await api.makeMatch(with: id, product: product, tent: tent)
        let number = api.nextNumber()
        let end = endsOn.map { "\"\($0)\"" } ?? "null"
        let answer = try await api.send(
            .put,
            "/v1/matches/\(match)/allocation",
            json: """
                {"number": \(number), "productCode": "\(product)", "startsOn": "\(startsOn)",
                 "endsOn": \(end)}
                """,
            headers: ["If-None-Match": "*"]
        )
        guard answer.status == 201 else { throw TestProblem("not allocated: \(answer.text)") }
        return Care(match: match, number: number)
    }

    /// Sends a message, as the municipality unless told otherwise.
    func declare(
        _ message: MessageText,
        as sender: TestAPI.Sender = .role(.municipality),
        key: String? = nil,
        loop: Int = 0
    ) async throws -> Response {
        var headers: Headers = [:]
        if let key { headers.append("Idempotency-Key", key) }
        return try await api.send(
            .post,
            "/v1/declarations",
            as: sender,
            json: message.json(agbCode),
            headers: headers,
            loop: loop
        )
    }

    /// The state of a care as its match tells it.
    func state(of care: Care) async throws -> String? {
        try await api.send(.get, "/v1/matches/\(care.match)").json["state"].text
    }

    /// How many declarations of the partner there are, of those that a query selects.
    func count(_ query: String = "") async throws -> Int? {
        try await api.send(.get, "/v1/declarations?partnerId=\(id)&count=true&limit=1\(query)")
            .json["total"].number
    }

    /// What the ledger has for the partner in a year.
    func ledgerCents(in year: Int = 2025) async throws -> Int? {
        let ledger = try await api.send(.get, "/v1/ledger/\(year)")
        return ledger.json["partners"].elements
            .first { $0["partnerId"].identifier == id }?["cents"].number
    }
}

extension TestAPI {
    /// Makes a match with a partner.
    func makeMatch(
        with partner: Identifier,
        product: String = "JB-04",
        caseReference: String = "case-1",
        tent: Identifier? = nil
    ) async throws -> Identifier {
        let tentId = tent.map { "\"\($0)\"" } ?? "null"
        return try await send(
            .post,
            "/v1/matches",
            json: """
                {"caseReference": "\(caseReference)", "partnerId": "\(partner)",
                 "professional": "S. de Vries", "productCode": "\(product)", "tentId": \(tentId),
                 "agreed": {"family": "2024-12-02", "coach": "2024-12-03",
                            "professional": "2024-12-04"}}
                """
        ).madeIdentifier
    }
}

extension Response {
    /// What a declaration was answered in one: whether it is accepted, then all codes.
    var verdict: String {
        guard status == 201 else { return summary }
        let answer = json["answer"]
        let parts = answer["products"].elements + answer["lines"].elements
        let codes = answer["codes"].texts + parts.flatMap { $0["codes"].texts }
        return ([json["accepted"].boolean == true ? "accepted" : "refused"] + codes)
            .joined(separator: " ")
    }
}
