import EventLoop
@testable import Partnership
import Testing

@Suite struct `The turn to decide messages` {
    @Test func `is of one at a time, and comes to everyone`() async {
        struct Tally {
            var inside = 0
            var most = 0
            var turns = 0
        }
        let turn = MessageTurn()
        let tally = LockedBox(Tally())
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    for _ in 0..<50 {
                        await turn.take()
                        tally.withLock {
                            $0.inside += 1
                            $0.most = max($0.most, $0.inside)
                        }
                        await Task.yield()
                        tally.withLock {
                            $0.inside -= 1
                            $0.turns += 1
                        }
                        turn.giveBack()
                    }
                }
            }
        }
        #expect(tally.withLock { $0.most } == 1)
        #expect(tally.withLock { $0.turns } == 3_200)
    }

    @Test func `is free again when nobody waits`() async {
        let turn = MessageTurn()
        for _ in 0..<3 {
            await turn.take()
            turn.giveBack()
        }
    }
}
