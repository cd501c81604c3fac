internal import Postgres

enum AllianceStatement {
    static let list = Statement(
        "alliances.list",
        """
        select id, name, region, core_providers, subcontractors, contracts, starts_on, state,
            dissolved_on, created_at, version, today()
        from alliance_now
        where $1::uuid is null or id > $1
        order by id
        limit $2::integer
        """
    )
    static let count = Statement(
        "alliances.count",
        """
        select count(*)
        from alliance
        """
    )
    static let read = Statement(
        "alliances.read",
        """
        select id, name, region, core_providers, subcontractors, contracts, starts_on, state,
            dissolved_on, created_at, version, today()
        from alliance_now
        where id = $1::uuid
        """
    )
    /// Alliances are made and changed one after the other: two that want the same provider would
    /// else wait for each other until PostgreSQL ends one of them.
    static let lockAll = Statement(
        "alliances.lock-all",
        "select pg_advisory_xact_lock(hashtextextended('alliances', 0))"
    )
    /// Takes the first free place; without one the constraint of the table refuses it.
    static let insert = Statement(
        "alliances.insert",
        """
        insert into alliance (id, name, region, starts_on, slot)
        values ($1::uuid, $2, $3, $4::date, (
            select min(place)
            from generate_series(1, 4) as place
            where not exists (select from alliance where slot = place)
        ))
        """
    )
    static let insertContracts = Statement(
        "alliances.insert-contracts",
        """
        insert into alliance_contract (alliance_id, kind, sha256, document_reference)
        select $1::uuid, contract.*
        from unnest($2::text[], $3::text[], $4::text[]) as contract
        """
    )
    static let providers = Statement(
        "alliances.providers",
        """
        select role, kvk_number, name
        from alliance_provider
        where alliance_id = $1::uuid
        order by place
        """
    )
    static let deleteProviders = Statement(
        "alliances.delete-providers",
        """
        delete from alliance_provider
        where alliance_id = $1::uuid
        """
    )
    static let insertProviders = Statement(
        "alliances.insert-providers",
        """
        insert into alliance_provider (alliance_id, role, kvk_number, name, place)
        select $1::uuid, provider.*
        from unnest($2::text[], $3::text[], $4::text[]) with ordinality as provider
        """
    )
    /// Core providers of these numbers in another alliance.
    static let coreElsewhere = Statement(
        "alliances.core-elsewhere",
        """
        select kvk_number, provider.name, alliance.name
        from alliance_provider as provider
        join alliance on alliance.id = provider.alliance_id
        where role = 'core' and provider.is_active
            and kvk_number = any($1::text[]) and alliance_id <> $2::uuid
        order by kvk_number
        limit 1
        """
    )
    static let change = Statement(
        "alliances.change",
        """
        update alliance
        set version = version + 1
        where id = $1::uuid
        """
    )
    static let readDissolution = Statement(
        "alliances.read-dissolution",
        """
        select id, dissolved_on, dissolution_reference, dissolved_at
        from alliance_now
        where id = $1::uuid and state = 'dissolved'
        """
    )
    static let dissolve = Statement(
        "alliances.dissolve",
        """
        update alliance
        set slot = null,
            is_active = false,
            dissolved_on = $2::date,
            dissolution_reference = $3,
            dissolved_at = now(),
            version = version + 1
        where id = $1::uuid
        """
    )
    static let all = [
        list, count, read, lockAll, insert, insertContracts, providers, deleteProviders,
        insertProviders, coreElsewhere, change, readDissolution, dissolve,
    ]
}

extension Alliance {
    /// - Returns: the row of `AllianceStatement.read`.
    /// - Throws: `AllianceRefusal`, or `DatabaseFailure`.
    func insert(id: Identifier, in transaction: Transaction, of session: Session) async throws
        -> Row
    {
        let insert = Call(AllianceStatement.insert) {
            $0.add(id)
            $0.add(name)
            $0.add(region)
            $0.add(startsOn)
        }
        let insertContracts = Call(AllianceStatement.insertContracts) {
            $0.add(id)
            $0.add(ArrayText(contracts.map(\.kind.rawValue)))
            $0.add(ArrayText(contracts.map(\.sha256)))
            $0.add(ArrayText(contracts.map(\.documentReference)))
        }
        return try await providers.write(
            id,
            in: transaction,
            of: session,
            [Call(AllianceStatement.lockAll), insert, insertContracts]
        )
    }
}

