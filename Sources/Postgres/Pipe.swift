internal import CPostgres
internal import EventLoop

/// One connection to PostgreSQL in pipeline mode, driven by an event loop without ever blocking it.
///
/// ```
/// closed ─open─▶ connecting ─▶ preparing ─▶ ready
///                   ▲             │           │
///                   └── waiting ◀─┴───────────┘   lost or refused: again, ever more slowly
/// ```
///
/// Calls that come in the same turn of the loop travel in one train. What was under way when the
/// connection went fails with `connectionLost`; nothing is sent twice by itself.
final class Pipe: @unchecked Sendable {
    // Unchecked: all of it belongs to the loop's thread.
    let loop: EventLoop
    let settings: PipeSettings
    let statements: [Statement]
    var state = State.closed
    var connection: OpaquePointer?
    var socket: Int32 = -1
    /// Counts the connections, so that a transaction knows whether it is still on its own.
    var connectionNumber = 0
    var trains: [Train] = []
    var waiting: [Call] = []
    var callsInFlight = 0
    private var endsTurn = false
    /// The socket's buffer is full and the rest goes when it can be written again.
    var isFlushing = false
    lazy var timer = LoopTimer(target: self)
    /// When PostgreSQL last answered, or was asked after a rest; in the loop's monotonic time.
    private var progressMilliseconds: UInt64 = 0
    var retryMilliseconds: UInt64
    var readyWaiters: [UnsafeContinuation<Void, Never>] = []
    /// The cause of the last failed attempt to connect, for the log.
    var lastProblem: String?

    enum State: Equatable { case closed, connecting, preparing, ready, waiting }

    init(loop: EventLoop, settings: PipeSettings, statements: [Statement]) {
        self.loop = loop
        self.settings = settings
        self.statements = statements
        retryMilliseconds = settings.limits.firstRetryMilliseconds
    }

    /// Sends a call with the others of this turn and waits for its rows.
    ///
    /// Rows of a writing statement come before its commit; writes go through a transaction.
    func run(_ call: Call) async throws(DatabaseFailure) -> Rows {
        loop.preconditionCurrent()
        precondition(call.isNew, "a call runs once")
        guard state == .ready else { throw call.failure(.notConnected) }
        guard waiting.count < settings.limits.callsWaiting else { throw call.failure(.overloaded) }
        await withUnsafeContinuation { continuation in
            call.waiter = continuation
            waiting.append(call)
            askForTurnEnd()
        }
        return try call.answer()
    }

    /// Sends the calls as one train at once and waits for its Sync.
    ///
    /// - Throws: the failure of the first call that failed; the rest did not run.
    func run(train calls: [Call]) async throws(DatabaseFailure) -> [Rows] {
        loop.preconditionCurrent()
        precondition(!calls.isEmpty, "a train carries at least one call")
        precondition(calls.allSatisfy(\.isNew), "a call runs once")
        guard state == .ready else { throw calls[0].failure(.notConnected) }
        let train = Train(calls)
        await withUnsafeContinuation { continuation in
            train.waiter = continuation
            depart(train)
        }
        var rows: [Rows] = []
        rows.reserveCapacity(calls.count)
        for call in calls { rows.append(try call.answer()) }
        return rows
    }

    private func askForTurnEnd() {
        guard !endsTurn else { return }
        endsTurn = true
        loop.atEndOfTurn(self)
    }

    private func sendWaiting() {
        let room = settings.limits.callsInFlight - callsInFlight
        guard state == .ready, room > 0, !waiting.isEmpty else { return }
        let train = Train(Array(waiting.prefix(room)))
        waiting.removeFirst(train.calls.count)
        depart(train)
    }

    private func depart(_ train: Train) {
        if trains.isEmpty { beginWatchingForAnswer() }
        callsInFlight += train.calls.count
        trains.append(train)
        for call in train.calls where !send(call) { return lose("a statement could not be sent") }
        sendSync()
    }

