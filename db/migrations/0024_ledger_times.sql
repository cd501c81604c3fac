-- What the ledger's reports need to be told again as they were known at an earlier moment: names,
-- agreements and travel budgets as they stood then. Each state takes its moment as entries do, at
-- the end of its transaction, so that none ever comes in before a moment that was asked about.

-- The next moment of the ledger; nothing else gets one until the transaction ends.
create function ledger_moment() returns timestamptz
language sql volatile
as $$
    update ledger_size
    set recorded_at = greatest(recorded_at + interval '1 microsecond', clock_timestamp())
    returning recorded_at
$$;

-- How many entries were known at a moment: moments never go back along the numbers of entries.
create function ledger_size_at(known_at timestamptz) returns bigint
language plpgsql stable
as $$
declare
    low bigint := 0;
    high bigint := (select size from ledger_size);
    middle bigint;
begin
    -- The first `low` entries are known at the moment, those behind the first `high` are not.
    while low < high loop
        middle := (low + high + 1) / 2;
        if (select recorded_at <= known_at from ledger_entry where sequence = middle) then
            low := middle;
        else
            high := middle - 1;
        end if;
    end loop;
    return low;
end
$$;

create table partner_known (
    partner_id uuid not null references partner,
    known_from timestamptz not null,
    name text not null,
    primary key (partner_id, known_from)
);

create table agreement_known (
    agreement_id uuid not null references agreement,
    known_from timestamptz not null,
    partner_id uuid not null references partner,
    kind text not null,
    starts_on date not null,
    ends_on date not null,
    primary key (agreement_id, known_from)
);

create table travel_budget_known (
    year smallint not null references travel_budget,
    known_from timestamptz not null,
    partners_cents bigint not null,
    primary key (year, known_from)
);

insert into partner_known select id, created_at, name from partner;
insert into agreement_known
select id, created_at, partner_id, kind, starts_on, ends_on from agreement;
insert into travel_budget_known select year, created_at, partners_cents from travel_budget;

create function keep_partner_known() returns trigger
language plpgsql
as $$
begin
    insert into partner_known (partner_id, known_from, name)
    values (new.id, ledger_moment(), new.name);
    return null;
end
$$;

create function keep_agreement_known() returns trigger
language plpgsql
as $$
begin
    insert into agreement_known (agreement_id, known_from, partner_id, kind, starts_on, ends_on)
    values (new.id, ledger_moment(), new.partner_id, new.kind, new.starts_on, new.ends_on);
    return null;
end
$$;

create function keep_travel_budget_known() returns trigger
language plpgsql
as $$
begin
    insert into travel_budget_known (year, known_from, partners_cents)
    values (new.year, ledger_moment(), new.partners_cents);
    return null;
end
$$;

create constraint trigger partner_kept
    after insert or update of name on partner
    deferrable initially deferred
    for each row execute function keep_partner_known();
create constraint trigger agreement_kept
    after insert or update of starts_on, ends_on on agreement
    deferrable initially deferred
    for each row execute function keep_agreement_known();
create constraint trigger travel_budget_kept
    after insert or update of partners_cents on travel_budget
    deferrable initially deferred
    for each row execute function keep_travel_budget_known();

-- A year's entries, in their order.
create index ledger_entry_of_year on ledger_entry (year, sequence);

grant select, insert on partner_known, agreement_known, travel_budget_known to hendig_service;
