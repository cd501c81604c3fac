/// Makes up who was helped in a year, by whom, with what and for how long.
struct DemoCare {
    private typealias Choice = (partner: DemoPartner, product: DemoProduct)

    /// When and with whom care starts, before anything else of the match is known.
    private struct Beginning {
        let day: Day
        let choice: Choice
        var isSettling = false
    }

    private let year: DemoYear
    private var random: DemoRandom
    private var count = 0
    private var references: [String] = []
    private var resumedCount = 0
    private var pausedCount = 0

    init(_ year: DemoYear, seed: UInt64) {
        self.year = year
        random = DemoRandom(seed: seed ^ UInt64(year.year))
    }

    /// The matches of the year in the order in which care started, then those that wait.
    mutating func matches() -> [DemoMatch] {
        var beginnings = choices().map { Beginning(day: startDay(), choice: $0) }
        beginnings += settlingBeginnings()
        beginnings.sort {
            ($0.day, $0.choice.partner.number, $0.choice.product.code)
                < ($1.day, $1.choice.partner.number, $1.choice.product.code)
        }
        return beginnings.map { match($0) } + waitingMatches()
    }

    // MARK: With whom

    /// Every partner at least once.
    private mutating func choices() -> [Choice] {
        let weights = DemoPartner.all.map(\.weight)
        var partners = DemoPartner.all
        while partners.count < year.startedCount - Pillar.allCases.count {
            partners.append(DemoPartner.all[random.index(by: weights)])
        }
        return random.shuffled(partners).map { choice(of: $0) }
    }

    private mutating func choice(of partner: DemoPartner) -> Choice {
        let popularity = partner.products.map(\.popularity)
        return (partner, partner.products[random.index(by: popularity)])
    }

    /// A match per pillar with a sum by agreement in December, which completes the total.
    private mutating func settlingBeginnings() -> [Beginning] {
        ["JB-08", "MH-08"].map { code in
            let partners = DemoPartner.all.filter { $0.products.contains { $0.code == code } }
            let partner = partners[random.number(in: 0...partners.count - 1)]
            return Beginning(
                day: workingDay(from: day(11, random.number(in: 3...14))),
                choice: (partner, DemoProduct.product(code)),
                isSettling: true
            )
        }
    }

    // MARK: When

    private mutating func startDay() -> Day {
        let isJanuary = random.happens(percent: year.januaryPercent)
        let month = isJanuary ? 1 : random.number(in: 2...12)
        while true {
            let day = day(month, random.number(in: isJanuary ? year.januaryDays : 1...24))
            if WorkingDays.contains(day) { return day }
        }
    }

    private func day(_ month: Int, _ day: Int) -> Day {
        guard let day = Day(year: year.year, month: month, day: day) else {
            preconditionFailure("days up to the 28th are in every month")
        }
        return day
    }

    private func workingDay(from day: Day) -> Day {
        WorkingDays.contains(day) ? day : WorkingDays.last(of: 1, after: day)
    }

    // MARK: How it went

    private mutating func match(_ beginning: Beginning) -> DemoMatch {
        let (partner, product) = beginning.choice
        let episodes = episodes(of: product, from: beginning.day, beginning.isSettling)
        let agreed = agreed(daysBefore: random.number(in: 3...12), beginning.day)
        return DemoMatch(
            caseReference: caseReference(),
            partner: partner,
            professional: professional(of: partner),
            product: product,
            agreed: agreed,
            allocation: allocation(
                of: product,
                from: agreed.professional,
                until: plannedEnd(episodes, in: product.pillar),
                isSum: beginning.isSettling || random.happens(percent: 50)
            ),
            episodes: episodes,
            settledYear: beginning.isSettling ? year.year : nil
        )
    }

    private mutating func episodes(
        of product: DemoProduct,
        from start: Day,
        _ isSettling: Bool
    ) -> [DemoMatch.Episode] {
        var start = start
        var episodes: [DemoMatch.Episode] = []
        let months = isSettling ? 3 : random.number(in: product.months)
        if resumedCount < year.resumedCount, months >= 6, start.month <= 8, !isSettling,
            random.happens(percent: 35)
        {
            resumedCount += 1
            let stop = workingDay(from: start.adding(days: random.number(in: 45...75)))
            episodes.append(episode(from: start, until: stop, .temporarilyStopped))
            start = workingDay(from: stop.adding(days: random.number(in: 21...50)))
        } else if pausedCount < year.pausedCount, months >= 6,
            (8...10).contains(start.month), !isSettling
        {
            pausedCount += 1
            let stop = workingDay(from: day(12, random.number(in: 1...15)))
            return [episode(from: start, until: stop, .temporarilyStopped)]
        }
        let days = months * 30 + random.number(in: -6...6)
        let end = workingDay(from: start.adding(days: days))
        let reason = reason(in: product.pillar)
        guard end < Demo.lastDay else {
            return episodes + [DemoMatch.Episode(startedOn: start, stop: nil)]
        }
        return episodes + [episode(from: start, until: end, reason)]
    }

