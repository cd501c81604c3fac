-- Product codes (productcodes) and their maximum tariffs through time.
create table product (
    code text primary key
        constraint product_code_form check (code ~ '^[A-Z0-9-]{1,5}$'),
    pillar text not null
        constraint product_pillar_known check (pillar in ('youth', 'adult')),
    name_nl text not null
        constraint product_name_nl_filled check (length(name_nl) between 1 and 200),
    name_en text not null
        constraint product_name_en_filled check (length(name_en) between 1 and 200),
    unit text not null
        constraint product_unit_known check (unit in ('hour', 'etmaal', 'by-agreement')),
    -- iJw product category; codes of the Wmo pillar have none.
    category text
        constraint product_category_form check (category ~ '^[0-9]{2}$'),
    created_at timestamptz not null default now(),
    version integer not null default 1
);

create table tariff (
    product_code text not null references product,
    -- From a first of a month (a product period lies inside one month); an unknown start is open.
    valid daterange not null
        constraint tariff_from_first_of_month
            check (lower_inf(valid) or extract(day from lower(valid)) = 1),
    -- Null where none is agreed (JB-08, MH-08).
    max_tariff_cents bigint
        constraint tariff_not_negative check (max_tariff_cents >= 0),
    time_basis text
        constraint tariff_time_basis_known check (time_basis in ('direct', 'direct-and-indirect')),
    decision_reference text not null
        constraint tariff_decided check (length(decision_reference) between 1 and 200),
    recorded_at timestamptz not null default now(),
    constraint tariff_not_empty check (not isempty(valid)),
    constraint tariff_one_at_a_time
        exclude using gist (product_code with =, valid with &&)
);

grant select, insert on product, tariff to hendig_service;
-- Locking a product takes the right to change it; whoever sets its tariff locks it first.
grant update (version) on product to hendig_service;
grant update (valid) on tariff to hendig_service;

insert into product (code, pillar, name_nl, name_en, unit, category) values
    ('JB-01', 'youth', 'Specialistische GGZ', 'Specialist mental health care', 'hour', '50'),
    ('JB-02', 'youth', 'Basis GGZ', 'Basic mental health care', 'hour', '50'),
    ('JB-03', 'youth', 'Individuele behandeling', 'Individual treatment', 'hour', '50'),
    ('JB-04', 'youth', 'Individuele begeleiding', 'Individual guidance', 'hour', '50'),
    ('JB-05', 'youth', 'Dagbehandeling groep', 'Day treatment in a group', 'hour', '50'),
    ('JB-06', 'youth', 'Diagnostiek', 'Diagnostics', 'hour', '50'),
    ('JB-07', 'youth', 'Deelname MDO / expertiseteam', 'Taking part in MDO or expert team',
        'hour', '50'),
    ('JB-08', 'youth', 'Overige', 'Other', 'by-agreement', '50'),
    ('JB-09', 'youth', 'Dagbesteding / -begeleiding groep',
        'Day activities or guidance in a group', 'hour', '50'),
    ('JB-10', 'youth', 'Verblijf', 'Stay', 'etmaal', '50'),
    ('MH-04', 'adult', 'Individuele begeleiding', 'Individual guidance 18+', 'hour', null),
    ('MH-08', 'adult', 'Overige', 'Other 18+', 'by-agreement', null),
    ('MH-09', 'adult', 'Dagbesteding / begeleiding groep',
        'Day activities or guidance in a group 18+', 'hour', null);

insert into tariff (product_code, valid, max_tariff_cents, time_basis, decision_reference)
select code, valid::daterange, cents, basis, 'Kader 2.2.1'
from (values
    ('JB-01', '(,2024-07-01)', 17000, 'direct'),
    ('JB-01', '[2024-07-01,)', 14000, 'direct-and-indirect'),
    ('JB-02', '(,2024-07-01)', 12000, 'direct'),
    ('JB-02', '[2024-07-01,)', 12000, 'direct-and-indirect'),
    ('JB-03', '(,2024-07-01)', 9000, 'direct'),
    ('JB-03', '[2024-07-01,)', 9500, 'direct'),
    ('JB-04', '(,2024-07-01)', 7000, 'direct'),
    ('JB-04', '[2024-07-01,)', 8000, 'direct'),
    ('JB-05', '(,)', 2500, 'direct'),
    ('JB-06', '(,)', 10000, 'direct-and-indirect'),
    ('JB-07', '(,)', 8000, 'direct'),
    ('JB-08', '(,)', null, null),
    ('JB-09', '(,)', 1750, 'direct'),
    ('JB-10', '(,)', 20000, null),
    ('MH-04', '(,2024-09-01)', 7000, 'direct'),
    ('MH-04', '[2024-09-01,)', 8000, 'direct'),
    ('MH-08', '(,)', null, 'direct'),
    ('MH-09', '(,)', 1750, 'direct')
) as price (code, valid, cents, basis);
