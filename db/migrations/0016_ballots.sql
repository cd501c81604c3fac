-- Tickets and ballots (stembiljetten). Whoever reads all of this, the log of the database and its
-- backups learns that a cluster received a ballot, and nothing of who cast it or what it says:
-- tickets are kept as digests, a ticket that was used is marked by another digest of it, which
-- only the ticket itself leads to, ballots are sealed to the trust body's key, and both stand in
-- order of their bytes in one row for each cluster, so that no row, row version or id keeps the
-- order in which they came.

-- One row for each cluster of a round whose tickets were given out.
create table ballot_box (
    measurement_id uuid not null,
    cluster_id uuid not null,
    -- Partners of the cluster and the municipality: as many tickets were given out.
    members smallint not null
        constraint ballot_box_members_form check (members between 2 and 20),
    -- False from the closure on.
    is_open boolean not null default true,
    -- Marks of used tickets, of no use once it is closed.
    spent bytea[] not null default '{}',
    sealed bytea[] not null default '{}',
    -- How many answered, kept when the ballots are destroyed.
    respondents smallint,
    constraint ballot_box_once primary key (measurement_id, cluster_id),
    constraint ballot_box_of foreign key (measurement_id, cluster_id)
        references trust_measurement_cluster,
    constraint ballot_box_ticket_for_each
        check (not is_open or cardinality(spent) = cardinality(sealed)),
    constraint ballot_box_room check (cardinality(sealed) <= members)
);

-- In order of bytes, each once.
create function is_strictly_ascending(list bytea[]) returns boolean
language sql immutable parallel safe
as $$
    select list = coalesce(
        (select array_agg(distinct item order by item) from unnest(list) as item), '{}'
    )
$$;

alter table ballot_box
    add constraint ballot_box_ticket_once check (is_strictly_ascending(spent)),
    add constraint ballot_box_no_order_of_arrival check (is_strictly_ascending(sealed)),
    -- Else analyze would keep copies of what the tally destroys.
    alter column spent set statistics 0,
    alter column sealed set statistics 0;

-- Whether enough answered is told when no ballot comes any more: at the closure, or before it when
-- the clock closed the round, which may then still be extended (A27).
create or replace view trust_measurement_part as
select
    part.measurement_id,
    part.cluster_id,
    part.place,
    coalesce(
        part.is_enough,
        case
            when trust_measurement_state(round, moment()) = 'closed'
            then coalesce(cardinality(box.sealed) >= round.minimum_respondents, false)
        end
    ) as is_enough,
    array(
        select partner_id
        from trust_measurement_roster as roster
        where roster.measurement_id = part.measurement_id
            and roster.cluster_id = part.cluster_id
        order by partner_id
    ) as partner_ids,
    exists (
        select
        from trust_measurement_member as kept
        where kept.measurement_id = part.measurement_id
            and kept.cluster_id = part.cluster_id
    ) as tickets_issued
from trust_measurement_cluster as part
join trust_measurement as round on round.id = part.measurement_id
left join ballot_box as box
    on box.measurement_id = part.measurement_id and box.cluster_id = part.cluster_id;

-- Digests of the tickets of a cluster; nothing tells who holds which.
create table trust_ticket (
    digest bytea
        constraint trust_ticket_once primary key
        constraint trust_ticket_digest_form check (length(digest) = 32),
    measurement_id uuid not null,
    cluster_id uuid not null,
    constraint trust_ticket_of foreign key (measurement_id, cluster_id) references ballot_box
);

alter table trust_ticket
    alter column digest set statistics 0;

create function ticket_digest(ticket uuid) returns bytea
language sql immutable parallel safe
as $$ select sha256(uuid_send(ticket)) $$;

-- Marks a ticket as used. From its digest nobody can compute this.
create function ticket_mark(ticket uuid) returns bytea
language sql immutable parallel safe
as $$ select sha256('used'::bytea || uuid_send(ticket)) $$;

-- Gives out the tickets of a cluster, once: as many as it has members, in random order. Only their
-- digests stay, in an order of their own.
create function issue_tickets(
    measurement uuid,
    cluster uuid,
    out refusal text,
    out tickets uuid[]
)
language plpgsql
as $$
declare
    round trust_measurement;
    members integer;
