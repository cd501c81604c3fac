import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Open-house windows` {
    private static let path = "/v1/open-house-windows"

    @Test func `read as they were made, the same for everybody`() async throws {
        try await withAPI { api in
            let made = try await House(api).announce("2199-01-01T08:00:00Z", "2199-01-15T16:00:00Z")
            #expect(made.status == 201)
            let id = try made.madeIdentifier
            #expect(made.headers["location"] == "\(Self.path)/\(id)")
            #expect(
                made.json.names == [
                    "id", "opensAt", "closesAt", "criteria", "decisionReference", "state",
                    "signals", "createdAt", "version",
                ]
            )
            #expect(made.json["opensAt"].text == "2199-01-01T08:00:00.000000Z")
            #expect(
                made.json["criteria"].elements.map { $0["code"].text } == ["METHOD", "QUALITY"]
            )
            #expect(made.json["criteria"][1]["text"].text == "Heeft een keurmerk.")
            #expect(made.json["state"].text == "announced")
            for sender in [TestAPI.Sender.nobody, .role(.frontend)] {
                let read = try await api.send(.get, "\(Self.path)/\(id)", as: sender)
                #expect(read.body == made.body)
                #expect(read.headers["etag"] == made.headers["etag"])
                let list = try await api.send(.get, Self.path, as: sender)
                #expect(list.json["items"][0].description == made.json.description)
            }
        }
    }

    @Test func `are listed page by page`() async throws {
        try await withAPI { api in
            for year in 2190...2192 {
                _ = try await House(api)
                    .announce("\(year)-01-01T00:00:00Z", "\(year)-02-01T00:00:00Z")
            }
            var next: String? = "\(Self.path)?limit=2&count=true"
            var found: [String] = []
            while let path = next {
                let page = try await api.send(.get, path, as: .nobody)
                #expect(page.json["total"].number == 3)
                found += page.json["items"].elements.compactMap { $0["opensAt"].text }
                next = page.json["next"].text
            }
            #expect(found.map { $0.prefix(4) } == ["2190", "2191", "2192"])
        }
    }

    @Test(arguments: [
        ("2026-02-02T07:59:59.999999Z", "announced"), ("2026-02-02T08:00:00Z", "open"),
        ("2026-02-27T15:59:59.999999Z", "open"), ("2026-02-27T16:00:00Z", "closed"),
    ])
    func `stand where the clock of the database says`(moment: String, state: String) async throws {
        try await withAPI { api in
            let house = House(api)
            try house.stopClock(at: moment)
            let made = try await house.announce("2026-02-02T08:00:00Z", "2026-02-27T16:00:00Z")
            #expect(made.json["state"].text == state)
            let read = try await api.send(.get, "\(Self.path)/\(made.madeIdentifier)")
            #expect(read.json["state"].text == state)
            let list = try await api.send(.get, Self.path)
            #expect(list.json["items"][0]["state"].text == state)
        }
    }

    /// Eight weeks by the calendar of the Netherlands, also when the clocks change within.
    @Test(arguments: [
        ("2026-01-05T08:00:00Z", "2026-03-02T08:00:00Z", false),
        ("2026-01-05T08:00:00Z", "2026-03-02T08:00:00.000001Z", true),
        ("2026-03-02T08:00:00Z", "2026-04-27T07:00:00Z", false),
        ("2026-03-02T08:00:00Z", "2026-04-27T07:00:00.000001Z", true),
        ("2026-09-07T07:00:00Z", "2026-11-02T08:00:00Z", false),
        ("2026-09-07T07:00:00Z", "2026-11-02T08:00:00.000001Z", true),
    ])
    func `carry a signal when they are longer than eight weeks`(
        opensAt: String,
        closesAt: String,
        isLong: Bool
    ) async throws {
        try await withAPI { api in
            let made = try await House(api).announce(opensAt, closesAt)
            #expect(made.status == 201)
            let codes = made.json["signals"].elements.compactMap { $0["code"].text }
            #expect(codes == (isLong ? ["open-house-window.long"] : []))
        }
    }

    @Test func `do not overlap, and name the one that is in the way`() async throws {
        try await withAPI { api in
            let house = House(api)
            let first = try await house.announce("2190-02-01T00:00:00Z", "2190-03-01T00:00:00Z")
            let id = try first.madeIdentifier
            for (from, until) in [
                ("2190-01-01T00:00:00Z", "2190-02-01T00:00:00.000001Z"),
                ("2190-02-28T23:59:59.999999Z", "2190-04-01T00:00:00Z"),
                ("2190-02-10T00:00:00Z", "2190-02-11T00:00:00Z"),
            ] {
                let answer = try await house.announce(from, until)
                #expect(answer.summary == "409 open-house-window.overlaps")
                #expect(answer.json["detail"].text?.contains("\(id)") == true)
                #expect(answer.json["grounds"][0]["article"].text == "2.2")
            }
            for (from, until) in [
                ("2190-01-01T00:00:00Z", "2190-02-01T00:00:00Z"),
                ("2190-03-01T00:00:00Z", "2190-04-01T00:00:00Z"),
            ] {
                #expect(try await house.announce(from, until).status == 201)
            }
            let list = try await api.send(.get, Self.path + "?count=true")
            #expect(list.json["total"].number == 3)
        }
    }

    @Test func `that overlap and come at once are one`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(
                64,
                .post,
                Self.path,
                json: House.text("2190-01-01T00:00:00Z", "2190-02-01T00:00:00Z")
            )
            #expect(answers.count { $0.status == 201 } == 1)
            let made = try #require(answers.first { $0.status == 201 }).madeIdentifier
            for answer in answers where answer.status != 201 {
                #expect(answer.summary == "409 open-house-window.overlaps")
                #expect(answer.json["detail"].text?.contains("\(made)") == true)
            }
        }
    }

    @Test func `that come twice with one idempotency key are one`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(
                16,
                .post,
                Self.path,
                json: House.text("2190-01-01T00:00:00Z", "2190-02-01T00:00:00Z"),
                headers: ["Idempotency-Key": "window-1"]
            )
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 })
        }
    }

    @Test(arguments: [
        (#""opensAt": "2190-02-01""#, "/opensAt format"),
        (#""closesAt": "2190-01-01T00:00:00Z""#, "/closesAt range"),
        (#""closesAt": "2189-01-01T00:00:00Z""#, "/closesAt range"),
        (#""criteria": []"#, "/criteria length"),
        (#""criteria": [{"code": "A B", "text": "x"}]"#, "/criteria/0/code format"),
        (#""criteria": [{"code": "A", "text": " "}]"#, "/criteria/0/text format"),
        (
            #""criteria": [{"code": "A", "text": "x"}, {"code": "A", "text": "y"}]"#,
            "/criteria/1/code format"
        ),
        (#""decisionReference": null"#, "/decisionReference type"),
        (#""state": "open""#, "/state unknown-member"),
    ])
    func `are refused when they are wrong in themselves`(
        member: String,
        place: String
    ) async throws {
        try await withSharedAPI { api in
            let name = member.prefix { $0 != ":" }
            let others = [
                #""opensAt": "2190-01-01T00:00:00Z""#, #""closesAt": "2190-02-01T00:00:00Z""#,
                #""criteria": [{"code": "A", "text": "x"}]"#, #""decisionReference": "B&W""#,
            ].filter { !$0.hasPrefix(name) }
            let body = "{" + (others + [member]).joined(separator: ", ") + "}"
            let answer = try await api.send(.post, Self.path, json: body)
            #expect(answer.status == 400)
            #expect(answer.places == [place])
        }
    }
}
