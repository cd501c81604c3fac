internal import Postgres

enum BallotQuestionnaireStatement {
    /// What is asked in a round, how it stands now, and how many others the members of its largest
    /// cluster rate: its partners, one of whom is the rater, and the municipality.
    static let read = Statement(
        "ballot-questionnaires.read",
        """
        select
            round.id,
            round.title,
            trust_measurement_state(round, moment()),
            to_char(round.opens_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            to_char(round.closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            form.number,
            form.source,
            (
                select json_agg(
                    json_build_object(
                        'item', item, 'dimension', dimension,
                        'labelNl', label_nl, 'labelEn', label_en
                    )
                    order by item
                )
                from questionnaire_item
                where questionnaire_id = form.id
            ),
            (
                select coalesce(max(partners), 0)
                from (
                    select count(*) as partners
                    from trust_measurement_roster
                    where measurement_id = round.id
                    group by cluster_id
                ) as cluster
            )
        from trust_measurement as round
        join questionnaire as form on form.id = round.questionnaire_id
        where round.id = $1::uuid
        """
    )
    static let all = [read]
}
