package import Partnership
internal import Postgres

/// A round whose outcomes are there and were presented to MDG I-F, written straight into the
/// database of a test.
package struct PresentedRound: Sendable {
    /// A cluster of three partners, the first of whom speaks for it.
    package struct Cluster: Sendable {
        package let id: Identifier
        package let partners: [Identifier]
    }

    package let id: Identifier
    package let clusters: [Cluster]

    /// A round of new clusters, one for each pair of bands of intentions and competence.
    ///
    /// - Parameter presentedOn: nil for a round that was not presented.
    package static func make(
        _ api: TestAPI,
        _ bands: [(String, String)] = [("insufficient", "attention")],
        presentedOn: String? = "2026-02-20"
    ) async throws -> PresentedRound {
        var clusters: [Cluster] = []
        for _ in bands {
            var partners: [Identifier] = []
            for _ in 0..<3 { partners.append(try await api.makePartner()) }
            let cluster = Cluster(id: .random(), partners: partners)
            try insert(cluster, in: api)
            clusters.append(cluster)
        }
        return try PresentedRound(api, clusters, bands, month: 1, presentedOn: presentedOn)
    }

    /// The next round of the same clusters, a month later.
    package func next(
        _ api: TestAPI,
        _ bands: [(String, String)] = [("insufficient", "attention")],
        month: Int = 2,
        presentedOn: String = "2026-06-01"
    ) throws -> PresentedRound {
        try PresentedRound(api, clusters, bands, month: month, presentedOn: presentedOn)
    }

    private init(
        _ api: TestAPI,
        _ clusters: [Cluster],
        _ bands: [(String, String)],
        month: Int,
        presentedOn: String?
    ) throws {
        id = .random()
        self.clusters = clusters
        let opensAt = "2026-0\(month)-05 08:00+00"
        let closesAt = "2026-0\(month)-19 16:00+00"
        var script = """
            insert into trust_measurement (id, title, opens_at, closes_at, questionnaire_id,
                closed_at, published_at)
            values ('\(id)', 'Ronde', '\(opensAt)', '\(closesAt)',
                '0197f9b1-5c00-7000-8000-000000000101', '\(closesAt)', '\(closesAt)');

            """
        for (place, (cluster, bands)) in zip(clusters, bands).enumerated() {
            script += """
                insert into trust_measurement_cluster (measurement_id, cluster_id, place,
                    during, is_enough)
                values ('\(id)', '\(cluster.id)', \(place), tstzrange('\(opensAt)', '\(closesAt)'),
                    true);
                insert into trust_measurement_member (measurement_id, cluster_id, partner_id)
                select '\(id)', cluster_id, partner_id
                from cluster_membership
                where cluster_id = '\(cluster.id)';
                insert into ballot_box (measurement_id, cluster_id, members, is_open, respondents)
                values ('\(id)', '\(cluster.id)', 6, false, 6);
                insert into trust_outcome (measurement_id, cluster_id, dimension, whose, shown,
                    band, permits_individual_test, needs_interpretation, other_readings)
                select '\(id)', '\(cluster.id)', dimension, whose, '3,1', band,
                    band <> 'sufficient', false, '[]'
                from (
                    values ('intentional', 'others', '\(bands.0)'),
                        ('competential', 'others', '\(bands.1)')
                ) as outcome (dimension, whose, band);

                """
        }
        if let presentedOn {
            script += """
                insert into trust_presentation (measurement_id, presented_on, document_reference)
                values ('\(id)', '\(presentedOn)', 'MDG-2026-02');

                """
        }
        try api.database.connection().run(script: script)
    }

    private static func insert(_ cluster: Cluster, in api: TestAPI) throws {
        let members = cluster.partners.map { "('\(cluster.id)', '\($0)', '[2026-01-01,)')" }
        try api.database.connection().run(
            script: """
                insert into cluster (id, name, starts_on)
                values ('\(cluster.id)', 'Noord', '2026-01-01');
                insert into cluster_membership (cluster_id, partner_id, valid)
                values \(members.joined(separator: ", "));
                insert into cluster_delegation (cluster_id, partner_id, valid)
                values \(members[0]);
                """
        )
    }
}
