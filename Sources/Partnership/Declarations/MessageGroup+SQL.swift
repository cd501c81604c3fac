internal import Postgres

/// Messages that are decided together, in one transaction and in the order they came.
struct MessageGroup {
    let submissions: [Submission]
    /// When they are taken in, in microseconds since 1970.
    let unixMicroseconds: Int64
    /// The municipality that messages must be sent to.
    let municipalityCode: String

    private var messages: [Message] { submissions.map(\.message) }
    private var numbers: [Int] {
        Set(messages.flatMap(\.allocationNumbers).compactMap(\.self)).sorted()
    }
    private var claims: [ClaimMessage] { messages.compactMap(\.claim) }

    /// Locks the allocations and reads all that the decisions rest on, in one round trip.
    func readingCalls() -> [Call] {
        let numbers = ArrayText(numbers)
        var calls = [
            Call(MessageStatement.lockAllocations) { $0.add(numbers) },
            Call(MessageStatement.senders) {
                $0.add(ArrayText(messages.map(\.kind.rawValue)))
                $0.add(ArrayText(messages.map(\.agbCode)))
                $0.add(ArrayText(messages.map(\.messageId)))
                $0.add(ArrayText(messages.map(\.pillar.rawValue)))
            },
            Call(MessageStatement.history) { $0.add(numbers) },
        ]
        if !claims.isEmpty { calls += claimCalls(numbers) }
        return calls
            + submissions.compactMap(\.idempotent).map { request in
                Call(MessageStatement.findAnswer) {
                    $0.add(request.tokenId)
                    $0.add(request.key)
                    $0.add(utf8: request.content)
                }
            }
    }

    private func claimCalls(_ numbers: ArrayText) -> [Call] {
        let lines = claims.flatMap { claim in claim.lines.map { (claim.agbCode, $0) } }
        let months = lines.map { $0.1.period.from.monthOf }
        var agbCodes = ArrayText()
        var references = ArrayText()
        for (agbCode, line) in lines {
            for reference in [line.reference, line.previousReference].compactMap(\.self) {
                agbCodes.add(agbCode)
                references.add(reference)
            }
        }
        return [
            Call(MessageStatement.declarationNumbers) {
                $0.add(ArrayText(claims.map(\.agbCode)))
                $0.add(ArrayText(claims.map(\.declarationNumber)))
                $0.add(ArrayText(claims.map(\.pillar.rawValue)))
            },
            Call(MessageStatement.grantedLines) {
                $0.add(agbCodes)
                $0.add(references)
                $0.add(numbers)
                $0.add(months.min()?.first)
                $0.add(months.max()?.last)
            },
            Call(MessageStatement.tariffs) {
                $0.add(ArrayText(Set(lines.compactMap(\.1.productCode)).sorted()))
            },
            Call(MessageStatement.claimed) { $0.add(numbers) },
        ]
    }

    /// Reads the list of products for messages that name others than their allocations; few do.
    func listCall(_ docket: Docket) -> Call? {
        let codes = Set(messages.flatMap(docket.unlistedCodes(in:))).sorted()
        return codes.isEmpty ? nil : Call(MessageStatement.products) { $0.add(ArrayText(codes)) }
    }

    /// What the calls told, and for each submission with a key the row of its earlier answer.
    func docket(from results: [Rows]) throws(DatabaseFailure) -> (Docket, [String], [Row?]) {
        let senders = results[1]
        guard senders.count == submissions.count, let first = senders.first else {
            throw DatabaseFailure(
                operation: "messages.senders",
                cause: .unexpectedAnswer
            )
        }
        var docket = Docket(today: first.day(3))
        docket.municipalityCode = municipalityCode
        for index in 0..<results[0].count { docket.add(allocation: results[0][index]) }
        for (index, message) in messages.enumerated() {
            let row = senders[index]
            docket.partners[message.agbCode] = row.optionalIdentifier(0)
            if row.boolean(1) { docket.usedMessages.insert(message.key) }
        }
        try docket.add(history: results[2])
        var next = 3
        if !claims.isEmpty {
            docket.add(declarationNumbers: results[3])
            docket.add(grantedLines: results[4])
            docket.add(tariffs: results[5])
            docket.add(claimed: results[6])
            next = 7
        }
        let year = docket.today.year
        let answerIds = senders.map { "R\(year)" + $0.text(2) }
        let earlier = submissions.map { submission -> Row? in
            guard submission.idempotent != nil else { return nil }
            defer { next += 1 }
            return results[next].first
        }
        return (docket, answerIds, earlier)
    }
}

