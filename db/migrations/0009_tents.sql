-- Expertise tents (expertisetenten): who came, for how long, how that is paid and what was advised.
-- What was said there is kept nowhere: no description, no name of a family (KA 1.7.2).
create table tent (
    id uuid primary key,
    held_on date not null,
    created_at timestamptz not null default now(),
    version integer not null default 1
);

create index tent_by_day on tent (held_on);

create table tent_participant (
    id uuid primary key,
    tent_id uuid not null
        constraint tent_participant_tent_known references tent,
    role text not null
        constraint tent_participant_role_known
            check (role in ('family', 'coach', 'host', 'professional')),
    -- A professional's place; KA 1.7.2 has six of them at most.
    place smallint
        constraint tent_participant_at_most_six check (place between 1 and 6),
    partner_id uuid
        constraint tent_participant_partner_known references partner,
    professional text
        constraint tent_participant_professional_filled
            check (length(professional) between 1 and 100),
    expertise text
        constraint tent_participant_expertise_filled check (length(expertise) between 1 and 100),
    -- Null until it is known how long the professional was there.
    minutes smallint
        constraint tent_participant_minutes_of_a_day check (minutes between 1 and 1440),
    payment text not null
        constraint tent_participant_payment_known
            check (payment in ('compensation', 'jb-07', 'none')),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint tent_participant_professional_described check (
        num_nonnulls(place, partner_id, professional, expertise)
            = case when role = 'professional' then 4 else 0 end
        and (role = 'professional' or minutes is null)
    ),
    constraint tent_participant_paid_for_hours check (payment = 'none' or minutes is not null),
    constraint tent_participant_place_once unique (tent_id, place)
);

-- One hour is paid once (KA 2.4, A24): a person, known by name alone, has one row in a tent. The
-- name is compared without its white space, its capitals and how its characters are coded.
create unique index tent_participant_paid_once on tent_participant (
    tent_id,
    lower(regexp_replace(normalize(professional, NFKC), '\s', '', 'g'))
) where role = 'professional';
create unique index tent_participant_role_once on tent_participant (tent_id, role)
    where role <> 'professional';

-- Made once and never changed, as a cancellation is: the service may not update them.
create table tent_outcome (
    tent_id uuid
        constraint tent_outcome_once primary key
        references tent,
    outcome text not null
        constraint tent_outcome_known check (outcome in (
            'help-chosen', 'other-help-advised', 'no-help-needed', 'second-tent', 'undecided'
        )),
    -- The day on which the evaluation form was filled in.
    evaluation_form_on date not null,
    created_at timestamptz not null default now()
);

create table tent_cancellation (
    tent_id uuid
        constraint tent_cancellation_once primary key
        references tent,
    cancelled_on date not null,
    created_at timestamptz not null default now()
);

-- KA 1.7.5: a match may come from a tent.
alter table match
    add column tent_id uuid
        constraint match_tent_known references tent;

-- Every tent with its state, which follows from what was recorded of it.
create view tent_state as
select
    tent.id,
    held_on,
    case
        when cancellation.tent_id is not null then 'cancelled'
        when outcome.tent_id is not null then 'evaluated'
        when present.minutes > 0 then 'held'
        else 'planned'
    end as state,
    present.professionals,
    present.minutes,
    present.compensated_minutes,
    present.claimed_minutes,
    to_char(tent.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    tent.version
from tent
left join tent_outcome as outcome on outcome.tent_id = tent.id
left join tent_cancellation as cancellation on cancellation.tent_id = tent.id
cross join lateral (
    select
        count(*) filter (where role = 'professional') as professionals,
        coalesce(sum(minutes), 0) as minutes,
        coalesce(sum(minutes) filter (where payment = 'compensation'), 0) as compensated_minutes,
        coalesce(sum(minutes) filter (where payment = 'jb-07'), 0) as claimed_minutes
    from tent_participant
    where tent_participant.tent_id = tent.id
) as present;

grant select, insert on tent, tent_participant, tent_outcome, tent_cancellation to hendig_service;
grant select on tent_state to hendig_service;
grant update (version) on tent to hendig_service;
grant update (minutes, payment, version) on tent_participant to hendig_service;
