import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `Applications` {
    private static let digest = Statement(
        "applications.tests.digest",
        "select encode(sha256(convert_to($1, 'UTF8')), 'hex')"
    )

    @Test func `are received with a receipt that can be checked`() async throws {
        try await withAPI { api in
            let house = House(api)
            let window = try await house.open()
            let made = try await house.apply(to: window)
            #expect(made.status == 201)
            let id = try made.madeIdentifier
            let read = try await api.send(.get, "/v1/applications/\(id)")
            #expect(read.body == made.body)
            #expect(read.json["state"].text == "received")
            #expect(read.json["receivedAt"].text == read.json["createdAt"].text)
            // As openapi.yaml says how: the members in their order, one to a line.
            let json = read.json
            let lines = [
                "id", "windowId", "applicantName", "kvkNumber", "agbCode", "size", "pillars",
                "expertise", "ground", "matchId", "commitsToMethod", "meetsConditions",
                "evidenceReference", "intendedStartOn", "receivedAt",
            ].map { json[$0].isNull ? "" : json[$0].text ?? json[$0].description }
            let rows = try api.database.connection().rows(Self.digest) {
                $0.add(lines.joined(separator: "\n"))
            }
            #expect(json["proof"].text == rows[0].text(0))
        }
    }

    /// In by a microsecond, out by a microsecond, decided by the clock of the database.
    @Test(arguments: [
        ("2026-02-02T07:59:59.999999Z", false), ("2026-02-02T08:00:00Z", true),
        ("2026-02-27T15:59:59.999999Z", true), ("2026-02-27T16:00:00Z", false),
        ("2026-02-27T16:00:00.000001Z", false),
    ])
    func `are in while the window is open, to the microsecond`(
        moment: String,
        isIn: Bool
    ) async throws {
        try await withAPI { api in
            let house = House(api)
            let window = try await house.announce("2026-02-02T08:00:00Z", "2026-02-27T16:00:00Z")
                .madeIdentifier
            try house.stopClock(at: moment)
            let answer = try await house.apply(to: window)
            #expect(answer.status == (isIn ? 201 : 409))
            let list = "/v1/open-house-windows/\(window)/applications?count=true"
            #expect(try await api.send(.get, list).json["total"].number == (isIn ? 1 : 0))
        }
    }

    @Test func `that come when it is closed are told the next window`() async throws {
        try await withAPI { api in
            let house = House(api)
            let past = try await house.announce("2026-02-02T08:00:00Z", "2026-02-27T16:00:00Z")
                .madeIdentifier
            try house.stopClock(at: "2026-03-01T00:00:00Z")
            let alone = try await house.apply(to: past)
            #expect(alone.summary == "409 application.window-closed")
            #expect(alone.json["detail"].text?.contains("No other window is announced") == true)
            #expect(alone.headers["link"] == nil)
            let next = try await house.announce("2026-06-01T08:00:00Z", "2026-06-20T16:00:00Z")
                .madeIdentifier
            let answer = try await house.apply(to: past)
            #expect(answer.json["detail"].text?.contains("2026-06-01T08:00:00.000000Z") == true)
            #expect(answer.headers["link"]?.contains("/v1/open-house-windows/\(next)") == true)
            #expect(answer.json["grounds"][0]["source"].text == "CB")
        }
    }

    @Test func `of one KvK number in one window are one, however many come at once`() async throws {
        try await withAPI(loops: 2) { api in
            let window = try await House(api).open()
            let path = "/v1/open-house-windows/\(window)/applications"
            let body = House.application(api.nextNumber())
            let answers = try await api.sendAtOnce(64, .post, path, json: body)
            #expect(answers.count { $0.status == 201 } == 1)
            for answer in answers where answer.status != 201 {
                #expect(answer.summary == "409 application.exists")
            }
            #expect(try await api.send(.get, path + "?count=true").json["total"].number == 1)
        }
    }

    @Test func `name the match that is their ground, and no other`() async throws {
        try await withAPI { api in
            let house = House(api)
            let window = try await house.open()
            let number = api.nextNumber()
            let unknown = House.application(
                number,
                ground: "case-match",
                match: Identifier(high: 1, low: 1)
            )
            let refused = try await house.apply(to: window, unknown)
            #expect(refused.summary == "409 application.match-unknown")
            #expect(refused.json["grounds"][0]["article"].text == "9.1")
            let provider = try await api.makePartner()
            let match = try await api.send(
                .post,
                "/v1/matches",
                json: """
                    {"caseReference": "C-1", "partnerId": "\(provider)", "professional": "A. Wulp",
                     "productCode": "JB-04", "agreed": {"family": "2026-03-30",
                     "coach": "2026-03-30", "professional": "2026-03-31"}}
                    """
            ).madeIdentifier
            let foreign = House.application(number, ground: "case-match", match: match)
            let others = try await house.apply(to: window, foreign)
            #expect(others.summary == "409 application.match-unknown")
            let read = try await api.send(.get, "/v1/partners/\(provider)")
            let own = try #require(read.json["kvkNumber"].text.flatMap { Int($0) })
            let body = House.application(own, ground: "case-match", match: match)
            #expect(try await house.apply(to: window, body).status == 201)
            let without = House.application(number, ground: "case-match")
            #expect(try await house.apply(to: window, without).places == ["/matchId required"])
        }
    }

    @Test func `of an excluded party wait until its two years are over`() async throws {
        try await withAPI { api in
            let house = House(api)
            let window = try await house.open()
            let partner = try await api.makePartner()
            let agreement = try await api.makeAgreement("process", of: partner)
            let read = try await api.send(.get, "/v1/partners/\(partner)")
            let number = try #require(read.json["kvkNumber"].text.flatMap { Int($0) })
            try api.database.connection().run(
                script: """
                    insert into exclusion (agreement_id, kvk_number, dissolved_on)
                    values ('\(agreement)', '\(number)', '2027-06-30')
                    """
            )
            let early = House.application(number, more: #", "intendedStartOn": "2029-06-29""#)
            let refused = try await house.apply(to: window, early)
            #expect(refused.summary == "409 application.applicant-excluded")
            #expect(refused.json["grounds"][0]["article"].text == "10.3")
            #expect(refused.json["grounds"][0]["until"].text == "2029-06-30")
            let later = House.application(number, more: #", "intendedStartOn": "2029-06-30""#)
            #expect(try await house.apply(to: window, later).status == 201)
        }
    }

    @Test func `of a partner are its own to send and to see`() async throws {
        try await withAPI { api in
            let house = House(api)
            let window = try await house.open()
            let (one, other) = (try await api.makePartner(), try await api.makePartner())
            let read = try await api.send(.get, "/v1/partners/\(one)")
            let number = try #require(read.json["kvkNumber"].text.flatMap { Int($0) })
            let body = House.application(number)
            let foreign = try await house.apply(to: window, body, as: .partner(other))
            #expect(foreign.status == 403)
            let made = try await house.apply(to: window, body, as: .partner(one))
            let path = "/v1/applications/\(try made.madeIdentifier)"
            #expect(try await api.send(.get, path, as: .partner(one)).status == 200)
            #expect(try await api.send(.get, path, as: .partner(other)).status == 404)
        }
    }
}
