-- How agreements end (beëindiging): by law, by consent, by notice or by dissolution (PO 10, 11), and
-- what an end on the ground of trust rests on: an advice and a decision (PO 7.5, 10.2). Besides, the
-- documents that all of it refers to (PO 2.2).

-- What a body concluded about a partner (advies). It is filed once and never changed.
create table advice (
    id uuid
        constraint advice_once primary key,
    partner_id uuid not null
        constraint advice_partner_known references partner,
    body text not null
        constraint advice_body_known check (body in ('trust-body', 'mdg-if')),
    conclusion text not null
        constraint advice_conclusion_known
            check (conclusion in ('none', 'stricter-conditions', 'terminate')),
    document_reference text not null
        constraint advice_documented check (length(document_reference) between 1 and 200),
    created_at timestamptz not null default now(),
    constraint advice_of_partner unique (id, partner_id)
);

alter table agreement add constraint agreement_of_partner unique (id, partner_id);

create index advice_by_partner on advice (partner_id, id);

-- What the college decided about a partner (collegebesluit), once.
create table college_decision (
    id uuid
        constraint college_decision_once primary key,
    partner_id uuid not null
        constraint college_decision_partner_known references partner,
    agreement_id uuid,
    advice_id uuid,
    ground text not null
        constraint college_decision_ground_known check (ground in ('shortcoming', 'fraud', 'trust')),
    outcome text not null
        constraint college_decision_outcome_known
            check (outcome in ('none', 'stricter-conditions', 'terminate')),
    decided_on date not null,
    document_reference text not null
        constraint college_decision_documented check (length(document_reference) between 1 and 200),
    reasons_for_deviating text
        constraint college_decision_reasons_filled
            check (length(reasons_for_deviating) between 1 and 2000),
    created_at timestamptz not null default now(),
    -- PO 10.2: on the ground of trust, only with regard to an advice.
    constraint college_decision_trust_advised check (ground <> 'trust' or advice_id is not null),
    -- What it rests on and what it is about are of the same partner.
    constraint college_decision_advice_of_partner
        foreign key (advice_id, partner_id) references advice (id, partner_id),
    constraint college_decision_agreement_of_partner
        foreign key (agreement_id, partner_id) references agreement (id, partner_id)
);

create index college_decision_by_partner on college_decision (partner_id, id);

-- An agreement that ends before its time keeps the end that was agreed; `ends_on` is the end that
-- counts, for whoever asks what is in force. Its end is known from the day of the writing, or of its
-- recording if that is earlier. A dissolution's row of `exclusion` is told here too, so that the
-- standing of a partner, which is asked all the time, looks at one table.
alter table agreement
    add column agreed_ends_on date,
    add column end_known_on date,
    add column excludes_until date,
    add constraint agreement_end_not_prolonged check (ends_on <= agreed_ends_on),
    add constraint agreement_end_known_when_moved
        check ((agreed_ends_on is null) = (end_known_on is null));

-- Made once and never changed: the service may not update it. What ends by notice or consent may
-- still be dissolved before that day (PO 10.1), so that nobody evades the two years by giving notice.
create table termination (
    agreement_id uuid not null
        constraint termination_agreement_known references agreement,
    place smallint not null default 1,
    kind text not null
        constraint termination_kind_known check (kind in
            ('mutual', 'notice-by-municipality', 'notice-by-partner', 'dissolution')),
    -- A6: whether the municipality gives notice to one partner or to all.
    scope text
        constraint termination_scope_known check (scope in ('this-agreement', 'all-agreements')),
    -- PO 10.1.
    ground text
        constraint termination_ground_known check (ground in ('shortcoming', 'fraud', 'trust')),
    received_on date,
    ends_on date not null,
    -- PO 11: in writing.
    document_reference text not null
        constraint termination_documented check (length(document_reference) between 1 and 200),
    advice_id uuid
        constraint termination_advice_known references advice,
    decision_id uuid
        constraint termination_decision_known references college_decision,
    created_at timestamptz not null default now(),
    constraint termination_once primary key (agreement_id, place),
    constraint termination_then_dissolved check (place = 1 or (place = 2 and kind = 'dissolution')),
    constraint termination_scope_of_municipal_notice
        check ((kind = 'notice-by-municipality') = (scope is not null)),
    constraint termination_ground_of_dissolution
        check ((kind = 'dissolution') = (ground is not null)),
    constraint termination_notice_received
        check (kind not in ('notice-by-municipality', 'notice-by-partner')
            or received_on is not null),
    constraint termination_trust_decided
        check (ground is null or ground <> 'trust'
            or (advice_id is not null and decision_id is not null))
);

