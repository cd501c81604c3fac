/// A partner as far as the mixing of clusters asks.
struct ClusterMember: Sendable, Equatable {
    let partnerId: Identifier
    let size: Partner.Size
    let pillars: [Pillar]
    let expertise: Set<String>

    /// Whether two partners are of one type: they share a kind of expertise, or name none.
    ///
    /// - Source: KA 3.2 mixes by type and does not say what that is; decided by us, because
    ///   expertise is what partners say of themselves and what families choose by.
    func isAlikeInType(to other: ClusterMember) -> Bool {
        expertise.isEmpty && other.expertise.isEmpty || !expertise.isDisjoint(with: other.expertise)
    }
}

/// How mixed the partners of a cluster are, in whole numbers.
///
/// - Source: KA 3.2: solo, small and large, and different types, in each cluster.
struct Mixedness: Sendable, Equatable {
    let solo: Int
    let small: Int
    let large: Int
    /// Partners that work for the pillar.
    let youth: Int
    let adult: Int
    /// Different kinds of expertise that are there.
    let expertise: Int
    /// Pairs of partners that differ in size.
    let sizePairs: Int
    /// Pairs of partners that differ in type.
    let typePairs: Int
    /// What `score` would be if all partners differed in both.
    let maximumScore: Int

    init(of members: [ClusterMember]) {
        solo = members.count { $0.size == .solo }
        small = members.count { $0.size == .small }
        large = members.count { $0.size == .large }
        youth = members.count { $0.pillars.contains(.youth) }
        adult = members.count { $0.pillars.contains(.adult) }
        expertise = members.reduce(into: Set<String>()) { $0.formUnion($1.expertise) }.count
        var sizePairs = 0
        var typePairs = 0
        for (index, member) in members.enumerated() {
            for other in members[..<index] {
                if member.size != other.size { sizePairs += 1 }
                if !member.isAlikeInType(to: other) { typePairs += 1 }
            }
        }
        self.sizePairs = sizePairs
        self.typePairs = typePairs
        maximumScore = members.count * max(members.count - 1, 0)
    }

    /// One for each pair that differs in size and one for each that differs in type.
    var score: Int { sizePairs + typePairs }

    /// Whether there are at least two sizes and two types.
    var isMixed: Bool { sizePairs > 0 && typePairs > 0 }
}
