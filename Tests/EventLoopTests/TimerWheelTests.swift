import Testing

@testable import EventLoop

@Suite struct `A timer wheel` {
    private let target = Probe()

    @Test(arguments: [0, 50, 99] as [UInt64], [1, 37, 100, 777] as [UInt64])
    func `fires never before a deadline and at most one tick after it`(
        start: UInt64,
        step: UInt64
    ) {
        let distances: [UInt64] = [1, 99, 100, 101, 199, 2_550, 25_600, 25_601, 51_300, 130_000]
        var wheel = TimerWheel(nowMilliseconds: 1_000_000 + start)
        var deadlines: [ObjectIdentifier: UInt64] = [:]
        var timers: [LoopTimer] = []
        for distance in distances {
            let timer = LoopTimer(target: target)
            timers.append(timer)
            deadlines[ObjectIdentifier(timer)] = 1_000_000 + start + distance
            wheel.set(timer, atMilliseconds: 1_000_000 + start + distance)
        }
        var now = 1_000_000 + start
        var firedCount = 0
        while now < 1_140_000 {
            now += step
            for timer in wheel.advance(toMilliseconds: now) {
                #expect(timer.takeDeadline(ifPassedAt: now))
                let deadline = deadlines[ObjectIdentifier(timer)] ?? 0
                #expect(now >= deadline)
                #expect(now - deadline < TimerWheel.tickMilliseconds + step)
                firedCount += 1
            }
        }
        #expect(firedCount == distances.count)
        #expect(wheel.count == 0)
        #expect(wheel.millisecondsUntilNext(from: now) == nil)
    }

    @Test func `after a long sleep fires all at once and each once`() {
        var wheel = TimerWheel(nowMilliseconds: 500)
        let timers = (0..<1_000).map { _ in LoopTimer(target: target) }
        for (index, timer) in timers.enumerated() {
            wheel.set(timer, atMilliseconds: 500 + UInt64(index) * 90)
        }
        let fired = wheel.advance(toMilliseconds: 10_000_000)
        #expect(Set(fired.map { ObjectIdentifier($0) }).count == 1_000)
        #expect(fired.count == 1_000)
        #expect(wheel.count == 0)
        #expect(wheel.advance(toMilliseconds: 20_000_000).isEmpty)
    }

    @Test func `leaves alone what lies beyond a long sleep`() {
        var wheel = TimerWheel(nowMilliseconds: 0)
        let timer = LoopTimer(target: target)
        wheel.set(timer, atMilliseconds: 1_000_001)
        #expect(wheel.advance(toMilliseconds: 1_000_000).isEmpty)
        #expect(timer.deadline == 1_000_001)
        #expect(wheel.advance(toMilliseconds: 1_000_099).isEmpty)
        #expect(wheel.advance(toMilliseconds: 1_000_100).count == 1)
    }

    @Test func `moves a timer later without another entry`() {
        var wheel = TimerWheel(nowMilliseconds: 0)
        let timer = LoopTimer(target: target)
        for deadline in stride(from: 1_000, through: 5_000, by: 10) {
            wheel.set(timer, atMilliseconds: UInt64(deadline))
        }
        #expect(wheel.count == 1)
        #expect(wheel.advance(toMilliseconds: 4_999).isEmpty)
        #expect(wheel.advance(toMilliseconds: 5_000).count == 1)
    }

    @Test func `moves a timer earlier and fires it once`() {
        var wheel = TimerWheel(nowMilliseconds: 0)
        let timer = LoopTimer(target: target)
        wheel.set(timer, atMilliseconds: 5_000)
        wheel.set(timer, atMilliseconds: 300)
        #expect(wheel.advance(toMilliseconds: 299).isEmpty)
        let fired = wheel.advance(toMilliseconds: 300)
        #expect(fired.count == 1)
        #expect(timer.takeDeadline(ifPassedAt: 300))
        #expect(wheel.advance(toMilliseconds: 60_000).isEmpty)
        #expect(wheel.count == 0)
    }

    @Test func `does not fire what was cancelled and fires what was set again`() {
        var wheel = TimerWheel(nowMilliseconds: 0)
        let timer = LoopTimer(target: target)
        wheel.set(timer, atMilliseconds: 300)
        timer.cancel()
        #expect(timer.deadline == nil)
        #expect(wheel.advance(toMilliseconds: 400).isEmpty)
        wheel.set(timer, atMilliseconds: 600)
        timer.cancel()
        wheel.set(timer, atMilliseconds: 900)
        #expect(wheel.advance(toMilliseconds: 899).isEmpty)
        #expect(wheel.advance(toMilliseconds: 900).count == 1)
    }

    @Test func `takes a deadline of the past at its next tick`() {
        var wheel = TimerWheel(nowMilliseconds: 10_000)
        let timer = LoopTimer(target: target)
        wheel.set(timer, atMilliseconds: 3)
        #expect(wheel.advance(toMilliseconds: 10_099).isEmpty)
        #expect(wheel.advance(toMilliseconds: 10_100).count == 1)
    }

    @Test(
        arguments: [
            (set: 250, now: 100, wait: 200), (set: 300, now: 100, wait: 200),
            (set: 301, now: 100, wait: 300), (set: 300, now: 350, wait: 0),
            (set: 900_000, now: 0, wait: 25_700),
        ] as [(set: UInt64, now: UInt64, wait: UInt64)]
    )
    func `says how long nothing can fire`(set: UInt64, now: UInt64, wait: UInt64) {
        var wheel = TimerWheel(nowMilliseconds: 100)
        #expect(wheel.millisecondsUntilNext(from: now) == nil)
        wheel.set(LoopTimer(target: target), atMilliseconds: set)
        #expect(wheel.millisecondsUntilNext(from: now) == wait)
    }

    @Test func `takes the last moment there is`() {
        var wheel = TimerWheel(nowMilliseconds: 0)
        wheel.set(LoopTimer(target: target), atMilliseconds: .max)
        for second in 1...120 {
            #expect(wheel.advance(toMilliseconds: UInt64(second) * 1_000).isEmpty)
        }
        #expect(wheel.count == 1)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `keeps its promise whatever is set moved and cancelled`(seed: UInt64) {
        var random = SplitMix(state: seed)
        var now = 1_000 + random.next() % 100
        var wheel = TimerWheel(nowMilliseconds: now)
        let timers = (0..<40).map { _ in LoopTimer(target: target) }
        for _ in 0..<2_000 {
            let timer = timers[Int(random.next() % 40)]
            switch random.next() % 4 {
            case 0: timer.cancel()
            case 1: now += random.next() % (random.next() % 50 == 0 ? 60_000 : 150)
            default:
                let range: UInt64 = random.next() % 8 == 0 ? 80_000 : 900
                wheel.set(timer, atMilliseconds: now + random.next() % range)
            }
            let fired = wheel.advance(toMilliseconds: now)
            #expect(fired.allSatisfy { ($0.deadline ?? .max) <= now })
            #expect(Set(fired.map { ObjectIdentifier($0) }).count == fired.count)
            for timer in fired { #expect(timer.takeDeadline(ifPassedAt: now)) }
            for timer in timers {
                guard let deadline = timer.deadline else { continue }
                #expect(deadline + TimerWheel.tickMilliseconds > now)
            }
        }
    }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
