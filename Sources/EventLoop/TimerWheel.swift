/// Timers in slots of a tenth of a second, so that ten thousand of them cost nothing to keep.
///
/// A timer fires at its deadline or up to one tick later, never before.
struct TimerWheel {
    /// Coarse on purpose: every use is a time-out of seconds.
    static let tickMilliseconds: UInt64 = 100
    /// 25.6 seconds ahead; a later deadline is looked at on the way and moved on.
    static let slotCount: UInt64 = 256

    private var slots = [[LoopTimer]](repeating: [], count: Int(slotCount))
    private var tick: UInt64
    private(set) var count = 0

    init(nowMilliseconds: UInt64) {
        tick = nowMilliseconds / Self.tickMilliseconds
    }

    /// Sets the timer to a moment, moving it when it already stood elsewhere.
    mutating func set(_ timer: LoopTimer, atMilliseconds deadline: UInt64) {
        timer.deadline = deadline
        let wanted = dueTick(of: deadline)
        if let queued = timer.queuedTick, queued <= wanted { return }
        timer.queuedTick = wanted
        slots[Int(wanted % Self.slotCount)].append(timer)
        count += 1
    }

    /// Timers whose deadline has passed; it stands until `takeDeadline`.
    mutating func advance(toMilliseconds now: UInt64) -> [LoopTimer] {
        let target = now / Self.tickMilliseconds
        guard target > tick else { return [] }
        var fired: [LoopTimer] = []
        // A long sleep passes every slot once and no slot twice.
        let first = target - tick > Self.slotCount ? target - Self.slotCount : tick
        for passed in (first + 1)...target {
            tick = passed
            expire(slot: Int(passed % Self.slotCount), nowMilliseconds: now, into: &fired)
        }
        return fired
    }

    /// Milliseconds until a slot that holds a timer comes up; nil when there is none.
    ///
    /// The timer may have moved or have been cancelled meanwhile: then the loop wakes for nothing.
    func millisecondsUntilNext(from now: UInt64) -> UInt64? {
        guard count > 0 else { return nil }
        for ahead in 1...Self.slotCount
        where !slots[Int((tick + ahead) % Self.slotCount)].isEmpty {
            let due = (tick + ahead) * Self.tickMilliseconds
            return due > now ? due - now : 0
        }
        return nil
    }

    private func dueTick(of deadline: UInt64) -> UInt64 {
        let isBetween = deadline % Self.tickMilliseconds > 0
        let rounded = deadline / Self.tickMilliseconds + (isBetween ? 1 : 0)
        return min(max(rounded, tick + 1), tick + Self.slotCount)
    }

    private mutating func expire(
        slot: Int,
        nowMilliseconds now: UInt64,
        into fired: inout [LoopTimer]
    ) {
        guard !slots[slot].isEmpty else { return }
        let due = slots[slot]
        slots[slot].removeAll(keepingCapacity: true)
        count -= due.count
        for timer in due where timer.queuedTick.map({ $0 <= tick }) ?? false {
            timer.queuedTick = nil
            guard let deadline = timer.deadline else { continue }
            if deadline <= now {
                fired.append(timer)
            } else {
                set(timer, atMilliseconds: deadline)
            }
        }
    }
}
