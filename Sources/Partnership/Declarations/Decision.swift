extension Docket {
    /// Decides one message and takes in what follows from it.
    ///
    /// - Parameters:
    ///   - answerId: our number for the answer.
    ///   - ownPartnerId: the partner to whom the sender is limited; nil when it is not.
    /// - Throws: `MessageRefusal` when the message cannot be taken in; then nothing changed.
    mutating func decide(
        _ message: Message,
        answerId: String,
        ownPartnerId: Identifier?
    ) throws(MessageRefusal) -> Verdict {
        guard let partner = partners[message.agbCode] else {
            throw ownPartnerId == nil
                ? .unknownPartner(agbCode: message.agbCode) : .otherPartner
        }
        if let ownPartnerId, ownPartnerId != partner { throw .otherPartner }
        let verdict =
            refusal(of: message, partner: partner, answerId: answerId)
            ?? judge(message, partner: partner, answerId: answerId)
        if verdict.counts { usedMessages.insert(message.key) }
        return verdict
    }

    /// The refusal of a message as a whole: its own faults first (level 2), then its id (TR056).
    private func refusal(of message: Message, partner: Identifier, answerId: String) -> Verdict? {
        var findings =
            switch message {
            case .start(let start): start.findings(today: today)
            case .stop(let stop): stop.findings(today: today)
            case .claim(let claim): claim.findings()
            }
        if findings.isEmpty {
            if usedMessages.contains(message.key) {
                findings = [Finding(.messageAlreadyReceived, at: "/messageId")]
            } else if let number = message.claim?.declarationNumber,
                usedDeclarationNumbers.contains(LineKey(partner, number))
            {
                findings = [Finding(.declarationNumberUsed, at: "/declarationNumber")]
            }
        }
        guard !findings.isEmpty else { return nil }
        var answer = Answer(messageId: answerId, isAccepted: false)
        answer.findings = findings
        for finding in findings where !answer.codes.contains(finding.code) {
            answer.codes.append(finding.code)
        }
        answer.outcome = message.claim.map { claim in
            ClaimOutcome(lines: claim.lines.map { LineOutcome(of: $0, codes: [.notJudged]) })
        }
        return Verdict(partnerId: partner, answer: answer, counts: false)
    }

    private mutating func judge(
        _ message: Message,
        partner: Identifier,
        answerId: String
    ) -> Verdict {
        switch message {
        case .start(let start):
            let outcome = CareOutcome(of: start, histories: ownHistories(message, partner))
            let signals = start.products.flatMap { product in
                facts(product.allocationNumber, for: partner).map {
                    product.signals(receivedOn: today, allocation: $0)
                } ?? []
            }
            let classes = start.products.map { ($0.allocationNumber, $0.event) }
            let order = start.judgementOrder
            return settle(outcome, classes, order, signals, partner: partner, answerId: answerId)
        case .stop(let stop):
            let outcome = CareOutcome(of: stop, histories: ownHistories(message, partner))
            let signals = stop.products.flatMap { product in
                facts(product.allocationNumber, for: partner).map {
                    product.signals(
                        receivedOn: today,
                        allocation: $0,
                        followsTemporaryStop: histories[product.allocationNumber]?.state == .paused
                    )
                } ?? []
            }
            let classes = stop.products.map { ($0.allocationNumber, $0.event) }
            let order = stop.judgementOrder
            return settle(outcome, classes, order, signals, partner: partner, answerId: answerId)
        case .claim(let claim):
            return judge(claim, partner: partner, answerId: answerId)
        }
    }

    /// The histories of the sender's allocations; another's count as unknown (TR019, OP095).
    private func ownHistories(_ message: Message, _ partner: Identifier) -> [Int: CareHistory] {
        var own: [Int: CareHistory] = [:]
        for number in message.allocationNumbers where facts(number, for: partner) != nil {
            own[number] = histories[number] ?? CareHistory()
        }
        return own
    }

    private mutating func settle(
        _ outcome: CareOutcome,
        _ classes: [(number: Int, event: CareEvent)],
        _ order: [Int],
        _ signals: [CareSignal],
        partner: Identifier,
        answerId: String
    ) -> Verdict {
        var answer = Answer(messageId: answerId, isAccepted: outcome.isAccepted)
        guard outcome.isAccepted else {
            // A refusal marks the whole message and every class of it (IJW §3.1).
            answer.codes = [.nothingToRemark]
            for (index, code) in outcome.codes.enumerated() {
                let product = Answer.Product(
                    allocationNumber: classes[index].number,
                    codes: [code]
                )
                answer.products.append(product)
                if code != .nothingToRemark {
                    answer.findings.append(Finding(code, at: "/products/\(index)"))
                }
            }
            return Verdict(partnerId: partner, answer: answer, counts: false)
        }
        answer.signals = signals + outcome.signals.map(\.signal)
        histories.merge(outcome.histories) { $1 }
        var verdict = Verdict(partnerId: partner, answer: answer, counts: true)
        verdict.deliveries = order.map {
            Delivery(allocationNumber: classes[$0].number, event: classes[$0].event)
        }
        return verdict
    }

    private mutating func judge(
        _ claim: ClaimMessage,
        partner: Identifier,
        answerId: String
    ) -> Verdict {
        var outcomes = claim.lines.map { LineOutcome(of: $0, codes: [.notJudged]) }
        var granted: [ClaimLine] = []
        var answer = Answer(messageId: answerId, isAccepted: true)
        for index in claim.judgementOrder {
            let line = claim.lines[index]
            let maximum = maximumTariffCents(of: line.productCode, on: line.serviceDate)
            let codes =
                line.refusals(
                    claimPeriod: claim.period,
                    allocation: facts(line.allocationNumber, for: partner),
                    maximumTariffCents: maximum
                ) + line.refusals(corrections: corrections(of: line, partner: partner))
            outcomes[index] = LineOutcome(of: line, codes: codes)
            answer.findings += codes.map { Finding($0, at: "/lines/\(index)") }
            guard codes.isEmpty else { continue }
            add(granted: line, of: partner)
            granted.append(line)
            let history = histories[line.allocationNumber] ?? CareHistory()
            for signal in history.signals(claimedFor: line.period)
            where !answer.signals.contains(signal) { answer.signals.append(signal) }
        }
        let outcome = ClaimOutcome(lines: outcomes)
        answer.outcome = outcome
        answer.codes = outcome.codes
        answer.isAccepted = granted.count == claim.lines.count
        if !granted.isEmpty {
            usedDeclarationNumbers.insert(LineKey(partner, claim.declarationNumber))
        }
        var verdict = Verdict(partnerId: partner, answer: answer, counts: !granted.isEmpty)
        verdict.grantedLines = granted
        return verdict
    }
}
