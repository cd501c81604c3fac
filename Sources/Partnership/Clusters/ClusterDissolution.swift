/// The end of a cluster (opheffing).
///
/// - Source: KA 3.2, which composes clusters anew.
struct ClusterDissolution: Sendable, Equatable {
    /// The first day on which the cluster is no more.
    let dissolvedOn: Day
    let documentReference: String

    /// What it asks of a cluster.
    ///
    /// - Throws: `dissolvedInThePast`: who belonged to which cluster on a day that has passed is
    ///   history. Decided by us, because duties and measurements rest on it.
    func command(startsOn: Day, today: Day) throws(ClusterRefusal) -> Cluster.Command {
        guard dissolvedOn >= today else { throw .dissolvedInThePast(today: today) }
        return dissolvedOn <= max(today, startsOn) ? .dissolve : .announceDissolution
    }
}