create unique index termination_dissolved_once on termination (agreement_id)
    where kind = 'dissolution';

-- The one that counts of each agreement.
create view termination_in_effect as
select distinct on (agreement_id) *
from termination
order by agreement_id, place desc;

-- Every agreement with its state today.
create view agreement_state as
select
    id,
    partner_id,
    kind,
    signed_on,
    starts_on,
    ends_on,
    agreed_ends_on,
    end_known_on,
    document_reference,
    case
        when ends_on < today() then 'ended'
        when agreed_ends_on is not null then 'terminating'
        when starts_on > today() then 'upcoming'
        else 'in-force'
    end as state,
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    version
from agreement;

-- A9: the first day a new agreement may start is two years after the dissolution, and 1 March for
-- a 29 February, which PostgreSQL would take to 28 February.
alter table exclusion
    add column eligible_from date not null generated always as (
        (dissolved_on + interval '2 years')::date
            + (extract(month from dissolved_on) = 2 and extract(day from dissolved_on) = 29)::integer
    ) stored;

-- Where every partner stands on a day. It takes part while both agreements are in force (PO 2.1,
-- 11), before 2026 with an assignment agreement alone; under notice it still does. It is kept out
-- from a dissolution on for two years (PO 10.3); that is told as soon as it is recorded.
create function partner_standing_on(day date) returns table (
    partner_id uuid,
    status text,
    since date,
    excluded_until date,
    takes_part boolean
)
language sql stable parallel safe
as $$
    select
        partner.id,
        case
            when both_in_force @> clock.day
                then case when terms.is_ending then 'notice' else 'active' end
            when terms.is_out then 'excluded'
            when last_day >= clock.day or last_day is null then 'candidate'
            else 'ended'
        end,
        case when lower(both_in_force) <= clock.day then lower(both_in_force) end,
        terms.excluded_until,
        coalesce(both_in_force @> clock.day, false)
    -- Asks for the day once instead of wherever it is used.
    from (select day offset 0) as clock
    cross join partner
    cross join lateral (
        select
            range_agg(daterange(starts_on, ends_on, '[]')) filter (where kind = 'assignment')
                * (
                    '{(,2026-01-01)}' + coalesce(
                        range_agg(daterange(starts_on, ends_on, '[]'))
                            filter (where kind = 'process'),
                        '{}'
                    )
                )
                -- Another process agreement, signed before the dissolution, does not let it in.
                - coalesce(
                    range_agg(daterange(ends_on, excludes_until, '()'))
                        filter (where excludes_until is not null),
                    '{}'
                ) as both_in_force,
            bool_or(clock.day between starts_on and ends_on)
                filter (where end_known_on <= clock.day) as is_ending,
            max(excludes_until) filter (
                where excludes_until > clock.day and least(ends_on, end_known_on) <= clock.day
            ) as excluded_until,
            -- A dissolution takes effect on the last day of its agreement.
            bool_or(ends_on <= clock.day) filter (where excludes_until > clock.day) as is_out,
            -- Whose process agreement ended is no candidate by an assignment that runs on.
            coalesce(max(ends_on) filter (where kind = 'process'), max(ends_on)) as last_day
        from agreement
        where agreement.partner_id = partner.id
        offset 0
    ) as terms
