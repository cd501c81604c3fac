/// Who came to a session (aanwezigheid), by partner and without names.
///
/// - Source: PO 4.1, 4.2.
struct Attendance: Sendable, Equatable {
    enum Mark: String, CaseIterable, Sendable {
        case present
        /// Away with notice (afgemeld).
        case excused
        case absent
    }

    struct Entry: Sendable, Equatable {
        let partnerId: Identifier
        let mark: Mark
        /// For which cluster it came to MDG I-F; nil in every other session.
        let clusterId: Identifier?

        init(_ partnerId: Identifier, _ mark: Mark, for clusterId: Identifier? = nil) {
            self.partnerId = partnerId
            self.mark = mark
            self.clusterId = clusterId
        }
    }

    /// Who can come to a session on its day.
    struct Guest: Sendable, Hashable {
        let partnerId: Identifier
        /// Its cluster on that day; nil where clusters do not matter.
        let clusterId: Identifier?

        init(_ partnerId: Identifier, of clusterId: Identifier? = nil) {
            self.partnerId = partnerId
            self.clusterId = clusterId
        }
    }

    /// More than there are partners, so that one day's list always fits.
    static let maximumEntries = 500

    let entries: [Entry]
    let municipalityPresent: Bool

    /// Refuses an attendance that does not name everyone who had to be there, and only those who
    /// could.
    ///
    /// - Parameter guests: for intervision the members of its cluster, for MDG I-F those of every
    ///   cluster, else whoever has a process agreement.
    /// - Throws: `nobodyExpected`, `missing`, `notExpected`, `clusterMisplaced`, `secondDelegate`,
    ///   `notMember`.
    /// - Source: PO 4.1, 4.2; A10: to MDG I-F goes one delegate per cluster. Who is free to come is
    ///   never missing. KA 3.2: a cluster meets twice a year, and without members it does not.
    func check(
        _ kind: GroupSession.Kind,
        among guests: [Guest]
    ) throws(SessionRefusal) {
        if kind == .mdgIF { return try checkDelegates(among: guests) }
        let expected = guests.map(\.partnerId)
        if kind == .intervision, expected.isEmpty { throw .nobodyExpected }
        for entry in entries {
            guard entry.clusterId == nil else { throw .clusterMisplaced }
            guard expected.contains(entry.partnerId) else { throw .notExpected(entry.partnerId) }
        }
        guard kind == .intervision else { return }
        let named = Set(entries.map(\.partnerId))
        let missing = expected.filter { !named.contains($0) }
        guard missing.isEmpty else { throw .missing(missing) }
    }

    private func checkDelegates(among guests: [Guest]) throws(SessionRefusal) {
        var clusters: [Identifier] = []
        for case let clusterId? in guests.map(\.clusterId) where !clusters.contains(clusterId) {
            clusters.append(clusterId)
        }
        var represented: Set<Identifier> = []
        for entry in entries {
            guard let clusterId = entry.clusterId else { throw .clusterMisplaced }
            guard guests.contains(Guest(entry.partnerId, of: clusterId)) else {
                throw .notMember(entry.partnerId, of: clusterId)
            }
            guard represented.insert(clusterId).inserted else {
                throw .secondDelegate(of: clusterId)
            }
        }
        let missing = clusters.filter { !represented.contains($0) }
        guard missing.isEmpty else { throw .missing(missing) }
    }
}
