import HTTP
@testable import Partnership
import Postgres
import TestSupport

/// Development tables, reviews and recovery terms for tests.
struct RoundTable: Sendable {
    let api: TestAPI

    init(_ api: TestAPI) {
        self.api = api
    }

    /// Stops the calendar in this test's own database.
    func stopCalendar(on day: Day) throws {
        try api.database.connection().run(
            script: """
                create or replace function today() returns date
                language sql stable parallel safe
                as $$ select date '\(day)' $$
                """
        )
    }

    static func text(_ kind: String, _ day: String) -> String {
        #"{"kind": "\#(kind)", "heldOn": "\#(day)", "topic": "Wachttijden"}"#
    }

    func plan(_ kind: String, _ day: String) async throws -> Response {
        try await api.send(.post, "/v1/tables", json: Self.text(kind, day))
    }

    @discardableResult
    func take(_ step: String, of path: String, on day: String) async throws -> Response {
        try await api.send(
            .put,
            "\(path)/steps/\(step)",
            json: #"{"takenOn": "\#(day)", "documentReference": "SOJ 2025-011"}"#,
            headers: ["If-None-Match": "*"]
        )
    }

    /// The path of a table brought to a state, held on 2025-05-19.
    func table(in state: DevelopmentTable.State, kind: String = "board") async throws -> String {
        let path = "/v1/tables/\(try await plan(kind, "2025-05-19").madeIdentifier)"
        switch state {
        case .planned: break
        case .announced: try await take("announcement", of: path, on: "2025-05-01")
        case .held:
            try await take("announcement", of: path, on: "2025-05-01")
            try await take("report", of: path, on: "2025-05-20")
        case .cancelled: try await take("cancellation", of: path, on: "2025-05-01")
        }
        return path
    }

    /// The figures of a provider, cents and clients of each year.
    static func figures(_ number: String, _ years: [(Int, Int, Int)]) -> String {
        let years = years.map {
            #"{"year": \#($0.0), "revenueCents": \#($0.1), "clients": \#($0.2)}"#
        }
        return """
            {"kvkNumber": "\(number)", "name": "De Es \(number)",
             "years": [\(years.joined(separator: ", "))]}
            """
    }

    static func review(
        on day: String = "2025-03-03",
        _ years: [Int] = [2023, 2024],
        figures: [String]? = nil
    ) -> String {
        let figures =
            figures
            ?? [Self.figures("00000001", years.map { ($0, 50_000_000, 151) })]
        return """
            {"reviewedOn": "\(day)", "referenceYears": \(years),
             "figures": [\(figures.joined(separator: ", "))], "decisionReference": "SOJ 2025-014"}
            """
    }

    static func term(
        _ holder: String = #""kvkNumber": "00000001""#,
        goal: String = "Wachttijd",
        until endsOn: String = "2025-06-30"
    ) -> String {
        """
        {\(holder), "goal": "\(goal)", "startsOn": "2025-01-01", "endsOn": "\(endsOn)",
         "documentReference": "SOJ 2024-077"}
        """
    }

    @discardableResult
    func assess(_ path: String, _ outcome: String, on day: String) async throws -> Response {
        try await api.send(
            .put,
            "\(path)/outcome",
            json: """
                {"outcome": "\(outcome)", "assessedOn": "\(day)",
                 "documentReference": "SOJ 2025-041"}
                """,
            headers: ["If-None-Match": "*"]
        )
    }

    /// The path of a term brought to a state.
    func term(in state: RecoveryTerm.State) async throws -> String {
        let made = try await api.send(
            .post,
            "/v1/recovery-terms",
            json: Self.term(#""kvkNumber": "\#(api.nextNumber())""#)
        )
        let path = "/v1/recovery-terms/\(try made.madeIdentifier)"
        if state != .running { try await assess(path, state.rawValue, on: "2025-06-30") }
        return path
    }
}
