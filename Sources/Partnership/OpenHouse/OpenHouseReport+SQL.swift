internal import Postgres

enum OpenHouseReportStatement {
    /// How those who applied in a window were measured, side by side: by each criterion, and who
    /// was decided on without having been measured by all.
    ///
    /// - Source: PO 9.3; A3: the same criteria for everybody.
    static let read = Statement(
        "open-house-reports.read",
        """
        select
            house.id,
            house.state,
            (
                select json_build_object(
                    'received', count(*) filter (where state = 'received'),
                    'intakeHeld', count(*) filter (where state = 'intake-held'),
                    'admitted', count(*) filter (where state = 'admitted'),
                    'refused', count(*) filter (where state = 'refused')
                )
                from application_state
                where window_id = house.id
            ),
            (
                select json_agg(
                    json_build_object(
                        'code', code, 'met', met, 'notMet', not_met, 'unmeasured', unmeasured
                    )
                    order by place
                )
                from (
                    select
                        criterion.code,
                        criterion.place,
                        count(*) filter (where is_met) as met,
                        count(*) filter (where not is_met) as not_met,
                        count(decision.application_id) filter (where is_met is null) as unmeasured
                    from open_house_criterion as criterion
                    left join application_decision as decision
                        on decision.window_id = criterion.window_id
                    left join application_measurement as measurement
                        on measurement.application_id = decision.application_id
                        and measurement.criterion_code = criterion.code
                    where criterion.window_id = house.id
                    group by criterion.code, criterion.place
                ) as tally
            ),
            (
                select coalesce(json_agg(
                    json_build_object('applicationId', application_id, 'criterionCodes', codes)
                    order by application_id
                ), '[]')
                from (
                    select decision.application_id, json_agg(criterion.code order by place) as codes
                    from application_decision as decision
                    join open_house_criterion as criterion
                        on criterion.window_id = decision.window_id
                    where decision.window_id = house.id
                        and not exists (
                            select
                            from application_measurement as measurement
                            where measurement.application_id = decision.application_id
                                and measurement.criterion_code = criterion.code
                        )
                    group by decision.application_id
                ) as gap
            )
        from open_house_window_now as house
        where house.id = $1::uuid
        """
    )
    static let all = [read]
}
