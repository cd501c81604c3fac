/// How a test ends (afronding): with a report, a finding for each party, and who may read them.
///
/// - Source: PO 7.4, 7.5; A31.
struct IndividualTestCompletion: Sendable, Equatable {
    /// Who may read findings, but never those about themselves or about a cluster they spoke for.
    struct Readers: Sendable, Equatable {
        /// Named members of MDG I-F, in the order of their ids.
        let partnerIds: [Identifier]
        /// In alphabetical order.
        let roles: [ReaderRole]
    }

    /// An office that may read findings.
    enum ReaderRole: String, CaseIterable, Sendable {
        case college, municipality
    }

    let completedOn: Day
    /// Of the report of the trust body, which stays with it.
    let reportSHA256: String
    let documentReference: String
    /// Of different parties, in the order of their ids.
    let findings: [TestFinding]
    let readers: Readers

    /// What it is held against.
    struct Facts: Sendable, Equatable {
        let decidedOn: Day
        let today: Day
        /// The cluster in the round of each party that the test covers.
        let parties: [Identifier: Identifier]
        let results: [TestResult]
        /// The clusters from whose findings each reader keeps out.
        let recusals: [Identifier: Set<Identifier>]
        /// Whether every reader is a partner.
        let knowsReaders: Bool
    }

    /// Refuses what does not follow from the test.
    ///
    /// - Source: PO 7.4; A31: a party concerned and who speaks for its cluster keep out. That
    ///   findings are those of the forms, where there are any, is decided by us: else nothing
    ///   would hold them to what was answered.
    func check(
        in state: IndividualTest.State,
        _ facts: Facts
    ) throws(IndividualTestRefusal) {
        guard state.after(.complete) != nil else { throw .completed }
        guard completedOn >= facts.decidedOn else { throw .completedBefore(facts.decidedOn) }
        guard completedOn <= facts.today else { throw .datedAhead }
        guard findings.allSatisfy({ facts.parties[$0.partnerId] != nil }) else {
            throw .partyOutOfScope
        }
        guard facts.results.isEmpty || facts.results.map(\.finding) == findings else {
            throw .findingsDiffer
        }
        guard facts.knowsReaders else { throw .readerUnknown }
        let concerned = findings.filter(\.isInsufficient).map(\.partnerId)
        let clusters = Set(findings.compactMap { facts.parties[$0.partnerId] })
        for reader in readers.partnerIds {
            let recusesFromAll = clusters.isSubset(of: facts.recusals[reader] ?? [])
            if concerned.contains(reader) || recusesFromAll { throw .readerConcerned }
        }
    }
}
