-- Everything a partner declares: start (305), stop (307) and claim (323) messages and our answers.
create table declaration (
    -- Version 7, so that the order of ids is the order of arrival.
    id uuid primary key,
    kind text not null
        constraint declaration_kind_known check (kind in ('start', 'stop', 'claim')),
    message_id text not null,
    agb_code text not null,
    partner_id uuid not null
        constraint declaration_partner_known references partner,
    -- A claim's own number, unique per provider (TR333).
    declaration_number text,
    dated_on date not null,
    received_at timestamptz not null default now(),
    channel text not null
        constraint declaration_channel_known check (channel in ('json', 'xml', 'manual')),
    accepted boolean not null,
    -- A message that was refused whole counts as not sent and does not use up its id (OP286).
    counts boolean not null,
    message json not null,
    answer json not null
);

-- TR056: once per sender and kind of message.
create unique index declaration_message_id_once
    on declaration (agb_code, message_id, kind) where counts;
-- TR333.
create unique index declaration_number_once
    on declaration (partner_id, declaration_number) where counts and kind = 'claim';
create index declaration_by_partner on declaration (partner_id, id);

-- Numbers for our return messages: at most twelve characters fit (IJW 2.2).
create sequence answer_number maxvalue 9999999 cycle;

-- The classes of accepted start and stop messages, in the order they were decided; a withdrawn
-- class (status 3) is a row of its own, so nothing is ever changed here.
create table delivery (
    sequence bigint generated always as identity primary key,
    declaration_id uuid not null references declaration,
    allocation_number integer not null references allocation,
    kind text not null
        constraint delivery_kind_known check (kind in ('start', 'stop')),
    is_withdrawal boolean not null,
    category text,
    product_code text,
    started_on date not null,
    ended_on date,
    reason text,
    constraint delivery_stop_complete
        check ((kind = 'stop') = (ended_on is not null) and (kind = 'stop') = (reason is not null))
);

create index delivery_by_allocation on delivery (allocation_number, sequence);

-- The granted lines of claims; a refused line is in its message and its answer alone.
create table claim_line (
    sequence bigint generated always as identity primary key,
    declaration_id uuid not null references declaration,
    partner_id uuid not null,
    reference text not null,
    previous_reference text,
    allocation_number integer not null references allocation,
    category text,
    product_code text,
    starts_on date not null,
    ends_on date not null,
    volume integer not null,
    unit text not null,
    tariff_cents bigint,
    -- Negative for a credit.
    amount_cents bigint not null
);

-- TR314: a reference is used once; TR390: a debit is credited once.
create unique index claim_line_reference_once on claim_line (partner_id, reference);
create unique index claim_line_credited_once on claim_line (partner_id, previous_reference)
    where previous_reference is not null;
create index claim_line_by_allocation on claim_line (allocation_number, starts_on);

alter table idempotency_answer
    add column declaration_id uuid references declaration,
    add constraint idempotency_answer_said check ((body is null) <> (declaration_id is null));

grant select, insert on declaration, delivery, claim_line to hendig_service;
grant usage on sequence answer_number to hendig_service;
