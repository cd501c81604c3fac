/// What is claimed for the care of the demo, so that every year adds up to what it must.
///
/// Volumes follow the care, are then scaled together to come just below the year's total, and a
/// sum by agreement in December makes up the difference, as the last bill of a year does.
struct DemoClaims {
    /// One allocation in one month.
    private struct Line {
        let match: DemoMatch
        let month: Month
        var volume: Int

        /// Minutes where the partner counts those; of a product by agreement the allocated unit.
        var unit: CareUnit {
            switch match.product.unit {
            case .hour where match.partner.countsMinutes: .minute
            case .euro: match.allocation?.unit ?? .euro
            default: match.product.unit
            }
        }

        /// Whether the volume may be scaled: of sums by agreement it may not.
        var isScalable: Bool { match.product.unit != .euro }

        /// The smallest change of the volume: appointments last so many minutes.
        var step: Int { unit == .minute ? 5 : 1 }

        var maximumTariffCents: Int? { match.product.maximumTariffCents(in: month) }

        /// The tariff as the claim states it.
        var tariffCents: Int? {
            switch (unit, maximumTariffCents) {
            case (.euro, _): nil
            case (.minute, let maximum?): Price.perMinute(hourlyTariffCents: maximum)
            case (_, let maximum?): match.partner.tariffCents(under: maximum)
            case (_, nil): Self.pieceCents
            }
        }

        var amountCents: Int {
            let price = Price(
                volume: volume,
                unit: unit,
                tariffCents: tariffCents,
                maximumTariffCents: maximumTariffCents,
                claimedCents: 0
            )
            guard let cents = price.amountCents else {
                preconditionFailure("every line of the demo has a tariff or is a sum")
            }
            return cents
        }

        /// A training or a form by agreement.
        private static let pieceCents = 8_750
    }

    /// What the December sum may be: no one would notice it among the others.
    static let settlingCents = 25_000...110_000

    private var lines: [Line] = []
    private var random: DemoRandom

    init(_ matches: [DemoMatch], seed: UInt64) {
        random = DemoRandom(seed: seed)
        for match in matches { add(match) }
    }

    private mutating func add(_ match: DemoMatch) {
        guard var month = match.episodes.first?.startedOn.monthOf else { return }
        let usual = random.number(in: match.product.monthlyVolume)
        let isUnscaled = match.product.unit == .euro
        while month <= Demo.lastDay.monthOf {
            let days = match.careDays(in: month)
            let chance = random.number(in: 80...120)
            let isSettling = match.settledYear == month.year && month.month == 12
            if days > (isUnscaled ? 7 : 0), !isSettling {
                var line = Line(match: match, month: month, volume: 0)
                let share = isUnscaled ? 100 : days * 100 / month.last.day
                line.volume = volume(usual: usual, percent: share * chance / 100, of: line)
                lines.append(line)
            }
            month = month.next
        }
    }

    private mutating func volume(usual: Int, percent: Int, of line: Line) -> Int {
        switch line.unit {
        case .minute: max(15, usual * percent * 60 / 100 / 5 * 5)
        case .euro: usual * percent / 100 / 500 * 500
        case .piece: random.number(in: 1...4)
        default: max(1, (usual * percent + 50) / 100)
        }
    }

    /// Brings the year's lines of a pillar to a total, to the cent.
    mutating func settle(_ pillar: Pillar, of year: Int, at totalCents: Int) {
        let own = lines.indices.filter {
            lines[$0].month.year == year && lines[$0].match.product.pillar == pillar
        }
        let scalable = own.filter { lines[$0].isScalable }
        let raw = scalable.reduce(0) { $0 + lines[$1].amountCents }
        let fixed = own.reduce(0) { $0 + (lines[$1].isScalable ? 0 : lines[$1].amountCents) }
        let aim = totalCents - fixed - Self.settlingCents.upperBound / 2
        precondition(raw > 0 && aim > 0, "a year has claims that can be scaled")
        for index in scalable {
            let step = lines[index].step
            let steps = (lines[index].volume * aim + raw * step / 2) / (raw * step)
            lines[index].volume = max(step, steps * step)
        }
        let sum = own.reduce(0) { $0 + lines[$1].amountCents }
        let rest = approach(totalCents - sum, by: scalable)
        guard let match = lines.first(where: { isSettling($0, pillar, year) })?.match,
            let december = Month(year: year, month: 12)
        else { preconditionFailure("every year has a match that completes it") }
        lines.append(Line(match: match, month: december, volume: rest))
    }

