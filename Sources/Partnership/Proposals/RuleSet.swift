/// How the agreement is read from a day on (regelset): for each question it leaves open, the
/// reading that was chosen.
///
/// - Source: PO 8, 13: it comes into force by adoption alone; A1-A36.
struct RuleSet: Sendable, Equatable {
    /// What was chosen for one question.
    struct Choice: Sendable, Equatable {
        let policy: String
        let reading: String
    }

    /// Whether a reading of a question can be chosen.
    enum Standing: Sendable, Equatable {
        case policyUnknown
        case readingUnknown
        /// With the document and the article that leave the question open.
        case notBuilt(source: String, article: String)
        case built
    }

    /// The proposal a rule set comes from, as far as that is asked.
    struct Adoption: Sendable, Equatable {
        let state: Proposal.State
        let arrangement: Proposal.Arrangement
        let subject: Proposal.Subject
        let validFrom: Day?
    }

    /// More than there are questions.
    static let maximumChoices = 100

    /// The proposal by whose adoption it comes into force.
    let proposalId: Identifier
    let validFrom: Day
    /// What is chosen anew; the other questions stay as they were read the day before.
    let choices: [Choice]

    /// Refuses a rule set that its proposal does not bear.
    ///
    /// - Parameter adoption: nil when there is no such proposal.
    func check(_ adoption: Adoption?) throws(RuleSetRefusal) {
        guard let adoption else { throw .proposalUnknown }
        guard adoption.arrangement == .hendig else { throw .otherArrangement }
        guard adoption.subject == .ruleSet else { throw .otherSubject(adoption.subject) }
        guard adoption.state == .adopted, let adoptedFrom = adoption.validFrom else {
            throw .notAdopted(adoption.state)
        }
        guard adoptedFrom == validFrom else { throw .otherDay(adopted: adoptedFrom) }
        guard validFrom > Agreement.firstProcessDay else { throw .beforeFirst }
    }

    /// Refuses the first reading that the service cannot go by.
    ///
    /// - Parameter standings: of the choices, in their order.
    func check(_ standings: [Standing]) throws(RuleSetRefusal) {
        for (index, standing) in standings.enumerated() {
            switch standing {
            case .built: continue
            case .policyUnknown: throw .policyUnknown(index)
            case .readingUnknown: throw .readingUnknown(index)
            case .notBuilt(let source, let article):
                throw .notBuilt(choices[index], source: source, article: article)
            }
        }
    }
}

/// Why a rule set is refused.
enum RuleSetRefusal: Error, Equatable, Sendable {
    case proposalUnknown
    /// It was adopted by who does not decide on this agreement.
    case otherArrangement
    case otherSubject(Proposal.Subject)
    /// The first rule set came with the process agreement.
    case beforeFirst
    case notAdopted(Proposal.State)
    case otherDay(adopted: Day)
    case dayTaken(Day)
    /// Of the choice at a place.
    case policyUnknown(Int)
    case readingUnknown(Int)
    case notBuilt(RuleSet.Choice, source: String, article: String)
}
