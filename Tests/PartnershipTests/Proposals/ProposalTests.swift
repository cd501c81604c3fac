@testable import Partnership
import Testing

@Suite struct `A proposal's state` {
    private typealias State = Proposal.State
    private typealias Command = Proposal.Command

    private static let day: Day = "2026-02-01"

    private static let expected: [State: [Command: State]] = [
        .signalled: [
            .placeOnAgenda: .onAgenda, .keepOffAgenda: .notOnAgenda, .withdraw: .withdrawn,
        ],
        .proposed: [
            .placeOnAgenda: .onAgenda, .keepOffAgenda: .notOnAgenda, .withdraw: .withdrawn,
        ],
        .onAgenda: [.assign: .elaborating, .withdraw: .withdrawn],
        .elaborating: [.elaborate: .elaborated, .withdraw: .withdrawn],
        .elaborated: [.adopt: .adopted, .reject: .rejected, .withdraw: .withdrawn],
    ]

    @Test(arguments: Proposal.State.allCases, Proposal.Command.allCases)
    func `follows the table, and what is not in it is refused`(
        state: Proposal.State,
        command: Proposal.Command
    ) {
        let next = Self.expected[state]?[command]
        #expect(state.after(command) == next)
        let isRefused =
            (try? state.check(command, on: Self.day, after: Self.day, today: Self.day)) == nil
        #expect(isRefused == (next == nil))
    }

    private static let refusals: [(State, Command, StepRefusal<State>)] = [
        (.proposed, .assign, .missing(.agenda)), (.signalled, .elaborate, .missing(.agenda)),
        (.proposed, .adopt, .missing(.agenda)), (.onAgenda, .elaborate, .missing(.elaboration)),
        (.onAgenda, .reject, .missing(.elaboration)),
        (.elaborating, .adopt, .missing(.elaboratedProposal)),
        (.onAgenda, .placeOnAgenda, .taken(.agenda)),
        (.elaborating, .keepOffAgenda, .taken(.agenda)),
        (.elaborating, .assign, .taken(.elaboration)),
        (.elaborated, .elaborate, .taken(.elaboratedProposal)),
        (.notOnAgenda, .assign, .ended(.notOnAgenda)), (.adopted, .reject, .ended(.adopted)),
        (.rejected, .withdraw, .ended(.rejected)), (.withdrawn, .withdraw, .ended(.withdrawn)),
    ]

    @Test(arguments: refusals.indices)
    func `names the step that is missing, the one that was taken, or the end`(index: Int) {
        let (state, command, refusal) = Self.refusals[index]
        #expect(throws: refusal) {
            try state.check(command, on: Self.day, after: Self.day, today: Self.day)
        }
    }

    @Test func `changes on the day of the last step or later`() throws {
        try State.proposed.check(.placeOnAgenda, on: Self.day, after: Self.day, today: Self.day)
        #expect(throws: StepRefusal<State>.datedBefore(Self.day)) {
            try State.proposed.check(
                .placeOnAgenda,
                on: "2026-01-31",
                after: Self.day,
                today: Self.day
            )
        }
    }

    @Test func `has a step that comes next exactly while something can be done`() {
        for state in State.allCases {
            let isOpen = Command.allCases.contains { state.after($0) != nil }
            #expect((state.next != nil) == isOpen, "\(state)")
        }
    }
}

@Suite struct `A step of a proposal's way` {
    private static func progress(
        _ state: Proposal.State,
        _ arrangement: Proposal.Arrangement = .hendig,
        _ subject: Proposal.Subject = .ruleSet
    ) -> ProposalProgress {
        ProposalProgress(
            state: state,
            arrangement: arrangement,
            subject: subject,
            lastOn: "2026-02-01"
        )
    }

    private static func agenda(
        _ outcome: Proposal.Agenda.Outcome,
        _ met: [Bool]
    ) -> Proposal.Agenda {
        let tests = met.map { Proposal.Agenda.Test(isMet: $0, motive: "Because.") }
        return Proposal.Agenda(
            outcome: outcome,
            collective: tests[0],
            coreValue: tests[1],
            changedContext: tests[2],
            takenOn: "2026-02-01"
        )
    }

