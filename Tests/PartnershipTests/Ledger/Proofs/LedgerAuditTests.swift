import HTTP
@testable import Partnership
import TestSupport
import Testing

/// Each change is made by who may do everything in the database, and found by what others kept.
@Suite struct `A ledger that was tampered with` {
    private static let rehash = """
        update ledger_entry
        set leaf_hash = ledger_leaf(ledger_commitment(ledger_entry), recorded_at, sequence);
        """
    private static let forget = "delete from ledger_subtree;"
    /// Makes place for one after the second, and takes it in like the others.
    private static let insert = """
        update ledger_posting set sequence = -sequence where sequence > 2;
        update ledger_posting set sequence = 1 - sequence where sequence < 0;
        update ledger_entry set sequence = -sequence where sequence > 2;
        update ledger_entry set sequence = 1 - sequence where sequence < 0;
        insert into ledger_entry (sequence, year, pillar, cents, source, recorded_at, id, salt,
            leaf_hash)
        select 3, 2023, 'youth', 7, 'KA', recorded_at, gen_random_uuid(),
            uuid_send(gen_random_uuid()), ''
        from ledger_entry where sequence = 2;
        insert into ledger_posting values (3, 'opening', 7), (3, 'revenue', -7);
        update ledger_size set size = size + 1;
        """

    @Test(arguments: [
        (
            "update ledger_entry set cents = cents + 1 where sequence = 3;",
            "Entry 3 is not what was entered."
        ),
        (
            "update ledger_entry set salt = uuid_send(gen_random_uuid()) where sequence = 9;",
            "Entry 9 is not what was entered."
        ),
        (
            "update ledger_entry set recorded_at = '2020-01-01' where sequence = 4;",
            "Entry 4 is not what was entered."
        ),
        (
            "update ledger_entry set leaf_hash = sha256('') where sequence = 1;",
            "Entry 1 is not what was entered."
        ),
        ("delete from ledger_entry where sequence = 5;", "Entry 5 is missing."),
        ("delete from ledger_entry where sequence = 10;", "Entry 10 is missing."),
        (
            "update ledger_entry set recorded_at = '2020-01-01' where sequence = 10; \(rehash)",
            "Entry 10 was recorded before the one in front of it."
        ),
        ("update ledger_size set size = 9;", "Entry 10 is more than the ledger has."),
        (
            "update ledger_posting set cents = 9 where sequence = 2 and cents > 0;",
            "Entry 2 has postings that do not come to its amount."
        ),
        (
            "update ledger_posting set cents = 2 * cents where sequence = 2;",
            "Entry 2 has postings that do not come to its amount."
        ),
        (
            "delete from ledger_posting where sequence = 7;",
            "Entry 7 has postings that do not come to its amount."
        ),
        (
            "update ledger_posting set cents = -cents where sequence = 2;",
            "Entry 2 has postings that do not come to its amount."
        ),
        (
            "update ledger_posting set account = 'receivable' where sequence = 2 and cents > 0;",
            "Entry 2 has postings that do not come to its amount."
        ),
        (
            "update ledger_posting set account = concat(account, '?') where sequence = 2;",
            "Entry 2 has postings that do not come to its amount."
        ),
        (
            """
            insert into ledger_entry
            select (jsonb_populate_record(entry, jsonb_build_object('sequence', 11,
                'id', gen_random_uuid(), 'cents', -cents, 'reverses', 2))).*
            from ledger_entry as entry where sequence = 2;
            update ledger_size set size = 11;
            update ledger_entry set leaf_hash = ledger_leaf(ledger_commitment(ledger_entry),
                recorded_at, sequence);
            update ledger_entry set reverses = null, source = source || e'\\nreverses 2'
            where sequence = 11;
            """,
            "Entry 11 is not what was entered."
        ),
        (
            "insert into ledger_posting values (11, 'opening', 0);",
            "A posting is to entry 11, which is not there."
        ),
        ("delete from ledger_entry;", "Entry 1 is missing."),
    ])
    func `by half is found without anything kept elsewhere`(script: String, fault: String)
        async throws
    {
        try await withAPI { api in
            try await api.enterOpening(5, times: 2)
            #expect(try api.audit() == [])
            try api.tamper(script)
            let faults = try api.audit()
            #expect(faults.contains(fault), "\(faults)")
        }
    }

