internal import Postgres

enum PostedEntryStatement {
    /// A page of all entries: how far it looked, whether there is more behind that, and what it
    /// found, or one row without an entry.
    ///
    /// It looks at ten thousand numbers at most, so that a page costs the same whatever it is
    /// asked for and however little of that there is. Numbers have no gaps, and what is committed
    /// later has a higher one, so who goes on from there misses nothing.
    static let list = Statement(
        "ledger-entries.list",
        """
        with scan as materialized (
            select coalesce((
                select max(sequence)
                from ledger_entry
                where sequence > $1::bigint
                    and sequence <= $1 + 10000
            ), $1) as until
        )
        select until, until < (select max(sequence) from ledger_entry),
            sequence, id, year, month, pillar, partner_id, partner_name, product_code, cents,
            declaration_id, reference, source, rounded_to_euros, reversed_id, recorded_at,
            postings
        from scan
        left join lateral (
            select *
            from ledger_entry_posted
            where sequence > $1
                and sequence <= until
                and ($3::smallint is null or year = $3)
                and ($4::text is null or pillar = $4)
            order by sequence
            limit $2::integer
        ) as entry on true
        order by sequence
        """
    )
    /// The same of one partner's entries, of which it looks at one thousand at most: they lie far
    /// apart.
    static let listOfPartner = Statement(
        "ledger-entries.list-of-partner",
        """
        with own as materialized (
            select sequence, year, pillar
            from ledger_entry
            where partner_id = $5::uuid
                and sequence > $1::bigint
            order by sequence
            limit 1000
        ),
        page as materialized (
            select sequence
            from own
            where ($3::smallint is null or year = $3)
                and ($4::text is null or pillar = $4)
            order by sequence
            limit $2::integer
        ),
        scan as materialized (
            select coalesce((select max(sequence) from own), $1) as until
        )
        select until, until < (select max(sequence) from ledger_entry where partner_id = $5),
            sequence, id, year, month, pillar, partner_id, partner_name, product_code, cents,
            declaration_id, reference, source, rounded_to_euros, reversed_id, recorded_at,
            postings
        from scan
        left join (page join ledger_entry_posted using (sequence)) on true
        order by sequence
        """
    )
    static let count = Statement(
        "ledger-entries.count",
        """
        select count(*)
        from ledger_entry
        where ($1::uuid is null or partner_id = $1)
            and ($2::smallint is null or year = $2)
            and ($3::text is null or pillar = $3)
        """
    )
    static let read = Statement(
        "ledger-entries.read",
        """
        select sequence, id, year, month, pillar, partner_id, partner_name, product_code, cents,
            declaration_id, reference, source, rounded_to_euros, reversed_id, recorded_at,
            postings
        from ledger_entry_posted
        where id = $1::uuid
            and ($2::uuid is null or partner_id = $2)
        """
    )
    /// The entry that reverses another.
    static let readReversal = Statement(
        "ledger-entries.read-reversal",
        """
        select sequence, id, year, month, pillar, partner_id, partner_name, product_code, cents,
            declaration_id, reference, source, rounded_to_euros, reversed_id, recorded_at,
            postings
        from ledger_entry_posted
        where reverses = (select sequence from ledger_entry where id = $1::uuid)
            and ($2::uuid is null or partner_id = $2)
        """
    )
    /// Whoever enters by hand waits here for whoever does, before anything else is locked.
    static let lock = Statement(
        "ledger-entries.lock",
        "select pg_advisory_xact_lock(hashtextextended('ledger-entries', 0))"
    )
    /// The year it is, and whether a figure stands in the ledger and was not taken back.
    static let findOpening = Statement(
        "ledger-entries.find-opening",
        """
        select extract(year from today())::integer, exists (
            select from ledger_entry as opening
            where year = $1::smallint
                and month is not distinct from $2::date
                and pillar = $3
                and partner_id is not distinct from $4::uuid
                and product_code is not distinct from $5
                and cents = $6::bigint
                and source = $7
                and reverses is null
                and not exists (
                    select from ledger_entry as reversal
                    where reversal.reverses = opening.sequence
                )
        )
        """
    )
    static let all =
        [list, listOfPartner, count, read, readReversal, lock, findOpening]
        + PricedLineStatement.all

