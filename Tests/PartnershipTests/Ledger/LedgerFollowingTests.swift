import HTTP
@testable import Partnership
import TestSupport
import Testing

@Suite struct `The ledger of a year that was read before` {
    private static let targets = ["2024", "2024?pillar=youth", "2024?pillar=adult"]

    /// A target as it is at its own newest moment, which is made of all entries each time.
    private func anew(_ target: String, _ answer: Response) -> String? {
        answer.json["knownAt"].text.map {
            "\(target)\(target.contains("?") ? "&" : "?")knownAt=\($0)"
        }
    }

    private func lines(_ partners: [Identifier], using numbers: inout SeededGenerator) -> [BookLine]
    {
        (0..<Int.random(in: 1...4, using: &numbers)).map { _ in
            let year = Int.random(in: 0...3, using: &numbers) == 0 ? 2025 : 2024
            let month = Int.random(in: 0...9, using: &numbers)
            return BookLine(
                year: year,
                month: month == 0 ? nil : "\(year)-0\(month)",
                pillar: Bool.random(using: &numbers) ? .youth : .adult,
                partnerId: partners.randomElement(using: &numbers),
                productCode: ["JB-01", "JB-04", "MH-04", nil].randomElement(using: &numbers) ?? nil,
                cents: Int.random(in: -500...5_000, using: &numbers)
            )
        }
    }

    /// Partners and products come one by one, so that some are new to the year.
    @Test func `is that of its entries, whatever was entered since`() async throws {
        try await withAPI { api in
            var numbers = SeededGenerator(state: 2_024)
            var partners: [Identifier] = []
            for turn in 0..<40 {
                if turn % 8 == 0 {
                    partners.append(try await api.makeActivePartner(name: "Partner \(turn)"))
                }
                try await api.enter(lines(partners, using: &numbers))
                for target in Self.targets {
                    let answer = try await api.ledger(target)
                    guard let again = anew(target, answer) else { continue }
                    #expect(try await api.ledger(again).text == answer.text, "\(turn): \(target)")
                    #expect(try await api.ledger(target).text == answer.text)
                    let table = try await api.ledger(target, accept: "text/csv")
                    #expect(try await api.ledger(again, accept: "text/csv").text == table.text)
                }
            }
        }
    }

    @Test func `has more entries since than it follows one by one`() async throws {
        try await withAPI { api in
            let partner = try await api.makeActivePartner()
            let line = BookLine(
                year: 2024,
                month: "2024-03",
                partnerId: partner,
                productCode: "JB-04",
                cents: 1
            )
            try await api.enter([line])
            var total = 1
            let most = LedgerAnswer.maximumNewer
            for count in [0, 1, most - 1, most, most + 1, 2 * most] {
                try await api.enter([BookLine](repeating: line, count: count))
                total += count
                let answer = try await api.ledger("2024")
                #expect(answer.json["totalCents"].number == total)
                #expect(answer.json["months"].numbers("cents") == [total])
                #expect(try await api.ledger(#require(anew("2024", answer))).text == answer.text)
            }
        }
    }

    @Test func `has the name that a partner has now`() async throws {
        try await withAPI { api in
            let partner = try await api.makeActivePartner(name: "Before")
            try await api.enter([BookLine(year: 2024, partnerId: partner, cents: 5)])
            #expect(try await api.ledger("2024").text.contains("Before"))
            try await api.rename(partner, to: "After")
            let answer = try await api.ledger("2024").text
            #expect(answer.contains("After") && !answer.contains("Before"))
        }
    }
}
