import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

/// A line of the ledger as tests write it.
struct BookLine: Sendable {
    var year: Int
    /// As `2024-03`; nil where only the year is known.
    var month: String?
    var pillar: Pillar = .youth
    var partnerId: Identifier?
    var productCode: String?
    var cents: Int

    var entry: LedgerEntry {
        LedgerEntry(
            id: Identifier(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)),
            year: year,
            month: month.flatMap { Month($0) },
            pillar: pillar,
            partnerId: partnerId,
            productCode: productCode,
            cents: cents,
            ground: .historic(source: "KA 2.2.1")
        )
    }
}

extension BlockingConnection {
    /// What PostgreSQL says against a script, which leaves nothing open, or `none`.
    func refusal(of script: String) -> String {
        do {
            try run(script: script)
            return "none"
        } catch {
            let words = error.description
            do { try run(script: "rollback") } catch { Issue.record(error) }
            return words
        }
    }
}

extension TestAPI {
    /// Enters lines into the ledger in one transaction.
    func enter(_ lines: [BookLine]) async throws {
        try await withSession(database.serviceSettings, statements: API.statements) { session in
            try await session.transaction { transaction in
                _ = try await transaction.finish(LedgerEntry.calls(entering: lines.map(\.entry)))
            }
        }
    }

    /// The ledger of a year as finance reads it.
    func ledger(_ target: String, accept: String? = nil) async throws -> Response {
        var headers: Headers = [:]
        if let accept { headers.append("Accept", accept) }
        return try await send(.get, "/v1/ledger/\(target)", as: .role(.finance), headers: headers)
    }

    /// Puts a travel budget of one line.
    @discardableResult
    func putTravelBudget(
        _ year: Int,
        budgetCents: Int,
        remainderCents: Int
    ) async throws -> Response {
        let answer = try await send(
            .put,
            "/v1/travel-budgets/\(year)",
            as: .role(.finance),
            json: """
                {"budgetCents": \(budgetCents), "remainderPreviousYearCents": \(remainderCents),
                 "lines": [{"name": "all of it", "cents": \(budgetCents)}]}
                """,
            headers: ["If-None-Match": "*"]
        )
        #expect(answer.status == 201)
        return answer
    }
}

extension TestJSON {
    /// The sum of a member over a list.
    func sum(_ name: String) -> Int {
        elements.reduce(0) { $0 + ($1[name].number ?? 0) }
    }

    /// The numbers of a member over a list.
    func numbers(_ name: String) -> [Int?] { elements.map { $0[name].number } }

    /// The texts of a member over a list; nil for null.
    func texts(_ name: String) -> [String?] { elements.map { $0[name].text } }
}
