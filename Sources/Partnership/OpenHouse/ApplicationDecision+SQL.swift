internal import Postgres

enum ApplicationDecisionStatement {
    static let read = Statement(
        "application-decisions.read",
        """
        select application_id, outcome, criterion_code, reasons, decided_on, decision_reference,
            partner_id,
            (
                select json_agg(
                    json_build_object('criterionCode', criterion_code, 'isMet', is_met)
                    order by place
                )
                from application_measurement as measurement
                join open_house_criterion as criterion
                    on criterion.window_id = measurement.window_id
                    and criterion.code = measurement.criterion_code
                where measurement.application_id = decision.application_id
            ),
            to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from application_decision as decision
        where application_id = $1::uuid
        """
    )
    static let measurements = Statement(
        "application-decisions.measurements",
        """
        select criterion.code, is_met
        from application_measurement as measurement
        join open_house_criterion as criterion
            on criterion.window_id = measurement.window_id
            and criterion.code = measurement.criterion_code
        where application_id = $1::uuid
        order by place
        """
    )
    static let insert = Statement(
        "application-decisions.insert",
        """
        insert into application_decision (application_id, window_id, outcome, criterion_code,
            reasons, decided_on, decision_reference, partner_id)
        values ($1::uuid, $2::uuid, $3, $4, $5, $6::date, $7, $8::uuid)
        """
    )
    static let measure = Statement(
        "application-decisions.measure",
        """
        insert into application_measurement (application_id, window_id, criterion_code, is_met)
        select $1::uuid, $2::uuid, code, is_met
        from unnest($3::text[], $4::boolean[]) as measurement (code, is_met)
        """
    )
    /// What the applicant is as a partner: what it was received with.
    static let partner = Statement(
        "application-decisions.partner",
        """
        insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise)
        select $2::uuid, applicant_name, kvk_number, agb_code, size, pillars, expertise
        from application
        where id = $1::uuid
        on conflict on constraint partner_kvk_number_once do nothing
        """
    )
    static let partnerId = Statement(
        "application-decisions.partner-id",
        """
        select partner.id
        from partner
        join application on application.kvk_number = partner.kvk_number
        where application.id = $1::uuid
        """
    )
    static let all = [read, measurements, insert, measure, partner, partnerId]
}

extension ApplicationDecision {
    /// - Parameter row: of `ApplicationDecisionStatement.read`.
    init(_ row: Row, measurements: Rows) {
        guard let outcome = Outcome(rawValue: row.text(1)) else {
            preconditionFailure("an outcome that the table does not take")
        }
        self.outcome = outcome
        criterionCode = row.optionalText(2)
        reasons = row.optionalText(3)
        decidedOn = row.day(4)
        decisionReference = row.text(5)
        self.measurements = measurements.map {
            Measurement(criterionCode: $0.text(0), isMet: $0.boolean(1))
        }
    }

    /// Records the decision on an application, whose row is locked; an admission makes the
    /// partner, or names the one that has its KvK number already.
    ///
    /// - Parameter newPartner: the id of a partner that is to be made.
    /// - Returns: the row of `ApplicationDecisionStatement.read`.
    /// - Throws: `PartnerRefusal` when the AGB code belongs to another, or `DatabaseFailure`.
    func record(
        on application: Identifier,
        of window: Identifier,
        newPartner: Identifier,
        in transaction: Transaction
    ) async throws -> Row {
        var partner: Identifier?
        if outcome == .admitted {
            partner = try await admit(application, as: newPartner, in: transaction)
        }
        let measured = measurements ?? []
        var isMet = ArrayText()
        for measurement in measured { isMet.add(measurement.isMet) }
        return try await transaction.run([
            Call(ApplicationDecisionStatement.insert) {
                $0.add(application)
                $0.add(window)
                $0.add(outcome.rawValue)
                $0.add(criterionCode)
                $0.add(reasons)
                $0.add(decidedOn)
                $0.add(decisionReference)
                $0.add(partner)
            },
            Call(ApplicationDecisionStatement.measure) {
                $0.add(application)
                $0.add(window)
                $0.add(ArrayText(measured.map(\.criterionCode)))
                $0.add(isMet)
            },
            Call(ApplicationStatement.change) { $0.add(application) },
            Call(ApplicationDecisionStatement.read) { $0.add(application) },
        ])[3][0]
    }

    private func admit(
        _ application: Identifier,
        as newPartner: Identifier,
        in transaction: Transaction
    ) async throws -> Identifier {
        do throws(DatabaseFailure) {
            return try await transaction.run([
                Call(ApplicationDecisionStatement.partner) {
                    $0.add(application)
                    $0.add(newPartner)
                },
                Call(ApplicationDecisionStatement.partnerId) { $0.add(application) },
            ])[1][0].identifier(0)
        } catch {
            throw PartnerRefusal(error).map { $0 as any Error } ?? error
        }
    }
}
