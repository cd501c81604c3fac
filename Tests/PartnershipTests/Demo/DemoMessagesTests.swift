import JSON
@testable import Partnership
import Testing

@Suite struct `Messages of the demo` {
    private let demo: Demo

    init() throws {
        demo = try DemoFacts.demo()
    }

    @Test func `are the same in every run`() throws {
        let again = try Demo(published: DemoFacts.published())
        #expect(again.messages == demo.messages)
        #expect(again.matches == demo.matches)
        #expect(again.history == demo.history)
    }

    @Test func `are another fiction when a total is another`() throws {
        let published = try DemoFacts.published().map { revenue in
            DemoRevenue(
                year: revenue.year,
                pillar: revenue.pillar,
                cents: revenue.year == 2024 ? revenue.cents + 1 : revenue.cents,
                source: revenue.source
            )
        }
        let other = try Demo(published: published)
        #expect(other.messages != demo.messages)
        #expect(other.matches == demo.matches)
        let cents = other.lines.filter { $0.month.year == 2024 }.reduce(0) { $0 + $1.cents }
        #expect(cents == 125_082_300 + 15_864_800 + 2)
    }

    @Test(arguments: [Pillar.youth, .adult])
    func `cannot be made without the revenue of 2024`(pillar: Pillar) throws {
        let published = try DemoFacts.published().filter {
            $0.year != 2024 || $0.pillar != pillar
        }
        #expect(throws: DemoFailure.revenueMissing(year: 2024, pillar: pillar.rawValue)) {
            try Demo(published: published)
        }
    }

    @Test func `have ids of twelve characters at most, each once`() {
        #expect(demo.messages.allSatisfy { (1...12).contains($0.messageId.count) })
        #expect(Set(demo.messages.map(\.messageId)).count == demo.messages.count)
    }

    @Test func `come in the order of their dates, none after the last day`() {
        let days = demo.messages.map(\.datedOn)
        #expect(days == days.sorted())
        #expect(days.allSatisfy { $0 <= Demo.lastDay })
        #expect(demo.messages.count > 1_000)
    }

    @Test func `report starts and stops within five working days`() {
        for start in demo.starts {
            let startedOn = start.products[0].startedOn
            #expect(startedOn <= start.datedOn)
            #expect(start.datedOn <= WorkingDays.last(of: 5, after: startedOn))
        }
        for stop in demo.stops {
            let endedOn = stop.products[0].endedOn
            #expect(endedOn <= stop.datedOn)
            #expect(stop.datedOn <= WorkingDays.last(of: 5, after: endedOn))
        }
    }

    @Test func `are accepted one after the other by the rules`() throws {
        var docket = docket()
        for message in demo.messages {
            let verdict = try docket.decide(message, answerId: "R1", ownPartnerId: nil)
            #expect(verdict.answer.isAccepted, "\(message.messageId)")
            #expect(verdict.counts)
        }
        #expect(docket.usedMessages.count == demo.messages.count)
    }

    @Test func `give no signal beyond that they came late`() throws {
        var docket = docket()
        var signals: Set<CareSignal> = []
        for message in demo.messages {
            let verdict = try docket.decide(message, answerId: "R1", ownPartnerId: nil)
            signals.formUnion(verdict.answer.signals)
        }
        #expect(signals.isSubset(of: [.stopLate, .startLate, .volumeNearLimit]))
    }

    @Test func `are written as the service reads them`() throws {
        for message in demo.messages {
            var writer = JSONWriter()
            message.write(to: &writer)
            let errors = JSONErrors()
            var object = JSONObject(try JSONDocument(parsing: writer.bytes).root, errors)
            let read = Message(reading: &object, in: CodeLists())
            object.close()
            #expect(errors.isEmpty)
            #expect(read == message)
        }
    }

    /// What the service would know before the first message.
    private func docket() -> Docket {
        var docket = Docket(today: "2026-02-01")
        for partner in DemoPartner.all { docket.partners[partner.agbCode] = id(of: partner) }
        for match in demo.matches {
            guard let allocation = match.allocation else { continue }
            let facts = AllocationFacts(
                number: allocation.number,
                belongsToDeclarant: true,
                category: allocation.category,
                productCode: allocation.productCode,
                startsOn: allocation.startsOn,
                endsOn: allocation.endsOn,
                unit: allocation.unit,
                volume: allocation.volume,
                frequency: allocation.frequency
            )
            docket.grounds[allocation.number] = Docket.Ground(
                facts: facts,
                partnerId: id(of: match.partner),
                pillar: match.product.pillar
            )
        }
        for product in DemoProduct.all { docket.tariffs[product.code] = tariffs(of: product) }
        return docket
    }

    private func id(of partner: DemoPartner) -> Identifier {
        Identifier(high: 0, low: UInt64(partner.number))
    }

    private func tariffs(of product: DemoProduct) -> [Docket.MaximumTariff] {
        product.maxima.indices.map { index in
            let next = index + 1 < product.maxima.count ? product.maxima[index + 1] : nil
            return Docket.MaximumTariff(
                from: product.maxima[index].from?.first,
                before: next?.from?.first,
                cents: product.maxima[index].cents
            )
        }
    }
}
