import Glibc
import Synchronization
import TestSupport

/// What callers were told, each message by its id, and the blows that fall while they ask.
final class Diary: Sendable {
    /// The answer to one message.
    struct Entry: Sendable {
        let declaration: String
        let isAccepted: Bool
    }

    private struct State: Sendable {
        var entries: [String: Entry] = [:]
        var failures: [String] = []
        /// Numbers of entries at which a blow falls.
        var marks: [Int]
        var blow: (@Sendable () -> Void)?
        var blowCount = 0
        var interruptionCount = 0
        var callerCount = 0

        var isAtMark: Bool { marks.first.map { entries.count >= $0 } ?? false }
    }

    private let state: Mutex<State>

    init(marks: [Int]) {
        state = Mutex(State(marks: marks))
    }

    var entries: [String: Entry] { state.withLock(\.entries) }
    var failures: [String] { state.withLock(\.failures) }
    var blowCount: Int { state.withLock(\.blowCount) }
    /// How often a caller had to ask again.
    var interruptionCount: Int { state.withLock(\.interruptionCount) }
    var isDone: Bool { state.withLock { $0.callerCount == 0 } }

    /// Makes ready what is done at the next mark, by whoever reaches it, while the others ask on.
    func prepare(_ blow: @escaping @Sendable () -> Void) {
        state.withLock { $0.blow = blow }
    }

    func begin() { state.withLock { $0.callerCount += 1 } }
    func end() { state.withLock { $0.callerCount -= 1 } }
    func interrupt() { state.withLock { $0.interruptionCount += 1 } }
    func fail(_ text: String) { state.withLock { $0.failures.append(text) } }

    /// Waits at a mark whose blow is not ready yet.
    func pause() {
        while state.withLock({ $0.isAtMark && $0.blow == nil }) { usleep(500) }
    }

    func enter(_ answer: Caller.Answer) {
        let json = answer.json
        guard answer.status == 201, let id = json["messageId"].text,
            let declaration = json["id"].text
        else { return fail(answer.text) }
        state.withLock { state in
            state.entries[id] = Entry(
                declaration: declaration,
                isAccepted: json["accepted"].boolean == true
            )
            guard state.isAtMark, let blow = state.blow else { return }
            blow()
            state.marks.removeFirst()
            state.blow = nil
            state.blowCount += 1
        }
    }
}
