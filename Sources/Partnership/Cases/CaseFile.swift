/// What the service keeps of a case (dossier): whether it knows whose case it is, and never who
/// that is in the clear.
///
/// A case is known from its first match on: of a family without one nothing is to be kept.
///
/// ```
/// unnamed ⇄ named ─ outside-messaging ─ unnamed, and from each of them erased
/// ```
enum CaseFile {
    /// Whether messages that carry a BSN can be about the case.
    enum State: String, Lifecycle {
        /// Nobody said whose case it is.
        case unnamed
        case named
        /// Kept outside messages that carry a BSN (afgeschermd), as for a secret address.
        case outsideMessaging = "outside-messaging"
        /// The key was destroyed, and nothing personal is kept of it again (vernietigd).
        case erased

        enum Command: CaseIterable {
            case nameClient, keepOutsideMessaging, letIntoMessaging, erase
        }

        func after(_ command: Command) -> State? {
            switch (self, command) {
            case (.unnamed, .nameClient), (.named, .nameClient): .named
            case (.unnamed, .letIntoMessaging), (.outsideMessaging, .letIntoMessaging): .unnamed
            case (.named, .letIntoMessaging): .named
            case (.unnamed, .keepOutsideMessaging), (.named, .keepOutsideMessaging),
                (.outsideMessaging, .keepOutsideMessaging):
                .outsideMessaging
            case (.unnamed, .erase), (.named, .erase), (.outsideMessaging, .erase): .erased
            case (.outsideMessaging, .nameClient): nil
            case (.erased, _): nil
            }
        }

        /// - Throws: `CaseRefusal` when the command is not carried out in this state.
        func check(_ command: Command) throws(CaseRefusal) {
            guard after(command) == nil else { return }
            throw self == .erased ? .erased : .outsideMessaging
        }
    }
}

/// That everything personal of a case was destroyed, by whose decision (vernietiging).
struct CaseErasure: Equatable, Sendable {
    let decidedOn: Day
    let documentReference: String

    /// - Throws: `CaseRefusal.careRunning` while an allocation's care runs or is paused: who has to
    ///   stop it must still be able to say whose care it was. `CaseRefusal.datedAhead` for a day
    ///   that has not come.
    func check(isCareRunning: Bool, today: Day) throws(CaseRefusal) {
        if isCareRunning { throw .careRunning }
        if decidedOn > today { throw .datedAhead(decidedOn) }
    }
}

/// Why something about a case is refused.
enum CaseRefusal: Error, Equatable, Sendable {
    /// The case is kept outside messages that carry a BSN.
    case outsideMessaging
    case erased
    case careRunning
    case datedAhead(Day)
}
