internal import Glibc
internal import Synchronization

/// The signals that end the service, taken by a thread of their own.
final class Signals: Sendable {
    /// Leaves the ending signals to whoever waits for them, in this thread and in those it makes.
    static func block() {
        signal(SIGPIPE, SIG_IGN)
        var set = endingSignals()
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    private static func endingSignals() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        return set
    }

    private let continuation = Mutex<CheckedContinuation<Void, Never>?>(nil)

    /// Returns when the first ending signal comes; a second one ends the process at once.
    func first() async {
        await withCheckedContinuation { continuation in
            self.continuation.withLock { $0 = continuation }
            let unmanaged = Unmanaged.passRetained(self)
            var thread = pthread_t()
            let status = pthread_create(&thread, nil, Self.body, unmanaged.toOpaque())
            precondition(status == 0, "no thread for the signals")
            pthread_detach(thread)
        }
    }

    private static let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
        { argument in
            guard let argument else { return nil }
            let signals = Unmanaged<Signals>.fromOpaque(argument).takeRetainedValue()
            var set = endingSignals()
            var number: Int32 = 0
            sigwait(&set, &number)
            signals.continuation.withLock { $0.take() }?.resume()
            sigwait(&set, &number)
            _exit(128 + number)
        }
}
