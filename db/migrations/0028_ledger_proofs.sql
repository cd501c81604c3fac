-- Roots of whole subtrees of the ledger's tree, so that a head or a proof takes few hashes.

-- Over 256 entries (height 8) and over 65,536 (height 16), as they are complete. Whoever asks for
-- a head or a proof adds what is not there yet, so that who enters need not; all of it can be made
-- again from the entries.
create table ledger_subtree (
    height smallint not null
        constraint ledger_subtree_height_kept check (height in (8, 16)),
    -- From 0 on, the first over the first entries.
    position bigint not null
        constraint ledger_subtree_position_not_negative check (position >= 0),
    hash bytea not null
        constraint ledger_subtree_hashed check (length(hash) = 32),
    primary key (height, position)
);

-- The root over hashes that stand side by side; how many is a power of two (RFC 6962 §2.1).
create function ledger_root(hashes bytea[]) returns bytea
language plpgsql immutable parallel safe
as $$
begin
    while cardinality(hashes) > 1 loop
        hashes := array(
            select sha256('\x01'::bytea || hashes[2 * pair - 1] || hashes[2 * pair])
            from generate_series(1, cardinality(hashes) / 2) as pair
            order by pair
        );
    end loop;
    return hashes[1];
end
$$;

insert into ledger_subtree (height, position, hash)
select 8, (sequence - 1) / 256, ledger_root(array_agg(leaf_hash order by sequence))
from ledger_entry
group by (sequence - 1) / 256
having count(*) = 256;
insert into ledger_subtree (height, position, hash)
select 16, position / 256, ledger_root(array_agg(hash order by position))
from ledger_subtree
group by position / 256
having count(*) = 256;

grant select, insert on ledger_subtree to hendig_service;
