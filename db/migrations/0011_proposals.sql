-- Proposals and signals (voorstellen, signalen), the rule sets they bring into force, and disputes
-- (geschillen).

create table proposal (
    id uuid primary key,
    kind text not null
        constraint proposal_kind_known check (kind in ('signal', 'proposal')),
    tone text
        constraint proposal_tone_known check (tone in ('positive', 'neutral', 'negative')),
    -- Null for what is of all segments.
    segment text
        constraint proposal_segment_filled check (length(segment) between 1 and 100),
    arrangement text not null
        constraint proposal_arrangement_known check (arrangement in ('hendig', 'zhz')),
    subject text not null
        constraint proposal_subject_known check (subject in (
            'agreement-text', 'rule-set', 'tariff', 'frame', 'budget', 'travel-budget', 'other'
        )),
    title text not null
        constraint proposal_title_filled check (length(title) between 1 and 200),
    text text not null
        constraint proposal_text_filled check (length(text) between 1 and 4000),
    document_reference text
        constraint proposal_document_filled check (length(document_reference) between 1 and 100),
    -- The signal it comes from.
    signal_id uuid,
    signal_kind text generated always as (case when signal_id is not null then 'signal' end) stored,
    -- Who proposed it; null for the municipality and for a front end.
    partner_id uuid
        constraint proposal_partner_known references partner,
    proposed_on date not null,
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint proposal_of_kind unique (id, kind),
    constraint proposal_signal_known
        foreign key (signal_id, signal_kind) references proposal (id, kind),
    constraint proposal_tone_when_signal check ((kind = 'signal') = (tone is not null)),
    constraint proposal_signal_when_proposal check (kind = 'proposal' or signal_id is null)
);

create index proposal_by_signal on proposal (signal_id);
create index proposal_by_partner on proposal (partner_id);

-- Each step is taken once and kept as it was written: the service may not update it.
create table proposal_step (
    proposal_id uuid not null
        constraint proposal_step_proposal_known references proposal,
    step text not null,
    -- The state it led to.
    outcome text not null,
    -- The state it could be taken in alone; null for what does not wait for a certain one.
    after text generated always as (
        case step
            when 'elaboration' then 'on-agenda'
            when 'elaborated-proposal' then 'elaborating'
            when 'decision' then 'elaborated'
        end
    ) stored,
    taken_on date not null,
    -- From when what was adopted is in force.
    valid_from date,
    content json not null,
    created_at timestamptz not null default now(),
    constraint proposal_step_once primary key (proposal_id, step),
    constraint proposal_step_outcome_known check ((step, outcome) in (
        ('agenda', 'on-agenda'), ('agenda', 'not-on-agenda'), ('elaboration', 'elaborating'),
        ('elaborated-proposal', 'elaborated'), ('decision', 'adopted'), ('decision', 'rejected'),
        ('withdrawal', 'withdrawn')
    )),
    constraint proposal_step_outcome_once unique (proposal_id, outcome),
    -- R48: no step without the one before it.
    constraint proposal_step_in_order
        foreign key (proposal_id, after) references proposal_step (proposal_id, outcome),
    constraint proposal_step_valid_when_adopted
        check ((outcome = 'adopted') = (valid_from is not null)),
    -- PO 8, 13: it counts only after it was accepted.
    constraint proposal_step_valid_after_decision check (valid_from >= taken_on),
    -- What a rule set refers to.
    constraint proposal_step_adopted_once unique (proposal_id, valid_from)
);

create unique index proposal_step_ends_once on proposal_step (proposal_id)
    where outcome in ('not-on-agenda', 'adopted', 'rejected', 'withdrawn');

-- To whom an elaboration was assigned, apart from the municipality.
create table proposal_assignee (
    proposal_id uuid not null
        constraint proposal_assignee_proposal_known references proposal,
    partner_id uuid not null
        constraint proposal_assignee_known references partner,
    constraint proposal_assignee_once primary key (proposal_id, partner_id)
);

create index proposal_assignee_by_partner on proposal_assignee (partner_id);

