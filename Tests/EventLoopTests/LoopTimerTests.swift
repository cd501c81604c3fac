import EventLoop
import TestSupport
import Testing

@Suite struct `A timer of a loop` {
    @Test(arguments: [0, 1, 120, 250] as [UInt64])
    func `fires after its time`(milliseconds: UInt64) async throws {
        let waited = try await withLoop { loop in
            let start = LoopTime.read().monotonicMilliseconds
            await loop.pause(milliseconds: milliseconds)
            return LoopTime.read().monotonicMilliseconds - start
        }
        // A turn's time is a little older than the call that sets the timer.
        #expect(waited + 5 >= milliseconds)
    }

    @Test func `is on time after a turn that took long`() async throws {
        try await withLoop { loop in
            // A machine that keeps the loop from it does not do so every time.
            for _ in 0..<20 {
                let pause = loop.spawn { await loop.pause(milliseconds: 300) }
                await Task.yield()
                let start = LoopTime.read().monotonicMilliseconds
                block(milliseconds: 250)
                await pause.value
                if LoopTime.read().monotonicMilliseconds - start < 500 { return }
            }
            Issue.record("it waits for all of its time anew")
        }
    }

    @Test func `that fires may cancel and move those that fire with it`() async throws {
        let log = Log()
        try await withLoop { loop in
            var timers: [LoopTimer] = []
            let probe = Probe(onTimer: { fired in
                log.note("\(timers.firstIndex { $0 === fired } ?? -1)")
                guard log.lines.count == 1 else { return }
                for other in timers.prefix(2) where other !== fired { other.cancel() }
                loop.set(timers[2], afterMilliseconds: 200)
            })
            timers = (0..<3).map { _ in LoopTimer(target: probe) }
            for timer in timers { loop.set(timer, afterMilliseconds: 50) }
            await loop.pause(milliseconds: 150)
            #expect(log.lines == ["0"])
            await loop.pause(milliseconds: 400)
            withExtendedLifetime(probe) {}
        }
        #expect(log.lines == ["0", "2"])
    }

    @Test func `does not keep its target alive`() async throws {
        let log = Log()
        try await withLoop { loop in
            var probe: Probe? = Probe(onTimer: { _ in log.note("fired") })
            weak let gone = probe
            if let probe { loop.set(LoopTimer(target: probe), afterMilliseconds: 50) }
            probe = nil
            #expect(gone == nil)
            await loop.pause(milliseconds: 250)
        }
        #expect(log.lines.isEmpty)
    }

    @Test func `can be set anew by its own firing`() async throws {
        let log = Log()
        try await withLoop { loop in
            let probe = Probe(onTimer: { timer in
                log.note("fired")
                if log.lines.count < 3 { loop.set(timer, afterMilliseconds: 10) }
            })
            loop.set(LoopTimer(target: probe), afterMilliseconds: 10)
            for _ in 0..<600 where log.lines.count < 3 { await loop.pause(milliseconds: 100) }
            // Time enough for a fourth.
            await loop.pause(milliseconds: 300)
            withExtendedLifetime(probe) {}
        }
        #expect(log.lines.count == 3)
    }

    @Test func `ten thousand of them fire`() async throws {
        let log = Log()
        try await withLoop { loop in
            let probe = Probe(onTimer: { _ in log.note("") })
            for index in 0..<10_000 as Range<UInt64> {
                loop.set(LoopTimer(target: probe), afterMilliseconds: index % 300)
            }
            await loop.pause(milliseconds: 450)
            withExtendedLifetime(probe) {}
        }
        #expect(log.lines.count == 10_000)
    }
}
