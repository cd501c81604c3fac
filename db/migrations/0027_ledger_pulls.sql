-- What bookkeeping pulls from the ledger, and entries by hand: openings and reversals.

alter table ledger_entry
    -- Whether a published figure was given in whole euros.
    add column rounded_to_euros boolean not null default false,
    add constraint ledger_entry_rounded check (not rounded_to_euros or cents % 100 = 0);

-- An opening entry and a reversal commit to one line more; what was committed to before stays.
create or replace function ledger_commitment(entry ledger_entry) returns bytea
language sql stable parallel safe
as $$
    select sha256(convert_to(concat('hendig ledger entry 1',
        e'\n', entry.id, e'\n', encode(entry.salt, 'hex'), e'\n', entry.year,
        e'\n', to_char(entry.month, 'YYYY-MM'), e'\n', entry.pillar, e'\n', entry.partner_id,
        e'\n', entry.product_code, e'\n', entry.cents, e'\n', entry.declaration_id,
        e'\n', entry.reference, e'\n', entry.source,
        e'\nreverses ' || entry.reverses,
        case when entry.rounded_to_euros then e'\nrounded to euros' end), 'UTF8'))
$$;

-- A reversal says the same as the entry it reverses, of as much less. A claim's line is taken back
-- by a credit (TR389), and a reversal by a new entry.
create function check_ledger_entry_is_reverse() returns trigger
language plpgsql
as $$
begin
    if not exists (
        select from ledger_entry
        where sequence = new.reverses
            and source is not null
            and reverses is null
            and new.source is not null
            and (year, pillar, cents) = (new.year, new.pillar, -new.cents)
            and month is not distinct from new.month
            and partner_id is not distinct from new.partner_id
            and product_code is not distinct from new.product_code
    ) then
        raise exception 'a reversal must be the reverse of an opening entry'
            using errcode = 'check_violation', constraint = 'ledger_entry_is_reverse',
                table = 'ledger_entry';
    end if;
    return null;
end
$$;
create trigger ledger_entry_is_reverse
    after insert on ledger_entry
    for each row when (new.reverses is not null)
    execute function check_ledger_entry_is_reverse();

-- Few entries have a source; whether one was entered before is looked up here.
create index ledger_entry_from_source on ledger_entry (year, source) where source is not null;

-- An entry with what is read beside it, each by its key and only for rows that are given.
create view ledger_entry_posted as
select sequence, id, year, month, pillar, partner_id,
    (select name from partner where partner.id = entry.partner_id) as partner_name,
    product_code, cents, declaration_id, reference, source, rounded_to_euros,
    (
        select reversed.id
        from ledger_entry as reversed
        where reversed.sequence = entry.reverses
    ) as reversed_id,
    reverses,
    to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at,
    -- As `receivable BVorDebHad 1250,revenue WOmzNodNod -1250`.
    (
        select string_agg(concat_ws(' ', account, rgs, ledger_posting.cents), ','
            order by ledger_posting.cents desc, account)
        from ledger_posting
        join ledger_account on code = account
        where ledger_posting.sequence = entry.sequence
    ) as postings
from ledger_entry as entry;

grant select on ledger_entry_posted to hendig_service;