    /// Reads an entry, whosever it is.
    static func reading(_ id: Identifier) -> Call {
        Call(read) {
            $0.add(id)
            $0.addNull()
        }
    }
}

extension PostedEntry {
    /// - Parameters:
    ///   - row: of a statement of `PostedEntryStatement`.
    ///   - first: where the columns of the entry begin.
    init(_ row: Row, from first: Int = 0) {
        guard let pillar = Pillar(rawValue: row.text(first + 4)) else {
            preconditionFailure("a pillar that the table does not take")
        }
        number = row.integer(first)
        id = row.identifier(first + 1)
        year = row.integer(first + 2)
        month = row.optionalDay(first + 3)?.monthOf
        self.pillar = pillar
        partnerId = row.optionalIdentifier(first + 5)
        partnerName = row.optionalText(first + 6)
        productCode = row.optionalText(first + 7)
        cents = row.integer(first + 8)
        ground = Ground(row, from: first + 9)
        recordedAt = row.text(first + 14)
        postings = row.text(first + 15).split(separator: ",").map(Posting.init)
    }
}

extension PostedEntry.Posting {
    /// As the view writes it: `revenue WOmzNodNod -1250`.
    fileprivate init(_ text: Substring) {
        let words = text.split(separator: " ")
        guard words.count == 3, let cents = Int(words[2]) else {
            preconditionFailure("a posting that the view does not write")
        }
        self.init(account: String(words[0]), rgs: String(words[1]), cents: cents)
    }
}

extension PostedEntry.Ground {
    fileprivate init(_ row: Row, from first: Int) {
        if let declarationId = row.optionalIdentifier(first) {
            self = .claim(declarationId: declarationId, reference: row.text(first + 1))
        } else if let reversed = row.optionalIdentifier(first + 4) {
            self = .reversal(of: reversed, documentReference: row.text(first + 2))
        } else {
            self = .opening(
                source: row.text(first + 2),
                isRoundedToEuros: row.boolean(first + 3)
            )
        }
    }
}

extension LedgerEntry {
    /// Enters a figure of a year that is over, unless it stands in the ledger.
    ///
    /// - Returns: the row of `PostedEntryStatement.read`.
    /// - Throws: `LedgerEntryRefusal`, or `DatabaseFailure`.
    func open(source: String, in transaction: Transaction) async throws -> Row {
        let found = try await transaction.run([
            Call(PostedEntryStatement.lock),
            Call(PostedEntryStatement.findOpening) {
                $0.add(year)
                $0.add(month?.first)
                $0.add(pillar.rawValue)
                $0.add(partnerId)
                $0.add(productCode)
                $0.add(cents)
                $0.add(source)
            },
        ])[1][0]
        try LedgerEntryRefusal.check(year: year, currentYear: found.integer(0))
        if found.boolean(1) { throw LedgerEntryRefusal.exists }
        return try await enter(in: transaction)
    }

    /// Enters it.
    ///
    /// - Returns: the row of `PostedEntryStatement.read`.
    /// - Throws: `LedgerEntryRefusal`, or `DatabaseFailure`.
    func enter(in transaction: Transaction) async throws -> Row {
        let calls = Self.calls(entering: [self]) + [PostedEntryStatement.reading(id)]
        do throws(DatabaseFailure) {
            return try await transaction.run(calls)[calls.count - 1][0]
        } catch {
            switch error.constraint {
            case "ledger_entry_partner_known": throw LedgerEntryRefusal.partnerUnknown
            case "ledger_entry_product_known": throw LedgerEntryRefusal.productUnknown
            default: throw error
            }
        }
    }
}
