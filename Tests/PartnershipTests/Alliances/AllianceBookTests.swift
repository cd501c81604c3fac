import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Alliances` {
    private static let path = "/v1/alliances"

    private static func providers(_ numbers: [String]) -> String {
        let texts = numbers.map { #"{"kvkNumber": "\#($0)", "name": "Aanbieder \#($0)"}"# }
        return "[" + texts.joined(separator: ", ") + "]"
    }

    /// - Parameter hashes: the digit of which each contract's hash consists.
    private static func text(
        core: [String],
        subcontractors: [String] = [],
        hashes: String = "abc",
        kinds: [String] = ["continuity", "development", "governance"]
    ) -> String {
        let contracts = zip(kinds, hashes).map { kind, digit in
            let hash = String(repeating: digit, count: 64)
            return #"{"kind": "\#(kind)", "sha256": "\#(hash)", "documentReference": "LIM-1"}"#
        }
        return """
            {"name": "Noord", "region": "Noord- en Midden-Limburg",
             "coreProviders": \(providers(core)), "subcontractors": \(providers(subcontractors)),
             "contracts": [\(contracts.joined(separator: ", "))], "startsOn": "2025-01-01"}
            """
    }

    private static func form(_ api: TestAPI, _ body: String) async throws -> String {
        let made = try await api.send(.post, path, json: body)
        return "\(path)/\(try made.madeIdentifier)"
    }

    @discardableResult
    private static func dissolve(
        _ api: TestAPI,
        _ path: String,
        on day: String = "2025-07-01"
    ) async throws -> Response {
        try await api.send(
            .put,
            path + "/dissolution",
            json: #"{"dissolvedOn": "\#(day)", "documentReference": "LIM-9"}"#,
            headers: ["If-None-Match": "*"]
        )
    }

    private static func change(
        _ api: TestAPI,
        _ path: String,
        _ body: String,
        tag: String = "*"
    ) async throws -> Response {
        try await api.send(.patch, path, json: body, headers: ["If-Match": tag])
    }

    @Test func `read as they were formed`() async throws {
        try await withAPI { api in
            let body = Self.text(core: ["00000001", "00000002"], subcontractors: ["00000009"])
            let made = try await api.send(.post, Self.path, json: body)
            #expect(
                made.json.names == [
                    "id", "name", "region", "coreProviders", "subcontractors", "contracts",
                    "startsOn", "state", "dissolvedOn", "createdAt", "version",
                ]
            )
            let core = made.json["coreProviders"].elements.map { $0["kvkNumber"].text }
            #expect(core == ["00000001", "00000002"])
            #expect(made.json["subcontractors"][0]["name"].text == "Aanbieder 00000009")
            let kinds = made.json["contracts"].elements.map { $0["kind"].text }
            #expect(kinds == ["continuity", "development", "governance"])
            #expect(made.json["state"].text == "active")
            let read = try await api.send(
                .get,
                "\(Self.path)/\(made.madeIdentifier)",
                as: .role(.frontend)
            )
            #expect(read.body == made.body)
            let list = try await api.send(.get, Self.path + "?count=true")
            #expect(list.json["total"].number == 1)
            #expect(list.json["items"][0].description == made.json.description)
        }
    }

    @Test func `keep to the table of their commands`() async throws {
        try await withAPI { api in
            let play = LifecyclePlay<Alliance.State>(api: api) { state in
                let path = try await Self.form(api, Self.text(core: ["\(api.nextNumber())"]))
                if state == .dissolved { try await Self.dissolve(api, path) }
                return path
            } send: { command, path in
                switch command {
                case .changeProviders:
                    let body = #"{"subcontractors": \#(Self.providers(["00000009"]))}"#
                    return try await Self.change(api, path, body)
                // Another dissolution than one that was recorded, which would be answered again.
                case .dissolve: return try await Self.dissolve(api, path, on: "2025-07-02")
                }
            }
            try await play.everyCommand()
        }
    }

    @Test func `that come at once are four, and a dissolved one leaves its place`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await withThrowingTaskGroup(of: Response.self) { group in
                _ = try await api.send(.get, Self.path)
                for number in 0..<64 {
                    group.addTask {
                        let body = Self.text(core: ["\(20_000_000 + number)"])
                        return try await api.send(.post, Self.path, json: body, loop: number)
                    }
                }
                return try await group.reduce(into: [Response]()) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 4)
            #expect(answers.count { $0.summary == "409 alliance.too-many" } == 60)
            let one = try #require(answers.first { $0.status == 201 }).madeIdentifier
            let fifth = Self.text(core: ["00000001"])
            #expect(try await api.send(.post, Self.path, json: fifth).status == 409)
            #expect(try await Self.dissolve(api, "\(Self.path)/\(one)").status == 201)
            #expect(try await api.send(.post, Self.path, json: fifth).status == 201)
            #expect(try await api.send(.post, Self.path, json: fifth).status == 409)
        }
    }

    @Test func `have a core provider alone, also of many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(
                64,
                .post,
                Self.path,
                json: Self.text(core: ["00000001"])
            )
            #expect(answers.count { $0.status == 201 } == 1)
            let refused = answers.filter { $0.summary == "409 alliance.core-elsewhere" }
            #expect(refused.count == 63)
            for answer in refused {
                #expect(answer.json["detail"].text?.contains("00000001") == true)
                #expect(answer.json["grounds"][0]["source"].text == "LIM")
            }
            // Whoever is core provider here may work for another, and be core there afterwards.
            let body = Self.text(core: ["00000002"], subcontractors: ["00000001"])
            let other = try await Self.form(api, body)
            let change = #"{"coreProviders": \#(Self.providers(["00000001"]))}"#
            let twice = try await Self.change(api, other, change)
            #expect(twice.summary == "409 alliance.provider-twice")
            let swap = #"""
                {"coreProviders": \#(Self.providers(["00000001"])), "subcontractors": []}
                """#
            let early = try await Self.change(api, other, swap)
            #expect(early.summary == "409 alliance.core-elsewhere")
            let first = try #require(answers.first { $0.status == 201 }).madeIdentifier
            try await Self.dissolve(api, "\(Self.path)/\(first)")
            #expect(try await Self.change(api, other, swap).status == 200)
        }
    }

    @Test(arguments: [
        ("bbc", "continuity"), ("acc", "development"), ("abd", "governance"),
    ])
    func `have contracts of the same text`(hashes: String, kind: String) async throws {
        try await withAPI { api in
            let first = try await Self.form(api, Self.text(core: ["00000001"]))
            let other = Self.text(core: ["00000002"], hashes: hashes)
            let answer = try await api.send(.post, Self.path, json: other)
            #expect(answer.summary == "409 alliance.contract-differs")
            #expect(answer.json["detail"].text?.contains(kind) == true)
            #expect(answer.json["grounds"][0]["source"].text == "LIM")
            let same = Self.text(core: ["00000002"])
            let second = try await Self.form(api, same)
            // A text may be another when no alliance has the old one.
            try await Self.dissolve(api, first)
            #expect(try await api.send(.post, Self.path, json: other).status == 409)
            try await Self.dissolve(api, second)
            #expect(try await api.send(.post, Self.path, json: other).status == 201)
        }
    }

    @Test func `change their providers for who read them last`() async throws {
        try await withAPI { api in
            let path = try await Self.form(
                api,
                Self.text(core: ["00000001", "00000002"], subcontractors: ["00000009"])
            )
            let read = try await api.send(.get, path)
            let tag = try #require(read.headers["etag"])
            let body = #"{"coreProviders": \#(Self.providers(["00000003", "00000001"]))}"#
            let changed = try await Self.change(api, path, body, tag: tag)
            #expect(changed.status == 200)
            let core = changed.json["coreProviders"].elements.map { $0["kvkNumber"].text }
            #expect(core == ["00000003", "00000001"])
            #expect(changed.json["subcontractors"].count == 1)
            #expect(changed.json["version"].number == 2)
            #expect(try await Self.change(api, path, body, tag: tag).status == 412)
            let same = try await Self.change(api, path, body)
            #expect(same.status == 200 && same.body == changed.body)
            #expect(try await Self.change(api, path, "{}").body == changed.body)
            // The provider that left may be core provider elsewhere.
            _ = try await Self.form(api, Self.text(core: ["00000002"]))
        }
    }

    @Test func `are dissolved once, by the calendar`() async throws {
        try await withAPI { api in
            try RoundTable(api).stopCalendar(on: "2025-07-01")
            let path = try await Self.form(api, Self.text(core: ["00000001"]))
            #expect(try await api.send(.get, path + "/dissolution").status == 404)
            for (day, summary) in [
                ("2024-12-31", "409 alliance.not-started"),
                ("2025-07-02", "409 alliance.dated-ahead"),
            ] {
                #expect(try await Self.dissolve(api, path, on: day).summary == summary)
            }
            let made = try await Self.dissolve(api, path)
            #expect(made.status == 201 && made.headers["location"] == path + "/dissolution")
            let again = try await Self.dissolve(api, path)
            #expect(again.status == 200 && again.body == made.body)
            #expect(try await api.send(.get, path + "/dissolution").body == made.body)
            let other = try await Self.dissolve(api, path, on: "2025-06-30")
            #expect(other.summary == "409 alliance.dissolved")
            let read = try await api.send(.get, path)
            #expect(read.json["dissolvedOn"].text == "2025-07-01")
            #expect(read.json["coreProviders"].count == 1)
        }
    }

    @Test(arguments: [
        (text(core: []), ["/coreProviders length"]),
        (text(core: (0...10).map { "\(20_000_000 + $0)" }), ["/coreProviders length"]),
        (text(core: ["00000001", "00000001"]), ["/coreProviders/1/kvkNumber format"]),
        (text(core: ["00000001"], subcontractors: ["00000001"]), ["/subcontractors format"]),
        (text(core: ["00000001"], hashes: "ab"), ["/contracts length"]),
        (text(core: ["00000001"], hashes: "abg"), ["/contracts/2/sha256 format"]),
        (text(core: ["00000001"], hashes: "abC"), ["/contracts/2/sha256 format"]),
        (
            text(core: ["00000001"], kinds: ["continuity", "governance", "governance"]),
            ["/contracts/2/kind format"]
        ),
        (
            text(core: ["00000001"], kinds: ["continuity", "money", "governance"]),
            ["/contracts/1/kind enum"]
        ),
    ])
    func `are refused when they are wrong in themselves`(
        body: String,
        places: [String]
    ) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.post, Self.path, json: body)
            #expect(answer.status == 400 && answer.places == places)
        }
    }
}
