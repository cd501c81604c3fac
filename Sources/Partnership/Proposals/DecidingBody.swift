/// A body that decides on proposals or endorses them before.
enum DecidingBody: String, CaseIterable, Sendable {
    case college
    /// Of the municipality (wethouders).
    case aldermen
    /// The meeting of all clusters (MDG I-F).
    case meeting = "mdg-if"
    /// The executive committee (Dagelijks Bestuur) of Zuid-Holland Zuid.
    case executiveCommittee = "executive-committee"
    case managementTeam = "management-team"
    /// Each municipality by itself.
    case municipalities

    /// The bodies of one kind of proposal.
    struct Competence: Sendable, Equatable {
        /// Any of these may decide; the first commonly does.
        let deciding: [DecidingBody]
        /// Whose endorsement is recorded with the decision.
        var endorsing: [DecidingBody] = []
    }
}

extension Proposal {
    /// Who decides on what: one row for each arrangement and subject.
    ///
    /// - Source: PO 8, 13 and A12: in Hendig the college decides alone. KA 3.2: MDG I-F endorses
    ///   frames, budget and travel budget, and advises the aldermen on tariffs (KA 2.2.2);
    ///   aldermen endorse changes and budget. ZHZ 4: the executive committee, the management team
    ///   within its mandate, or the municipalities when it is passed to them. Which subjects lie
    ///   in the mandate is decided by us: those that change no contract and no money.
    static func competence(
        _ arrangement: Arrangement,
        _ subject: Subject
    ) -> DecidingBody.Competence {
        switch (arrangement, subject) {
        case (.hendig, .agreementText), (.hendig, .ruleSet):
            .init(deciding: [.college], endorsing: [.aldermen])
        case (.hendig, .tariff), (.hendig, .budget):
            .init(deciding: [.college], endorsing: [.meeting, .aldermen])
        case (.hendig, .frame), (.hendig, .travelBudget), (.hendig, .other):
            .init(deciding: [.college], endorsing: [.meeting])
        case (.zhz, .agreementText), (.zhz, .ruleSet), (.zhz, .tariff), (.zhz, .budget),
            (.zhz, .travelBudget):
            .init(deciding: [.executiveCommittee, .municipalities])
        case (.zhz, .frame), (.zhz, .other):
            .init(deciding: [.managementTeam, .executiveCommittee, .municipalities])
        }
    }
}
