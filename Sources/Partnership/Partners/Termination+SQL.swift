internal import Postgres

enum TerminationStatement {
    static let read = Statement(
        "terminations.read",
        """
        select agreement_id, termination.kind, scope, ground, received_on, termination.ends_on,
            termination.document_reference, advice_id, decision_id, agreement.kind, starts_on,
            agreed_ends_on,
            to_char(termination.created_at at time zone 'UTC',
                'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            place
        from termination_in_effect as termination
        join agreement on agreement.id = termination.agreement_id
        where agreement_id = $1::uuid
        """
    )
    /// Agreements of a kind that were in force on a day, are so today, and have no other end.
    static let inForce = Statement(
        "terminations.in-force",
        """
        select id, starts_on, ends_on
        from agreement
        where kind = $1
            and $2::date between starts_on and ends_on
            and today() <= ends_on
            and agreed_ends_on is null
            and id <> $3::uuid
        order by id
        """
    )
    static let insert = Statement(
        "terminations.insert",
        """
        insert into termination (agreement_id, kind, scope, ground, received_on, ends_on,
            document_reference, advice_id, decision_id, place)
        select agreement_id, $3, $4, $5, $6::date, ends_on, $7, $8::uuid, $9::uuid, $10::smallint
        from unnest($1::uuid[], $2::date[]) as ending (agreement_id, ends_on)
        """
    )
    static let end = Statement(
        "terminations.end",
        """
        update agreement
        set ends_on = ending.ends_on,
            agreed_ends_on = coalesce(agreement.agreed_ends_on, agreement.ends_on),
            end_known_on = least(agreement.end_known_on, $3::date, today()),
            version = version + 1
        from unnest($1::uuid[], $2::date[]) as ending (agreement_id, ends_on)
        where agreement.id = ending.agreement_id
        """
    )
    static let exclude = Statement(
        "terminations.exclude",
        """
        with excluded as (
            insert into exclusion (agreement_id, kvk_number, dissolved_on)
            select agreement.id, kvk_number, $2::date
            from agreement
            join partner on partner.id = agreement.partner_id
            where agreement.id = $1::uuid
            returning agreement_id, eligible_from
        )
        update agreement
        set excludes_until = excluded.eligible_from
        from excluded
        where agreement.id = excluded.agreement_id
        """
    )
    static let all = [read, inForce, insert, end, exclude]
}

extension Termination {
    /// - Parameter row: of `TerminationStatement.read`.
    init(_ row: Row) {
        guard let kind = Kind(rawValue: row.text(1)) else {
            preconditionFailure("a kind that the table does not take")
        }
        self.kind = kind
        scope = row.optionalText(2).flatMap(Scope.init)
        ground = row.optionalText(3).flatMap(Ground.init)
        receivedOn = row.optionalDay(4)
        endsOn = row.day(5)
        documentReference = row.text(6)
        adviceId = row.optionalIdentifier(7)
        decisionId = row.optionalIdentifier(8)
    }

    /// Records the end of an agreement, and of all others that it is for.
    ///
    /// The lock of agreements is held.
    ///
    /// - Parameters:
    ///   - kind: of the agreement.
    ///   - place: 1, or 2 where it comes in the place of a notice or of consent.
    /// - Returns: the row of `TerminationStatement.read`.
    /// - Throws: `TerminationRefusal`, or `DatabaseFailure`.
    func record(
        on agreement: Identifier,
        of kind: Agreement.Kind,
        place: Int,
        in transaction: Transaction
    ) async throws -> Row {
        var endings = [(agreement, endsOn)]
        if scope == .allAgreements {
            let others = try await transaction.rows(TerminationStatement.inForce) {
                $0.add(kind.rawValue)
                $0.add(receivedOn)
                $0.add(agreement)
            }
            for row in others.map(\.self) {
                var other = self
                other.endsOn = nil
                endings.append((row.identifier(0), try other.ending(row.term(1, 2)).endsOn))
            }
        }
        var calls = writing(endings, place: place)
        if let exclusion = exclusion(from: kind) {
            calls.append(
                Call(TerminationStatement.exclude) {
                    $0.add(agreement)
                    $0.add(exclusion.dissolvedOn)
                }
            )
        }
        let read = Call(TerminationStatement.read) { $0.add(agreement) }
        return try await transaction.run(calls + [read])[calls.count][0]
    }

    private func writing(
        _ endings: [(agreement: Identifier, endsOn: Day?)],
        place: Int
    ) -> [Call] {
        var agreements = ArrayText()
        var days = ArrayText()
        for ending in endings {
            agreements.add(ending.agreement)
            days.add(ending.endsOn)
        }
        return [
            Call(TerminationStatement.insert) {
                $0.add(agreements)
                $0.add(days)
                $0.add(kind.rawValue)
                $0.add(scope?.rawValue)
                $0.add(ground?.rawValue)
                $0.add(receivedOn)
                $0.add(documentReference)
                $0.add(adviceId)
                $0.add(decisionId)
                $0.add(place)
            },
            Call(TerminationStatement.end) {
                $0.add(agreements)
                $0.add(days)
                $0.add(receivedOn)
            },
        ]
    }
}

extension Row {
    /// Two columns with the first and the last day of an agreement.
    func term(_ startsOn: Int, _ endsOn: Int) -> Period { Period(day(startsOn), day(endsOn)) }
}
