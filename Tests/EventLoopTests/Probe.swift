import EventLoop
import Glibc

/// Lines in the order in which they were noted, from any thread.
final class Log: Sendable {
    private let noted = LockedBox<[String]>([])

    var lines: [String] { noted.withLock { $0 } }

    func note(_ line: String) { noted.withLock { $0.append(line) } }
}

/// Does what a test wants when its loop calls it.
final class Probe: Readiness, TimerTarget, TurnEnding, @unchecked Sendable {
    // Unchecked: belongs to the loop of its test.
    private let onReady: (ReadyEvents) -> Void
    private let onTimer: (LoopTimer) -> Void
    private let onTurnEnd: () -> Void

    init(
        onReady: @escaping (ReadyEvents) -> Void = { _ in },
        onTimer: @escaping (LoopTimer) -> Void = { _ in },
        onTurnEnd: @escaping () -> Void = {}
    ) {
        self.onReady = onReady
        self.onTimer = onTimer
        self.onTurnEnd = onTurnEnd
    }

    func isReady(_ events: ReadyEvents) { onReady(events) }
    func timerFired(_ timer: LoopTimer) { onTimer(timer) }
    func turnEnds() { onTurnEnd() }
}

/// Two connected descriptors, closed at the end.
final class Wire: @unchecked Sendable {
    // Unchecked: the numbers never change.
    let near: Int32
    let far: Int32

    init() {
        var pair: [Int32] = [-1, -1]
        let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        precondition(socketpair(AF_UNIX, flags, 0, &pair) == 0)
        (near, far) = (pair[0], pair[1])
    }

    deinit {
        close(near)
        close(far)
    }

    func sendFromFar(_ count: Int = 1) {
        let bytes = [UInt8](repeating: 7, count: count)
        precondition(write(far, bytes, count) == count)
    }

    func readNear() -> Int {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        return read(near, &bytes, bytes.count)
    }
}

extension EventLoop {
    /// Waits without holding the loop up.
    func pause(milliseconds: UInt64) async {
        var probe: Probe?
        await withCheckedContinuation { continuation in
            let waiting = Probe(onTimer: { _ in continuation.resume() })
            probe = waiting
            set(LoopTimer(target: waiting), afterMilliseconds: milliseconds)
        }
        withExtendedLifetime(probe) {}
    }
}

/// Holds the calling thread up.
func block(milliseconds: UInt32) { usleep(milliseconds * 1_000) }
