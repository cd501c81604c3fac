import HTTP
@testable import Partnership
import Postgres
import TestSupport
import Testing

@Suite struct `The history of a partner` {
    private static func term(
        _ kind: Agreement.Kind,
        _ from: Day,
        _ until: Day,
        known: Day? = nil
    ) -> PartnerHistory.Term {
        PartnerHistory.Term(
            agreement: AgreementTerm(kind, .days(from, until)),
            endKnownOn: known
        )
    }

    private static func text(_ history: PartnerHistory) -> [String] {
        history.stretches.map {
            "\($0.from) \($0.until.map(\.description) ?? "...") \($0.status.rawValue)"
        }
    }

    @Test func `of nobody with an agreement is empty`() {
        #expect(PartnerHistory(terms: [], exclusions: []).stretches.isEmpty)
    }

    @Test func `has no gaps, and no stretch twice`() {
        let history = PartnerHistory(
            terms: [
                Self.term(.assignment, "2020-01-01", "2035-12-31"),
                Self.term(.process, "2026-02-01", "2027-03-31", known: "2026-03-15"),
                Self.term(.process, "2030-01-01", "2035-12-31"),
            ],
            exclusions: [Exclusion(dissolvedOn: "2027-03-31")]
        )
        #expect(
            Self.text(history) == [
                "2020-01-01 2025-12-31 active", "2026-01-01 2026-01-31 candidate",
                "2026-02-01 2026-03-14 active", "2026-03-15 2027-03-31 notice",
                "2027-04-01 2029-03-30 excluded", "2029-03-31 2029-12-31 candidate",
                "2030-01-01 2035-12-31 active", "2036-01-01 ... ended",
            ]
        )
    }

    @Test func `is told to the parties of its agreements`() async throws {
        try await withAPI { api in
            let office = Office(api)
            try office.stopToday(at: "2026-06-15")
            let member = try await office.makeMember()
            _ = try await office.end(member.process, Office.dissolution("2026-09-30", "fraud"))
            let target = "/v1/partners/\(member.partner)/history"
            let answer = try await api.send(.get, target, as: .partner(member.partner))
            #expect(answer.status == 200)
            #expect(answer.json.names == ["partnerId", "periods", "agreements"])
            #expect(
                answer.json["periods"].elements.map { $0["status"].text }
                    == ["active", "notice", "excluded", "ended"]
            )
            let ends = answer.json["agreements"].elements
            #expect(ends.count == 2)
            let process = try #require(ends.first { $0["kind"].text == "process" })
            #expect(process["endsOn"].text == "2026-09-30")
            #expect(process["agreedEndsOn"].text == "2035-12-31")
            #expect(process["endedBy"].text == "dissolution")
            #expect(process["ground"].text == "fraud")
            #expect(process["grounds"].elements.map { $0["article"].text } == ["10.1", "10.3"])
            let other = try #require(ends.first { $0["kind"].text == "assignment" })
            #expect(other["endedBy"].isNull)
            #expect(other["grounds"].elements.map { $0["article"].text } == ["11"])
            let stranger = try await api.makePartner()
            let hidden = try await api.send(.get, target, as: .partner(stranger))
            #expect(hidden.summary == "404 resource.not-found")
        }
    }

    private static let standing = Statement(
        "test.standing",
        """
        select day, partner_id, status
        from generate_series(date '2024-12-30', date '2038-01-02', interval '1 day')
                as moment (at)
        cross join lateral (select at::date as day) as calendar
        cross join lateral partner_standing_on(day)
        """
    )

    @Test func `says the same as the view of partners, on every day`() async throws {
        try await withAPI { api in
            let office = Office(api)
            var histories: [Identifier: PartnerHistory] = [:]
            var random = SeededGenerator(state: 10)
            for _ in 0..<12 {
                let partner = try await Self.makeAnyPartner(office, &random)
                histories[partner] = try await Self.history(of: partner, office)
            }
            let rows = try api.database.connection().rows(Self.standing)
            #expect(rows.count == 12 * 4_752)
            var differences: [String] = []
            for row in rows.map(\.self) {
                let day = row.day(0)
                let status = histories[row.identifier(1)]?.status(on: day).rawValue ?? ""
                if status != row.text(2) { differences.append("\(day) \(status) \(row.text(2))") }
            }
            #expect(differences.prefix(5) == [])
        }
    }

    /// A partner with agreements of any length, ended in any way.
    private static func makeAnyPartner(
        _ office: Office,
        _ random: inout SeededGenerator
    ) async throws -> Identifier {
        let partner = try await office.api.makePartner()
        for kind in ["process", "assignment"] {
            let first: Day = kind == "process" ? "2026-01-01" : "2025-01-01"
            let start = first.adding(days: .random(in: 0...900, using: &random))
            let id = try await office.api.makeAgreement(
                kind,
                of: partner,
                from: start.description
            )
            let end = start.adding(days: .random(in: 0...2_000, using: &random)).description
            switch Int.random(in: 0...3, using: &random) {
            case 0: _ = try await office.end(id, Office.mutual(end))
            case 1: _ = try await office.end(id, Office.notice(end))
            case 2: _ = try await office.end(id, Office.dissolution(end))
            default: break
            }
        }
        return partner
    }

    /// The history as the service reads it.
    private static func history(
        of partner: Identifier,
        _ office: Office
    ) async throws -> PartnerHistory {
        let connection = try office.api.database.connection()
        return PartnerHistory(
            agreements: try connection.rows(PartnerHistoryStatement.agreements) {
                $0.add(partner)
            },
            exclusions: try connection.rows(PartnerHistoryStatement.exclusions) {
                $0.add(partner)
            }
        )
    }
}
