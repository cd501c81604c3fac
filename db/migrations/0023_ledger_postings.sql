-- Entries of the ledger in the order in which they were committed, each in two postings, and each
-- a leaf of a Merkle tree (RFC 6962), so that whoever keeps a receipt or a head can check it.

-- One row: how far the ledger is. Who enters takes it before the totals and holds it until the
-- commit, so that numbers have no gaps, and numbers and moments come in the order of commits.
create table ledger_size (
    one boolean primary key default true
        constraint ledger_size_once check (one),
    size bigint not null
        constraint ledger_size_not_negative check (size >= 0),
    recorded_at timestamptz not null
);

alter table ledger_entry
    alter column sequence drop identity,
    add column id uuid,
    -- Sixteen random bytes, without which nobody can try what a commitment is of.
    add column salt bytea,
    add column leaf_hash bytea,
    -- The entry whose reverse it is.
    add column reverses bigint,
    alter column recorded_at drop default;

-- What an entry commits to, told by its columns: the digest that a receipt has.
create function ledger_commitment(entry ledger_entry) returns bytea
language sql stable parallel safe
as $$
    select sha256(convert_to(concat('hendig ledger entry 1',
        e'\n', entry.id, e'\n', encode(entry.salt, 'hex'), e'\n', entry.year,
        e'\n', to_char(entry.month, 'YYYY-MM'), e'\n', entry.pillar, e'\n', entry.partner_id,
        e'\n', entry.product_code, e'\n', entry.cents, e'\n', entry.declaration_id,
        e'\n', entry.reference, e'\n', entry.source), 'UTF8'))
$$;

-- The leaf of an entry: its commitment, when it was recorded, in microseconds, and its number.
create function ledger_leaf(commitment bytea, recorded_at timestamptz, sequence bigint)
returns bytea
language sql immutable parallel safe
as $$
    select sha256('\x00'::bytea || commitment
        || int8send((extract(epoch from recorded_at) * 1000000)::bigint) || int8send(sequence))
$$;

-- Those of before are numbered anew, in their order, without gaps.
alter table ledger_entry drop constraint ledger_entry_pkey;
update ledger_entry
set sequence = numbered.place,
    id = gen_random_uuid(),
    salt = uuid_send(gen_random_uuid())
from (
    select ctid as row, row_number() over (order by sequence) as place from ledger_entry
) as numbered
where ledger_entry.ctid = numbered.row;
update ledger_entry
set leaf_hash = ledger_leaf(ledger_commitment(ledger_entry), recorded_at, sequence);
insert into ledger_size (size, recorded_at)
select count(*), coalesce(max(recorded_at), '-infinity') from ledger_entry;
update ledger_size set recorded_at = '2015-01-01' where recorded_at = '-infinity';

alter table ledger_entry
    alter column id set not null,
    alter column salt set not null,
    alter column leaf_hash set not null,
    add primary key (sequence),
    add constraint ledger_entry_id_once unique (id),
    add constraint ledger_entry_reversed_once unique (reverses),
    add constraint ledger_entry_salted check (length(salt) = 16);
alter table ledger_entry
    add constraint ledger_entry_reverses_one foreign key (reverses) references ledger_entry;

-- A partner's own entries, page by page.
create index ledger_entry_of_partner on ledger_entry (partner_id, sequence);

-- The accounts that entries are posted to, from where a partner stands.
create table ledger_account (
    code text primary key,
    name text not null,
    -- The reference code of the account (Referentie Grootboekschema).
    rgs text not null
);
insert into ledger_account (code, name, rgs) values
    ('receivable', 'Te ontvangen van de gemeente', 'BVorDebHad'),
    ('revenue', 'Omzet jeugdhulp en begeleiding', 'WOmzNodNod'),
    ('opening', 'Omzet van eerdere jaren', 'BEivOvrAlr');

-- What an entry puts on an account: a debit is more than nothing, a credit less.
create table ledger_posting (
    sequence bigint not null,
    account text not null,
    cents bigint not null,
    primary key (sequence, account)
);
insert into ledger_posting (sequence, account, cents)
select sequence, case when side > 0 and source is null then 'receivable'
        when side > 0 then 'opening' else 'revenue' end, side * cents
from ledger_entry
cross join (values (1), (-1)) as sides (side);

-- At the commit the postings of an entry must be there and outweigh each other.
create function check_ledger_entry_balanced() returns trigger
language plpgsql
as $$
begin
    if (select count(*) < 2 or sum(cents) <> 0
                or sum(abs(cents)) <> 2 * abs(new.cents)
            from ledger_posting
            where sequence = new.sequence) then
        raise exception 'the postings of an entry must come to its amount on either side'
            using errcode = 'check_violation', constraint = 'ledger_entry_balanced',
                table = 'ledger_entry';
    end if;
    return null;
end
$$;
create constraint trigger ledger_entry_balanced
    after insert on ledger_entry
    deferrable initially deferred
    for each row execute function check_ledger_entry_balanced();

-- An entry of before gets no posting more, and no posting is without its entry.
create function check_ledger_posting_of_new_entry() returns trigger
language plpgsql
as $$
begin
    if exists (
        select from added
        left join ledger_entry using (sequence)
        where ledger_entry.xmin is distinct from pg_current_xact_id()::xid
    ) then
        raise exception 'a posting must come with its entry'
            using errcode = 'check_violation', constraint = 'ledger_posting_of_new_entry',
                table = 'ledger_posting';
    end if;
    return null;
end
$$;
create trigger ledger_posting_of_new_entry
    after insert on ledger_posting
    referencing new table as added
    for each statement execute function check_ledger_posting_of_new_entry();

grant select on ledger_account, ledger_posting, ledger_size to hendig_service;
grant insert on ledger_posting to hendig_service;
grant update (size, recorded_at) on ledger_size to hendig_service;
