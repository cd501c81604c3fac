-- A year that was read follows the entries since, by their numbers; no total needs to count its
-- changes.

alter table ledger_year_total drop column changes;

-- Differs whenever a partner does, and in another database.
create view partner_state as
select concat(pg_postmaster_start_time(), ' ', 'ledger_entry'::regclass::oid, ' ', count(*), ' ',
    sum(version)) as state
from partner;

grant select on partner_state to hendig_service;
