internal import EventLoop
internal import Postgres

/// Decides and keeps messages, together where they come together.
///
/// Messages that wait at the same moment are decided in one transaction while the next gather; a
/// few wait for the turn of their loop, many for nobody. All answers go out after the commit. When
/// a group fails, its messages go again one by one, so that one never fails its neighbours. Belongs
/// to its loop.
final class MessageWriter: @unchecked Sendable {
    // Unchecked: all of it belongs to the loop of its session.
    /// More in one transaction only makes the tail longer.
    static let maximumGroupSize = 64
    /// So many that wait fill a transaction well enough to begin beside other loops.
    static let manyWaiting = 16
    /// Messages that wait: about half a second of work.
    ///
    /// Beyond it the sender is told to come back.
    static let maximumWaiting = 10_000
    /// Attempts at one message that meets another writer each time.
    static let maximumAttempts = 5

    private let session: Session
    private let municipalityCode: String
    private let turn: MessageTurn
    private var hasTurn = false
    private var waiting: [Submission] = []
    private var first = 0
    private var isRunning = false
    private var waiters: [ObjectIdentifier: Waiter] = [:]

    /// Who waits for some submissions.
    private final class Waiter {
        var remaining: Int
        var continuation: UnsafeContinuation<Void, Never>?

        init(remaining: Int) {
            self.remaining = remaining
        }
    }

    init(_ session: Session, municipalityCode: String, turn: MessageTurn = MessageTurn()) {
        self.session = session
        self.municipalityCode = municipalityCode
        self.turn = turn
    }

    /// Decides messages in their order and returns when each has its outcome, committed.
    func decide(_ submissions: [Submission]) async {
        guard !submissions.isEmpty else { return }
        guard waiting.count - first + submissions.count <= Self.maximumWaiting else {
            let failure = DatabaseFailure(operation: "messages.wait", cause: .overloaded)
            return fail(submissions, failure)
        }
        let waiter = Waiter(remaining: submissions.count)
        for submission in submissions { waiters[ObjectIdentifier(submission)] = waiter }
        waiting += submissions
        await withUnsafeContinuation { continuation in
            waiter.continuation = continuation
            start()
        }
    }

    private func start() {
        guard !isRunning else { return }
        isRunning = true
        session.loop.spawn { await self.run() }
    }

    private func run() async {
        while first < waiting.count {
            if waiting.count - first < Self.manyWaiting {
                await turn.take()
                hasTurn = true
            }
            let group = takeGroup()
            await decideTogether(group)
            endTurn()
            for submission in group { finish(submission) }
        }
        isRunning = false
    }

    /// Lets another loop begin, as soon as this one has nothing left to read.
    private func endTurn() {
        guard hasTurn else { return }
        hasTurn = false
        turn.giveBack()
    }

    private func finish(_ submission: Submission) {
        guard let waiter = waiters.removeValue(forKey: ObjectIdentifier(submission)) else { return }
        waiter.remaining -= 1
        if waiter.remaining == 0 { waiter.continuation?.resume() }
    }

    /// The messages at the front, up to the maximum and up to the first that repeats an id or an
    /// idempotency key of the group: that one has to see what became of the first.
    private func takeGroup() -> [Submission] {
        var keys: Set<MessageKey> = []
        var requests: Set<IdempotentRequest.Identity> = []
        var group: [Submission] = []
        while first < waiting.count, group.count < Self.maximumGroupSize {
            let submission = waiting[first]
            guard keys.insert(submission.message.key).inserted else { break }
            if let request = submission.idempotent {
                guard requests.insert(request.identity).inserted else { break }
            }
            group.append(submission)
            first += 1
        }
        if first == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            first = 0
        } else if first > 4_096 {
            waiting.removeFirst(first)
            first = 0
        }
        return group
    }

    private func decideTogether(_ group: [Submission]) async {
        do {
            try await attempt(group)
        } catch {
            guard Self.mayBeOnesFault(error) else { return fail(group, error) }
            for submission in group { await decideAlone(submission) }
        }
    }

    /// Whether one message may have brought its group down, so that the others deserve their turn.
    private static func mayBeOnesFault(_ error: any Error) -> Bool {
        switch (error as? DatabaseFailure)?.cause {
        case .refused, .notRun, .unexpectedAnswer: true
        case .connectionLost, .notConnected, .overloaded, nil: false
        }
    }

    private func decideAlone(_ submission: Submission) async {
        for attempt in 1...Self.maximumAttempts {
            do {
                return try await self.attempt([submission])
            } catch {
                let state = (error as? DatabaseFailure)?.state
                // Another writer was first (23505) or both waited for each other (40001, 40P01).
                let metAnother = state == "23505" || state == "40001" || state == "40P01"
                guard metAnother, attempt < Self.maximumAttempts else {
                    return fail([submission], error)
                }
            }
        }
    }

    private func fail(_ group: [Submission], _ error: any Error) {
        for submission in group { submission.outcome = .failed(error) }
    }

    /// One transaction in two round trips: lock and read, then write and commit.
    private func attempt(_ submissions: [Submission]) async throws {
        let group = MessageGroup(
            submissions: submissions,
            unixMicroseconds: session.loop.time.unixMicroseconds,
            municipalityCode: municipalityCode
        )
        let decided = try await session.transaction { transaction in
            let results = try await transaction.run(group.readingCalls())
            var (docket, answerIds, earlier) = try group.docket(from: results)
            if let call = group.listCall(docket) {
                docket.add(products: try await transaction.run([call])[0])
            }
            var outcomes = MessageOutcomes(unixMicroseconds: group.unixMicroseconds)
            var decided: [Submission.Outcome] = []
            for (index, submission) in submissions.enumerated() {
                decided.append(
                    earlier[index].map(Submission.Outcome.init(earlier:))
                        ?? group.decide(
                            submission,
                            answerId: answerIds[index],
                            &docket,
                            &outcomes
                        )
                )
            }
            self.endTurn()
            _ = try await transaction.finish(outcomes.calls(docket))
            return decided
        }
        for (submission, outcome) in zip(submissions, decided) { submission.outcome = outcome }
    }
}

extension MessageGroup {
    /// Decides one message and notes what is to be written.
    fileprivate func decide(
        _ submission: Submission,
        answerId: String,
        _ docket: inout Docket,
        _ outcomes: inout MessageOutcomes
    ) -> Submission.Outcome {
        do {
            let verdict = try docket.decide(
                submission.message,
                form: submission.sealed?.form,
                answerId: answerId,
                ownPartnerId: submission.ownPartnerId
            )
            let entries = docket.entries(
                of: verdict,
                in: submission.declarationId,
                unixMicroseconds: unixMicroseconds
            )
            let declared = Submission.Declared(
                submission,
                verdict,
                entering: entries,
                unixMicroseconds: unixMicroseconds
            )
            outcomes.keep(
                submission,
                verdict,
                entering: entries,
                answer: declared.answerJSON
            )
            return .declared(declared)
        } catch {
            let (status, body) = error.answer(to: submission)
            outcomes.keepRefusal(of: submission, status: status, body: body)
            return .refused(error)
        }
    }
}
