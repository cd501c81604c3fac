internal import CPostgres
internal import EventLoop

// How a pipe comes to be ready, stays so after a loss, and ends.
extension Pipe {
    /// Connects and prepares, again and again until it succeeds or the pipe is closed.
    func beginOpening() {
        loop.preconditionCurrent()
        if state == .closed { connect() }
    }

    /// Returns when the pipe is ready or closed, or when `stopWaiting` is called.
    func finishOpening() async {
        loop.preconditionCurrent()
        guard state != .ready && state != .closed else { return }
        await withUnsafeContinuation { readyWaiters.append($0) }
    }

    /// Whoever waits in `finishOpening` goes on.
    func stopWaiting() {
        let waiters = readyWaiters
        readyWaiters = []
        for waiter in waiters { waiter.resume() }
    }

    /// Ends the connection; what is under way fails.
    func close() {
        loop.preconditionCurrent()
        state = .closed
        timer.cancel()
        release()
        failAll()
        stopWaiting()
    }

    func connect() {
        state = .connecting
        loop.set(timer, afterMilliseconds: settings.limits.connectMilliseconds)
        connection = PQconnectStart(settings.address)
        // A socket file that is not there, or an address that cannot be read, shows at once.
        guard connection != nil, PQstatus(connection) != CONNECTION_BAD else {
            return lose(connectionProblem)
        }
        watchSocket(for: .writing)
    }

    func advanceConnecting() {
        switch PQconnectPoll(connection) {
        case PGRES_POLLING_READING: watchSocket(for: .reading)
        case PGRES_POLLING_WRITING: watchSocket(for: .writing)
        case PGRES_POLLING_OK: connected()
        default: lose(connectionProblem)
        }
    }

    /// libpq may change the socket between two steps, even to one with the same number.
    private func watchSocket(for interest: Interest) {
        if socket >= 0 { loop.unwatch(socket) }
        socket = PQsocket(connection)
        do {
            try loop.watch(socket, for: interest, owner: self)
        } catch {
            socket = -1
            lose("the socket cannot be watched")
        }
    }

    /// What libpq says of the connection, in one line: addresses and roles, no data of ours.
    var connectionProblem: String {
        guard let message = PQerrorMessage(connection) else { return "no connection" }
        return BlockingConnection.oneLine(String(cString: message))
    }

    private func connected() {
        watchSocket(for: .reading)
        guard state == .connecting else { return }
        guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else {
            return lose("no pipeline mode")
        }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        state = .preparing
        connectionNumber += 1
        guard let settings = sendSettings(), let preparations = sendPreparations() else {
            return lose("the statements could not be sent")
        }
        let train = Train(settings + preparations)
        callsInFlight = train.calls.count
        trains = [train]
        beginWatchingForAnswer()
        sendSync()
    }

    /// - Returns: nil when libpq could not take them.
    private func sendSettings() -> [Call]? {
        let limits = settings.limits
        var values: [(String, String)] = [
            ("plan_cache_mode", "force_generic_plan"),
            ("statement_timeout", "\(limits.statementMilliseconds)"),
            ("lock_timeout", "\(limits.lockMilliseconds)"),
            ("idle_in_transaction_session_timeout", "\(limits.answerMilliseconds)"),
            ("timezone", "UTC"),
            ("client_min_messages", "error"),
        ]
        if let role = settings.role { values.append(("role", role)) }
        var calls: [Call] = []
        for (name, value) in values {
            let call = Call(.setting) {
                $0.add(name)
                $0.add(value)
            }
            let isSent = call.parameters.withPointers { values, count in
                PQsendQueryParams(
                    connection,
                    call.statement.sqlStart,
                    count,
                    nil,
                    values,
                    nil,
                    nil,
                    0
                ) == 1
            }
            guard isSent else { return nil }
            calls.append(call)
        }
        return calls
    }

    /// - Returns: nil when libpq could not take them.
    private func sendPreparations() -> [Call]? {
        var calls: [Call] = []
        for statement in [.begin, .commit, .rollBack] + statements {
            let isSent =
                PQsendPrepare(connection, statement.nameStart, statement.sqlStart, 0, nil) == 1
            guard isSent else { return nil }
            calls.append(Call(statement))
        }
        return calls
    }

    /// The train of settings and preparations has arrived.
    func prepared(_ train: Train) {
        for call in train.calls {
            guard case .success = call.outcome else {
                return lose(lastProblem ?? "\(call.statement.name) could not be prepared")
            }
        }
        state = .ready
        lastProblem = nil
        retryMilliseconds = settings.limits.firstRetryMilliseconds
        stopWaiting()
    }

    /// Gives the connection up, and tries anew after a while.
    func lose(_ problem: String) {
        lastProblem = problem
        state = .waiting
        release()
        failAll()
        loop.set(timer, afterMilliseconds: retryMilliseconds)
        retryMilliseconds = min(retryMilliseconds * 2, settings.limits.lastRetryMilliseconds)
    }

    private func release() {
        if socket >= 0 { loop.unwatch(socket) }
        socket = -1
        PQfinish(connection)
        connection = nil
        callsInFlight = 0
        isFlushing = false
    }

    /// What was sent may or may not have happened; what was not sent did not.
    private func failAll() {
        let lost = trains
        let unsent = waiting
        trains = []
        waiting = []
        for train in lost { train.fail(.connectionLost) }
        for call in unsent { call.finish(.failure(call.failure(.notConnected))) }
    }
}
