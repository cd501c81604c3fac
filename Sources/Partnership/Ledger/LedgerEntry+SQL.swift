internal import Postgres

/// Statements that enter into the ledger.
enum LedgerEntryStatement {
    /// Numbers come first, with the moment, and are held until the commit; see `ledger_size`.
    ///
    /// Postings and totals come with the entries; see `keep_ledger_entries`.
    static let insert = Statement(
        "ledger.insert",
        """
        with given as (
            select *
            from unnest($1::smallint[], $2::date[], $3::text[], $4::uuid[], $5::text[],
                $6::bigint[], $7::uuid[], $8::text[], $9::text[], $10::uuid[], $11::bytea[],
                $12::bytea[], $13::bigint[], $14::boolean[]) with ordinality as entry (year,
                month, pillar, partner_id, product_code, cents, declaration_id, reference, source,
                id, salt, commitment, reverses, rounded_to_euros, place)
        ),
        grown as (
            update ledger_size
            set size = size + cardinality($1),
                recorded_at = greatest(recorded_at + interval '1 microsecond', clock_timestamp())
            returning size - cardinality($1) as base, recorded_at
        )
        insert into ledger_entry (sequence, year, month, pillar, partner_id, product_code,
            cents, declaration_id, reference, source, recorded_at, id, salt, leaf_hash,
            reverses, rounded_to_euros)
        select base + place, year, month, pillar, partner_id, product_code, cents,
            declaration_id, reference, source, recorded_at, id, salt,
            ledger_leaf(commitment, recorded_at, base + place), reverses, rounded_to_euros
        from given
        cross join grown
        """
    )
    static let all = [insert]
}

extension LedgerEntry {
    /// The calls that enter these lines, for one transaction; none without any.
    static func calls(entering entries: [LedgerEntry]) -> [Call] {
        guard !entries.isEmpty else { return [] }
        var years = ArrayText()
        var months = ArrayText()
        var pillars = ArrayText()
        var partners = ArrayText()
        var products = ArrayText()
        var cents = ArrayText()
        var ids = ArrayText()
        var salts = ArrayText()
        var commitments = ArrayText()
        var grounds = GroundColumns()
        for entry in entries {
            years.add(entry.year)
            months.add(entry.month?.first)
            pillars.add(entry.pillar.rawValue)
            partners.add(entry.partnerId)
            products.add(entry.productCode)
            cents.add(entry.cents)
            ids.add(entry.id)
            salts.add("\\x" + entry.salt.bytes.hexadecimal)
            commitments.add("\\x" + entry.commitment.hexadecimal)
            grounds.add(entry.ground)
        }
        let all =
            [years, months, pillars, partners, products, cents] + grounds.columns
            + [ids, salts, commitments] + grounds.ofReversals
        return [Call(LedgerEntryStatement.insert) { for column in all { $0.add(column) } }]
    }
}

/// What entries rest on, column by column.
private struct GroundColumns {
    private var declarations = ArrayText()
    private var references = ArrayText()
    private var sources = ArrayText()
    private var reversed = ArrayText()
    private var roundings = ArrayText()

    /// Declarations, references and sources.
    var columns: [ArrayText] { [declarations, references, sources] }

    /// Numbers of what is reversed, and whether a figure was rounded.
    var ofReversals: [ArrayText] { [reversed, roundings] }

    mutating func add(_ ground: LedgerEntry.Ground) {
        switch ground {
        case .claim(let declarationId, let reference):
            add(declarationId, reference, source: nil)
        case .historic(let source, let isRoundedToEuros):
            add(nil, nil, source: source, isRounded: isRoundedToEuros)
        case .reversal(let number, let documentReference):
            add(nil, nil, source: documentReference, reverses: number)
        }
    }

    private mutating func add(
        _ declarationId: Identifier?,
        _ reference: String?,
        source: String?,
        reverses number: Int? = nil,
        isRounded: Bool = false
    ) {
        declarations.add(declarationId)
        references.add(reference)
        sources.add(source)
        reversed.add(number)
        roundings.add(isRounded)
    }
}
