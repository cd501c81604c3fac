-- Entering costs less; what is kept stays the same.

-- The parts of a moment at UTC hang on no setting, so PostgreSQL can put the text of the function
-- in the place of its call.
create or replace function ledger_leaf(commitment bytea, recorded_at timestamptz, sequence bigint)
returns bytea
language sql immutable parallel safe
as $$
    select sha256('\x00'::bytea || commitment
        || int8send((extract(epoch from recorded_at at time zone 'UTC') * 1000000)::bigint)
        || int8send(sequence))
$$;

-- Few entries are reversals.
alter table ledger_entry drop constraint ledger_entry_reversed_once;
create unique index ledger_entry_reversed_once on ledger_entry (reverses)
    where reverses is not null;
