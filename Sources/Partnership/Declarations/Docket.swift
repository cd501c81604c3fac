/// Everything that is known, under lock, about messages that are decided together.
///
/// Each decision adds to it, so that a later message of the same group meets what an earlier one
/// left, as if they had come one after the other.
struct Docket: Sendable {
    /// An allocation and whose it is.
    struct Ground: Sendable {
        let facts: AllocationFacts
        let partnerId: Identifier
        let pillar: Pillar

        init(facts: AllocationFacts, partnerId: Identifier, pillar: Pillar) {
            self.facts = facts
            self.partnerId = partnerId
            self.pillar = pillar
        }
    }

    /// A maximum tariff and the days it holds.
    struct MaximumTariff: Sendable {
        let from: Day?
        let before: Day?
        let cents: Int?

        init(from: Day?, before: Day?, cents: Int?) {
            self.from = from
            self.before = before
            self.cents = cents
        }

        func holds(on day: Day) -> Bool {
            (from.map { day >= $0 } ?? true) && (before.map { day < $0 } ?? true)
        }
    }

    /// A reference of one partner's line.
    struct LineKey: Hashable, Sendable {
        let partnerId: Identifier
        let reference: String

        init(_ partnerId: Identifier, _ reference: String) {
            self.partnerId = partnerId
            self.reference = reference
        }
    }

    /// What a debit stands for until it is credited.
    struct DebitKey: Hashable {
        let allocationNumber: Int
        let productCode: String?
        let month: Month?

        init(_ line: ClaimLine) {
            allocationNumber = line.allocationNumber
            productCode = line.productCode
            month = line.period.monthOf
        }
    }

    var today: Day
    var partners: [String: Identifier] = [:]
    var usedMessages: Set<MessageKey> = []
    var grounds: [Int: Ground] = [:]
    var histories: [Int: CareHistory] = [:]
    var usedDeclarationNumbers: Set<LineKey> = []
    var tariffs: [String: [MaximumTariff]] = [:]
    private var lines: [LineKey: ClaimLine] = [:]
    private var creditedLines: Set<LineKey> = []
    private var standingDebits: [DebitKey: Int] = [:]

    init(today: Day) {
        self.today = today
    }

    /// Takes in a line that was granted before.
    mutating func add(granted line: ClaimLine, of partner: Identifier) {
        let key = LineKey(partner, line.reference)
        guard lines.updateValue(line, forKey: key) == nil else { return }
        switch line.debitCredit {
        case .debit:
            standingDebits[DebitKey(line), default: 0] += 1
        case .credit:
            standingDebits[DebitKey(line), default: 0] -= 1
            if let previous = line.previousReference {
                creditedLines.insert(LineKey(partner, previous))
            }
        }
    }

    /// The maximum tariff of a product on a day; nil when there is none.
    func maximumTariffCents(of productCode: String?, on day: Day) -> Int? {
        productCode.flatMap { tariffs[$0]?.first { $0.holds(on: day) }?.cents }
    }

    /// Facts of an allocation as the sender of a message may see it.
    func facts(_ number: Int, for partner: Identifier) -> AllocationFacts? {
        guard let ground = grounds[number], ground.partnerId == partner else { return nil }
        return ground.facts
    }

    func corrections(of line: ClaimLine, partner: Identifier) -> CorrectionFacts {
        let previous = line.previousReference.map { LineKey(partner, $0) }
        return CorrectionFacts(
            isReferenceUsed: lines[LineKey(partner, line.reference)] != nil,
            creditedLine: previous.flatMap { lines[$0] },
            isCreditedBefore: previous.map { creditedLines.contains($0) } ?? false,
            hasStandingDebit: standingDebits[DebitKey(line), default: 0] > 0
        )
    }
}
