extension Docket {
    /// Decides one message and takes in what follows from it.
    ///
    /// - Parameters:
    ///   - form: what the message brings when it came as XML.
    ///   - answerId: our number for the answer.
    ///   - ownPartnerId: the partner to whom the sender is limited; nil when it is not.
    /// - Throws: `MessageRefusal` when the message cannot be taken in; then nothing changed.
    mutating func decide(
        _ message: Message,
        form: MessageForm? = nil,
        answerId: String,
        ownPartnerId: Identifier?
    ) throws(MessageRefusal) -> Verdict {
        guard let partner = partners[message.agbCode] else {
            throw ownPartnerId == nil
                ? .unknownPartner(agbCode: message.agbCode) : .otherPartner
        }
        if let ownPartnerId, ownPartnerId != partner { throw .otherPartner }
        if form != nil { try requireMessaging(about: message, partner: partner) }
        var verdict =
            refusal(of: message, form, partner: partner, answerId: answerId)
            ?? judge(message, form, partner: partner, answerId: answerId)
        if let form {
            verdict.caseReferences = caseReferences(of: message, form, partner: partner)
            for index in verdict.deliveries.indices {
                // A start or stop is about one client.
                verdict.deliveries[index].clientDigest = form.clients.first?.digest
            }
        }
        for delivery in verdict.deliveries { take(delivery) }
        if verdict.counts { usedMessages.insert(message.key) }
        return verdict
    }

    /// A message with a BSN is not taken in about a case that is kept outside such messages.
    private func requireMessaging(
        about message: Message,
        partner: Identifier
    ) throws(MessageRefusal) {
        for number in message.allocationNumbers.compactMap(\.self) {
            guard let ground = grounds[number], ground.partnerId == partner else { continue }
            if ground.isOutsideMessaging { throw .outsideMessaging(allocationNumber: number) }
            if ground.isErased { throw .caseErased(allocationNumber: number) }
        }
    }

    /// The case of each client: that of the first allocation of theirs that is the sender's.
    private func caseReferences(
        of message: Message,
        _ form: MessageForm,
        partner: Identifier
    ) -> [String?] {
        var numbers = message.allocationNumbers[...]
        return form.clients.map { client in
            defer { numbers = numbers.dropFirst(client.items) }
            return numbers.prefix(client.items).lazy
                .compactMap(\.self)
                .first { number in
                    self.facts(number, for: partner, in: message.pillar) != nil
                        && !self.isOtherClient(client.digest, of: number)
                }
                .flatMap { self.grounds[$0]?.caseReference }
        }
    }

