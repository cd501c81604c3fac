import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The order from a test to a measure` {
    private static let tests:
        [IndividualTest.State: [IndividualTest.Command: IndividualTest.State]] =
            [.decided: [.addForm: .decided, .complete: .completed]]
    private static let findings: [TestFinding.State: [TestFinding.Command: TestFinding.State]] = [
        .awaitingHearing: [.hear: .heard], .heard: [.advise: .advised],
        .advised: [.advise: .advised, .decide: .decided],
    ]

    @Test func `is what was written down`() {
        for state in IndividualTest.State.allCases {
            for command in IndividualTest.Command.allCases {
                #expect(state.after(command) == Self.tests[state]?[command])
            }
        }
        for state in TestFinding.State.allCases {
            for command in TestFinding.Command.allCases {
                #expect(state.after(command) == Self.findings[state]?[command])
            }
        }
    }

    @Test func `is kept by tests, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let desk = TestDesk(api)
            let play = LifecyclePlay<IndividualTest.State>(api: api) { state in
                let test =
                    state == .decided
                    ? try await desk.makeTest() : try await desk.makeCompletedTest()
                return "/v1/individual-tests/\(test.id)"
            } send: { command, path in
                let id = try #require(path.split(separator: "/").last.flatMap { Identifier($0) })
                let parties = try api.parties(of: id)
                switch command {
                case .addForm:
                    return try await desk.submit(TestDesk.form([(parties[0], 2, 3)]), to: id)
                case .complete:
                    let finding = (parties[0], "sufficient", "sufficient")
                    return try await desk.complete(id, TestDesk.completion([finding]))
                }
            }
            try await play.everyCommand()
        }
    }

    @Test func `is kept by findings, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let desk = TestDesk(api)
            let play = LifecyclePlay<TestFinding.State>(api: api) { state in
                let found = try await desk.finding(in: state)
                return TestDesk.path(found.party, in: found.test)
            } send: { command, path in
                let ids = path.split(separator: "/").compactMap { Identifier($0) }
                return try await desk.carryOut(command, on: (test: ids[0], party: ids[1]))
            }
            try await play.everyCommand()
        }
    }

    @Test func `lets the college decide once on a finding when 64 do at once`() async throws {
        try await withAPI(loops: 2) { api in
            let desk = TestDesk(api)
            let found = try await desk.finding(in: .advised)
            let answers = try await withThrowingTaskGroup(of: Response.self) { group in
                for _ in 0..<64 {
                    group.addTask { try await desk.carryOut(.decide, on: found) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 1)
            #expect(answers.count { $0.summary == "409 decision.finding-decided" } == 63)
        }
    }

    @Test func `is kept by measures, and what is not in it changes nothing`() async throws {
        try await withAPI { api in
            let desk = MeasureDesk(api: api)
            let play = LifecyclePlay<Measure.State>(api: api) { state in
                "\(MeasureDesk.path)/\(try await desk.make(in: state))"
            } send: { _, path in
                let id = try #require(path.split(separator: "/").last.flatMap { Identifier($0) })
                return try await desk.end(id, reference: "BRIEF-\(api.nextNumber())")
            }
            try await play.everyCommand()
        }
    }
}

/// Every step from a round to a measure, in the one order in which they may be taken.
private enum Step: Int, CaseIterable {
    case present, decide, complete, hear, advise, adviseAsBody, decideAsCollege, measure
}

@Suite struct `Every step that comes too early` {
    /// What each step needs of those before.
    private struct Trail {
        let api: TestAPI
        let round: PresentedRound
        var test = Identifier(high: 1, low: 1)
        var advice: Identifier?
        var decision = Identifier(high: 1, low: 2)

        var party: Identifier { round.clusters[0].partners[1] }

        mutating func take(_ step: Step) async throws -> Response {
            let desk = TestDesk(api)
            let office = Office(api)
            switch step {
            case .present:
                try api.database.connection().run(
                    script: """
                        insert into trust_presentation
                        values ('\(round.id)', '2026-02-20', 'MDG-2026-02')
                        """
                )
                return try await api.send(.get, "/v1/health")
            case .decide:
                let made = try await desk.decide(round.clusters[0].id, in: round.id)
                if made.status == 201 { test = try made.madeIdentifier }
                return made
            case .complete:
                let finding = (party, "insufficient", "insufficient")
                return try await desk.complete(test, TestDesk.completion([finding]))
            case .hear:
                return try await desk.hear(party, in: test)
            case .advise, .adviseAsBody:
                let body = step == .advise ? "mdg-if" : "trust-body"
                let made = try await office.file(
                    TestDesk.advice(party, on: test, body, "stricter-conditions"),
                    as: step == .advise ? .municipality : .trustBody
                )
                if made.status == 201, step == .advise { advice = try made.madeIdentifier }
                return made
            case .decideAsCollege:
                let made = try await office.decide(
                    Office.decision(party, "trust", "stricter-conditions", advice: advice)
                )
                if made.status == 201 { decision = try made.madeIdentifier }
                return made
            case .measure:
                let body = MeasureDesk.ofDecision(decision, about: party)
                return try await api.send(.post, MeasureDesk.path, json: body)
            }
        }
    }

    @Test func `is refused wherever the way stands, and changes nothing`() async throws {
        try await withAPI { api in
            for length in 0...Step.allCases.count {
                var trail = Trail(
                    api: api,
                    round: try await PresentedRound.make(api, presentedOn: nil)
                )
                for step in Step.allCases.prefix(length) {
                    #expect(try await trail.take(step).status.code < 300, "\(step)")
                }
                // The advice of the trust body may be there or not when the college takes measures.
                for step in Step.allCases.dropFirst(length + 1)
                where !(length == Step.adviseAsBody.rawValue && step == .decideAsCollege)
                    && !(length == Step.advise.rawValue && step == .adviseAsBody)
                {
                    let before = try api.everything()
                    var other = trail
                    let answer = try await other.take(step)
                    #expect([404, 409].contains(answer.status.code), "\(step) after \(length)")
                    #expect(try api.everything() == before, "\(step) after \(length)")
                }
            }
        }
    }
}