extension Docket {
    fileprivate mutating func add(allocation row: Row) {
        guard let pillar = Pillar(rawValue: row.text(4)) else { return }
        let facts = AllocationFacts(
            number: row.integer(0),
            belongsToDeclarant: true,
            category: row.optionalText(2),
            productCode: row.boolean(13) ? nil : row.optionalText(3),
            startsOn: row.day(5),
            endsOn: row.optionalDay(6),
            unit: row.optionalText(7).flatMap(CareUnit.init),
            volume: row.optionalInteger(14),
            frequency: row.optionalText(15).flatMap(Frequency.init),
            budgetCents: row.optionalInteger(16),
            isWithdrawn: row.boolean(17),
            announcedOn: row.day(8)
        )
        grounds[facts.number] = Ground(
            facts: facts,
            partnerId: row.identifier(1),
            pillar: pillar,
            caseReference: row.text(9),
            clientDigest: row.optionalText(10),
            isOutsideMessaging: row.boolean(11),
            isErased: row.boolean(12)
        )
    }

    /// - Throws: `unexpectedAnswer` when what is kept could not have come about.
    fileprivate mutating func add(history rows: Rows) throws(DatabaseFailure) {
        for index in 0..<rows.count {
            let row = rows[index]
            var history = histories[row.integer(0)] ?? CareHistory()
            do {
                guard let event = CareEvent(row) else { throw CareRefusal(code: .notJudged) }
                _ = try history.apply(event)
            } catch {
                throw DatabaseFailure(operation: "messages.history", cause: .unexpectedAnswer)
            }
            histories[row.integer(0)] = history
            keepClient(row.optionalText(8), of: row.integer(0))
        }
    }

    fileprivate mutating func add(declarationNumbers rows: Rows) {
        for index in 0..<rows.count {
            let row = rows[index]
            guard let pillar = Pillar(rawValue: row.text(2)) else { continue }
            usedDeclarationNumbers.insert(ClaimKey(row.identifier(0), pillar, row.text(1)))
        }
    }

    fileprivate mutating func add(grantedLines rows: Rows) {
        for index in 0..<rows.count {
            let row = rows[index]
            if let line = ClaimLine(row) { add(granted: line, of: row.identifier(0)) }
        }
    }

    /// Takes in rows of `MessageStatement.products`.
    mutating func add(products rows: Rows) {
        for index in 0..<rows.count {
            let row = rows[index]
            guard let pillar = Pillar(rawValue: row.text(2)) else { continue }
            products[row.text(0)] = ListedProduct(category: row.optionalText(1), pillar: pillar)
        }
    }

    fileprivate mutating func add(claimed rows: Rows) {
        for index in 0..<rows.count {
            let row = rows[index]
            claimed[row.integer(0), default: Claimed()].add(
                volume: row.integer(2),
                cents: row.integer(3),
                in: row.day(1).monthOf
            )
        }
    }

    fileprivate mutating func add(tariffs rows: Rows) {
        for index in 0..<rows.count {
            let row = rows[index]
            tariffs[row.text(0), default: []].append(
                MaximumTariff(
                    from: row.optionalDay(1),
                    before: row.optionalDay(2),
                    cents: row.optionalInteger(3)
                )
            )
        }
    }
}

extension CareEvent {
    /// A row of `MessageStatement.history`.
    fileprivate init?(_ row: Row) {
        let isWithdrawal = row.boolean(2)
        let key = CareKey(
            category: row.optionalText(3),
            productCode: row.optionalText(4),
            startedOn: row.day(5)
        )
        guard let endedOn = row.optionalDay(6) else {
            self = isWithdrawal ? .deleteStart(key) : .start(key)
            return
        }
        guard let reason = row.optionalText(7).flatMap(StopReason.init) else { return nil }
        self =
            isWithdrawal
            ? .deleteStop(key, endedOn: endedOn, reason: reason)
            : .stop(key, endedOn: endedOn, reason: reason)
    }
}

extension ClaimLine {
    /// A row of `MessageStatement.grantedLines`.
    fileprivate init?(_ row: Row) {
        guard let period = Period(from: row.day(6), until: row.day(7)),
            let unit = CareUnit(rawValue: row.text(9))
        else { return nil }
        let previous = row.optionalText(2)
        let signedCents = row.integer(11)
        self.init(
            reference: row.text(1),
            previousReference: previous,
            allocationNumber: row.integer(3),
            category: row.optionalText(4),
            productCode: row.optionalText(5),
            period: period,
            volume: row.integer(8),
            unit: unit,
            tariffCents: row.optionalInteger(10),
            amountCents: abs(signedCents),
            debitCredit: previous == nil ? .debit : .credit
        )
    }
}
