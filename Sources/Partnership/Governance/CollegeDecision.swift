/// What the college decided about a partner (collegebesluit), once.
///
/// - Source: PO 7.5, 10.2.
struct CollegeDecision: Sendable, Equatable {
    /// What follows; an advice concludes in the same words, so that a deviation shows.
    enum Outcome: String, CaseIterable, Sendable {
        case none
        /// Individual measures (strengere voorwaarden).
        case stricterConditions = "stricter-conditions"
        case terminate
    }

    let partnerId: Identifier
    /// The agreement that it is about; nil for whatever there is with the partner.
    let agreementId: Identifier?
    let adviceId: Identifier?
    let ground: Termination.Ground
    let outcome: Outcome
    let decidedOn: Day
    let documentReference: String
    let reasonsForDeviating: String?

    func deviates(from advice: Advice) -> Bool { outcome != advice.conclusion }

    /// Whether it ends what no repeated insufficiency carries; it is told and never refused.
    ///
    /// - Parameter history: what completed tests found of the partner.
    /// - Source: PO 10.1; A8.
    func isUncarried(by history: TestHistory) -> Bool {
        ground == .trust && outcome == .terminate && !history.isRepeated
    }

    /// Refuses a decision that does not have the advice it takes.
    ///
    /// - Parameters:
    ///   - advice: the one that is named; nil when there is none about this partner.
    ///   - isAdvisedByAssembly: whether the MDG I-F advised too on the test of that advice.
    /// - Source: PO 10.2 and R16: on the ground of trust an advice comes first; A32: to end it is
    ///   the trust body's, and that of MDG I-F too after an individual test; for measures the MDG
    ///   I-F's is enough (PO 7.5), and after a test it is hers. R16, R43: who deviates from an
    ///   advice, on whichever ground, says why.
    func check(
        advice: Advice?,
        isAdvisedByAssembly: Bool = false
    ) throws(CollegeDecisionRefusal) {
        if adviceId != nil, advice == nil { throw .adviceUnknown }
        if ground == .trust {
            guard let advice else { throw .adviceMissing }
            let isAfterTest = advice.individualTestId != nil
            switch outcome {
            case .terminate:
                guard advice.body == .trustBody else { throw .adviceOfOtherBody }
                if isAfterTest, !isAdvisedByAssembly { throw .assemblyAdviceMissing }
            case .stricterConditions:
                if isAfterTest, advice.body != .mdgIF { throw .adviceNotOfAssembly }
            case .none: break
            }
        }
        if let advice, deviates(from: advice), reasonsForDeviating == nil {
            throw .reasonsMissing
        }
    }
}

/// Why a decision of the college is refused.
enum CollegeDecisionRefusal: Error, Equatable, Sendable {
    case partnerUnknown
    /// The partner has no such agreement.
    case agreementUnknown
    case adviceMissing
    case adviceUnknown
    case adviceOfOtherBody
    /// Measures after a test rest on the advice of MDG I-F.
    case adviceNotOfAssembly
    /// To terminate after a test takes the advice of MDG I-F too.
    case assemblyAdviceMissing
    /// The college decided on the finding.
    case findingDecided
    case reasonsMissing
    /// What is recorded was decided by today.
    case datedAhead
}
