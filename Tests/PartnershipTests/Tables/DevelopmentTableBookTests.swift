import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Development tables` {
    @Test func `read as they were planned, by who may read`() async throws {
        try await withSharedAPI { api in
            let made = try await RoundTable(api).plan("board", "2031-05-19")
            let path = "/v1/tables/\(try made.madeIdentifier)"
            #expect(made.headers["location"] == path)
            #expect(
                made.json.names == [
                    "id", "kind", "heldOn", "topic", "monitoring", "state", "createdAt", "version",
                ]
            )
            #expect(made.json["monitoring"].isNull)
            let read = try await api.send(.get, path, as: .role(.frontend))
            #expect(read.body == made.body)
        }
    }

    @Test func `are listed by year, page by page`() async throws {
        try await withAPI { api in
            let tables = RoundTable(api)
            for day in ["2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01"] {
                _ = try await tables.plan("board", day)
            }
            let first = try await api.send(.get, "/v1/tables?year=2025&limit=1&count=true")
            #expect(first.json["total"].number == 2)
            #expect(first.json["items"][0]["heldOn"].text == "2025-01-01")
            let next = try #require(first.json["next"].text)
            let second = try await api.send(.get, next)
            #expect(second.json["items"][0]["heldOn"].text == "2025-12-31")
            #expect(second.json["next"].isNull)
            for year in ["2014", "2200", "soon"] {
                let answer = try await api.send(.get, "/v1/tables?year=\(year)")
                #expect(answer.places == ["year format"])
            }
        }
    }

    @Test func `keep to the table of their commands`() async throws {
        try await withAPI { api in
            let tables = RoundTable(api)
            let play = LifecyclePlay<DevelopmentTable.State>(api: api) { state in
                try await tables.table(in: state)
            } send: { command, path in
                // Another step than one that was taken, which would be answered again.
                let day = command == .report ? "2025-06-02" : "2025-05-02"
                return try await tables.take(command.rawValue, of: path, on: day)
            }
            try await play.everyCommand()
        }
    }

    @Test func `take each step once: the same again is the same, another is refused`() async throws
    {
        try await withSharedAPI { api in
            let tables = RoundTable(api)
            let path = try await tables.table(in: .planned)
            #expect(try await api.send(.get, path + "/steps/announcement").status == 404)
            let taken = try await tables.take("announcement", of: path, on: "2025-05-01")
            #expect(taken.status == 201)
            #expect(taken.headers["location"] == path + "/steps/announcement")
            let again = try await tables.take("announcement", of: path, on: "2025-05-01")
            #expect(again.status == 200 && again.body == taken.body)
            #expect(try await api.send(.get, path + "/steps/announcement").body == taken.body)
            let other = try await tables.take("announcement", of: path, on: "2025-05-02")
            #expect(other.summary == "409 table.step-not-possible")
            #expect(other.json["grounds"][0]["article"].text == "3.2")
            #expect(try await tables.take("opening", of: path, on: "2025-05-02").status == 404)
        }
    }

    @Test(arguments: [
        ("announcement", "2025-05-20", "409 table.step-out-of-order"),
        ("announcement", "2025-05-19", "201"),
        ("cancellation", "2025-06-02", "409 table.dated-ahead"),
        ("cancellation", "2025-06-01", "201"),
    ])
    func `take a step of a day that fits`(step: String, day: String, summary: String) async throws {
        try await withAPI { api in
            let tables = RoundTable(api)
            try tables.stopCalendar(on: "2025-06-01")
            let path = try await tables.table(in: .planned)
            let answer = try await tables.take(step, of: path, on: day)
            #expect(answer.summary == summary)
            let state = try await api.send(.get, path).json["state"].text
            #expect((state == "planned") == (summary != "201"))
        }
    }

    @Test func `are physical once in a quarter, and a cancelled one makes room`() async throws {
        try await withAPI { api in
            let tables = RoundTable(api)
            let path = try await tables.table(in: .planned, kind: "physical")
            for day in ["2025-04-01", "2025-06-30"] {
                let answer = try await tables.plan("physical", day)
                #expect(answer.summary == "409 table.quarter-taken")
                #expect(answer.json["grounds"][0]["source"].text == "ZHZ")
            }
            for day in ["2025-03-31", "2025-07-01", "2024-05-19"] {
                #expect(try await tables.plan("physical", day).status == 201)
            }
            #expect(try await tables.plan("board", "2025-05-19").status == 201)
            try await tables.take("cancellation", of: path, on: "2025-05-01")
            #expect(try await tables.plan("physical", "2025-06-30").status == 201)
        }
    }

    @Test func `that are physical and come at once in a quarter are one`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(
                64,
                .post,
                "/v1/tables",
                json: RoundTable.text("physical", "2025-05-19")
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 table.quarter-taken" } == 63)
        }
    }

    @Test func `are counted against the norm of their year`() async throws {
        try await withAPI { api in
            let tables = RoundTable(api)
            _ = try await tables.table(in: .held, kind: "physical")
            let winter = try await tables.plan("physical", "2025-11-01").madeIdentifier
            _ = try await tables.table(in: .held)
            _ = try await tables.table(in: .cancelled)
            var year = try await api.send(.get, "/v1/table-years/2025").json
            let quarters = year["physical"].elements
            let states = quarters.map { $0["state"].text }
            let monitoring = quarters.map { $0["monitoring"].text }
            #expect(states == ["missing", "met", "missing", "planned"])
            #expect(monitoring == [nil, "half-year", nil, "year"])
            #expect(quarters[3]["tableId"].identifier == winter)
            #expect(year["board"]["state"].text == "missing")
            _ = try await tables.plan("board", "2025-12-01")
            year = try await api.send(.get, "/v1/table-years/2025").json
            #expect(year["board"]["state"].text == "planned")
            #expect(year["board"]["held"].number == 1 && year["board"]["planned"].number == 1)
            #expect(year["state"].text == "missing")
            #expect(year["grounds"].elements.map { $0["article"].text } == ["3.3", "3.4"])
            #expect(try await api.send(.get, "/v1/table-years/2014").status == 404)
        }
    }

    @Test(arguments: [
        (#"{"kind": "round", "heldOn": "2025-05-19", "topic": "x"}"#, "/kind enum"),
        (#"{"kind": "board", "heldOn": "2014-12-31", "topic": "x"}"#, "/heldOn range"),
        (#"{"kind": "board", "heldOn": "2025-02-29", "topic": "x"}"#, "/heldOn format"),
        (#"{"kind": "board", "heldOn": "2025-05-19", "topic": ""}"#, "/topic length"),
        (
            #"{"kind": "board", "heldOn": "2025-05-19", "topic": "x", "state": "held"}"#,
            "/state unknown-member"
        ),
    ])
    func `are refused when they are wrong in themselves`(body: String, place: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.post, "/v1/tables", json: body)
            #expect(answer.status == 400 && answer.places == [place])
        }
    }
}
