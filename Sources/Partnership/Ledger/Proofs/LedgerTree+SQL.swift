internal import Postgres

/// Statements about the tree of the ledger.
enum LedgerTreeStatement {
    /// How many entries there are, and of how many places subtrees are kept.
    static let progress = Statement(
        "ledger.tree-progress",
        """
        select size,
            (select coalesce(max(position) + 1, 0) from ledger_subtree where height = 8),
            (select coalesce(max(position) + 1, 0) from ledger_subtree where height = 16)
        from ledger_size
        """
    )
    /// Two that keep the same at the same time say the same.
    static let keepOverEntries = Statement(
        "ledger.keep-over-entries",
        """
        insert into ledger_subtree (height, position, hash)
        select 8, (sequence - 1) / 256, ledger_root(array_agg(leaf_hash order by sequence))
        from ledger_entry
        where sequence > $1::bigint * 256
            and sequence <= $2::bigint * 256
        group by (sequence - 1) / 256
        having count(*) = 256
        on conflict do nothing
        """
    )
    static let keepOverSubtrees = Statement(
        "ledger.keep-over-subtrees",
        """
        insert into ledger_subtree (height, position, hash)
        select 16, position / 256, ledger_root(array_agg(hash order by position))
        from ledger_subtree
        where height = 8
            and position >= $1::bigint * 256
            and position < $2::bigint * 256
        group by position / 256
        having count(*) = 256
        on conflict do nothing
        """
    )
    /// The hashes of each strip in one text, in the order in which strips are asked for.
    static let hashes = Statement(
        "ledger.tree-hashes",
        """
        select encode(string_agg(hash, ''::bytea order by position), 'hex')
        from unnest($1::smallint[], $2::bigint[], $3::bigint[])
            with ordinality as strip (height, first, past, place)
        left join lateral (
            select sequence - 1 as position, leaf_hash as hash
            from ledger_entry
            where strip.height = 0
                and sequence > strip.first
                and sequence <= strip.past
            union all
            select position, hash
            from ledger_subtree
            where ledger_subtree.height = strip.height
                and position >= strip.first
                and position < strip.past
        ) as kept on true
        group by place
        order by place
        """
    )
    /// When the last entry of a size was recorded.
    static let recordedAt = Statement(
        "ledger.recorded-at",
        """
        select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from ledger_entry
        where sequence = $1::bigint
        """
    )
    /// What a proof tells of an entry; its commitment is made of what it says now.
    static let entry = Statement(
        "ledger.entry-to-prove",
        """
        select sequence, id,
            to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            encode(ledger_commitment(ledger_entry), 'base64'), encode(leaf_hash, 'base64')
        from ledger_entry
        where id = $1::uuid
        """
    )
    static let all = [progress, keepOverEntries, keepOverSubtrees, hashes, recordedAt, entry]
}

/// How far the ledger is, and how far the subtrees that are kept of it.
private struct LedgerTreeProgress {
    /// As many entries as one statement goes through without being long in the way of others.
    static let maximumSubtrees = 64

    let size: Int
    let overEntries: Int
    let overSubtrees: Int

    init(_ row: Row) {
        size = row.integer(0)
        overEntries = row.integer(1)
        overSubtrees = row.integer(2)
    }

    var kept: Int { overEntries + overSubtrees }

    /// What keeps more of the subtrees that are complete; nil when all are kept.
    var step: Call? {
        if overEntries < size >> 8 {
            return Self.call(LedgerTreeStatement.keepOverEntries, overEntries, size >> 8)
        }
        if overSubtrees < overEntries >> 8 {
            return Self.call(LedgerTreeStatement.keepOverSubtrees, overSubtrees, overEntries >> 8)
        }
        return nil
    }

    private static func call(_ statement: Statement, _ first: Int, _ past: Int) -> Call {
        Call(statement) {
            $0.add(first)
            $0.add(min(past, first + maximumSubtrees))
        }
    }
}

extension Session {
    /// How many entries the ledger has, once every complete subtree of them is kept.
    ///
    /// - Throws: `MerkleTree.Incomplete` when an entry is missing.
    func ledgerSize() async throws -> Int {
        var progress = try await ledgerTreeProgress()
        while let step = progress.step {
            // Committed before it is read on another connection.
            try await transaction { _ = try await $0.finish([step]) }
            let next = try await ledgerTreeProgress()
            guard next.kept > progress.kept else { throw MerkleTree.Incomplete() }
            progress = next
        }
        return progress.size
    }

    private func ledgerTreeProgress() async throws -> LedgerTreeProgress {
        guard let row = try await rows(LedgerTreeStatement.progress).first else {
            preconditionFailure("the ledger has a size")
        }
        return LedgerTreeProgress(row)
    }

    /// The tree of the first entries, with what its root and paths through places take.
    ///
    /// - Throws: `MerkleTree.Incomplete` when an entry is missing.
    func ledgerTree(of size: Int, through places: [Int]) async throws -> MerkleTree {
        let strips = MerkleTree.strips(size: size, through: places)
        let rows = try await rows(LedgerTreeStatement.hashes) {
            $0.add(ArrayText(strips.map(\.height)))
            $0.add(ArrayText(strips.map(\.positions.lowerBound)))
            $0.add(ArrayText(strips.map(\.positions.upperBound)))
        }
        let hashes = rows.map { $0.optionalText(0).flatMap { [UInt8](hexadecimal: $0) } ?? [] }
        return try MerkleTree(
            size: size,
            strips: Array(zip(strips, hashes)).map { (strip: $0.0, hashes: $0.1) }
        )
    }
}
