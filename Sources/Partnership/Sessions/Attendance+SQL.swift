internal import Postgres

enum AttendanceStatement {
    /// The caller's own partner, if it is limited to one, sees its own entry.
    static let read = Statement(
        "session-attendance.read",
        """
        select session_id,
            (
                select coalesce(
                    json_agg(
                        json_build_object(
                            'partnerId', partner_id,
                            'attendance', attendance,
                            'clusterId', cluster_id
                        )
                        order by partner_id
                    ),
                    '[]'
                )
                from session_attendance_entry as entry
                where entry.session_id = recorded.session_id
                    and ($2::uuid is null or partner_id = $2)
            ),
            municipality_present,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            version
        from session_attendance as recorded
        where session_id = $1::uuid
        """
    )
    /// Who could come on the day of a session, each with its cluster where that matters.
    static let guests = Statement(
        "session-attendance.guests",
        """
        select partner_id,
            case when session.kind = 'mdg-if' then membership.cluster_id end
        from session
        join cluster_membership as membership on membership.valid @> session.held_on
        where session.id = $1::uuid
            and (
                session.kind = 'mdg-if'
                or session.kind = 'intervision' and membership.cluster_id = session.cluster_id
            )
        union all
        select partner_id, null
        from session
        join agreement on session.held_on between agreement.starts_on and agreement.ends_on
        where session.id = $1::uuid
            and session.kind in ('theme-tent', 'colouring-in-day')
            and agreement.kind = 'process'
        order by 1
        """
    )
    static let insert = Statement(
        "session-attendance.insert",
        """
        insert into session_attendance (session_id, municipality_present)
        values ($1::uuid, $2::boolean)
        """
    )
    static let change = Statement(
        "session-attendance.change",
        """
        update session_attendance
        set municipality_present = $2::boolean,
            version = version + 1
        where session_id = $1::uuid
        """
    )
    static let deleteEntries = Statement(
        "session-attendance.delete-entries",
        """
        delete from session_attendance_entry
        where session_id = $1::uuid
        """
    )
    static let insertEntries = Statement(
        "session-attendance.insert-entries",
        """
        insert into session_attendance_entry (session_id, kind, partner_id, attendance, cluster_id)
        select $1::uuid, $2, partner_id, attendance, cluster_id
        from unnest($3::uuid[], $4::text[], $5::uuid[])
            as entry (partner_id, attendance, cluster_id)
        """
    )
    static let all = [read, guests, insert, change, deleteEntries, insertEntries]
}

extension Attendance.Guest {
    /// - Parameter row: of `AttendanceStatement.guests`.
    init(_ row: Row) {
        self.init(row.identifier(0), of: row.optionalIdentifier(1))
    }
}

extension Attendance {
    /// Records the attendance of a session, whose row is locked.
    ///
    /// - Parameter isNew: whether there is none yet.
    /// - Returns: the row of `AttendanceStatement.read`.
    func record(
        of id: Identifier,
        _ kind: GroupSession.Kind,
        isNew: Bool,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        var partners = ArrayText()
        var clusters = ArrayText()
        for entry in entries {
            partners.add(entry.partnerId)
            clusters.add(entry.clusterId)
        }
        let calls = [
            Call(SessionStatement.enter) {
                $0.add(id)
                $0.add(GroupSession.State.held.rawValue)
            },
            Call(isNew ? AttendanceStatement.insert : AttendanceStatement.change) {
                $0.add(id)
                $0.add(municipalityPresent)
            },
            Call(AttendanceStatement.deleteEntries) { $0.add(id) },
            Call(AttendanceStatement.insertEntries) {
                $0.add(id)
                $0.add(kind.rawValue)
                $0.add(partners)
                $0.add(ArrayText(entries.map(\.mark.rawValue)))
                $0.add(clusters)
            },
            Call(AttendanceStatement.read) {
                $0.add(id)
                $0.addNull()
            },
        ]
        return try await transaction.run(calls)[4][0]
    }
}
