internal import Dispatch
internal import EventLoop

/// A few threads that read messages in XML, so that no loop waits for one to be read.
final class MessageWorkers: Sendable {
    /// Messages read at once in the whole process: one that is large leaves a thread for others.
    static let maximumAtOnce = 2
    /// Messages that are read or wait to be: about half a second of small ones.
    static let maximumMessages = 1_000
    /// Bytes of messages that are read or wait to be: two of the largest, and some small ones.
    static let maximumBytes = 67_108_864

    /// Those of all loops.
    static let shared = MessageWorkers()

    private typealias Job = @Sendable () -> Void

    private struct State: Sendable {
        var running = 0
        var messages = 0
        var bytes = 0
        var waiting: [Job] = []

        mutating func takeNext() -> Job? {
            if waiting.isEmpty {
                running -= 1
                return nil
            }
            return waiting.removeFirst()
        }
    }

    private let state = LockedBox(State())
    private let queue = DispatchQueue(label: "hendig-messages", attributes: .concurrent)

    /// Does work for a message of so many bytes; the task that asks goes on where it was.
    ///
    /// - Returns: nil when too much waits already; then nothing was done.
    func run<Value: Sendable>(
        bytes: Int,
        _ work: @escaping @Sendable () -> Value
    ) async -> Value? {
        guard admit(bytes) else { return nil }
        return await withUnsafeContinuation { continuation in
            start {
                let value = work()
                self.leave(bytes)
                continuation.resume(returning: value)
            }
        }
    }

    private func admit(_ bytes: Int) -> Bool {
        state.withLock { state in
            guard state.messages < Self.maximumMessages, state.bytes + bytes <= Self.maximumBytes
            else { return false }
            state.messages += 1
            state.bytes += bytes
            return true
        }
    }

    private func leave(_ bytes: Int) {
        state.withLock { state in
            state.messages -= 1
            state.bytes -= bytes
        }
    }

    private func start(_ job: @escaping Job) {
        let isFirst = state.withLock { state in
            guard state.running < Self.maximumAtOnce else {
                state.waiting.append(job)
                return false
            }
            state.running += 1
            return true
        }
        guard isFirst else { return }
        queue.async {
            var next: Job? = job
            while let job = next {
                job()
                next = self.state.withLock { $0.takeNext() }
            }
        }
    }
}
