internal import EventLoop
internal import Glibc

/// Accepts connections on one loop and deals them to all loops in turn.
///
/// A listener per loop would let the kernel spread the callers, which it does unevenly.
final class Acceptor: Readiness, TimerTarget, @unchecked Sendable {
    // Unchecked: it belongs to the thread of the first loop; `socket` is a constant.
    let socket: ListeningSocket
    private let loop: EventLoop
    private let servings: [ServingLoop]
    private let settings: ServerSettings
    private let census: ConnectionCensus
    private var next = 0
    private var isWatching = false
    private var isFinished = false
    /// Kept to be given up when there are no descriptors left, so that a caller can be told.
    private var spare: Int32 = -1
    private lazy var timer = LoopTimer(target: self)

    init(
        _ socket: ListeningSocket,
        dealingTo servings: [ServingLoop],
        settings: ServerSettings,
        census: ConnectionCensus
    ) {
        self.socket = socket
        self.servings = servings
        self.settings = settings
        self.census = census
        loop = servings[0].loop
    }

    func start() {
        takeSpare()
        do {
            try loop.watch(socket.descriptor, for: .reading, owner: self)
            isWatching = true
        } catch {
            rest()
        }
    }

    func isReady(_ events: ReadyEvents) {
        accept(atMost: settings.acceptsPerTurn)
    }

    func timerFired(_ timer: LoopTimer) {
        takeSpare()
        if isWatching {
            loop.change(socket.descriptor, to: .reading)
        } else {
            start()
        }
    }

    /// Takes those who already wait, and stops listening.
    ///
    /// Those who wait at a socket that was handed over are left to whoever holds it too: there
    /// they have all the time they need, while we would soon close on one that is slow to ask.
    func finish() {
        guard !isFinished else { return }
        isFinished = true
        if !socket.isInherited { accept(atMost: Int(settings.backlog)) }
        // Accepting may have set it again, for want of room.
        timer.cancel()
        if isWatching { loop.unwatch(socket.descriptor) }
        isWatching = false
        socket.close()
        if spare >= 0 { StreamSocket.close(spare) }
        spare = -1
    }

    private func accept(atMost limit: Int) {
        for _ in 0..<limit {
            switch socket.accept() {
            case .accepted(let descriptor, let peer): deal(descriptor, peer)
            case .gone: continue
            case .empty: return
            case .exhausted:
                turnAwayOne()
                return rest()
            }
        }
    }

    private func deal(_ descriptor: Int32, _ peer: Peer) {
        let admission = census.enter(peer)
        if admission == .shutOut { return StreamSocket.close(descriptor) }
        let serving = servings[next]
        next = (next + 1) % servings.count
        if serving.loop === loop {
            serving.adopt(descriptor, from: peer, admission)
        } else {
            serving.loop.execute { serving.adopt(descriptor, from: peer, admission) }
        }
    }

    /// Looks at nobody for a moment; the socket stays ready and would wake us without end.
    private func rest() {
        if isWatching { loop.change(socket.descriptor, to: []) }
        loop.set(timer, afterMilliseconds: settings.acceptPauseMilliseconds)
    }

    /// Lets the caller who waits longest know, instead of leaving it without a word.
    private func turnAwayOne() {
        guard spare >= 0 else { return }
        StreamSocket.close(spare)
        spare = -1
        if case .accepted(let descriptor, _) = socket.accept() {
            StreamSocket.close(descriptor)
        }
        takeSpare()
    }

    private func takeSpare() {
        if spare < 0 { spare = open("/dev/null", O_RDONLY | O_CLOEXEC) }
    }
}
