import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A travel budget that is put` {
    /// The budget of 2024 as it was published, KA 2.4.
    static let published = """
        {"source": "KA 2.4", "year": 2024, "budgetCents": 10000000,
         "remainderPreviousYearCents": 3000000, "contributionCents": 7000000,
         "municipalityCents": 3500000, "partnersCents": 3500000, "baseYear": 2023,
         "lines": [
            {"name": "tent compensation", "cents": 3000000,
             "note": "25 meetings x 15 weighted hours x EUR 80"},
            {"name": "meetings", "cents": 1000000}, {"name": "monitoring", "cents": 1000000},
            {"name": "communication", "cents": 1000000},
            {"name": "process guidance", "cents": 4000000}]}
        """

    static let least = """
        {"budgetCents": 101, "remainderPreviousYearCents": 0,
         "lines": [{"name": "meetings", "cents": 101}]}
        """

    private func put(
        _ json: String,
        _ headers: Headers = ["If-None-Match": "*"],
        year: String = "2024",
        as sender: TestAPI.Sender = .role(.finance),
        in api: TestAPI
    ) async throws -> Response {
        let path = "/v1/travel-budgets/\(year)"
        return try await api.send(.put, path, as: sender, json: json, headers: headers)
    }

    private func read(_ api: TestAPI, _ headers: Headers = [:]) async throws -> Response {
        try await api.send(.get, "/v1/travel-budgets/2024", headers: headers)
    }

    @Test func `is established as it was published, and read back the same`() async throws {
        try await withAPI { api in
            #expect(try await read(api).summary == "404 resource.not-found")
            let made = try await put(Self.published, in: api)
            #expect(made.status == 201)
            #expect(made.headers["location"] == "/v1/travel-budgets/2024")
            let answer = try await read(api)
            #expect(answer.status == 200)
            #expect(answer.body == made.body)
            #expect(answer.headers["etag"] == made.headers["etag"])
            #expect(
                answer.json.names == [
                    "source", "year", "budgetCents", "remainderPreviousYearCents",
                    "contributionCents", "municipalityCents", "partnersCents", "baseYear",
                    "lines", "grounds", "otherReadings", "createdAt", "version",
                ]
            )
            #expect(answer.json["source"].text == "KA 2.4")
            #expect(answer.json["contributionCents"].number == 7_000_000)
            #expect(answer.json["municipalityCents"].number == 3_500_000)
            #expect(answer.json["partnersCents"].number == 3_500_000)
            #expect(answer.json["baseYear"].number == 2_023)
            #expect(answer.json["lines"].sum("cents") == 10_000_000)
            #expect(answer.json["lines"][0]["note"].text?.hasPrefix("25 meetings") == true)
            #expect(answer.json["lines"][1]["note"].isNull)
            #expect(answer.json["version"].number == 1)
            #expect(answer.json["otherReadings"].count == 0)
            for figure in ["contributionCents", "municipalityCents", "partnersCents"] {
                #expect(try answer.json.value(of: figure) == answer.json[figure].number)
            }
        }
    }

    @Test func `needs no more than the budget, the remainder and the lines`() async throws {
        try await withAPI { api in
            let made = try await put(Self.least, in: api).json
            #expect(made["source"].isNull)
            #expect(made["year"].number == 2_024)
            #expect(made["contributionCents"].number == 101)
            #expect(made["municipalityCents"].number == 51)
            #expect(made["partnersCents"].number == 50)
            // The odd cent is the municipality's; by the other reading both bear one.
            let other = made["otherReadings"][0]
            #expect(other["policy"].text == "A21" && other["partnersCents"].number == 51)
            #expect(other["municipalityCents"].number == 51)
            let nulls = Self.least.dropLast() + #", "year": null, "baseYear": null}"#
            #expect(try await put(String(nulls), year: "2025", in: api).status == 201)
        }
    }

    @Test func `is changed by who saw it last, and by nobody else`() async throws {
        try await withAPI { api in
            #expect(
                try await put(Self.least, [:], in: api).summary
                    == "428 resource.precondition-required"
            )
            #expect(
                try await put(Self.least, ["If-Match": "\"any\""], in: api).summary
                    == "412 resource.precondition-failed"
            )
            #expect(
                try await put(Self.least, ["If-Match": "*"], in: api).summary
                    == "412 resource.precondition-failed"
            )
            #expect(try await read(api).status == 404)
            let first = try #require(try await put(Self.least, in: api).headers["etag"])
            let again = try await put(Self.published, in: api)
            #expect(again.summary == "412 resource.precondition-failed")
            let without = try await put(Self.published, [:], in: api)
            #expect(without.summary == "428 resource.precondition-required")
            #expect(try await read(api).headers["etag"] == first)
            let changed = try await put(Self.published, ["If-Match": first], in: api)
            #expect(changed.status == 200)
            #expect(changed.json["budgetCents"].number == 10_000_000)
            #expect(changed.json["version"].number == 2)
            #expect(changed.headers["etag"] == (try await read(api).headers["etag"]))
            let stale = try await put(Self.least, ["If-Match": first], in: api)
            #expect(stale.summary == "412 resource.precondition-failed")
            #expect(try await read(api).body == changed.body)
        }
    }

    @Test func `is established once by many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(
                12,
                .put,
                "/v1/travel-budgets/2024",
                json: Self.least,
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.filter { $0.status == 201 }.count == 1)
            let refused = answers.map(\.summary).filter { $0 != "201" }
            #expect(refused == [String](repeating: "412 resource.precondition-failed", count: 11))
            let tag = try #require(try await read(api).headers["etag"])
            let changes = try await api.sendAtOnce(
                12,
                .put,
                "/v1/travel-budgets/2024",
                json: Self.published,
                headers: ["If-Match": tag]
            )
            #expect(changes.filter { $0.status == 200 }.count == 1)
            #expect(try await read(api).json["version"].number == 2)
        }
    }

    @Test(arguments: [
        ("\"contributionCents\": 7000000", "\"contributionCents\": 7000001", "7000001", "7000000"),
        ("\"municipalityCents\": 3500000", "\"municipalityCents\": 3499999", "3499999", "3500000"),
        ("\"partnersCents\": 3500000", "\"partnersCents\": 3500001", "3500001", "3500000"),
        ("\"baseYear\": 2023", "\"baseYear\": 2022", "2022", "2023"),
        ("\"cents\": 4000000", "\"cents\": 4000001", "10000001", "10000000"),
    ])
    func `is refused when a sum differs, with both numbers and the ground`(
        right: String,
        wrong: String,
        given: String,
        computed: String
    ) async throws {
        try await withAPI { api in
            let json = Self.published.split(separator: right, omittingEmptySubsequences: false)
            let answer = try await put(json.joined(separator: wrong), in: api)
            #expect(answer.summary == "409 travel-budget.sum-differs")
            let detail = try #require(answer.json["detail"].text)
            #expect(detail.contains(given) && detail.contains(computed))
            #expect(answer.json["grounds"][0]["source"].text == "KA")
            #expect(answer.json["grounds"][0]["article"].text == "2.4")
            #expect(try await read(api).status == 404)
        }
    }

    @Test(arguments: [
        (
            #"{}"#,
            [
                "/budgetCents required", "/remainderPreviousYearCents required",
                "/lines required",
            ]
        ),
        (
            #"{"year": 2023, "budgetCents": 0, "remainderPreviousYearCents": 0,"#
                + #""lines": [{"name": "x", "cents": 0}]}"#, ["/year range"]
        ),
        (
            #"{"budgetCents": -1, "remainderPreviousYearCents": 1000000000000, "lines": []}"#,
            ["/budgetCents range", "/remainderPreviousYearCents range", "/lines length"]
        ),
        (
            #"{"budgetCents": 1.5, "remainderPreviousYearCents": "1", "lines": {}, "extra": 1}"#,
            [
                "/budgetCents type", "/remainderPreviousYearCents type", "/lines type",
                "/extra unknown-member",
            ]
        ),
        (
            #"{"budgetCents": 1, "remainderPreviousYearCents": 1, "source": "", "lines": "#
                + #"[{"name": "", "cents": -1, "note": 3, "more": 1}, 7]}"#,
            [
                "/source length", "/lines/0/name length", "/lines/0/cents range",
                "/lines/0/note type", "/lines/0/more unknown-member", "/lines/1 type",
            ]
        ),
    ])
    func `is refused for every error at once`(json: String, places: [String]) async throws {
        try await withAPI { api in
            let answer = try await put(json, in: api)
            #expect(answer.summary == "400 request.invalid")
            #expect(answer.places == places)
        }
    }

    private func budget(lineCount: Int) -> String {
        let lines = Array(repeating: #"{"name": "x", "cents": 1}"#, count: lineCount)
        return """
            {"budgetCents": \(lineCount), "remainderPreviousYearCents": 0,
             "lines": [\(lines.joined(separator: ","))]}
            """
    }

    @Test func `has at most a hundred lines`() async throws {
        try await withAPI { api in
            let refused = try await put(budget(lineCount: 101), in: api)
            #expect(refused.places == ["/lines length"])
            #expect(try await put(budget(lineCount: 100), in: api).status == 201)
        }
    }

    @Test func `may cost nothing, and remain larger than the year costs`() async throws {
        try await withAPI { api in
            let json = """
                {"budgetCents": 0, "remainderPreviousYearCents": 999999999999,
                 "lines": [{"name": "nothing", "cents": 0}]}
                """
            let made = try await put(json, in: api).json
            #expect(made["contributionCents"].number == 0)
            #expect(made["municipalityCents"].number == 0)
            #expect(made["partnersCents"].number == 0)
        }
    }

    @Test(arguments: ["2014", "2200", "x"])
    func `is not there for what is no year`(year: String) async throws {
        try await withAPI { api in
            let answer = try await put(Self.least, year: year, in: api)
            #expect(answer.summary == "404 resource.not-found")
        }
    }

    @Test func `is put by the municipality and finance, and read by every partner`() async throws {
        try await withAPI { api in
            let wilg = try await api.makePartner()
            for sender in [TestAPI.Sender.partner(wilg), .role(.auditor), .role(.frontend)] {
                let answer = try await put(Self.least, as: sender, in: api)
                #expect(answer.summary == "403 access.scope-missing")
            }
            #expect(try await put(Self.least, as: .nobody, in: api).status == 401)
            let made = try await put(Self.least, as: .role(.municipality), in: api)
            #expect(made.status == 201)
            let path = "/v1/travel-budgets/2024"
            #expect(try await api.send(.get, path, as: .partner(wilg)).status == 200)
            #expect(try await api.send(.get, path, as: .role(.caseSystem)).status == 403)
        }
    }

    @Test func `is answered with 304 to who has it, and takes JSON alone`() async throws {
        try await withAPI { api in
            let made = try await put(Self.least, in: api)
            let tag = try #require(made.headers["etag"])
            #expect(try await read(api, ["If-None-Match": tag]).status == 304)
            let text = try await put(
                Self.least,
                ["If-Match": tag, "Content-Type": "text/plain"],
                in: api
            )
            #expect(text.summary == "415 request.unsupported-media-type")
        }
    }
}
