internal import Postgres

enum TariffProposalStatement {
    static let list = Statement(
        "tariff-proposals.list",
        """
        select id, valid_from, tariffs, document_reference, proposed_on, state, created_at,
            version, last_on
        from tariff_proposal_state
        where $1::uuid is null or id > $1
        order by id
        limit $2::integer
        """
    )
    static let count = Statement(
        "tariff-proposals.count",
        """
        select count(*)
        from tariff_proposal
        """
    )
    static let read = Statement(
        "tariff-proposals.read",
        """
        select id, valid_from, tariffs, document_reference, proposed_on, state, created_at,
            version, last_on
        from tariff_proposal_state
        where id = $1::uuid
        """
    )
    static let lines = Statement(
        "tariff-proposals.lines",
        """
        select product_code, max_tariff_cents, time_basis
        from tariff_proposal_line
        where proposal_id = $1::uuid
        order by product_code
        """
    )
    /// Holds the proposal until the transaction ends, and tells the day it is.
    static let lock = Statement(
        "tariff-proposals.lock",
        """
        select today()
        from tariff_proposal
        where id = $1::uuid
        for update
        """
    )
    /// From when on the newest tariff of each product holds.
    static let currents = Statement(
        "tariff-proposals.currents",
        """
        select product_code, lower(valid)
        from tariff
        where product_code = any($1::text[]) and upper_inf(valid)
        """
    )
    /// Adds a proposal, unless its day is still to come.
    static let insert = Statement(
        "tariff-proposals.insert",
        """
        insert into tariff_proposal (id, valid_from, document_reference, proposed_on)
        select $1::uuid, $2::date, $3, coalesce($4::date, today())
        where $4::date is null or $4 <= today()
        """
    )
    /// A time basis that is left out is the one that counts now.
    static let insertLines = Statement(
        "tariff-proposals.insert-lines",
        """
        insert into tariff_proposal_line (proposal_id, product_code, max_tariff_cents, time_basis)
        select tariff_proposal.id, code, cents, coalesce(basis, (
            select time_basis
            from tariff
            where product_code = code and upper_inf(valid)
        ))
        from tariff_proposal
        cross join unnest($2::text[], $3::bigint[], $4::text[]) as given (code, cents, basis)
        where tariff_proposal.id = $1::uuid
        """
    )
    static let change = Statement(
        "tariff-proposals.change",
        """
        update tariff_proposal
        set version = version + 1
        where id = $1::uuid
        """
    )
    /// A step as it was written, and as it is answered: with what every resource has around it.
    static let readStep = Statement(
        "tariff-proposals.read-step",
        """
        select content,
            '{"id":"' || proposal_id || '",' || substr(content::text, 2, length(content::text) - 2)
                || ',"createdAt":"'
                || to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                || '","version":1}'
        from tariff_proposal_step
        where proposal_id = $1::uuid and step = $2
        """
    )
    static let insertStep = Statement(
        "tariff-proposals.insert-step",
        """
        insert into tariff_proposal_step (proposal_id, step, outcome, taken_on, content)
        values ($1::uuid, $2, $3, $4::date, $5::json)
        """
    )
    static let all = [
        list, count, read, lines, lock, currents, insert, insertLines, change, readStep,
        insertStep,
    ]
}

extension ProposedTariff {
    /// - Parameter row: of `TariffProposalStatement.lines`.
    init(_ row: Row) {
        productCode = row.text(0)
        maxTariffCents = row.integer(1)
        timeBasis = row.optionalText(2).flatMap(Tariff.TimeBasis.init)
    }
}

extension TariffProposal {
    /// - Returns: the row of `TariffProposalStatement.read`.
    /// - Throws: `TariffProposalRefusal`, `TariffRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction) async throws -> Row {
        let codes = ArrayText(tariffs.map(\.productCode))
        let found = try await transaction.rows(TariffProposalStatement.currents) { $0.add(codes) }
        let current = Dictionary(
            uniqueKeysWithValues: found.map { ($0.text(0), $0.optionalDay(1)) }
        )
        try check { current[$0] ?? nil }
        var bases = ArrayText()
        for tariff in tariffs { bases.add(tariff.timeBasis?.rawValue) }
        let calls = [
            Call(TariffProposalStatement.insert) {
                $0.add(id)
                $0.add(validFrom)
                $0.add(documentReference)
                $0.add(proposedOn)
            },
            Call(TariffProposalStatement.insertLines) {
                $0.add(id)
                $0.add(codes)
                $0.add(ArrayText(tariffs.map(\.maxTariffCents)))
                $0.add(bases)
            },
            Call(TariffProposalStatement.read) { $0.add(id) },
        ]
        let rows: Rows
        do throws(DatabaseFailure) {
            rows = try await transaction.run(calls)[2]
        } catch {
            guard error.constraint == "tariff_proposal_line_product_known" else { throw error }
            throw TariffProposalRefusal.productUnknown
        }
        guard let row = rows.first else { throw TariffProposalRefusal.datedAhead }
        return row
    }
}

extension TariffProposalStep {
    static let statements = StepStatements(
        lock: TariffProposalStatement.lock,
        read: TariffProposalStatement.read,
        stateColumn: 5,
        lastOnColumn: 8,
        readStep: TariffProposalStatement.readStep,
        insertStep: TariffProposalStatement.insertStep,
        change: TariffProposalStatement.change
    )

    /// - Throws: `TariffProposalRefusal`, `TariffRefusal`, or `DatabaseFailure`.
    func prepare(
        _ proposal: Identifier,
        _ row: Row,
        in transaction: Transaction
    ) async throws {
        let validFrom = row.day(1)
        try check(validFrom: validFrom)
        if command == .adopt { try await set(proposal, from: validFrom, in: transaction) }
    }

    /// Sets the tariffs of a proposal, in the order of their products, so that two who set some
    /// of the same never wait in a circle.
    private func set(
        _ proposal: Identifier,
        from day: Day,
        in transaction: Transaction
    ) async throws {
        let lines = try await transaction.rows(TariffProposalStatement.lines) { $0.add(proposal) }
        for line in lines.map(ProposedTariff.init) {
            let current = try await transaction.run([
                Call(ProductStatement.lock) { $0.add(line.productCode) },
                Call(TariffStatement.current) { $0.add(line.productCode) },
            ])[1].first
            let tariff = line.tariff(from: day, decidedIn: reference)
            try tariff.checkFollows(currentFrom: current?.optionalDay(3))
            _ = try await tariff.replaceCurrent(of: line.productCode, in: transaction)
        }
    }
}
