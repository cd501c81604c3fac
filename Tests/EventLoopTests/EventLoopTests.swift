import EventLoop
import Glibc
import TestSupport
import Testing

@Suite struct `A turn of a loop` {
    @Test func `is events then timers then tasks then its ends`() async throws {
        let log = Log()
        try await withLoop { loop in
            let wire = Wire()
            let ending = Probe(onTurnEnd: { log.note("end") })
            let probe = Probe(
                onReady: { _ in
                    _ = wire.readNear()
                    log.note("event")
                    loop.atEndOfTurn(ending)
                    loop.spawn { log.note("task") }
                },
                onTimer: { _ in log.note("timer") }
            )
            try loop.watch(wire.near, for: .reading, owner: probe)
            let timer = LoopTimer(target: probe)
            loop.set(timer, afterMilliseconds: 50)
            wire.sendFromFar()
            block(milliseconds: 250)
            await loop.pause(milliseconds: 300)
            loop.unwatch(wire.near)
        }
        #expect(log.lines == ["event", "timer", "task", "end"])
    }

    @Test func `ends after the tasks that its tasks make`() async throws {
        let log = Log()
        try await withLoop { loop in
            let ending = Probe(onTurnEnd: { log.note("end") })
            loop.atEndOfTurn(ending)
            for _ in 0..<10 {
                await Task.yield()
                log.note("task")
            }
            await loop.pause(milliseconds: 1)
        }
        #expect(log.lines == [String](repeating: "task", count: 10) + ["end"])
    }

    @Test func `ends again for an ending that asks for it`() async throws {
        let log = Log()
        try await withLoop { loop in
            let inner = Probe(onTurnEnd: { log.note("inner") })
            let outer = Probe(onTurnEnd: {
                log.note("outer")
                loop.atEndOfTurn(inner)
            })
            loop.atEndOfTurn(outer)
            await loop.pause(milliseconds: 1)
        }
        #expect(log.lines == ["outer", "inner"])
    }

    @Test func `reads the clocks once`() async throws {
        try await withLoop { loop in
            let before = loop.time
            block(milliseconds: 20)
            #expect(loop.time == before)
            let earliest = Int64(Glibc.time(nil))
            await loop.pause(milliseconds: 1)
            #expect(loop.time.monotonicMilliseconds >= before.monotonicMilliseconds + 20)
            #expect(loop.time.unixMicroseconds >= before.unixMicroseconds + 20_000)
            // The clock of whole seconds is a tick behind the other.
            #expect((earliest...Int64(Glibc.time(nil)) + 1).contains(loop.time.unixSeconds))
        }
    }

    @Test func `reaches sockets and ends though tasks never run out`() async throws {
        let log = Log()
        try await withLoop { loop in
            let wire = Wire()
            let probe = Probe(
                onReady: { _ in
                    _ = wire.readNear()
                    log.note("event")
                },
                onTurnEnd: { log.note("end") }
            )
            try loop.watch(wire.near, for: .reading, owner: probe)
            wire.sendFromFar()
            loop.atEndOfTurn(probe)
            var rounds = 0
            while log.lines.count < 2 && rounds < 10_000 {
                rounds += 1
                await Task.yield()
            }
            #expect(rounds < 200)
            loop.unwatch(wire.near)
        }
        #expect(log.lines.sorted() == ["end", "event"])
    }
}

@Suite struct `An event loop` {
    @Test func `runs work of another thread in its order`() async throws {
        let log = Log()
        let loop = try EventLoop()
        try loop.start()
        for index in 0..<1_000 {
            loop.execute {
                #expect(loop.isCurrent)
                log.note("\(index)")
            }
        }
        loop.stop()
        loop.join()
        #expect(log.lines == (0..<1_000).map { "\($0)" })
    }

    @Test func `takes work and tasks from many threads at once`() async throws {
        let counted = Counted()
        try await withLoop { loop in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask(executorPreference: globalConcurrentExecutor) {
                        #expect(!loop.isCurrent)
                        for _ in 0..<500 {
                            loop.execute { counted.number += 1 }
                            await loop.spawn { counted.number += 1 }.value
                        }
                    }
                }
            }
        }
        #expect(counted.number == 8_000)
    }

    @Test func `runs work given on its own thread later in the same order`() async throws {
        let log = Log()
        try await withLoop { loop in
            loop.execute { log.note("first") }
            loop.execute {
                log.note("second")
                loop.execute { log.note("fourth") }
            }
            log.note("zeroth")
            await loop.pause(milliseconds: 1)
        }
        #expect(log.lines == ["zeroth", "first", "second", "fourth"])
    }

    @Test func `keeps its tasks across everything they wait for`() async throws {
        try await withLoop { loop in
            #expect(loop.isCurrent)
            await Task.yield()
            #expect(loop.isCurrent)
            try await Task.sleep(for: .milliseconds(2))
            #expect(loop.isCurrent)
            _ = await Elsewhere().answer()
            #expect(loop.isCurrent)
            async let child = loop.isCurrent
            #expect(await child)
            let inGroup = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<3 { group.addTask { loop.isCurrent } }
                return await group.reduce(true) { $0 && $1 }
            }
            #expect(inGroup)
            #expect(await loop.spawn { loop.isCurrent }.value)
        }
    }

    @Test func `is current on its own thread alone`() async throws {
        let loop = try EventLoop()
        #expect(!loop.isCurrent)
        try loop.start()
        #expect(!loop.isCurrent)
        #expect(await loop.spawn { loop.isCurrent }.value)
        loop.stop()
        loop.join()
        #expect(!loop.isCurrent)
    }

    @Test func `two of them do not run each other's tasks`() async throws {
        try await withLoop { first in
            try await withLoop { second in
                #expect(second.isCurrent && !first.isCurrent)
                #expect(await first.spawn { first.isCurrent && !second.isCurrent }.value)
                #expect(second.isCurrent)
            }
            #expect(first.isCurrent)
        }
    }

    @Test func `does what it was given before it was told to stop`() throws {
        let log = Log()
        let loop = try EventLoop()
        for index in 0..<100 { loop.execute { log.note("\(index)") } }
        loop.stop()
        loop.stop()
        try loop.start()
        loop.join()
        #expect(log.lines.count == 100)
    }

    @Test func `ends only when nothing can run any more`() throws {
        let log = Log()
        let loop = try EventLoop()
        try loop.start()
        loop.spawn {
            for _ in 0..<500 { await Task.yield() }
            log.note("done")
        }
        loop.stop()
        loop.join()
        #expect(log.lines == ["done"])
    }

    @Test func `is freed after its end`() throws {
        weak var gone: EventLoop?
        do {
            let loop = try EventLoop()
            gone = loop
            try loop.start()
            loop.stop()
            loop.join()
        }
        #expect(gone == nil)
    }

    @Test func `refuses to start twice`() async {
        await #expect(processExitsWith: .failure) {
            let loop = try EventLoop()
            try loop.start()
            try loop.start()
        }
    }

    @Test func `lets no other thread touch its timers`() async {
        await #expect(processExitsWith: .failure) {
            let loop = try EventLoop()
            try loop.start()
            await loop.spawn {}.value
            loop.atEndOfTurn(Probe())
        }
    }
}

/// A number of one loop.
private final class Counted: @unchecked Sendable {
    // Unchecked: touched on the loop of its test alone, then by the test when that loop has ended.
    var number = 0
}

private actor Elsewhere {
    func answer() -> Int { 42 }
}
