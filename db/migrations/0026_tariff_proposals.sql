-- Proposals for maximum tariffs (tariefvoorstellen) on their way to the aldermen, and what tells
-- the effect of other maximum tariffs on lines that were granted.

create table tariff_proposal (
    id uuid primary key,
    -- A claim lies in one month and has one price (OP367).
    valid_from date not null
        constraint tariff_proposal_first_of_month check (extract(day from valid_from) = 1),
    document_reference text not null
        constraint tariff_proposal_document_filled
            check (length(document_reference) between 1 and 100),
    proposed_on date not null,
    created_at timestamptz not null default now(),
    version integer not null default 1
);

create table tariff_proposal_line (
    proposal_id uuid not null
        constraint tariff_proposal_line_proposal_known references tariff_proposal,
    product_code text not null
        constraint tariff_proposal_line_product_known references product,
    max_tariff_cents bigint not null
        constraint tariff_proposal_line_not_negative check (max_tariff_cents >= 0),
    time_basis text
        constraint tariff_proposal_line_time_basis_known
            check (time_basis in ('direct', 'direct-and-indirect')),
    constraint tariff_proposal_line_once primary key (proposal_id, product_code)
);

-- As the steps of a proposal: taken once and kept as they were written.
create table tariff_proposal_step (
    proposal_id uuid not null
        constraint tariff_proposal_step_proposal_known references tariff_proposal,
    step text not null,
    outcome text not null,
    after text generated always as (case step when 'decision' then 'advised' end) stored,
    taken_on date not null,
    content json not null,
    created_at timestamptz not null default now(),
    constraint tariff_proposal_step_once primary key (proposal_id, step),
    constraint tariff_proposal_step_outcome_known check ((step, outcome) in (
        ('advice', 'advised'), ('decision', 'adopted'), ('decision', 'rejected'),
        ('withdrawal', 'withdrawn')
    )),
    constraint tariff_proposal_step_outcome_once unique (proposal_id, outcome),
    -- R32: MDG I-F advises before the aldermen decide.
    constraint tariff_proposal_step_in_order
        foreign key (proposal_id, after) references tariff_proposal_step (proposal_id, outcome)
);

create unique index tariff_proposal_step_ends_once on tariff_proposal_step (proposal_id)
    where outcome in ('adopted', 'rejected', 'withdrawn');

create view tariff_proposal_state as
select
    tariff_proposal.id,
    valid_from,
    (
        select json_agg(
            json_build_object(
                'productCode', product_code,
                'maxTariffCents', max_tariff_cents,
                'timeBasis', time_basis
            )
            order by product_code
        )
        from tariff_proposal_line
        where proposal_id = tariff_proposal.id
    ) as tariffs,
    document_reference,
    proposed_on,
    coalesce(last_step.outcome, 'draft') as state,
    to_char(tariff_proposal.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        as created_at,
    version,
    coalesce(last_step.taken_on, proposed_on) as last_on
from tariff_proposal
left join lateral (
    select outcome, taken_on
    from tariff_proposal_step
    where proposal_id = tariff_proposal.id
    order by array_position('{advice,decision,withdrawal}', step) desc
    limit 1
) as last_step on true;

-- What a volume costs by a tariff, rounded half up once: that of an hour for minutes (TR346).
create function line_price(unit text, volume bigint, tariff_cents bigint) returns bigint
language sql immutable parallel safe
return case unit
    when '01' then (volume * tariff_cents + 30) / 60
    else volume * tariff_cents
end;

-- Whether a granted line was paid at the maximum of its day. The tariff of minutes may have been
-- sent rounded to a minute (IV081).
create function is_at_maximum(unit text, sent_cents bigint, maximum_cents bigint) returns boolean
language sql immutable parallel safe
return unit <> '83'
    and (sent_cents >= maximum_cents or unit = '01' and sent_cents = (maximum_cents + 30) / 60);

-- Whether a granted line was paid by more than another tariff. One sent rounded to a minute stands
-- for the lowest hourly tariff that is rounded to it and gives the amount, if any does.
create function is_paid_above(
    unit text,
    sent_cents bigint,
    maximum_cents bigint,
    volume bigint,
    amount_cents bigint,
    other_cents bigint
) returns boolean
language sql immutable parallel safe
return case
    when unit = '83' or maximum_cents is null then false
    when unit <> '01' or sent_cents > (maximum_cents + 30) / 60 then sent_cents > other_cents
    when sent_cents = (maximum_cents + 30) / 60 then maximum_cents > other_cents
    when sent_cents * 60 + 29 <= other_cents then false
    when greatest(sent_cents * 60 - 30, 0, (amount_cents * 60 - 31 + volume) / greatest(volume, 1))
            <= least(sent_cents * 60 + 29, (amount_cents * 60 + 29) / greatest(volume, 1))
        then greatest(
            sent_cents * 60 - 30,
            0,
            (amount_cents * 60 - 31 + volume) / greatest(volume, 1)
        ) > other_cents
    else sent_cents * 60 > other_cents
end;

grant select, insert on tariff_proposal, tariff_proposal_line, tariff_proposal_step
    to hendig_service;
grant select on tariff_proposal_state to hendig_service;
grant update (version) on tariff_proposal to hendig_service;
