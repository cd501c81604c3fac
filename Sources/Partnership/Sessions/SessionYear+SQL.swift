internal import Postgres

/// How often clusters and MDG I-F met in a calendar year.
enum SessionYear {
    /// A row for MDG I-F, without a cluster, and one for each cluster that had members in the year
    /// or a session: its name, sessions planned, held and cancelled, the marks of its members, and
    /// how often its delegate went to MDG I-F.
    static let statement = Statement(
        "session-years.read",
        """
        with session_of_year as materialized (
            select id, kind, cluster_id, state
            from session
            where held_on between make_date($1::integer, 1, 1) and make_date($1, 12, 31)
        ),
        mark as materialized (
            select entry.kind, coalesce(entry.cluster_id, session.cluster_id) as cluster_id,
                attendance
            from session_of_year as session
            join session_attendance_entry as entry on entry.session_id = session.id
            where entry.kind in ('intervision', 'mdg-if')
        )
        select null as id, null as name,
            count(*) filter (where state = 'planned'),
            count(*) filter (where state = 'held'),
            count(*) filter (where state = 'cancelled'),
            (select count(*) from mark where kind = 'mdg-if' and attendance = 'present'),
            (select count(*) from mark where kind = 'mdg-if' and attendance = 'excused'),
            (select count(*) from mark where kind = 'mdg-if' and attendance = 'absent'),
            null
        from session_of_year
        where kind = 'mdg-if'
        union all
        select cluster.id, cluster.name, met.planned, met.held, met.cancelled,
            came.present, came.excused, came.absent, came.delegated
        from cluster
        cross join lateral (
            select count(*) filter (where state = 'planned') as planned,
                count(*) filter (where state = 'held') as held,
                count(*) filter (where state = 'cancelled') as cancelled,
                count(*) as total
            from session_of_year as session
            where session.cluster_id = cluster.id
        ) as met
        cross join lateral (
            select
                count(*) filter (where kind = 'intervision' and attendance = 'present') as present,
                count(*) filter (where kind = 'intervision' and attendance = 'excused') as excused,
                count(*) filter (where kind = 'intervision' and attendance = 'absent') as absent,
                count(*) filter (where kind = 'mdg-if' and attendance = 'present') as delegated
            from mark
            where mark.cluster_id = cluster.id
        ) as came
        where met.total > 0
            or exists (
                select
                from cluster_membership as membership
                where membership.cluster_id = cluster.id
                    and membership.valid
                        && daterange(make_date($1, 1, 1), make_date($1, 12, 31), '[]')
            )
        order by id nulls first
        """
    )
}
