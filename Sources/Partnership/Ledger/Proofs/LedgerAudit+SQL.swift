package import Postgres

/// A walk through the whole ledger that finds what is not as it was entered.
package struct LedgerAudit {
    /// More faults than this are one, not many.
    package static let maximumFaults = 1_000
    /// Entries that one statement goes through.
    private static let stepEntries = 65_536

    /// What was found, a sentence each.
    package private(set) var faults: [String] = []
    private let size: Int
    /// Of every 256 entries of which none is missing.
    private var roots: [UInt8] = []

    /// Looks at every entry, its postings and the subtrees that are kept.
    ///
    /// Entries of the same moment are left to the next audit.
    ///
    /// - Throws: `ScriptFailure` when the ledger cannot be read.
    package init(of connection: BlockingConnection) throws(ScriptFailure) {
        // For the sake of a limit that is hardly ever reached, the planner would compare each of
        // 65,536 entries with each: minutes instead of a second.
        try connection.run(script: "set enable_nestloop = off")
        size = try connection.rows(Self.readSize)[0].integer(0)
        note(try connection.rows(Self.outside) { $0.add(size) })
        var first = 0
        while first < size, faults.count < Self.maximumFaults {
            let past = first + min(Self.stepEntries, size - first)
            note(
                try connection.rows(Self.entries) {
                    $0.add(first)
                    $0.add(past)
                }
            )
            try addRoots(first..<past, connection)
            first = past
        }
        note(try connection.rows(Self.higherSubtrees) { $0.add(size) })
        faults = Array(faults.prefix(Self.maximumFaults))
    }

    /// Compares the ledger with a head that was kept elsewhere.
    ///
    /// - Throws: `ScriptFailure` when the ledger cannot be read.
    package mutating func compare(
        with head: LedgerHead,
        on connection: BlockingConnection
    ) throws(ScriptFailure) {
        guard head.size <= size else {
            return faults.append("The ledger has \(size) entries, and the head \(head.size).")
        }
        let count = head.size >> MerkleTree.heightStep
        let tail = count << MerkleTree.heightStep..<head.size
        let rows = try connection.rows(Self.leaves) {
            $0.add(tail.lowerBound)
            $0.add(tail.upperBound)
        }
        let leaves = rows.first?.optionalText(0).flatMap { [UInt8](hexadecimal: $0) } ?? []
        let kept = Array(roots.prefix(count * SHA256.byteCount))
        let root: [UInt8]? = try? MerkleTree(
            size: head.size,
            strips: [
                (.init(height: MerkleTree.heightStep, positions: 0..<count), kept),
                (.init(height: 0, positions: tail), leaves),
            ]
        ).root
        if root != head.rootHash {
            faults.append(
                "The first \(head.size) entries are not those of the head: their root is "
                    + "\(root?.base64 ?? "none") and not \(head.rootHash.base64)."
            )
        }
    }

    private mutating func note(_ rows: Rows) {
        for row in rows.map({ $0 }) { faults.append(row.text(0)) }
    }

    private mutating func addRoots(
        _ entries: Range<Int>,
        _ connection: BlockingConnection
    ) throws(ScriptFailure) {
        let rows = try connection.rows(Self.subtrees) {
            $0.add(entries.lowerBound)
            $0.add(entries.upperBound)
        }
        for row in rows.map({ $0 }) {
            roots += [UInt8](hexadecimal: row.text(0)) ?? []
            if let fault = row.optionalText(1) { faults.append(fault) }
        }
    }
}

extension LedgerAudit {
    private static let readSize = Statement("ledger.read-size", "select size from ledger_size")

    /// What stands beside the numbers from 1 to the size.
    private static let outside = Statement(
        "ledger.find-outside",
        """
        (
            select concat('Entry ', sequence, ' is more than the ledger has.')
            from ledger_entry
            where sequence < 1 or sequence > $1::bigint
            order by sequence
            limit 1000
        )
        union all
        (
            select concat('A posting is to entry ', sequence, ', which is not there.')
            from ledger_posting
            where not exists (
                select from ledger_entry where ledger_entry.sequence = ledger_posting.sequence
            )
            order by sequence
            limit 1000
        )
        """
    )

    private static let entries = Statement(
        "ledger.audit-entries",
        """
        with entry as materialized (
            select sequence, cents,
                case when source is null then 'receivable' else 'opening' end as account,
                -- A line more in a text could be taken for one of the commitment.
                strpos(concat(product_code, reference, source), e'\\n') > 0
                    or leaf_hash is distinct from ledger_leaf(ledger_commitment(ledger_entry),
                    recorded_at, sequence) as is_changed,
                recorded_at < lag(recorded_at) over (order by sequence) as is_early
            from ledger_entry
            where sequence >= $1::bigint
                and sequence <= $2::bigint
        ),
        posted as (
            select sequence, count(*) as count, max(account) as credited,
                max(cents) filter (where account = 'revenue') as credit,
                min(account) as debited,
                max(cents) filter (where account <> 'revenue') as debit
            from ledger_posting
            where sequence > $1::bigint
                and sequence <= $2::bigint
            group by sequence
        )
        select concat('Entry ', number, case
            when entry.sequence is null then ' is missing.'
            when is_changed then ' is not what was entered.'
            when is_early then ' was recorded before the one in front of it.'
            else ' has postings that do not come to its amount.'
        end)
        from generate_series($1::bigint + 1, $2::bigint) as number
        left join entry on entry.sequence = number
        left join posted on posted.sequence = number
        where entry.sequence is null
            or is_changed
            or is_early
            or coalesce(posted.count, 0) <> 2
            or (debited, debit) is distinct from (account, cents)
            or (credited, credit) is distinct from ('revenue', -cents)
        order by number
        limit 1000
        """
    )

    /// The root of every 256 entries, and what is wrong with the one that is kept.
    private static let subtrees = Statement(
        "ledger.audit-subtrees",
        """
        select encode(made.hash, 'hex'),
            case when kept.hash <> made.hash then concat('The kept root of entries ',
                256 * place + 1, ' to ', 256 * place + 256, ' is not theirs.')
            end
        from (
            select (sequence - 1) / 256 as place,
                ledger_root(array_agg(leaf_hash order by sequence)) as hash
            from ledger_entry
            where sequence > $1::bigint
                and sequence <= $2::bigint
            group by 1
            having count(*) = 256
        ) as made
        left join ledger_subtree as kept on kept.height = 8 and kept.position = place
        order by place
        """
    )

    private static let higherSubtrees = Statement(
        "ledger.audit-higher-subtrees",
        """
        select concat('The kept root of height ', height, ' at ', position, ' is not theirs.')
        from ledger_subtree as kept
        where position >= $1::bigint >> height
            or height = 16
                and hash is distinct from (
                    select case when count(*) = 256 then
                        ledger_root(array_agg(below.hash order by below.position))
                    end
                    from ledger_subtree as below
                    where below.height = 8
                        and below.position >= 256 * kept.position
                        and below.position < 256 * (kept.position + 1)
                )
        order by height, position
        limit 1000
        """
    )

    private static let leaves = Statement(
        "ledger.audit-leaves",
        """
        select encode(string_agg(leaf_hash, ''::bytea order by sequence), 'hex')
        from ledger_entry
        where sequence > $1::bigint
            and sequence <= $2::bigint
        """
    )
}
