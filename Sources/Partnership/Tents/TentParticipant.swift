/// Who takes part in a tent (deelnemer); of a professional also for whom, with what and how long.
///
/// - Source: KA 1.7.2.
struct TentParticipant: Sendable, Equatable {
    /// As what one takes part.
    ///
    /// - Source: KA 1.7.2 for professionals; the others decided by us, because somebody asks, the
    ///   coach brings them and somebody receives them. Each of those stands for one seat and has
    ///   no name.
    enum Role: String, CaseIterable, Sendable {
        case family
        /// The family coach (gezinscoach).
        case coach
        /// Who receives them and leads the talk (tentgastheer).
        case host
        case professional
    }

    /// The part that only a professional has.
    struct Professional: Sendable, Equatable {
        let partnerId: Identifier
        let name: String
        let expertise: String
    }

    let role: Role
    /// Exactly when the role is `professional`.
    let professional: Professional?
    let hours: TentHours
}

/// How long a professional was in a tent, and how that is paid.
struct TentHours: Sendable, Equatable {
    /// By what an hour is paid, once.
    ///
    /// - Source: KA 2.4; A24: by one or by the other, never by both.
    enum Payment: String, CaseIterable, Sendable {
        /// From the travel budget (reisbudget).
        case compensation
        /// The partner claims it as any JB-07.
        case claim = "jb-07"
        case nothing = "none"
    }

    /// No meeting lasts longer than a day.
    static let minuteLimits = 1...1_440

    /// Nil until it is known.
    var minutes: Int?
    var payment = Payment.nothing

    /// What the travel budget pays for it.
    var compensationCents: Int { TentCompensation.cents(minutes: compensatedMinutes) }

    /// What that rests on.
    var grounds: [FigureGround] {
        [
            TentCompensation.ground(
                of: "compensationCents",
                minutes: compensatedMinutes,
                as: "compensatedMinutes"
            )
        ]
    }

    private var compensatedMinutes: Int { payment == .compensation ? minutes ?? 0 : 0 }

    /// The hours with a change; nil stays as it is.
    ///
    /// - Throws: `TentRefusal.hoursMissing` when hours would be paid that are not known.
    func changed(by change: TentHoursChange) throws(TentRefusal) -> TentHours {
        let hours = TentHours(
            minutes: change.minutes ?? minutes,
            payment: change.payment ?? payment
        )
        if hours.minutes == nil, hours.payment != .nothing { throw .hoursMissing }
        return hours
    }
}

/// Members of hours that are to change; nil stays as it is.
struct TentHoursChange: Sendable, Equatable {
    var minutes: Int?
    var payment: TentHours.Payment?
}
