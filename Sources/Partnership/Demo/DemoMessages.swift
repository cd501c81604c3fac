/// The messages of the demo in the order in which they were sent, each with its number.
struct DemoMessages {
    private var random: DemoRandom
    private var messages: [Message] = []
    private var counts: [String: Int] = [:]

    init(seed: UInt64) {
        random = DemoRandom(seed: seed)
    }

    mutating func all(_ matches: [DemoMatch], _ claims: [ClaimMessage]) -> [Message] {
        for match in matches {
            guard let allocation = match.allocation else { continue }
            for episode in match.episodes { add(episode, match.partner, allocation) }
        }
        messages += claims.map { .claim($0) }
        messages.sort { left, right in
            (left.datedOn, left.rank, left.agbCode, left.allocationNumbers[0] ?? 0)
                < (right.datedOn, right.rank, right.agbCode, right.allocationNumbers[0] ?? 0)
        }
        return messages.map { numbered($0) }
    }

    private mutating func add(
        _ episode: DemoMatch.Episode,
        _ partner: DemoPartner,
        _ allocation: Allocation
    ) {
        let start = StartProduct(
            allocationNumber: allocation.number,
            category: allocation.category,
            productCode: allocation.productCode,
            allocationStartsOn: allocation.startsOn,
            startedOn: episode.startedOn,
            status: .first
        )
        messages.append(
            .start(
                StartMessage(
                    pillar: Pillar(ofProductCode: allocation.productCode),
                    messageId: "",
                    agbCode: partner.agbCode,
                    datedOn: sentOn(episode.startedOn),
                    products: [start]
                )
            )
        )
        guard let stop = episode.stop else { return }
        messages.append(
            .stop(
                StopMessage(
                    pillar: Pillar(ofProductCode: allocation.productCode),
                    messageId: "",
                    agbCode: partner.agbCode,
                    datedOn: sentOn(stop.endedOn),
                    products: [StopProduct(start, stop)]
                )
            )
        )
    }

    /// Within the term of five working days (OP271, OP272).
    private mutating func sentOn(_ day: Day) -> Day {
        min(day.adding(days: random.number(in: 0...5)), Demo.lastDay)
    }

    /// The message with a number that says its kind, its year and its place among those.
    private mutating func numbered(_ message: Message) -> Message {
        let prefix = "\(message.prefix)\(message.datedOn.year)"
        counts[prefix, default: 0] += 1
        let id = prefix + String(1_000_000 + counts[prefix, default: 0]).dropFirst()
        switch message {
        case .start(var start):
            start.messageId = id
            return .start(start)
        case .stop(var stop):
            stop.messageId = id
            return .stop(stop)
        case .claim(var claim):
            claim.messageId = id
            claim.declarationNumber = id
            return .claim(claim)
        }
    }
}

extension Message {
    /// Of one day, starts go before stops and both before claims.
    fileprivate var rank: Int {
        switch self {
        case .start: 0
        case .stop: 1
        case .claim: 2
        }
    }

    /// As in openapi.yaml's examples: start, *stop* (P), *declaratie* (D).
    fileprivate var prefix: String {
        switch self {
        case .start: "S"
        case .stop: "P"
        case .claim: "D"
        }
    }
}

extension StopProduct {
    fileprivate init(_ start: StartProduct, _ stop: CareHistory.Stop) {
        self.init(
            allocationNumber: start.allocationNumber,
            category: start.category,
            productCode: start.productCode,
            allocationStartsOn: start.allocationStartsOn,
            startedOn: start.startedOn,
            endedOn: stop.endedOn,
            reason: stop.reason,
            status: .first
        )
    }
}
