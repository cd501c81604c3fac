@testable import Partnership
import Testing

@Suite struct `Care in the demo` {
    private let matches: [DemoMatch]
    private let demo: Demo

    init() throws {
        demo = try DemoFacts.demo()
        matches = demo.matches
    }

    @Test func `was agreed before it was allocated and allocated before it started`() throws {
        for match in matches {
            #expect(match.agreed.family <= match.agreed.coach)
            #expect(match.agreed.coach <= match.agreed.professional)
            guard let allocation = match.allocation else { continue }
            #expect(match.agreed.professional <= allocation.startsOn)
            if let start = match.episodes.first?.startedOn {
                #expect(allocation.startsOn < start)
            }
        }
    }

    @Test func `is under an assignment agreement in force`() {
        for match in matches {
            #expect(match.partner.joined.first <= match.agreed.professional)
            #expect(match.partner.products.contains(match.product))
            #expect(match.partner.professionals.contains(match.professional))
        }
    }

    @Test func `has an allocation number of its own, with the year in front`() {
        let numbers = matches.compactMap { $0.allocation?.number }
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.allSatisfy { (240_001...259_999).contains($0) })
    }

    @Test func `starts on a working day and stops after it started`() {
        for episode in matches.flatMap(\.episodes) {
            #expect(WorkingDays.contains(episode.startedOn))
            guard let stop = episode.stop else { continue }
            #expect(episode.startedOn < stop.endedOn)
            #expect(WorkingDays.contains(stop.endedOn))
            #expect(stop.endedOn <= Demo.lastDay)
        }
    }

    @Test func `goes on only after a stop for a while`() {
        for match in matches {
            for (earlier, later) in zip(match.episodes, match.episodes.dropFirst()) {
                #expect(earlier.stop?.reason == .temporarilyStopped)
                #expect(earlier.stop.map { $0.endedOn < later.startedOn } ?? false)
                #expect(earlier.startedOn.year == later.startedOn.year)
            }
        }
    }

    @Test func `never lasts longer than its allocation`() {
        let planned = matches.filter { $0.allocation?.endsOn != nil }
        #expect(planned.count > 20)
        for match in planned {
            #expect(match.episodes.last?.stop?.endedOn == match.allocation?.endsOn)
            #expect(
                match.episodes.last?.stop?.reason
                    == (match.product.pillar == .adult ? .supportEndedAsPlanned : .endedAsPlanned)
            )
        }
    }

    @Test(arguments: [(2024, 170, 178), (2025, 194, 203)])
    func `started as often in a year as the year has it, and went on now and then`(
        year: Int,
        matchCount: Int,
        count: Int
    ) {
        let first = matches.compactMap(\.episodes.first).filter { $0.startedOn.year == year }
        #expect(first.count == matchCount)
        let starts = matches.flatMap(\.episodes).filter { $0.startedOn.year == year }
        #expect(starts.count == count)
        #expect(demo.starts.filter { $0.products[0].startedOn.year == year }.count == count)
    }

    @Test(arguments: [2024, 2025])
    func `is given by every partner in a year`(year: Int) {
        let starting = matches.filter { $0.episodes.first?.startedOn.year == year }
        #expect(Set(starting.map(\.partner.number)).count == 27)
    }

    @Test func `is in every state when the demo ends`() {
        let last = matches.map { $0.episodes.last }
        #expect(last.filter { $0 == nil }.count == 6)
        #expect(last.filter { $0?.stop?.reason == .temporarilyStopped }.count == 4)
        let ended = last.filter { $0?.stop.map { !$0.reason.isTemporary } ?? false }
        #expect(ended.count > 100)
        #expect(last.filter { $0 != nil && $0?.stop == nil }.count > 80)
        #expect(matches.filter { $0.allocation == nil }.count == 2)
    }

    @Test func `went on after a stop for a while in both years`() {
        let resumed = matches.filter { $0.episodes.count > 1 }
        #expect(resumed.filter { $0.episodes[0].startedOn.year == 2024 }.count == 8)
        #expect(resumed.filter { $0.episodes[0].startedOn.year == 2025 }.count == 9)
    }

    @Test func `ends for many reasons and mostly as planned`() {
        let reasons = matches.flatMap(\.episodes).compactMap(\.stop?.reason)
        #expect(Set(reasons).count >= 6)
        let planned: Set<StopReason> = [.endedAsPlanned, .supportEndedAsPlanned]
        #expect(reasons.filter(planned.contains).count * 2 > reasons.count)
        for match in matches {
            let listed = StopReason.reasons(of: match.product.pillar)
            #expect(match.episodes.compactMap(\.stop?.reason).allSatisfy(listed.contains))
        }
        #expect(!reasons.contains(.clientDied))
    }

    @Test func `names cases by year and number, some of them twice`() {
        let references = matches.map(\.caseReference)
        for reference in references {
            let parts = reference.split(separator: "-")
            #expect(parts.count == 3)
            #expect(parts[0] == "C")
            #expect(["2024", "2025"].contains(parts[1]))
            #expect(parts[2].count == 4)
        }
        #expect(Set(references).count < references.count)
        #expect(Set(references).count * 10 > references.count * 8)
    }

    @Test func `counts its days in a month by what was started and stopped`() throws {
        let start: Day = "2024-03-11"
        let stop: Day = "2024-04-02"
        let again: Day = "2024-04-20"
        let match = DemoMatch(
            caseReference: "C-2024-0001",
            partner: DemoPartner.all[0],
            professional: "A. Wulp",
            product: DemoProduct.all[0],
            agreed: Match.Agreed(family: start, coach: start, professional: start),
            allocation: nil,
            episodes: [
                DemoMatch.Episode(
                    startedOn: start,
                    stop: CareHistory.Stop(endedOn: stop, reason: .temporarilyStopped)
                ),
                DemoMatch.Episode(startedOn: again, stop: nil),
            ],
            settledYear: nil
        )
        let days = ["2024-02", "2024-03", "2024-04", "2024-05"].compactMap { Month($0) }
            .map { match.careDays(in: $0) }
        #expect(days == [0, 21, 13, 31])
    }
}
