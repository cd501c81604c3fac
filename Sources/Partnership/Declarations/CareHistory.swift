/// What identifies a start within an allocation.
///
/// An absent category or code counts as a value of its own.
///
/// - Source: IJW key of StartProduct; BSN and allocation number stand for the allocation.
package struct CareKey: Hashable, Sendable {
    /// The product category, if any is named.
    package let category: String?
    /// The product code, if any is named.
    package let productCode: String?
    /// The day on which care started.
    package let startedOn: Day

    /// The key of a start.
    package init(category: String?, productCode: String?, startedOn: Day) {
        self.category = category
        self.productCode = productCode
        self.startedOn = startedOn
    }
}

/// One class of a start or stop message about one allocation.
package enum CareEvent: Hashable, Sendable {
    case start(CareKey)
    case deleteStart(CareKey)
    case stop(CareKey, endedOn: Day, reason: StopReason)
    case deleteStop(CareKey, endedOn: Day, reason: StopReason)
}

/// The one return code with which a start or stop is refused.
package struct CareRefusal: Error, Equatable, Sendable {
    /// The return code.
    package let code: ReturnCode

    /// A refusal with a return code.
    package init(code: ReturnCode) {
        self.code = code
    }
}

/// The starts and stops of one allocation that stand: sent, accepted and not deleted.
///
/// The state is that of the last start, since a stop refers to the latest start (OP155).
///
/// ```
///  none ── start ──▶ running ── stop 20 ──▶ paused
///                     │   ▲                   │
///          other stop │   │ start, new key    │ other stop, not earlier
///                     ▼   │                   │
///                     ended ◀─────────────────┘
///
///  start, new key:  paused  ──▶ running
///  delete start:    running ──▶ the state before that start
///  delete stop:     paused  ──▶ running
///                   ended   ──▶ paused when there was a temporary stop, else running
/// ```
///
/// Deleting a start goes back to the state before it. What is deleted counts as never sent, so
/// its key may be used again (OP033).
///
/// - Source: IJW rules TR063, TR071, TR074, TR326, TR382, TR413, TR414, TR415; OP377...OP379.
package struct CareHistory: Equatable, Sendable {
    /// Where the care stands, by what was reported.
    package enum State: Equatable, Sendable {
        /// No start stands.
        case none
        /// The last start has no stop.
        case running
        /// The last start has a temporary stop only.
        case paused
        /// The last start has a definitive stop.
        case ended
    }

    /// A stop that stands.
    package struct Stop: Hashable, Sendable {
        /// The day on which care ended.
        package let endedOn: Day
        /// Why care ended.
        package let reason: StopReason
    }

    /// One start with its stops.
    package struct Episode: Hashable, Sendable {
        /// What identifies the start.
        package let key: CareKey
        /// The stop with reason 20, if it stands.
        package fileprivate(set) var temporaryStop: Stop?
        /// The stop with another reason, if it stands.
        package fileprivate(set) var definitiveStop: Stop?

        /// The day on which care stopped, as far as reported.
        package var endedOn: Day? { temporaryStop?.endedOn ?? definitiveStop?.endedOn }

        fileprivate var hasStop: Bool { temporaryStop != nil || definitiveStop != nil }
    }

    /// The starts that stand, in order of acceptance.
    package private(set) var episodes: [Episode] = []

    /// A history in which nothing has been reported.
    package init() {}

    /// The history that accepted events lead to, in order of acceptance.
    ///
    /// - Throws: `CareRefusal` when an event could not have been accepted.
    package init(replaying events: some Sequence<CareEvent>) throws(CareRefusal) {
        for event in events {
            _ = try apply(event)
        }
    }

    /// Where the care stands.
    package var state: State {
        guard let last = episodes.last else { return .none }
        if last.definitiveStop != nil { return .ended }
        return last.temporaryStop != nil ? .paused : .running
    }

    /// Takes in one event, or refuses it and stays as it was.
    ///
    /// Within one message deletions come before additions.
    ///
    /// - Returns: a signal for the back office when the event is accepted but leaves something odd.
    /// - Throws: `CareRefusal` with the return code of the rule that refuses the event.
    package mutating func apply(_ event: CareEvent) throws(CareRefusal) -> CareSignal? {
        switch event {
        case .start(let key):
            try start(key)
            return nil
        case .deleteStart(let key):
            try deleteStart(key)
            return nil
        case .stop(let key, let endedOn, let reason):
            try stop(key, Stop(endedOn: endedOn, reason: reason))
            return nil
        case .deleteStop(let key, let endedOn, let reason):
            return try deleteStop(key, Stop(endedOn: endedOn, reason: reason))
        }
    }

    private mutating func start(_ key: CareKey) throws(CareRefusal) {
        if episodes.contains(where: { $0.key == key }) {
            throw CareRefusal(code: .alreadyReceived)
        }
        switch state {
        case .running:
            throw CareRefusal(code: .startIsRunning)
        case .none, .paused, .ended:
            episodes.append(Episode(key: key))
        }
    }

    private mutating func deleteStart(_ key: CareKey) throws(CareRefusal) {
        guard let index = episodes.firstIndex(where: { $0.key == key }) else {
            throw CareRefusal(code: .nothingToDelete)
        }
        if episodes[index].hasStop {
            throw CareRefusal(code: .startHasStop)
        }
        episodes.remove(at: index)
    }

    private mutating func stop(_ key: CareKey, _ stop: Stop) throws(CareRefusal) {
        guard let last = episodes.last else {
            throw CareRefusal(code: .noStartForStop)
        }
        // On the last start the codes 9413 and 9415 say more about a repeated stop than 9074.
        if index(of: stop, at: key, in: episodes.dropLast()) != nil {
            throw CareRefusal(code: .alreadyReceived)
        }
        guard last.key == key else {
            throw CareRefusal(code: .noStartForStop)
        }
        if last.definitiveStop != nil {
            throw CareRefusal(code: .alreadyEnded)
        }
        if let temporary = last.temporaryStop {
            if stop.reason.isTemporary {
                throw CareRefusal(code: .secondTemporaryStop)
            }
            if stop.endedOn < temporary.endedOn {
                throw CareRefusal(code: .stopBeforeCurrentStop)
            }
        }
        if stop.reason.isTemporary {
            episodes[episodes.count - 1].temporaryStop = stop
        } else {
            episodes[episodes.count - 1].definitiveStop = stop
        }
    }

    /// Takes a stop back.
    ///
    /// The standard has a gap here: deleting the stop of an earlier start leaves two starts
    /// running, and no return code fits. We accept it and signal it, because TR071 names starts
    /// only. The temporary stop may also go while a definitive one stands; the care stays ended.
    private mutating func deleteStop(
        _ key: CareKey,
        _ stop: Stop
    ) throws(CareRefusal) -> CareSignal? {
        guard let index = index(of: stop, at: key, in: episodes[...]) else {
            throw CareRefusal(code: .nothingToDelete)
        }
        if stop.reason.isTemporary {
            episodes[index].temporaryStop = nil
        } else {
            episodes[index].definitiveStop = nil
        }
        let isEarlier = index < episodes.count - 1
        return isEarlier && !episodes[index].hasStop ? .twoStartsRunning : nil
    }

    private func index(
        of stop: Stop,
        at key: CareKey,
        in episodes: ArraySlice<Episode>
    ) -> Int? {
        episodes.firstIndex {
            $0.key == key && (stop == $0.temporaryStop || stop == $0.definitiveStop)
        }
    }
}
