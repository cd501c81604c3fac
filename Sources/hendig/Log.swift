internal import EventLoop
internal import Glibc
internal import Partnership
internal import Synchronization

/// Writes lines to the standard error, on a thread of its own so that a slow reader of the log
/// never holds up an answer.
final class Log: Sendable {
    /// What waits to be written; beyond it lines are counted and dropped.
    static let maximumBytes = 4 * 1_024 * 1_024

    /// How long lines gather before they are written.
    static let gatherMicroseconds: UInt32 = 20_000

    private struct State {
        var bytes: [UInt8] = []
        var dropped = 0
        var isClosed = false
    }

    private let level: Settings.LogLevel
    private let state = LockedBox(State())
    /// Counts the times that lines came while none waited.
    private let wakeUp = Semaphore()
    private let isDone = Atomic<Bool>(false)

    init(level: Settings.LogLevel) {
        self.level = level
        let unmanaged = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, Self.body, unmanaged.toOpaque())
        precondition(status == 0, "no thread for the log")
        pthread_detach(thread)
    }

    /// Takes a line about a request.
    func write(_ line: LogLine) {
        switch level {
        case .all: append(line.bytes())
        case .failures: if line.isFailure { append(line.bytes()) }
        case .nothing: break
        }
    }

    private func append(_ bytes: [UInt8]) {
        let mustWake = state.withLock { state -> Bool in
            guard state.bytes.count + bytes.count <= Self.maximumBytes else {
                state.dropped += 1
                return false
            }
            defer { state.bytes += bytes }
            return state.bytes.isEmpty
        }
        if mustWake { wakeUp.signal() }
    }

    /// Writes what still waits; at most a second, whoever reads.
    func close() {
        state.withLock { $0.isClosed = true }
        wakeUp.signal()
        for _ in 0..<100 where !isDone.load(ordering: .acquiring) { usleep(10_000) }
    }

    private static let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
        { argument in
            guard let argument else { return nil }
            Unmanaged<Log>.fromOpaque(argument).takeRetainedValue().run()
            return nil
        }

    private func run() {
        var isClosed = false
        while !isClosed {
            wakeUp.wait()
            // Lines of this time are written together: a wake-up for each would cost the loops
            // more than the lines do.
            usleep(Self.gatherMicroseconds)
            let taken = state.withLock { state -> State in
                defer {
                    state.bytes = []
                    state.dropped = 0
                }
                return state
            }
            isClosed = taken.isClosed
            writeAll(taken.bytes)
            if taken.dropped > 0 {
                let line = #"{"level":"error","event":"log-dropped","lines":\#(taken.dropped)}"#
                writeAll(Array(line.utf8) + [UInt8(ascii: "\n")])
            }
        }
        isDone.store(true, ordering: .releasing)
    }

    private func writeAll(_ bytes: [UInt8]) {
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(2, $0.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if count < 0 && errno != EINTR && errno != EAGAIN { return }
            if count < 0 { usleep(1_000) } else { start += count }
        }
    }
}

/// A counter that a thread can wait for.
private final class Semaphore: @unchecked Sendable {
    // Unchecked: the C library guards it; it is destroyed when nobody knows it any more.
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        sem_init(semaphore, 0, 0)
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    func signal() { sem_post(semaphore) }

    func wait() { while sem_wait(semaphore) != 0 && errno == EINTR {} }
}
