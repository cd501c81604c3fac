/// What a timer calls when its time has come.
package protocol TimerTarget: AnyObject {
    /// Called on the loop's thread, once for each time the timer was set.
    func timerFired(_ timer: LoopTimer)
}

/// A deadline on one loop, cheap to move: setting it again is a store.
///
/// A connection sets its deadline on every request, so the wheel is touched only when the old
/// deadline passes; it then looks where the deadline went. Belongs to the loop's thread.
package final class LoopTimer {
    weak var target: (any TimerTarget)?
    /// In the loop's monotonic milliseconds; nil while the timer is off.
    package internal(set) var deadline: UInt64?
    /// The tick at which the wheel looks at this timer next; nil when it is in no slot.
    var queuedTick: UInt64?

    /// - Parameter target: not kept alive by the timer.
    package init(target: any TimerTarget) {
        self.target = target
    }

    /// Switches the timer off.
    package func cancel() { deadline = nil }

    /// Takes the deadline away if it has passed, as the last thing before the timer fires.
    func takeDeadline(ifPassedAt now: UInt64) -> Bool {
        guard let deadline, deadline <= now else { return false }
        self.deadline = nil
        return true
    }
}
