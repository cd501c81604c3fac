import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Reviews of the tables` {
    private static let path = "/v1/table-reviews"

    private static let figures = [
        RoundTable.figures("00000001", [(2023, 50_000_000, 150), (2024, 50_000_000, 150)]),
        RoundTable.figures("00000002", [(2023, 49_999_999, 151), (2024, 50_000_000, 151)]),
        RoundTable.figures("00000003", [(2023, 100_000_000, 150), (2024, 99_999_999, 400)]),
        RoundTable.figures("00000004", [(2023, 100_000_000, 151), (2024, 100_000_000, 151)]),
        RoundTable.figures("00000005", [(2023, 1, 4), (2024, 1, 5)]),
    ]

    @Test func `say for each provider at which tables it sits, and why not`() async throws {
        try await withAPI { api in
            let made = try await api.send(
                .post,
                Self.path,
                json: RoundTable.review(figures: Self.figures)
            )
            #expect(made.status == 201)
            let providers = made.json["providers"].elements
            #expect(
                providers.map { $0["tables"].texts } == [
                    ["physical"], [], ["physical"], ["physical", "board"], [],
                ]
            )
            #expect(
                providers[2]["shortfalls"].elements.map(\.description) == [
                    #"{"table":"board","year":2024,"figure":"revenue"}"#
                ]
            )
            #expect(
                providers[0]["otherReadings"].elements.map(\.description) == [
                    #"{"policy":"clients-more-than","tables":[]}"#,
                    #"{"policy":"revenue-or-clients","tables":["physical","board"]}"#,
                ]
            )
            #expect(providers[3]["otherReadings"].count == 0)
            #expect(made.json["grounds"][0]["article"].text == "3.3")
            let read = try await api.send(.get, "\(Self.path)/\(made.madeIdentifier)")
            #expect(read.body == made.body)
        }
    }

    @Test func `never show fewer than five clients, to anyone`() async throws {
        try await withAPI { api in
            let made = try await api.send(
                .post,
                Self.path,
                json: RoundTable.review(figures: Self.figures)
            )
            let path = "\(Self.path)/\(try made.madeIdentifier)"
            for role in [Role.municipality, .frontend, .college, .auditor] {
                let read = try await api.send(.get, path, as: .role(role))
                let years = read.json["providers"][4]["years"]
                #expect(years[0]["clients"].isNull)
                #expect(years[0]["suppressed"].boolean == true)
                #expect(years[1]["clients"].number == 5)
                #expect(years[1]["suppressed"].boolean == false)
            }
        }
    }

    @Test func `are made once in a calendar year, also of many at once`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(
                64,
                .post,
                Self.path,
                json: RoundTable.review()
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 table-review.exists" } == 63)
            let later = RoundTable.review(on: "2025-12-31", [2022, 2023])
            let answer = try await api.send(.post, Self.path, json: later)
            #expect(answer.summary == "409 table-review.exists")
            let before = RoundTable.review(on: "2024-12-31", [2022, 2023])
            #expect(try await api.send(.post, Self.path, json: before).status == 201)
            let list = try await api.send(.get, Self.path + "?limit=1&count=true")
            #expect(list.json["total"].number == 2)
            #expect(list.json["items"][0]["providerCount"].number == 1)
            #expect(!list.json["items"][0]["providers"].isThere)
            let next = try #require(list.json["next"].text)
            #expect(try await api.send(.get, next).json["items"].count == 1)
        }
    }

    @Test(arguments: [
        ("2024-12-31", [2023, 2024], "409 table-review.year-not-closed"),
        ("2025-03-03", [2022, 2024], "409 table-review.years-not-in-a-row"),
        ("2025-03-03", [2024, 2023], "409 table-review.years-not-in-a-row"),
        ("2025-06-02", [2023, 2024], "409 table-review.dated-ahead"),
        ("2025-06-01", [2023, 2024], "201"),
        ("2022-03-03", [2019, 2020], "201"),
    ])
    func `look back on two closed years in a row`(
        day: String,
        years: [Int],
        summary: String
    ) async throws {
        try await withAPI { api in
            try RoundTable(api).stopCalendar(on: "2025-06-01")
            let answer = try await api.send(
                .post,
                Self.path,
                json: RoundTable.review(on: day, years)
            )
            #expect(answer.summary == summary)
            if summary != "201" { #expect(answer.json["grounds"][0]["source"].text == "ZHZ") }
        }
    }

    @Test(arguments: [
        ([(2023, 1, 1), (2025, 1, 1)], "/figures/0/years format"),
        ([(2024, 1, 1), (2023, 1, 1)], "/figures/0/years format"),
        ([(2023, 1, 1)], "/figures/0/years length"),
        ([(2023, -1, 1), (2024, 1, 1)], "/figures/0/years/0/revenueCents range"),
        ([(2023, 1, 1), (2024, 1, 1_000_000)], "/figures/0/years/1/clients range"),
    ])
    func `take the figures of the reference years alone`(
        years: [(Int, Int, Int)],
        place: String
    ) async throws {
        try await withSharedAPI { api in
            let body = RoundTable.review(figures: [RoundTable.figures("00000001", years)])
            let answer = try await api.send(.post, Self.path, json: body)
            #expect(answer.status == 400 && answer.places == [place])
        }
    }

    @Test func `take a provider once, and years there are`() async throws {
        try await withSharedAPI { api in
            let one = RoundTable.figures("00000001", [(2023, 1, 1), (2024, 1, 1)])
            let twice = RoundTable.review(figures: [one, one])
            let answer = try await api.send(.post, Self.path, json: twice)
            #expect(answer.places == ["/figures/1/kvkNumber format"])
            let early = RoundTable.review().replacing("[2023, 2024]", with: "[2014, 2015]")
            let refused = try await api.send(.post, Self.path, json: early)
            #expect(refused.places == ["/referenceYears/0 range"])
        }
    }

    @Test func `are told beside the thresholds`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .get,
                "/v1/monitoring/thresholds",
                as: .role(.frontend)
            )
            let thresholds = answer.json["thresholds"].elements
            #expect(thresholds.map { $0["table"].text } == ["physical", "board"])
            #expect(thresholds.map { $0["revenueCents"].number } == [50_000_000, 100_000_000])
            #expect(thresholds.map { $0["clients"].number } == [150, 150])
            #expect(thresholds[0]["grounds"][0]["article"].text == "3.3")
            let policies = answer.json["policies"].elements
            #expect(policies.map { $0["ambiguity"].text } == ["A33", "A34"])
        }
    }
}

@Suite struct `Invitations to a table` {
    private static func text(_ number: String, _ table: String) -> String {
        """
        {"kvkNumber": "\(number)", "name": "De Els", "table": "\(table)", "reason": "De enige."}
        """
    }

    @Test func `stand beside those who reach the threshold`() async throws {
        try await withAPI(loops: 2) { api in
            let review = try await api.send(
                .post,
                "/v1/table-reviews",
                json: RoundTable.review()
            ).madeIdentifier
            let path = "/v1/table-reviews/\(review)/invitations"
            let empty = try await api.send(.get, path)
            #expect(empty.status == 200 && empty.json["items"].count == 0)
            let sits = try await api.send(.post, path, json: Self.text("00000001", "physical"))
            #expect(sits.summary == "409 table-invitation.not-needed")
            // At the other table it does not sit by its figures.
            let board = try await api.send(.post, path, json: Self.text("00000001", "board"))
            #expect(board.status == 201 && board.headers["location"] == path)
            #expect(board.json["reviewId"].identifier == review)
            let answers = try await api.sendAtOnce(
                64,
                .post,
                path,
                json: Self.text("00000002", "physical")
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 table-invitation.exists" } == 63)
            let list = try await api.send(.get, path + "?count=true")
            #expect(list.json["total"].number == 2)
            #expect(list.json["items"][0].description == board.json.description)
        }
    }

    @Test func `belong to a review that is there`() async throws {
        try await withSharedAPI { api in
            let path = "/v1/table-reviews/019afd3c-0728-709a-bf2a-74de452e6b43/invitations"
            let answer = try await api.send(.post, path, json: Self.text("00000002", "board"))
            #expect(answer.status == 404)
            #expect(try await api.send(.get, path).status == 404)
        }
    }
}
