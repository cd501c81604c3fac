import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Intakes and decisions` {
    @Test func `lead from the application to a partner`() async throws {
        try await withAPI { api in
            let house = House(api)
            let id = try await house.application(in: .received, of: house.open())
            let early = try await house.put("decision", of: id, House.admission)
            #expect(early.summary == "409 application.intake-missing")
            #expect(early.json["grounds"][0]["article"].text == "9.2")
            let intake = try await house.put("intake", of: id, House.intake)
            #expect(intake.status == 201)
            #expect(
                intake.json["participants"].texts == ["kartrekker", "aanjager", "management"]
            )
            let decision = try await house.put("decision", of: id, House.admission)
            #expect(decision.status == 201)
            let partner = try #require(decision.json["partnerId"].text)
            let read = try await api.send(.get, "/v1/partners/\(partner)")
            #expect(read.json["name"].text == "De Es")
            #expect(read.json["status"].text == "candidate")
            let application = try await api.send(.get, "/v1/applications/\(id)")
            #expect(application.json["state"].text == "admitted")
            #expect(application.json["partnerId"].text == partner)
            #expect(
                application.json["measurements"].elements.allSatisfy { $0["isMet"].boolean == true }
            )
        }
    }

    @Test func `are made once: the same again is answered again`() async throws {
        try await withAPI { api in
            let house = House(api)
            let id = try await house.application(in: .intakeHeld, of: house.open())
            let first = try await house.put("decision", of: id, House.refusal)
            #expect(first.status == 201)
            let again = try await house.put("decision", of: id, House.refusal)
            #expect(again.status == 200 && again.body == first.body)
            let other = try await house.put("decision", of: id, House.admission)
            #expect(other.summary == "409 application.decided")
        }
    }

    @Test func `that come at once admit one partner`() async throws {
        try await withAPI(loops: 2) { api in
            let house = House(api)
            let id = try await house.application(in: .intakeHeld, of: house.open())
            let answers = try await api.sendAtOnce(
                64,
                .put,
                "/v1/applications/\(id)/decision",
                json: House.admission,
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
            let partners = try await api.send(.get, "/v1/partners?count=true")
            #expect(partners.json["total"].number == 1)
        }
    }

    @Test(arguments: [
        (#""criterionCode": "QUALITY""#, "reasons-missing"),
        (#""reasons": "Past niet.""#, "criterion-missing"),
        (#""criterionCode": "TASTE", "reasons": "Past niet.""#, "criterion-not-published"),
    ])
    func `refuse on a published criterion with reasons alone`(
        members: String,
        code: String
    ) async throws {
        try await withAPI { api in
            let house = House(api)
            let id = try await house.application(in: .intakeHeld, of: house.open())
            let body = """
                {"outcome": "refused", "decidedOn": "2026-03-03", "decisionReference": "B&W 3",
                 \(members)}
                """
            let answer = try await house.put("decision", of: id, body)
            #expect(answer.summary == "409 application.\(code)")
            #expect(answer.json["grounds"][0]["article"].text == "9.3")
            let read = try await api.send(.get, "/v1/applications/\(id)")
            #expect(read.json["state"].text == "intake-held")
        }
    }

    @Test func `do not go back before the intake`() async throws {
        try await withAPI { api in
            let house = House(api)
            let id = try await house.application(in: .intakeHeld, of: house.open())
            let before = House.admission.replacing("2026-03-03", with: "2026-02-17")
            let answer = try await house.put("decision", of: id, before)
            #expect(answer.summary == "409 application.decided-before-intake")
            let same = House.admission.replacing("2026-03-03", with: "2026-02-18")
            #expect(try await house.put("decision", of: id, same).status == 201)
        }
    }

    @Test func `admit nobody who was excluded after applying`() async throws {
        try await withAPI { api in
            let house = House(api)
            let office = Office(api)
            let member = try await office.makeMember()
            let number = try #require(
                try await office.partner(member.partner)["kvkNumber"].text.flatMap { Int($0) }
            )
            let id = try await house.apply(to: house.open(), House.application(number))
                .madeIdentifier
            try await house.put("intake", of: id, House.intake)
            _ = try await office.end(member.process, Office.dissolution("2026-06-30"))
            let admitted = try await house.put("decision", of: id, House.admission)
            #expect(admitted.summary == "409 application.applicant-excluded")
            #expect(admitted.json["grounds"][0]["until"].text == "2028-06-30")
            #expect(try await house.put("decision", of: id, House.refusal).status == 201)
        }
    }

    @Test func `admit only who commits to the method`() async throws {
        try await withAPI { api in
            let house = House(api)
            let body = House.application(api.nextNumber(), commits: false)
            let id = try await house.apply(to: house.open(), body).madeIdentifier
            try await house.put("intake", of: id, House.intake)
            let answer = try await house.put("decision", of: id, House.admission)
            #expect(answer.summary == "409 application.conditions-not-met")
        }
    }

    @Test func `are laid side by side in the report of the window`() async throws {
        try await withAPI { api in
            let house = House(api)
            let window = try await house.open()
            for state in [Application.State.received, .intakeHeld, .admitted, .admitted] {
                _ = try await house.application(in: state, of: window)
            }
            let refused = try await house.application(in: .refused, of: window)
            let path = "/v1/open-house-windows/\(window)/report"
            let report = try await api.send(.get, path, as: .role(.auditor)).json
            #expect(
                report["applications"].description
                    == #"{"received":1,"intakeHeld":1,"admitted":2,"refused":1}"#
            )
            let tallies = report["criteria"].elements.map { criterion in
                ["met", "notMet", "unmeasured"].map { criterion[$0].number }
            }
            #expect(tallies == [[2, 0, 1], [2, 1, 0]])
            #expect(report["unmeasured"].count == 1)
            #expect(report["unmeasured"][0]["applicationId"].text == "\(refused)")
            #expect(report["unmeasured"][0]["criterionCodes"].texts == ["METHOD"])
            let frontend = try await api.send(.get, path, as: .role(.frontend))
            #expect(frontend.status == 403)
        }
    }
}
