/// Makes up which matches came from an expertise tent, who was there and for how long.
struct DemoTents {
    private let matches: [DemoMatch]
    private var random: DemoRandom

    init(_ matches: [DemoMatch], seed: UInt64) {
        self.matches = matches
        random = DemoRandom(seed: seed)
    }

    /// The tents of a year, in the order of their days, each of a match that started in it.
    mutating func tents(of year: DemoYear) -> [DemoTent] {
        var tents: [DemoTent] = []
        for index in random.shuffled(Array(matches.indices)) where tents.count < year.tentCount {
            let match = matches[index]
            let heldOn = WorkingDays.last(
                of: random.number(in: 1...4),
                after: match.agreed.family.adding(days: -14)
            )
            // What was agreed in the first days of a year came from a tent of the last one.
            guard match.episodes.first?.startedOn.year == year.year, heldOn.year == year.year,
                match.partner.joined.first <= heldOn
            else { continue }
            tents.append(tent(on: heldOn, of: index))
        }
        return tents.sorted { ($0.heldOn, $0.matchIndex) < ($1.heldOn, $1.matchIndex) }
    }

    private mutating func tent(on day: Day, of index: Int) -> DemoTent {
        let match = matches[index]
        let minutes = 30 * random.number(in: 3...5)
        let count = random.number(in: 3...6)
        var guests = [guest(match.professional, of: match.partner, minutes)]
        while guests.count < count {
            let partner = DemoPartner.all[random.number(in: 0...DemoPartner.all.count - 1)]
            let names = partner.professionals
            let name = names[random.number(in: 0...names.count - 1)]
            // A person is known by name alone.
            guard partner.joined.first <= day, !guests.contains(where: { $0.name == name })
            else { continue }
            guests.append(guest(name, of: partner, minutes))
        }
        let form = WorkingDays.last(of: random.number(in: 1...3), after: day)
        return DemoTent(
            heldOn: day,
            matchIndex: index,
            guests: guests,
            outcome: TentOutcome(advice: .helpChosen, evaluationFormOn: form)
        )
    }

    private mutating func guest(
        _ name: String,
        of partner: DemoPartner,
        _ minutes: Int
    ) -> DemoTent.Guest {
        let expertise = partner.expertise[random.number(in: 0...partner.expertise.count - 1)]
        let isClaimed = random.happens(percent: 20)
        return DemoTent.Guest(
            partner: partner,
            name: name,
            expertise: expertise,
            hours: TentHours(minutes: minutes, payment: isClaimed ? .claim : .compensation)
        )
    }
}
