-- What partners contribute to a travel budget (reisbudget) and when, who manages it, and what is
-- claimed of it (KA 2.4).
alter table travel_budget
    -- What contributions refer to, so that a budget stays what they were established of.
    add constraint travel_budget_amounts
        unique (year, budget_cents, remainder_previous_year_cents);

-- Established once and never changed: the service may not update them.
create table travel_contribution (
    year smallint
        constraint travel_contribution_once primary key,
    budget_cents bigint not null,
    remainder_previous_year_cents bigint not null,
    -- A22: whose agreements count, and until when what was recorded does.
    valid_on date not null,
    known_at timestamptz not null,
    created_at timestamptz not null default now(),
    constraint travel_contribution_of_budget
        foreign key (year, budget_cents, remainder_previous_year_cents)
        references travel_budget (year, budget_cents, remainder_previous_year_cents),
    constraint travel_contribution_on_first_day check (valid_on = make_date(year, 1, 1))
);

create table travel_contribution_share (
    year smallint not null
        constraint travel_contribution_share_year_known references travel_contribution,
    -- Its place in the order that settles ties (A21).
    place integer not null,
    partner_id uuid not null
        constraint travel_contribution_share_partner_known references partner,
    partner_name text not null,
    revenue_cents bigint not null,
    -- Does not count, but would by another reading (A19).
    adult_revenue_cents bigint not null,
    share_ppm integer not null
        constraint travel_contribution_share_of_million check (share_ppm between 0 and 1000000),
    contribution_cents bigint not null
        constraint travel_contribution_share_not_negative check (contribution_cents >= 0),
    constraint travel_contribution_share_once primary key (year, partner_id),
    constraint travel_contribution_share_place_once unique (year, place)
);

create function is_ascending(days date[]) returns boolean
language sql immutable parallel safe
as $$
    select coalesce(bool_and(days[place] < days[place + 1]), true)
    from generate_series(1, cardinality(days) - 1) as place
$$;

-- On which days contributions are paid, in equal parts.
create table travel_instalment_plan (
    year smallint
        constraint travel_instalment_plan_once primary key
        constraint travel_instalment_plan_of_contributions references travel_contribution,
    due_on date[] not null
        constraint travel_instalment_plan_count check (cardinality(due_on) between 1 and 12)
        constraint travel_instalment_plan_ascending check (is_ascending(due_on)),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint travel_instalment_plan_in_year check (
        due_on[1] >= make_date(year, 1, 1)
        and due_on[cardinality(due_on)] <= make_date(year, 12, 31)
    )
);

-- The partner that manages a budget.
create table travel_treasurer (
    year smallint
        constraint travel_treasurer_once primary key
        constraint travel_treasurer_of_budget references travel_budget,
    partner_id uuid not null
        constraint travel_treasurer_partner_known references partner,
    created_at timestamptz not null default now(),
    version integer not null default 1
);

create table travel_expense (
    id uuid primary key,
    year smallint not null
        constraint travel_expense_of_budget references travel_budget,
    partner_id uuid not null
        constraint travel_expense_partner_known references partner,
    -- The name of a line of the budget.
    line text not null
        constraint travel_expense_line_filled check (length(line) between 1 and 200),
    cents integer not null
        constraint travel_expense_sane check (cents between 1 and 99999999),
    incurred_on date not null
        constraint travel_expense_in_year check (extract(year from incurred_on) = year),
    document_reference text not null
        constraint travel_expense_documented check (length(document_reference) between 1 and 100),
    created_at timestamptz not null default now(),
    outcome text
        constraint travel_expense_outcome_known check (outcome in ('approved', 'refused')),
    decided_on date,
    decision_reference text
        constraint travel_expense_decision_documented
            check (length(decision_reference) between 1 and 100),
    decided_at timestamptz,
    -- The treasurer's partner; null when the municipality decided.
    decider_id uuid
        constraint travel_expense_decider_known references partner
        -- KA 2.4: nobody decides on its own claim.
        constraint travel_expense_never_own check (decider_id <> partner_id),
    version integer not null default 1,
    constraint travel_expense_decision_whole check (
        num_nulls(outcome, decided_on, decision_reference, decided_at) in (0, 4)
        and (decider_id is null or outcome is not null)
    ),
    constraint travel_expense_decided_after check (decided_on >= incurred_on)
);

create index travel_expense_by_year on travel_expense (year, id);

grant select, insert on travel_contribution, travel_contribution_share, travel_instalment_plan,
    travel_treasurer, travel_expense to hendig_service;
grant update (due_on, version) on travel_instalment_plan to hendig_service;
grant update (partner_id, version) on travel_treasurer to hendig_service;
grant update (outcome, decided_on, decision_reference, decided_at, decider_id, version)
    on travel_expense to hendig_service;
