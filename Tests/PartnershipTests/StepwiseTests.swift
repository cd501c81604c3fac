import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `Steps that are taken once` {
    @Test func `name the first that is missing, however far ahead the one asked is`() {
        let day: Day = "2026-02-01"
        for command in [Proposal.Command.assign, .elaborate, .adopt, .reject] {
            #expect(throws: StepRefusal<Proposal.State>.missing(.agenda)) {
                try Proposal.State.signalled.check(command, on: day, after: day, today: day)
            }
        }
        for command in [Dispute.Command.settle, .fail, .goToCourt, .close] {
            #expect(throws: StepRefusal<Dispute.State>.missing(.mediation)) {
                try Dispute.State.opened.check(command, on: day, after: day, today: day)
            }
        }
    }

    @Test func `are refused for their state before they are for their day`() {
        #expect(throws: StepRefusal<Dispute.State>.ended(.closed)) {
            try Dispute.State.closed.check(
                .close,
                on: "2026-01-01",
                after: "2026-02-01",
                today: "2025-12-31"
            )
        }
    }

    @Test func `are of today at the latest`() throws {
        let day: Day = "2026-02-01"
        func take(today: Day) throws {
            try Proposal.State.proposed.check(.withdraw, on: day, after: day, today: today)
            try Dispute.State.opened.check(.appointMediator, on: day, after: day, today: today)
        }
        try take(today: day)
        try take(today: "2026-02-02")
        #expect(throws: StepRefusal<Proposal.State>.datedAfterToday) {
            try take(today: "2026-01-31")
        }
        #expect(throws: StepRefusal<Dispute.State>.datedAfterToday) {
            try Dispute.State.opened.check(
                .appointMediator,
                on: day,
                after: day,
                today: "2026-01-31"
            )
        }
    }

    @Test func `are taken by some command, and each command takes one`() {
        #expect(
            Set(Proposal.Command.allCases.map(Proposal.State.step)) == Set(Proposal.Step.allCases)
        )
        #expect(
            Set(Dispute.Command.allCases.map(Dispute.State.step)) == Set(Dispute.Step.allCases)
        )
    }

    /// Two that exclude each other, sent at once by many.
    private func race(
        _ api: TestAPI,
        _ path: String,
        _ bodies: (String, String)
    ) async throws -> (first: [Response], second: [Response]) {
        let none: Headers = ["If-None-Match": "*"]
        async let first = api.sendAtOnce(32, .put, path, json: bodies.0, headers: none)
        async let second = api.sendAtOnce(32, .put, path, json: bodies.1, headers: none)
        return try await (first, second)
    }

    /// One of the two was made once and is there for all who asked it; the other is refused.
    private func expectOne(_ race: (first: [Response], second: [Response])) {
        let made = (race.first + race.second).count { $0.status == 201 }
        #expect(made == 1)
        let isFirst = race.first.contains { $0.status == 201 }
        let (won, lost) = isFirst ? race : (race.second, race.first)
        #expect(won.count { $0.status == 200 } == 31)
        #expect(lost.allSatisfy { $0.status == 409 && $0.json["grounds"].count == 1 })
    }

    @Test func `lead one way when two ways are asked at once`() async throws {
        try await withAPI(loops: 2) { api in
            let proposal = try await ProposalDesk(api).propose().madeIdentifier
            expectOne(
                try await race(
                    api,
                    "\(ProposalDesk.path)/\(proposal)/agenda",
                    (ProposalDesk.agenda(), ProposalDesk.agenda("not-on-agenda"))
                )
            )
            let dispute = try await DisputeDesk(api).dispute(in: .inMediation)
            expectOne(
                try await race(
                    api,
                    "\(DisputeDesk.path)/\(dispute)/mediation-result",
                    (DisputeDesk.body(.settle), DisputeDesk.body(.fail))
                )
            )
        }
    }

    @Test func `come to an end when the end is asked while they go on`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = ProposalDesk(api)
            let id = try await desk.propose().madeIdentifier
            async let steps = api.sendAtOnce(
                16,
                .put,
                "\(ProposalDesk.path)/\(id)/agenda",
                json: ProposalDesk.agenda(),
                headers: ["If-None-Match": "*"]
            )
            async let ends = api.sendAtOnce(
                16,
                .put,
                "\(ProposalDesk.path)/\(id)/withdrawal",
                json: ProposalDesk.withdrawal(),
                headers: ["If-None-Match": "*"]
            )
            let (taken, ended) = try await (steps, ends)
            #expect(ended.count { $0.status == 201 } == 1)
            #expect(ended.count { $0.status == 200 } == 15)
            // Before the end it was taken once, after it not at all.
            let made = taken.count { $0.status == 201 }
            #expect(made <= 1)
            #expect(taken.count { $0.status == (made == 1 ? 200 : 409) } == 16 - made)
            #expect(try await desk.state(of: id) == "withdrawn")
        }
    }
}
