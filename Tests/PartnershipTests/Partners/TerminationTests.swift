@testable import Partnership
import Testing

@Suite struct `The end of an agreement` {
    private static let term = Period.days("2026-01-01", "2035-12-31")

    private static func termination(
        _ kind: Termination.Kind,
        received: Day? = nil,
        ends: Day? = nil,
        ground: Termination.Ground? = nil,
        advice: Identifier? = nil,
        decision: Identifier? = nil
    ) -> Termination {
        Termination(
            kind: kind,
            scope: kind == .municipalNotice ? .thisAgreement : nil,
            ground: ground,
            receivedOn: received,
            endsOn: ends,
            documentReference: "BRIEF-1",
            adviceId: advice,
            decisionId: decision
        )
    }

    @Test(
        arguments: [
            ("2026-03-15", "2027-03-31", "2027-03-15"), ("2026-03-31", "2027-03-31", nil),
            ("2026-04-01", "2027-04-30", "2027-04-01"), ("2027-02-28", "2028-02-29", "2028-02-28"),
            ("2034-12-15", "2035-12-31", "2035-12-15"), ("2034-12-31", "2035-12-31", nil),
            ("2035-01-10", "2035-12-31", nil), ("2035-12-31", "2035-12-31", nil),
        ] as [(Day, Day, Day?)]
    )
    func `follows from the notice, whoever gives it, and never prolongs`(
        receivedOn: Day,
        endsOn: Day,
        other: Day?
    ) throws {
        for kind in [Termination.Kind.municipalNotice, .partnerNotice] {
            let termination = try Self.termination(kind, received: receivedOn).ending(Self.term)
            #expect(termination.endsOn == endsOn)
            #expect(termination.otherEnd(of: Self.term) == other)
            let given = Self.termination(kind, received: receivedOn, ends: endsOn)
            #expect(try given.ending(Self.term) == termination)
        }
    }

    @Test func `comes no later than what was agreed, in either reading`() throws {
        let notice = Self.termination(.partnerNotice, received: "2026-03-15")
        let short = Period.days("2026-01-01", "2027-03-20")
        let termination = try notice.ending(short)
        #expect(termination.endsOn == "2027-03-20")
        #expect(termination.otherEnd(of: short) == "2027-03-15")
        let shorter = Period.days("2026-01-01", "2027-03-15")
        #expect(try notice.ending(shorter).otherEnd(of: shorter) == nil)
    }

    private static let refusals: [(Termination, TerminationRefusal)] = [
        (
            termination(.partnerNotice, received: "2026-03-15", ends: "2027-03-15"),
            .endDiffers(given: "2027-03-15", end: "2027-03-31")
        ),
        (
            termination(.municipalNotice, received: "2024-11-30"),
            .endsBeforeStart(end: "2025-11-30", start: "2026-01-01")
        ),
        (termination(.partnerNotice, received: "2036-01-01"), .receivedAfterEnd("2035-12-31")),
        (
            termination(.mutual, ends: "2025-12-31"),
            .endsBeforeStart(end: "2025-12-31", start: "2026-01-01")
        ),
        (
            termination(.mutual, ends: "2036-01-01"),
            .endsAfterAgreed(end: "2036-01-01", agreed: "2035-12-31")
        ),
        (
            termination(.dissolution, ends: "2025-12-31", ground: .fraud),
            .endsBeforeStart(end: "2025-12-31", start: "2026-01-01")
        ),
    ]

    @Test(arguments: refusals.indices)
    func `lies where the agreement permits it`(index: Int) {
        let (termination, refusal) = Self.refusals[index]
        #expect(throws: refusal) { try termination.ending(Self.term) }
    }

    @Test(arguments: ["2026-01-01", "2030-02-28", "2035-12-31"] as [Day])
    func `is any day of the term by consent, and has no other reading`(day: Day) throws {
        let termination = try Self.termination(.mutual, ends: day).ending(Self.term)
        #expect(termination.endsOn == day)
        #expect(termination.otherEnd(of: Self.term) == nil)
    }

    @Test func `keeps out only who was dissolved, and only from the process agreement`() {
        let dissolved = Self.termination(.dissolution, ends: "2027-06-30", ground: .fraud)
        #expect(dissolved.exclusion(from: .process) == Exclusion(dissolvedOn: "2027-06-30"))
        #expect(dissolved.exclusion(from: .assignment) == nil)
        for kind in Termination.Kind.allCases where kind != .dissolution {
            let other = Self.termination(kind, received: "2026-06-30", ends: "2027-06-30")
            #expect(other.exclusion(from: .process) == nil)
        }
    }

