internal import EventLoop
internal import Glibc
internal import HTTP

/// The connections of one loop, and what they share.
final class ServingLoop: TurnEnding, TimerTarget, @unchecked Sendable {
    // Unchecked: all of it belongs to the loop's thread, apart from the constants and from
    // `census`, which has a lock.
    let loop: EventLoop
    let settings: ServerSettings
    let responder: any Responder
    let writer: ResponseWriter
    private let census: ConnectionCensus

    /// Where every read of this loop goes first: a connection that waits needs no buffer.
    let scratch: UnsafeMutableRawBufferPointer
    private var connections: [Int32: Connection] = [:]
    private var unsent: [Connection] = []
    private var sending: [Connection] = []
    private var spareOutputs: [[UInt8]] = []
    private var requests = 0
    /// Bytes of bodies that are kept: of those that come in, and of those at work.
    var bodyBytes = 0
    /// Bytes of answers that are kept until all of them are sent.
    var answerBytes = 0
    var tallies = CallerTallies()
    private var dateSecond = Int64.min
    private var dateOfSecond = HTTPDate(secondsSince1970: 0)

    private(set) var isDraining = false
    private var drained: [@Sendable (Int) -> Void] = []
    private var dropped = 0
    private lazy var drainTimer = LoopTimer(target: self)

    /// Output buffers kept for the next answers, and the largest of them.
    private static let spareOutputsKept = 64
    private static let spareOutputBytes = 65_536

    init(
        loop: EventLoop,
        settings: ServerSettings,
        responder: any Responder,
        writer: ResponseWriter,
        census: ConnectionCensus
    ) {
        self.loop = loop
        self.settings = settings
        self.responder = responder
        self.writer = writer
        self.census = census
        scratch = .allocate(byteCount: settings.receiveBytes, alignment: 64)
    }

    deinit {
        scratch.deallocate()
    }

    /// The date to put in answers, made once per second.
    var date: HTTPDate {
        let second = loop.time.unixSeconds
        if second != dateSecond {
            dateSecond = second
            dateOfSecond = HTTPDate(secondsSince1970: Int(second))
        }
        return dateOfSecond
    }

    /// Takes over a connected socket.
    func adopt(
        _ descriptor: Int32,
        from peer: Peer,
        _ admission: ConnectionCensus.Admission
    ) {
        let connection = Connection(descriptor, peer: peer, admission, on: self)
        do {
            try loop.watch(descriptor, for: .reading, owner: connection)
        } catch {
            // The kernel has no room to watch it; the caller sees the connection end.
            connection.drop()
            return
        }
        connections[descriptor] = connection
        connection.begin()
    }

    func forget(_ connection: Connection) {
        if connections.removeValue(forKey: connection.descriptor) != nil {
            loop.unwatch(connection.descriptor)
        }
        StreamSocket.close(connection.descriptor)
        census.leave(connection.peer, connection.admission)
        reportWhenDrained()
    }

    /// Whether too much is at work, or too much of what was answered waits to be read.
    var isFull: Bool {
        requests >= settings.requestsPerLoop || answerBytes >= settings.answerBytesPerLoop
    }

    /// Whether a body of a length may be kept beside what is kept already.
    func hasRoom(forBytes length: Int) -> Bool {
        length <= settings.bodyBytesPerLoop - bodyBytes
    }

    func requestBegan() { requests += 1 }

    func requestEnded() { requests -= 1 }

    /// An empty buffer for answers.
    func takeOutput() -> [UInt8] {
        spareOutputs.popLast() ?? []
    }

    /// Keeps the memory of a buffer whose bytes have all been sent.
    func giveBack(_ output: consuming [UInt8]) {
        guard spareOutputs.count < Self.spareOutputsKept,
            output.capacity <= Self.spareOutputBytes
        else { return }
        output.removeAll(keepingCapacity: true)
        spareOutputs.append(output)
    }

    /// Has a connection send once at the end of this turn.
    func sendAtEndOfTurn(_ connection: Connection) {
        if unsent.isEmpty { loop.atEndOfTurn(self) }
        unsent.append(connection)
    }

    func turnEnds() {
        swap(&unsent, &sending)
        for connection in sending { connection.turnEnds() }
        sending.removeAll(keepingCapacity: true)
    }

    /// From now on the answer to the last request that has come ends its connection.
    func beginDraining() { isDraining = true }

    /// Lets the connections end: each after its answer, the idle ones after a moment.
    ///
    /// - Parameter completed: called once, with the number of connections that had to be dropped.
    func drain(
        withinMilliseconds limit: UInt64,
        then completed: @escaping @Sendable (Int) -> Void
    ) {
        loop.preconditionCurrent()
        beginDraining()
        drained.append(completed)
        for connection in Array(connections.values) { connection.drain() }
        loop.set(drainTimer, afterMilliseconds: limit)
        reportWhenDrained()
    }

    func timerFired(_ timer: LoopTimer) {
        for connection in Array(connections.values) {
            dropped += 1
            connection.drop()
        }
    }

    private func reportWhenDrained() {
        guard isDraining, connections.isEmpty else { return }
        drainTimer.cancel()
        for report in drained { report(dropped) }
        drained = []
    }
}
