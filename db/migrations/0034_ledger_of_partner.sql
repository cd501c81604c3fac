-- What a page of a partner's entries is chosen by stands in their index: it looks at a thousand of
-- them, which lie all over the table.
drop index ledger_entry_of_partner;
create index ledger_entry_of_partner on ledger_entry (partner_id, sequence)
    include (year, pillar);

-- PostgreSQL answers from an index alone only where it knows that all rows are seen. It looks when
-- a hundredth of the ledger is new, and not a fifth as elsewhere: an entry never changes.
alter table ledger_entry set (autovacuum_vacuum_insert_scale_factor = 0.01);
