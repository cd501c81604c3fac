-- Outcomes of a round (uitkomsten) and what follows. Sums are never kept: the service makes bands
-- and shown figures of them and forgets them, so that nobody can subtract.

-- Made once with the tally and never changed; without a cluster it is of all together.
create table trust_outcome (
    measurement_id uuid not null
        constraint trust_outcome_measurement references trust_measurement,
    cluster_id uuid,
    dimension text not null
        constraint trust_outcome_dimension check (dimension in ('intentional', 'competential')),
    -- A25: ratings of oneself stay out of the norm and stand apart.
    whose text not null
        constraint trust_outcome_whose check (whose in ('own', 'others')),
    constraint trust_outcome_own_of_all check (whose = 'others' or cluster_id is null),
    shown text not null,
    band text
        constraint trust_outcome_band check (band in ('sufficient', 'attention', 'insufficient')),
    permits_individual_test boolean,
    needs_interpretation boolean,
    -- As it is answered.
    other_readings json,
    constraint trust_outcome_once
        unique nulls not distinct (measurement_id, cluster_id, dimension, whose),
    constraint trust_outcome_cluster foreign key (measurement_id, cluster_id)
        references trust_measurement_cluster,
    -- What the norm makes of it is told of the ratings of others, and of them alone.
    constraint trust_outcome_judged check (
        num_nonnulls(band, permits_individual_test, needs_interpretation, other_readings)
            = case whose when 'others' then 4 else 0 end
    )
);

grant select, insert on trust_outcome to hendig_service;

-- The outcomes of all, presented to MDG I-F, after each cluster has talked about its own (PO 7.2).
create table trust_presentation (
    measurement_id uuid
        constraint trust_presentation_once primary key
        constraint trust_presentation_measurement references trust_measurement,
    presented_on date not null,
    document_reference text not null
        constraint trust_presentation_documented
            check (length(document_reference) between 1 and 100),
    created_at timestamptz not null default now()
);

create table trust_cluster_discussion (
    measurement_id uuid not null
        constraint trust_cluster_discussion_of references trust_presentation,
    cluster_id uuid not null,
    discussed_on date not null,
    constraint trust_cluster_discussion_once primary key (measurement_id, cluster_id),
    constraint trust_cluster_discussion_cluster foreign key (measurement_id, cluster_id)
        references trust_measurement_cluster
);

grant select, insert on trust_presentation, trust_cluster_discussion to hendig_service;

-- Whether outcomes of a cluster, or those of all for null, are told to a partner, or to somebody
-- who is none for null: a cluster sees its own before MDG I-F sees all (PO 7.2).
create function trust_outcome_is_told(measurement uuid, cluster uuid, partner uuid) returns boolean
language sql stable parallel safe
as $$
    select exists (
        select
        from trust_presentation
        where measurement_id = measurement
    ) or exists (
        select
        from trust_measurement_roster
        where measurement_id = measurement
            and cluster_id = cluster
            and partner_id = partner
    )
$$;

-- An improvement track (verbetertraject): it starts by itself with an outcome that asks for
-- attention (PO 7.3).
create table improvement_track (
    id uuid
        constraint improvement_track_known primary key,
    measurement_id uuid not null,
    cluster_id uuid not null,
    dimension text not null
        constraint improvement_track_dimension
            check (dimension in ('intentional', 'competential')),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint improvement_track_once unique (measurement_id, cluster_id, dimension),
    constraint improvement_track_of foreign key (measurement_id, cluster_id)
        references trust_measurement_cluster
);

-- What was agreed and what came of it: taken once, in order, and kept as it was written.
create table improvement_track_step (
    track_id uuid not null
        constraint improvement_track_step_of references improvement_track,
    step text not null,
    outcome text not null,
    after text generated always as (case step when 'evaluation' then 'planned' end) stored,
    taken_on date not null,
    content json not null,
    created_at timestamptz not null default now(),
    constraint improvement_track_step_once primary key (track_id, step),
    constraint improvement_track_step_outcome_known check ((step, outcome) in (
        ('plan', 'planned'), ('evaluation', 'improved'), ('evaluation', 'not-improved')
    )),
    constraint improvement_track_step_outcome_once unique (track_id, outcome),
    constraint improvement_track_step_in_order
        foreign key (track_id, after) references improvement_track_step (track_id, outcome)
);

-- Every track with its duties. The agreement gives no days; decided by us: a plan within three
-- months, so that the next session of the cluster (KA 3.2) can agree on it, and an evaluation
-- within twelve, when trust is measured again (PO 7.2).
create view improvement_track_state as
select
    track.id,
    track.measurement_id,
    track.cluster_id,
    track.dimension,
    started_on,
    (started_on + interval '3 months')::date as plan_due_on,
    plan.taken_on as planned_on,
    (started_on + interval '12 months')::date as evaluation_due_on,
    evaluation.taken_on as evaluated_on,
    coalesce(evaluation.outcome, plan.outcome, 'started') as state,
    to_char(track.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    track.version,
    coalesce(evaluation.taken_on, plan.taken_on, started_on) as last_on
from improvement_track as track
join trust_measurement as round on round.id = track.measurement_id
cross join lateral (
    select (round.published_at at time zone 'Europe/Amsterdam')::date as started_on
) as publication
left join improvement_track_step as plan on plan.track_id = track.id and plan.step = 'plan'
left join improvement_track_step as evaluation
    on evaluation.track_id = track.id and evaluation.step = 'evaluation';

grant select, insert on improvement_track, improvement_track_step to hendig_service;
grant update (version) on improvement_track to hendig_service;
grant select on improvement_track_state to hendig_service;
