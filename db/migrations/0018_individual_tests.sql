-- The second round (individuele toets), the findings of the trust body and what may follow of them
-- (PO 7.3 to 7.5, 10). One order is kept: presented, decided, completed, heard, advised, decided by
-- the college, measures. Each step refers to the one before, so that none is left out.

-- Seals a text with a phrase that is kept nowhere. Whoever has all of the database has the sealed
-- text alone; to try one phrase costs him four million bytes of hashing.
create function seal(content text, phrase text) returns bytea
language sql volatile
as $$
    select pgp_sym_encrypt(
        content,
        phrase,
        'cipher-algo=aes256, compress-algo=0, s2k-digest-algo=sha256, s2k-count=4194304'
    )
$$;

-- Opens what was sealed; null when it was sealed with another phrase.
create function unseal(sealed bytea, phrase text) returns text
language plpgsql volatile
as $$
begin
    return pgp_sym_decrypt(sealed, phrase);
exception
    -- "Wrong key or corrupt data".
    when external_routine_invocation_exception then return null;
end
$$;

-- The decision of MDG I-F to test one cluster of a round, or all (PO 7.4).
create table individual_test (
    id uuid
        constraint individual_test_known primary key,
    measurement_id uuid not null
        -- PO 7.2, 7.4: MDG I-F decides on what was presented to it.
        constraint individual_test_presented references trust_presentation,
    -- Null for all clusters of the round.
    cluster_id uuid,
    decided_on date not null,
    document_reference text not null
        constraint individual_test_documented check (length(document_reference) between 1 and 100),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint individual_test_cluster foreign key (measurement_id, cluster_id)
        references trust_measurement_cluster,
    constraint individual_test_once unique nulls not distinct (measurement_id, cluster_id)
);

-- Whom a test covers: the partners of its cluster, or of all clusters of its round.
create view individual_test_party as
select test.id as test_id, roster.cluster_id, roster.partner_id
from individual_test as test
join trust_measurement_roster as roster on roster.measurement_id = test.measurement_id
where test.cluster_id is null or test.cluster_id = roster.cluster_id;

-- Whether MDG I-F may decide on a test: ratings of others in that cluster are 3.9 or lower; for a
-- test of all, in any cluster or in all together (PO 7.4, A30).
create function permits_individual_test(measurement uuid, cluster uuid) returns boolean
language sql stable parallel safe
as $$
    select exists (
        select
        from trust_outcome
        where measurement_id = measurement
            and whose = 'others'
            and permits_individual_test
            and (cluster is null or cluster_id = cluster)
    )
$$;

-- What was filled in for the trust body (formulier). Its id is random and no time is kept with it,
-- so that nothing tells who filled it in; all are of one size, so that nothing tells how much.
create table test_form (
    id uuid default gen_random_uuid()
        constraint test_form_known primary key,
    test_id uuid not null
        constraint test_form_of references individual_test,
    sealed bytea not null
        constraint test_form_of_one_size check (length(sealed) = 2116)
);

create index test_form_by_test on test_form (test_id, id);

-- The end of a test, with the hash of the trust body's report and who may read its findings.
create table individual_test_completion (
    test_id uuid
        constraint individual_test_completion_once primary key
        constraint individual_test_completion_of references individual_test,
    completed_on date not null,
    report_sha256 text not null
        constraint individual_test_completion_report_form check (report_sha256 ~ '^[0-9a-f]{64}$'),
    document_reference text not null
        constraint individual_test_completion_documented
            check (length(document_reference) between 1 and 100),
    -- The scores that the findings rest on.
    sealed_results bytea not null,
    -- A31: named members of MDG I-F, and offices.
    reader_ids uuid[] not null,
    reader_roles text[] not null
        constraint individual_test_completion_reader_roles
            check (reader_roles <@ '{college,municipality}'),
    created_at timestamptz not null default now()
);

