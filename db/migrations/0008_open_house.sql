-- Open-house windows (openhouseconstructie) and the applications (aanmeldingen) that come in them.

-- The clock of the open house: whether a window is open is asked here and nowhere else. Unlike
-- now() it goes on inside a transaction, so that whoever waited for a lock is told the time after.
create function moment() returns timestamptz
language sql volatile parallel safe
as $$ select clock_timestamp() $$;

create table open_house_window (
    id uuid primary key,
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    decision_reference text not null
        constraint open_house_window_decided check (length(decision_reference) between 1 and 200),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint open_house_window_in_order check (opens_at < closes_at),
    -- [opens_at, closes_at): one may open at the microsecond another closes.
    constraint open_house_window_one_at_a_time
        exclude using gist (tstzrange(opens_at, closes_at) with &&)
);

-- What applicants are measured by, published with the window (PO 9.3).
create table open_house_criterion (
    window_id uuid not null references open_house_window,
    code text not null
        constraint open_house_criterion_code_form
            check (code ~ '^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$'),
    -- Its place in the published list.
    place smallint not null,
    text text not null
        constraint open_house_criterion_filled check (length(text) between 1 and 1000),
    constraint open_house_criterion_once primary key (window_id, code)
);

-- Every window with its state at the moment of reading. CB 2.2 wants windows short: longer than
-- eight weeks by the calendar of the Netherlands is worth a word (A4).
create view open_house_window_now as
with clock as materialized (select moment() as at)
select
    house.id,
    to_char(opens_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as opens_at,
    to_char(closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as closes_at,
    (
        select json_agg(json_build_object('code', code, 'text', text) order by place)
        from open_house_criterion as criterion
        where criterion.window_id = house.id
    ) as criteria,
    decision_reference,
    case
        when clock.at < opens_at then 'announced'
        when clock.at < closes_at then 'open'
        else 'closed'
    end as state,
    closes_at at time zone 'Europe/Amsterdam'
        > opens_at at time zone 'Europe/Amsterdam' + interval '56 days' as is_long,
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    version,
    to_char(clock.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as read_at
from open_house_window as house
cross join clock;

-- Whom PO 10.3 keeps out: a row for each agreement that was dissolved under article 10, and for
-- no agreement that ended otherwise. For how long follows from the day (A9).
create table exclusion (
    agreement_id uuid
        constraint exclusion_once primary key
        constraint exclusion_agreement_known references agreement,
    kvk_number text not null
        constraint exclusion_kvk_number_form check (kvk_number ~ '^[0-9]{8}$'),
    -- The day the dissolution takes effect.
    dissolved_on date not null,
    created_at timestamptz not null default now()
);

create index exclusion_by_kvk_number on exclusion (kvk_number, dissolved_on);

create table application (
    id uuid primary key,
    window_id uuid not null
        constraint application_window_known references open_house_window,
    applicant_name text not null
        constraint application_name_form
            check (applicant_name ~ '^[0-9A-Za-zÀ-ɏ]' and length(applicant_name) <= 200),
    kvk_number text not null
        constraint application_kvk_number_form check (kvk_number ~ '^[0-9]{8}$'),
    agb_code text not null
        constraint application_agb_code_form check (agb_code ~ '^[0-9]{8}$'),
    size text not null
        constraint application_size_known check (size in ('solo', 'small', 'large')),
    pillars text[] not null
        constraint application_pillars_known
            check (pillars <@ '{youth,adult}' and cardinality(pillars) between 1 and 2),
    expertise text[] not null
        constraint application_expertise_bounded check (cardinality(expertise) <= 50),
    -- PO 9.1: by a match of a case, or by taking part in expertise tents.
    ground text not null
        constraint application_ground_known check (ground in ('case-match', 'expertise-tent')),
    match_id uuid
        constraint application_match_known references match,
    commits_to_method boolean not null,
    meets_conditions boolean not null,
    evidence_reference text
        constraint application_evidence_filled check (length(evidence_reference) between 1 and 200),
    intended_start_on date,
    received_at timestamptz not null,
    -- SHA-256 of what the receipt shows.
    proof bytea not null
        constraint application_proof_form check (length(proof) = 32),
    version integer not null default 1,
    constraint application_once_per_window unique (window_id, kvk_number),
    constraint application_match_when_match check ((ground = 'case-match') = (match_id is not null)),
    -- What a decision refers to, so that it names a criterion of its own window.
    constraint application_in_window unique (id, window_id)
);

create index application_by_window on application (window_id, id);
create index application_by_match on application (match_id);

-- The interview before entry (PO 9.2), with functions and no names.
create table application_intake (
    application_id uuid
        constraint application_intake_once primary key
        references application,
    held_on date not null,
    participants text[] not null
        constraint application_intake_participants_known
            check (participants <@ '{kartrekker,aanjager,management}'
                and cardinality(participants) between 1 and 3),
    created_at timestamptz not null default now(),
    version integer not null default 1
);

-- An applicant measured by one criterion; a criterion without a row was not measured.
create table application_measurement (
    application_id uuid not null,
    window_id uuid not null,
    criterion_code text not null,
    is_met boolean not null,
    constraint application_measurement_once primary key (application_id, criterion_code),
    constraint application_measurement_application_known
        foreign key (application_id, window_id) references application (id, window_id),
    constraint application_measurement_criterion_published
        foreign key (window_id, criterion_code) references open_house_criterion
);

-- Made once and never changed: the service may not update it.
create table application_decision (
    application_id uuid
        constraint application_decision_once primary key
        -- PO 9.2: no decision without an intake.
        constraint application_decision_after_intake references application_intake,
    window_id uuid not null,
    outcome text not null
        constraint application_decision_outcome_known check (outcome in ('admitted', 'refused')),
    criterion_code text,
    reasons text
        constraint application_decision_reasons_filled check (length(reasons) between 1 and 2000),
    decided_on date not null,
    decision_reference text not null
        constraint application_decision_decided check (length(decision_reference) between 1 and 200),
    -- The partner that an admission made.
    partner_id uuid
        constraint application_decision_partner_known references partner,
    created_at timestamptz not null default now(),
    constraint application_decision_application_known
        foreign key (application_id, window_id) references application (id, window_id),
    -- PO 9.3, A3: a refusal names a published criterion and says why.
    constraint application_decision_refusal_grounded check (
        (outcome = 'refused') = (criterion_code is not null)
        and (outcome = 'admitted' or reasons is not null)
    ),
    constraint application_decision_criterion_published
        foreign key (window_id, criterion_code) references open_house_criterion,
    constraint application_decision_partner_when_admitted
        check ((outcome = 'admitted') = (partner_id is not null))
);

-- Every application with its state, which follows from what was recorded of it, and with how it
-- was measured by each criterion of its window.
create view application_state as
select
    application.id,
    application.window_id,
    applicant_name,
    kvk_number,
    agb_code,
    size,
    array_to_json(pillars) as pillars,
    array_to_json(expertise) as expertise,
    ground,
    match_id,
    commits_to_method,
    meets_conditions,
    evidence_reference,
    intended_start_on,
    case
        when outcome is not null then outcome
        when intake.application_id is not null then 'intake-held'
        else 'received'
    end as state,
    partner_id,
    (
        select json_agg(
            json_build_object('criterionCode', code, 'isMet', is_met)
            order by place
        )
        from open_house_criterion as criterion
        left join application_measurement as measurement
            on measurement.application_id = application.id
            and measurement.criterion_code = criterion.code
        where criterion.window_id = application.window_id
    ) as measurements,
    to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as received_at,
    encode(proof, 'hex') as proof,
    application.version
from application
left join application_intake as intake on intake.application_id = application.id
left join application_decision as decision on decision.application_id = application.id;

grant select, insert on open_house_window, open_house_criterion, exclusion, application,
    application_intake, application_measurement, application_decision to hendig_service;
grant select on open_house_window_now, application_state to hendig_service;
grant update (opens_at, closes_at, decision_reference, version)
    on open_house_window to hendig_service;
-- The list of an announced window is made anew; once somebody was measured by it, it stays.
grant delete on open_house_criterion to hendig_service;
grant update (version) on application to hendig_service;
grant update (held_on, participants, version) on application_intake to hendig_service;
