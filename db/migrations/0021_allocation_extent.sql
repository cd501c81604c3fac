-- What an allocation (toewijzing) may say beyond a volume, and what it said before.
alter table allocation
    -- The message names the category alone; a claim names its own code.
    add column is_aspecific boolean not null default false,
    -- Instead of a volume.
    add column budget_cents integer
        constraint allocation_budget_form check (budget_cents between 0 and 99999999),
    -- JZ002; 13 withdraws the allocation as if it was never sent (OP033x1).
    add column change_reason text
        constraint allocation_change_reason_known check (change_reason in ('02', '03', '04', '05',
            '06', '07', '08', '09', '10', '11', '12', '13', '14')),
    -- Since when it says this: the date and time of the message (Toewijzingsdatum, -tijd).
    add column allocated_at timestamptz,
    alter column volume drop not null,
    alter column unit drop not null,
    alter column frequency drop not null;

update allocation set allocated_at = created_at;

-- CD076 and CS338 are asked of what is sent and not here: there may be allocations from before.
alter table allocation
    alter column allocated_at set not null,
    alter column allocated_at set default moment(),
    -- CD077, CD078: a volume or a budget.
    add constraint allocation_extent_once
        check ((budget_cents is null) = (volume is not null)
            and (volume is null) = (unit is null)
            and (volume is null) = (frequency is null)),
    -- CD041: what has a code has a volume.
    add constraint allocation_code_with_volume check (budget_cents is null or is_aspecific),
    -- CD079: what has no product has a budget.
    add constraint allocation_product_or_budget
        check (not is_aspecific or category is not null or budget_cents is not null),
    -- CD075.
    add constraint allocation_budget_ends check (budget_cents is null or ends_on is not null),
    add constraint allocation_withdrawn_at_once
        check (change_reason is distinct from '13' or ends_on is not distinct from starts_on);

-- What an allocation said before it changed; nothing here ever changes.
create table allocation_version (
    number integer not null references allocation,
    version integer not null,
    category text,
    is_aspecific boolean not null,
    starts_on date not null,
    ends_on date,
    volume integer,
    unit text,
    frequency text,
    budget_cents integer,
    change_reason text,
    allocated_at timestamptz not null,
    constraint allocation_version_once primary key (number, version)
);

-- All that an allocation ever said, and what it says now.
create view allocation_history as
select match_id, partner_id, number, category, product_code, is_aspecific, starts_on, ends_on,
    volume, unit, frequency, budget_cents, change_reason, allocated_at, created_at, version
from allocation
union all
select match_id, partner_id, number, earlier.category, product_code, earlier.is_aspecific,
    earlier.starts_on, earlier.ends_on, earlier.volume, earlier.unit, earlier.frequency,
    earlier.budget_cents, earlier.change_reason, earlier.allocated_at, created_at,
    earlier.version
from allocation_version as earlier
join allocation using (number);

grant select, insert on allocation_version to hendig_service;
grant select on allocation_history to hendig_service;
grant update (is_aspecific, budget_cents, change_reason, allocated_at) on allocation
    to hendig_service;
