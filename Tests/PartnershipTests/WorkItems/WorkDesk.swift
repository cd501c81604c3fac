import HTTP
@testable import Partnership
import Postgres
import TestSupport

/// The back office on a Thursday, with a partner whose allocations were announced long before.
struct WorkDesk: Sendable {
    let api: TestAPI
    let wilg: Declarant

    static let path = "/v1/work-items"
    /// After it come a working day, a weekend and Liberation Day.
    static let today: Day = "2025-05-01"

    init(_ api: TestAPI) async throws {
        self.api = api
        try Self.run(api, "alter table allocation alter created_at set default '2025-01-02'")
        try Self.stopDay(api, at: Self.today)
        wilg = try await Declarant(api)
    }

    /// Makes it a day in this test's own database.
    func stopDay(at day: Day) throws {
        try Self.stopDay(api, at: day)
    }

    func run(_ script: String) throws {
        try Self.run(api, script)
    }

    private static func stopDay(_ api: TestAPI, at day: Day) throws {
        try run(
            api,
            """
            create or replace function today() returns date
            language sql stable parallel safe
            as $$ select date '\(day)' $$
            """
        )
    }

    private static func run(_ api: TestAPI, _ script: String) throws {
        try api.database.connection().run(script: script)
    }

    /// A start that was reported too late, which is an item.
    func startLate() async throws -> Declarant.Care {
        let care = try await wilg.allocate()
        let answer = try await wilg.declare(.start("S\(care.number)", of: care.number))
        guard answer.verdict == "accepted" else { throw TestProblem(answer.text) }
        return care
    }

    /// The items, in the order in which they came up.
    func items(
        _ query: String = "",
        as sender: TestAPI.Sender = .role(.municipality)
    ) async throws -> [TestJSON] {
        try await api.send(.get, Self.path + query, as: sender).json["items"].elements
    }

    /// Kinds, days and times of the items of one allocation, as `start-late 2025-04-03 x1`.
    func summaries(of care: Declarant.Care) async throws -> [String] {
        try await items("?limit=200").filter { $0["allocationNumber"].number == care.number }
            .map { item in
                let days = [item["period"]["from"].text, item["period"]["until"].text]
                    .compactMap(\.self)
                let period = Set(days).count == 1 ? days[0] : days.joined(separator: "/")
                return "\(item["kind"].text ?? "?") \(period) x\(item["times"].number ?? 0)"
            }
            .sorted()
    }

    @discardableResult
    func resolve(
        _ id: Identifier,
        _ body: String = resolution(),
        as sender: TestAPI.Sender = .role(.municipality),
        headers: Headers = ["If-None-Match": "*"],
        loop: Int = 0
    ) async throws -> Response {
        try await api.send(
            .put,
            "\(Self.path)/\(id)/resolution",
            as: sender,
            json: body,
            headers: headers,
            loop: loop
        )
    }

    static func resolution(
        _ outcome: String = "explained",
        on day: Day = today,
        reference: String? = nil
    ) -> String {
        let reference = reference.map { ", \"documentReference\": \"\($0)\"" } ?? ""
        return "{\"resolvedOn\": \"\(day)\", \"outcome\": \"\(outcome)\"\(reference)}"
    }
}
