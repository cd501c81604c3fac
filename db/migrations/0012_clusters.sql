-- Intervision clusters (intervisieclusters) of network partners, and who speaks for each.

-- A proposal to divide partners into clusters (voorstel voor de samenstelling, KA 3.2).
create table cluster_composition (
    id uuid primary key,
    -- Published, so that anybody can make the same division of the same partners.
    seed text not null
        constraint cluster_composition_seed_filled check (length(seed) between 1 and 100),
    starts_on date not null,
    -- Whether it is to hold every partner with a process agreement in force on starts_on.
    takes_all boolean not null,
    -- What follows from its members, kept for lists: neither they nor the rule ever change it.
    cluster_count smallint not null,
    size_cost integer not null,
    mix_cost integer not null,
    overlap_cost integer not null,
    created_at timestamptz not null default now()
);

create table cluster (
    id uuid primary key,
    name text not null
        constraint cluster_name_form
            check (name ~ '^[0-9A-Za-zÀ-ɏ]' and length(name) <= 100),
    starts_on date not null default today(),
    -- The composition that made it, and its place there; null for one that was made by itself.
    composition_id uuid
        constraint cluster_composition_known references cluster_composition,
    composition_place smallint,
    created_at timestamptz not null default now(),
    version integer not null default 1,
    -- A composition is carried out once.
    constraint cluster_composed_once unique (composition_id, composition_place),
    constraint cluster_composed_whole
        check ((composition_id is null) = (composition_place is null))
);

-- Who belongs to a cluster, through time. The municipality joins each (PO 7.2, A11) and has no row.
create table cluster_membership (
    cluster_id uuid not null
        constraint cluster_membership_cluster_known references cluster,
    partner_id uuid not null
        constraint cluster_membership_partner_known references partner,
    valid daterange not null
        constraint cluster_membership_not_empty check (not isempty(valid)),
    constraint cluster_membership_one_at_a_time
        exclude using gist (partner_id with =, valid with &&)
);

create index cluster_membership_by_cluster on cluster_membership (cluster_id);

-- The one partner that goes to MDG I-F for its cluster, through time (PO 4.1, A10).
create table cluster_delegation (
    cluster_id uuid not null
        constraint cluster_delegation_cluster_known references cluster,
    partner_id uuid not null
        constraint cluster_delegation_partner_known references partner,
    valid daterange not null
        constraint cluster_delegation_not_empty check (not isempty(valid)),
    constraint cluster_delegation_one_at_a_time
        exclude using gist (cluster_id with =, valid with &&)
);

create index cluster_delegation_by_partner on cluster_delegation (partner_id);

-- The end of a cluster (opheffing), made once: the first day on which it is no more.
create table cluster_dissolution (
    cluster_id uuid
        constraint cluster_dissolution_once primary key
        constraint cluster_dissolution_cluster_known references cluster,
    dissolved_on date not null,
    document_reference text not null
        constraint cluster_dissolution_documented
            check (length(document_reference) between 1 and 100),
    created_at timestamptz not null default now(),
    version integer not null default 1
);

-- Who is in a proposed composition and where, with all that the division was made from.
create table cluster_composition_member (
    composition_id uuid not null
        constraint cluster_composition_member_known references cluster_composition,
    partner_id uuid not null
        constraint cluster_composition_member_partner_known references partner,
    -- Which of the proposed clusters, from 1.
    place smallint not null,
    size text not null,
    pillars text[] not null,
    expertise text[] not null,
    last_cluster_id uuid references cluster,
    constraint cluster_composition_member_once primary key (composition_id, partner_id)
);

-- What became of a proposed composition, made once and never changed.
create table cluster_composition_outcome (
    composition_id uuid
        constraint cluster_composition_outcome_once primary key
        constraint cluster_composition_outcome_known references cluster_composition,
    outcome text not null
        constraint cluster_composition_outcome_form check (outcome in ('confirmed', 'withdrawn')),
    decision_reference text,
    -- Of the clusters that were made, in their places.
    names text[],
    reason text,
    created_at timestamptz not null default now(),
    constraint cluster_composition_outcome_grounded check (
        (outcome = 'confirmed') = (decision_reference is not null)
        and (outcome = 'confirmed') = (names is not null)
        and (outcome = 'withdrawn') = (reason is not null)
    )
);

-- Whether a partner may belong to a cluster on a day: its process agreement is in force (PO 2.1).
create function may_be_in_cluster(partner uuid, day date) returns boolean
language sql stable parallel safe
as $$
    select exists (
        select
        from agreement
        where partner_id = partner
            and kind = 'process'
            and day between starts_on and ends_on
    )
$$;

-- Every cluster as it stands on a day. One that is not there yet is shown with the members of its
-- first day, one that is no more with those of its last.
create function cluster_on(day date) returns table (
    id uuid, name text, starts_on date, dissolved_on date, state text, shown_on date,
    composition_id uuid, created_at text, version integer
)
language sql stable parallel safe
as $$
    select
        cluster.id,
        cluster.name,
        cluster.starts_on,
        dissolution.dissolved_on,
        case
            when dissolution.dissolved_on <= greatest(day, cluster.starts_on) then 'dissolved'
            when dissolution.dissolved_on is not null then 'ending'
            when day < cluster.starts_on then 'planned'
            else 'running'
        end,
        greatest(cluster.starts_on, least(day, dissolution.dissolved_on - 1)),
        cluster.composition_id,
        to_char(cluster.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        cluster.version
    from cluster
    left join cluster_dissolution as dissolution on dissolution.cluster_id = cluster.id
$$;

-- The last day up to a day on which a partner was the delegate of a cluster; null for never.
create function last_delegated_on(partner uuid, day date) returns date
language sql stable parallel safe
as $$
    -- Without an end least() has only the day.
    select max(least(upper(valid) - 1, day))
    from cluster_delegation
    where partner_id = partner
        and lower(valid) <= day
$$;

-- The members of a cluster on a day; lists are lines of text, as no kind of expertise has lines.
create function cluster_member_on(cluster uuid, day date) returns table (
    partner_id uuid, size text, pillars text, expertise text, may_belong boolean,
    is_delegate boolean, delegated_on date
)
language sql stable parallel safe
as $$
    select
        membership.partner_id,
        partner.size,
        array_to_string(partner.pillars, e'\n'),
        array_to_string(partner.expertise, e'\n'),
        may_be_in_cluster(membership.partner_id, day),
        exists (
            select
            from cluster_delegation as delegation
            where delegation.cluster_id = membership.cluster_id
                and delegation.partner_id = membership.partner_id
                and delegation.valid @> day
        ),
        last_delegated_on(membership.partner_id, day)
    from cluster_membership as membership
    join partner on partner.id = membership.partner_id
    where membership.cluster_id = cluster
        and membership.valid @> day
$$;

grant select, insert on cluster, cluster_membership, cluster_delegation, cluster_dissolution,
    cluster_composition, cluster_composition_member, cluster_composition_outcome
    to hendig_service;
grant update (name, version) on cluster to hendig_service;
grant update (valid) on cluster_membership, cluster_delegation to hendig_service;
-- Periods of which no day has passed are no history yet; others are only ended.
grant delete on cluster_membership, cluster_delegation to hendig_service;
-- A composition may end a cluster sooner than was decided before.
grant update (dissolved_on, document_reference, version) on cluster_dissolution to hendig_service;
