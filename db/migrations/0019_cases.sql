-- What a vault key makes of one word, of the first one that was used: another key is found out
-- before anything is sealed with it, or compared with what an earlier one made.
create table vault_check (
    is_only boolean
        constraint vault_check_once primary key
        constraint vault_check_only check (is_only)
        default true,
    digest bytea not null
);

-- What this service knows of a case (dossier): a key with which everything personal of it is
-- sealed, and nothing in the clear. The key itself is sealed with HENDIG_VAULT_KEY, which is kept
-- outside this database: a copy of the database alone opens nothing. Who erases a case destroys
-- its key; what was sealed with it stays, and is noise. A case is known from its first match on,
-- and has a file once something is to be kept of it.
create table case_file (
    case_reference text
        constraint case_file_known primary key
        constraint case_file_reference_form
            check (case_reference ~ '^[A-Za-z0-9][A-Za-z0-9-]{2,39}$'),
    -- Null before anything was sealed, and for ever once the case is erased.
    wrapped_key bytea,
    -- Of the client's BSN, keyed: equal when the BSN is equal. Null while nobody said whose case
    -- it is.
    bsn_digest bytea,
    -- The client as an allocation message (301) names it.
    sealed_client bytea,
    -- R30, OP003: a secret address keeps a case outside messages that carry a BSN.
    outside_messaging boolean not null default false,
    erased_at timestamptz,
    erasure_decided_on date,
    erasure_reference text
        constraint case_file_erasure_referred check (length(erasure_reference) between 1 and 100),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint case_file_client_whole check ((bsn_digest is null) = (sealed_client is null)),
    constraint case_file_client_keyed check (sealed_client is null or wrapped_key is not null),
    constraint case_file_outside_unnamed check (not outside_messaging or sealed_client is null),
    constraint case_file_erased_whole
        check (erased_at is null or (wrapped_key is null and sealed_client is null)),
    constraint case_file_erasure_decided
        check (num_nulls(erased_at, erasure_decided_on, erasure_reference) in (0, 3))
);

-- Who a message in XML is about, sealed: one row for the client of a start or stop, one for each
-- client of a claim, in their order.
create table message_client (
    declaration_id uuid not null references declaration,
    place integer not null,
    -- Null when the message fits no case we know: it then has a key of its own.
    case_reference text
        constraint message_client_case_known references case_file,
    wrapped_key bytea,
    -- Null once erased.
    bsn_digest bytea,
    -- How many of the message's products or lines are this client's.
    items integer not null
        constraint message_client_items_counted check (items > 0),
    sealed bytea not null,
    primary key (declaration_id, place),
    constraint message_client_one_key check (case_reference is null or wrapped_key is null)
);

create index message_client_by_case on message_client (case_reference)
    where case_reference is not null;
create index message_client_by_digest on message_client (bsn_digest)
    where case_reference is null;

-- A key is 32 random bytes, so the phrases below need no stretching.
create function seal_with_key(content text, key text) returns bytea
language sql volatile
as $$
    select pgp_sym_encrypt(
        content,
        key,
        'cipher-algo=aes256, compress-algo=0, s2k-mode=1, s2k-digest-algo=sha256'
    )
$$;

-- The vault key, when it is the one that was used before.
create function checked_key(vault_key text) returns text
language plpgsql volatile strict
as $$
declare
    own bytea := hmac('check', vault_key, 'sha256');
    kept bytea;
begin
    select digest into kept from vault_check;
    if kept is null then
        insert into vault_check (digest) values (own) on conflict do nothing;
        select digest into kept from vault_check;
    end if;
    if kept <> own then
        -- As pgcrypto says it of what another key sealed.
        raise exception 'another vault key' using errcode = '39000';
    end if;
    return vault_key;
end
$$;

-- Equal for equal BSNs under one vault key, and without that key of no use for trying them all.
create function bsn_digest(bsn text, vault_key text) returns bytea
language sql immutable
as $$
    select hmac(bsn, encode(hmac('bsn', vault_key, 'sha256'), 'hex'), 'sha256')
$$;

-- Null without a vault key.
create function new_wrapped_key(vault_key text) returns bytea
language sql volatile
as $$
    select seal_with_key(encode(gen_random_bytes(32), 'hex'), vault_key)
