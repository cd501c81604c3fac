import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A match` {
    private static func body(
        partner: Identifier,
        product: String = "JB-04",
        caseReference: String = "case-1"
    ) -> String {
        """
        {"caseReference": "\(caseReference)", "partnerId": "\(partner)",
         "professional": "S. de Vries", "productCode": "\(product)", "tentId": null,
         "agreed": {"family": "2025-03-02", "coach": "2025-03-03", "professional": "2025-03-04"}}
        """
    }

    private static let noPartner = Identifier(high: 1, low: 1)

    @Test func `is made and reads as it was made`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makeActivePartner()
            let made = try await api.send(
                .post,
                "/v1/matches",
                as: .role(.caseSystem),
                json: Self.body(partner: partner)
            )
            #expect(made.status == 201)
            let id = try made.madeIdentifier
            #expect(id.isVersion7)
            #expect(made.headers["location"] == "/v1/matches/\(id)")
            #expect(
                made.json.names == [
                    "id", "caseReference", "partnerId", "professional", "productCode", "tentId",
                    "agreed", "state", "allocationNumber", "createdAt", "version",
                ]
            )
            #expect(made.json["state"].text == "agreed")
            #expect(made.json["tentId"].isNull && made.json["allocationNumber"].isNull)
            #expect(made.json["agreed"].names == ["family", "coach", "professional"])
            #expect(made.json["version"].number == 1)
            for sender in [TestAPI.Sender.role(.auditor), .partner(partner)] {
                let read = try await api.send(.get, "/v1/matches/\(id)", as: sender)
                #expect(read.text == made.text)
                #expect(read.headers["etag"] == made.headers["etag"])
            }
        }
    }

    @Test func `waits while its partner is none yet`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            let match = try await api.makeMatch(with: partner)
            func state() async throws -> String? {
                try await api.send(.get, "/v1/matches/\(match)").json["state"].text
            }
            #expect(try await state() == "awaiting-accession")
            try await api.makeAgreement("process", of: partner)
            #expect(try await state() == "awaiting-accession")
            try await api.makeAgreement("assignment", of: partner)
            #expect(try await state() == "agreed")
        }
    }

    @Test func `is about a partner and a product that exist`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            let nobody = try await api.send(
                .post,
                "/v1/matches",
                json: Self.body(partner: Self.noPartner)
            )
            #expect(nobody.summary == "409 match.partner-unknown")
            let nothing = try await api.send(
                .post,
                "/v1/matches",
                json: Self.body(partner: partner, product: "JB-99")
            )
            #expect(nothing.summary == "409 match.product-unknown")
            let list = try await api.send(.get, "/v1/matches?count=true&partnerId=\(partner)")
            #expect(list.json["total"].number == 0)
        }
    }

    @Test(arguments: [
        ("abc", true), ("a-1", true), ("9ZZ", true), (String(repeating: "a", count: 40), true),
        ("ab", false), (String(repeating: "a", count: 41), false), ("-ab", false),
        ("a b", false), ("a_b", false), ("äbc", false), ("", false),
    ])
    func `has a case reference that names nobody`(text: String, isAllowed: Bool) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/matches",
                json: Self.body(partner: Self.noPartner, caseReference: text)
            )
            #expect(answer.status == (isAllowed ? 409 : 400))
            if !isAllowed { #expect(answer.places == ["/caseReference format"]) }
        }
    }

    @Test func `is refused with every error at once`() async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(
                .post,
                "/v1/matches",
                json: """
                    {"partnerId": "x", "professional": "", "productCode": "JB-004",
                     "tentId": "a tent", "hours": 600,
                     "agreed": {"family": "2025-02-29", "coach": null, "doctor": "2025-01-01"}}
                    """
            )
            #expect(
                Set(answer.places) == [
                    "/caseReference required", "/partnerId format", "/professional length",
                    "/productCode length", "/tentId format", "/hours unknown-member",
                    "/agreed/family format", "/agreed/coach type",
                    "/agreed/professional required", "/agreed/doctor unknown-member",
                ]
            )
        }
    }

    @Test func `is its partner's, and of others nobody's`() async throws {
        try await withSharedAPI { api in
            let wilg = try await api.makePartner()
            let maasoever = try await api.makePartner()
            let match = try await api.makeMatch(with: wilg)
            for path in ["", "/agreements", "/allocation"] {
                let answer = try await api.send(
                    .get,
                    "/v1/matches/\(match)\(path)",
                    as: .partner(maasoever)
                )
                #expect(answer.summary == "404 resource.not-found")
            }
            let mine = try await api.send(.get, "/v1/matches", as: .partner(wilg))
            #expect(mine.json["items"].count == 1)
            let theirs = try await api.send(
                .get,
                "/v1/matches?count=true&partnerId=\(wilg)",
                as: .partner(maasoever)
            )
            #expect(theirs.json["items"].count == 0)
            #expect(theirs.json["total"].number == 0)
            let writing = try await api.send(
                .post,
                "/v1/matches",
                as: .partner(wilg),
                json: Self.body(partner: wilg)
            )
            #expect(writing.summary == "403 access.scope-missing")
        }
    }

    @Test func `is found by its case and its partner, page by page`() async throws {
        try await withSharedAPI { api in
            let wilg = try await api.makePartner()
            let reference = "case-\(api.nextNumber())"
            var ids: [String] = []
            for _ in 0..<3 {
                let match = try await api.makeMatch(with: wilg, caseReference: reference)
                ids.append(match.description)
            }
            _ = try await api.makeMatch(with: wilg)
            var found: [String] = []
            var target = "/v1/matches?limit=2&count=true&caseReference=\(reference)"
            while true {
                let page = try await api.send(.get, target)
                found += page.json["items"].elements.compactMap { $0["id"].text }
                #expect(page.json["total"].number == 3)
                guard let next = page.json["next"].text else { break }
                target = next
            }
            #expect(found == ids)
            let all = try await api.send(.get, "/v1/matches?partnerId=\(wilg)")
            #expect(all.json["items"].count == 4)
        }
    }

    @Test func `is listed with the standings that its page shows, and no more`() async throws {
        try await withAPI { api in
            let partner = try await api.makeActivePartner()
            let connection = try api.database.connection()
            // As every connection of the service plans.
            try connection.run(
                script: """
                    insert into match (id, case_reference, partner_id, professional, product_code,
                        family_agreed_on, coach_agreed_on, professional_agreed_on)
                    select gen_random_uuid(), 'case-' || number, '\(partner)', 'S. de Vries',
                        'JB-04', '2025-03-02', '2025-03-03', '2025-03-04'
                    from generate_series(1, 300) as number;
                    set plan_cache_mode = force_generic_plan;
                    prepare listed as \(MatchStatement.list.sql)
                    """
            )
            let plan = try connection.rows(
                Statement(
                    "test.explain",
                    """
                    explain (analyze, costs off, timing off, summary off)
                    execute listed (null, null, null, null, 51)
                    """
                )
            )
            let loops = plan.map { $0.text(0) }
                .filter { $0.contains(" on agreement") }
                .compactMap { Int($0.split(separator: "loops=")[1].prefix { $0.isNumber }) }
            #expect(!loops.isEmpty)
            #expect(loops.allSatisfy { $0 <= 51 }, "\(loops)")
        }
    }

    @Test(arguments: ["%00", "a%00b", "%FF", "'", "%27%3B--"])
    func `is not found by a case that cannot be`(text: String) async throws {
        try await withSharedAPI { api in
            let answer = try await api.send(.get, "/v1/matches?caseReference=\(text)")
            #expect([200, 400].contains(answer.status.code))
            #expect(answer.json["items"].count == 0)
        }
    }

    @Test func `may come from a tent, which exists`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            func send(_ tent: Identifier) async throws -> Response {
                let body = Self.body(partner: partner).replacing("null", with: "\"\(tent)\"")
                return try await api.send(.post, "/v1/matches", json: body)
            }
            let tent = try await Meadow(api).pitch()
            let made = try await send(tent)
            #expect(made.json["tentId"].identifier == tent)
            let read = try await api.send(.get, "/v1/matches/\(try made.madeIdentifier)")
            #expect(read.text == made.text)
            // Another match may come from the same tent.
            #expect(try await send(tent).status == 201)
            let nowhere = try await send(Self.noPartner)
            #expect(nowhere.summary == "409 match.tent-unknown")
            #expect(nowhere.json["grounds"][0]["article"].text == "1.7.5")
            let list = try await api.send(.get, "/v1/matches?partnerId=\(partner)").json["items"]
            #expect(list.elements.map { $0["tentId"].identifier } == [tent, tent])
        }
    }

    @Test func `comes from no tent that was cancelled`() async throws {
        try await withSharedAPI { api in
            let partner = try await api.makePartner()
            for state in Tent.State.allCases {
                let tent = try await Meadow(api).tent(in: state)
                let body = Self.body(partner: partner).replacing("null", with: "\"\(tent)\"")
                let answer = try await api.send(.post, "/v1/matches", json: body)
                let expected = state == .cancelled ? "409 match.tent-cancelled" : "201"
                #expect(answer.summary == expected, "\(state)")
                if state == .cancelled {
                    #expect(answer.json["grounds"][0]["source"].text == "KA")
                    #expect(answer.json["grounds"][0]["article"].text == "1.7.5")
                }
            }
        }
    }

    @Test func `is made once for one key of 64 equal requests at once`() async throws {
        try await withAPI(loops: 2) { api in
            let partner = try await api.makePartner()
            let answers = try await api.sendAtOnce(
                64,
                .post,
                "/v1/matches",
                json: Self.body(partner: partner),
                headers: ["Idempotency-Key": "a"]
            )
            #expect(answers.allSatisfy { $0.status == 201 })
            #expect(Set(answers.map(\.text)).count == 1)
            let list = try await api.send(.get, "/v1/matches?count=true")
            #expect(list.json["total"].number == 1)
        }
    }
}

@Suite struct `The agreements of a match` {
    private static let days =
        #"{"family": "2025-01-06", "coach": "2025-01-07", "professional": "2025-01-08"}"#

    @Test func `are set by who saw them`() async throws {
        try await withSharedAPI { api in
            let match = try await api.makeMatch(with: try await api.makePartner())
            let path = "/v1/matches/\(match)/agreements"
            let before = try await api.send(.get, path)
            #expect(before.json["family"].text == "2024-12-02")
            let blind = try await api.send(.put, path, json: Self.days)
            #expect(blind.summary == "428 resource.precondition-required")
            let stale = try await api.send(
                .put,
                path,
                json: Self.days,
                headers: ["If-Match": "\"x\""]
            )
            #expect(stale.summary == "412 resource.precondition-failed")
            #expect(try await api.send(.get, path).text == before.text)
            let tag = try #require(before.headers["etag"])
            let changed = try await api.send(
                .put,
                path,
                json: Self.days,
                headers: ["If-Match": tag]
            )
            #expect(changed.status == 200)
            let after = try await api.send(.get, path)
            #expect(after.text == changed.text)
            #expect(after.headers["etag"] == changed.headers["etag"])
            #expect(after.json["professional"].text == "2025-01-08")
            let again = try await api.send(
                .put,
                path,
                json: Self.days,
                headers: ["If-Match": tag]
            )
            #expect(again.status == 412)
            let whole = try await api.send(.get, "/v1/matches/\(match)")
            #expect(whole.json["version"].number == 2)
            #expect(whole.json["agreed"].description == after.text)
        }
    }

    @Test func `are of a match that exists, and of three days`() async throws {
        try await withSharedAPI { api in
            let path = "/v1/matches/\(Identifier(high: 1, low: 1))/agreements"
            let absent = try await api.send(
                .put,
                path,
                json: Self.days,
                headers: ["If-Match": "*"]
            )
            #expect(absent.summary == "404 resource.not-found")
            let wrong = try await api.send(.put, path, json: "{\"family\": \"2025-13-01\"}")
            #expect(
                Set(wrong.places) == [
                    "/family format", "/coach required", "/professional required",
                ]
            )
        }
    }

    @Test func `are changed once by 64 who saw the same`() async throws {
        try await withAPI(loops: 2) { api in
            let match = try await api.makeMatch(with: try await api.makePartner())
            let path = "/v1/matches/\(match)/agreements"
            let tag = try #require(try await api.send(.get, path).headers["etag"])
            let answers = try await api.sendAtOnce(
                64,
                .put,
                path,
                json: Self.days,
                headers: ["If-Match": tag]
            )
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(answers.count { $0.status == 412 } == 63)
            let whole = try await api.send(.get, "/v1/matches/\(match)")
            #expect(whole.json["version"].number == 2)
        }
    }
}