-- The part that is released to named readers: a band for each dimension, and no figure.
create table test_finding (
    test_id uuid not null
        constraint test_finding_of references individual_test_completion,
    partner_id uuid not null
        constraint test_finding_partner_known references partner,
    -- That of the partner in the round.
    cluster_id uuid not null
        constraint test_finding_cluster_known references cluster,
    intentional text not null
        constraint test_finding_intentional
            check (intentional in ('sufficient', 'attention', 'insufficient')),
    competential text not null
        constraint test_finding_competential
            check (competential in ('sufficient', 'attention', 'insufficient')),
    is_insufficient boolean not null
        generated always as (intentional = 'insufficient' or competential = 'insufficient') stored,
    constraint test_finding_once primary key (test_id, partner_id),
    constraint test_finding_insufficiency unique (test_id, partner_id, is_insufficient)
);

create index test_finding_by_partner on test_finding (partner_id);

-- That the party was heard (hoor en wederhoor), before anyone advises on it (A31).
create table test_hearing (
    test_id uuid not null,
    partner_id uuid not null,
    held_on date not null,
    document_reference text not null
        constraint test_hearing_documented check (length(document_reference) between 1 and 100),
    is_insufficient boolean not null default true
        constraint test_hearing_needed check (is_insufficient),
    created_at timestamptz not null default now(),
    constraint test_hearing_once primary key (test_id, partner_id),
    constraint test_hearing_of_finding foreign key (test_id, partner_id, is_insufficient)
        references test_finding (test_id, partner_id, is_insufficient)
);

-- An advice, and the decision on it, may rest on a test: only after the party was heard.
alter table advice
    add column individual_test_id uuid,
    add constraint advice_after_hearing foreign key (individual_test_id, partner_id)
        references test_hearing (test_id, partner_id);

create index advice_by_test on advice (individual_test_id, partner_id)
    where individual_test_id is not null;

-- Of one finding the college decides once (PO 7.5).
alter table college_decision
    add column individual_test_id uuid,
    add constraint college_decision_after_hearing foreign key (individual_test_id, partner_id)
        references test_hearing (test_id, partner_id),
    add constraint college_decision_once_per_finding unique (individual_test_id, partner_id),
    add constraint college_decision_of_partner unique (id, partner_id);

