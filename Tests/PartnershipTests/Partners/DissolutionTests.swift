import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A dissolution` {
    @Test(arguments: [
        ("2027-06-30", "2029-06-30"), ("2028-02-29", "2030-03-01"), ("2034-07-01", "2036-07-01"),
    ])
    func `of a process agreement keeps its party out for two years`(
        dissolvedOn: String,
        until: String
    ) async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            let answer = try await office.end(member.process, Office.dissolution(dissolvedOn))
            #expect(answer.status == 201)
            #expect(answer.json["excludedUntil"].text == until)
            #expect(
                answer.json["grounds"].elements.map { $0["article"].text } == ["10.1", "10.3"]
            )
            #expect(try await office.partner(member.partner)["excludedUntil"].text == until)
        }
    }

    @Test func `of an assignment agreement keeps nobody out`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            let answer = try await office.end(
                member.assignment,
                Office.dissolution("2026-12-31")
            )
            #expect(answer.json["excludedUntil"].isNull)
            #expect(try await office.partner(member.partner)["excludedUntil"].isNull)
            try await api.makeAgreement("assignment", of: member.partner, from: "2027-01-01")
        }
    }

    @Test func `refuses a new process agreement until two years have passed`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            _ = try await office.end(member.process, Office.dissolution("2027-06-30"))
            let body = """
                {"partnerId": "\(member.partner)", "kind": "process", "signedOn": "2027-07-01",
                 "startsOn": "2029-06-29", "documentReference": "PO-2"}
                """
            let early = try await api.send(.post, "/v1/agreements", json: body)
            #expect(early.summary == "409 agreement.partner-excluded")
            #expect(early.json["grounds"][0]["article"].text == "10.3")
            #expect(early.json["grounds"][0]["until"].text == "2029-06-30")
            let list = "/v1/agreements?partnerId=\(member.partner)&count=true"
            #expect(try await api.send(.get, list).json["total"].number == 2)
            let later = body.replacing("2029-06-29", with: "2029-06-30")
            #expect(try await api.send(.post, "/v1/agreements", json: later).status == 201)
        }
    }

    @Test(arguments: [Office.notice("2026-03-15"), Office.mutual("2027-03-31")])
    func `alone does: after notice or by consent a party may come back at once`(
        body: String
    ) async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            _ = try await office.end(member.process, body)
            #expect(try await office.partner(member.partner)["excludedUntil"].isNull)
            try await api.makeAgreement("process", of: member.partner, from: "2027-04-01")
        }
    }

    @Test(arguments: [("2026-05-11", false), ("2026-05-12", true)])
    func `does not take effect before the college decided`(
        endsOn: String,
        isTaken: Bool
    ) async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            let decision = try await office.decide(Office.decision(member.partner, "fraud"))
                .madeIdentifier
            let body = Office.dissolution(endsOn, "fraud", decision: decision)
            let answer = try await office.end(member.process, body)
            #expect(
                answer.summary == (isTaken ? "201" : "409 termination.ends-before-decision")
            )
        }
    }

    @Test func `comes in the place of a notice, and of no other dissolution`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            let notice = try await office.end(member.process, Office.notice("2026-03-15"))
            #expect(notice.json["version"].number == 1)
            let body = Office.dissolution("2026-12-31", "fraud")
            let blind = try await office.end(member.process, body)
            #expect(blind.summary == "428 resource.precondition-required")
            let stale = try await office.end(member.process, body, headers: ["If-Match": "\"x\""])
            #expect(stale.summary == "412 resource.precondition-failed")
            let late = Office.dissolution("2027-04-01", "fraud")
            let after = try await office.end(member.process, late, headers: ["If-Match": "*"])
            #expect(after.summary == "409 termination.ends-after-agreed")
            let tag = try #require(notice.headers["etag"])
            let made = try await office.end(member.process, body, headers: ["If-Match": tag])
            #expect(made.status == 200)
            #expect(made.json["endsOn"].text == "2026-12-31")
            #expect(made.json["agreedEndsOn"].text == "2035-12-31")
            #expect(made.json["version"].number == 2)
            #expect(try await office.partner(member.partner)["excludedUntil"].text == "2028-12-31")
            let again = try await office.end(member.process, body)
            #expect(again.status == 200 && again.body == made.body)
            let other = Office.dissolution("2026-11-30", "fraud")
            let refused = try await office.end(member.process, other, headers: ["If-Match": "*"])
            #expect(refused.summary == "409 termination.recorded")
            let history = try await api.send(.get, "/v1/partners/\(member.partner)/history").json
            #expect(history["agreements"].count == 2)
        }
    }

    @Test func `refuses the party in an open house too`() async throws {
        try await withAPI { api in
            let office = Office(api)
            let house = House(api)
            try house.stopClock(at: "2027-09-01T12:00:00Z")
            let window = try await house.open()
            let member = try await office.makeMember()
            let kvk = try await office.partner(member.partner)["kvkNumber"].text ?? ""
            _ = try await office.end(member.process, Office.dissolution("2027-06-30"))
            let number = try #require(Int(kvk))
            let refused = try await house.apply(to: window, House.application(number))
            #expect(refused.summary == "409 application.applicant-excluded")
            #expect(refused.json["grounds"][0]["until"].text == "2029-06-30")
        }
    }

    @Test func `is told of another KvK number with the same AGB code`() async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-06-15")
            let house = House(api)
            let window = try await house.open()
            let member = try await office.makeMember()
            let excluded = try await office.partner(member.partner)
            let agb = try #require(excluded["agbCode"].text)
            let number = api.nextNumber()
            let body = House.application(number)
                .replacing("\"agbCode\": \"\(number)\"", with: "\"agbCode\": \"\(agb)\"")
            let made = try await house.apply(to: window, body)
            #expect(made.status == 201)
            #expect(made.json["signals"].count == 0)
            let target = "/v1/applications/\(try made.madeIdentifier)"
            _ = try await office.end(member.process, Office.dissolution("2026-09-30"))
            let signal = try await api.send(.get, target).json["signals"][0]
            #expect(signal["code"].text == "application.agb-code-excluded")
            #expect(signal["detail"].text?.contains("2028-09-30") == true)
            #expect(signal["source"].text == "PO 10.3")
            let other = try await house.apply(to: window)
            #expect(other.json["signals"].count == 0)
            try office.stopToday(at: "2028-09-29")
            #expect(try await api.send(.get, target).json["signals"].count == 1)
            try office.stopToday(at: "2028-09-30")
            #expect(try await api.send(.get, target).json["signals"].count == 0)
        }
    }

    @Test func `and a new agreement at once do not both take place`() async throws {
        try await withAPI(loops: 2) { api in
            let office = Office(api)
            for _ in 0..<8 {
                let member = try await office.makeMember()
                async let ended = api.send(
                    .put,
                    "/v1/agreements/\(member.process)/termination",
                    json: Office.dissolution("2026-12-31"),
                    headers: ["If-None-Match": "*"],
                    loop: 0
                )
                async let made = api.send(
                    .post,
                    "/v1/agreements",
                    json: """
                        {"partnerId": "\(member.partner)", "kind": "process",
                         "signedOn": "2026-12-01", "startsOn": "2027-01-01",
                         "documentReference": "PO-2"}
                        """,
                    loop: 1
                )
                let answers = try await (ended, made)
                #expect(answers.0.status == 201)
                let codes = ["agreement.overlaps", "agreement.partner-excluded"]
                #expect(codes.contains(answers.1.code ?? ""))
            }
        }
    }
}

@Suite struct `A dissolution on the ground of trust` {
    private func end(
        _ office: Office,
        _ member: Office.Member,
        _ advice: Identifier?,
        _ decision: Identifier?
    ) async throws -> Response {
        try await office.end(
            member.process,
            Office.dissolution("2026-12-31", "trust", advice: advice, decision: decision)
        )
    }

    @Test func `takes the trust body's advice and then the college's decision`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            let advice = try await office.file(Office.advice(member.partner)).madeIdentifier
            let without = try await end(office, member, advice, nil)
            #expect(without.summary == "409 termination.decision-missing")
            let decision = try await office.decide(
                Office.decision(member.partner, advice: advice, agreement: member.process)
            ).madeIdentifier
            let unadvised = try await end(office, member, nil, decision)
            #expect(unadvised.summary == "409 termination.advice-missing")
            let made = try await end(office, member, advice, decision)
            #expect(made.status == 201)
            #expect(made.json["adviceId"].identifier == advice)
            #expect(made.json["decisionId"].identifier == decision)
            #expect(
                made.json["grounds"].elements.map { $0["article"].text }
                    == ["10.1", "10.2", "10.3"]
            )
            #expect(try await end(office, member, advice, decision).status == 200)
        }
    }

    @Test func `is refused while its advice or decision does not bear it`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            let partner = member.partner
            let advice = try await office.file(Office.advice(partner)).madeIdentifier
            let other = try await office.file(Office.advice(partner)).madeIdentifier
            let measures = try await office.file(
                Office.advice(partner, "mdg-if", "stricter-conditions"),
                as: .municipality
            ).madeIdentifier
            let foreign = try await office.file(
                Office.advice(try await api.makePartner())
            ).madeIdentifier
            let decision = try await office.decide(
                Office.decision(partner, advice: advice)
            ).madeIdentifier
            let mild = try await office.decide(
                Office.decision(partner, "trust", "stricter-conditions", advice: measures)
            ).madeIdentifier
            let elsewhere = try await office.decide(
                Office.decision(partner, advice: advice, agreement: member.assignment)
            ).madeIdentifier
            let cases: [(Identifier, Identifier, String)] = [
                (measures, mild, "advice-of-other-body"),
                (foreign, decision, "advice-unknown"),
                (advice, mild, "decision-not-to-terminate"),
                (other, decision, "decision-on-other-advice"),
                (advice, elsewhere, "decision-on-other-agreement"),
            ]
            for (advice, decision, code) in cases {
                let answer = try await end(office, member, advice, decision)
                #expect(answer.summary == "409 termination.\(code)")
                #expect(answer.json["grounds"][0]["article"].text == "10.2")
            }
            #expect(try await office.agreement(member.process)["state"].text == "in-force")
        }
    }

    @Test func `may deviate from the advice with reasons`() async throws {
        try await withSharedAPI { api in
            let office = Office(api)
            let member = try await office.makeMember()
            let advice = try await office.file(
                Office.advice(member.partner, "trust-body", "stricter-conditions")
            ).madeIdentifier
            let bare = try await office.decide(Office.decision(member.partner, advice: advice))
            #expect(bare.summary == "409 decision.reasons-missing")
            let decision = try await office.decide(
                Office.decision(member.partner, advice: advice, reasons: "Herhaling.")
            ).madeIdentifier
            #expect(try await end(office, member, advice, decision).status == 201)
        }
    }
}
