internal import EventLoop
internal import Glibc

/// The signals that end the process, taken by the main thread.
final class Signals: Sendable {
    private enum State {
        /// Nothing is under way that should end in order.
        case unattended
        /// Somebody ends things in order at the first signal.
        case awaited(CheckedContinuation<Void, Never>)
        case ending
    }

    private let state = LockedBox(State.unattended)

    /// Leaves the ending signals to `wait`, in this thread and in those made after it.
    init() {
        var set = Self.endingSignals
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    private static var endingSignals: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        return set
    }

    /// Returns when the first ending signal comes; a second one ends the process at once.
    func first() async {
        await withCheckedContinuation { continuation in
            state.withLock { $0 = .awaited(continuation) }
        }
    }

    /// Takes signals until the process ends.
    func wait() -> Never {
        var set = Self.endingSignals
        while true {
            var number: Int32 = 0
            guard sigwait(&set, &number) == 0 else { continue }
            let before = state.withLock { state in
                defer { state = .ending }
                return state
            }
            switch before {
            case .awaited(let continuation): continuation.resume()
            case .unattended, .ending: _exit(128 + number)
            }
        }
    }
}
