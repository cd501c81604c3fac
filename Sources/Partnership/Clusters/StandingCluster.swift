/// A cluster as it stands on a day, with what follows from its partners.
struct StandingCluster: Sendable, Equatable {
    struct Member: Sendable, Equatable {
        let partner: ClusterMember
        /// Whether its process agreement is in force.
        let mayBelong: Bool
        let isDelegate: Bool
        /// The last day on which it was the delegate of a cluster; nil for never.
        let delegatedOn: Day?
    }

    /// What is worth knowing of a cluster and forbids nothing.
    enum Signal: String, CaseIterable, Sendable {
        case sizeNotFive = "cluster.size-not-five"
        case notMixed = "cluster.not-mixed"
        case memberWithoutAgreement = "cluster.member-without-agreement"
    }

    let id: Identifier
    let name: String
    let startsOn: Day
    /// The first day on which it is no more; nil while no end was recorded.
    let dissolvedOn: Day?
    let state: Cluster.State
    let compositionId: Identifier?
    let createdAt: String
    let version: Int
    /// The day it was read on.
    let today: Day
    /// In the order of their ids.
    var members: [Member]

    var partnerIds: [Identifier] { members.map(\.partner.partnerId) }
    var delegateId: Identifier? { members.first(where: \.isDelegate)?.partner.partnerId }
    var mixedness: Mixedness { Mixedness(of: members.map(\.partner)) }

    /// Whose turn it is to be the delegate next.
    var suggestedDelegateId: Identifier? {
        members
            .map { DelegateTurn(partnerId: $0.partner.partnerId, lastDelegatedOn: $0.delegatedOn) }
            .suggested()
    }

    /// The signals of a cluster that has partners.
    var signals: [Signal] {
        if members.isEmpty { return [] }
        var signals: [Signal] = []
        if members.count != Cluster.wantedSize { signals.append(.sizeNotFive) }
        if !mixedness.isMixed { signals.append(.notMixed) }
        if !members.allSatisfy(\.mayBelong) { signals.append(.memberWithoutAgreement) }
        return signals
    }

    /// From when a change counts: today, or its first day when that is still to come.
    var changesOn: Day { max(today, startsOn) }

    /// Whether it is already as it was asked to be.
    func isAlready(_ cluster: Cluster) -> Bool {
        name == cluster.name && partnerIds == cluster.partnerIds
            && delegateId == cluster.delegateId
    }
}