    private func send(_ call: Call) -> Bool {
        call.parameters.withPointers { values, count in
            PQsendQueryPrepared(
                connection,
                call.statement.nameStart,
                count,
                values,
                nil,
                nil,
                0
            ) == 1
        }
    }

    func sendSync() {
        guard PQpipelineSync(connection) == 1 else { return lose("a Sync could not be sent") }
        flush()
    }

    private func flush() {
        let unsent = PQflush(connection)
        guard unsent >= 0 else { return lose("the connection broke while writing") }
        guard isFlushing != (unsent == 1) else { return }
        isFlushing = unsent == 1
        loop.change(socket, to: isFlushing ? [.reading, .writing] : .reading)
    }

    private func receive() {
        guard PQconsumeInput(connection) == 1 else { return lose(connectionProblem) }
        progressMilliseconds = loop.time.monotonicMilliseconds
        while let train = trains.first, PQisBusy(connection) == 0 {
            // Null ends the answer to one call; a Sync has none behind it.
            guard let result = PQgetResult(connection) else {
                train.next += 1
                continue
            }
            if PQresultStatus(result) == PGRES_PIPELINE_SYNC {
                PQclear(result)
                arrive(train)
            } else {
                deliver(result, to: train)
            }
            if connection == nil { return }
        }
        if !waiting.isEmpty { askForTurnEnd() }
    }

    private func arrive(_ train: Train) {
        guard train.next == train.calls.count else { return lose("a Sync that came too early") }
        trains.removeFirst()
        callsInFlight -= train.calls.count
        if trains.isEmpty { timer.cancel() }
        if state == .preparing { return prepared(train) }
        guard train.waiter == nil else { return train.fail(.notRun) }
        // A neighbour's failure is not theirs: they go again, now each for itself.
        for call in train.calls where call.outcome == nil {
            if state == .ready {
                depart(Train([call]))
            } else {
                call.finish(.failure(call.failure(.connectionLost)))
            }
        }
    }

    private func deliver(_ result: OpaquePointer, to train: Train) {
        guard train.next < train.calls.count else {
            PQclear(result)
            return lose("an answer nobody asked for")
        }
        let call = train.calls[train.next]
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK:
            call.finish(.success(Rows(result)))
        case PGRES_PIPELINE_ABORTED:
            PQclear(result)
        default:
            let failure = DatabaseFailure(call.statement.name, result: result)
            let message = primaryMessage(of: result)
            PQclear(result)
            if failure.cause == .connectionLost { return lose(message) }
            // Nothing but names of the schema and of roles can stand in a message this early.
            if state == .preparing { lastProblem = "\(failure.description): \(message)" }
            call.finish(.failure(failure))
        }
    }

    private func primaryMessage(of result: OpaquePointer) -> String {
        PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
            ?? connectionProblem
    }

    func beginWatchingForAnswer() {
        progressMilliseconds = loop.time.monotonicMilliseconds
        loop.set(timer, afterMilliseconds: settings.limits.answerMilliseconds)
    }

    private func watchForAnswer() {
        guard !trains.isEmpty else { return }
        let rest = loop.time.monotonicMilliseconds - progressMilliseconds
        let limit = settings.limits.answerMilliseconds
        if rest >= limit {
            lose("no answer in time")
        } else {
            loop.set(timer, afterMilliseconds: limit - rest)
        }
    }
}

extension Pipe: Readiness, TurnEnding, TimerTarget {
    func isReady(_ events: ReadyEvents) {
        switch state {
        case .connecting: advanceConnecting()
        case .preparing, .ready:
            if events.isWritable { flush() }
            if connection != nil, events.isReadable { receive() }
        case .closed, .waiting: break
        }
    }

    func turnEnds() {
        endsTurn = false
        sendWaiting()
    }

    func timerFired(_ timer: LoopTimer) {
        switch state {
        case .waiting: connect()
        case .connecting: lose("connecting took too long")
        case .preparing, .ready: watchForAnswer()
        case .closed: break
        }
    }
}
