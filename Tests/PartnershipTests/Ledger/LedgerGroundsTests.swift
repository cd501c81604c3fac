@testable import Partnership
import Testing

private func candidate(
    _ number: UInt64,
    _ revenueCents: Int,
    adult: Int = 0
) -> LedgerShares.Candidate {
    LedgerShares.Candidate(
        partnerId: Identifier(high: 0, low: number),
        partnerName: "Partner \(number)",
        hasAssignment: true,
        hasProcess: true,
        revenueCents: revenueCents,
        adultRevenueCents: adult,
        knownAt: nil
    )
}

private func shares(
    _ revenue: [Int],
    adult: [Int] = [],
    of partnersCents: Int? = nil
) -> LedgerShares {
    LedgerShares(
        year: 2024,
        candidates: revenue.enumerated().map { place, cents in
            candidate(UInt64(place), cents, adult: place < adult.count ? adult[place] : 0)
        },
        partnersCents: partnersCents
    )
}

extension FigureReading {
    /// By partner what each would contribute, and what all would.
    fileprivate var divided: (cents: [UInt64: Int?], ppm: [UInt64: Int], total: Int?)? {
        guard case .contributions(let list, let total) = outcome else { return nil }
        return (
            Dictionary(uniqueKeysWithValues: list.map { ($0.partnerId.low, $0.contributionCents) }),
            Dictionary(uniqueKeysWithValues: list.map { ($0.partnerId.low, $0.sharePpm) }), total
        )
    }
}

@Suite struct `What shares rest on` {
    @Test func `is told of every figure, with the readings`() throws {
        let grounds = shares([30, -4, 10], of: 7).grounds
        #expect(grounds.map(\.figure) == ["revenueCents", "sharePpm", "contributionCents"])
        #expect(grounds.allSatisfy { $0.source == "KA" && $0.article == "2.4" })
        #expect(grounds[0].inputs == [.init(name: "revenueYear", value: 2023)])
        #expect(grounds[0].policies == ["A15", "A19", "A20"])
        #expect(grounds[2].policies == ["A19", "A20", "A21"])
        let inputs = grounds[2].inputs
        #expect(
            inputs.map(\.name) == ["totalContributionCents", "positiveRevenueCents", "partners"]
        )
        #expect(inputs.map(\.value) == [7, 40, 3])
        // Without a travel budget there is nothing to contribute.
        #expect(shares([30, 10]).grounds.map(\.figure) == ["revenueCents", "sharePpm"])
    }

    @Test func `gives the figures, the largest remainders one more`() throws {
        var generator = SeededGenerator(state: 71)
        for _ in 0..<5_000 {
            let count = Int.random(in: 1...9, using: &generator)
            let limit = generator.next() % 2 == 0 ? 9 : 900_000_000_000
            let revenue = (0..<count).map { _ in
                Int.random(in: -limit / 8...limit, using: &generator)
            }
            let half = Int.random(in: 0...999_999_999_999, using: &generator)
            let ledger = shares(revenue, of: half)
            guard ledger.shares.contains(where: { $0.revenueCents > 0 }) else { continue }
            let ppm = try #require(ledger.grounds.ground(of: "sharePpm"))
            let cents = try #require(ledger.grounds.ground(of: "contributionCents"))
            for share in ledger.shares {
                let names = ["revenueCents": share.revenueCents]
                let more = try share.sharePpm - ppm.value(names)
                #expect(more == 0 || more == 1)
                let extra = try (share.contributionCents ?? 0) - cents.value(names)
                #expect(extra == 0 || extra == 1)
            }
            #expect(ledger.shares.reduce(0) { $0 + ($1.contributionCents ?? 0) } == half)
        }
    }

    @Test func `has no other readings where they come to the same`() {
        #expect(shares([50, 50], adult: [7, 7], of: 100).otherReadings == [])
        #expect(shares([50, 50], adult: [7, 7]).otherReadings == [])
        #expect(shares([], of: 100).otherReadings == [])
        #expect(shares([0, -5], of: 100).otherReadings == [])
    }

    @Test func `has the reading with revenue for adults where it is another`() throws {
        let readings = shares([60, 40], adult: [0, 100], of: 100).otherReadings
        #expect(readings.map(\.policy) == ["A19"])
        #expect(readings.map(\.reading) == ["adult-revenue-included"])
        let divided = try #require(readings[0].divided)
        #expect(divided.cents == [0: 30, 1: 70])
        #expect(divided.ppm == [0: 300_000, 1: 700_000])
        #expect(divided.total == 100)
        // Without a budget the shares alone are others, without revenue for youth all of it is.
        let without = try #require(shares([60, 40], adult: [0, 100]).otherReadings[0].divided)
        #expect(without.cents == [0: nil, 1: nil] && without.total == nil)
        let adults = try #require(shares([0, 0], adult: [1, 3], of: 100).otherReadings[0].divided)
        #expect(adults.cents == [0: 25, 1: 75] && adults.total == 100)
    }

    @Test func `has the reading by which parts miss the total, and by how much`() throws {
        let readings = shares([2, 1, 1], of: 3).otherReadings
        #expect(readings.map(\.policy) == ["A21"])
        let divided = try #require(readings[0].divided)
        // One and a half goes up, and three quarters twice: a cent too many.
        #expect(divided.cents == [0: 2])
        #expect(divided.total == 4)
        let equal = try #require(shares([1, 1, 1], of: 3).otherReadings[0].divided)
        #expect(equal.cents == [0: 1] && equal.ppm == [0: 333_333] && equal.total == 3)
    }

    @Test func `has each reading exactly where it divides otherwise`() throws {
        var generator = SeededGenerator(state: 72)
        var seen: [String: Int] = [:]
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...5, using: &generator)
            let revenue = (0..<count).map { _ in Int.random(in: 0...6, using: &generator) }
            let adult = (0..<count).map { _ in
                generator.next() % 2 == 0 ? 0 : Int.random(in: 0...3, using: &generator)
            }
            let half = Int.random(in: 0...40, using: &generator)
            let ledger = shares(revenue, adult: adult, of: half)
            let all = shares(zip(revenue, adult).map { $0 + $1 }, of: half)
            let youth = Dictionary(
                uniqueKeysWithValues: ledger.shares.map { ($0.partnerId.low, $0) }
            )
            let different = all.shares.filter {
                $0.sharePpm != youth[$0.partnerId.low]?.sharePpm
                    || ($0.contributionCents ?? 0)
                        != (youth[$0.partnerId.low]?.contributionCents ?? 0)
            }
            let told = ledger.otherReadings.first { $0.policy == "A19" }
            #expect(Set(different.map(\.partnerId.low)) == Set(told?.divided?.ppm.keys ?? [:].keys))
            for share in different {
                #expect(told?.divided?.ppm[share.partnerId.low] == share.sharePpm)
                #expect(told?.divided?.cents[share.partnerId.low] == share.contributionCents)
            }
            let sum = revenue.reduce(0, +)
            let rounded = ledger.otherReadings.first { $0.policy == "A21" }?.divided
            for share in ledger.shares where sum > 0 {
                let weight = share.revenueCents
                let cents = (2 * half * weight + sum) / (2 * sum)
                let ppm = (2_000_000 * weight + sum) / (2 * sum)
                let isSame = cents == share.contributionCents && ppm == share.sharePpm
                #expect(rounded?.ppm[share.partnerId.low] == (isSame ? nil : ppm))
            }
            seen["\(told != nil) \(rounded != nil)", default: 0] += 1
        }
        #expect(seen.count == 4)
        #expect(seen.values.allSatisfy { $0 > 100 })
    }
}