    /// The refusal of a message as a whole: its own faults first (level 2), then its id (TR056).
    private func refusal(
        of message: Message,
        _ form: MessageForm?,
        partner: Identifier,
        answerId: String
    ) -> Verdict? {
        var findings =
            switch message {
            case .start(let start): start.findings(today: today)
            case .stop(let stop): stop.findings(today: today)
            case .claim(let claim): claim.findings(today: today)
            }
        if let form {
            findings += form.findings
            if form.receiver != municipalityCode {
                findings.append(Finding(.otherMunicipality, at: "/receiver"))
            }
        }
        if findings.isEmpty {
            if usedMessages.contains(message.key) {
                findings = [Finding(.messageAlreadyReceived, at: "/messageId")]
            } else if let number = message.claim?.declarationNumber,
                usedDeclarationNumbers.contains(ClaimKey(partner, message.pillar, number))
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
        _ form: MessageForm?,
        partner: Identifier,
        answerId: String
    ) -> Verdict {
        let own = ownHistories(message, form, partner)
        let refusals = listRefusals(of: message)
        switch message {
        case .start(let start):
            let outcome = CareOutcome(of: start, histories: own, refusals: refusals)
            let concerns = start.products.flatMap { product in
                facts(product.allocationNumber, for: partner).map { facts in
                    product.signals(receivedOn: today, allocation: facts).map {
                        Concern($0, allocationNumber: facts.number, event: product.event)
                    }
                } ?? []
            }
            let classes = start.products.map { ($0.allocationNumber, $0.event) }
            let order = start.judgementOrder
            return settle(outcome, classes, order, concerns, partner: partner, answerId: answerId)
        case .stop(let stop):
            let outcome = CareOutcome(of: stop, histories: own, refusals: refusals)
            let concerns = stop.products.flatMap { product in
                facts(product.allocationNumber, for: partner).map { facts in
                    product.signals(
                        receivedOn: today,
                        allocation: facts,
                        followsTemporaryStop: state(of: product.allocationNumber) == .paused
                    ).map { Concern($0, allocationNumber: facts.number, event: product.event) }
                } ?? []
            }
            let classes = stop.products.map { ($0.allocationNumber, $0.event) }
            let order = stop.judgementOrder
            return settle(outcome, classes, order, concerns, partner: partner, answerId: answerId)
        case .claim(let claim):
            return judge(claim, form, refusals, partner: partner, answerId: answerId)
        }
    }

    /// The histories of the allocations that the message may be about.
    ///
    /// Another's count as unknown (TR019, OP095), and so do one that was withdrawn and, for a
    /// message in XML, one of the other pillar (TR332) or of another client.
    private func ownHistories(
        _ message: Message,
        _ form: MessageForm?,
        _ partner: Identifier
    ) -> [Int: CareHistory] {
        let pillar = form == nil ? nil : message.pillar
        let digest = form?.clients.first?.digest
        var own: [Int: CareHistory] = [:]
        for number in message.allocationNumbers.compactMap(\.self) {
            guard let facts = facts(number, for: partner, in: pillar), !facts.isWithdrawn,
                !isOtherClient(digest, of: number)
            else { continue }
            own[number] = histories[number] ?? CareHistory()
        }
        return own
    }

    /// Takes in an accepted class, as when it is read back later.
    private mutating func take(_ delivery: Delivery) {
        let number = delivery.allocationNumber
        var history = histories[number] ?? CareHistory()
        do throws(CareRefusal) {
            _ = try history.apply(delivery.event)
        } catch {
            preconditionFailure("what was accepted is accepted in the same order")
        }
        histories[number] = history
        keepClient(delivery.clientDigest, of: number)
    }

    private func state(of number: Int?) -> CareHistory.State {
        number.flatMap { histories[$0]?.state } ?? .none
    }

    private func settle(
        _ outcome: CareOutcome,
        _ classes: [(number: Int?, event: CareEvent)],
        _ order: [Int],
        _ concerns: [Concern],
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
        let concerns =
            concerns
            + outcome.signals.compactMap { found in
                let (number, event) = classes[found.index]
                return number.map { Concern(found.signal, allocationNumber: $0, event: event) }
            }
        answer.signals = concerns.map(\.signal)
        var verdict = Verdict(partnerId: partner, answer: answer, counts: true)
        verdict.concerns = concerns
        verdict.deliveries = order.compactMap { index in
            classes[index].number.map {
                Delivery(allocationNumber: $0, event: classes[index].event)
            }
        }
        return verdict
    }

    private mutating func judge(
        _ claim: ClaimMessage,
        _ form: MessageForm?,
        _ listRefusals: [Int: ReturnCode],
        partner: Identifier,
        answerId: String
    ) -> Verdict {
        let digests = form?.digests
        var outcomes = claim.lines.map { LineOutcome(of: $0, codes: [.notJudged]) }
        var granted: [ClaimLine] = []
        var concerns: [Concern] = []
        var answer = Answer(messageId: answerId, isAccepted: true)
        for index in claim.judgementOrder {
            let line = claim.lines[index]
            let codes = refusals(
                of: line,
                in: claim,
                digest: digests?[index],
                listRefusal: listRefusals[index],
                partner: partner
            )
            outcomes[index] = LineOutcome(of: line, codes: codes)
            answer.findings += codes.map { Finding($0, at: "/lines/\(index)") }
            guard codes.isEmpty else { continue }
            add(granted: line, of: partner)
            claimed[line.allocationNumber, default: Claimed()].add(line)
            granted.append(line)
            let history = histories[line.allocationNumber] ?? CareHistory()
            let volumeSignals = line.volumeSignals(
                allocation: facts(line.allocationNumber, for: partner),
                claimed: claimed[line.allocationNumber] ?? Claimed()
            )
            for signal in history.signals(claimedFor: line.period) + volumeSignals {
                concerns.append(Concern(signal, line: line))
                if !answer.signals.contains(signal) { answer.signals.append(signal) }
            }
        }
        let outcome = ClaimOutcome(lines: outcomes)
        answer.outcome = outcome
        answer.codes = outcome.codes
        answer.isAccepted = granted.count == claim.lines.count
        let key = ClaimKey(partner, claim.pillar, claim.declarationNumber)
        if !granted.isEmpty { usedDeclarationNumbers.insert(key) }
        var verdict = Verdict(partnerId: partner, answer: answer, counts: !granted.isEmpty)
        verdict.grantedLines = granted
        verdict.concerns = concerns
        return verdict
    }

    /// The codes a line is refused with: nothing when it is granted.
    ///
    /// Whether it is too much is asked last, once it fits its allocation.
    ///
    /// - Parameter digest: that of the line's BSN; nil for a claim in JSON, which has none and is
    ///   about allocations of any pillar.
    private func refusals(
        of line: ClaimLine,
        in claim: ClaimMessage,
        digest: String?,
        listRefusal: ReturnCode?,
        partner: Identifier
    ) -> [ReturnCode] {
        let number = line.allocationNumber
        let facts = facts(number, for: partner, in: digest == nil ? nil : claim.pillar)
        var codes = line.refusals(
            claimPeriod: claim.period,
            allocation: facts,
            maximumTariffCents: maximumTariffCents(of: line.productCode, on: line.serviceDate)
        )
        if facts != nil {
            if isOtherClient(digest, of: number) { codes.append(.otherClient) }
            codes += [listRefusal].compactMap(\.self)
        }
        codes += line.refusals(corrections: corrections(of: line, partner: partner))
        guard codes.isEmpty else { return codes }
        return line.volumeRefusals(allocation: facts, claimed: claimed[number] ?? Claimed())
    }
}