    @Test func `names its articles`() {
        let articles = Termination.articles
        #expect(articles(.mutual, nil, .process) == ["11"])
        #expect(articles(.municipalNotice, nil, .assignment) == ["11"])
        #expect(articles(.dissolution, .fraud, .process) == ["10.1", "10.3"])
        #expect(articles(.dissolution, .trust, .process) == ["10.1", "10.2", "10.3"])
        #expect(articles(.dissolution, .shortcoming, .assignment) == ["10.1"])
    }

    // What a dissolution on the ground of trust rests on.

    private static let partner = Identifier(high: 1, low: 1)
    private static let agreement = Identifier(high: 2, low: 1)
    private static let adviceId = Identifier(high: 3, low: 1)
    private static let decisionId = Identifier(high: 4, low: 1)

    private static func advice(
        _ body: Advice.Body = .trustBody,
        _ conclusion: CollegeDecision.Outcome = .terminate
    ) -> Advice {
        Advice(
            partnerId: partner,
            body: body,
            conclusion: conclusion,
            documentReference: "ADVIES-1"
        )
    }

    private static func decision(
        _ ground: Termination.Ground = .trust,
        _ outcome: CollegeDecision.Outcome = .terminate,
        on advice: Identifier? = adviceId,
        of agreement: Identifier? = nil,
        reasons: String? = nil
    ) -> CollegeDecision {
        CollegeDecision(
            partnerId: partner,
            agreementId: agreement,
            adviceId: advice,
            ground: ground,
            outcome: outcome,
            decidedOn: "2026-05-12",
            documentReference: "B&W 1",
            reasonsForDeviating: reasons
        )
    }

    private static func dissolution(
        _ ground: Termination.Ground,
        advice: Identifier? = adviceId,
        decision: Identifier? = decisionId
    ) -> Termination {
        termination(
            .dissolution,
            ends: "2026-06-30",
            ground: ground,
            advice: advice,
            decision: decision
        )
    }

    private static let other = Identifier(high: 9, low: 9)

    private static let unborne: [(Termination, Advice?, CollegeDecision?, TerminationRefusal)] = [
        (dissolution(.trust, advice: nil, decision: nil), nil, nil, .adviceMissing),
        (dissolution(.trust, advice: nil), nil, decision(), .adviceMissing),
        (dissolution(.trust), nil, decision(), .adviceUnknown),
        (dissolution(.trust, decision: nil), advice(), nil, .decisionMissing),
        (dissolution(.trust), advice(), nil, .decisionUnknown),
        (dissolution(.trust), advice(.mdgIF), decision(), .adviceOfOtherBody),
        (dissolution(.trust), advice(), decision(.fraud), .decisionNotToTerminate),
        (
            dissolution(.trust), advice(), decision(.trust, .stricterConditions),
            .decisionNotToTerminate
        ),
        (dissolution(.trust), advice(), decision(on: other), .decisionOnOtherAdvice),
        (dissolution(.trust), advice(), decision(on: nil), .decisionOnOtherAdvice),
        (dissolution(.trust), advice(), decision(of: other), .decisionOnOtherAgreement),
        (dissolution(.trust), advice(.trustBody, .none), decision(), .reasonsMissing),
        (dissolution(.fraud), nil, decision(), .adviceUnknown),
        (dissolution(.shortcoming, advice: nil), nil, nil, .decisionUnknown),
    ]

    @Test(arguments: unborne.indices)
    func `on the ground of trust rests on an advice and a decision`(index: Int) {
        let (termination, advice, decision, refusal) = Self.unborne[index]
        #expect(throws: refusal) {
            try termination.check(
                advice: advice,
                decision: decision,
                of: Self.partner,
                on: Self.agreement
            )
        }
    }

    private static let borne: [(Termination, Advice?, CollegeDecision?)] = [
        (dissolution(.trust), advice(), decision()),
        (dissolution(.trust), advice(), decision(of: agreement)),
        (dissolution(.trust), advice(.trustBody, .none), decision(reasons: "Ernst.")),
        (dissolution(.fraud, advice: nil, decision: nil), nil, nil),
        (dissolution(.shortcoming, advice: nil), nil, decision(.shortcoming)),
        (dissolution(.fraud, decision: nil), advice(.mdgIF), nil),
        (termination(.mutual, ends: "2026-06-30"), nil, nil),
    ]

    @Test(arguments: borne.indices)
    func `on another ground needs neither`(index: Int) {
        let (termination, advice, decision) = Self.borne[index]
        #expect(throws: Never.self) {
            try termination.check(
                advice: advice,
                decision: decision,
                of: Self.partner,
                on: Self.agreement
            )
        }
    }
}
