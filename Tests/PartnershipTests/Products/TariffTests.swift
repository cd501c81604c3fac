import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A new tariff` {
    private func tariff(from day: String) throws -> Tariff {
        Tariff(
            maxTariffCents: 8_250,
            timeBasis: .direct,
            validFrom: try #require(Day(day)),
            decisionReference: "B&W 1"
        )
    }

    @Test(arguments: [("2024-07-01", "2024-08-01"), ("2024-07-01", "2199-12-01")])
    func `follows the current one from a first of a month`(current: String, day: String) throws {
        try tariff(from: day).checkFollows(currentFrom: Day(current))
    }

    @Test func `follows one of which the start is not known`() throws {
        try tariff(from: "1900-01-01").checkFollows(currentFrom: nil)
    }

    @Test(arguments: ["2026-12-31", "2027-01-02"])
    func `starts on no other day of a month`(day: String) throws {
        let asked = try #require(Day(day))
        #expect(throws: TariffRefusal.notFirstOfMonth(asked)) {
            try tariff(from: day).checkFollows(currentFrom: Day("2024-07-01"))
        }
    }

    @Test(arguments: ["2024-07-01", "2024-06-01"])
    func `starts after the current one`(day: String) throws {
        let asked = try #require(Day(day))
        let current = Day("2024-07-01")
        #expect(throws: TariffRefusal.notAfterCurrent(asked: asked, current: current)) {
            try tariff(from: day).checkFollows(currentFrom: current)
        }
    }
}

@Suite struct `The tariffs of a product` {
    private static func body(_ cents: Int, _ from: String, _ more: String = "") -> String {
        """
        {"maxTariffCents": \(cents), "validFrom": "\(from)",
         "decisionReference": "B&W 2026-1402"\(more)}
        """
    }

    @Test func `are given with the oldest first`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .get,
                "/v1/products/JB-04/tariffs?count=true",
                as: .role(.frontend)
            )
            #expect(answer.json["total"].number == 2)
            let first = answer.json["items"][0]
            #expect(
                first.names == [
                    "productCode", "maxTariffCents", "timeBasis", "validFrom", "validUntil",
                    "decisionReference", "recordedAt",
                ]
            )
            #expect(first["maxTariffCents"].number == 7_000)
            #expect(first["validFrom"].isNull)
            #expect(first["validUntil"].text == "2024-06-30")
            let second = answer.json["items"][1]
            #expect(second["maxTariffCents"].number == 8_000)
            #expect(second["validFrom"].text == "2024-07-01")
            #expect(second["validUntil"].isNull)
        }
    }

    @Test func `are given page by page, from the one without a start`() async throws {
        try await withSharedAPI { api in
            let first = try await api.send(.get, "/v1/products/JB-04/tariffs?limit=1")
            #expect(first.json["items"].count == 1)
            let next = try #require(first.json["next"].text)
            let second = try await api.send(.get, next)
            #expect(second.json["items"].count == 1)
            #expect(second.json["items"][0]["validFrom"].text == "2024-07-01")
            #expect(second.json["next"].isNull)
        }
    }

    @Test func `have no maximum where none was agreed`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/products/JB-08/tariffs")
            #expect(answer.json["items"][0]["maxTariffCents"].isNull)
            #expect(answer.json["items"][0]["timeBasis"].isNull)
        }
    }

    @Test func `are there for a product without any, and not without the product`() async throws {
        try await withAPI { api in
            _ = try await api.send(
                .post,
                "/v1/products",
                json: """
                    {"code": "JB-11", "pillar": "youth", "nameNl": "A", "nameEn": "B",
                     "unit": "hour"}
                    """
            )
            let none = try await api.send(.get, "/v1/products/JB-11/tariffs")
            #expect(none.status == 200)
            #expect(none.json["items"].count == 0)
            let unknown = try await api.send(.get, "/v1/products/JB-99/tariffs")
            #expect(unknown.status == 404)
            let first = try await api.send(
                .post,
                "/v1/products/JB-11/tariffs",
                json: Self.body(100, "2026-02-01")
            )
            #expect(first.status == 201)
            #expect(first.json["timeBasis"].isNull)
        }
    }

    @Test func `end the day before the next starts`() async throws {
        try await withAPI { api in
            let made = try await api.send(
                .post,
                "/v1/products/JB-04/tariffs",
                as: .role(.finance),
                json: Self.body(8_250, "2027-01-01")
            )
            #expect(made.status == 201)
            #expect(made.headers["location"] == "/v1/products/JB-04/tariffs")
            #expect(made.json["maxTariffCents"].number == 8_250)
            #expect(made.json["validFrom"].text == "2027-01-01")
            #expect(made.json["validUntil"].isNull)
            let list = try await api.send(.get, "/v1/products/JB-04/tariffs")
            #expect(list.json["items"].count == 3)
            #expect(list.json["items"][1]["validUntil"].text == "2026-12-31")
            #expect(list.json["items"][2].description == made.text)
        }
    }

    @Test(arguments: [
        ("", "direct-and-indirect"), (", \"timeBasis\": \"direct\"", "direct"),
        (", \"timeBasis\": null", nil),
    ])
    func `keep their time basis unless told otherwise`(more: String, basis: String?) async throws {
        try await withAPI { api in
            let made = try await api.send(
                .post,
                "/v1/products/JB-01/tariffs",
                json: Self.body(14_500, "2027-01-01", more)
            )
            #expect(made.status == 201)
            #expect(made.json["timeBasis"].text == basis)
        }
    }

    @Test(arguments: [
        ("2027-01-02", "409 tariff.not-first-of-month", "OP367"),
        ("2024-07-01", "409 tariff.not-after-current", "2.2.2"),
        ("2024-06-01", "409 tariff.not-after-current", "2.2.2"),
    ])
    func `change on a first of a month after the current one only`(
        day: String,
        summary: String,
        article: String
    ) async throws {
        try await withSharedAPI { api in
            let before = try await api.send(.get, "/v1/products/JB-04/tariffs")
            let answer = try await api.send(
                .post,
                "/v1/products/JB-04/tariffs",
                json: Self.body(8_250, day)
            )
            #expect(answer.summary == summary)
            #expect(answer.json["grounds"][0]["article"].text == article)
            let after = try await api.send(.get, "/v1/products/JB-04/tariffs")
            #expect(after.body == before.body)
        }
    }

    @Test func `are refused for an unknown product, and with every error at once`() async throws {
        try await withSharedAPI { api in
            let unknown = try await api.send(
                .post,
                "/v1/products/JB-99/tariffs",
                json: Self.body(1, "2027-01-02")
            )
            #expect(unknown.status == 404)
            let wrong = try await api.send(
                .post,
                "/v1/products/JB-04/tariffs",
                json: """
                    {"maxTariffCents": -1, "validFrom": "2027-02-30", "timeBasis": "indirect"}
                    """
            )
            #expect(wrong.status == 400)
            #expect(
                Set(wrong.places) == [
                    "/maxTariffCents range", "/validFrom format", "/timeBasis enum",
                    "/decisionReference required",
                ]
            )
        }
    }

    @Test func `lie between nothing and a million euros`() async throws {
        let limits = [
            (0, "2027-01-01", 201), (99_999_999, "2027-02-01", 201),
            (100_000_000, "2027-03-01", 400), (-1, "2027-03-01", 400),
        ]
        try await withAPI { api in
            for (cents, day, status) in limits {
                let answer = try await api.send(
                    .post,
                    "/v1/products/JB-05/tariffs",
                    json: Self.body(cents, day)
                )
                #expect(answer.status.code == status)
            }
        }
    }

    @Test func `never overlap when two offices set one at the same time`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(
                16,
                .post,
                "/v1/products/JB-04/tariffs",
                json: Self.body(8_250, "2027-01-01")
            )
            #expect(answers.filter { $0.status == 201 }.count == 1)
            #expect(answers.filter { $0.code == "tariff.not-after-current" }.count == 15)
            let list = try await api.send(.get, "/v1/products/JB-04/tariffs?count=true")
            #expect(list.json["total"].number == 3)
        }
    }

    @Test func `have cursors of their own`() async throws {
        try await withSharedAPI { api in
            for cursor in ["4A422D3034", "zz", "2D2"] {
                let target = "/v1/products/JB-04/tariffs?cursor=\(cursor)"
                let answer = try await api.send(.get, target)
                #expect(answer.summary == "400 request.invalid")
                #expect(answer.places == ["cursor format"])
            }
        }
    }
}
