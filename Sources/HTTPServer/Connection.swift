internal import EventLoop
internal import HTTP

/// One connection: carries out what `Exchange` decides on, with the bytes and the socket.
///
/// Every event goes through one of the doors below, each of which ends in `settle`.
final class Connection: Readiness, @unchecked Sendable {
    // Unchecked: a connection lives and dies on the thread of one loop.
    let descriptor: Int32
    let peer: Peer
    let serving: ServingLoop
    var exchange = Exchange()
    var parser = RequestParser()
    var kept = InputBuffer()
    var request: Request?
    var reader: BodyReader?
    var output: [UInt8] = []
    var sent = 0
    var isUnsent = false

    private lazy var bell = Bell(for: self)
    private lazy var timer = LoopTimer(target: bell)
    private var patience = Exchange.Patience.nothing
    private var isReading = true
    private var isWriting = false
    private var bodyBytesAtLook = 0
    private var untakenAtLook: Int32 = 0
    private var lingeredBytes = 0

    init(_ descriptor: Int32, peer: Peer, on serving: ServingLoop) {
        self.descriptor = descriptor
        self.peer = peer
        self.serving = serving
    }

    var settings: ServerSettings { serving.settings }

    func begin() { settle() }

    func isReady(_ events: ReadyEvents) {
        if events.isFailed {
            perform(exchange.abandoned())
        } else {
            if events.isWritable && exchange.wantsOutput { flush() }
            if events.isReadable && isReading { receive() }
        }
        settle()
    }

    func turnEnds() {
        isUnsent = false
        flush()
        settle()
    }

    func timePassed() {
        switch patience {
        case .body where bodyKeepsPace: startTimer()
        case .reading where callerReads: startTimer()
        case .request:
            // A request that came in this very moment is answered, not cut off.
            receive()
            if exchange.patience == .request { perform(exchange.timePassed()) }
        case .nothing, .head, .body, .reading, .ending:
            perform(exchange.timePassed())
        }
        settle()
    }

    /// The task of a request has ended, perhaps long after the caller has gone.
    func answer(with response: Response) {
        serving.loop.preconditionCurrent()
        serving.requestEnded()
        write(response, exchange.answered(isDraining: serving.isDraining))
        if !exchange.isClosed && !kept.isEmpty { takeInput() }
        settle()
    }

    /// An idle connection has a moment left for a request that was under way.
    func drain() {
        if patience == .request { startTimer() }
    }

    func drop() {
        perform(exchange.abandoned())
    }

    func perform(_ action: Exchange.Action) {
        switch action {
        case .wait: break
        case .takeInput:
            // Mostly there is nothing: the next request comes after the answer has left.
            if !kept.isEmpty || !exchange.wantsInput { takeInput() }
        case .refuse(let refusal): refuse(refusal)
        case .finish: sendAtEndOfTurn()
        case .endOutput: StreamSocket.endOutput(descriptor)
        case .close: close()
        case .write: preconditionFailure("an answer is written where it is made")
        }
    }

    private func close() {
        timer.cancel()
        kept = InputBuffer()
        output = []
        request = nil
        reader = nil
        serving.forget(self)
    }

    private func receive() {
        switch StreamSocket.receive(descriptor, into: serving.scratch) {
        case .bytes(let count):
            let bytes = serving.scratch.bindMemory(to: UInt8.self)
            take(UnsafeBufferPointer(rebasing: bytes[0..<count]))
            if case .ending = exchange.patience { linger(count) }
        case .blocked: break
        case .ended: perform(exchange.inputEnded())
        case .failed: perform(exchange.abandoned())
        }
    }

    private func linger(_ count: Int) {
        lingeredBytes += count
        if lingeredBytes > settings.lingerBytes { perform(exchange.abandoned()) }
    }

    /// Brings what the loop watches, and the timer, in line with what is waited for.
    private func settle() {
        guard !exchange.isClosed else { return }
        if exchange.patience != patience {
            patience = exchange.patience
            bodyBytesAtLook = 0
            startTimer()
        }
        let hasRoom =
            kept.count < serving.settings.lookAheadBytes || exchange.expectation == .nothing
        let reads = exchange.wantsInput && hasRoom
        let writes = exchange.wantsOutput
        if reads != isReading || writes != isWriting { watch(reads, writes) }
    }

    private func watch(_ reads: Bool, _ writes: Bool) {
        isReading = reads
        isWriting = writes
        var interest: Interest = []
        if reads { interest.insert(.reading) }
        if writes { interest.insert(.writing) }
        serving.loop.change(descriptor, to: interest)
    }

    /// Has the next `settle` start the time anew, even when the same thing is waited for.
    func forgetPatience() { patience = .nothing }

    func startTimer() {
        let time: UInt64
        switch patience {
        case .nothing: return timer.cancel()
        case .request:
            time =
                serving.isDraining ? settings.drainIdleMilliseconds : settings.idleMilliseconds
        case .head: time = settings.headMilliseconds
        case .body: time = settings.bodyLookMilliseconds
        case .reading:
            untakenAtLook = StreamSocket.untakenBytes(descriptor)
            time = settings.writeStallMilliseconds
        case .ending: time = settings.lingerMilliseconds
        }
        serving.loop.set(timer, afterMilliseconds: time)
    }

    /// Whether any of what was sent has been taken since the last look.
    ///
    /// The kernel makes room for us only in large steps, for which a slow caller needs long.
    private var callerReads: Bool {
        StreamSocket.untakenBytes(descriptor) < untakenAtLook
    }

    /// Whether enough of the body has come since the last look.
    private var bodyKeepsPace: Bool {
        let count = reader?.body.count ?? 0
        let come = count - bodyBytesAtLook
        bodyBytesAtLook = count
        let wanted = settings.bodyBytesPerSecond * Int(settings.bodyLookMilliseconds) / 1_000
        return come >= max(1, wanted)
    }
}

/// What the timer of a connection calls.
///
/// A timer holds its target weakly, which would make every retain of a connection go a long way.
private final class Bell: TimerTarget {
    // A connection owns its bell, so whoever reaches the bell finds the connection.
    private unowned let connection: Connection

    init(for connection: Connection) {
        self.connection = connection
    }

    func timerFired(_ timer: LoopTimer) {
        connection.timePassed()
    }
}
