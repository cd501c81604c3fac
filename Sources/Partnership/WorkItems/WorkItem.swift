/// A finding that the back office has to look at (werkitem).
///
/// It comes from an accepted message and refuses nothing. The same finding again, about the same
/// allocation and the same days, is the same item while that is open.
enum WorkItem {
    /// Where it stands.
    enum State: String, Lifecycle {
        /// Waits for somebody to look at it.
        case open
        /// Somebody has looked at it.
        case done

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: none; decided by us because what was concluded then stays concluded, and the
        ///   same finding later is an item of its own.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.open, .resolve): .done
            case (.done, .resolve): nil
            }
        }
    }

    /// What can be asked of an item.
    enum Command: String, CaseIterable, Sendable {
        case resolve
    }

    /// What came of looking at it.
    enum Outcome: String, CaseIterable, Sendable {
        /// The partner sent what was wrong again (hersteld).
        case corrected
        /// It is right as it is (verklaard).
        case explained
        /// The allocation was changed to fit the care (toewijzing aangepast).
        case allocationChanged = "allocation-changed"
        /// Nothing follows from it (geen actie).
        case noAction = "no-action"
    }

    /// How an item is put away; without free text, in which somebody would be named.
    struct Resolution: Equatable, Sendable {
        let resolvedOn: Day
        let outcome: Outcome
        let documentReference: String?

        /// Refuses a resolution that does not fit the item.
        ///
        /// - Parameter receivedOn: the day the item came up.
        /// - Source: none; decided by us because nobody looks at what has not come up, and what
        ///   is recorded as done has happened.
        func check(
            state: State,
            receivedOn: Day,
            today: Day
        ) throws(WorkItemRefusal) {
            if state.after(.resolve) == nil { throw .done }
            if resolvedOn > today { throw .datedAhead }
            if resolvedOn < receivedOn { throw .datedBefore(receivedOn) }
        }
    }
}

/// Why the resolution of a work item is refused.
enum WorkItemRefusal: Error, Equatable, Sendable {
    /// It was put away, in another way.
    case done
    /// It had not come up on that day.
    case datedBefore(Day)
    case datedAhead
}