extension AllianceProviders {
    /// - Parameter rows: of `AllianceStatement.providers`.
    init(_ rows: Rows) {
        func providers(_ role: String) -> [Provider] {
            rows.map { $0 }.filter { $0.text(0) == role }
                .map { Provider(kvkNumber: $0.text(1), name: $0.text(2)) }
        }
        core = providers("core")
        subcontractors = providers("subcontractor")
    }

    /// Lists the providers of an alliance anew, whose lock is held.
    ///
    /// - Returns: the row of `AllianceStatement.read`.
    /// - Throws: `AllianceRefusal.coreElsewhere`, or `DatabaseFailure`.
    func replace(
        of alliance: Identifier,
        in transaction: Transaction,
        of session: Session
    ) async throws -> Row {
        try await write(
            alliance,
            in: transaction,
            of: session,
            [
                Call(AllianceStatement.deleteProviders) { $0.add(alliance) },
                Call(AllianceStatement.change) { $0.add(alliance) },
            ]
        )
    }

    /// Writes the providers after the calls, and turns what a constraint refuses into a refusal.
    fileprivate func write(
        _ id: Identifier,
        in transaction: Transaction,
        of session: Session,
        _ calls: [Call]
    ) async throws -> Row {
        let providers = core + subcontractors
        let roles =
            core.map { _ in "core" } + subcontractors.map { _ in "subcontractor" }
        let insert = Call(AllianceStatement.insertProviders) {
            $0.add(id)
            $0.add(ArrayText(roles))
            $0.add(ArrayText(providers.map(\.kvkNumber)))
            $0.add(ArrayText(providers.map(\.name)))
        }
        let read = Call(AllianceStatement.read) { $0.add(id) }
        do throws(DatabaseFailure) {
            return try await transaction.run(calls + [insert, read])[calls.count + 1][0]
        } catch {
            guard error.constraint == "alliance_provider_one_core" else {
                throw AllianceRefusal(error).map { $0 as any Error } ?? error
            }
        }
        // The transaction can no longer be asked, and the other alliance is there for everyone.
        let others = try await session.rows(AllianceStatement.coreElsewhere) {
            $0.add(ArrayText(core.map(\.kvkNumber)))
            $0.add(id)
        }
        throw AllianceRefusal.coreElsewhere(
            others.first.map { Provider(kvkNumber: $0.text(0), name: $0.text(1)) },
            alliance: others.first?.text(2)
        )
    }
}

extension Alliance.State {
    /// - Parameter row: of `AllianceStatement.read`.
    init(_ row: Row) {
        guard let state = Self(rawValue: row.text(7)) else {
            preconditionFailure("a state that the view does not have")
        }
        self = state
    }
}

extension AllianceDissolution {
    /// - Parameter row: of `AllianceStatement.readDissolution`.
    init(_ row: Row) {
        dissolvedOn = row.day(1)
        documentReference = row.text(2)
    }

    /// Dissolves an alliance, whose lock is held.
    ///
    /// - Returns: the row of `AllianceStatement.readDissolution`.
    func record(
        of alliance: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(AllianceStatement.dissolve) {
                $0.add(alliance)
                $0.add(dissolvedOn)
                $0.add(documentReference)
            },
            Call(AllianceStatement.readDissolution) { $0.add(alliance) },
        ])[1][0]
    }
}

extension AllianceRefusal {
    /// The refusal that a constraint stands for; nil when the failure is another.
    fileprivate init?(_ failure: DatabaseFailure) {
        switch failure.constraint {
        case "alliance_at_most_four", "alliance_slot_once": self = .tooMany
        case "alliance_contract_continuity_identical": self = .contractDiffers(.continuity)
        case "alliance_contract_development_identical": self = .contractDiffers(.development)
        case "alliance_contract_governance_identical": self = .contractDiffers(.governance)
        default: return nil
        }
    }
}
