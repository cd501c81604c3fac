/// A time in which providers may ask to take part (openhouseconstructie).
///
/// - Source: CB 2.2, KA 3.5.
struct OpenHouseWindow: Sendable, Equatable {
    /// Where it stands; follows from the clock and is never set.
    enum State: String, Lifecycle {
        /// It opens later, and may still change.
        case announced
        /// Whoever applies is measured by its criteria.
        case open
        /// It does not open again.
        case closed

        /// The state itself for what may still be done, since the clock alone leads to another.
        ///
        /// - Source: CB 2.2. Criteria and opening are fixed from opening on because they are to
        ///   be equal for all (PO 9.3, A3). Closing may move while it is open, either way, since
        ///   that favours nobody; a closed window stays closed: decided by us, because another
        ///   window takes another decision of the college.
        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.announced, _): .announced
            case (.open, .moveClosing), (.open, .replaceDecision): .open
            case (.open, .moveOpening), (.open, .replaceCriteria): nil
            case (.closed, _): nil
            }
        }
    }

    /// What can be asked of a window after it was announced.
    enum Command: String, CaseIterable, Sendable {
        case moveOpening, moveClosing, replaceCriteria, replaceDecision
    }

    /// One thing that applicants are measured by, and the same for all.
    ///
    /// - Source: PO 9.3; A3.
    struct Criterion: Sendable, Equatable {
        let code: String
        let text: String

        /// Whether a text can be a code: letters, digits, dots and dashes, at most 40.
        static func isCode(_ text: String) -> Bool {
            guard let first = text.utf8.first, text.utf8.count <= 40 else { return false }
            return isAlphanumeric(first)
                && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E }
        }

        private static func isAlphanumeric(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: false
            }
        }
    }

    /// A published list that nobody could read to its end measures nobody.
    static let maximumCriteria = 50

    var opensAt: Instant
    /// The first moment it is no longer open.
    var closesAt: Instant
    var criteria: [Criterion]
    /// The college's decision to open.
    var decisionReference: String

    /// Where it stands at a moment of the half-open time `[opensAt, closesAt)`.
    func state(at moment: Instant) -> State {
        if moment < opensAt { return .announced }
        return moment < closesAt ? .open : .closed
    }

    /// The window with a change, at a moment.
    ///
    /// A closing that has passed already closes an open window at that moment: nobody who was
    /// received is put outside afterwards.
    ///
    /// - Throws: `opened` or `closed` when its state does not permit the change; `outOfOrder`.
    func changed(
        by change: OpenHouseWindowChange,
        at moment: Instant
    ) throws(OpenHouseWindowRefusal) -> OpenHouseWindow {
        let state = state(at: moment)
        for command in change.commands(on: self) where state.after(command) == nil {
            throw state == .closed ? .closed(closesAt) : .opened(opensAt)
        }
        var window = self
        window.opensAt = change.opensAt ?? opensAt
        if let asked = change.closesAt, asked != closesAt {
            window.closesAt = state == .open ? max(asked, moment) : asked
        }
        window.criteria = change.criteria ?? criteria
        window.decisionReference = change.decisionReference ?? decisionReference
        guard window.opensAt < window.closesAt else {
            throw .outOfOrder(opensAt: window.opensAt, closesAt: window.closesAt)
        }
        return window
    }
}

/// Members of a window that are to change; nil stays as it is.
struct OpenHouseWindowChange: Sendable, Equatable {
    var opensAt: Instant?
    var closesAt: Instant?
    var criteria: [OpenHouseWindow.Criterion]?
    var decisionReference: String?

    /// What it asks of a window; what is there already is not asked.
    func commands(on window: OpenHouseWindow) -> [OpenHouseWindow.Command] {
        var commands: [OpenHouseWindow.Command] = []
        if let opensAt, opensAt != window.opensAt { commands.append(.moveOpening) }
        if let closesAt, closesAt != window.closesAt { commands.append(.moveClosing) }
        if let criteria, criteria != window.criteria { commands.append(.replaceCriteria) }
        if let decisionReference, decisionReference != window.decisionReference {
            commands.append(.replaceDecision)
        }
        return commands
    }
}

/// Why a window, or a change of one, is refused.
enum OpenHouseWindowRefusal: Error, Equatable, Sendable {
    /// Another window is open at some of these moments.
    case overlaps(with: Other?)
    case opened(Instant)
    case closed(Instant)
    case outOfOrder(opensAt: Instant, closesAt: Instant)

    /// A window that is named to whom it concerns.
    struct Other: Equatable, Sendable {
        let id: Identifier
        let opensAt: Instant
        let closesAt: Instant
    }
}
