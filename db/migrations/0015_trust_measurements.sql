-- The trust measurement (vertrouwensmeting): what is asked, to whose key answers are sealed, and
-- rounds of it (PO 7, annex 1).

create extension if not exists pgcrypto;

-- The form (vragenlijst) in its versions. A round keeps the one it began with.
create table questionnaire (
    id uuid
        constraint questionnaire_known primary key,
    number integer not null
        constraint questionnaire_number_once unique
        constraint questionnaire_number_form check (number >= 1),
    -- Where the wording comes from.
    source text not null
        constraint questionnaire_source_filled check (length(source) between 1 and 200),
    created_at timestamptz not null default now()
);

-- R38: items 1 to 5 are about intentions, 6 to 10 about competence.
create table questionnaire_item (
    questionnaire_id uuid not null
        constraint questionnaire_item_of references questionnaire,
    item smallint not null
        constraint questionnaire_item_form check (item between 1 and 10),
    dimension text not null generated always as (
        case when item <= 5 then 'intentional' else 'competential' end
    ) stored,
    label_nl text not null
        constraint questionnaire_item_label_nl_filled check (length(label_nl) between 1 and 500),
    label_en text not null
        constraint questionnaire_item_label_en_filled check (length(label_en) between 1 and 500),
    constraint questionnaire_item_once primary key (questionnaire_id, item)
);

-- Short words of our own; the official wording is the municipality's to add.
insert into questionnaire (id, number, source)
values ('0197f9b1-5c00-7000-8000-000000000101', 1, 'PO annex 1');

insert into questionnaire_item (questionnaire_id, item, label_nl, label_en)
select '0197f9b1-5c00-7000-8000-000000000101', item, label_nl, label_en
from (
    values
        (1, 'Hendig gaat voor eigen belang', 'puts Hendig before its own interest'),
        (2, 'benut kwetsbaarheid van anderen niet', 'does not exploit others'' vulnerability'),
        (3, 'open over fouten en problemen', 'open about mistakes and problems'),
        (4, 'helpt anderen uit zichzelf', 'helps others actively'),
        (5, 'integer zonder controle', 'acts with integrity unchecked'),
        (6, 'komt toezeggingen na', 'does what it promises'),
        (7, 'levert afgesproken kwaliteit', 'delivers the agreed quality'),
        (8, 'voldoende kennis en deskundigheid', 'has the knowledge and expertise'),
        (9, 'voldoende organisatiekracht', 'has the organisational capacity'),
        (10, 'reageert tijdig en passend', 'responds in time and adequately')
) as form (item, label_nl, label_en);

-- Every version of the form as it is answered.
create view questionnaire_form as
select
    questionnaire.id,
    number,
    source,
    (
        select json_agg(
            json_build_object(
                'item', item, 'dimension', dimension, 'labelNl', label_nl, 'labelEn', label_en
            )
            order by item
        )
        from questionnaire_item
        where questionnaire_id = questionnaire.id
    ) as items,
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at
from questionnaire;

-- Public keys of the trust body (openbare sleutels van het vertrouwensorgaan) in OpenPGP armour.
-- The private halves are never here; the newest key is the one that new rounds seal to.
create table trust_key (
    id uuid
        constraint trust_key_known primary key,
    public_key text not null
        constraint trust_key_form
            check (public_key like '-----BEGIN PGP PUBLIC KEY BLOCK-----%'
                and length(public_key) <= 20000),
    -- Of the key that messages are sealed to, as OpenPGP names it.
    key_id text not null
        constraint trust_key_id_form check (key_id ~ '^[0-9A-F]{16}$'),
    label text not null
        constraint trust_key_label_filled check (length(label) between 1 and 100),
    created_at timestamptz not null default now()
);

-- The same key once, whatever its armour looks like.
create unique index trust_key_once on trust_key (sha256(dearmor(public_key)));

-- The id of the key to which messages are sealed; null when nothing can be sealed to it, or when
-- it holds a private key. A key that begins with a public one (tag 6, RFC 4880 section 4.2) has
-- no private one behind it either: pgcrypto refuses a second key, and a private part of it.
create function sealing_key_id(armour text) returns text
language plpgsql
as $$
declare
    key bytea;
