@testable import Partnership
import Testing

@Suite struct `A tent in the demo` {
    private let demo: Demo

    init() throws {
        demo = try DemoFacts.demo()
    }

    @Test(arguments: [(2024, 28), (2025, 35)])
    func `is held as often in a year as the year has it`(year: Int, count: Int) {
        #expect(demo.tents.filter { $0.heldOn.year == year }.count == count)
        #expect(DemoYear.all.first { $0.year == year }?.tentCount == count)
    }

    @Test func `leads to one match that started in its year`() {
        #expect(Set(demo.tents.map(\.matchIndex)).count == demo.tents.count)
        for tent in demo.tents {
            let match = demo.matches[tent.matchIndex]
            #expect(tent.heldOn < match.agreed.family)
            #expect(match.episodes.first?.startedOn.year == tent.heldOn.year)
            #expect(match.allocation != nil)
            #expect(tent.guests[0].name == match.professional)
            #expect(tent.guests[0].partner == match.partner)
        }
    }

    @Test func `has three to six professionals of partners that had joined`() {
        #expect(Set(demo.tents.map(\.guests.count)) == [3, 4, 5, 6])
        for tent in demo.tents {
            #expect(Set(tent.guests.map { $0.name.lowercased() }).count == tent.guests.count)
            for guest in tent.guests {
                #expect(guest.partner.joined.first <= tent.heldOn)
                #expect(guest.partner.professionals.contains(guest.name))
                #expect(guest.partner.expertise.contains(guest.expertise))
            }
        }
    }

    @Test func `is paid by the travel budget for the most part and by claims for the rest`() {
        let hours = demo.tents.flatMap(\.guests).map(\.hours)
        #expect(Set(hours.map(\.payment)) == [.compensation, .claim])
        let compensated = hours.filter { $0.payment == .compensation }
        #expect(compensated.count > hours.count / 2)
        #expect(Set(hours.map(\.minutes)) == [90, 120, 150])
    }

    @Test func `is on a working day, before its evaluation form`() throws {
        for tent in demo.tents {
            #expect(WorkingDays.contains(tent.heldOn))
            try tent.outcome.check(heldOn: tent.heldOn, today: "2026-01-31")
            #expect(tent.outcome.advice == .helpChosen)
        }
        #expect(demo.tents.map(\.heldOn) == demo.tents.map(\.heldOn).sorted())
    }

    @Test func `is the same from the same seed and another from another`() {
        func tents(_ seed: UInt64) -> [DemoTent] {
            var tents = DemoTents(demo.matches, seed: seed)
            return tents.tents(of: DemoYear.all[0])
        }
        #expect(tents(7) == tents(7))
        #expect(tents(7) != tents(8))
        #expect(tents(8).count == 28)
    }
}
