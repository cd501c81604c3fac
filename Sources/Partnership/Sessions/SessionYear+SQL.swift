internal import Postgres

/// How often clusters and MDG I-F met in a calendar year.
enum SessionYear {
    /// A row for MDG I-F, without a cluster, and one for each cluster that had members in the year
    /// or a session: its name, sessions planned, held and cancelled, the marks of its members, and
    /// how often its delegate went to MDG I-F.
    ///
    /// It takes the year, whether the caller sees how every cluster was attended, and else the
    /// partner that sees it of the clusters it was in that year; what it may not see is null.
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
        ),
        member_of_year as materialized (
            select cluster_id, partner_id
            from cluster_membership
            where valid && daterange(make_date($1, 1, 1), make_date($1, 12, 31), '[]')
        )
        select null as id, null as name, met.planned, met.held, met.cancelled, came.present,
            came.excused, came.absent, null
        from (
            select count(*) filter (where state = 'planned') as planned,
                count(*) filter (where state = 'held') as held,
                count(*) filter (where state = 'cancelled') as cancelled
            from session_of_year
            where kind = 'mdg-if'
        ) as met
        left join (
            select count(*) filter (where attendance = 'present') as present,
                count(*) filter (where attendance = 'excused') as excused,
                count(*) filter (where attendance = 'absent') as absent
            from mark
            where kind = 'mdg-if'
        ) as came on $2::boolean
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
        left join lateral (
            select
                count(*) filter (where kind = 'intervision' and attendance = 'present') as present,
                count(*) filter (where kind = 'intervision' and attendance = 'excused') as excused,
                count(*) filter (where kind = 'intervision' and attendance = 'absent') as absent,
                count(*) filter (where kind = 'mdg-if' and attendance = 'present') as delegated
            from mark
            where mark.cluster_id = cluster.id
        ) as came
            on $2
            or exists (
                select
                from member_of_year as member
                where member.cluster_id = cluster.id
                    and member.partner_id = $3::uuid
            )
        where met.total > 0
            or exists (
                select
                from member_of_year as member
                where member.cluster_id = cluster.id
            )
        order by id nulls first
        """
    )
}
