-- Development tables (ontwikkeltafels) with who sits at them and recovery terms (hersteltermijnen),
-- as in Zuid-Holland Zuid (ZHZ), and alliances (allianties), as in Limburg (LIM).
create table development_table (
    id uuid primary key,
    kind text not null
        constraint development_table_kind_known check (kind in ('physical', 'board')),
    held_on date not null
        constraint development_table_year_sane
            check (extract(year from held_on) between 2015 and 2199),
    topic text not null
        constraint development_table_topic_filled check (length(topic) between 1 and 200),
    state text not null default 'planned'
        constraint development_table_state_known
            check (state in ('planned', 'announced', 'held', 'cancelled')),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    -- What a step refers to, so that its day can be compared with that of its table.
    constraint development_table_on_day unique (id, held_on)
);

-- ZHZ 3.3: four physical tables a year, one in each quarter; a cancelled one makes room.
create unique index development_table_one_physical_a_quarter
    on development_table ((extract(year from held_on)), (extract(quarter from held_on)))
    where kind = 'physical' and state <> 'cancelled';

-- What was done with a table, each step once: the service may not change it.
create table development_table_step (
    table_id uuid not null,
    held_on date not null,
    step text not null
        constraint development_table_step_known
            check (step in ('announcement', 'report', 'cancellation')),
    taken_on date not null,
    document_reference text not null
        constraint development_table_step_documented
            check (length(document_reference) between 1 and 200),
    created_at timestamptz not null default now(),
    constraint development_table_step_once primary key (table_id, step),
    constraint development_table_step_table_known
        foreign key (table_id, held_on) references development_table (id, held_on),
    -- ZHZ 3.2: a table is announced before it is held, and reported on after it.
    constraint development_table_step_in_order check (
        (step <> 'announcement' or taken_on <= held_on)
        and (step <> 'report' or taken_on >= held_on)
    )
);

-- The yearly revision of who sits at the tables (ZHZ 3.3), by two years in a row (A33).
create table table_review (
    id uuid primary key,
    reviewed_on date not null,
    review_year smallint not null
        generated always as (extract(year from reviewed_on)::smallint) stored
        constraint table_review_once_a_year unique,
    first_year smallint not null
        constraint table_review_year_sane check (first_year between 2015 and 2199),
    second_year smallint not null,
    decision_reference text not null
        constraint table_review_decided check (length(decision_reference) between 1 and 200),
    created_at timestamptz not null default now(),
    constraint table_review_years_in_a_row check (second_year = first_year + 1),
    constraint table_review_years_closed check (second_year < review_year)
);

-- A provider's figures of both years; what follows from them is computed, not kept.
create table table_review_provider (
    review_id uuid not null
        constraint table_review_provider_review_known references table_review,
    kvk_number text not null
        constraint table_review_provider_kvk_number_form check (kvk_number ~ '^[0-9]{8}$'),
    name text not null
        constraint table_review_provider_name_form
            check (name ~ '^[0-9A-Za-zÀ-ɏ]' and length(name) <= 200),
    -- Its place in what was sent.
    place smallint not null,
    first_revenue_cents bigint not null,
    first_clients integer not null,
    second_revenue_cents bigint not null,
    second_clients integer not null,
    constraint table_review_provider_once primary key (review_id, kvk_number),
    constraint table_review_provider_not_negative check (
        least(first_revenue_cents, second_revenue_cents, first_clients, second_clients) >= 0
    )
);

-- Whom the organiser invites besides (ZHZ 3.3).
create table table_invitation (
    id uuid primary key,
    review_id uuid not null
        constraint table_invitation_review_known references table_review,
    kvk_number text not null
        constraint table_invitation_kvk_number_form check (kvk_number ~ '^[0-9]{8}$'),
    name text not null
        constraint table_invitation_name_form
            check (name ~ '^[0-9A-Za-zÀ-ɏ]' and length(name) <= 200),
    kind text not null
        constraint table_invitation_kind_known check (kind in ('physical', 'board')),
    reason text not null
        constraint table_invitation_reason_filled check (length(reason) between 1 and 500),
    created_at timestamptz not null default now(),
    constraint table_invitation_once unique (review_id, kvk_number, kind)
);

create table recovery_term (
    id uuid primary key,
    kvk_number text not null
        constraint recovery_term_kvk_number_form check (kvk_number ~ '^[0-9]{8}$'),
    goal text not null
        constraint recovery_term_goal_filled check (length(goal) between 1 and 200),
    starts_on date not null,
    ends_on date not null,
    document_reference text not null
        constraint recovery_term_documented check (length(document_reference) between 1 and 200),
    created_at timestamptz not null default now(),
    -- Recorded once, at the end of it or when the goal is met.
    outcome text
        constraint recovery_term_outcome_known check (outcome in ('met', 'missed')),
    assessed_on date,
    outcome_reference text
        constraint recovery_term_outcome_documented
            check (length(outcome_reference) between 1 and 200),
    outcome_at timestamptz,
    version integer not null default 1,
    constraint recovery_term_in_order check (starts_on <= ends_on),
    constraint recovery_term_outcome_whole check (
        num_nulls(outcome, assessed_on, outcome_reference, outcome_at) in (0, 4)
    ),
    -- A goal may be met early, and is missed when the term has ended and not before.
    constraint recovery_term_assessed_in_time check (
        assessed_on >= starts_on and (outcome <> 'missed' or assessed_on >= ends_on)
    )
);

