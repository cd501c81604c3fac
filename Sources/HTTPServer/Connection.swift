internal import EventLoop
internal import HTTP

/// One connection: carries out what `Exchange` decides on, with the bytes and the socket.
///
/// Every event goes through one of the doors below, each of which ends in `settle`.
final class Connection: Readiness, @unchecked Sendable {
    // Unchecked: a connection lives and dies on the thread of one loop.
    let descriptor: Int32
    let peer: Peer
    let admission: ConnectionCensus.Admission
    /// Whether the peer brings the requests of others.
    let isProxy: Bool
    let serving: ServingLoop
    var exchange = Exchange()
    var parser: RequestParser
    var kept = InputBuffer()
    var request: Request?
    var reader: BodyReader?
    var output: [UInt8] = []
    var sent = 0
    /// All that was ever given to the kernel to send.
    var sentBytes = 0
    var isUnsent = false
    var requestCount = 0
    /// While bytes are being used: how many stand behind what they are used for now.
    var unusedBytes: Int?
    /// Who sent the request of now: the peer, or whom the proxies name.
    private(set) var caller: Peer
    private(set) var tally: CallerTally?

    private lazy var bell = Bell(for: self)
    lazy var timer = LoopTimer(target: bell)
    var patience = Exchange.Patience.nothing
    private var isReading = true
    private var isWriting = false
    private var isAtWork = false
    private var roomTaken = 0
    private var answerBytesCounted = 0
    var bodyBytesAtLook = 0
    var takenAtLook = 0
    private var lingeredBytes = 0

    init(
        _ descriptor: Int32,
        peer: Peer,
        _ admission: ConnectionCensus.Admission,
        on serving: ServingLoop
    ) {
        self.descriptor = descriptor
        self.peer = peer
        self.admission = admission
        self.serving = serving
        isProxy = serving.settings.trustedProxies.trusts(peer)
        caller = peer
        tally = isProxy ? nil : serving.tallies.take(for: peer)
        parser = RequestParser(limits: serving.settings.requests)
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

    /// Takes the request's caller from what the trusted proxies say.
    func followProxies(of headers: Headers) throws(RequestRefusal) {
        let found = try settings.trustedProxies.caller(of: headers, through: peer)
        guard found != caller || tally == nil else { return }
        if let tally { serving.tallies.giveBack(tally) }
        caller = found
        tally = settings.trustedProxies.trusts(found) ? nil : serving.tallies.take(for: found)
    }

    /// A request, or the question about its body, goes to the responder.
    func requestBegan() {
        serving.requestBegan()
        tally?.requests += 1
        isAtWork = true
    }

    /// It has come back, perhaps long after the caller has gone.
    func requestEnded() {
        serving.loop.preconditionCurrent()
        serving.requestEnded()
        tally?.requests -= 1
        isAtWork = false
    }

    /// A request has its answer.
    func answer(with response: Response) {
        requestEnded()
        releaseRoom()
        if exchange.isClosed { return leave() }
        write(response, exchange.answered(isLast: isAtLastRequest))
        // It was answered at once: whoever uses the bytes goes on with the rest, and settles.
        if unusedBytes != nil { return forgetPatience() }
        if !exchange.isClosed && !kept.isEmpty { takeInput() }
        settle()
    }

    /// Whether the connection ends with the request of now.
    var isAtLastRequest: Bool {
        (unusedBytes ?? kept.count) == 0 && (serving.isDraining || exchange.inputHasEnded)
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
        countAnswers()
        request = nil
        reader = nil
        serving.forget(self)
        if !isAtWork { leave() }
    }

    /// Nothing is left of the connection: neither its socket nor a request at work.
    func leave() {
        releaseRoom()
        if let tally { serving.tallies.giveBack(tally) }
        tally = nil
    }

    /// Counts what has come of the body.
    ///
    /// - Returns: whether the loop has room for it.
    func keepRoom() -> Bool {
        let held = reader?.body.count ?? 0
        serving.bodyBytes += held - roomTaken
        roomTaken = held
        return serving.hasRoom(forBytes: 0)
    }

    /// Has the loop know what of our answers is kept.
    func countAnswers() {
        serving.answerBytes += output.count - answerBytesCounted
        answerBytesCounted = output.count
    }

    func releaseRoom() {
        serving.bodyBytes -= roomTaken
        roomTaken = 0
    }

    func receive() {
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
    func settle() {
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
}
