internal import Postgres

enum WorkItemStatement {
    /// The same finding again adds to the item that is open.
    static let note = Statement(
        "work-items.note",
        """
        insert into work_item (id, kind, partner_id, allocation_number, declaration_id,
            period_from, period_until, times, due_on, received_on)
        select *, $10::date
        from unnest($1::uuid[], $2::text[], $3::uuid[], $4::integer[], $5::uuid[], $6::date[],
            $7::date[], $8::integer[], $9::date[])
        on conflict (allocation_number, kind, period_from, period_until)
            where resolved_on is null
        do update
        set times = work_item.times + excluded.times,
            version = work_item.version + 1
        """
    )
    static let list = Statement(
        "work-items.list",
        """
        select work_item.id, kind, work_item.partner_id, match_id, allocation_number,
            declaration_id, period_from, period_until, times, received_on, due_on,
            case when resolved_on is null then 'open' else 'done' end,
            to_char(work_item.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            work_item.version
        from work_item
        join allocation on allocation.number = allocation_number
        where ($1::uuid is null or work_item.partner_id = $1)
            and ($2::uuid is null or work_item.partner_id = $2)
            and ($3::text is null or (resolved_on is null) = ($3 = 'open'))
            and ($4::date is null or due_on < $4)
            and ($5::text is null or kind = $5)
            and ($6::uuid is null or id > $6)
        order by id
        limit $7::integer
        """
    )
    static let count = Statement(
        "work-items.count",
        """
        select count(*)
        from work_item
        where ($1::uuid is null or partner_id = $1)
            and ($2::uuid is null or partner_id = $2)
            and ($3::text is null or (resolved_on is null) = ($3 = 'open'))
            and ($4::date is null or due_on < $4)
            and ($5::text is null or kind = $5)
        """
    )
    static let read = Statement(
        "work-items.read",
        """
        select work_item.id, kind, work_item.partner_id, match_id, allocation_number,
            declaration_id, period_from, period_until, times, received_on, due_on,
            case when resolved_on is null then 'open' else 'done' end,
            to_char(work_item.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            work_item.version
        from work_item
        join allocation on allocation.number = allocation_number
        where id = $1::uuid
            and ($2::uuid is null or work_item.partner_id = $2)
        """
    )
    /// Holds the item until the transaction ends, and tells the day it is.
    static let lock = Statement(
        "work-items.lock",
        """
        select today(), kind, received_on
        from work_item
        where id = $1::uuid
        for update
        """
    )
    static let readResolution = Statement(
        "work-items.read-resolution",
        """
        select id, resolved_on, outcome, document_reference,
            to_char(resolved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from work_item
        where id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
            and resolved_on is not null
        """
    )
    static let resolve = Statement(
        "work-items.resolve",
        """
        update work_item
        set resolved_on = $2::date,
            outcome = $3,
            document_reference = $4,
            resolved_at = now(),
            version = version + 1
        where id = $1::uuid
        """
    )
    static let all = [note, list, count, read, lock, readResolution, resolve]
}

extension WorkItem {
    /// The call that keeps what messages gave rise to; nil when that is nothing.
    ///
    /// Called under the lock of the allocations, so that no two writers meet at one item.
    static func call(
        noting kept: [(submission: Submission, verdict: Verdict)],
        receivedOn: Day,
        unixMicroseconds: Int64
    ) -> Call? {
        var places: [Concern: Int] = [:]
        var times: [Int] = []
        var columns = [ArrayText](repeating: ArrayText(), count: 9)
        for (submission, verdict) in kept {
            let kind = submission.message.kind
            var said: Set<Concern> = []
            for concern in verdict.concerns where said.insert(concern).inserted {
                if let place = places[concern] {
                    times[place] += 1
                    continue
                }
                places[concern] = times.count
                times.append(1)
                columns[0].add(Identifier.version7(unixMicroseconds: unixMicroseconds))
                columns[1].add(concern.signal.code)
                columns[2].add(verdict.partnerId)
                columns[3].add(concern.allocationNumber)
                columns[4].add(submission.declarationId)
                columns[5].add(concern.period.from)
                columns[6].add(concern.period.until)
                columns[8].add(WorkingDays.last(of: kind.termWorkingDays, after: receivedOn))
            }
        }
        guard !times.isEmpty else { return nil }
        columns[7] = ArrayText(times)
        return Call(WorkItemStatement.note) {
            for column in columns { $0.add(column) }
            $0.add(receivedOn)
        }
    }
}

extension WorkItem.Resolution {
    /// - Parameter row: of `WorkItemStatement.readResolution`.
    init(_ row: Row) {
        guard let outcome = WorkItem.Outcome(rawValue: row.text(2)) else {
            preconditionFailure("an outcome that the table does not have")
        }
        self.init(
            resolvedOn: row.day(1),
            outcome: outcome,
            documentReference: row.optionalText(3)
        )
    }

    /// The calls that put an item away.
    func calls(resolving id: Identifier) -> [Call] {
        [
            Call(WorkItemStatement.resolve) {
                $0.add(id)
                $0.add(resolvedOn)
                $0.add(outcome.rawValue)
                $0.add(documentReference)
            },
            Call(WorkItemStatement.readResolution) {
                $0.add(id)
                $0.addNull()
            },
        ]
    }
}
