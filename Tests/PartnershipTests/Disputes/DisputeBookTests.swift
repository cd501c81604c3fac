import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct Disputes {
    @Test func `are seen by their parties, and by no other partner`() async throws {
        try await withSharedAPI { api in
            let desk = DisputeDesk(api)
            let parties = [try await api.makePartner(), try await api.makePartner()]
            let stranger = try await api.makePartner()
            let made = try await desk.open(
                DisputeDesk.text(parties, withMunicipality: false),
                as: .partner(parties[1])
            )
            #expect(made.status == 201)
            #expect(
                made.json.names == [
                    "id", "subject", "partnerIds", "withMunicipality", "documentReferences",
                    "openedOn", "state", "createdAt", "version",
                ]
            )
            #expect(Set(made.json["partnerIds"].texts) == Set(parties.map(\.description)))
            let path = "\(DisputeDesk.path)/\(try made.madeIdentifier)"
            #expect(made.headers["location"] == path)
            for sender in [TestAPI.Sender.partner(parties[0]), .role(.college), .role(.auditor)] {
                #expect(try await api.send(.get, path, as: sender).body == made.body)
            }
            #expect(try await api.send(.get, path, as: .partner(stranger)).status == 404)
            for (partner, count) in [(parties[0], 1), (stranger, 0)] {
                let list = try await api.send(
                    .get,
                    DisputeDesk.path + "?count=true",
                    as: .partner(partner)
                )
                #expect(list.json["items"].count == count)
                #expect(list.json["total"].number == count)
            }
        }
    }

    @Test func `go on by any of their parties, and by no other partner`() async throws {
        try await withSharedAPI { api in
            let desk = DisputeDesk(api)
            let partner = try await api.makePartner()
            let stranger = try await api.makePartner()
            let id = try await desk.open(DisputeDesk.text([partner])).madeIdentifier
            let body = DisputeDesk.body(.appointMediator)
            let refused = try await desk.put("mediation", of: id, body, as: .partner(stranger))
            #expect(refused.status == 404)
            let made = try await desk.put("mediation", of: id, body, as: .partner(partner))
            #expect(made.status == 201)
            let path = "\(DisputeDesk.path)/\(id)/mediation"
            #expect(try await api.send(.get, path, as: .partner(partner)).body == made.body)
            #expect(try await api.send(.get, path, as: .partner(stranger)).status == 404)
        }
    }

    @Test func `come from a mediator to the court, and every step reads as it was taken`()
        async throws
    {
        try await withSharedAPI { api in
            let desk = DisputeDesk(api)
            let id = try await desk.dispute(in: .opened)
            let commands: [Dispute.Command] = [.appointMediator, .fail, .goToCourt, .close]
            for command in commands {
                let step = Dispute.State.step(of: command).rawValue
                let path = "\(DisputeDesk.path)/\(id)/\(step)"
                #expect(try await api.send(.get, path).status == 404)
                let body = DisputeDesk.body(command)
                let bare = try await desk.put(step, of: id, body, headers: [:])
                #expect(bare.status == 428)
                let made = try await desk.put(step, of: id, body)
                #expect(made.headers["location"] == path)
                let sent = try TestJSON(body)
                #expect(made.json.names == ["id"] + sent.names + ["createdAt", "version"])
                #expect(try await api.send(.get, path).body == made.body)
                let again = try await desk.put(step, of: id, body)
                #expect(again.status == 200)
                #expect(again.body == made.body)
            }
            let read = try await api.send(.get, "\(DisputeDesk.path)/\(id)")
            #expect(read.json["state"].text == "closed")
            #expect(read.json["version"].number == 5)
        }
    }

    @Test(arguments: [
        (Dispute.State.opened, Dispute.Command.goToCourt, "dispute.step-missing", "mediation"),
        (.inMediation, .goToCourt, "dispute.step-missing", "mediation-result"),
        (.settled, .goToCourt, "dispute.ended", "settled"),
        (.mediationFailed, .settle, "dispute.step-taken", "mediation-result"),
    ])
    func `do not come to court but by a mediation without settlement`(
        state: Dispute.State,
        command: Dispute.Command,
        code: String,
        word: String
    ) async throws {
        try await withSharedAPI { api in
            let desk = DisputeDesk(api)
            let id = try await desk.dispute(in: state)
            let body = DisputeDesk.body(command, on: "2026-06-01")
            let answer = try await desk.put(Dispute.State.step(of: command).rawValue, of: id, body)
            #expect(answer.summary == "409 \(code)")
            #expect(answer.json["detail"].text?.contains(word) == true)
            #expect(answer.json["grounds"][0]["source"].text == "PO")
            #expect(answer.json["grounds"][0]["article"].text == "12")
        }
    }

    @Test func `have their days in order`() async throws {
        try await withSharedAPI { api in
            let desk = DisputeDesk(api)
            let id = try await desk.dispute(in: .opened)
            let early = DisputeDesk.body(.appointMediator, on: "2025-05-03")
            let refused = try await desk.put("mediation", of: id, early)
            #expect(refused.summary == "409 dispute.dated-before")
            #expect(refused.json["grounds"][0]["article"].text == "12")
            let same = DisputeDesk.body(.appointMediator, on: "2025-05-04")
            #expect(try await desk.put("mediation", of: id, same).status == 201)
        }
    }

    @Test func `are opened between partners that are there, by one of them`() async throws {
        try await withSharedAPI { api in
            let desk = DisputeDesk(api)
            let partner = try await api.makePartner()
            let stranger = try await api.makePartner()
            let unknown = Identifier(high: 1, low: 1)
            let refused = try await desk.open(DisputeDesk.text([partner, unknown]))
            #expect(refused.summary == "409 dispute.partner-unknown")
            #expect(refused.json["grounds"][0]["article"].text == "12")
            let other = try await desk.open(DisputeDesk.text([partner]), as: .partner(stranger))
            #expect(other.summary == "403 access.not-yours")
        }
    }

    @Test func `are refused when they are wrong in themselves`() async throws {
        try await withSharedAPI { api in
            let desk = DisputeDesk(api)
            let partner = try await api.makePartner()
            let text = DisputeDesk.text([partner])
            for (body, place) in [
                (DisputeDesk.text([]), "/partnerIds length"),
                (DisputeDesk.text([partner], withMunicipality: false), "/partnerIds length"),
                (DisputeDesk.text([partner, partner]), "/partnerIds/1 format"),
                (text.replacing("\"DOC-310\"", with: "3"), "/documentReferences/0 type"),
                (text.replacing("2025-05-04", with: "today"), "/openedOn format"),
                (text.replacing("De uitleg van artikel 5.1", with: ""), "/subject length"),
            ] {
                let answer = try await desk.open(body)
                #expect(answer.status == 400)
                #expect(answer.places == [place])
            }
        }
    }

    @Test func `that come twice with one idempotency key are one`() async throws {
        try await withAPI(loops: 2) { api in
            let partner = try await api.makePartner()
            let answers = try await api.sendAtOnce(
                16,
                .post,
                DisputeDesk.path,
                json: DisputeDesk.text([partner]),
                headers: ["Idempotency-Key": "dispute-1"]
            )
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 })
        }
    }
}
