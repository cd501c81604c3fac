/// How an agreement ends before its time (beëindiging).
///
/// Only who is named ends: the agreements of others continue (PO 11).
///
/// - Source: PO 10, 11.
struct Termination: Sendable, Equatable {
    enum Kind: String, CaseIterable, Sendable {
        /// Both consent (wederzijds goedvinden).
        case mutual
        /// The municipality gives notice (opzegging).
        case municipalNotice = "notice-by-municipality"
        /// The partner gives notice (opzegging).
        case partnerNotice = "notice-by-partner"
        /// The municipality dissolves it (ontbinding) under article 10.
        case dissolution

        var isNotice: Bool { self == .municipalNotice || self == .partnerNotice }
    }

    /// To whom the municipality gives notice; the process agreement does not say, so that the
    /// municipality must.
    ///
    /// - Source: PO 11; A6.
    enum Scope: String, CaseIterable, Sendable {
        case thisAgreement = "this-agreement"
        /// To every agreement of the kind that is in force on the day of receipt.
        case allAgreements = "all-agreements"
    }

    /// Why an agreement is dissolved; it may be, and nothing ends by itself (A7).
    ///
    /// - Source: PO 10.1.
    enum Ground: String, CaseIterable, Sendable {
        /// Falling short in the obligations (tekortkoming).
        case shortcoming
        case fraud
        /// Repeatedly insufficient on a dimension of trust (vertrouwen).
        case trust
    }

    let kind: Kind
    /// Exactly when the municipality gives notice.
    let scope: Scope?
    /// Exactly when it is a dissolution.
    let ground: Ground?
    /// The day the other side received the writing; a notice has one.
    let receivedOn: Day?
    /// The last day in force; nil where it follows from the notice.
    var endsOn: Day?
    /// The writing without which nothing ends.
    let documentReference: String
    let adviceId: Identifier?
    let decisionId: Identifier?

    /// The termination of an agreement with its last day.
    ///
    /// A notice does not prolong: the end that was agreed, by law 2035-12-31, comes first.
    ///
    /// - Parameter term: of the agreement, until the end that was agreed.
    /// - Throws: `receivedAfterEnd`, `endDiffers`, `endsBeforeStart`, `endsAfterAgreed`.
    /// - Source: PO 11; A5.
    func ending(_ term: Period) throws(TerminationRefusal) -> Termination {
        var termination = self
        if kind.isNotice, let receivedOn {
            guard receivedOn <= term.until else { throw .receivedAfterEnd(term.until) }
            let end = min(NoticeTerm(receivedOn: receivedOn).lastDay, term.until)
            if let endsOn, endsOn != end { throw .endDiffers(given: endsOn, end: end) }
            termination.endsOn = end
        }
        guard let end = termination.endsOn else {
            preconditionFailure("a termination without an end was refused when it was read")
        }
        guard end >= term.from else { throw .endsBeforeStart(end: end, start: term.from) }
        guard end <= term.until else { throw .endsAfterAgreed(end: end, agreed: term.until) }
        return termination
    }

    /// Whether it may come in the place of one that was recorded.
    ///
    /// - Source: PO 10.1, 10.3. An end that was told stands, and yet what is still in force can be
    ///   dissolved: decided by us, because notice would else be a way around the two years.
    func mayReplace(_ recorded: Termination) -> Bool {
        kind == .dissolution && recorded.kind != .dissolution
    }

    /// What it asks of its agreement on a day.
    func command(on today: Day) -> Agreement.Command {
        let isPast = endsOn.map { $0 < today } ?? false
        return kind == .dissolution
            ? (isPast ? .recordDissolution : .dissolve) : (isPast ? .recordEnd : .terminate)
    }

    /// The day on which the reading that was not chosen ends the agreement.
    ///
    /// - Returns: nil when there is no other reading, or it ends on the same day.
    /// - Source: A5.
    func otherEnd(of term: Period) -> Day? {
        guard kind.isNotice, let receivedOn else { return nil }
        let other = min(NoticeTerm(receivedOn: receivedOn).sameDay, term.until)
        return other == endsOn ? nil : other
    }

    /// What PO 10.3 makes of it: only a dissolved process agreement keeps its party out.
    func exclusion(from agreement: Agreement.Kind) -> Exclusion? {
        guard kind == .dissolution, agreement == .process, let endsOn else { return nil }
        return Exclusion(dissolvedOn: endsOn)
    }

    /// The articles that an end rests on, in the process agreement.
    static func articles(
        _ kind: Kind,
        _ ground: Ground?,
        for agreement: Agreement.Kind
    ) -> [String] {
        guard kind == .dissolution else { return ["11"] }
        return ["10.1"] + (ground == .trust ? ["10.2"] : [])
            + (agreement == .process ? ["10.3"] : [])
    }

    /// Refuses a dissolution whose advice or decision does not bear it.
    ///
    /// - Parameters:
    ///   - advice: the one that is named; nil when there is none with its id.
    ///   - decision: the one that is named; nil when there is none with its id.
    ///   - partner: about whom both have to be.
    /// - Source: PO 10.2: on the ground of trust the trust body advises, the college decides with
    ///   regard to that, and then the municipality dissolves. On other grounds neither is needed
    ///   (R16); what is named there must be about the partner.
    func check(
        advice: Advice?,
        decision: CollegeDecision?,
        of partner: Identifier,
        on agreement: Identifier
    ) throws(TerminationRefusal) {
        if adviceId != nil, advice?.partnerId != partner { throw .adviceUnknown }
        if decisionId != nil, decision?.partnerId != partner { throw .decisionUnknown }
        if let decision, let endsOn, endsOn < decision.decidedOn {
            throw .endsBeforeDecision(end: endsOn, decided: decision.decidedOn)
        }
        guard ground == .trust else { return }
        guard let advice else { throw .adviceMissing }
        guard advice.body == .trustBody else { throw .adviceOfOtherBody }
        guard let decision else { throw .decisionMissing }
        guard decision.ground == .trust, decision.outcome == .terminate else {
            throw .decisionNotToTerminate
        }
        guard decision.adviceId == adviceId else { throw .decisionOnOtherAdvice }
        if let named = decision.agreementId, named != agreement {
            throw .decisionOnOtherAgreement
        }
        // None is recorded without; this one is asked again because the heaviest measure rests
        // on it.
        if decision.deviates(from: advice), decision.reasonsForDeviating == nil {
            throw .reasonsMissing
        }
    }
}

/// Why the end of an agreement is refused.
enum TerminationRefusal: Error, Equatable, Sendable {
    /// Another end of it was recorded.
    case recorded
    case agreementEnded(Day)
    case datedAhead(today: Day)
    case receivedAfterEnd(Day)
    case endDiffers(given: Day, end: Day)
    case endsBeforeStart(end: Day, start: Day)
    case endsAfterAgreed(end: Day, agreed: Day)
    case endsBeforeDecision(end: Day, decided: Day)
    case adviceMissing
    case adviceUnknown
    case adviceOfOtherBody
    case decisionMissing
    case decisionUnknown
    case decisionNotToTerminate
    case decisionOnOtherAdvice
    case decisionOnOtherAgreement
    case reasonsMissing
}
