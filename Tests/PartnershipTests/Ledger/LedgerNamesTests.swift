@testable import Partnership
import Postgres
import TestSupport
import Testing

/// A partner, a product and a declaration that nothing but the ledger names.
private struct NamedDesk {
    static let partner = "'00000000-0000-4000-8000-000000000001'"
    static let other = "'00000000-0000-4000-8000-000000000002'"
    static let product = "'ZZ-01'"
    static let declaration = "'00000000-0000-7000-8000-000000000003'"
    static let removals = [
        "delete from partner where id = \(partner)",
        "update partner set id = gen_random_uuid() where id = \(partner)",
        "delete from product where code = \(product)",
        "update product set code = 'ZZ-02' where code = \(product)",
        "delete from declaration where id = \(declaration)",
        "update declaration set id = gen_random_uuid() where id = \(declaration)",
    ]

    let database: TestDatabase
    let connection: BlockingConnection

    init() throws {
        database = try TestDatabase()
        connection = try database.connection()
        try connection.run(
            script: """
                insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise)
                values (\(Self.partner), 'Wilg', '99999999', '94101914', 'solo', '{youth}', '{}'),
                    (\(Self.other), 'Es', '99999998', '94101915', 'solo', '{youth}', '{}');
                insert into product (code, pillar, name_nl, name_en, unit)
                values (\(Self.product), 'youth', 'Proef', 'Trial', 'hour');
                insert into declaration (id, kind, message_id, agb_code, partner_id, dated_on,
                    channel, accepted, counts, message, answer, pillar)
                values (\(Self.declaration), 'claim', 'M1', '94101915', \(Self.other),
                    '2023-02-01', 'json', true, true, '{}', '{}', 'youth')
                """
        )
        try connection.run(script: "delete from partner_known")
    }

    /// The script of one entry more, without its commit.
    static func entering(
        partner: String = "null",
        product: String = "null",
        declaration: String = "null"
    ) -> String {
        """
        begin;
        update ledger_size set size = size + 1;
        insert into ledger_entry (sequence, year, pillar, cents, partner_id, product_code,
            declaration_id, reference, source, recorded_at, id, salt, leaf_hash)
        select size, 2023, 'youth', 500, \(partner), \(product), \(declaration),
            \(declaration == "null" ? "null, 'KA'" : "'R1', null"), now(), gen_random_uuid(),
            uuid_send(gen_random_uuid()), ''
        from ledger_size;
        """
    }

    func refusal(of script: String) -> String { connection.refusal(of: script) }
}

@Suite struct `What an entry of the ledger names` {
    @Test(arguments: [
        (NamedDesk.entering(partner: NamedDesk.partner, product: NamedDesk.product), "none"),
        (NamedDesk.entering(partner: NamedDesk.other, declaration: NamedDesk.declaration), "none"),
        (NamedDesk.entering(), "none"),
        (NamedDesk.entering(product: "'ZZ-09'"), "ledger_entry_product_known"),
        (NamedDesk.entering(partner: NamedDesk.declaration), "ledger_entry_partner_known"),
        (
            NamedDesk.entering(partner: NamedDesk.other, declaration: NamedDesk.other),
            "ledger_entry_declaration_known"
        ),
        // The declaration of another partner, and of none.
        (
            NamedDesk.entering(partner: NamedDesk.partner, declaration: NamedDesk.declaration),
            "ledger_entry_declaration_known"
        ),
        (NamedDesk.entering(declaration: NamedDesk.declaration), "ledger_entry_declaration_known"),
    ])
    func `is there`(script: String, outcome: String) throws {
        let refusal = try NamedDesk().refusal(of: script + "commit")
        #expect(outcome == "none" ? refusal == "none" : refusal.contains(outcome), "\(refusal)")
    }

    @Test func `stays what it is`() throws {
        let desk = try NamedDesk()
        try desk.connection.run(
            script: NamedDesk.entering(partner: NamedDesk.partner, product: NamedDesk.product)
                + "commit;"
                + NamedDesk.entering(partner: NamedDesk.other, declaration: NamedDesk.declaration)
                + "commit"
        )
        for removal in NamedDesk.removals {
            let refusal = desk.refusal(of: removal)
            #expect(refusal.contains("an entry of the ledger names this"), "\(removal): \(refusal)")
        }
    }

    @Test(arguments: NamedDesk.removals)
    func `may go while no entry names it`(removal: String) throws {
        let desk = try NamedDesk()
        try desk.connection.run(script: NamedDesk.entering(partner: NamedDesk.other) + "commit")
        #expect(desk.refusal(of: removal) == "none")
    }

    private static let removal = Statement(
        "test.remove",
        "delete from partner where kvk_number = '99999999'"
    )

    /// The constraint that refuses calls, as the superuser.
    private static func constraint(
        refusing calls: [Call],
        in database: TestDatabase
    ) async throws -> String? {
        try await withSession(
            database.settings,
            statements: LedgerEntryStatement.all + [removal]
        ) { session in
            do {
                try await session.transaction { _ = try await $0.finish(calls) }
                return nil
            } catch let failure as DatabaseFailure {
                return failure.constraint
            }
        }
    }

    @Test func `stays though the entry comes at the same moment`() async throws {
        let database = try NamedDesk().database
        let writer = try database.connection()
        try writer.run(script: NamedDesk.entering(partner: NamedDesk.partner))
        async let refusing = Self.constraint(refusing: [Call(Self.removal)], in: database)
        try await database.end(writer)
        #expect(try await refusing == "ledger_entry_partner_known")
    }

    @Test func `is there though it goes at the same moment`() async throws {
        let database = try NamedDesk().database
        let remover = try database.connection()
        try remover.run(script: "begin; \(NamedDesk.removals[0])")
        let line = BookLine(
            year: 2023,
            partnerId: Identifier(String(NamedDesk.partner.dropFirst().dropLast())),
            cents: 500
        )
        #expect(line.partnerId != nil)
        let calls = LedgerEntry.calls(entering: [line.entry])
        async let refusing = Self.constraint(refusing: calls, in: database)
        try await database.end(remover)
        #expect(try await refusing == "ledger_entry_partner_known")
    }
}

@Suite struct `The size of the ledger` {
    @Test func `is that of its entries`() throws {
        let desk = try NamedDesk()
        try desk.connection.run(script: NamedDesk.entering() + "commit")
        let untold = NamedDesk.entering().replacing(
            "update ledger_size set size = size + 1;",
            with: ""
        ).replacing("select size,", with: "select size + 1,")
        let zeroth = untold.replacing("select size + 1,", with: "select 0,")
        for script in [untold, zeroth] {
            #expect(desk.refusal(of: script + "commit").contains("ledger_entry_told"))
        }
        for change in ["size + 1", "size - 1"] {
            let refusal = desk.refusal(of: "update ledger_size set size = \(change)")
            #expect(refusal.contains("the ledger must grow by entries"), "\(refusal)")
        }
        let jump = NamedDesk.entering().replacing("size = size + 1", with: "size = size + 2")
        #expect(desk.refusal(of: jump + "commit").contains("the ledger must grow by entries"))
        #expect(desk.refusal(of: NamedDesk.entering() + "commit") == "none")
    }
}
