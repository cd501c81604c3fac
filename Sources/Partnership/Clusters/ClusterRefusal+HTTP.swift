internal import HTTP

extension Problem {
    init(_ refusal: ClusterRefusal) {
        switch refusal {
        case .wrongSize(let count):
            self = .wrongSize(count)
        case .delegateNotMember:
            self.init(
                409,
                "cluster.delegate-not-member",
                "The delegate is one of the partners: delegateId stands in partnerIds."
            )
            self = resting(on: "PO", "4.1")
        case .partnerUnknown:
            self.init(409, "cluster.partner-unknown", "There is no partner with one of these ids.")
            self = resting(on: "PO", "2.1")
        case .noProcessAgreement(let partner, let day):
            self.init(
                409,
                "cluster.no-process-agreement",
                "No process agreement of the partner \(partner) is in force on \(day)."
            )
            self = resting(on: "PO", "2.1")
        case .partnerElsewhere(let membership):
            self.init(
                409,
                "cluster.partner-elsewhere",
                membership.map {
                    "The partner \($0.partnerId) belongs to the cluster \($0.clusterId) then."
                } ?? "One of the partners belonged to another cluster, which changed meanwhile."
            )
            self = resting(on: "KA", "3.2")
        case .dissolved:
            self.init(
                409,
                "cluster.dissolved",
                "The end of this cluster was recorded, and that happens once."
            )
            self = resting(on: "KA", "3.2")
        case .dissolvedInThePast(let today):
            self.init(
                409,
                "cluster.dissolved-in-the-past",
                "A cluster ends today, \(today), or later: who was in it before is history."
            )
            self = resting(on: "KA", "3.2")
        }
    }

    private static func wrongSize(_ count: Int) -> Problem {
        let sizes = Cluster.sizes
        return Problem(
            409,
            "cluster.wrong-size",
            """
            A cluster has \(Cluster.wantedSize) partners, or \(sizes.lowerBound) to \
            \(sizes.upperBound), not \(count).
            """
        )
        .resting(on: "KA", "3.2")
    }

    init(_ refusal: ClusterCompositionRefusal) {
        switch refusal {
        case .indivisible(let count):
            self.init(
                409,
                "cluster-composition.indivisible",
                """
                \(count) partners cannot be divided into clusters of \
                \(Cluster.sizes.lowerBound) to \(Cluster.sizes.upperBound): it takes at least 4, \
                at most \(ClusterComposition.maximumPartners), and not 7.
                """
            )
        case .leavesBehind(let membership):
            self.init(
                409,
                "cluster-composition.leaves-behind",
                """
                It takes partners of the cluster \(membership.clusterId) and leaves \
                \(membership.partnerId) behind; clusters are composed anew as a whole.
                """
            )
        case .rewritesHistory(let today):
            self.init(
                409,
                "cluster-composition.rewrites-history",
                "It starts before today, \(today), and who was in which cluster is history."
            )
        case .outdated:
            self.init(
                409,
                "cluster-composition.outdated",
                "Partners came or went, or changed clusters, since it was proposed."
            )
        case .wrongNumberOfNames(let count, let clusters):
            self.init(
                409,
                "cluster-composition.wrong-number-of-names",
                "It makes \(clusters) clusters, and there are \(count) names."
            )
        case .decided(let state):
            self.init(
                409,
                "cluster-composition.decided",
                "It was \(state.rawValue), and that happens once."
            )
        }
        self = resting(on: "KA", "3.2")
    }
}
