import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `What is written of proposals and disputes` {
    /// Four bytes of UTF-8 and one character.
    private static func sprouts(_ count: Int) -> String {
        String(repeating: "🌱", count: count)
    }

    private static let texts: [(member: String, count: Int)] = [
        ("title", 200), ("text", 4_000), ("segment", 100), ("documentReference", 100),
    ]

    @Test(arguments: texts)
    func `of a proposal may be as long as it may, and no longer`(
        member: String,
        count: Int
    ) async throws {
        try await withSharedAPI { api in
            func propose(_ count: Int) async throws -> Response {
                var members = [
                    "kind": "proposal", "subject": "other", "title": "A", "text": "B",
                ]
                members[member] = Self.sprouts(count)
                let body = members.map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ")
                return try await ProposalDesk(api).propose("{\(body)}")
            }
            let longest = try await propose(count)
            #expect(longest.status == 201)
            #expect(longest.json[member].text == Self.sprouts(count))
            #expect(try await propose(count + 1).places == ["/\(member) length"])
        }
    }

    private static let steps: [(step: String, place: String, count: Int)] = [
        ("agenda", "/tests/coreValue/motive", 1_000), ("elaboration", "/resultAsked", 2_000),
        ("elaboration", "/facilities", 1_000), ("elaborated-proposal", "/documentReference", 100),
        ("decision", "/reasons", 2_000), ("decision", "/decisionReference", 100),
        ("withdrawal", "/reasons", 2_000),
    ]

    private static func body(_ place: String, of step: String, _ text: String) -> String {
        switch (step, place) {
        case ("agenda", _):
            ProposalDesk.agenda().replacing(
                #""coreValue": {"isMet": true, "motive": "Omdat."}"#,
                with: #""coreValue": {"isMet": true, "motive": "\#(text)"}"#
            )
        case ("elaboration", "/resultAsked"):
            ProposalDesk.elaboration().replacing("Een tekst.", with: text)
        case ("elaboration", _):
            ProposalDesk.elaboration().replacing(
                "\"facilities\": null",
                with: "\"facilities\": \"\(text)\""
            )
        case ("elaborated-proposal", _):
            ProposalDesk.elaborated().replacing("DOC-201", with: text)
        case ("decision", "/reasons"):
            ProposalDesk.decision().replacing(
                "\"reasons\": null",
                with: "\"reasons\": \"\(text)\""
            )
        case ("decision", _): ProposalDesk.decision().replacing("B&W 2026-0188", with: text)
        default: ProposalDesk.withdrawal().replacing("Het is opgelost.", with: text)
        }
    }

    private static func state(before step: String) -> Proposal.State {
        switch step {
        case "elaboration": .onAgenda
        case "elaborated-proposal": .elaborating
        case "decision": .elaborated
        default: .proposed
        }
    }

    @Test(arguments: steps)
    func `of a step may be as long as it may, and no longer`(
        step: String,
        place: String,
        count: Int
    ) async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.proposal(in: Self.state(before: step))
            let tooLong = Self.body(place, of: step, Self.sprouts(count + 1))
            #expect(try await desk.put(step, of: id, tooLong).places == ["\(place) length"])
            let longest = Self.body(place, of: step, Self.sprouts(count))
            #expect(try await desk.put(step, of: id, longest).status == 201)
        }
    }

    /// What stands between quotation marks in JSON, and could end what stands around it.
    private static let awkward = #"\"}], \\\" {\"id\": 1} 'a' $1 \u00e9 <b> ✓ é"#

    @Test func `of a step is read as it was written, whatever characters it has`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.proposal(in: .proposed)
            let body = Self.body("", of: "agenda", Self.awkward + "\\n\\t.")
            let made = try await desk.put("agenda", of: id, body)
            #expect(made.status == 201)
            let motive = try TestJSON(body)["tests"]["coreValue"]["motive"].text
            #expect(made.json["tests"]["coreValue"]["motive"].text == motive)
            #expect(
                made.json.names == ["id", "outcome", "tests", "decidedOn", "createdAt", "version"]
            )
            let read = try await api.send(.get, "\(ProposalDesk.path)/\(id)/agenda")
            #expect(read.body == made.body)
            #expect(try await desk.put("agenda", of: id, body).status == 200)
        }
    }

    @Test func `of a decision comes to the rule set as it was written`() async throws {
        try await withAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.proposal(in: .elaborated)
            let body = Self.body("", of: "decision", Self.awkward)
            #expect(try await desk.put("decision", of: id, body).status == 201)
            let made = try await api.send(
                .post,
                "/v1/rule-sets",
                json: #"{"proposalId": "\#(id)", "validFrom": "2026-07-01", "policies": []}"#
            )
            #expect(made.status == 201)
            let reference = try TestJSON(body)["decisionReference"].text
            #expect(made.json["decisionReference"].text == reference)
        }
    }

    @Test func `is the same when its members come in another order`() async throws {
        try await withSharedAPI { api in
            let desk = DisputeDesk(api)
            let id = try await desk.dispute(in: .opened)
            let first = #"{"appointedOn": "2026-05-18", "documentReference": "DOC-322"}"#
            let second = #"{"documentReference": "DOC-\u0033\u00322", "appointedOn":"2026-05-18"}"#
            let made = try await desk.put("mediation", of: id, first)
            let again = try await desk.put("mediation", of: id, second)
            #expect(again.status == 200)
            #expect(again.body == made.body)
        }
    }

    @Test func `names at most twenty to work it out`() async throws {
        try await withSharedAPI { api in
            let desk = ProposalDesk(api)
            let id = try await desk.proposal(in: .onAgenda)
            var partners: [Identifier] = []
            for _ in 0..<20 { partners.append(try await api.makePartner()) }
            let more = partners + [Identifier(high: 1, low: 1)]
            let tooMany = try await desk.put("elaboration", of: id, ProposalDesk.elaboration(more))
            #expect(tooMany.places == ["/assigneeIds length"])
            let twice = [partners[0], partners[0]]
            let same = try await desk.put("elaboration", of: id, ProposalDesk.elaboration(twice))
            #expect(same.places == ["/assigneeIds/1 format"])
            let made = try await desk.put("elaboration", of: id, ProposalDesk.elaboration(partners))
            #expect(made.status == 201)
            let parties = try await DisputeDesk(api).open(DisputeDesk.text(more))
            #expect(parties.places == ["/partnerIds length"])
            let dispute = try await DisputeDesk(api).open(DisputeDesk.text(partners))
            #expect(dispute.json["partnerIds"].count == 20)
        }
    }
}
