internal import Postgres

enum ObligationStatement {
    /// All that a partner's duties follow from, a fact a row, in one look at the database.
    ///
    /// A row tells what it is, a word, the days it lasts or the day it was, and two numbers. One
    /// tells the day of today; there is none when there is no such partner.
    static let facts = Statement(
        "obligations.facts",
        """
        select 'partner' as fact, null as word, today() as from_day, null::date as until_day,
            null::integer as first_number, null::integer as second_number,
            null::timestamptz as recorded_at
        from partner
        where id = $1::uuid
        union all
        select 'agreement', kind, starts_on, ends_on, null, null, null
        from agreement
        where partner_id = $1
        union all
        select 'representation', null, min(valid_from), null, null, null, null
        from representation
        where partner_id = $1
        having count(*) > 0
        union all
        select 'membership', null, lower(valid), upper(valid) - 1, null, null, null
        from cluster_membership
        where partner_id = $1
        union all
        select 'intervision', entry.attendance, session.held_on, null, 1, null, null
        from session_attendance_entry as entry
        join session on session.id = entry.session_id
        where entry.partner_id = $1
            and entry.kind = 'intervision'
        union all
        select 'mdg-if', entry.attendance, session.held_on, null,
            (entry.partner_id = $1)::integer, null, null
        from cluster_membership as membership
        join session_attendance_entry as entry on entry.cluster_id = membership.cluster_id
        join session on session.id = entry.session_id
        where membership.partner_id = $1
            and membership.valid @> session.held_on
        union all
        select 'attestation', null, attested_on, null, new_employees, new_employees_done,
            created_at
        from attestation
        where partner_id = $1
        union all
        select 'improvement-track', track.dimension, started_on, plan_due_on,
            planned_on - date '1970-01-01', null, null
        from improvement_track_state as track
        join trust_measurement_roster as roster using (measurement_id, cluster_id)
        where roster.partner_id = $1
            and ($2::boolean or trust_outcome_is_told(measurement_id, cluster_id, null))
        order by from_day, recorded_at
        """
    )
    static let all = [facts]
}

extension PartnerRecord {
    /// - Parameter rows: of `ObligationStatement.facts`.
    init(_ rows: Rows) {
        for index in 0..<rows.count { add(rows[index]) }
    }

    private mutating func add(_ row: Row) {
        switch row.text(0) {
        case "agreement":
            let term = Period(row.day(2), row.day(3))
            if row.text(1) == Agreement.Kind.process.rawValue {
                process.append(term)
            } else {
                assignment.append(term)
            }
        case "representation":
            represented.append(Period(row.day(2), Day.last))
        case "membership":
            memberships.append(
                Period(row.optionalDay(2) ?? Day.first, row.optionalDay(3) ?? Day.last)
            )
        case "intervision":
            intervision.append(Visit(row))
        case "mdg-if":
            mdgIF.append(Visit(row))
        case "attestation":
            attestations.append(
                Attestation(
                    attestedOn: row.day(2),
                    newEmployees: row.integer(4),
                    newEmployeesDone: row.integer(5)
                )
            )
        case "improvement-track":
            improvementTracks.append(
                Track(
                    dimension: row.text(1),
                    startedOn: row.day(2),
                    planDueOn: row.day(3),
                    plannedOn: row.optionalInteger(4).flatMap { Day(number: $0) }
                )
            )
        default:
            break
        }
    }
}

extension PartnerRecord.Visit {
    fileprivate init(_ row: Row) {
        guard let mark = Attendance.Mark(rawValue: row.text(1)) else {
            preconditionFailure("an attendance that the table does not have")
        }
        self.init(heldOn: row.day(2), mark: mark, isOwn: row.integer(4) == 1)
    }
}
