internal import CLinux
internal import Glibc
internal import Synchronization

/// One thread that watches descriptors with epoll and runs the tasks of their owners.
///
/// The loop is the executor of its tasks, so that reading, handling and writing happen on one
/// thread without a hop and without a lock. A turn is: events, timers, tasks, then the ends of the
/// turn (`TurnEnding`), and again until nothing is left to do; then the loop sleeps.
///
/// Everything but `execute`, `spawn`, `stop`, `join` and `enqueue` belongs to the loop's thread.
package final class EventLoop: TaskExecutor, @unchecked Sendable {
    // Unchecked: `inbox` is guarded by its mutex; all other state is touched by the loop's thread
    // alone, which `preconditionCurrent` asserts at the doors; `thread` by who starts and joins.
    private let epoll: Int32
    private let wakeUp: Int32
    private let inbox = LockedBox(Inbox())
    private let threadNumber = Atomic<UInt>(0)
    private var thread = pthread_t()
    private var isStarted = false

    private var owners: [Owner] = []
    private var jobs: [UnownedJob] = []
    private var runningJobs: [UnownedJob] = []
    private var endings: [any TurnEnding] = []
    private var runningEndings: [any TurnEnding] = []
    private var timers: TimerWheel
    /// The clocks as read at the start of this turn.
    package private(set) var time: LoopTime

    /// Events taken from the kernel in one call; more wait there for the next.
    private static let eventsPerTurn: Int32 = 256
    /// Rounds of tasks and turn ends before the loop looks at its descriptors again, so that
    /// tasks which keep making tasks cannot starve the sockets.
    private static let roundsPerTurn = 64
    /// One wait of epoll; a timer further away only means one more turn.
    private static let longestSleepMilliseconds: UInt64 = 60_000

    private struct Inbox {
        var jobs: [UnownedJob] = []
        var work: [@Sendable () -> Void] = []
        var isWoken = false
        var isStopping = false
    }

    private struct Owner {
        var generation: UInt32 = 0
        var readiness: (any Readiness)?
    }

    /// - Throws: `SystemError` when the kernel has no more descriptors to give.
    package init() throws(SystemError) {
        epoll = try uninterrupted("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) }
        let flags = Int32(EFD_CLOEXEC | EFD_NONBLOCK)
        wakeUp = try uninterrupted("eventfd") { eventfd(0, flags) }
        time = LoopTime.read()
        timers = TimerWheel(nowMilliseconds: time.monotonicMilliseconds)
        var event = epoll_event(
            events: EPOLLIN.rawValue,
            data: epoll_data_t(u64: Self.wakeUpTag)
        )
        try uninterrupted("epoll_ctl") { epoll_ctl(epoll, EPOLL_CTL_ADD, wakeUp, &event) }
    }

    deinit {
        close(wakeUp)
        close(epoll)
    }

    // MARK: The thread

    /// Starts the loop's thread.
    ///
    /// - Throws: `SystemError` when no thread can be made.
    /// - Precondition: called once.
    package func start() throws(SystemError) {
        precondition(!isStarted, "a loop starts once")
        isStarted = true
        let unmanaged = Unmanaged.passRetained(self)
        let status = pthread_create(&thread, nil, Self.threadBody, unmanaged.toOpaque())
        guard status == 0 else {
            unmanaged.release()
            throw SystemError("pthread_create", status)
        }
    }

    private typealias ThreadBody =
        @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?

    private static let threadBody: ThreadBody = { argument in
        guard let argument else { return nil }
        Unmanaged<EventLoop>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }

    /// Asks the loop to end as soon as nothing is left that could run; callable from any thread.
    ///
    /// A task that waits for something then waits for ever, so whoever stops a loop ends its
    /// tasks first.
    package func stop() {
        inbox.withLock { $0.isStopping = true }
        wake()
    }

    /// Waits until the loop's thread has ended.
    package func join() {
        precondition(!isCurrent, "a loop cannot wait for itself")
        pthread_join(thread, nil)
    }

    /// Whether the caller runs on this loop's thread.
    package var isCurrent: Bool {
        threadNumber.load(ordering: .relaxed) == UInt(pthread_self())
    }

    /// Traps unless the caller runs on the loop's thread, or the loop does not run at all.
    package func preconditionCurrent() {
        let running = threadNumber.load(ordering: .relaxed)
        precondition(
            running == 0 || running == UInt(pthread_self()),
            "this belongs to the loop's own thread"
        )
    }

    private func run() {
        threadNumber.store(UInt(pthread_self()), ordering: .relaxed)
        // The number may soon belong to another thread.
        defer { threadNumber.store(0, ordering: .relaxed) }
        pthread_setname_np(pthread_self(), "hendig-loop")
        var events = [epoll_event](
            repeating: epoll_event(),
            count: Int(Self.eventsPerTurn)
        )
        repeat {
            let count = waitForEvents(&events)
            time = LoopTime.read()
            for index in 0..<count { deliver(events[index]) }
            fireTimers()
            runTasksAndEndings()
        } while !mustEnd
    }

    private var mustEnd: Bool {
        guard jobs.isEmpty && endings.isEmpty else { return false }
        return inbox.withLock { $0.isStopping && $0.jobs.isEmpty && $0.work.isEmpty }
    }

    private func waitForEvents(_ events: inout [epoll_event]) -> Int {
        let hasWork = !jobs.isEmpty || !endings.isEmpty
        var timeout: Int32 = -1
        if hasWork {
            timeout = 0
        } else if timers.count > 0 {
            // The turn may have been long: what counts is the time now.
            let now = LoopTime.read().monotonicMilliseconds
            let wait = timers.millisecondsUntilNext(from: now) ?? 0
            timeout = Int32(min(wait, Self.longestSleepMilliseconds))
        }
        let count = epoll_wait(epoll, &events, Self.eventsPerTurn, timeout)
        precondition(count >= 0 || errno == EINTR, "epoll_wait failed")
        return max(0, Int(count))
    }

    private func deliver(_ event: epoll_event) {
        if event.data.u64 == Self.wakeUpTag {
            var value: UInt64 = 0
            _ = read(wakeUp, &value, 8)
            return
        }
        let descriptor = Int(truncatingIfNeeded: event.data.u64 & 0xffff_ffff)
        let generation = UInt32(truncatingIfNeeded: event.data.u64 >> 32)
        // An owner that left earlier in this batch gets nothing: its descriptor's number may
        // already belong to another.
        guard owners[descriptor].generation == generation else { return }
        owners[descriptor].readiness?.isReady(ReadyEvents(bits: event.events))
    }

    private func fireTimers() {
        let now = time.monotonicMilliseconds
        // One that fires may cancel or move the ones after it.
        for timer in timers.advance(toMilliseconds: now)
        where timer.takeDeadline(ifPassedAt: now) {
            timer.target?.timerFired(timer)
        }
    }

    private func runTasksAndEndings() {
        for _ in 0..<Self.roundsPerTurn {
            takeInbox()
            if jobs.isEmpty && endings.isEmpty { return }
            runJobs()
            if jobs.isEmpty { runEndings() }
        }
        runEndings()
    }

    private func takeInbox() {
        let (taken, work) = inbox.withLock { inbox in
            inbox.isWoken = false
            defer {
                inbox.jobs.removeAll()
                inbox.work.removeAll()
            }
            return (inbox.jobs, inbox.work)
        }
        jobs.append(contentsOf: taken)
        for item in work { item() }
    }

    private func runJobs() {
        swap(&jobs, &runningJobs)
        for job in runningJobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
        runningJobs.removeAll(keepingCapacity: true)
    }

    private func runEndings() {
        swap(&endings, &runningEndings)
        for ending in runningEndings { ending.turnEnds() }
        runningEndings.removeAll(keepingCapacity: true)
    }

    // MARK: From any thread

    /// Takes a task's next step; for the Swift runtime.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            jobs.append(job)
        } else {
            let mustWake = inbox.withLock { inbox in
                inbox.jobs.append(job)
                defer { inbox.isWoken = true }
                return !inbox.isWoken
            }
            if mustWake { wake() }
        }
    }

    /// Runs work on the loop's thread, in the order of the calls of one thread.
    package func execute(_ work: @escaping @Sendable () -> Void) {
        let mustWake = inbox.withLock { inbox in
            inbox.work.append(work)
            defer { inbox.isWoken = true }
            return !inbox.isWoken
        }
        if mustWake { wake() }
    }

    /// Starts a task that stays on this loop.
    @discardableResult
    package func spawn<Value: Sendable>(
        _ operation: sending @escaping @isolated(any) () async -> Value
    ) -> Task<Value, Never> {
        Task(executorPreference: self, operation: operation)
    }

    private func wake() {
        var one: UInt64 = 1
        _ = write(wakeUp, &one, 8)
    }

    private static let wakeUpTag = UInt64.max

    // MARK: On the loop's thread

    /// Watches a descriptor for its owner until it is told to stop.
    ///
    /// - Throws: `SystemError` when the kernel refuses.
    package func watch(
        _ descriptor: Int32,
        for interest: Interest,
        owner: any Readiness
    ) throws(SystemError) {
        preconditionCurrent()
        guard descriptor >= 0 else { throw SystemError("epoll_ctl", EBADF) }
        let index = Int(descriptor)
        while owners.count <= index { owners.append(Owner()) }
        let former = owners[index]
        owners[index].generation &+= 1
        owners[index].readiness = owner
        do {
            try control(EPOLL_CTL_ADD, descriptor, interest)
        } catch {
            owners[index] = former
            throw error
        }
    }

    /// Changes what a watched descriptor waits for.
    ///
    /// - Precondition: the descriptor is watched.
    package func change(_ descriptor: Int32, to interest: Interest) {
        preconditionCurrent()
        do {
            try control(EPOLL_CTL_MOD, descriptor, interest)
        } catch {
            preconditionFailure("a descriptor is changed only while it is watched")
        }
    }

    /// Forgets a descriptor; to be called before it is closed.
    ///
    /// - Precondition: the descriptor was watched.
    package func unwatch(_ descriptor: Int32) {
        preconditionCurrent()
        var unused = epoll_event()
        _ = epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &unused)
        owners[Int(descriptor)].generation &+= 1
        owners[Int(descriptor)].readiness = nil
    }

    private func control(
        _ operation: Int32,
        _ descriptor: Int32,
        _ interest: Interest
    ) throws(SystemError) {
        let generation = UInt64(owners[Int(descriptor)].generation)
        var event = epoll_event(
            events: interest.rawValue,
            data: epoll_data_t(u64: generation << 32 | UInt64(UInt32(bitPattern: descriptor)))
        )
        try uninterrupted("epoll_ctl") { epoll_ctl(epoll, operation, descriptor, &event) }
    }

    /// Has the ending called once, after the tasks that can run in this turn.
    ///
    /// Called from an ending it means another round of the same turn.
    package func atEndOfTurn(_ ending: any TurnEnding) {
        preconditionCurrent()
        endings.append(ending)
    }

    /// Sets a timer to fire after a time, moving it when it was set before.
    ///
    /// The time counts from the start of this turn.
    package func set(_ timer: LoopTimer, afterMilliseconds: UInt64) {
        preconditionCurrent()
        timers.set(timer, atMilliseconds: time.monotonicMilliseconds + afterMilliseconds)
    }
}