$$;

-- Holds the files of cases until the transaction ends, in their order, so that no two who hold
-- several wait for each other; each that was not erased has a key then, if there is a vault key.
create function hold_case_files(case_references text[], vault_key text) returns void
language sql volatile
as $$
    insert into case_file (case_reference, wrapped_key)
    select reference, new_wrapped_key(vault_key)
    from (select distinct unnest(case_references) as reference order by reference) as named
    on conflict on constraint case_file_known do update
    set wrapped_key = excluded.wrapped_key
    where case_file.wrapped_key is null
        and case_file.erased_at is null
$$;

-- Holds the cases of allocations, each of the partner beside it, for messages that name clients.
-- Who decided on the messages read before this hold: when one of the cases was erased or put
-- outside messaging since, all of it has to be decided again.
create function hold_messaging_cases(numbers integer[], partners uuid[], vault_key text)
returns void
language plpgsql volatile
as $$
declare
    case_references text[] := array(
        select case_reference
        from unnest(numbers, partners) as named (number, partner_id)
        join allocation using (number, partner_id)
        join match on match.id = match_id
    );
begin
    perform hold_case_files(case_references, checked_key(vault_key));
    if exists (
        select
        from case_file
        where case_reference = any(case_references)
            and (erased_at is not null or outside_messaging)
    ) then
        raise exception 'a case was closed meanwhile' using errcode = 'serialization_failure';
    end if;
end
$$;

-- Opens the key of a case; null once it is erased.
create function case_key(reference text, vault_key text) returns text
language sql stable
as $$
    select pgp_sym_decrypt(wrapped_key, vault_key) from case_file where case_reference = reference
$$;

-- Seals a message's client with the key of its case, which is held, or with a key of its own.
create function seal_message_client(
    reference text,
    content text,
    vault_key text,
    out wrapped bytea,
    out sealed bytea
)
language plpgsql volatile
as $$
declare
    key text;
begin
    if reference is null then
        wrapped := new_wrapped_key(vault_key);
        key := pgp_sym_decrypt(wrapped, vault_key);
    else
        key := case_key(reference, vault_key);
    end if;
    sealed := seal_with_key(content, key);
end
$$;

-- Destroys what opens a held case and what tells whose it is. Messages that were refused because
-- they fit no case have keys of their own, which go with it when they name the same client.
create function erase_case(reference text, decided_on date, document_reference text) returns void
language plpgsql volatile
as $$
declare
    digests bytea[] := array(
        select bsn_digest from case_file where case_reference = reference
        union
        select bsn_digest from message_client where case_reference = reference
    );
begin
    update message_client
    set wrapped_key = null,
        bsn_digest = null
    where case_reference is null
        and bsn_digest = any(digests);
    update message_client
    set bsn_digest = null
    where case_reference = reference
        and bsn_digest is not null;
    update delivery
    set client_digest = null
    from allocation
    join match on match.id = match_id
    where number = allocation_number
        and case_reference = reference
        and client_digest is not null;
    update case_file
    set wrapped_key = null,
        bsn_digest = null,
        sealed_client = null,
        erased_at = now(),
        erasure_decided_on = decided_on,
        erasure_reference = document_reference,
        version = version + 1
    where case_reference = reference;
end
$$;

-- Every case that has a match, with nothing of who it is.
create view case_state as
select case_reference,
    case
        when erased_at is not null then 'erased'
        when outside_messaging then 'outside-messaging'
        when sealed_client is not null then 'named'
        else 'unnamed'
    end as state,
    sealed_client is not null as has_client,
    coalesce(outside_messaging, false) as outside_messaging,
    to_char(erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as erased_at,
    erasure_decided_on,
    erasure_reference,
    to_char(begun_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    coalesce(version, 1) as version
from (
    select case_reference, min(created_at) as begun_at from match group by case_reference
) as begun
left join case_file using (case_reference);

grant select, insert on vault_check, case_file, message_client to hendig_service;
grant select on case_state to hendig_service;
grant update (
    wrapped_key, bsn_digest, sealed_client, outside_messaging, erased_at, erasure_decided_on,
    erasure_reference, version
) on case_file to hendig_service;
grant update (wrapped_key, bsn_digest) on message_client to hendig_service;
