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
        let form = Exchange.Form(
            keepsAlive: head.keepsAlive,
            minorVersion: head.minorVersion,
            isHead: head.method == .head
        )
        let hasBody = head.framing != .none && head.framing != .length(0)
        exchange.headCompleted(form, hasBody: hasBody)
        if serving.isFull {
            let skipped = hasBody ? declineBody(head, in: bytes) : 0
            shed()
            return skipped
        }
        let request = Request(head, in: bytes)
        guard hasBody else {
            start(request)
            return 0
        }
        guard let limit = serving.responder.bodyLimit(for: request) else {
            let skipped = declineBody(head, in: bytes)
            start(request)
            return skipped
        }
        do {
            reader = try BodyReader(head.framing, maximumBytes: limit)
        } catch {
            refuse(.request(error))
            return bytes.count - head.byteCount
        }
        self.request = request
        // RFC 9110 §10.1.1: not needed when some of the body is already here.
        if head.expectsContinue && bytes.count == head.byteCount {
            append(ResponseWriter.interimContinue)
        }
        return 0
    }

    /// Passes over a body that is not wanted when all of it is here already.
    ///
    /// - Returns: the number of bytes passed over.
    private func declineBody(_ head: RequestHead, in bytes: Span<UInt8>) -> Int {
        if case .length(let length) = head.framing, length <= bytes.count - head.byteCount {
            exchange.bodyDeclined(isBehindUs: true)
            return length
        }
        exchange.bodyDeclined(isBehindUs: false)
        return 0
    }

    /// - Returns: the number of bytes used.
    private func takeBody(_ bytes: Span<UInt8>) -> Int {
        do {
            guard let used = try reader?.take(bytes) else { return bytes.count }
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
        start(request)
    }

    private func start(_ request: Request) {
        serving.requestBegan()
        serving.loop.spawn { [self] in
            let response = await serving.responder.respond(to: request, from: peer)
            answer(with: response)
        }
    }
}
