import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A proposal and its commands` {
    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let desk = ProposalDesk(api)
            let play = LifecyclePlay<Proposal.State>(api: api) { state in
                "\(ProposalDesk.path)/\(try await desk.proposal(in: state))"
            } send: { command, path in
                let id = try #require(path.split(separator: "/").last.flatMap { Identifier($0) })
                // Of a day after all others, so that nothing is the same as what is there.
                let day = "2026-06-01"
                let body =
                    switch command {
                    case .placeOnAgenda: ProposalDesk.agenda(on: day)
                    case .keepOffAgenda: ProposalDesk.agenda("not-on-agenda", on: day)
                    case .assign: ProposalDesk.elaboration(on: day)
                    case .elaborate: ProposalDesk.elaborated(on: day)
                    case .adopt: ProposalDesk.decision(on: day)
                    case .reject: ProposalDesk.decision("rejected", on: day)
                    case .withdraw: ProposalDesk.withdrawal(on: day)
                    }
                return try await desk.put(Proposal.State.step(of: command).rawValue, of: id, body)
            }
            try await play.everyCommand()
        }
    }

    @Test func `take a step once when it is asked 64 times at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = ProposalDesk(api)
            let id = try await desk.propose().madeIdentifier
            let answers = try await api.sendAtOnce(
                64,
                .put,
                "\(ProposalDesk.path)/\(id)/agenda",
                json: ProposalDesk.agenda(),
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
            #expect(Set(answers.map(\.text)).count == 1)
            let read = try await api.send(.get, "\(ProposalDesk.path)/\(id)")
            #expect(read.json["state"].text == "on-agenda")
            #expect(read.json["version"].number == 2)
        }
    }
}
