package import EventLoop

/// The database as one loop sees it: one pipe that writes, one that reads, one for reports.
///
/// Reads of one turn travel together; what may take long has a pipe of its own, because answers
/// on one pipe come in order. Transactions take the write pipe one after the other, in the order
/// they asked. Belongs to the loop's thread.
package final class Session: @unchecked Sendable {
    // Unchecked: all of it belongs to the loop's thread.
    /// The loop it belongs to.
    package let loop: EventLoop
    private let writePipe: Pipe
    private let readPipe: Pipe
    private let reportPipe: Pipe
    private var isWriting = false
    private var writers: [UnsafeContinuation<Void, Never>] = []

    /// - Parameter statements: everything that will ever be run here; a name stands once.
    package init(loop: EventLoop, settings: PipeSettings, statements: [Statement]) {
        self.loop = loop
        writePipe = Pipe(loop: loop, settings: settings, statements: statements)
        readPipe = Pipe(loop: loop, settings: settings, statements: statements)
        reportPipe = Pipe(loop: loop, settings: settings, statements: statements)
    }

    /// Connects all pipes and prepares every statement; returns when all are ready, or closed.
    package func open() async {
        for pipe in pipes { pipe.beginOpening() }
        for pipe in pipes { await pipe.finishOpening() }
    }

    /// Starts connecting without waiting for it; callable from any thread.
    package func beginOpening() {
        loop.execute { for pipe in self.pipes { pipe.beginOpening() } }
    }

    /// Connects, and waits for it no longer than a time; the pipes go on trying afterwards.
    ///
    /// - Returns: whether every pipe is ready; when not, `lastProblem` says why.
    package func open(withinMilliseconds limit: UInt64) async -> Bool {
        let deadline = OpeningDeadline(self)
        let timer = LoopTimer(target: deadline)
        for pipe in pipes { pipe.beginOpening() }
        loop.set(timer, afterMilliseconds: limit)
        for pipe in pipes where !deadline.hasPassed { await pipe.finishOpening() }
        // The timer alone does not keep it alive.
        withExtendedLifetime(deadline) { timer.cancel() }
        return isReady
    }

    private var pipes: [Pipe] { [writePipe, readPipe, reportPipe] }

    /// Whoever waits for the pipes goes on, ready or not.
    fileprivate func stopWaiting() {
        for pipe in pipes { pipe.stopWaiting() }
    }

    /// Ends the connections: what is under way fails, who waits for `open` goes on.
    package func close() {
        for pipe in pipes { pipe.close() }
    }

    /// Whether every pipe could take a call now.
    package var isReady: Bool {
        pipes.allSatisfy { $0.state == .ready }
    }

    /// Why the last attempt to connect failed; addresses and roles, no data.
    package var lastProblem: String? {
        pipes.lazy.compactMap(\.lastProblem).first
    }

    /// Runs one reading statement that looks at a few rows.
    ///
    /// - Throws: `DatabaseFailure` when PostgreSQL refuses it or cannot be reached.
    package func rows(
        _ statement: Statement,
        _ add: (inout Parameters) -> Void = { _ in }
    ) async throws(DatabaseFailure) -> Rows {
        try await rows(Call(statement, add))
    }

    /// Runs one reading call that looks at a few rows.
    ///
    /// - Throws: `DatabaseFailure` when PostgreSQL refuses it or cannot be reached.
    package func rows(_ call: Call) async throws(DatabaseFailure) -> Rows {
        try await readPipe.run(call)
    }

    /// Runs one reading statement that looks at many rows, where it holds up no quick one.
    ///
    /// - Throws: `DatabaseFailure` when PostgreSQL refuses it or cannot be reached.
    package func report(
        _ statement: Statement,
        _ add: (inout Parameters) -> Void = { _ in }
    ) async throws(DatabaseFailure) -> Rows {
        try await reportPipe.run(Call(statement, add))
    }

    /// Runs the body in one transaction and returns when it is committed, not before.
    ///
    /// - Throws: what the body throws, after rolling back; or `DatabaseFailure`. After
    ///   `connectionLost` it is not known whether a commit under way took place.
    package func transaction<Value>(
        _ body: (Transaction) async throws -> Value
    ) async throws -> Value {
        try await takeWritePipe()
        defer { passWritePipeOn() }
        let transaction = Transaction(writePipe)
        do {
            let value = try await body(transaction)
            try await transaction.commit()
            return value
        } catch {
            await transaction.rollBack()
            throw error
        }
    }

    private func takeWritePipe() async throws(DatabaseFailure) {
        let limit = writePipe.settings.limits.transactionsWaiting
        guard writers.count < limit else {
            throw DatabaseFailure(Statement.begin.name, .overloaded)
        }
        guard isWriting else {
            isWriting = true
            return
        }
        await withUnsafeContinuation { writers.append($0) }
    }

    private func passWritePipeOn() {
        if writers.isEmpty {
            isWriting = false
        } else {
            writers.removeFirst().resume()
        }
    }
}

