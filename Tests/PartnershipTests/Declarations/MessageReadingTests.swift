import HTTP
import TestSupport
import Testing

@Suite struct `A message's shape` {
    private static let start = MessageText.start("S1", of: 300_201).json("94999997")
    private static let stop = MessageText.stop("P1", of: 300_201).json("94999997")
    private static let claim = MessageText.claim("D1", .debit("L1", of: 300_201)).json("94999997")

    private static func post(_ json: String) async throws -> Response {
        try await withSharedAPI { try await $0.send(.post, "/v1/declarations", json: json) }
    }

    /// One thing that is changed in a message, and what is then said of it.
    struct Change: Sendable, CustomTestStringConvertible {
        let from: String
        let into: String
        let places: [String]

        init(_ from: String, _ into: String, _ places: String...) {
            self.from = from
            self.into = into
            self.places = places
        }

        var testDescription: String { "\(from) -> \(into)" }
    }

    private static func expect(_ change: Change, in message: String) async throws {
        #expect(message.contains(change.from))
        let answer = try await post(message.replacing(change.from, with: change.into))
        if change.places.isEmpty {
            // The AGB code is nobody's, so a message that was understood ends here.
            #expect(answer.summary == "409 declaration.unknown-partner")
        } else {
            #expect(answer.summary == "400 request.invalid")
            #expect(answer.places == change.places)
        }
    }

    @Test(arguments: [
        Change("x", "x"),
        Change("\"start\"", "\"begin\"", "/kind enum"),
        Change("\"start\"", "null", "/kind type"),
        Change("\"S1\"", "\"\"", "/messageId length"),
        Change("\"S1\"", "\"123456789012\""),
        Change("\"S1\"", "\"1234567890123\"", "/messageId length"),
        Change("\"S1\"", "\" \"", "/messageId format"),
        Change("\"S1\"", "\"a\\u0000\"", "/messageId format"),
        Change("\"S1\"", "\"\\u00e9\\ud83d\\ude00\""),
        Change("\"S1\"", "1", "/messageId type"),
        Change("\"94999997\"", "\"9499999\"", "/agbCode format"),
        Change("\"94999997\"", "\"949999970\"", "/agbCode format"),
        Change("\"94999997\"", "\"9499999a\"", "/agbCode format"),
        Change("\"94999997\"", "94999997", "/agbCode type"),
        Change("\"datedOn\": \"2025-04-03\"", "\"datedOn\": \"2025-02-29\"", "/datedOn format"),
        Change("\"datedOn\": \"2025-04-03\"", "\"datedOn\": \"1899-12-31\"", "/datedOn format"),
        Change("\"datedOn\": \"2025-04-03\"", "\"datedOn\": \"2200-01-01\"", "/datedOn format"),
        Change("\"datedOn\": \"2025-04-03\"", "\"datedOn\": \" 2025-04-03\"", "/datedOn format"),
        Change("\"datedOn\"", "\"datedAt\"", "/datedOn required", "/datedAt unknown-member"),
    ])
    func `has a head of four members`(change: Change) async throws {
        let change = change.from == "x" ? Change("S1", "S1") : change
        try await Self.expect(change, in: Self.start)
    }

    @Test(arguments: [
        Change("300201", "0"),
        Change("300201", "999999999"),
        Change("300201", "1000000000", "/products/0/allocationNumber range"),
        Change("300201", "-1", "/products/0/allocationNumber range"),
        Change("300201", "\"300201\"", "/products/0/allocationNumber type"),
        Change("300201", "300201.5", "/products/0/allocationNumber type"),
        Change("\"50\"", "null"),
        Change("\"50\"", "\"39\"", "/products/0/category format"),
        Change("\"50\"", "\"55\""),
        Change("\"50\"", "\"56\"", "/products/0/category format"),
        Change("\"JB-04\"", "null"),
        Change("\"JB-04\"", "\"JB-004\"", "/products/0/productCode length"),
        Change("\"allocationStartsOn\": \"2025-01-01\", ", ""),
        Change("\"2025-01-01\"", "\"01-01-2025\"", "/products/0/allocationStartsOn format"),
        Change(
            "\"startedOn\"",
            "\"startedAt\"",
            "/products/0/startedOn required",
            "/products/0/startedAt unknown-member"
        ),
        Change("\"status\": \"1\"", "\"status\": \"2\""),
        Change("\"status\": \"1\"", "\"status\": \"9\""),
        Change("\"status\": \"1\"", "\"status\": \"4\"", "/products/0/status enum"),
        Change("\"status\": \"1\"", "\"status\": 1", "/products/0/status type"),
        Change(
            "\"status\": \"1\"",
            "\"status\": \"1\", \"endedOn\": null",
            "/products/0/endedOn unknown-member"
        ),
        Change("[{", "[3, {", "/products/0 type"),
        Change("\"products\": [{", "\"lines\": [], \"products\": [{", "/lines unknown-member"),
    ])
    func `has the members of a start's products`(change: Change) async throws {
        try await Self.expect(change, in: Self.start)
    }

