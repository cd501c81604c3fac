-- Matches of a family with a professional, and their allocations (toewijzingen, the 301 content).
create table match (
    id uuid primary key,
    -- Pseudonymous; the case system alone knows whose it is.
    case_reference text not null
        constraint match_case_reference_form
            check (case_reference ~ '^[A-Za-z0-9][A-Za-z0-9-]{2,39}$'),
    partner_id uuid not null
        constraint match_partner_known references partner,
    professional text not null
        constraint match_professional_filled check (length(professional) between 1 and 100),
    product_code text not null
        constraint match_product_known references product,
    -- KA 2.1: family, coach and professional each agreed, on these days.
    family_agreed_on date not null,
    coach_agreed_on date not null,
    professional_agreed_on date not null,
    created_at timestamptz not null default now(),
    version integer not null default 1
);

create index match_by_partner on match (partner_id, id);
create index match_by_case on match (case_reference, id);

create table allocation (
    -- The municipality's own number, up to nine digits (TR332).
    number integer
        constraint allocation_number_once primary key
        constraint allocation_number_form check (number between 0 and 999999999),
    match_id uuid not null
        constraint allocation_match_known references match
        constraint allocation_one_per_match unique,
    partner_id uuid not null references partner,
    category text
        constraint allocation_category_form check (category ~ '^[0-9]{2}$'),
    product_code text not null references product,
    starts_on date not null,
    ends_on date,
    volume integer not null
        constraint allocation_volume_form check (volume between 0 and 99999999),
    unit text not null
        constraint allocation_unit_known check (unit in ('01', '04', '14', '16', '82', '83', '84')),
    frequency text not null
        constraint allocation_frequency_known check (frequency in ('1', '2', '4', '6')),
    -- Where the start and stop messages have brought the care; kept by the writer of messages,
    -- who replays `delivery` under this row's lock.
    care_state text not null default 'none'
        constraint allocation_care_state_known
            check (care_state in ('none', 'running', 'paused', 'ended')),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint allocation_in_order check (ends_on >= starts_on)
) with (fillfactor = 80);

grant select, insert on match, allocation to hendig_service;
grant update (family_agreed_on, coach_agreed_on, professional_agreed_on, version)
    on match to hendig_service;
grant update (category, product_code, starts_on, ends_on, volume, unit, frequency, care_state,
    version) on allocation to hendig_service;
