/// Everything that is known, under lock, about messages that are decided together.
///
/// Each decision adds to it, so that a later message of the same group meets what an earlier one
/// left, as if they had come one after the other.
struct Docket: Sendable {
    /// An allocation, whose it is and which case it belongs to.
    struct Ground: Sendable {
        let facts: AllocationFacts
        let partnerId: Identifier
        let pillar: Pillar
        let caseReference: String
        /// The keyed digest of the BSN that was registered for the case; nil when none was.
        let clientDigest: String?
        /// Whether the case is kept outside messages that carry a BSN.
        let isOutsideMessaging: Bool
        /// Whether the case was erased.
        let isErased: Bool

        init(
            facts: AllocationFacts,
            partnerId: Identifier,
            pillar: Pillar,
            caseReference: String = "",
            clientDigest: String? = nil,
            isOutsideMessaging: Bool = false,
            isErased: Bool = false
        ) {
            self.facts = facts
            self.partnerId = partnerId
            self.pillar = pillar
            self.caseReference = caseReference
            self.clientDigest = clientDigest
            self.isOutsideMessaging = isOutsideMessaging
            self.isErased = isErased
        }
    }

    /// What was granted on an allocation so far: credit lines taken off.
    struct Claimed: Equatable, Sendable {
        /// In the allocated unit, or in minutes where that is the hour.
        var volume = 0
        var cents = 0
        /// The part of the volume that each month has.
        var months: [Month: Int] = [:]
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

    /// A partner's own number for a claim, once in a pillar.
    ///
    /// - Source: TR333.
    struct ClaimKey: Hashable, Sendable {
        let partnerId: Identifier
        let pillar: Pillar
        let number: String

        init(_ partnerId: Identifier, _ pillar: Pillar, _ number: String) {
            self.partnerId = partnerId
            self.pillar = pillar
            self.number = number
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
    /// The municipality that messages must be sent to.
    var municipalityCode = API.Settings().municipalityCode
    var partners: [String: Identifier] = [:]
    var usedMessages: Set<MessageKey> = []
    var grounds: [Int: Ground] = [:]
    var histories: [Int: CareHistory] = [:]
    /// The keyed digest of the BSN that an allocation's standing starts came with, if they did.
    var clients: [Int: String] = [:]
    /// By allocation number; nothing was claimed on one that is not in it.
    var claimed: [Int: Claimed] = [:]
    var usedDeclarationNumbers: Set<ClaimKey> = []
    var tariffs: [String: [MaximumTariff]] = [:]
    /// By code: of the products that `unlistedCodes(in:)` asked for, those that there are.
    var products: [String: ListedProduct] = [:]
    private var lines: [LineKey: ClaimLine] = [:]
    private var creditedLines: Set<LineKey> = []
    private var standingDebits: [DebitKey: Int] = [:]

    init(today: Day) {
        self.today = today
    }

    /// Notes whose starts stand on an allocation: nobody's once none stands.
    mutating func keepClient(_ digest: String?, of number: Int) {
        if histories[number]?.episodes.isEmpty ?? true {
            clients[number] = nil
        } else if let digest {
            clients[number] = digest
        }
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
    ///
    /// - Parameter pillar: the one that the message is limited to; nil when it is not.
    func facts(
        _ number: Int?,
        for partner: Identifier,
        in pillar: Pillar? = nil
    ) -> AllocationFacts? {
        guard let number, let ground = grounds[number], ground.partnerId == partner,
            pillar.map({ $0 == ground.pillar }) ?? true
        else { return nil }
        return ground.facts
    }

    /// Whether a BSN is another than the one known for an allocation: as registered for its case,
    /// else as its standing starts came with.
    ///
    /// - Returns: false when none is known, or none was sent.
    func isOtherClient(_ digest: String?, of number: Int) -> Bool {
        guard let digest, let known = grounds[number]?.clientDigest ?? clients[number] else {
            return false
        }
        return digest != known
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
