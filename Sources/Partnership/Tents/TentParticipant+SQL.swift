internal import Postgres

enum TentParticipantStatement {
    static let list = Statement(
        "tent-participants.list",
        """
        select id, role, partner_id, professional, expertise, minutes, payment,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), version
        from tent_participant
        where tent_id = $1::uuid
            and ($2::uuid is null or id > $2)
        order by id
        limit $3::integer
        """
    )
    static let count = Statement(
        "tent-participants.count",
        """
        select count(*)
        from tent_participant
        where tent_id = $1::uuid
        """
    )
    static let read = Statement(
        "tent-participants.read",
        """
        select id, role, partner_id, professional, expertise, minutes, payment,
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), version
        from tent_participant
        where tent_id = $1::uuid and id = $2::uuid
        """
    )
    /// A professional takes the next place; a seventh is more than the table takes.
    static let insert = Statement(
        "tent-participants.insert",
        """
        insert into tent_participant (id, tent_id, role, place, partner_id, professional,
            expertise, minutes, payment)
        select $2::uuid, $1::uuid, $3,
            case when $3 = 'professional' then 1 + count(*) end,
            $4::uuid, $5, $6, $7::smallint, $8
        from tent_participant
        where tent_id = $1 and role = 'professional'
        """
    )
    static let change = Statement(
        "tent-participants.change",
        """
        update tent_participant
        set minutes = $2::smallint,
            payment = $3,
            version = version + 1
        where id = $1::uuid
        """
    )
    static let all = [list, count, read, insert, change]
}

extension TentParticipant {
    /// Adds the participant to a tent, whose row is locked.
    ///
    /// - Returns: the row of `TentParticipantStatement.read`.
    /// - Throws: `TentRefusal`, or `DatabaseFailure`.
    func insert(
        id: Identifier,
        to tent: Identifier,
        in transaction: Transaction
    ) async throws -> Row {
        do throws(DatabaseFailure) {
            return try await transaction.run([
                Call(TentParticipantStatement.insert) {
                    $0.add(tent)
                    $0.add(id)
                    $0.add(role.rawValue)
                    $0.add(professional?.partnerId)
                    $0.add(professional?.name)
                    $0.add(professional?.expertise)
                    $0.add(hours.minutes)
                    $0.add(hours.payment.rawValue)
                },
                Call(TentStatement.change) { $0.add(tent) },
                Call(TentParticipantStatement.read) {
                    $0.add(tent)
                    $0.add(id)
                },
            ])[2][0]
        } catch {
            throw TentRefusal(error).map { $0 as any Error } ?? error
        }
    }
}

extension TentHours {
    /// - Parameter row: of `TentParticipantStatement.read`.
    init(_ row: Row) {
        guard let payment = Payment(rawValue: row.text(6)) else {
            preconditionFailure("a payment that the table does not take")
        }
        minutes = row.optionalInteger(5)
        self.payment = payment
    }

    /// Replaces those of a participant of a tent, whose row is locked.
    ///
    /// - Returns: the row of `TentParticipantStatement.read`.
    func replace(
        of participant: Identifier,
        at tent: Identifier,
        in transaction: Transaction
    ) async throws(DatabaseFailure) -> Row {
        try await transaction.run([
            Call(TentParticipantStatement.change) {
                $0.add(participant)
                $0.add(minutes)
                $0.add(payment.rawValue)
            },
            Call(TentStatement.change) { $0.add(tent) },
            Call(TentParticipantStatement.read) {
                $0.add(tent)
                $0.add(participant)
            },
        ])[2][0]
    }
}

extension TentRefusal {
    /// The refusal that a constraint stands for; nil when the failure is another.
    fileprivate init?(_ failure: DatabaseFailure) {
        switch failure.constraint {
        case "tent_participant_at_most_six": self = .full
        case "tent_participant_paid_once": self = .presentAlready
        case "tent_participant_role_once": self = .roleTaken
        case "tent_participant_partner_known": self = .partnerUnknown
        default: return nil
        }
    }
}
