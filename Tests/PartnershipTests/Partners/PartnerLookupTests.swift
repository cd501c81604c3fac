@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `A group of messages` {
    private static let script = """
        insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise) values
            ('00000000-0000-7000-8000-000000000001', 'A', '00000001', '94000001', 'solo',
                '{youth}', '{}'),
            ('00000000-0000-7000-8000-000000000002', 'B', '00000002', '94000002', 'solo',
                '{youth}', '{}');
        insert into agreement (id, partner_id, kind, signed_on, starts_on, ends_on,
            document_reference) values
            ('00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-000000000001',
                'assignment', '2025-12-01', '2025-01-01', '2026-12-31', 'A'),
            ('00000000-0000-7000-8000-00000000000b', '00000000-0000-7000-8000-000000000001',
                'process', '2025-12-01', '2026-02-01', '2035-12-31', 'B');
        """

    private let first = Identifier(high: 0x7000, low: 0x8000_0000_0000_0001)
    private let second = Identifier(high: 0x7000, low: 0x8000_0000_0000_0002)

    private func withPartners<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        let database = try TestDatabase()
        try database.connection().run(script: Self.script)
        return try await withSession(
            database.serviceSettings,
            statements: PartnerStatement.all + AgreementStatement.all
        ) { session in
            try await session.transaction(body)
        }
    }

    @Test func `finds who sent it by the AGB codes, at once`() async throws {
        let ids = try await withPartners {
            try await $0.partnerIds(ofAgbCodes: ["94000002", "94000001", "94000009", "", "a\"}"])
        }
        #expect(ids == ["94000001": first, "94000002": second])
    }

    @Test func `finds on which days its senders take part, at once`() async throws {
        let partners = [first, second]
        let terms = try await withPartners { try await $0.agreementTerms(of: partners) }
        #expect(terms.keys.sorted() == [first])
        let own = try #require(terms[first])
        #expect(own.count == 2)
        let days = ["2024-12-31", "2025-01-01", "2026-01-31", "2026-02-01", "2026-12-31"]
        let takesPart = try days.map { own.participates(on: try #require(Day($0))) }
        #expect(takesPart == [false, true, false, true, true])
    }

    @Test func `of nobody finds nobody`() async throws {
        let found = try await withPartners { transaction in
            let ids = try await transaction.partnerIds(ofAgbCodes: [])
            let terms = try await transaction.agreementTerms(of: [])
            return ids.count + terms.count
        }
        #expect(found == 0)
    }
}