    @Test(arguments: 0..<8)
    func `puts on the agenda by the tests, of which only the extremes contradict`(
        number: Int
    ) throws {
        let met = [1, 2, 4].map { number & $0 != 0 }
        for outcome in Proposal.Agenda.Outcome.allCases {
            let step = Self.agenda(outcome, met)
            if number == (outcome == .onAgenda ? 0 : 7) {
                #expect(throws: ProposalRefusal.testsContradict(outcome)) {
                    try step.check(for: Self.progress(.proposed))
                }
            } else {
                try step.check(for: Self.progress(.proposed))
            }
        }
    }

    @Test(arguments: [0, 1, 2, 20])
    func `is worked out by two providers or more, or by none`(count: Int) throws {
        let step = Proposal.Elaboration(
            assigneeIds: (0..<count).map { Identifier(high: 1, low: UInt64($0)) },
            resultAsked: "A text.",
            facilities: nil,
            takenOn: "2026-02-02",
            dueOn: "2026-03-01"
        )
        if count == 1 {
            #expect(throws: ProposalRefusal.assigneeAlone) {
                try step.check(for: Self.progress(.onAgenda))
            }
        } else {
            try step.check(for: Self.progress(.onAgenda))
        }
    }

    private static func decision(
        _ body: DecidingBody,
        endorsedBy endorsers: [DecidingBody] = []
    ) -> Proposal.Decision {
        Proposal.Decision(
            outcome: .adopted,
            decidingBody: body,
            endorsements: endorsers.map {
                .init(body: $0, endorsedOn: "2026-02-01", reference: "R-1")
            },
            reasons: nil,
            takenOn: "2026-02-02",
            decisionReference: "B&W 1",
            validFrom: "2026-03-01"
        )
    }

    @Test(arguments: Proposal.Arrangement.allCases, Proposal.Subject.allCases)
    func `is decided by a body of the table and endorsed by one of it, and by no other`(
        arrangement: Proposal.Arrangement,
        subject: Proposal.Subject
    ) {
        let competence = Proposal.competence(arrangement, subject)
        let progress = Self.progress(.elaborated, arrangement, subject)
        for body in DecidingBody.allCases {
            if competence.deciding.contains(body) {
                #expect(throws: Never.self) { try Self.decision(body).check(for: progress) }
            } else {
                #expect(
                    throws: ProposalRefusal.otherBody(body, permitted: competence.deciding)
                ) { try Self.decision(body).check(for: progress) }
            }
            let endorsed = Self.decision(competence.deciding[0], endorsedBy: [body])
            if competence.endorsing.contains(body) {
                #expect(throws: Never.self) { try endorsed.check(for: progress) }
            } else {
                #expect(throws: ProposalRefusal.noEndorser(body)) {
                    try endorsed.check(for: progress)
                }
            }
        }
    }
}

@Suite struct `The table of who decides` {
    private static let expected = """
        hendig agreement-text college | aldermen
        hendig rule-set college | aldermen
        hendig tariff college | mdg-if aldermen
        hendig frame college | mdg-if
        hendig budget college | mdg-if aldermen
        hendig travel-budget college | mdg-if
        hendig other college | mdg-if
        zhz agreement-text executive-committee municipalities |
        zhz rule-set executive-committee municipalities |
        zhz tariff executive-committee municipalities |
        zhz frame management-team executive-committee municipalities |
        zhz budget executive-committee municipalities |
        zhz travel-budget executive-committee municipalities |
        zhz other management-team executive-committee municipalities |
        """

    @Test func `is what was written down`() {
        var lines: [String] = []
        for arrangement in Proposal.Arrangement.allCases {
            for subject in Proposal.Subject.allCases {
                let competence = Proposal.competence(arrangement, subject)
                let words =
                    [arrangement.rawValue, subject.rawValue]
                    + competence.deciding.map(\.rawValue) + ["|"]
                    + competence.endorsing.map(\.rawValue)
                lines.append(words.joined(separator: " "))
            }
        }
        #expect(lines.joined(separator: "\n") == Self.expected)
    }
}
