-- Entering costs less: what is entered together is looked at together, once for a statement or at
-- the commit, and not row by row.

-- At the commit the ledger has grown by as many entries as it tells, without gaps, each with its
-- amount on the side of the partner and its opposite as revenue, and with no posting more. An
-- entry has an account once, so postings that are right are two at most.
create or replace function check_ledger_entry_balanced() returns trigger
language plpgsql
as $$
begin
    if (select (count(*), count(*) filter (where (account, posting.cents) in (
                    (case when source is null then 'receivable' else 'opening' end, entry.cents),
                    ('revenue', -entry.cents)
                ))) is distinct from (2 * (new.size - old.size), 2 * (new.size - old.size))
            from ledger_posting as posting
            left join ledger_entry as entry
                on entry.sequence = posting.sequence
                    and entry.sequence > old.size
                    and entry.sequence <= new.size
            where posting.sequence > old.size
                and posting.sequence <= new.size) then
        raise exception 'the ledger must grow by entries whose postings come to their amount on'
                ' either side'
            using errcode = 'check_violation', constraint = 'ledger_entry_balanced',
                table = 'ledger_entry';
    end if;
    return null;
end
$$;
drop trigger ledger_entry_balanced on ledger_entry;
create constraint trigger ledger_entry_balanced
    after update of size on ledger_size
    deferrable initially deferred
    for each row execute function check_ledger_entry_balanced();

-- An entry of before gets no posting more, and no posting is without its entry: the first of them
-- comes with its own, and so do those behind it, as numbers rise from commit to commit.
create or replace function check_ledger_posting_of_new_entry() returns trigger
language plpgsql
as $$
begin
    if exists (
        select
        from (select min(sequence) as first, max(sequence) as last from added) as ends
        where last > (select size from ledger_size)
            or (select xmin from ledger_entry where sequence = first)
                is distinct from pg_current_xact_id()::xid
                and first is not null
    ) then
        raise exception 'a posting must come with its entry'
            using errcode = 'check_violation', constraint = 'ledger_posting_of_new_entry',
                table = 'ledger_posting';
    end if;
    return null;
end
$$;

-- What entries name. A foreign key would look up each by itself and lock what it finds, and who
-- enters for the same partner or product at the same time would share that lock, which costs
-- PostgreSQL more than the entry. What is reversed is there by `ledger_entry_is_reverse`.
alter table ledger_entry
    drop constraint ledger_entry_partner_id_fkey,
    drop constraint ledger_entry_product_code_fkey,
    drop constraint ledger_entry_declaration_id_fkey,
    drop constraint ledger_entry_reverses_one;

-- Entries are among those that the ledger tells of, and name what is there: a product, and a
-- partner or, where it comes from a claim, the declaration of that partner.
create function check_ledger_entries() returns trigger
language plpgsql
as $$
declare
    broken text;
begin
    select looked_up.broken into broken
    from added
    cross join lateral (
        select case
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
    return null;
end
$$;
create trigger ledger_entries_checked
    after insert on ledger_entry
    referencing new table as added
    for each statement execute function check_ledger_entries();

-- And it stays: what an entry names is neither taken away nor given another key. Who enters holds
-- the ledger until the commit, so who waits for it here sees every entry.
create function check_named_by_no_ledger_entry() returns trigger
language plpgsql
as $$
declare
    is_named boolean;
begin
    perform from ledger_size for update;
    execute format('select exists (select from ledger_entry where %I = ($1).%I)', tg_argv[0],
        tg_argv[1])
    into is_named using old;
    if is_named then
        raise exception 'an entry of the ledger names this %', tg_table_name
            using errcode = 'foreign_key_violation', table = 'ledger_entry',
                constraint = format('ledger_entry_%s_known', tg_table_name);
    end if;
    return null;
end
$$;
create trigger partner_named_by_no_ledger_entry
    after delete or update of id on partner
    for each row execute function check_named_by_no_ledger_entry('partner_id', 'id');
create trigger product_named_by_no_ledger_entry
    after delete or update of code on product
    for each row execute function check_named_by_no_ledger_entry('product_code', 'code');
create trigger declaration_named_by_no_ledger_entry
    after delete or update of id on declaration
    for each row execute function check_named_by_no_ledger_entry('declaration_id', 'id');