begin
    select * into round from trust_measurement where id = measurement for update;
    if not found then
        refusal := 'round-unknown';
        return;
    end if;
    refusal := case
        when trust_measurement_state(round, moment()) <> 'open' then 'round-not-open'
        when not exists (
            select
            from trust_measurement_cluster as part
            where part.measurement_id = measurement and part.cluster_id = cluster
        ) then 'cluster-not-in-round'
        when exists (
            select
            from ballot_box as box
            where box.measurement_id = measurement and box.cluster_id = cluster
        ) then 'given-out'
    end;
    if refusal is not null then return; end if;
    update trust_measurement
    set key_id = coalesce(
            round.key_id,
            (select id from trust_key order by created_at desc, id desc limit 1)
        ),
        version = version + 1
    where id = measurement
    returning key_id into round.key_id;
    if round.key_id is null then
        refusal := 'trust-key-missing';
        return;
    end if;
    insert into trust_measurement_member (measurement_id, cluster_id, partner_id)
    select roster.measurement_id, roster.cluster_id, roster.partner_id
    from trust_measurement_roster as roster
    where roster.measurement_id = measurement and roster.cluster_id = cluster;
    get diagnostics members = row_count;
    if members = 0 then
        refusal := 'cluster-empty';
        return;
    end if;
    -- The municipality is one of them (PO 7.2, A11).
    select array_agg(gen_random_uuid()) into tickets from generate_series(0, members);
    insert into ballot_box (measurement_id, cluster_id, members)
    values (measurement, cluster, members + 1);
    insert into trust_ticket (digest, measurement_id, cluster_id)
    select ticket_digest(ticket), measurement, cluster
    from unnest(tickets) as ticket
    order by ticket_digest(ticket);
end
$$;

-- Whether the log of this database would keep the values of statements. Who asks this before it
-- tells a ticket or an answer keeps both out of it. The last two are of auto_explain and pgaudit.
create function logs_values() returns boolean
language sql stable
as $$
    select current_setting('log_parameter_max_length') <> '0'
            and (current_setting('log_statement') in ('mod', 'all')
                or current_setting('log_min_duration_statement') <> '-1'
                or current_setting('log_min_duration_sample') <> '-1'
                or current_setting('log_transaction_sample_rate') <> '0')
        or current_setting('log_parameter_max_length_on_error') <> '0'
        -- Plans of their own hold values as constants, whatever is said of parameters.
        or current_setting('debug_print_plan') <> 'off'
        or coalesce(current_setting('auto_explain.log_min_duration', true), '-1') <> '-1'
        or coalesce(current_setting('pgaudit.log_parameter', true), 'off') <> 'off'
$$;

create function number_of(bytes bytea) returns numeric
language plpgsql immutable
as $$
declare
    -- Twelve hexadecimal digits are 48 bits, which a bigint holds.
    digits text := lpad(encode(bytes, 'hex'), (length(bytes) * 2 + 11) / 12 * 12, '0');
    number numeric := 0;
begin
    for place in 0 .. length(digits) / 12 - 1 loop
        number := number * 281474976710656
            + ('x' || substr(digits, place * 12 + 1, 12))::bit(48)::bigint;
    end loop;
    return number;
end
$$;

create function bytes_of(number numeric, count integer) returns bytea
language plpgsql immutable
as $$
declare
    digits text := '';
begin
    while length(digits) < count * 2 loop
        digits := lpad(to_hex(mod(number, 281474976710656)::bigint), 12, '0') || digits;
        number := div(number, 281474976710656);
    end loop;
    return decode(right(digits, count * 2), 'hex');
end
$$;

-- The RSA key among the packets of an OpenPGP public key that messages are sealed to
-- (RFC 4880 4.2, 5.5.2, 12.2); no row when there is none.
create function sealing_key(public_key bytea) returns table (modulus bytea, exponent bytea)
language plpgsql immutable
as $$
declare
    place integer := 0;
    tag integer;
    head integer;
    size integer;
    body bytea;