    private func isSettling(_ line: Line, _ pillar: Pillar, _ year: Int) -> Bool {
        line.match.settledYear == year && line.match.product.pillar == pillar
    }

    /// Changes volumes by single hours until what is left is a December sum; returns that.
    private mutating func approach(_ rest: Int, by scalable: [Int]) -> Int {
        var rest = rest
        let hours = random.shuffled(scalable.filter { lines[$0].unit == .hour })
        for _ in 0..<100 {
            for index in hours {
                if Self.settlingCents.contains(rest) { return rest }
                let before = lines[index].amountCents
                if rest > Self.settlingCents.upperBound {
                    lines[index].volume += 1
                } else if lines[index].volume > 1 {
                    lines[index].volume -= 1
                }
                rest += before - lines[index].amountCents
            }
        }
        preconditionFailure("single hours bring every total within reach")
    }

    /// One claim per partner and month, without the numbers of the messages.
    mutating func messages() -> [ClaimMessage] {
        var claimed: [Claimant: [ClaimLine]] = [:]
        for (index, line) in lines.enumerated() {
            guard let right = claimLine(line) else { continue }
            let own = Claimant(partner: line.match.partner.number, month: line.month)
            guard isCorrected(line, at: index), let wrong = claimLine(wrong(line)) else {
                claimed[own, default: []].append(right)
                continue
            }
            let next = Claimant(partner: own.partner, month: own.month.next)
            claimed[own, default: []].append(wrong)
            claimed[next, default: []] += correction(of: wrong, to: right)
        }
        return claimed.sorted { $0.key < $1.key }.map { message($0.key, $0.value) }
    }

    /// Who claims for which month.
    private struct Claimant: Hashable, Comparable {
        let partner: Int
        let month: Month

        static func < (left: Claimant, right: Claimant) -> Bool {
            (left.month, left.partner) < (right.month, right.partner)
        }
    }

    /// About one in seventy is claimed wrong at first; within the year, so that a year's figures
    /// stand when it is over.
    private func isCorrected(_ line: Line, at index: Int) -> Bool {
        index % 71 == 35 && line.isScalable && line.month.month < 12
    }

    private mutating func wrong(_ line: Line) -> Line {
        var wrong = line
        wrong.volume += random.number(in: 1...4) * line.step * (line.unit == .minute ? 3 : 1)
        return wrong
    }

    /// The credit of a line as it was claimed, and the line as it should have been.
    private func correction(of wrong: ClaimLine, to right: ClaimLine) -> [ClaimLine] {
        var credit = wrong
        credit.reference += "-C"
        credit.previousReference = wrong.reference
        credit.debitCredit = .credit
        var debit = right
        debit.reference += "-2"
        return [credit, debit]
    }

    private func claimLine(_ line: Line) -> ClaimLine? {
        guard let allocation = line.match.allocation,
            let period = line.match.period(in: line.month)
        else { return nil }
        let month = line.month.description.filter { $0 != "-" }
        return ClaimLine(
            reference: "\(allocation.number)-\(month)",
            previousReference: nil,
            allocationNumber: allocation.number,
            category: allocation.category,
            productCode: allocation.productCode,
            period: period,
            volume: line.volume,
            unit: line.unit,
            tariffCents: line.tariffCents,
            amountCents: line.amountCents,
            debitCredit: .debit
        )
    }

    private mutating func message(_ claimant: Claimant, _ claimed: [ClaimLine]) -> ClaimMessage {
        let lines = claimed.sorted {
            ($0.debitCredit == .debit ? 1 : 0, $0.reference)
                < ($1.debitCredit == .debit ? 1 : 0, $1.reference)
        }
        let sum = lines.reduce(0) { $0 + $1.debitCredit.signed($1.amountCents) }
        let day = claimant.month.last.adding(days: random.number(in: 6...12))
        return ClaimMessage(
            pillar: Pillar(ofProductCode: lines.first?.productCode),
            messageId: "",
            agbCode: DemoPartner.all[claimant.partner - 1].agbCode,
            datedOn: min(day, Demo.lastDay),
            declarationNumber: "",
            period: claimant.month.period,
            totalCents: abs(sum),
            debitCredit: sum < 0 ? .credit : .debit,
            lines: lines
        )
    }
}
