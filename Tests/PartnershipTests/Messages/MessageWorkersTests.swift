import Glibc
@testable import Partnership
import Synchronization
import Testing

@Suite(.serialized) struct `Threads that read messages` {
    /// A gate at which work stands until it is opened.
    private final class Gate: Sendable {
        private let isOpen = Atomic(false)
        private let count = Atomic(0)
        private let highest = Atomic(0)

        var most: Int { highest.load(ordering: .relaxed) }
        var standing: Int { count.load(ordering: .relaxed) }

        func open() { isOpen.store(true, ordering: .releasing) }

        func pass() {
            let now = count.add(1, ordering: .relaxed).newValue
            _ = highest.max(now, ordering: .relaxed)
            while !isOpen.load(ordering: .acquiring) { usleep(1_000) }
            count.subtract(1, ordering: .relaxed)
        }
    }

    @Test func `do the work and give what it gives`() async {
        let workers = MessageWorkers()
        #expect(await workers.run(bytes: 1) { 6 * 7 } == 42)
    }

    @Test func `do so much at once and the rest in turn`() async {
        let workers = MessageWorkers()
        let gate = Gate()
        await withTaskGroup(of: Int?.self) { group in
            for number in 0..<40 {
                group.addTask {
                    await workers.run(bytes: 1) {
                        gate.pass()
                        return number
                    }
                }
            }
            while gate.standing < MessageWorkers.maximumAtOnce { await Task.yield() }
            gate.open()
            let done = await group.reduce(into: Set()) { $0.insert($1) }
            #expect(done == Set((0..<40).map(Optional.some)))
        }
        #expect(gate.most == MessageWorkers.maximumAtOnce)
    }

    @Test func `refuse what is too much, and take it again later`() async {
        let workers = MessageWorkers()
        let gate = Gate()
        let all = MessageWorkers.maximumBytes
        #expect(await workers.run(bytes: all + 1) { true } == nil)
        await withTaskGroup(of: Bool?.self) { group in
            group.addTask {
                await workers.run(bytes: all - 10) {
                    gate.pass()
                    return true
                }
            }
            while gate.standing < 1 { await Task.yield() }
            #expect(await workers.run(bytes: 11) { true } == nil)
            #expect(await workers.run(bytes: 10) { true } == true)
            gate.open()
            #expect(await group.next() == true)
        }
        #expect(await workers.run(bytes: all) { true } == true)
    }

    @Test func `refuse more messages than may wait`() async {
        let workers = MessageWorkers()
        let gate = Gate()
        await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<MessageWorkers.maximumMessages + 5 {
                group.addTask {
                    await workers.run(bytes: 0) {
                        gate.pass()
                        return true
                    }
                }
            }
            var refused = 0
            while refused < 5, let one = await group.next() {
                #expect(one == nil)
                refused += 1
            }
            gate.open()
            #expect(
                await group.reduce(0) { $0 + ($1 == true ? 1 : 0) }
                    == MessageWorkers.maximumMessages
            )
        }
    }
}