begin
    key := dearmor(armour);
    if get_byte(key, 0) not in (152, 153, 154, 198) then return null; end if;
    perform pgp_pub_encrypt('', key);
    -- As ballots are sealed, which takes an RSA key.
    perform seal('', key);
    return pgp_key_id(key);
exception
    when external_routine_invocation_exception or array_subscript_error or no_data_found then
        return null;
end
$$;

-- A round (meetronde). It opens and closes by the clock, or is closed before.
create table trust_measurement (
    id uuid
        constraint trust_measurement_known primary key,
    title text not null
        constraint trust_measurement_title_filled check (length(title) between 1 and 100),
    opens_at timestamptz not null,
    closes_at timestamptz not null,
    -- A27: below it nothing of a cluster is told; never under four.
    minimum_respondents smallint not null default 5
        constraint trust_measurement_minimum check (minimum_respondents between 4 and 7),
    questionnaire_id uuid not null
        constraint trust_measurement_questionnaire references questionnaire,
    -- The key of the trust body that ballots are sealed to: fixed with the first tickets.
    key_id uuid
        constraint trust_measurement_key references trust_key,
    -- The closure: no ballot is taken any more, whatever the clock says.
    closed_at timestamptz,
    -- When the trust body put its tally, from which on outcomes are told.
    published_at timestamptz,
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint trust_measurement_in_order check (opens_at < closes_at),
    constraint trust_measurement_published_after_closure
        check (published_at is null or closed_at is not null)
);

-- The clusters of a round, in the order in which they were named. A cluster is in one round at a
-- time: of two at once the difference would tell who answered what.
create table trust_measurement_cluster (
    measurement_id uuid not null
        constraint trust_measurement_cluster_of references trust_measurement,
    cluster_id uuid not null
        constraint trust_measurement_cluster_known references cluster,
    place smallint not null,
    during tstzrange not null,
    -- Whether as many answered as have to; told at the closure, and never how many.
    is_enough boolean,
    constraint trust_measurement_cluster_once primary key (measurement_id, cluster_id),
    constraint trust_measurement_cluster_one_at_a_time
        exclude using gist (cluster_id with =, during with &&)
);

-- The partners of a cluster at the opening of a round, kept when its tickets are given out. The
-- municipality is a member too and has no row (PO 7.2, A11).
create table trust_measurement_member (
    measurement_id uuid not null,
    cluster_id uuid not null,
    partner_id uuid not null
        constraint trust_measurement_member_known references partner,
    constraint trust_measurement_member_once primary key (measurement_id, cluster_id, partner_id),
    -- Who changes clusters on the day of the opening answers once.
    constraint trust_measurement_member_in_one unique (measurement_id, partner_id),
    constraint trust_measurement_member_of foreign key (measurement_id, cluster_id)
        references trust_measurement_cluster
);

create index trust_measurement_member_by_partner
    on trust_measurement_member (partner_id, measurement_id);

-- Who belongs to the clusters of a round: as kept, and else as it stands on the day of its opening.
create view trust_measurement_roster as
select measurement_id, cluster_id, partner_id
from trust_measurement_member
union all
select part.measurement_id, part.cluster_id, membership.partner_id
from trust_measurement_cluster as part
join trust_measurement as round on round.id = part.measurement_id
join cluster_membership as membership
    on membership.cluster_id = part.cluster_id
        and membership.valid @> (round.opens_at at time zone 'Europe/Amsterdam')::date
where not exists (
    select
    from trust_measurement_member as kept
    where kept.measurement_id = part.measurement_id
        and (kept.cluster_id = part.cluster_id or kept.partner_id = membership.partner_id)
);

-- Where a round stands at a moment.
create function trust_measurement_state(round trust_measurement, at timestamptz) returns text
language sql immutable parallel safe
as $$
    select case
        when round.published_at is not null then 'published'
        when round.closed_at is not null or at >= round.closes_at then 'closed'
        when at >= round.opens_at then 'open'
        else 'planned'
    end
$$;

-- The clusters of every round with their partners.
create view trust_measurement_part as
select
    part.measurement_id,
    part.cluster_id,
    part.place,
    part.is_enough,
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
from trust_measurement_cluster as part;