-- Every test with its state.
create view individual_test_state as
select
    test.id,
    test.measurement_id,
    case when test.cluster_id is null then 'all-clusters' else 'cluster' end as scope,
    test.cluster_id,
    test.decided_on,
    test.document_reference,
    case when completion.test_id is null then 'decided' else 'completed' end as state,
    to_char(test.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    test.version
from individual_test as test
left join individual_test_completion as completion on completion.test_id = test.id;

-- Where a finding stands.
create view test_finding_state as
select
    finding.test_id,
    finding.partner_id,
    finding.cluster_id,
    finding.intentional,
    finding.competential,
    case
        when not finding.is_insufficient then 'not-insufficient'
        when exists (
            select
            from college_decision
            where individual_test_id = finding.test_id and partner_id = finding.partner_id
        ) then 'decided'
        when exists (
            select
            from advice
            where individual_test_id = finding.test_id and partner_id = finding.partner_id
        ) then 'advised'
        when exists (
            select
            from test_hearing
            where test_id = finding.test_id and partner_id = finding.partner_id
        ) then 'heard'
        else 'awaiting-hearing'
    end as state,
    completion.completed_on,
    completion.reader_ids,
    completion.reader_roles,
    completion.created_at
from test_finding as finding
join individual_test_completion as completion on completion.test_id = finding.test_id;

-- Whether a partner spoke for a cluster in MDG I-F at any time since a test was decided on: then it
-- keeps out of the findings about that cluster (A31).
create function recuses_from(reader uuid, test uuid, cluster uuid) returns boolean
language sql stable parallel safe
as $$
    select exists (
        select
        from cluster_delegation
        join individual_test on individual_test.id = test
        where cluster_delegation.partner_id = reader
            and cluster_delegation.cluster_id = cluster
            and cluster_delegation.valid && daterange(decided_on, null)
    )
$$;

-- Who reads a finding: the trust body, named roles, the party itself, and named partners that do
-- not recuse. A role or a partner is null for who is not limited by it.
create function reads_finding(finding test_finding_state, reader uuid, role text) returns boolean
language sql stable parallel safe
as $$
    select case
        when reader is null then role = 'trust-body' or role = any (finding.reader_roles)
        else reader = finding.partner_id
            or (reader = any (finding.reader_ids)
                and not recuses_from(reader, finding.test_id, finding.cluster_id))
    end
$$;

-- To whom an advice is told that rests on a finding: to who reads the finding, to the body that
-- files it and to the college that decides on it (A31). A role is null for who is limited otherwise.
create function advice_is_told(advice advice, role text) returns boolean
language sql stable parallel safe
as $$
    select advice.individual_test_id is null
        or role is null
        or role = 'college'
        or (role = 'municipality' and advice.body = 'mdg-if')
        or exists (
            select
            from test_finding_state as finding
            where finding.test_id = advice.individual_test_id
                and finding.partner_id = advice.partner_id
                and reads_finding(finding, null, role)
        )
$$;

-- The bands of a partner in its completed tests up to a day, the first test first, as in
-- "insufficient attention,insufficient sufficient". Of one round the last test counts: two of one
-- round are no repetition (A8).
create function finding_history(partner uuid, until date) returns text
language sql stable parallel safe
as $$
    select string_agg(intentional || ' ' || competential, ',' order by completed_on, test_id)
    from (
        select distinct on (measurement_id) test_id, intentional, competential, completed_on
        from test_finding
        join individual_test_completion as completion using (test_id)
        join individual_test on individual_test.id = test_id
        where test_finding.partner_id = partner
            and completed_on <= until
        order by measurement_id, completed_on desc, test_id desc
    ) as last
$$;

-- Measures (maatregelen): individual ones of the college's decision (PO 7.5), or those of the
-- municipality on an insufficient cluster (PO 7.3).
create table measure (
    id uuid
        constraint measure_known primary key,
    decision_id uuid
        constraint measure_once_per_decision unique,
    partner_id uuid,
    measurement_id uuid,
    cluster_id uuid,
    description text not null
        constraint measure_described check (length(description) between 1 and 2000),
    starts_on date not null,
    document_reference text not null
        constraint measure_documented check (length(document_reference) between 1 and 100),
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint measure_of_decision foreign key (decision_id, partner_id)
        references college_decision (id, partner_id),
    constraint measure_of_cluster foreign key (measurement_id, cluster_id)
        references trust_measurement_cluster,
    -- All of one pair, none of the other.
    constraint measure_on_one_ground check (
        (num_nonnulls(decision_id, partner_id) = 2 and num_nonnulls(measurement_id, cluster_id) = 0)
        or (num_nonnulls(decision_id, partner_id) = 0
            and num_nonnulls(measurement_id, cluster_id) = 2)
    )
);

create table measure_end (
    measure_id uuid
        constraint measure_end_once primary key
        constraint measure_end_of references measure,
    ended_on date not null,
    document_reference text not null
        constraint measure_end_documented check (length(document_reference) between 1 and 100),
    created_at timestamptz not null default now()
);

-- Whether a measure is told to a partner: its own, and one of a cluster that it belonged to in the
-- round. A reader is null for who is not limited to a partner.
create function measure_is_told(owner uuid, measurement uuid, cluster uuid, reader uuid)
returns boolean
language sql stable parallel safe
as $$
    select reader is null
        or owner = reader
        or exists (
            select
            from trust_measurement_roster
            where measurement_id = measurement
                and cluster_id = cluster
                and partner_id = reader
        )
$$;

-- Every measure with its state.
create view measure_state as
select
    measure.id,
    decision_id,
    partner_id,
    measurement_id,
    cluster_id,
    description,
    starts_on,
    measure.document_reference,
    case when measure_end.measure_id is null then 'in-force' else 'ended' end as state,
    ended_on,
    to_char(measure.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    version
from measure
left join measure_end on measure_end.measure_id = measure.id;

grant select, insert on individual_test, test_form, individual_test_completion, test_finding,
    test_hearing, measure, measure_end to hendig_service;
grant select on individual_test_party, individual_test_state, test_finding_state, measure_state
    to hendig_service;
grant update (version) on individual_test, measure to hendig_service;
