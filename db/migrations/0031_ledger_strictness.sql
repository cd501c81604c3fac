-- What an entry says and where it is posted, to the letter.

-- A commitment has a line for each field, so no text may have lines of its own.
alter table ledger_entry
    add constraint ledger_entry_in_lines check (strpos(coalesce(product_code, '')
        || coalesce(reference, '') || coalesce(source, ''), e'\n') = 0);

alter table ledger_posting
    add constraint ledger_posting_account_known
        check (account in ('receivable', 'opening', 'revenue'));

-- At the commit an entry has its amount on the side of the partner, and its opposite as revenue.
create or replace function check_ledger_entry_balanced() returns trigger
language plpgsql
as $$
begin
    if (select count(*) <> 2
                or count(*) filter (where cents = new.cents and account
                    = case when new.source is null then 'receivable' else 'opening' end) <> 1
                or count(*) filter (where cents = -new.cents and account = 'revenue') <> 1
            from ledger_posting
            where sequence = new.sequence) then
        raise exception 'the postings of an entry must come to its amount on either side'
            using errcode = 'check_violation', constraint = 'ledger_entry_balanced',
                table = 'ledger_entry';
    end if;
    return null;
end
$$;
