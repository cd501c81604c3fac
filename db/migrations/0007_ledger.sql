-- The shared ledger (huishoudboekje): what was granted, for whom and when; and the travel budget.
create table ledger_entry (
    sequence bigint generated always as identity primary key,
    year smallint not null
        constraint ledger_entry_year_sane check (year between 2015 and 2199),
    -- First day of the month; null where only the year is known.
    month date
        constraint ledger_entry_month_in_year
            check (extract(day from month) = 1 and extract(year from month) = year),
    pillar text not null
        constraint ledger_entry_pillar_known check (pillar in ('youth', 'adult')),
    -- Null where a published figure does not say whose or for what.
    partner_id uuid references partner,
    product_code text references product,
    cents bigint not null,
    -- A claim's line, or the place where a figure of earlier years was published.
    declaration_id uuid references declaration,
    reference text,
    source text,
    recorded_at timestamptz not null default now(),
    constraint ledger_entry_has_ground
        check ((declaration_id is null) = (reference is null)
            and (declaration_id is null) = (source is not null))
);

-- Totals are kept in the transaction that enters, at two levels: partner and product in a year,
-- and partner in a month. They can be made again from the entries (`hendig ledger verify`).
create table ledger_year_total (
    year smallint not null,
    pillar text not null,
    partner_id uuid,
    product_code text,
    cents bigint not null,
    recorded_at timestamptz not null,
    -- How often it was added to. Their sum over a year never falls, so it tells whether anything
    -- was entered since; times would not, as transactions commit in another order than they begin.
    changes integer not null default 1,
    constraint ledger_year_total_once
        unique nulls not distinct (year, pillar, partner_id, product_code)
) with (fillfactor = 70);

create table ledger_month_total (
    year smallint not null,
    month date,
    pillar text not null,
    partner_id uuid,
    cents bigint not null,
    recorded_at timestamptz not null,
    constraint ledger_month_total_once
        unique nulls not distinct (year, month, pillar, partner_id)
) with (fillfactor = 70);

create table travel_budget (
    year smallint primary key
        constraint travel_budget_year_sane check (year between 2015 and 2199),
    budget_cents bigint not null,
    remainder_previous_year_cents bigint not null,
    contribution_cents bigint not null,
    municipality_cents bigint not null,
    partners_cents bigint not null,
    base_year smallint not null,
    lines json not null,
    source text,
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint travel_budget_not_negative
        check (budget_cents >= 0 and remainder_previous_year_cents >= 0),
    -- KA 2.4: the need, half each; the odd cent is the municipality's.
    constraint travel_budget_need check (
        contribution_cents = greatest(0, budget_cents - remainder_previous_year_cents)
    ),
    constraint travel_budget_halves check (
        municipality_cents + partners_cents = contribution_cents
        and municipality_cents - partners_cents between 0 and 1
    )
);

grant select, insert on ledger_entry, ledger_year_total, ledger_month_total, travel_budget
    to hendig_service;
grant update (cents, recorded_at) on ledger_year_total, ledger_month_total to hendig_service;
grant update (changes) on ledger_year_total to hendig_service;
grant update on travel_budget to hendig_service;