@Suite struct `What a ledger year rests on` {
    private func ledger(_ cents: [Int]) -> LedgerYear {
        LedgerYear(
            amounts: cents.enumerated().map { place, cents in
                LedgerYear.Amount(
                    pillar: .youth,
                    partnerId: Identifier(high: 0, low: UInt64(place)),
                    productCode: nil,
                    cents: cents,
                    place: place
                )
            },
            months: []
        )
    }

    @Test func `gives the share of each partner`() throws {
        for cents in [[3, 1], [1, 1, 1], [500, -20, 7, 9], [-1, 2]] {
            let ledger = ledger(cents)
            let ground = try #require(ledger.grounds(of: 2024).ground(of: "sharePpm"))
            #expect(ground.article == "2.2" && ground.policies == ["A21"])
            for partner in ledger.partners {
                let more = try partner.sharePpm - ground.value(["cents": partner.cents])
                #expect(more == 0 || more == 1)
            }
            #expect(ledger.partners.reduce(0) { $0 + $1.sharePpm } == 1_000_000)
        }
    }

    @Test func `is the year of the care`() throws {
        let ground = try #require(ledger([1]).grounds(of: 2024).ground(of: "cents"))
        #expect(ground.source == "PO" && ground.article == "5.1" && ground.policies == ["A15"])
        #expect(ground.inputs == [.init(name: "year", value: 2024)])
    }

    @Test func `by period has the limits of what is told`() throws {
        let ground = try #require(LedgerPeriods.grounds(of: 2024).ground(of: "isWithheld"))
        #expect(ground.policies == ["A18"])
        #expect(ground.inputs.map(\.name) == ["minimumClients", "minimumPartners"])
        #expect(ground.inputs.map(\.value) == [5, 3])
    }
}
