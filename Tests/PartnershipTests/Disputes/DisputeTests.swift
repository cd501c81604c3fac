import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `A dispute's state` {
    private typealias State = Dispute.State
    private typealias Command = Dispute.Command

    private static let day: Day = "2025-06-01"

    private static let expected: [State: [Command: State]] = [
        .opened: [.appointMediator: .inMediation],
        .inMediation: [.settle: .settled, .fail: .mediationFailed],
        .mediationFailed: [.goToCourt: .inCourt, .close: .closed],
        .inCourt: [.close: .closed],
    ]

    @Test(arguments: Dispute.State.allCases, Dispute.Command.allCases)
    func `follows the table, and what is not in it is refused`(
        state: Dispute.State,
        command: Dispute.Command
    ) {
        let next = Self.expected[state]?[command]
        #expect(state.after(command) == next)
        let isRefused =
            (try? state.check(command, on: Self.day, after: Self.day, today: Self.day)) == nil
        #expect(isRefused == (next == nil))
    }

    private static let refusals: [(State, Command, StepRefusal<State>)] = [
        (.opened, .goToCourt, .missing(.mediation)), (.opened, .close, .missing(.mediation)),
        (.inMediation, .goToCourt, .missing(.mediationResult)),
        (.inMediation, .appointMediator, .taken(.mediation)),
        (.mediationFailed, .settle, .taken(.mediationResult)),
        (.inCourt, .goToCourt, .taken(.court)),
        (.settled, .goToCourt, .ended(.settled)), (.closed, .close, .ended(.closed)),
    ]

    @Test(arguments: refusals.indices)
    func `names the step that is missing, the one that was taken, or the end`(index: Int) {
        let (state, command, refusal) = Self.refusals[index]
        #expect(throws: refusal) {
            try state.check(command, on: Self.day, after: Self.day, today: Self.day)
        }
    }
}

@Suite struct `A dispute and its commands` {
    @Test func `keep to the table, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let desk = DisputeDesk(api)
            let play = LifecyclePlay<Dispute.State>(api: api) { state in
                "\(DisputeDesk.path)/\(try await desk.dispute(in: state))"
            } send: { command, path in
                let id = try #require(path.split(separator: "/").last.flatMap { Identifier($0) })
                return try await desk.put(
                    Dispute.State.step(of: command).rawValue,
                    of: id,
                    DisputeDesk.body(command, on: "2026-06-01")
                )
            }
            try await play.everyCommand()
        }
    }

    @Test func `take a step once when it is asked 64 times at once`() async throws {
        try await withAPI(loops: 2) { api in
            let id = try await DisputeDesk(api).dispute(in: .opened)
            let answers = try await api.sendAtOnce(
                64,
                .put,
                "\(DisputeDesk.path)/\(id)/mediation",
                json: DisputeDesk.body(.appointMediator),
                headers: ["If-None-Match": "*"]
            )
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.status == 200 } == 63)
        }
    }
}
