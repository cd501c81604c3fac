import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The way of a proposal` {
    @Test func `leads to adoption, and every step reads as it was taken`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.propose().madeIdentifier
            let partners = [try await api.makePartner(), try await api.makePartner()]
            let endorsed =
                #"[{"body": "aldermen", "endorsedOn": "2026-04-14", "reference": "WH 31"}]"#
            let steps = [
                ("agenda", ProposalDesk.agenda(), "on-agenda"),
                ("elaboration", ProposalDesk.elaboration(partners), "elaborating"),
                ("elaborated-proposal", ProposalDesk.elaborated(), "elaborated"),
                ("decision", ProposalDesk.decision(endorsements: endorsed), "adopted"),
            ]
            for (step, body, state) in steps {
                let path = "\(ProposalDesk.path)/\(id)/\(step)"
                #expect(try await api.send(.get, path).status == 404)
                let made = try await desk.put(step, of: id, body)
                #expect(made.status == 201)
                #expect(made.headers["location"] == path)
                let sent = try TestJSON(body)
                #expect(made.json.names == ["id"] + sent.names + ["createdAt", "version"])
                for name in sent.names {
                    #expect(made.json[name].description == sent[name].description)
                }
                let read = try await api.send(.get, path, as: .role(.frontend))
                #expect(read.body == made.body)
                #expect(read.headers["etag"] == made.headers["etag"])
                #expect(try await desk.state(of: id) == state)
            }
            let adopted = try await api.send(.get, "\(ProposalDesk.path)/\(id)")
            #expect(adopted.json["validFrom"].text == "2026-07-01")
            #expect(adopted.json["version"].number == 5)
            // Each once more is what was done, also after what came behind it.
            for (step, body, _) in steps {
                #expect(try await desk.put(step, of: id, body).status == 200)
            }
            let again = try await api.send(.get, "\(ProposalDesk.path)/\(id)")
            #expect(again.body == adopted.body)
        }
    }

    @Test func `is taken with nothing there, and otherwise not`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.propose().madeIdentifier
            let body = ProposalDesk.agenda()
            #expect(try await desk.put("agenda", of: id, body, headers: [:]).status == 428)
            let stale = try await desk.put("agenda", of: id, body, headers: ["If-Match": "\"a\""])
            #expect(stale.status == 412)
            #expect(try await desk.state(of: id) == "proposed")
            let nothing = Identifier(high: 1, low: 1)
            #expect(try await desk.put("agenda", of: nothing, body).status == 404)
        }
    }

    @Test(arguments: [
        (Proposal.State.proposed, "agenda", ProposalDesk.agenda(on: "2026-01-11"), "2026-01-12"),
        (.onAgenda, "elaboration", ProposalDesk.elaboration(on: "2026-01-31"), "2026-02-01"),
        (
            .elaborating, "elaborated-proposal", ProposalDesk.elaborated(on: "2026-02-01"),
            "2026-02-02"
        ),
        (.elaborated, "decision", ProposalDesk.decision(on: "2026-03-19"), "2026-03-20"),
        (.elaborated, "withdrawal", ProposalDesk.withdrawal(on: "2026-03-19"), "2026-03-20"),
    ])
    func `has its days in order`(
        state: Proposal.State,
        step: String,
        early: String,
        last: String
    ) async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.proposal(in: state)
            let refused = try await desk.put(step, of: id, early)
            #expect(refused.summary == "409 proposal.dated-before")
            #expect(refused.json["detail"].text?.contains(last) == true)
            #expect(refused.json["grounds"][0]["article"].text == "8")
            #expect(try await desk.state(of: id) == state.rawValue)
            let day = Day(last).map { $0.adding(days: -1).description } ?? ""
            let made = try await desk.put(step, of: id, early.replacing(day, with: last))
            #expect(made.status == 201)
        }
    }

    @Test(arguments: [("hendig", "PO", "8"), ("zhz", "ZHZ", "3.2")])
    func `names the missing step and the article of its arrangement`(
        arrangement: String,
        source: String,
        article: String
    ) async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.propose(ProposalDesk.text(arrangement: arrangement))
                .madeIdentifier
            let refused = try await desk.put("decision", of: id, ProposalDesk.decision())
            #expect(refused.summary == "409 proposal.step-missing")
            #expect(refused.json["detail"].text?.contains("agenda") == true)
            #expect(refused.json["grounds"][0]["source"].text == source)
            #expect(refused.json["grounds"][0]["article"].text == article)
        }
    }

    @Test func `keeps what its tests contradict off the agenda, and the other way round`()
        async throws
    {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.propose().madeIdentifier
            let all = [true, true, true]
            for body in [
                ProposalDesk.agenda(met: [false, false, false]),
                ProposalDesk.agenda("not-on-agenda", met: all),
            ] {
                let refused = try await desk.put("agenda", of: id, body)
                #expect(refused.summary == "409 proposal.tests-contradict")
                #expect(refused.json["grounds"][0]["source"].text == "ZHZ")
            }
            #expect(try await desk.state(of: id) == "proposed")
        }
    }

    @Test func `gives work to partners, and to two of them at least`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.proposal(in: .onAgenda)
            let partner = try await api.makePartner()
            let unknown = Identifier(high: 1, low: 1)
            for (ids, code) in [([partner], "alone"), ([partner, unknown], "unknown")] {
                let refused = try await desk.put(
                    "elaboration",
                    of: id,
                    ProposalDesk.elaboration(ids)
                )
                #expect(refused.summary == "409 proposal.assignee-\(code)")
                #expect(refused.json["grounds"].count == 1)
            }
            #expect(try await desk.state(of: id) == "on-agenda")
        }
    }

    @Test func `ends with a body of the table alone`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.proposal(
                in: .elaborated,
                ProposalDesk.text(arrangement: "zhz", subject: "frame")
            )
            let college = try await desk.put("decision", of: id, ProposalDesk.decision())
            #expect(college.summary == "409 proposal.other-body")
            #expect(college.json["grounds"][0]["article"].text == "4")
            let endorsed =
                #"[{"body": "aldermen", "endorsedOn": "2026-04-14", "reference": "WH 31"}]"#
            let endorser = try await desk.put(
                "decision",
                of: id,
                ProposalDesk.decision(by: "management-team", endorsements: endorsed)
            )
            #expect(endorser.summary == "409 proposal.no-endorser")
            #expect(endorser.json["grounds"].count == 1)
            let made = try await desk.put(
                "decision",
                of: id,
                ProposalDesk.decision(by: "management-team")
            )
            #expect(made.status == 201)
        }
    }

    @Test func `is decided by the college, and by no one for it`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.proposal(in: .elaborated)
            let refused = try await desk.put(
                "decision",
                of: id,
                ProposalDesk.decision(),
                as: .role(.municipality)
            )
            #expect(refused.summary == "403 access.scope-missing")
            #expect(try await desk.state(of: id) == "elaborated")
        }
    }

    @Test func `is ended by the partner whose proposal it is, and by no other`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let partner = try await api.makePartner()
            let other = try await api.makePartner()
            let id = try await desk.propose(as: .partner(partner)).madeIdentifier
            let ofNobody = try await desk.propose().madeIdentifier
            let body = ProposalDesk.withdrawal()
            for (proposal, sender) in [(id, other), (ofNobody, partner)] {
                let refused = try await desk.put(
                    "withdrawal",
                    of: proposal,
                    body,
                    as: .partner(sender)
                )
                #expect(refused.summary == "403 access.not-yours")
                #expect(try await desk.state(of: proposal) == "proposed")
            }
            let made = try await desk.put("withdrawal", of: id, body, as: .partner(partner))
            #expect(made.status == 201)
            #expect(try await desk.state(of: id) == "withdrawn")
        }
    }

    private static let twice = #"{"body": "mdg-if", "endorsedOn": "2026-04-14", "reference": "R"}"#

    @Test(arguments: [
        ("agenda", ProposalDesk.agenda("later"), "/outcome enum"),
        ("agenda", ProposalDesk.agenda(met: [true, true]), "/tests/changedContext required"),
        (
            "agenda", ProposalDesk.agenda().replacing("\"Omdat.\"", with: "\" \""),
            "/tests/collective/motive format"
        ),
        ("elaboration", ProposalDesk.elaboration(on: "2027-01-01"), "/dueOn range"),
        (
            "elaboration", ProposalDesk.elaboration().replacing("[]", with: "[\"1\"]"),
            "/assigneeIds/0 format"
        ),
        ("elaborated-proposal", ProposalDesk.elaborated(on: "soon"), "/elaboratedOn format"),
        ("decision", ProposalDesk.decision(from: nil), "/validFrom type"),
        ("decision", ProposalDesk.decision(from: "2026-04-13"), "/validFrom range"),
        (
            "decision", ProposalDesk.decision().replacing("adopted", with: "rejected"),
            "/validFrom format"
        ),
        (
            "decision", ProposalDesk.decision(endorsements: "[\(twice), \(twice)]"),
            "/endorsements/1/body format"
        ),
        (
            "decision",
            ProposalDesk.decision(endorsements: "[\(twice.replacing("-14", with: "-15"))]"),
            "/endorsements/0/endorsedOn range"
        ),
        ("withdrawal", "{\"withdrawnOn\": \"2026-05-01\"}", "/reasons required"),
    ])
    func `takes no step that is wrong in itself`(
        step: String,
        body: String,
        place: String
    ) async throws {
        try await withSharedAPI { api in
            let answer = try await ProposalDesk(api)
                .put(step, of: Identifier(high: 1, low: 1), body)
            #expect(answer.status == 400)
            #expect(answer.places.first == place)
        }
    }
}
