import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct Proposals {
    @Test func `read as they were made, for every partner`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let partner = try await api.makePartner()
            let made = try await desk.propose(as: .partner(partner))
            #expect(made.status == 201)
            let id = try made.madeIdentifier
            #expect(made.headers["location"] == "\(ProposalDesk.path)/\(id)")
            #expect(
                made.json.names == [
                    "id", "kind", "tone", "segment", "arrangement", "subject", "title", "text",
                    "documentReference", "signalId", "partnerId", "proposedOn", "state",
                    "decidingBodies", "endorsingBodies", "validFrom", "createdAt", "version",
                ]
            )
            #expect(made.json["partnerId"].identifier == partner)
            #expect(made.json["state"].text == "proposed")
            #expect(made.json["decidingBodies"].texts == ["college"])
            let other = try await api.makePartner()
            for sender in [TestAPI.Sender.partner(other), .role(.frontend), .role(.college)] {
                let read = try await api.send(.get, "\(ProposalDesk.path)/\(id)", as: sender)
                #expect(read.body == made.body)
                #expect(read.headers["etag"] == made.headers["etag"])
            }
        }
    }

    @Test(arguments: [TestAPI.Sender.role(.municipality), .role(.frontend)])
    func `have no partner when none proposes them`(sender: TestAPI.Sender) async throws {
        try await withSharedAPI { api in
            let made = try await ProposalDesk(api).propose(as: sender)
            #expect(made.status == 201)
            #expect(made.json["partnerId"].isNull)
        }
    }

    @Test func `may leave out what has a common value`() async throws {
        try await withSharedAPI { api in
            let made = try await ProposalDesk(api).propose(
                #"{"kind": "proposal", "subject": "other", "title": "A", "text": "B"}"#
            )
            #expect(made.json["arrangement"].text == "hendig")
            #expect(made.json["tone"].isNull && made.json["segment"].isNull)
            #expect(made.json["proposedOn"].text.flatMap { Day($0) } != nil)
        }
    }

    @Test func `come from a signal, and from nothing else`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let signal = try await desk.propose(ProposalDesk.text(kind: "signal"))
            #expect(signal.json["state"].text == "signalled")
            let first = try signal.madeIdentifier
            let made = try await desk.propose(
                ProposalDesk.text(more: #", "signalId": "\#(first)""#)
            )
            #expect(made.json["signalId"].identifier == first)
            for unfit in [try made.madeIdentifier, Identifier(high: 1, low: 1)] {
                let refused = try await desk.propose(
                    ProposalDesk.text(more: #", "signalId": "\#(unfit)""#)
                )
                #expect(refused.summary == "409 proposal.signal-unknown")
                #expect(refused.json["grounds"][0]["article"].text == "8")
            }
        }
    }

    @Test func `are listed by state and page by page`() async throws {
        try await withAPI { api in
            let desk = ProposalDesk(api)
            for state in [Proposal.State.proposed, .onAgenda, .proposed, .signalled, .proposed] {
                _ = try await desk.proposal(in: state)
            }
            var next: String? = "\(ProposalDesk.path)?state=proposed&limit=2&count=true"
            var found = 0
            while let path = next {
                let page = try await api.send(.get, path, as: .role(.auditor))
                #expect(page.json["total"].number == 3)
                #expect(page.json["items"].elements.allSatisfy { $0["state"].text == "proposed" })
                found += page.json["items"].count
                next = page.json["next"].text
            }
            #expect(found == 3)
            let all = try await api.send(.get, ProposalDesk.path + "?count=true")
            #expect(all.json["total"].number == 5)
            let wrong = try await api.send(.get, ProposalDesk.path + "?state=old")
            #expect(wrong.places == ["state format"])
        }
    }

    @Test(arguments: [
        (#""kind": "wish""#, "/kind enum"), (#""kind": "signal""#, "/tone required"),
        (#""tone": "positive""#, "/tone format"), (#""subject": "care""#, "/subject enum"),
        (#""arrangement": "limburg""#, "/arrangement enum"), (#""title": " ""#, "/title format"),
        (#""text": """#, "/text length"), (#""signalId": "1""#, "/signalId format"),
        (#""proposedOn": "2026-02-30""#, "/proposedOn format"),
        (#""partnerId": null"#, "/partnerId unknown-member"),
    ])
    func `are refused when they are wrong in themselves`(
        member: String,
        place: String
    ) async throws {
        try await withSharedAPI { api in
            let name = member.prefix { $0 != ":" }
            let others = [
                #""kind": "proposal""#, #""subject": "other""#, #""title": "A""#, #""text": "B""#,
            ].filter { !$0.hasPrefix(name) }
            let body = "{" + (others + [member]).joined(separator: ", ") + "}"
            let answer = try await ProposalDesk(api).propose(body)
            #expect(answer.status == 400)
            #expect(answer.places == [place])
        }
    }

    @Test func `that come twice with one idempotency key are one`() async throws {
        try await withAPI(loops: 2) { api in
            let answers = try await api.sendAtOnce(
                16,
                .post,
                ProposalDesk.path,
                json: ProposalDesk.text(),
                headers: ["Idempotency-Key": "proposal-1"]
            )
            #expect(Set(answers.map(\.text)).count == 1)
            #expect(answers.allSatisfy { $0.status == 201 })
        }
    }
}
