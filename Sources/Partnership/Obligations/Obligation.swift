/// What a partner owes the partnership (verplichting), and how that stands on a day.
///
/// It tells duties whose state follows from what is recorded, and invents none. Insight in revenue
/// (PO 5.1) is no duty here: the ledger gives it without being asked, and no report of production
/// may be asked for (KA 2.2).
///
/// - Source: PO 2.1, 4.1-4.3, 7.3; KA 3.2, 3.4.
struct Obligation: Sendable, Equatable {
    enum Duty: String, CaseIterable, Sendable {
        /// Both agreements in force (procesovereenkomst en overeenkomst van opdracht).
        case agreements
        /// A representative appointed (vertegenwoordiger).
        case representative
        /// To belong to a cluster (intervisiecluster).
        case cluster
        /// To come to the sessions of its cluster (intervisie).
        case intervision
        /// To be spoken for in MDG I-F by the delegate of its cluster.
        case mdgIF = "mdg-if"
        /// To attest that new employees did the Reisgids.
        case reisgids
        /// To agree with its cluster on the plan of an improvement track (verbetertraject).
        case improvementPlan = "improvement-plan"

        /// The articles it rests on.
        var articles: [(source: String, article: String)] {
            switch self {
            case .agreements: [("PO", "2.1")]
            case .representative: [("PO", "4.1")]
            case .cluster, .intervision: [("PO", "4.1"), ("KA", "3.2")]
            case .mdgIF: [("PO", "4.1"), ("PO", "4.2"), ("KA", "3.2")]
            case .reisgids: [("PO", "4.3"), ("KA", "3.4")]
            case .improvementPlan: [("PO", "7.3")]
            }
        }
    }

    enum State: String, CaseIterable, Sendable {
        case met
        /// Not met, and its day has not passed.
        case due
        /// Not met, and its day has passed.
        case overdue
        case excused

        /// How a duty stands that is not met.
        ///
        /// - Parameter dueOn: the last day on which it can be met in time.
        static func open(on day: Day, dueOn: Day) -> State {
            day <= dueOn ? .due : .overdue
        }
    }

    let duty: Duty
    /// The calendar year of a duty that comes back every year; nil for one that stands.
    let year: Int?
    let state: State
    let dueOn: Day
    /// Since when, or when, it was met; nil unless it is.
    let metOn: Day?
    let detail: String
    /// How it stands when every partner has to come to MDG I-F itself; nil when that is the same.
    ///
    /// - Source: A10.
    var stateWithoutDelegate: State?
}
