internal import EventLoop
internal import HTTP

/// Bytes to requests.
extension Connection {
    /// Takes what was just read; what cannot be used now is kept.
    func take(_ received: UnsafeBufferPointer<UInt8>) {
        if kept.isEmpty {
            let used = use(received.span)
            if used < received.count {
                kept.append(UnsafeBufferPointer(rebasing: received[used...]))
            }
        } else {
            kept.append(received)
            takeInput()
        }
    }

    /// Looks at what is kept.
    func takeInput() {
        let used = useKept()
        kept.drop(used)
    }

    private func useKept() -> Int {
        // A copy of the reference, so that nothing done on the way collides with the loan.
        let buffer = kept
        return use(buffer.bytes.span.extracting(buffer.start..<buffer.bytes.count))
    }

    /// Uses bytes as long as they are good for something now.
    ///
    /// - Returns: the number of bytes used.
    private func use(_ bytes: Span<UInt8>) -> Int {
        unusedBytes = bytes.count
        defer { unusedBytes = nil }
        var used = 0
        while used < bytes.count {
            let rest = bytes.extracting(used..<bytes.count)
            switch exchange.expectation {
            case .head:
                if isBacklogged { return used }
                guard let count = takeHead(rest) else {
                    perform(exchange.inputExhausted(hasRest: true))
                    return exchange.expectation == .nothing ? bytes.count : used
                }
                used += count
            case .body: used += takeBody(rest)
            case .later: return used
            case .nothing: return bytes.count
            }
        }
        perform(exchange.inputExhausted(hasRest: false))
        return used
    }

    /// Whether the caller is to read what it has before it gets more.
    private var isBacklogged: Bool {
        exchange.wantsOutput || output.count - sent >= settings.outputBytes
    }

    /// - Returns: the number of bytes used; nil when the head is not complete.
    private func takeHead(_ bytes: Span<UInt8>) -> Int? {
        do {
            guard let head = try parser.parse(bytes) else { return nil }
            return head.byteCount + take(head, in: bytes)
        } catch {
            refuse(.request(error))
            return bytes.count
        }
    }

    /// - Returns: the number of bytes used beyond the head.
    private func take(_ head: RequestHead, in bytes: Span<UInt8>) -> Int {
        requestCount += 1
        let form = Exchange.Form(
            keepsAlive: head.keepsAlive && requestCount < settings.requestsPerConnection
                && admission == .served,
            minorVersion: head.minorVersion,
            isHead: head.method == .head
        )
        let hasBody = head.framing != .none && head.framing != .length(0)
        exchange.headCompleted(form, hasBody: hasBody)
        let present = bytes.count - head.byteCount
        unusedBytes = present
        let request = Request(head, in: bytes)
        do {
            if isProxy { try followProxies(of: request.headers) }
        } catch {
            return decline(head.framing, present, with: .request(error))
        }
        if let refusal = lackOfRoom {
            return decline(head.framing, present, with: refusal)
        }
        guard hasBody else {
            start(request)
            return 0
        }
        self.request = request
        return decideOnBody(head, present)
    }

    /// Why no request of this caller is taken now.
    private var lackOfRoom: ServerRefusal? {
        if case .turnedAway(let refusal) = admission { return refusal }
        let seconds = settings.retryAfterSeconds
        if serving.isFull { return .overloaded(retryAfterSeconds: seconds) }
        let isTooMuch = (tally?.requests ?? 0) >= settings.requestsPerAddress
        return isTooMuch ? .tooMuchForOne(retryAfterSeconds: seconds) : nil
    }

    /// Answers a request that is not taken, and passes over its body.
    ///
    /// - Returns: the number of bytes used beyond the head.
    private func decline(
        _ framing: BodyFraming,
        _ present: Int,
        with refusal: ServerRefusal
    ) -> Int {
        let hasBody = framing != .none && framing != .length(0)
        let skipped = hasBody ? declineBody(framing, present) : 0
        decline(with: refusal)
        return skipped
    }

    /// Finds out what becomes of the body.
    ///
    /// - Parameter present: how many bytes stand behind the head.
    /// - Returns: the number of them used.
    private func decideOnBody(_ head: RequestHead, _ present: Int) -> Int {
        guard let request else { return 0 }
        switch serving.responder.bodyDecision(for: request) {
        case .read(let maximumBytes):
            return expectBody(head, maximumBytes, present)
        case .decline:
            let skipped = declineBody(head.framing, present)
            self.request = nil
            start(request)
            return skipped
        case .ask:
            exchange.bodyQuestioned()
            requestBegan()
            serving.loop.spawn { [self] in
                bodyJudged(head, await serving.responder.bodyVerdict(for: request))
            }
            return 0
        }
    }

    /// It is known now whether the body is to be read.
    private func bodyJudged(_ head: RequestHead, _ verdict: BodyVerdict) {
        requestEnded()
        if exchange.isClosed { return leave() }
        switch verdict {
        case .read(let maximumBytes):
            exchange.bodyWanted()
            kept.drop(expectBody(head, maximumBytes, kept.count))
        case .answer(let response):
            request = nil
            kept.drop(declineBody(head.framing, kept.count))
            write(response, exchange.answered(isLast: isAtLastRequest))
        }
        takeInput()
        settle()
    }

    /// Gets ready for the body, and asks for it where the caller waits for that.
    ///
    /// - Returns: the number of bytes used: all that are there, when it is refused.
    private func expectBody(_ head: RequestHead, _ maximumBytes: Int, _ present: Int) -> Int {
        do {
            reader = try BodyReader(
                head.framing,
                maximumBytes: maximumBytes,
                limits: settings.requests
            )
        } catch {
            refuse(.request(error))
            return present
        }
        if case .length(let length) = head.framing, !serving.hasRoom(forBytes: length) {
            refuse(.overloaded(retryAfterSeconds: settings.retryAfterSeconds))
            return present
        }
        // RFC 9110 §10.1.1: not needed when some of the body is already here.
        if head.expectsContinue && present == 0 { append(ResponseWriter.interimContinue) }
        return 0
    }

    /// Passes over a body that is not wanted when all of it is here already.
    ///
    /// - Returns: the number of bytes passed over.
    private func declineBody(_ framing: BodyFraming, _ present: Int) -> Int {
        if case .length(let length) = framing, length <= present {
            exchange.bodyDeclined(isBehindUs: true)
            unusedBytes = unusedBytes.map { $0 - length }
            return length
        }
        exchange.bodyDeclined(isBehindUs: false)
        return 0
    }

    /// - Returns: the number of bytes used.
    private func takeBody(_ bytes: Span<UInt8>) -> Int {
        do {
            guard let used = try reader?.take(bytes) else { return bytes.count }
            guard keepRoom() else {
                refuse(.overloaded(retryAfterSeconds: settings.retryAfterSeconds))
                return bytes.count
            }
            unusedBytes = bytes.count - used
            if reader?.isComplete == true { completeBody() }
            return used
        } catch {
            refuse(.request(error))
            return bytes.count
        }
    }

    private func completeBody() {
        guard var request, let reader else { return }
        self.request = nil
        self.reader = nil
        request.body = reader.body
        exchange.bodyCompleted()
        // Others may have come to work since the head.
        if let refusal = lackOfRoom {
            releaseRoom()
            return decline(with: refusal)
        }
        start(request)
    }

    private func start(_ request: Request) {
        requestBegan()
        switch serving.responder.reply(to: request, from: caller) {
        case .now(let response): answer(with: response)
        case .later(let respond):
            Task.immediate(executorPreference: serving.loop) { [self] in
                answer(with: await respond())
            }
        }
    }
}