    @Test(
        arguments: [
            ("JB-04", "50", "19", "reason"), ("JB-04", "50", "32", nil), ("JB-04", "50", "31", nil),
            ("JB-04", "02", "32", "category"), ("MH-04", "02", "19", nil),
            ("MH-04", "02", "31", nil),
            ("MH-04", "02", "32", "reason"), ("MH-04", "50", "19", "category"),
            (nil, "02", "19", nil), (nil, "50", "32", nil), (nil, nil, "19", nil),
        ] as [(String?, String?, String, String?)]
    )
    func `has the reasons and categories of its pillar`(
        productCode: String?,
        category: String?,
        reason: String,
        wrong: String?
    ) async throws {
        func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "null" }
        let message = Self.stop.replacing("\"JB-04\"", with: quoted(productCode))
            .replacing("\"50\"", with: quoted(category))
            .replacing("\"31\"", with: quoted(reason))
        let answer = try await Self.post(message)
        #expect(answer.status == (wrong == nil ? 409 : 400))
        let places = answer.places.compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(places == (wrong.map { ["/products/0/\($0)"] } ?? []))
    }

    @Test(arguments: [
        Change("\"31\"", "\"02\""),
        Change("\"31\"", "\"20\""),
        // The list of the Wmo has it, that of the youth act does not.
        Change("\"31\"", "\"19\"", "/products/0/reason enum"),
        Change("\"31\"", "\"40\"", "/products/0/reason enum"),
        Change("\"endedOn\": \"2025-07-17\", ", "", "/products/0/endedOn required"),
        Change("\"reason\": \"31\", ", "", "/products/0/reason required"),
        Change("\"2025-04-03\"", "\"2025-04-31\"", "/products/0/startedOn format"),
    ])
    func `has the members of a stop's products`(change: Change) async throws {
        try await Self.expect(change, in: Self.stop)
    }

    @Test(arguments: [
        Change("\"declarationNumber\": \"D1\"", "\"declarationNumber\": \"aZ0123456789\""),
        Change(
            "\"declarationNumber\": \"D1\"",
            "\"declarationNumber\": \"aZ01234567890\"",
            "/declarationNumber format"
        ),
        Change(
            "\"declarationNumber\": \"D1\"",
            "\"declarationNumber\": \"D-1\"",
            "/declarationNumber format"
        ),
        Change(
            "\"declarationNumber\": \"D1\"",
            "\"declarationNumber\": \"\"",
            "/declarationNumber format"
        ),
        Change("\"totalCents\": 96000", "\"totalCents\": 999999999999"),
        Change("\"totalCents\": 96000", "\"totalCents\": 1000000000000", "/totalCents range"),
        Change("\"totalCents\": 96000", "\"totalCents\": -1", "/totalCents range"),
        Change(
            "\"totalCents\": 96000",
            "\"totalCents\": 96000, \"products\": []",
            "/products unknown-member"
        ),
        Change("\"D\", \"lines\"", "\"d\", \"lines\"", "/debitCredit enum"),
        Change("\"L1\"", "\"12345678901234567890\""),
        Change("\"L1\"", "\"123456789012345678901\"", "/lines/0/reference length"),
        Change("null", "\"\"", "/lines/0/previousReference length"),
        Change("\"productCode\": \"JB-04\", ", "", "/lines/0/productCode required"),
        Change("\"volume\": 12", "\"volume\": 99999999"),
        Change("\"volume\": 12", "\"volume\": 100000000", "/lines/0/volume range"),
        Change("\"volume\": 12", "\"volume\": 12.5", "/lines/0/volume type"),
        Change("\"unit\": \"04\"", "\"unit\": \"84\""),
        Change("\"unit\": \"04\"", "\"unit\": \"81\"", "/lines/0/unit enum"),
        Change("\"tariffCents\": 8000", "\"tariffCents\": null"),
        Change("\"tariffCents\": 8000", "\"tariffCents\": 100000000", "/lines/0/tariffCents range"),
        Change("\"amountCents\": 96000", "\"amountCents\": -96000", "/lines/0/amountCents range"),
    ])
    func `has the members of a claim and its lines`(change: Change) async throws {
        try await Self.expect(change, in: Self.claim)
    }

    @Test func `has periods in order, without more members`() async throws {
        let period = "\"period\": {\"from\": \"2025-04-01\", \"until\": \"2025-04-30\"}"
        let turned = "\"period\": {\"from\": \"2025-04-30\", \"until\": \"2025-04-01\"}"
        let both = try await Self.post(Self.claim.replacing(period, with: turned))
        #expect(both.places == ["/period/until range", "/lines/0/period/until range"])
        let more = period.replacing("\"}", with: "\", \"days\": 30}")
        let unknown = try await Self.post(Self.claim.replacing(period, with: more))
        #expect(
            unknown.places == [
                "/period/days unknown-member", "/lines/0/period/days unknown-member",
            ]
        )
    }

    @Test func `is told of every error at once`() async throws {
        let answer = try await Self.post(
            """
            {"kind": "claim", "agbCode": "1", "messageId": 7, "datedOn": "yesterday",
             "declarationNumber": null, "period": [], "totalCents": "1", "debitCredit": "X",
             "lines": [{"reference": ""}, {"unit": "05", "price": 1}], "products": [],
             "note": "x"}
            """
        )
        #expect(answer.summary == "400 request.invalid")
        let first = [
            "/lines/0/reference length", "/lines/0/allocationNumber required",
            "/lines/0/productCode required", "/lines/0/period required",
            "/lines/0/volume required", "/lines/0/unit required",
            "/lines/0/amountCents required", "/lines/0/debitCredit required",
        ]
        let second = [
            "/lines/1/reference required", "/lines/1/allocationNumber required",
            "/lines/1/productCode required", "/lines/1/period required",
            "/lines/1/volume required", "/lines/1/unit enum",
            "/lines/1/amountCents required", "/lines/1/debitCredit required",
            "/lines/1/price unknown-member",
        ]
        #expect(
            Set(answer.places)
                == Set(
                    [
                        "/agbCode format", "/messageId type", "/datedOn format",
                        "/declarationNumber type", "/period type", "/totalCents type",
                        "/debitCredit enum", "/products unknown-member", "/note unknown-member",
                    ] + first + second
                )
        )
    }

    @Test func `is asked for by its kind first`() async throws {
        let empty = try await Self.post("{}")
        #expect(
            Set(empty.places) == [
                "/kind required", "/messageId required", "/agbCode required", "/datedOn required",
            ]
        )
        // Without a kind nothing can be said of what belongs to a kind.
        let kindless = try await Self.post(Self.claim.replacing("\"claim\"", with: "\"bill\""))
        #expect(kindless.places == ["/kind enum"])
    }

    @Test(arguments: [
        ("", " syntax"), ("{", " syntax"),
        (
            "{\"kind\": \"start\", \"kind\": \"stop\"}",
            "/kind duplicate-member"
        ),
        ("{\"kind\": \"\\ud800\"}", "/kind syntax"),
    ])
    func `is JSON`(body: String, place: String) async throws {
        let answer = try await Self.post(body)
        #expect(answer.summary == "400 request.invalid-json")
        #expect(answer.places == [place])
    }

    @Test(arguments: ["[]", "3", "null", "\"start\""])
    func `is one object`(body: String) async throws {
        let answer = try await Self.post(body)
        #expect(answer.summary == "400 request.invalid")
        #expect(answer.places == [" type"])
    }

    @Test(arguments: [(1, true), (2_000, true), (2_001, false), (0, false)])
    func `has 1 to 10,000 products`(count: Int, isUnderstood: Bool) async throws {
        let product = MessageText.product(1, on: "2025-04-03")
        let message = MessageText.starts(
            "S1",
            datedOn: "2025-04-03",
            Array(repeating: product, count: count)
        )
        let answer = try await Self.post(message.json("94999997"))
        #expect(answer.status == (isUnderstood ? 409 : 400))
        if !isUnderstood { #expect(answer.places == ["/products length"]) }
    }

    @Test func `names at most 100 errors`() async throws {
        let products = Array(repeating: "{}", count: 200)
        let message = MessageText.starts("S1", datedOn: "2025-04-03", products)
        let answer = try await Self.post(message.json("94999997"))
        #expect(answer.places.count == 100)
    }
}
