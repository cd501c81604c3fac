internal import EventLoop

/// Whose turn it is to decide a few messages, among the writers of all loops.
///
/// A transaction costs much by itself, and claims wait for each other at the ledger until the
/// commit. So a writer with few messages waits until those before it are decided and being
/// written, and takes along what came meanwhile. Whoever comes first is first.
package final class MessageTurn: Sendable {
    private struct State {
        var isTaken = false
        /// Each writer waits once at most.
        var waiting: [UnsafeContinuation<Void, Never>] = []
    }

    private let state = LockedBox(State())

    /// A turn that nobody has.
    package init() {}

    /// Returns when it is the caller's turn, which gives it back.
    func take() async {
        await withUnsafeContinuation { continuation in
            let isFree = state.withLock { state in
                if state.isTaken { state.waiting.append(continuation) }
                defer { state.isTaken = true }
                return !state.isTaken
            }
            if isFree { continuation.resume() }
        }
    }

    func giveBack() {
        let next = state.withLock { state -> UnsafeContinuation<Void, Never>? in
            state.isTaken = !state.waiting.isEmpty
            return state.isTaken ? state.waiting.removeFirst() : nil
        }
        next?.resume()
    }
}
