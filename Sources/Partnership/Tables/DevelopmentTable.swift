/// A meeting of providers and the organiser on the development of care (ontwikkeltafel).
///
/// - Source: ZHZ 3.2, 3.3.
struct DevelopmentTable: Sendable, Equatable {
    /// Who sits at it.
    enum Kind: String, CaseIterable, Sendable {
        /// The providers (fysieke tafel).
        case physical
        /// The board members of the largest of them (bestuurlijke tafel).
        case board
    }

    /// What a physical table looks at besides its topic.
    ///
    /// - Source: ZHZ 3.3: fixed in the second and the fourth quarter.
    enum Monitoring: String, CaseIterable, Sendable {
        case halfYear = "half-year"
        case year
    }

    /// Where it stands; follows from its steps and is never set.
    enum State: String, Lifecycle {
        case planned
        case announced
        case held
        case cancelled

        /// Where a command leads: the table of its transitions.
        ///
        /// - Returns: nil when the command is not carried out in this state.
        /// - Source: ZHZ 3.2, step 1: a table is announced before it is held. That a table which
        ///   was held or cancelled stays so was decided by us: the year is counted by it.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.planned, .announce): .announced
            case (.announced, .report): .held
            case (.planned, .cancel), (.announced, .cancel): .cancelled
            case (.planned, .report), (.announced, .announce): nil
            case (.held, _), (.cancelled, _): nil
            }
        }
    }

    /// What can be asked of a table, by the name of its step.
    enum Command: String, CaseIterable, Sendable {
        case announce = "announcement"
        case report
        case cancel = "cancellation"
    }

    let kind: Kind
    let heldOn: Day
    let topic: String

    /// The monitoring that belongs to it; nil for most.
    var monitoring: Monitoring? {
        kind == .physical ? Self.monitoring(inQuarter: heldOn.quarter) : nil
    }

    static func monitoring(inQuarter quarter: Int) -> Monitoring? {
        switch quarter {
        case 2: .halfYear
        case 4: .year
        default: nil
        }
    }
}

extension Day {
    /// The quarter of the year, 1...4.
    var quarter: Int { (month + 2) / 3 }
}

/// Something done with a table, with the document that shows it.
struct TableStep: Sendable, Equatable {
    let command: DevelopmentTable.Command
    let takenOn: Day
    let documentReference: String

    /// Checks that the step can be taken.
    ///
    /// - Throws: `notPossible` in a state that does not carry it out; `toCome` when it is of a day
    ///   after today; `outOfOrder` for an announcement after the table or a report before it.
    func check(
        on table: DevelopmentTable,
        in state: DevelopmentTable.State,
        today: Day
    ) throws(DevelopmentTableRefusal) {
        guard state.after(command) != nil else { throw .notPossible(command, state) }
        guard takenOn <= today else { throw .toCome(takenOn) }
        let isInOrder =
            switch command {
            case .announce: takenOn <= table.heldOn
            case .report: takenOn >= table.heldOn
            case .cancel: true
            }
        guard isInOrder else { throw .outOfOrder(command, heldOn: table.heldOn) }
    }
}

/// Why a table, or a step of it, is refused.
enum DevelopmentTableRefusal: Error, Equatable, Sendable {
    /// There is a physical table in this quarter already.
    case quarterTaken(Day)
    case notPossible(DevelopmentTable.Command, DevelopmentTable.State)
    case toCome(Day)
    case outOfOrder(DevelopmentTable.Command, heldOn: Day)
}
