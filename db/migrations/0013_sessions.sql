-- Sessions (bijeenkomsten) of the meeting structure and who came to them, attestations of the
-- Reisgids, and the functions that speak for a partner (vertegenwoordigers). No names anywhere.

create table session (
    id uuid primary key,
    kind text not null
        constraint session_kind_known
            check (kind in ('intervision', 'mdg-if', 'theme-tent', 'colouring-in-day')),
    -- The day it is planned for, and was held on.
    held_on date not null,
    cluster_id uuid
        constraint session_cluster_known references cluster,
    topic text
        constraint session_topic_filled check (length(topic) between 1 and 200),
    state text not null default 'planned'
        constraint session_state_known check (state in ('planned', 'held', 'cancelled')),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint session_cluster_when_intervision
        check ((kind = 'intervision') = (cluster_id is not null)),
    -- What its attendance and its cancellation refer to: it has one of them or none.
    constraint session_in_state unique (id, state),
    constraint session_of_kind unique (id, kind)
);

-- Two on one day would count as the two of a year (KA 3.2).
create unique index session_once_per_day on session (kind, cluster_id, held_on)
    nulls not distinct
    where state <> 'cancelled' and kind in ('intervision', 'mdg-if');
create index session_by_day on session (held_on);
create index session_by_cluster on session (cluster_id);

create table session_cancellation (
    session_id uuid
        constraint session_cancellation_once primary key,
    state text not null default 'cancelled'
        constraint session_cancellation_state check (state = 'cancelled'),
    reason text not null
        constraint session_cancellation_reasoned check (length(reason) between 1 and 500),
    created_at timestamptz not null default now(),
    constraint session_cancellation_of_cancelled
        foreign key (session_id, state) references session (id, state)
);

create table session_attendance (
    session_id uuid
        constraint session_attendance_once primary key,
    state text not null default 'held'
        constraint session_attendance_state check (state = 'held'),
    municipality_present boolean not null,
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint session_attendance_of_held
        foreign key (session_id, state) references session (id, state)
);

create table session_attendance_entry (
    session_id uuid not null
        constraint session_attendance_entry_recorded references session_attendance,
    kind text not null,
    partner_id uuid not null
        constraint session_attendance_entry_partner_known references partner,
    attendance text not null
        constraint session_attendance_entry_known
            check (attendance in ('present', 'excused', 'absent')),
    -- For whom a partner went to MDG I-F.
    cluster_id uuid
        constraint session_attendance_entry_cluster_known references cluster,
    constraint session_attendance_entry_once primary key (session_id, partner_id),
    -- PO 4.1, A10: exactly one delegate per cluster and meeting.
    constraint session_attendance_entry_one_delegate unique (session_id, cluster_id),
    constraint session_attendance_entry_cluster_when_mdg_if
        check ((kind = 'mdg-if') = (cluster_id is not null)),
    constraint session_attendance_entry_of_kind
        foreign key (session_id, kind) references session (id, kind)
);

create index session_attendance_entry_by_partner on session_attendance_entry (partner_id);
create index session_attendance_entry_by_cluster on session_attendance_entry (cluster_id);

-- PO 4.3, KA 3.4: how many new employees there were and how many did the Reisgids. A mistake is
-- corrected by attesting again: the last one counts.
create table attestation (
    id uuid primary key,
    partner_id uuid not null
        constraint attestation_partner_known references partner,
    attested_on date not null,
    new_employees integer not null
        constraint attestation_new_counted check (new_employees between 0 and 10000),
    new_employees_done integer not null
        constraint attestation_done_counted check (new_employees_done >= 0),
    created_at timestamptz not null default now(),
    constraint attestation_done_at_most_new check (new_employees_done <= new_employees)
);

create index attestation_by_partner on attestation (partner_id, id);

-- PO 4.1: the functions that speak for a partner, each row from its day until that of the next.
create table representation (
    partner_id uuid not null
        constraint representation_partner_known references partner,
    valid_from date not null,
    functions text[] not null
        constraint representation_functions_known
            check (functions <@ '{owner,director,manager,coordinator,controller,professional}'
                and cardinality(functions) between 1 and 6),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint representation_once_per_day primary key (partner_id, valid_from)
);

grant select, insert on session, session_cancellation, session_attendance,
    session_attendance_entry, attestation, representation to hendig_service;
grant update (held_on, topic, state, version) on session to hendig_service;
grant update (municipality_present, version) on session_attendance to hendig_service;
-- The entries of a corrected attendance are written anew.
grant delete on session_attendance_entry to hendig_service;
grant update (functions, version) on representation to hendig_service;