    /// What leaves nothing to be found inside.
    @Test(arguments: [
        """
        update ledger_entry set cents = 1 where sequence = 3;
        update ledger_posting set cents = sign(cents) where sequence = 3;
        """,
        insert, "update ledger_entry set recorded_at = '2020-01-01' where sequence < 4;",
        """
        delete from ledger_entry where sequence > 8;
        delete from ledger_posting where sequence > 8;
        update ledger_size set size = 8;
        """,
        "update ledger_entry set product_code = 'JB-04' where sequence = 10;",
    ])
    func `with care is found by whoever kept a head`(script: String) async throws {
        try await withAPI { api in
            try await api.enterOpening(3)
            try await api.enterOpening(7)
            let head = try await api.head()
            let ids = try api.entryIds()
            #expect(try api.audit(under: head) == [])
            try api.tamper(script + Self.rehash + Self.forget)
            #expect(try api.audit() == [])
            let faults = try api.audit(under: head)
            #expect(faults.count == 1, "\(faults)")
            // The service can show nothing that would satisfy its keeper.
            let answer = try await api.readHead("/10")
            #expect(answer.json["rootHash"].text != head.rootHash.base64)
            for id in ids {
                let proof = try await api.readProof(of: id)
                guard proof.status == 200 else { continue }
                #expect(try LedgerReceipts(proof.body).faults(under: head) != [])
            }
        }
    }

    @Test func `by putting an old copy back is found by whoever kept a later head`() async throws {
        try await withAPI { api in
            try await api.enterOpening(4)
            try api.tamper(
                """
                create table old_entry as table ledger_entry;
                create table old_posting as table ledger_posting;
                create table old_size as table ledger_size;
                """
            )
            let old = try await api.head()
            try await api.enterOpening(2)
            let head = try await api.head()
            try api.tamper(
                """
                delete from ledger_entry; delete from ledger_posting; delete from ledger_size;
                delete from ledger_year_total; delete from ledger_month_total;
                insert into ledger_entry table old_entry;
                insert into ledger_posting table old_posting;
                insert into ledger_size table old_size;
                """
            )
            #expect(try api.audit(under: old) == [])
            let cut = try api.audit(under: head)
            #expect(cut == ["The ledger has 4 entries, and the head 6."])
            #expect(try await api.readHead("?since=6").summary == "400 request.invalid")
            // Also when as many others have come in the place of what is gone.
            try await api.enterOpening(2)
            #expect(try await api.head().size == 6)
            #expect(try api.audit() == [])
            #expect(try api.audit(under: head).count == 1)
            #expect(try api.audit(under: old) == [])
            let path = try await api.readHead("/6?since=4").json["consistencyPath"].texts
            #expect(
                !MerkleProof.extends(
                    from: (4, old.rootHash),
                    to: (6, head.rootHash),
                    path: path.compactMap { [UInt8](base64: $0) }
                )
            )
        }
    }

    @Test(arguments: [
        (
            "update ledger_subtree set hash = sha256('') where height = 8 and position = 1",
            ["The kept root of entries 257 to 512 is not theirs."]
        ),
        (
            "insert into ledger_subtree values (8, 3, sha256(''))",
            ["The kept root of height 8 at 3 is not theirs."]
        ),
        (
            "insert into ledger_subtree values (16, 0, sha256(''))",
            ["The kept root of height 16 at 0 is not theirs."]
        ),
        ("delete from ledger_subtree", []),
    ])
    func `in the subtrees that are kept is found`(script: String, faults: [String]) async throws {
        try await withAPI { api in
            try api.fill(800)
            let head = try await api.head()
            #expect(try api.audit(under: head) == [])
            try api.tamper(script)
            #expect(try api.audit(under: head) == faults)
        }
    }

    @Test func `beyond a thousand faults is one fault`() async throws {
        try await withAPI { api in
            try api.fill(1_200)
            try api.tamper("update ledger_entry set cents = 1")
            #expect(try api.audit().count == LedgerAudit.maximumFaults)
        }
    }
}
