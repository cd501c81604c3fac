-- Who enters says what was granted and nothing else: its postings and its totals come from the
-- database, with the entry, in one statement for all that is entered together.

revoke insert on ledger_posting from hendig_service;
revoke insert, update, update (cents, credited_cents, recorded_at) on ledger_year_total
    from hendig_service;
revoke insert, update, update (cents, recorded_at) on ledger_month_total from hendig_service;

-- Postings come with their entry, and none comes by itself.
drop trigger ledger_posting_of_new_entry on ledger_posting;
create or replace function check_ledger_posting_of_new_entry() returns trigger
language plpgsql
as $$
begin
    raise exception 'a posting must come with its entry'
        using errcode = 'check_violation', constraint = 'ledger_posting_of_new_entry',
            table = 'ledger_posting';
end
$$;
create trigger ledger_posting_of_new_entry
    before insert on ledger_posting
    for each statement when (pg_trigger_depth() = 0)
    execute function check_ledger_posting_of_new_entry();

-- What follows from how postings and totals are made needs no look at each. The rest is looked at
-- for all entries of a statement at once: a check of a table costs as much for one row as for
-- hundreds, since PostgreSQL reads it anew for each statement.
alter table ledger_size drop constraint ledger_size_not_negative;
alter table ledger_posting drop constraint ledger_posting_account_known;
alter table ledger_year_total
    drop constraint ledger_year_total_credited_not_negative,
    drop constraint ledger_year_total_granted_not_negative;
alter table ledger_entry
    drop constraint ledger_entry_year_sane,
    drop constraint ledger_entry_pillar_known,
    drop constraint ledger_entry_month_in_year,
    drop constraint ledger_entry_has_ground,
    drop constraint ledger_entry_rounded,
    drop constraint ledger_entry_salted,
    drop constraint ledger_entry_in_lines;

-- The one row of the ledger's size.
alter table ledger_size drop column one;
create unique index ledger_size_once on ledger_size ((true));

drop trigger ledger_entries_checked on ledger_entry;
drop function check_ledger_entries();

-- Entries are sound in themselves, are among those that the ledger tells of, and name what is
-- there: a product, and a partner or, where it comes from a claim, the declaration of that
-- partner. Each has two postings, and adds to the totals of its year and of its month.
create function keep_ledger_entries() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
    broken text;
begin
    select looked_up.broken into broken
    from added
    cross join lateral (
        select case
            when year not between 2015 and 2199
            then 'ledger_entry_year_sane'
            when pillar not in ('youth', 'adult')
            then 'ledger_entry_pillar_known'
            when extract(day from month) <> 1 or extract(year from month) <> year
            then 'ledger_entry_month_in_year'
            -- A line of a claim, or a source that was published.
            when (declaration_id is null) <> (reference is null)
                or (declaration_id is null) <> (source is not null)
            then 'ledger_entry_has_ground'
            when rounded_to_euros and cents % 100 <> 0
            then 'ledger_entry_rounded'
            when length(salt) <> 16
            then 'ledger_entry_salted'
            -- A commitment has a line for each field, so no text may have lines of its own.
            when strpos(concat(product_code, reference, source), e'\n') > 0
            then 'ledger_entry_in_lines'
            when sequence not between 1 and (select size from ledger_size)
            then 'ledger_entry_told'
            when product_code is distinct from
                (select code from product where code = added.product_code)
            then 'ledger_entry_product_known'
            when declaration_id is null and partner_id is distinct from
                (select id from partner where id = added.partner_id)
            then 'ledger_entry_partner_known'
            when declaration_id is not null and partner_id is distinct from
                (select partner_id from declaration where id = added.declaration_id)
            then 'ledger_entry_declaration_known'
        end
    ) as looked_up (broken)
    where looked_up.broken is not null
    limit 1;
    if found then
        raise exception 'an entry breaks %', broken
            using errcode = 'integrity_constraint_violation', table = 'ledger_entry',
                constraint = broken;
    end if;

    insert into ledger_posting (sequence, account, cents)
    select sequence, account, side * cents
    from added
    cross join lateral (
        values (1, case when source is null then 'receivable' else 'opening' end),
            (-1, 'revenue')
    ) as sides (side, account);

    insert into ledger_year_total as total (year, pillar, partner_id, product_code, cents,
        credited_cents, recorded_at)
    select year, pillar, partner_id, product_code, sum(cents), sum(greatest(-cents, 0)),
        max(recorded_at)
    from added
    group by year, pillar, partner_id, product_code
    on conflict on constraint ledger_year_total_once do update
    set cents = total.cents + excluded.cents,
        credited_cents = total.credited_cents + excluded.credited_cents,
        recorded_at = excluded.recorded_at;

    insert into ledger_month_total as total (year, month, pillar, partner_id, cents, recorded_at)
    select year, month, pillar, partner_id, sum(cents), max(recorded_at)
    from added
    group by year, month, pillar, partner_id
    on conflict on constraint ledger_month_total_once do update
    set cents = total.cents + excluded.cents,
        recorded_at = excluded.recorded_at;
    return null;
end
$$;
create trigger ledger_entries_kept
    after insert on ledger_entry
    referencing new table as added
    for each statement execute function keep_ledger_entries();
