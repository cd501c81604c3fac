/// What a body concluded about a partner (advies), by reference and without its content.
///
/// - Source: PO 7.5, 10.2.
struct Advice: Sendable, Equatable {
    /// Who advises the college.
    enum Body: String, CaseIterable, Sendable {
        /// The independent trust body (onafhankelijk vertrouwensorgaan), which files its own.
        case trustBody = "trust-body"
        /// The MDG I-F, whose advice the municipality files.
        case mdgIF = "mdg-if"

        /// The role that files its advice.
        ///
        /// - Source: PO 1.d: the trust body is independent, so nobody else speaks for it.
        var role: Role { self == .trustBody ? .trustBody : .municipality }
    }

    let partnerId: Identifier
    let body: Body
    let conclusion: CollegeDecision.Outcome
    let documentReference: String
    /// The individual test that it rests on, if it does on one.
    var individualTestId: Identifier?
}

/// Why an advice is refused.
enum AdviceRefusal: Error, Equatable, Sendable {
    case partnerUnknown
    /// The test found no insufficiency of the partner, or nothing that the body reads.
    case findingMissing
    /// The partner was not heard on it yet.
    case hearingMissing
    /// The college decided on it.
    case decided

    /// What stands in the way of an advice on a finding; nil when nothing does.
    ///
    /// - Parameter state: nil when the body reads no such finding.
    /// - Source: PO 7.5; A31: the party is heard first.
    init?(_ state: TestFinding.State?) {
        guard let state else { self = .findingMissing; return }
        guard state.after(.advise) == nil else { return nil }
        switch state {
        case .awaitingHearing: self = .hearingMissing
        case .decided: self = .decided
        case .notInsufficient, .heard, .advised: self = .findingMissing
        }
    }
}