begin
    while place < length(public_key) loop
        tag := get_byte(public_key, place);
        size := get_byte(public_key, place + 1);
        if tag & 64 = 0 then
            head := 2 + (tag & 1) + (tag & 2) / 2 * 3;
            size := number_of(substr(public_key, place + 2, head - 1));
            tag := tag >> 2 & 15;
        else
            head := case when size < 192 then 2 when size < 224 then 3 else 6 end;
            size := case head
                when 2 then size
                when 3 then (size - 192) * 256 + get_byte(public_key, place + 2) + 192
                else number_of(substr(public_key, place + 3, 4))
            end;
            tag := tag & 63;
        end if;
        body := substr(public_key, place + head + 1, size);
        if tag in (6, 14) and get_byte(body, 0) = 4 and get_byte(body, 5) in (1, 2)
            and right(
                encode(digest('\x99'::bytea || bytes_of(size, 2) || body, 'sha1'), 'hex'), 16
            ) = lower(pgp_key_id(public_key))
        then
            size := (number_of(substr(body, 7, 2))::integer + 7) / 8;
            modulus := substr(body, 9, size);
            -- No key begins so, and sealing to it would not end.
            if get_byte(modulus, 0) = 0 then return; end if;
            exponent := substr(
                body, 11 + size, (number_of(substr(body, 9 + size, 2))::integer + 7) / 8
            );
            return next;
            return;
        end if;
        place := place + head + size;
    end loop;
end
$$;
-- Base to the power of exponent, modulo modulus.
create function power_of(base numeric, exponent numeric, modulus numeric) returns numeric
language plpgsql immutable
as $$
declare
    power numeric := 1;
begin
    while exponent > 0 loop
        if mod(exponent, 2) = 1 then power := mod(power * base, modulus); end if;
        base := mod(base * base, modulus);
        exponent := div(exponent, 2);
    end loop;
    return power;
end
$$;

-- A session key under a public key, of the same size each time (RFC 4880 5.1, 13.1.1).
create function sealed_session_key(session bytea, public_key bytea) returns bytea
language plpgsql
as $$
declare
    rsa record;
    size integer;
    checksum integer := 0;
    random bytea;
    padding bytea;
    sealed bytea;
begin
    select * into strict rsa from sealing_key(public_key);
    size := length(rsa.modulus);
    for place in 0 .. 31 loop
        checksum := checksum + get_byte(session, place);
    end loop;
    -- Once in 256 times the first byte would be left out, and the size would be another.
    loop
        padding := '';
        while length(padding) < size - 38 loop
            random := gen_random_bytes(1);
            if get_byte(random, 0) <> 0 then padding := padding || random; end if;
        end loop;
        sealed := bytes_of(
            power_of(
                number_of(
                    '\x0002'::bytea || padding || '\x0009'::bytea || session
                        || bytes_of(checksum, 2)
                ),
                number_of(rsa.exponent),
                number_of(rsa.modulus)
            ),
            size
        );
        exit when get_byte(sealed, 0) > 0;
    end loop;
    return '\xc1ff'::bytea || bytes_of(size + 12, 4) || '\x03'::bytea
        || decode(pgp_key_id(public_key), 'hex') || '\x01'::bytea
        || bytes_of(
            size * 8 - 8 + length(ltrim(get_byte(sealed, 0)::bit(8)::text, '0')), 2
        )
        || sealed;
end
$$;

-- A message under a session key, as pgp_pub_encrypt makes it but for its clock: an OpenPGP message
-- has a date inside, which there is the second of the sealing and would tell the trust body when
-- each ballot came. Here it is none (RFC 4880 5.9, 5.13, 5.14).
create function sealed_message(message text, session bytea) returns bytea
language plpgsql
as $$
declare
    random bytea := gen_random_bytes(16);
    bytes bytea := convert_to(message, 'UTF8');
    previous bytea := decode(repeat('00', 16), 'hex');
    sealed bytea := '';
    mask bytea;