/// Ends the waiting for a database that does not come.
private final class OpeningDeadline: TimerTarget {
    private let session: Session
    private(set) var hasPassed = false

    init(_ session: Session) {
        self.session = session
    }

    func timerFired(_ timer: LoopTimer) {
        hasPassed = true
        session.stopWaiting()
    }
}

/// An open transaction on the write pipe; `begin` travels with the first round trip.
package final class Transaction: @unchecked Sendable {
    // Unchecked: belongs to the loop's thread, as its pipe does.
    private let pipe: Pipe
    private var state = State.notBegun
    /// The connection it began on: on the next one its statements would stand alone.
    private var connectionNumber = 0

    private enum State { case notBegun, open, failed, ended }

    init(_ pipe: Pipe) {
        self.pipe = pipe
    }

    /// Runs one statement.
    package func rows(
        _ statement: Statement,
        _ add: (inout Parameters) -> Void = { _ in }
    ) async throws(DatabaseFailure) -> Rows {
        let rows = try await run([Call(statement, add)])
        guard let first = rows.first else {
            throw DatabaseFailure(statement.name, .unexpectedAnswer)
        }
        return first
    }

    /// Runs statements in one round trip; nothing after the first failure runs.
    package func run(_ calls: [Call]) async throws(DatabaseFailure) -> [Rows] {
        try await send(calls, andCommit: false)
    }

    /// Runs statements and commits in the same round trip.
    ///
    /// - Throws: the first failure; then nothing of the transaction took place, except after
    ///   `connectionLost`, when it is not known.
    package func finish(_ calls: [Call]) async throws(DatabaseFailure) -> [Rows] {
        try await send(calls, andCommit: true)
    }

    private func send(
        _ calls: [Call],
        andCommit: Bool
    ) async throws(DatabaseFailure) -> [Rows] {
        precondition(state != .ended, "a transaction ends once")
        let name = calls.first?.statement.name ?? Statement.commit.name
        if state == .failed { throw DatabaseFailure(name, .notRun) }
        let begins = state == .notBegun
        if !begins, !isOnItsConnection {
            state = .failed
            throw DatabaseFailure(name, .connectionLost)
        }
        var train = calls
        if begins { train.insert(Call(.begin), at: 0) }
        if andCommit { train.append(Call(.commit)) }
        if train.isEmpty { return [] }
        connectionNumber = pipe.connectionNumber
        state = .open
        do {
            let rows = try await pipe.run(train: train)
            if andCommit { state = .ended }
            return Array(rows[(begins ? 1 : 0)..<(rows.count - (andCommit ? 1 : 0))])
        } catch {
            state = .failed
            throw error
        }
    }

    func commit() async throws(DatabaseFailure) {
        switch state {
        case .notBegun, .ended: state = .ended
        case .open: _ = try await send([], andCommit: true)
        case .failed: throw DatabaseFailure(Statement.commit.name, .notRun)
        }
    }

    private var isOnItsConnection: Bool {
        pipe.state == .ready && pipe.connectionNumber == connectionNumber
    }

    func rollBack() async {
        guard state == .open || state == .failed else { return }
        state = .ended
        // A lost connection has rolled back by itself.
        guard isOnItsConnection else { return }
        _ = try? await pipe.run(train: [Call(.rollBack)])
    }
}