-- Every proposal with its state, which follows from the last step that was taken.
create view proposal_state as
select
    proposal.id,
    kind,
    tone,
    segment,
    arrangement,
    subject,
    title,
    text,
    document_reference,
    signal_id,
    partner_id,
    proposed_on,
    coalesce(last_step.outcome, case kind when 'signal' then 'signalled' else 'proposed' end)
        as state,
    last_step.valid_from,
    to_char(proposal.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    version,
    coalesce(last_step.taken_on, proposed_on) as last_on
from proposal
left join lateral (
    select outcome, valid_from, taken_on
    from proposal_step
    where proposal_id = proposal.id
    order by array_position(
        '{agenda,elaboration,elaborated-proposal,decision,withdrawal}',
        step
    ) desc
    limit 1
) as last_step on true;

-- What the agreement leaves open (A1-A36), each question as a policy with its readings.
create table policy (
    name text
        constraint policy_once primary key
        constraint policy_name_form check (name ~ '^[a-z][a-z0-9-]{0,59}$'),
    ambiguity text not null
        constraint policy_ambiguity_once unique
        constraint policy_ambiguity_form check (ambiguity ~ '^A[1-9][0-9]?$'),
    -- The document and article that leave it open.
    source text not null,
    article text not null,
    reason text not null
);

create table policy_reading (
    policy text not null
        constraint policy_reading_policy_known references policy,
    reading text not null
        constraint policy_reading_form check (reading ~ '^[a-z][a-z0-9-]{0,59}$'),
    -- Whether the service can go by it.
    is_built boolean not null,
    constraint policy_reading_once primary key (policy, reading),
    constraint policy_reading_of_use unique (policy, reading, is_built)
);

create table rule_set (
    id uuid primary key,
    valid_from date not null
        constraint rule_set_one_a_day unique,
    -- Null for the first, which came with the process agreement itself.
    proposal_id uuid,
    decision_reference text not null
        constraint rule_set_decided check (length(decision_reference) between 1 and 100),
    created_at timestamptz not null default now(),
    -- R6: only what was adopted comes into force, and on its day.
    constraint rule_set_adopted
        foreign key (proposal_id, valid_from) references proposal_step (proposal_id, valid_from),
    constraint rule_set_first check (proposal_id is not null or valid_from = '2026-01-01')
);

create table rule_set_policy (
    rule_set_id uuid not null
        constraint rule_set_policy_set_known references rule_set,
    policy text not null,
    reading text not null,
    is_built boolean generated always as (true) stored,
    constraint rule_set_policy_once primary key (rule_set_id, policy),
    constraint rule_set_reading_built
        foreign key (policy, reading, is_built)
        references policy_reading (policy, reading, is_built)
);

create view rule_set_answer as
select
    rule_set.id,
    valid_from,
    proposal_id,
    decision_reference,
    (
        select json_agg(
            json_build_object(
                'name', policy.name,
                'ambiguity', ambiguity,
                'chosen', chosen.reading,
                'alternatives', (
                    select coalesce(json_agg(other.reading order by other.reading), '[]')
                    from policy_reading as other
                    where other.policy = policy.name
                        and other.reading <> chosen.reading
                ),
                'reason', reason,
                'source', source,
                'article', article
            )
            order by substr(ambiguity, 2)::integer
        )
        from rule_set_policy as chosen
        join policy on policy.name = chosen.policy
        where chosen.rule_set_id = rule_set.id
    ) as policies,
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at
from rule_set;

insert into policy (ambiguity, name, source, article, reason)
values
    ('A1', 'kader-version', 'PO', '2.2', 'Both dates are kept: which text was meant is not said.'),
    ('A2', 'order-of-documents', 'PO', '2.2',
        'The later, more specific and signed one goes first.'),
    ('A3', 'refusal-of-applicants', 'PO', '9.3',
        'An open house without selection is no procurement.'),
    ('A4', 'match-before-accession', 'PO', '9.1', 'The match is the road by which one enters.'),
    ('A5', 'notice-months', 'PO', '11',
        'Usage of calendar month, and safer for who receives notice.'),
    ('A6', 'municipal-notice-scope', 'PO', '11', 'The others go on in the other two cases only.'),
    ('A7', 'insufficient-trust', 'PO', '10.1', 'The process agreement says that it may.'),
    ('A8', 'repeatedly-insufficient', 'PO', '10.1',
        'The heaviest sanction has the narrowest reading.'),
    ('A9', 'exclusion-from', 'PO', '10.3', 'The term runs from the end of the agreement.'),
    ('A10', 'meeting-attendance', 'PO', '4.1',
        'The specific sentence goes before the general one.'),
    ('A11', 'municipality-in-clusters', 'PO', '7.2',
        'The agreement goes before the elaborate frame.'),
    ('A12', 'exclusion-decided-by', 'PO', '10.2',
        'The same sentence of the frame ends with the college.'),
    ('A13', 'match-record', 'KA', '2.5', 'The least that shows the decision.'),
    ('A14', 'default-volume', 'KA', '2.3',
        'The volume is a default of messages and no ceiling of care.'),
    ('A15', 'tariff-date', 'KA', '2.2.1', 'A price belongs to the work.'),
    ('A16', 'group-product-unit', 'KA', '2.2.1',
        'All tariffs but that of residence are of an hour.'),
    ('A17', 'earlier-tariffs', 'KA', '2.2.1',
        'The table gives no start, and one word for the row.'),
    ('A18', 'ledger-openness', 'PO', '5.1',
        'Partners agreed to share revenue, and children did not.'),
    ('A19', 'share-base', 'KA', '2.4', 'Only youth figures are given with the rule.'),
    ('A20', 'share-holders', 'KA', '2.4', 'It speaks of participants.'),
    ('A21', 'share-rounding', 'KA', '2.4', 'Half up for each partner misses the total.'),
    ('A22', 'revenue-known-at', 'KA', '2.4', 'What was established stays as it was.'),
    ('A23', 'tent-hours', 'KA', '2.2.3', 'It gives the amount of the budget.'),
    ('A24', 'tent-payment', 'KA', '2.2.3', 'Else one hour would be paid twice.'),
    ('A25', 'own-rating', 'PO', '7.2', 'The norm is on trust in each other.'),
    ('A26', 'rating-unit', 'PO', '7.2',
        'The form speaks of this party; no more is kept than needed.'),
    ('A27', 'minimum-respondents', 'PO', '7.2', 'A cluster is five partners and the municipality.'),
    ('A28', 'clusters-together', 'PO', '7.2', 'Every answer weighs the same.'),
    ('A29', 'norm-comparison', 'PO', '7.3', 'It contradicts no sentence of the norm.'),
    ('A30', 'individual-test-trigger', 'PO', '7.4', 'To test a party needs a clear ground.'),
    ('A31', 'individual-outcomes-seen-by', 'PO', '7.5', 'Competitors sit there, under secrecy.'),
    ('A32', 'advice-before-measures', 'PO', '7.5', 'Both sentences are kept.'),
    ('A33', 'reference-years', 'ZHZ', '3.3', 'It fits the rule and its example.'),
    ('A34', 'board-table-threshold', 'ZHZ', '3.3', 'The text goes before the head of the table.'),
    ('A35', 'residence-terms', 'LIM', 'declaration of intent', 'What is counted has to be said.'),
    ('A36', 'core-alliances-of-a-provider', 'LIM', 'declaration of intent',
        'Alliances are made of the ten signatories.');

-- The first reading of each is the one chosen, and the one that is built.
insert into policy_reading (policy, reading, is_built)
select name, reading, place = 1
from (
    values
        ('kader-version', '{both-dates-kept,same-text,other-text}'::text[]),
        ('order-of-documents', '{agreement-then-brief-then-elaborate}'),
        ('refusal-of-applicants', '{published-criteria-only,free-choice}'),
        ('match-before-accession', '{allowed-as-candidate,forbidden}'),
        ('notice-months', '{full-calendar-months,date-to-date}'),
        ('municipal-notice-scope', '{given-explicitly,one-partner,all-partners}'),
        ('insufficient-trust', '{discretionary,automatic}'),
        ('repeatedly-insufficient', '{two-in-a-row-same-dimension,any-two,any-dimension}'),
        ('exclusion-from', '{dissolution-takes-effect,dissolution-is-decided}'),
        ('meeting-attendance', '{by-delegate,by-every-partner}'),
        ('municipality-in-clusters', '{always-in-measurement,always,where-wished}'),
        ('exclusion-decided-by', '{college,aldermen}'),
        ('match-record', '{three-dated-agreements}'),
        ('default-volume', '{hours-in-all-nights-by-month,all-by-month}'),
        ('tariff-date', '{service,claim}'),
        ('group-product-unit', '{hour,day-part}'),
        ('earlier-tariffs', '{from-unknown-start,from-first-known-day}'),
        ('ledger-openness', '{by-year-and-five-clients-a-quarter,everything,suppressed}'),
        ('share-base', '{youth,youth-and-adult}'),
        ('share-holders', '{active-on-first-of-january,all-with-revenue}'),
        ('share-rounding', '{largest-remainder,half-up}'),
        ('revenue-known-at', '{establishment,latest}'),
        ('tent-hours', '{after-factor,before-factor}'),
        ('tent-payment', '{either-never-both,both}'),
        ('own-rating', '{reported-apart,in-the-mean}'),
        ('rating-unit', '{each-party-added-by-sender,cluster-as-a-whole}'),
        ('minimum-respondents', '{five,four,three}'),
        ('clusters-together', '{pooled,mean-of-means}'),
        ('norm-comparison', '{exact,rounded-to-one-decimal}'),
        ('individual-test-trigger', '{literal,not-sufficient}'),
        ('individual-outcomes-seen-by', '{named-members,all-members}'),
        ('advice-before-measures', '{by-each-article,meeting-alone,trust-body-alone}'),
        ('reference-years', '{last-two-closed,two-years-before}'),
        ('board-table-threshold', '{million-and-150,million-or-150,million-and-above-150}'),
        ('residence-terms', '{nights-and-twelve-months}'),
        ('core-alliances-of-a-provider', '{exactly-one,several}')
) as policy (name, readings)
cross join unnest(readings) with ordinality as each (reading, place);

insert into rule_set (id, valid_from, decision_reference)
values ('019a5b4e-5800-7000-8000-000000000001', '2026-01-01',
    'Procesovereenkomst v0.6, 2025-11-07');

insert into rule_set_policy (rule_set_id, policy, reading)
select '019a5b4e-5800-7000-8000-000000000001', policy, reading
from policy_reading
where is_built;

create table dispute (
    id uuid primary key,
    subject text not null
        constraint dispute_subject_filled check (length(subject) between 1 and 200),
    with_municipality boolean not null,
    document_references text[] not null
        constraint dispute_documents_bounded check (cardinality(document_references) <= 20),
    opened_on date not null,
    created_at timestamptz not null default now(),
    version integer not null default 1
);

create table dispute_party (
    dispute_id uuid not null
        constraint dispute_party_dispute_known references dispute,
    partner_id uuid not null
        constraint dispute_party_known references partner,
    constraint dispute_party_once primary key (dispute_id, partner_id)
);

create index dispute_party_by_partner on dispute_party (partner_id);

-- As the steps of a proposal: taken once and kept as they were written.
create table dispute_step (
    dispute_id uuid not null
        constraint dispute_step_dispute_known references dispute,
    step text not null,
    outcome text not null,
    after text generated always as (
        case step
            when 'mediation-result' then 'in-mediation'
            when 'court' then 'mediation-failed'
            when 'closure' then 'mediation-failed'
        end
    ) stored,
    taken_on date not null,
    content json not null,
    created_at timestamptz not null default now(),
    constraint dispute_step_once primary key (dispute_id, step),
    constraint dispute_step_outcome_known check ((step, outcome) in (
        ('mediation', 'in-mediation'), ('mediation-result', 'settled'),
        ('mediation-result', 'mediation-failed'), ('court', 'in-court'), ('closure', 'closed')
    )),
    constraint dispute_step_outcome_once unique (dispute_id, outcome),
    -- PO 12: the mediator comes before the court.
    constraint dispute_step_in_order
        foreign key (dispute_id, after) references dispute_step (dispute_id, outcome)
);

create view dispute_state as
select
    dispute.id,
    subject,
    (
        select json_agg(partner_id order by partner_id)
        from dispute_party
        where dispute_id = dispute.id
    ) as partner_ids,
    with_municipality,
    array_to_json(document_references) as document_references,
    opened_on,
    coalesce(last_step.outcome, 'opened') as state,
    to_char(dispute.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at,
    version,
    coalesce(last_step.taken_on, opened_on) as last_on
from dispute
left join lateral (
    select outcome, taken_on
    from dispute_step
    where dispute_id = dispute.id
    order by array_position('{mediation,mediation-result,court,closure}', step) desc
    limit 1
) as last_step on true;

grant select, insert on proposal, proposal_step, proposal_assignee, rule_set, rule_set_policy,
    dispute, dispute_party, dispute_step to hendig_service;
grant select on policy, policy_reading, proposal_state, rule_set_answer, dispute_state
    to hendig_service;
grant update (version) on proposal, dispute to hendig_service;
