@testable import Partnership
import Postgres
import TestSupport

/// A granted line as tests of the simulation write it.
struct SimulatedLine: Sendable {
    let partnerId: Identifier
    var productCode = "JB-04"
    var startsOn: Day = "2025-03-01"
    let volume: Int
    let unit: CareUnit
    let tariffCents: Int?
    /// Negative for a credit.
    let amountCents: Int

    fileprivate var values: String {
        let tariff = tariffCents.map { "\($0)" } ?? "null"
        return "(gen_random_uuid(), '\(partnerId)', gen_random_uuid(), 1, '\(productCode)', "
            + "'\(startsOn)', '\(startsOn)', \(volume), '\(unit.rawValue)', \(tariff), "
            + "\(amountCents))"
    }
}

extension TestDatabase {
    /// Keeps lines of which nothing else is known: no declaration, no allocation.
    func keep(_ lines: [SimulatedLine]) throws {
        try connection().run(
            script: """
                begin;
                set local session_replication_role = replica;
                insert into claim_line (declaration_id, partner_id, reference, allocation_number,
                    product_code, starts_on, ends_on, volume, unit, tariff_cents, amount_cents)
                values \(lines.map(\.values).joined(separator: ", "));
                commit;
                """
        )
    }
}
