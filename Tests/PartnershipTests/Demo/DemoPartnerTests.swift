@testable import Partnership
import Testing

@Suite struct `A demo partner` {
    private let partners = DemoPartner.all

    @Test func `is one of as many as took part in 2024`() {
        #expect(partners.count == 27)
        #expect(partners.map(\.number) == Array(1...27))
    }

    @Test func `shares neither name nor number nor slug with another`() {
        #expect(Set(partners.map(\.name)).count == 27)
        #expect(Set(partners.map(\.slug)).count == 27)
        #expect(Set(partners.map(\.kvkNumber)).count == 27)
        #expect(Set(partners.map(\.agbCode)).count == 27)
    }

    @Test(arguments: DemoPartner.all)
    func `has numbers of eight digits`(partner: DemoPartner) {
        for number in [partner.kvkNumber, partner.agbCode] {
            #expect(number.utf8.count == 8)
            #expect(number.utf8.allSatisfy { (0x30...0x39).contains($0) })
        }
        #expect(partner.kvkNumber.hasPrefix("000"))
        #expect(partner.agbCode.hasPrefix("9410"))
    }

    @Test(arguments: DemoPartner.all)
    func `has a name the service takes and a slug of small letters`(partner: DemoPartner) {
        #expect(Partner.isName(partner.name))
        #expect(partner.name.count <= 200)
        #expect(
            partner.slug.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }
        )
    }

    @Test(arguments: DemoPartner.all)
    func `delivers products and tells what it is good at`(partner: DemoPartner) {
        #expect(!partner.products.isEmpty)
        #expect(Set(partner.products.map(\.code)).count == partner.products.count)
        #expect(partner.pillars.contains(.youth))
        #expect((1...Partner.maximumExpertise).contains(partner.expertise.count))
        #expect(partner.expertise.allSatisfy { (1...100).contains($0.count) && $0.first != " " })
    }

    @Test func `is one of every size and pillar`() {
        for size in Partner.Size.allCases {
            #expect(partners.filter { $0.size == size }.count >= 4)
        }
        let both = partners.filter { $0.pillars == [.youth, .adult] }
        #expect((5...10).contains(both.count))
    }

    @Test(arguments: [(2018, 1), (2019, 3), (2020, 6), (2021, 12), (2022, 19), (2023, 27)])
    func `joined in one of the years before 2024`(year: Int, count: Int) {
        #expect(partners.filter { $0.joined.year <= year }.count == count)
    }

    @Test(arguments: [17_000, 14_000, 12_000, 9_500, 8_000, 7_000, 2_500, 1_750, 20_000])
    func `asks the maximum or somewhat less in steps of five cents`(maximum: Int) {
        for partner in partners {
            let cents = partner.tariffCents(under: maximum)
            #expect(cents <= maximum)
            #expect(cents * 100 >= maximum * 93)
            #expect(cents.isMultiple(of: 5))
            if partner.ratePercent == 100 { #expect(cents == maximum) }
        }
        #expect(partners.contains { $0.ratePercent < 100 })
    }

    @Test(arguments: [(Partner.Size.solo, 1), (.small, 3), (.large, 8)])
    func `has as many professionals as fit its size`(size: Partner.Size, count: Int) {
        for partner in partners where partner.size == size {
            #expect(Set(partner.professionals).count == count)
        }
    }
}

@Suite struct `A demo product` {
    private func month(_ text: String) throws -> Month {
        try #require(Month(text))
    }

    @Test(
        arguments: [
            ("JB-01", "2024-06", 17_000), ("JB-01", "2024-07", 14_000),
            ("JB-03", "2024-06", 9_000), ("JB-03", "2024-07", 9_500),
            ("JB-04", "2024-06", 7_000), ("JB-04", "2024-07", 8_000),
            ("MH-04", "2024-08", 7_000), ("MH-04", "2024-09", 8_000),
            ("JB-02", "2019-01", 12_000), ("JB-10", "2025-12", 20_000),
        ]
    )
    func `has the maximum tariff of the month`(code: String, month: String, cents: Int) throws {
        let product = DemoProduct.product(code)
        #expect(product.maximumTariffCents(in: try self.month(month)) == cents)
    }

    @Test(arguments: ["JB-08", "MH-08"])
    func `by agreement has no maximum tariff`(code: String) throws {
        let product = DemoProduct.product(code)
        #expect(product.maximumTariffCents(in: try month("2024-07")) == nil)
        #expect(product.unit == .euro)
    }

    @Test(arguments: DemoProduct.all)
    func `has a category when it is for youth`(product: DemoProduct) {
        #expect(product.pillar == (product.code.hasPrefix("JB") ? .youth : .adult))
        #expect(product.category == (product.pillar == .youth ? "50" : nil))
    }

    @Test func `is delivered by somebody`() {
        let delivered = Set(DemoPartner.all.flatMap { $0.products.map(\.code) })
        #expect(delivered == Set(DemoProduct.all.map(\.code)))
        #expect(DemoProduct.all.count == 13)
    }
}