    private func episode(
        from start: Day,
        until end: Day,
        _ reason: StopReason
    ) -> DemoMatch.Episode {
        DemoMatch.Episode(
            startedOn: start,
            stop: CareHistory.Stop(endedOn: end, reason: reason)
        )
    }

    /// A reason from the list of the product's pillar.
    private mutating func reason(in pillar: Pillar) -> StopReason {
        let reasons: [(youth: StopReason, adult: StopReason, weight: Int)] = [
            (.endedAsPlanned, .supportEndedAsPlanned, 62),
            (.endedByAgreement, .supportEndedByAgreement, 13),
            (.endedByClient, .supportEndedByClient, 12),
            (.endedByProvider, .supportEndedByProvider, 3),
            // Outside circumstances; those of adults are a move (31 in their list).
            (.endedByCircumstances, .endedAsPlanned, 4),
            (.movedToOtherProvider, .movedToOtherProvider, 4),
            (.movedToOtherDomain, .movedToOtherDomain, 2),
        ]
        let reason = reasons[random.index(by: reasons.map(\.weight))]
        return pillar == .adult ? reason.adult : reason.youth
    }

    /// The end that a part of the allocations has, for care that went as planned.
    private mutating func plannedEnd(
        _ episodes: [DemoMatch.Episode],
        in pillar: Pillar
    ) -> Day? {
        let planned: StopReason = pillar == .adult ? .supportEndedAsPlanned : .endedAsPlanned
        let isKnown = random.happens(percent: 40)
        guard isKnown, let stop = episodes.last?.stop, stop.reason == planned else { return nil }
        return stop.endedOn
    }

    // MARK: What was agreed

    private mutating func agreed(daysBefore days: Int, _ start: Day) -> Match.Agreed {
        let professional = start.adding(days: -days)
        let coach = professional.adding(days: -random.number(in: 0...3))
        let family = coach.adding(days: -random.number(in: 0...2))
        return Match.Agreed(family: family, coach: coach, professional: professional)
    }

    private mutating func allocation(
        of product: DemoProduct,
        from startsOn: Day,
        until endsOn: Day?,
        isSum: Bool
    ) -> Allocation {
        count += 1
        var filler = Allocation.defaultVolume(
            ofProductUnit: product.unit == .fullDay ? "etmaal" : "hour"
        )
        if product.unit == .euro {
            filler = isSum ? (600_000, .euro, .inTotal) : (600, .piece, .inTotal)
        }
        return Allocation(
            number: year.year % 100 * 10_000 + count,
            category: product.category,
            productCode: product.code,
            startsOn: startsOn,
            endsOn: endsOn,
            volume: filler.volume,
            unit: filler.unit,
            frequency: filler.frequency
        )
    }

    /// A new case, or now and then more help for one of the last.
    private mutating func caseReference() -> String {
        if references.count > 8, random.happens(percent: 12) {
            return references[references.count - random.number(in: 2...8)]
        }
        let digits = String(10_000 + references.count + 1).dropFirst()
        references.append("C-\(year.year)-\(digits)")
        return references[references.count - 1]
    }

    private mutating func professional(of partner: DemoPartner) -> String {
        partner.professionals[random.number(in: 0...partner.professionals.count - 1)]
    }

    private mutating func waitingMatches() -> [DemoMatch] {
        (0..<year.awaiting.allocated + year.awaiting.unallocated).map { index in
            let (partner, product) = choice(of: DemoPartner.all[(index * 7 + 3) % 27])
            let agreed = agreed(daysBefore: 0, day(12, random.number(in: 12...19)))
            let isAllocated = index < year.awaiting.allocated
            return DemoMatch(
                caseReference: caseReference(),
                partner: partner,
                professional: professional(of: partner),
                product: product,
                agreed: agreed,
                allocation: isAllocated
                    ? allocation(of: product, from: agreed.professional, until: nil, isSum: true)
                    : nil,
                episodes: [],
                settledYear: nil
            )
        }
    }
}
