internal import Postgres

enum ClusterDissolutionStatement {
    static let read = Statement(
        "cluster-dissolutions.read",
        """
        select cluster_id, dissolved_on, document_reference,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from cluster_dissolution
        where cluster_id = $1::uuid
        """
    )
    /// Records the end of clusters; one that was to end later ends sooner.
    static let insert = Statement(
        "cluster-dissolutions.insert",
        """
        insert into cluster_dissolution (cluster_id, dissolved_on, document_reference)
        select cluster_id, $2::date, $3
        from unnest($1::uuid[]) as ending (cluster_id)
        on conflict on constraint cluster_dissolution_once do update
            set dissolved_on = excluded.dissolved_on,
                document_reference = excluded.document_reference,
                version = cluster_dissolution.version + 1
            where excluded.dissolved_on < cluster_dissolution.dissolved_on
        """
    )
    static let change = Statement(
        "cluster-dissolutions.change",
        """
        update cluster
        set version = version + 1
        where id = any($1::uuid[])
        """
    )
    static let all = [read, insert, change]
}

extension ClusterDissolution {
    /// - Parameter row: of `ClusterDissolutionStatement.read`.
    init(_ row: Row) {
        dissolvedOn = row.day(1)
        documentReference = row.text(2)
    }

    /// What ends clusters, with all memberships and delegations.
    func calls(ending clusters: [Identifier]) -> [Call] {
        [
            Call(ClusterDissolutionStatement.insert) {
                $0.add(ArrayText(clusters))
                $0.add(dissolvedOn)
                $0.add(documentReference)
            },
            ClusterStatement.leave(clusters, nil, from: dissolvedOn),
            ClusterStatement.recall(clusters, from: dissolvedOn),
            Call(ClusterDissolutionStatement.change) { $0.add(ArrayText(clusters)) },
        ]
    }
}
