internal import Postgres

enum ApplicationStatement {
    /// The caller's own partner, if it is limited to one, sees what it sent itself.
    static let list = Statement(
        "applications.list",
        """
        select id, window_id, applicant_name, kvk_number, agb_code, size, pillars, expertise,
            ground, match_id, commits_to_method, meets_conditions, evidence_reference,
            intended_start_on, state, partner_id, measurements, received_at, proof, version,
            excluded_elsewhere_until(agb_code, kvk_number)
        from application_state
        where window_id = $1::uuid
            and ($2::uuid is null
                or kvk_number = (select kvk_number from partner where id = $2))
            and ($3::uuid is null or id > $3)
        order by id
        limit $4::integer
        """
    )
    static let count = Statement(
        "applications.count",
        """
        select count(*)
        from application
        where window_id = $1::uuid
            and ($2::uuid is null
                or kvk_number = (select kvk_number from partner where id = $2))
        """
    )
    static let read = Statement(
        "applications.read",
        """
        select id, window_id, applicant_name, kvk_number, agb_code, size, pillars, expertise,
            ground, match_id, commits_to_method, meets_conditions, evidence_reference,
            intended_start_on, state, partner_id, measurements, received_at, proof, version,
            excluded_elsewhere_until(agb_code, kvk_number)
        from application_state
        where id = $1::uuid
            and ($2::uuid is null
                or kvk_number = (select kvk_number from partner where id = $2))
        """
    )
    /// Whoever applies waits here for a change of the window under way, and holds up the next.
    static let lockWindow = Statement(
        "applications.lock-window",
        """
        select id
        from open_house_window
        where id = $1::uuid
        for share
        """
    )
    /// Days on which the party was excluded, and the day from which it wants to take part.
    static let exclusions = Statement(
        "applications.exclusions",
        """
        select dissolved_on,
            coalesce($2::date, (moment() at time zone 'Europe/Amsterdam')::date)
        from exclusion
        where kvk_number = $1
        order by dissolved_on desc
        limit 1
        """
    )
    /// Whether a match is one with the applicant: another's is as good as none, and its being there
    /// is not told.
    static let isOwnMatch = Statement(
        "applications.is-own-match",
        """
        select exists (
            select
            from match
            join partner on partner.id = match.partner_id
            where match.id = $1::uuid
                and partner.kvk_number = $2
        )
        """
    )
    /// Takes an application in, if the window is open at the moment of this statement.
    ///
    /// That is after the lock, and later than whatever changed the window before. The moment is
    /// asked once, is the one compared and the one on the receipt.
    static let insert = Statement(
        "applications.insert",
        """
        with clock as materialized (select moment() as at)
        insert into application (id, window_id, applicant_name, kvk_number, agb_code, size,
            pillars, expertise, ground, match_id, commits_to_method, meets_conditions,
            evidence_reference, intended_start_on, received_at, proof)
        select $1::uuid, house.id, $3, $4, $5, $6, $7::text[], $8::text[], $9, $10::uuid,
            $11::boolean, $12::boolean, $13, $14::date, clock.at,
            sha256(convert_to(array_to_string(array[
                $1::uuid::text, $2::uuid::text, $3, $4, $5, $6, array_to_json($7::text[])::text,
                array_to_json($8::text[])::text, $9, $10::uuid::text, $11::boolean::text,
                $12::boolean::text, $13, $14::date::text,
                to_char(clock.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            ], e'\\n', ''), 'UTF8'))
        from open_house_window as house
        cross join clock
        where house.id = $2::uuid
            and clock.at >= opens_at
            and clock.at < closes_at
        """
    )
    /// The first window that is open now or later.
    static let nextWindow = Statement(
        "applications.next-window",
        """
        with clock as materialized (select moment() as at)
        select id, to_char(opens_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            to_char(closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from open_house_window
        cross join clock
        where closes_at > clock.at
        order by opens_at
        limit 1
        """
    )
    /// Holds the application until the transaction ends, and tells the day it is.
    static let lock = Statement(
        "applications.lock",
        """
        select today()
        from application
        where id = $1::uuid
        for update
        """
    )
    static let change = Statement(
        "applications.change",
        """
        update application
        set version = version + 1
        where id = $1::uuid
        """
    )
    static let ownKvkNumber = Statement(
        "applications.own-kvk-number",
        """
        select kvk_number
        from partner
        where id = $1::uuid
        """
    )
    static let all =
        [
            list, count, read, lockWindow, exclusions, isOwnMatch, insert, nextWindow, lock, change,
            ownKvkNumber,
        ] + IntakeStatement.all + ApplicationDecisionStatement.all
}

extension Application {
    /// Takes the application in, in one round trip.
    ///
    /// - Returns: the row of `ApplicationStatement.read`; nil when there is no such window.
    /// - Throws: `ApplicationRefusal`, or `DatabaseFailure`.
    func insert(
        id: Identifier,
        window: Identifier,
        in transaction: Transaction
    ) async throws -> Row? {
        let rows: [Rows]
        do throws(DatabaseFailure) {
            rows = try await transaction.run([
                Call(ApplicationStatement.lockWindow) { $0.add(window) },
                Call(ApplicationStatement.exclusions) {
                    $0.add(partner.kvkNumber)
                    $0.add(intendedStartOn)
                },
                Call(ApplicationStatement.insert) { addContent(id, window, to: &$0) },
                Call(ApplicationStatement.read) {
                    $0.add(id)
                    $0.addNull()
                },
                Call(ApplicationStatement.nextWindow),
                Call(ApplicationStatement.isOwnMatch) {
                    $0.add(matchId)
                    $0.add(partner.kvkNumber)
                },
            ])
        } catch {
            throw ApplicationRefusal(error).map { $0 as any Error } ?? error
        }
        if rows[0].count == 0 { return nil }
        guard let row = rows[3].first else {
            throw ApplicationRefusal.windowClosed(
                next: rows[4].first.map {
                    .init(id: $0.identifier(0), opensAt: $0.instant(1), closesAt: $0.instant(2))
                }
            )
        }
        if matchId != nil, !rows[5][0].boolean(0) { throw ApplicationRefusal.matchUnknown }
        if let last = rows[1].first {
            let exclusion = Exclusion(dissolvedOn: last.day(0))
            if exclusion.bars(startOn: last.day(1)) {
                throw ApplicationRefusal.excluded(exclusion)
            }
        }
        return row
    }

    private func addContent(
        _ id: Identifier,
        _ window: Identifier,
        to parameters: inout Parameters
    ) {
        parameters.add(id)
        parameters.add(window)
        parameters.add(partner.name)
        parameters.add(partner.kvkNumber)
        parameters.add(partner.agbCode)
        parameters.add(partner.size.rawValue)
        parameters.add(ArrayText(partner.pillars.map(\.rawValue)))
        parameters.add(ArrayText(partner.expertise))
        parameters.add(ground.rawValue)
        parameters.add(matchId)
        parameters.add(commitsToMethod)
        parameters.add(meetsConditions)
        parameters.add(evidenceReference)
        parameters.add(intendedStartOn)
    }
}

extension Application.State {
    /// - Parameter row: of `ApplicationStatement.read`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(14)) else {
            preconditionFailure("a state that the view does not have")
        }
        self = state
    }
}

extension ApplicationRefusal {
    /// The refusal that a constraint stands for; nil when the failure is another.
    fileprivate init?(_ failure: DatabaseFailure) {
        switch failure.constraint {
        case "application_once_per_window": self = .exists
        case "application_match_known": self = .matchUnknown
        default: return nil
        }
    }
}
