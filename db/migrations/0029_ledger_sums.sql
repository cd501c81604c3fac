-- What was credited of each total of a year, so that the year's sum tree can tell apart what was
-- granted and what was credited: with neither below nothing, no amount can hide in another.

alter table ledger_year_total
    add column credited_cents bigint not null default 0
        constraint ledger_year_total_credited_not_negative check (credited_cents >= 0);

update ledger_year_total as total
set credited_cents = entered.cents
from (
    select year, pillar, partner_id, product_code, -sum(cents) as cents
    from ledger_entry
    where cents < 0
    group by year, pillar, partner_id, product_code
) as entered
where total.year = entered.year
    and total.pillar = entered.pillar
    and total.partner_id is not distinct from entered.partner_id
    and total.product_code is not distinct from entered.product_code;

alter table ledger_year_total
    add constraint ledger_year_total_granted_not_negative check (cents + credited_cents >= 0);

grant update (credited_cents) on ledger_year_total to hendig_service;
