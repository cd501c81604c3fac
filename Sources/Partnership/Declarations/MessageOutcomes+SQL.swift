internal import Postgres

/// What is written for the messages of one group.
struct MessageOutcomes {
    /// Messages taken in, with what was decided and the answer as JSON.
    private var kept: [(submission: Submission, verdict: Verdict, answer: [UInt8])] = []
    private var entries: [LedgerEntry] = []
    private var answers: [KeptAnswer] = []
    private let unixMicroseconds: Int64

    /// The answer to a request with a key: a declaration, or a refusal's body.
    private struct KeptAnswer {
        let request: IdempotentRequest
        let status: Int
        let body: [UInt8]?
        let declarationId: Identifier?
    }

    init(unixMicroseconds: Int64) {
        self.unixMicroseconds = unixMicroseconds
    }

    /// Adds a message that was taken in, with what it enters into the ledger.
    mutating func keep(
        _ submission: Submission,
        _ verdict: Verdict,
        entering entries: [LedgerEntry],
        answer: [UInt8]
    ) {
        kept.append((submission, verdict, answer))
        self.entries += entries
        if let request = submission.idempotent {
            let id = submission.declarationId
            answers.append(KeptAnswer(request: request, status: 201, body: nil, declarationId: id))
        }
    }

    /// Adds the answer to a message that was not taken in, when it came with a key.
    mutating func keepRefusal(of submission: Submission, status: Int, body: [UInt8]) {
        if let request = submission.idempotent {
            answers.append(
                KeptAnswer(request: request, status: status, body: body, declarationId: nil)
            )
        }
    }

    /// The calls that write all of it; the transaction commits with them.
    func calls(_ docket: Docket) -> [Call] {
        var calls: [Call] = []
        if !kept.isEmpty { calls.append(insertDeclarations()) }
        calls += SealedClients.calls(sealing: kept.map { ($0.submission, $0.verdict) })
        if kept.contains(where: { !$0.verdict.deliveries.isEmpty }) {
            calls.append(insertDeliveries())
            calls.append(moveCare(docket))
        }
        if kept.contains(where: { !$0.verdict.grantedLines.isEmpty }) {
            calls.append(insertLines())
        }
        let noting = WorkItem.call(
            noting: kept.map { ($0.submission, $0.verdict) },
            receivedOn: docket.today,
            unixMicroseconds: unixMicroseconds
        )
        if let noting { calls.append(noting) }
        calls += answers.map(keepAnswer)
        // Last, as others wait from here on until the commit.
        return calls + LedgerEntry.calls(entering: entries)
    }

    private func insertDeclarations() -> Call {
        var columns = [ArrayText](repeating: ArrayText(), count: 14)
        for (submission, verdict, answer) in kept {
            let message = submission.message
            columns[0].add(submission.declarationId)
            columns[1].add(message.kind.rawValue)
            columns[2].add(message.messageId)
            columns[3].add(message.agbCode)
            columns[4].add(verdict.partnerId)
            columns[5].add(message.claim?.declarationNumber)
            columns[6].add(message.datedOn)
            columns[7].add(submission.channel.rawValue)
            columns[8].add(verdict.answer.isAccepted)
            columns[9].add(verdict.counts)
            columns[10].add(utf8: submission.content)
            columns[11].add(utf8: answer)
            columns[12].add(message.pillar.rawValue)
            columns[13].add(submission.sealed?.envelope.headerJSON)
        }
        return Call(MessageStatement.insertDeclarations) {
            for column in columns[0..<11] { $0.add(column) }
            $0.add(Int(unixMicroseconds))
            for column in columns[11...] { $0.add(column) }
        }
    }

    private func insertDeliveries() -> Call {
        var columns = [ArrayText](repeating: ArrayText(), count: 10)
        for (submission, verdict, _) in kept {
            for delivery in verdict.deliveries {
                columns[0].add(submission.declarationId)
                columns[1].add(delivery.allocationNumber)
                delivery.event.addColumns(to: &columns)
                columns[9].add(delivery.clientDigest)
            }
        }
        return Call(MessageStatement.insertDeliveries) { for column in columns { $0.add(column) } }
    }

    private func moveCare(_ docket: Docket) -> Call {
        let numbers = Set(kept.flatMap { $0.verdict.deliveries.map(\.allocationNumber) }).sorted()
        return Call(MessageStatement.moveCare) {
            $0.add(ArrayText(numbers))
            $0.add(ArrayText(numbers.map { docket.histories[$0]?.state.text ?? "none" }))
        }
    }

    private func insertLines() -> Call {
        var columns = [ArrayText](repeating: ArrayText(), count: 13)
        for (submission, verdict, _) in kept {
            for line in verdict.grantedLines {
                columns[0].add(submission.declarationId)
                columns[1].add(verdict.partnerId)
                columns[2].add(line.reference)
                columns[3].add(line.previousReference)
                columns[4].add(line.allocationNumber)
                columns[5].add(line.category)
                columns[6].add(line.productCode)
                columns[7].add(line.period.from)
                columns[8].add(line.period.until)
                columns[9].add(line.volume)
                columns[10].add(line.unit.rawValue)
                columns[11].add(line.tariffCents)
                columns[12].add(line.debitCredit.signed(line.amountCents))
            }
        }
        return Call(MessageStatement.insertLines) { for column in columns { $0.add(column) } }
    }

    private func keepAnswer(_ answer: KeptAnswer) -> Call {
        Call(MessageStatement.keepAnswer) {
            $0.add(answer.request.tokenId)
            $0.add(answer.request.key)
            $0.add(utf8: answer.request.content)
            $0.add(answer.status)
            if let body = answer.body { $0.add(utf8: body) } else { $0.addNull() }
            $0.add(answer.declarationId)
        }
    }
}

extension CareEvent {
    /// Adds kind, withdrawal, category, product, start, end and reason from the third column on.
    fileprivate func addColumns(to columns: inout [ArrayText]) {
        let (kind, isWithdrawal, key): (DeclarationKind, Bool, CareKey)
        var end: (day: Day, reason: StopReason)?
        switch self {
        case .start(let start): (kind, isWithdrawal, key) = (.start, false, start)
        case .deleteStart(let start): (kind, isWithdrawal, key) = (.start, true, start)
        case .stop(let start, let endedOn, let reason):
            (kind, isWithdrawal, key) = (.stop, false, start)
            end = (endedOn, reason)
        case .deleteStop(let start, let endedOn, let reason):
            (kind, isWithdrawal, key) = (.stop, true, start)
            end = (endedOn, reason)
        }
        columns[2].add(kind.rawValue)
        columns[3].add(isWithdrawal)
        columns[4].add(key.category)
        columns[5].add(key.productCode)
        columns[6].add(key.startedOn)
        columns[7].add(end?.day)
        columns[8].add(end?.reason.rawValue)
    }
}

extension CareHistory.State {
    /// The word of the database and of the API.
    var text: String {
        switch self {
        case .none: "none"
        case .running: "running"
        case .paused: "paused"
        case .ended: "ended"
        }
    }
}