-- Whether two groups of partners differ by so few that what is told of both tells on one: neither
-- has more than one that the other does not have. Of groups that are equal it tells nothing.
create function isolates_partner(one uuid[], other uuid[]) returns boolean
language sql immutable parallel safe
as $$
    select one && other
        and one <> other
        and (select count(*) from unnest(one) as partner where partner <> all (other)) <= 1
        and (select count(*) from unnest(other) as partner where partner <> all (one)) <= 1
$$;

-- What is worth knowing of a round and forbids nothing.
create function trust_measurement_signals(measurement uuid) returns json
language sql stable parallel safe
as $$
    with part as (
        select part.*, round.opens_at, round.minimum_respondents
        from trust_measurement_part as part
        join trust_measurement as round on round.id = part.measurement_id
        where part.measurement_id = measurement
    ),
    signal as (
        select
            1 as kind,
            place,
            null::uuid as other,
            'trust-measurement.too-few-members' as code,
            format(
                'The cluster %s has %s members with the municipality, and %s have to answer.',
                cluster_id, cardinality(partner_ids) + 1, minimum_respondents
            ) as detail
        from part
        where cardinality(partner_ids) + 1 < minimum_respondents
        union all
        select
            2,
            part.place,
            other.cluster_id,
            'trust-measurement.isolates-member',
            format(
                'The cluster %s has all members but one of the cluster %s in the round %s, '
                    'within twelve months: what is told of both may tell on one of them.',
                part.cluster_id, other.cluster_id, round.id
            )
        from part
        join trust_measurement as round
            on round.id <> part.measurement_id
                -- By the calendar of the Netherlands, and the same seen from either round.
                and greatest(round.opens_at, part.opens_at) at time zone 'Europe/Amsterdam'
                    <= least(round.opens_at, part.opens_at) at time zone 'Europe/Amsterdam'
                        + interval '12 months'
        join trust_measurement_part as other on other.measurement_id = round.id
        where isolates_partner(part.partner_ids, other.partner_ids)
        union all
        select
            3,
            null,
            null,
            'trust-measurement.year-passed',
            'A year has passed since this round opened, and none has opened or is planned since.'
        from trust_measurement as round
        where round.id = measurement
            and round.opens_at at time zone 'Europe/Amsterdam' + interval '12 months'
                <= moment() at time zone 'Europe/Amsterdam'
            and not exists (
                select
                from trust_measurement as later
                where later.opens_at > round.opens_at
            )
    )
    select coalesce(
        json_agg(
            json_build_object('code', code, 'detail', detail, 'source', 'PO 7.2')
            order by kind, place, other, detail
        ),
        '[]'
    )
    from signal
$$;

-- Every round as it stands at the moment of reading. Until its first tickets are given out it
-- shows the newest key.
create view trust_measurement_now as
with clock as materialized (select moment() as at)
select
    round.id,
    title,
    (
        select json_agg(cluster_id order by place)
        from trust_measurement_cluster as part
        where part.measurement_id = round.id
    ) as cluster_ids,
    to_char(opens_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as opens_at,
    to_char(closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as closes_at,
    trust_measurement_state(round, clock.at) as state,
    minimum_respondents,
    questionnaire_id,
    key.id as trust_key_id,
    key.key_id,
    (
        select json_agg(
            json_build_object(
                'clusterId', cluster_id,
                'members', cardinality(partner_ids) + 1,
                'ticketsIssued', tickets_issued,
                'enough', is_enough
            )
            order by place
        )
        from trust_measurement_part as part
        where part.measurement_id = round.id
    ) as clusters,
    to_char(closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as closed_at,
    to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as published_at,
    trust_measurement_signals(round.id) as signals,
    to_char(round.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    version,
    to_char(clock.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as read_at
from trust_measurement as round
cross join clock
left join trust_key as key on key.id = coalesce(
    round.key_id,
    (select id from trust_key order by created_at desc, id desc limit 1)
);

grant select, insert on questionnaire, questionnaire_item, trust_key, trust_measurement,
    trust_measurement_cluster, trust_measurement_member to hendig_service;
grant update (title, opens_at, closes_at, minimum_respondents, key_id, closed_at, published_at,
    version) on trust_measurement to hendig_service;
-- The clusters of a planned round may be others; those with tickets have rows that hold them.
grant update (during, is_enough), delete on trust_measurement_cluster to hendig_service;
grant select on questionnaire_form, trust_measurement_roster, trust_measurement_part,
    trust_measurement_now to hendig_service;
