/// The outcomes of a round as they were presented to MDG I-F (presentatie), after each cluster
/// talked about its own.
///
/// - Source: PO 7.2: discussed in the cluster first, then in MDG I-F.
struct TrustPresentation: Sendable, Equatable {
    /// That a cluster talked about its outcome (bespreking).
    struct Discussion: Sendable, Equatable {
        let clusterId: Identifier
        let discussedOn: Day
    }

    let presentedOn: Day
    let documentReference: String
    /// In the order of the ids of their clusters.
    let discussions: [Discussion]

    init(presentedOn: Day, documentReference: String, discussions: [Discussion]) {
        self.presentedOn = presentedOn
        self.documentReference = documentReference
        self.discussions = discussions.sorted { $0.clusterId < $1.clusterId }
    }

    /// Checks that it can be the presentation of a round.
    ///
    /// - Parameters:
    ///   - clusters: those of which an outcome is published.
    ///   - publishedOn: nil when nothing is.
    /// - Throws: `TrustPresentationRefusal`.
    func check(
        of clusters: [Identifier],
        publishedOn: Day?,
        today: Day
    ) throws(TrustPresentationRefusal) {
        guard let publishedOn else { throw .notPublished }
        guard Set(discussions.map(\.clusterId)) == Set(clusters) else { throw .clustersDiffer }
        guard discussions.allSatisfy({ $0.discussedOn >= publishedOn }),
            presentedOn >= publishedOn
        else { throw .beforePublication(publishedOn) }
        guard presentedOn <= today else { throw .datedAhead }
    }
}

/// Why a presentation is refused.
enum TrustPresentationRefusal: Error, Equatable, Sendable {
    case notPublished
    /// Another one is recorded, and there is one.
    case recorded
    /// It must name the discussion of each cluster with an outcome, and of no other.
    case clustersDiffer
    case beforePublication(Day)
    /// What is recorded as done has happened.
    case datedAhead
}
