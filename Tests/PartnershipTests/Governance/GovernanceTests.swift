import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `An advice` {
    @Test func `is filed by its own body, and by nobody else`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let partner = try await api.makePartner()
            for (body, role, isAllowed) in [
                ("trust-body", Role.trustBody, true), ("trust-body", .municipality, false),
                ("mdg-if", .municipality, true), ("mdg-if", .trustBody, false),
            ] {
                let answer = try await office.file(Office.advice(partner, body), as: role)
                let expected = isAllowed ? "201" : "403 advice.other-body"
                #expect(answer.summary == expected, "\(body) \(role)")
            }
            let list = try await api.send(
                .get,
                "/v1/advices?partnerId=\(partner)&count=true",
                as: .role(.trustBody)
            )
            #expect(list.json["total"].number == 2)
        }
    }

    @Test func `reads as it was filed, and its partner reads it`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let partner = try await api.makePartner()
            let made = try await office.file(Office.advice(partner))
            let target = "/v1/advices/\(try made.madeIdentifier)"
            #expect(made.headers["location"] == target)
            let read = try await api.send(.get, target, as: .partner(partner))
            #expect(read.body == made.body)
            #expect(
                read.json.names == [
                    "id", "partnerId", "body", "conclusion", "documentReference",
                    "individualTestId", "createdAt", "version",
                ]
            )
            let other = try await api.makePartner()
            let hidden = try await api.send(.get, target, as: .partner(other))
            #expect(hidden.summary == "404 resource.not-found")
            let none = try await api.send(
                .get,
                "/v1/advices?partnerId=\(partner)&count=true",
                as: .partner(other)
            )
            #expect(none.json["total"].number == 0)
        }
    }

    @Test func `is about a partner that is there, in known words`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let nobody = Identifier(high: 1, low: 1)
            let unknown = try await office.file(Office.advice(nobody))
            #expect(unknown.summary == "409 advice.partner-unknown")
            let wrong = try await office.file(Office.advice(nobody, "board", "perhaps"))
            #expect(Set(wrong.places) == ["/body enum", "/conclusion enum"])
        }
    }
}

@Suite struct `A decision about a partner` {
    @Test func `reads as it was made, and its partner reads it`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            let advice = try await office.file(Office.advice(member.partner)).madeIdentifier
            let made = try await office.decide(
                Office.decision(member.partner, advice: advice, agreement: member.process)
            )
            let target = "/v1/decisions/\(try made.madeIdentifier)"
            #expect(made.headers["location"] == target)
            let read = try await api.send(.get, target, as: .partner(member.partner))
            #expect(read.body == made.body)
            #expect(
                read.json.names == [
                    "id", "partnerId", "agreementId", "adviceId", "ground", "outcome",
                    "decidedOn", "documentReference", "reasonsForDeviating", "signals",
                    "createdAt", "version",
                ]
            )
            let other = try await api.makePartner()
            let hidden = try await api.send(.get, target, as: .partner(other))
            #expect(hidden.summary == "404 resource.not-found")
            // Nothing ends by itself: the municipality may dissolve, and has not yet.
            #expect(try await office.agreement(member.process)["state"].text == "in-force")
        }
    }

    @Test func `and an advice are made once for one key of 64 equal requests`() async throws {
        try await withAPI(loops: 2) { api in
            let partner = try await Office(api).makeMember().partner
            for (path, body) in [
                ("advices", Office.advice(partner, "mdg-if")),
                ("decisions", Office.decision(partner, "fraud")),
            ] {
                let role: Role = path == "advices" ? .municipality : .college
                let answers = try await withThrowingTaskGroup(of: Response.self) { group in
                    for number in 0..<64 {
                        group.addTask {
                            try await api.send(
                                .post,
                                "/v1/\(path)",
                                as: .role(role),
                                json: body,
                                headers: ["Idempotency-Key": "one"],
                                loop: number
                            )
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(answers.allSatisfy { $0.status == 201 })
                #expect(Set(answers.map(\.text)).count == 1)
                let list = try await api.send(.get, "/v1/\(path)?count=true")
                #expect(list.json["total"].number == 1)
            }
        }
    }

    @Test func `is refused without what it rests on, with its article`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            let partner = member.partner
            let stranger = try await office.makeMember()
            let foreign = try await office.file(Office.advice(stranger.partner)).madeIdentifier
            let measures = try await office.file(
                Office.advice(partner, "mdg-if", "stricter-conditions"),
                as: .municipality
            ).madeIdentifier
            let nobody = Identifier(high: 1, low: 1)
            for (body, code) in [
                (Office.decision(nobody, "fraud"), "partner-unknown"),
                (
                    Office.decision(partner, "fraud", agreement: stranger.process),
                    "agreement-unknown"
                ),
                (Office.decision(partner), "advice-missing"),
                (Office.decision(partner, advice: foreign), "advice-unknown"),
                (Office.decision(partner, advice: measures), "advice-of-other-body"),
                (Office.decision(partner, "trust", "none", advice: measures), "reasons-missing"),
            ] {
                let answer = try await office.decide(body)
                #expect(answer.summary == "409 decision.\(code)")
                let isUnknown = ["partner-unknown", "agreement-unknown"].contains(code)
                #expect(answer.json["grounds"][0]["article"].text == (isUnknown ? "7.5" : "10.2"))
            }
            let list = "/v1/decisions?count=true&partnerId=\(partner)"
            #expect(try await api.send(.get, list).json["total"].number == 0)
        }
    }

    @Test func `is listed page by page, each partner its own`() async throws {
        try await withAPI { api in
            let office = Office(api)
            let one = try await api.makePartner()
            let other = try await api.makePartner()
            for partner in [one, other, one] {
                _ = try await office.decide(Office.decision(partner, "fraud", "none"))
            }
            let first = try await api.send(.get, "/v1/decisions?limit=1&count=true")
            #expect(first.json["total"].number == 3)
            let second = try await api.send(.get, try #require(first.json["next"].text))
            #expect(second.json["items"].count == 1)
            let own = try await api.send(.get, "/v1/decisions?count=true", as: .partner(one))
            #expect(own.json["total"].number == 2)
            let filtered = try await api.send(.get, "/v1/decisions?partnerId=\(other)&count=true")
            #expect(filtered.json["total"].number == 1)
        }
    }
}