create unique index recovery_term_one_running
    on recovery_term (kvk_number, goal)
    where outcome is null;

create table alliance (
    id uuid primary key,
    name text not null
        constraint alliance_name_form check (name ~ '^[0-9A-Za-zÀ-ɏ]' and length(name) <= 200),
    region text not null
        constraint alliance_region_filled check (length(region) between 1 and 200),
    starts_on date not null,
    -- LIM: there are four places for alliances, and a dissolved one leaves its place.
    slot smallint
        constraint alliance_slot_known check (slot between 1 and 4)
        constraint alliance_slot_once unique,
    is_active boolean not null default true,
    dissolved_on date,
    dissolution_reference text
        constraint alliance_dissolution_documented
            check (length(dissolution_reference) between 1 and 200),
    dissolved_at timestamptz,
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint alliance_at_most_four check (is_active = (slot is not null)),
    constraint alliance_dissolution_whole check (
        num_nulls(dissolved_on, dissolution_reference, dissolved_at)
            = case when is_active then 3 else 0 end
    ),
    constraint alliance_dissolved_after_start check (dissolved_on >= starts_on),
    -- What its providers and contracts refer to, so that they are no longer active when it is not.
    constraint alliance_activity unique (id, is_active)
);

create table alliance_provider (
    alliance_id uuid not null,
    is_active boolean not null default true,
    kvk_number text not null
        constraint alliance_provider_kvk_number_form check (kvk_number ~ '^[0-9]{8}$'),
    name text not null
        constraint alliance_provider_name_form
            check (name ~ '^[0-9A-Za-zÀ-ɏ]' and length(name) <= 200),
    role text not null
        constraint alliance_provider_role_known check (role in ('core', 'subcontractor')),
    -- Its place in the list that was sent.
    place smallint not null,
    constraint alliance_provider_once primary key (alliance_id, kvk_number),
    constraint alliance_provider_alliance_known
        foreign key (alliance_id, is_active) references alliance (id, is_active) on update cascade
);

-- LIM, A36: core provider of one alliance, subcontractor of any.
create unique index alliance_provider_one_core
    on alliance_provider (kvk_number)
    where role = 'core' and is_active;

-- LIM: three contracts, of each kind the same text in all alliances there are.
create table alliance_contract (
    alliance_id uuid not null,
    is_active boolean not null default true,
    kind text not null
        constraint alliance_contract_kind_known
            check (kind in ('continuity', 'development', 'governance')),
    sha256 text not null
        constraint alliance_contract_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
    document_reference text not null
        constraint alliance_contract_documented
            check (length(document_reference) between 1 and 200),
    constraint alliance_contract_once primary key (alliance_id, kind),
    constraint alliance_contract_alliance_known
        foreign key (alliance_id, is_active) references alliance (id, is_active) on update cascade,
    constraint alliance_contract_continuity_identical
        exclude using gist (sha256 with <>) where (kind = 'continuity' and is_active),
    constraint alliance_contract_development_identical
        exclude using gist (sha256 with <>) where (kind = 'development' and is_active),
    constraint alliance_contract_governance_identical
        exclude using gist (sha256 with <>) where (kind = 'governance' and is_active)
);

create view alliance_now as
select
    id,
    name,
    region,
    (
        select json_agg(json_build_object('kvkNumber', kvk_number, 'name', name) order by place)
        from alliance_provider as provider
        where provider.alliance_id = alliance.id and role = 'core'
    ) as core_providers,
    (
        select coalesce(
            json_agg(json_build_object('kvkNumber', kvk_number, 'name', name) order by place),
            '[]'
        )
        from alliance_provider as provider
        where provider.alliance_id = alliance.id and role = 'subcontractor'
    ) as subcontractors,
    (
        select json_agg(
            json_build_object(
                'kind', kind, 'sha256', sha256, 'documentReference', document_reference
            )
            order by kind
        )
        from alliance_contract as contract
        where contract.alliance_id = alliance.id
    ) as contracts,
    starts_on,
    case when is_active then 'active' else 'dissolved' end as state,
    dissolved_on,
    dissolution_reference,
    to_char(dissolved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as dissolved_at,
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    version
from alliance;

grant select, insert on development_table, development_table_step, table_review,
    table_review_provider, table_invitation, recovery_term, alliance, alliance_provider,
    alliance_contract to hendig_service;
grant select on alliance_now to hendig_service;
grant update (state, version) on development_table to hendig_service;
grant update (outcome, assessed_on, outcome_reference, outcome_at, version)
    on recovery_term to hendig_service;
grant update (slot, is_active, dissolved_on, dissolution_reference, dissolved_at, version)
    on alliance to hendig_service;
-- The providers of an alliance are listed anew when they change.
grant delete on alliance_provider to hendig_service;
