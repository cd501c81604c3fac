internal import HTTP

extension Problem {
    init(_ refusal: SessionRefusal) {
        switch refusal {
        case .clusterUnknown:
            self.init(409, "session.cluster-unknown", "There is no cluster with this id.")
            self = resting(on: "KA", "3.2")
        case .sameDay:
            self.init(
                409,
                "session.same-day",
                "There is already one on this day; two on one day are not two in a year."
            )
            self = resting(on: "KA", "3.2")
        case .over(let state):
            self.init(
                409,
                "session.over",
                "The session is \(state.rawValue), and what was asked comes before that."
            )
            self = resting(on: "KA", "3.2")
        case .notYetHeld(let day):
            self.init(
                409,
                "session.not-yet-held",
                "It is planned for \(day); who came is known on that day or after it."
            )
            self = resting(on: "KA", "3.2")
        case .nobodyExpected:
            self.init(
                409,
                "session.nobody-expected",
                "The cluster had no members on that day, so nobody met."
            )
            self = resting(on: "KA", "3.2")
        case .missing, .notExpected, .clusterMisplaced, .secondDelegate, .notMember:
            self.init(entries: refusal)
            self = resting(on: "PO", "4.1")
        }
    }

    /// What is not right in who is named.
    private init(entries refusal: SessionRefusal) {
        switch refusal {
        case .missing(let ids):
            self.init(
                409,
                "session.attendance-missing",
                "Everyone who had to be there is named once; not named: "
                    + ids.map(\.description).joined(separator: ", ") + "."
            )
        case .notExpected(let partner):
            self.init(
                409,
                "session.partner-not-expected",
                "The partner \(partner) was not among those who could come on that day."
            )
        case .secondDelegate(let cluster):
            self.init(
                409,
                "session.second-delegate",
                "One delegate comes for a cluster, and the cluster \(cluster) is named twice."
            )
        case .notMember(let partner, let cluster):
            self.init(
                409,
                "session.delegate-not-member",
                "The partner \(partner) was no member of the cluster \(cluster) on that day."
            )
        default:
            self.init(
                409,
                "session.cluster-misplaced",
                "An entry of MDG I-F names the cluster it comes for: clusterId; another does not."
            )
        }
    }
}