$$;

create or replace view partner_standing as
select partner_id, status, since, excluded_until, takes_part
from partner_standing_on(today());

-- Until when a party of another KvK number with the same AGB code is excluded (R17); the number
-- alone decides, and this is worth a word.
create function excluded_elsewhere_until(agb text, kvk text) returns date
language sql stable parallel safe
as $$
    select max(eligible_from)
    from partner
    join exclusion on exclusion.kvk_number = partner.kvk_number
    where partner.agb_code = agb
        and partner.kvk_number <> kvk
        and eligible_from > today()
$$;

-- Documents (documenten) by reference, day and hash, and never their content (PO 2.2).
create table document (
    id uuid primary key,
    reference text not null
        constraint document_reference_once unique
        constraint document_reference_filled check (length(reference) between 1 and 200),
    title text not null
        constraint document_title_filled check (length(title) between 1 and 200),
    kind text not null
        constraint document_kind_known
            check (kind in ('agreement', 'framework', 'decision', 'advice', 'letter', 'other')),
    dated_on date not null,
    document_version text
        constraint document_version_filled check (length(document_version) between 1 and 50),
    -- Of the text that is held; null when none is.
    sha256 text
        constraint document_sha256_form check (sha256 ~ '^[0-9a-f]{64}$'),
    created_at timestamptz not null default now()
);

-- The process agreement cites the Uitgediept Kader of 10 June 2025, and the one that is held is of
-- 31 July 2025: both stand here (A1). No file with their text is part of this project.
insert into document (id, reference, title, kind, dated_on, document_version)
values
    ('0197f9b1-5c00-7000-8000-000000000001', 'PO-v0.6', 'Procesovereenkomst', 'agreement',
        '2025-11-07', '0.6'),
    ('0197f9b1-5c00-7000-8000-000000000002', 'BK-2025-06-05', 'Bondig Kader', 'framework',
        '2025-06-05', null),
    ('0197f9b1-5c00-7000-8000-000000000003', 'UK-2025-06-10', 'Uitgediept Kader', 'framework',
        '2025-06-10', null),
    ('0197f9b1-5c00-7000-8000-000000000004', 'UK-2025-07-31', 'Uitgediept Kader', 'framework',
        '2025-07-31', null);

-- Every document with the three nearest of the same title and another day, which it may be mistaken
-- for (A1). More would tell nothing new, and of a title that comes every month there are many.
create view document_seen as
select
    id,
    reference,
    title,
    kind,
    dated_on,
    document_version,
    sha256,
    (
        select json_agg(
            json_build_object(
                'code', 'document.other-version',
                'detail', format(
                    'There is also %s, of %s: see to it which of them is meant.',
                    other.reference,
                    other.dated_on
                ),
                'source', 'PO 2.2'
            )
            order by other.dated_on, other.reference
        )
        from (
            select reference, dated_on
            from (
                (
                    select reference, dated_on
                    from document as earlier
                    where earlier.title = document.title
                        and earlier.dated_on < document.dated_on
                    order by dated_on desc, reference desc
                    limit 3
                )
                union all
                (
                    select reference, dated_on
                    from document as later
                    where later.title = document.title
                        and later.dated_on > document.dated_on
                    order by dated_on, reference
                    limit 3
                )
            ) as near
            order by abs(near.dated_on - document.dated_on), near.dated_on, near.reference
            limit 3
        ) as other
    ) as signals,
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at
from document;

create index document_by_title on document (title, dated_on, reference);

grant select, insert on document to hendig_service;
grant select on document_seen to hendig_service;
grant select, insert on advice, college_decision, termination to hendig_service;
grant select on agreement_state, termination_in_effect, partner_standing to hendig_service;
grant update (ends_on, agreed_ends_on, end_known_on, excludes_until, version) on agreement to hendig_service;