begin
    bytes := random || substr(random, 15) || '\xcb'::bytea || bytes_of(length(bytes) + 6, 1)
        || '\x740000000000'::bytea || bytes || '\xd314'::bytea;
    bytes := bytes || digest(bytes, 'sha1');
    for start in 0 .. length(bytes) - 1 by 16 loop
        mask := encrypt(previous, session, 'aes-ecb/pad:none');
        previous := substr(bytes, start + 1, 16);
        for place in 0 .. length(previous) - 1 loop
            previous := set_byte(
                previous, place, get_byte(previous, place) # get_byte(mask, place)
            );
        end loop;
        sealed := sealed || previous;
    end loop;
    return '\xd2ff'::bytea || bytes_of(length(sealed) + 1, 4) || '\x01'::bytea || sealed;
end
$$;

-- An OpenPGP message that only the holder of the private key reads (RFC 4880 11.3).
create function seal(message text, public_key bytea) returns bytea
language plpgsql
as $$
declare
    session bytea := gen_random_bytes(32);
begin
    return sealed_session_key(session, public_key) || sealed_message(message, session);
end
$$;

-- Takes a ballot: seals its answers and marks its ticket, both or neither. The waiting for the box
-- comes before the clock is asked, so that nobody gets in by waiting.
create function cast_ballot(measurement uuid, ticket uuid, parties integer, answers text)
returns text
language plpgsql
as $$
declare
    box ballot_box;
    round trust_measurement;
    public_key bytea;
begin
    select ballot_box.* into box
    from trust_ticket
    join ballot_box using (measurement_id, cluster_id)
    where trust_ticket.digest = ticket_digest(ticket)
        and trust_ticket.measurement_id = measurement
    for update of ballot_box;
    select * into round from trust_measurement where id = measurement;
    if not found then return 'round-unknown'; end if;
    -- Tickets go with the closure: then none is known any more.
    if not coalesce(box.is_open, true)
        or trust_measurement_state(round, moment()) <> 'open'
    then return 'closed'; end if;
    if box.is_open is null then return 'ticket-unknown'; end if;
    -- Of a ballot that cannot count nothing is told of its ticket: else who kept a list of tickets
    -- could ask which of them were used, and use none.
    if parties > box.members - 1 then return 'too-many-parties'; end if;
    if ticket_mark(ticket) = any (box.spent) then return 'ticket-used'; end if;
    select dearmor(trust_key.public_key) into public_key from trust_key where id = round.key_id;
    update ballot_box
    set spent = (
            select array_agg(mark order by mark)
            from unnest(box.spent || ticket_mark(ticket)) as mark
        ),
        sealed = (
            select array_agg(ballot order by ballot)
            from unnest(box.sealed || seal(answers, public_key)) as ballot
        )
    where measurement_id = box.measurement_id and cluster_id = box.cluster_id;
    return 'counted';
end
$$;

-- What the trust body takes home after the closure. Null before it, since a round that the clock
-- alone closed may be extended, and from the tally on, which destroys them.
create function sealed_ballots(measurement uuid) returns json
language sql stable parallel safe
as $$
    select json_build_object(
        'measurementId', round.id,
        'minimumRespondents', round.minimum_respondents,
        'clusters', (
            select json_agg(
                json_build_object(
                    'clusterId', part.cluster_id,
                    'members', coalesce(
                        box.members,
                        (
                            select count(*) + 1
                            from trust_measurement_roster as roster
                            where roster.measurement_id = part.measurement_id
                                and roster.cluster_id = part.cluster_id
                        )
                    ),
                    'ballots', coalesce(
                        (
                            select json_agg(
                                translate(encode(ballot, 'base64'), e'\n', '')
                                order by ballot
                            )
                            from unnest(box.sealed) as ballot
                        ),
                        '[]'
                    )
                )
                order by part.place
            )
            from trust_measurement_cluster as part
            left join ballot_box as box using (measurement_id, cluster_id)
            where part.measurement_id = round.id
        )
    )
    from trust_measurement as round
    where round.id = measurement and round.closed_at is not null and round.published_at is null
$$;

grant select, insert on ballot_box, trust_ticket to hendig_service;
grant update (is_open, spent, sealed, respondents) on ballot_box to hendig_service;
-- After the closure tickets are of no use.
grant delete on trust_ticket to hendig_service;
