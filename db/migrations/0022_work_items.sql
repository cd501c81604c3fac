-- What the back office has to look at (werkvoorraad): a finding about care that no return code
-- exists for, and that refuses nothing.
create table work_item (
    -- Version 7, so that the order of ids is the order of arrival.
    id uuid primary key,
    kind text not null
        constraint work_item_kind_known check (kind in (
            'start-late', 'stop-late', 'start-before-allocation', 'stop-after-allocation-end',
            'product-differs-from-allocation', 'two-starts-running', 'start-missing',
            'start-after-period', 'stop-before-period', 'volume-near-limit'
        )),
    partner_id uuid not null references partner,
    allocation_number integer not null references allocation,
    -- The message that said it first.
    declaration_id uuid not null references declaration,
    -- The days the finding is about.
    period_from date not null,
    period_until date not null,
    -- How many messages said it while the item was open.
    times integer not null
        constraint work_item_times_counted check (times > 0),
    received_on date not null,
    due_on date not null,
    resolved_on date,
    outcome text
        constraint work_item_outcome_known
            check (outcome in ('corrected', 'explained', 'allocation-changed', 'no-action')),
    document_reference text
        constraint work_item_documented check (length(document_reference) between 1 and 100),
    resolved_at timestamptz,
    created_at timestamptz not null default now(),
    version integer not null default 1,
    constraint work_item_period_in_order check (period_from <= period_until),
    constraint work_item_due_after_receipt check (due_on > received_on),
    constraint work_item_resolved_after_receipt check (resolved_on >= received_on),
    constraint work_item_resolved_whole check (
        (resolved_on is null) = (outcome is null)
        and (resolved_on is null) = (resolved_at is null)
        and (resolved_on is not null or document_reference is null)
    )
);

-- The same finding again is the same item, until somebody has looked at it.
create unique index work_item_open_once
    on work_item (allocation_number, kind, period_from, period_until) where resolved_on is null;
create index work_item_by_partner on work_item (partner_id, id);
create index work_item_open on work_item (id) where resolved_on is null;

grant select, insert on work_item to hendig_service;
grant update (times, resolved_on, outcome, document_reference, resolved_at, version)
    on work_item to hendig_service;

-- The message that each allocation waits for, and since when: a start while none is there, a stop
-- once the allocation has ended. One that ended with nothing reported and nothing claimed was
-- never used, and one that was withdrawn never sent; cases outside messages have none (OP003).
create view awaited_report as
select
    number,
    match_id,
    allocation.partner_id,
    case when care_state = 'none' then 'start' else 'stop' end as kind,
    case
        when care_state = 'none' then greatest(
            starts_on,
            (allocation.created_at at time zone 'Europe/Amsterdam')::date
        )
        else ends_on
    end as since
from allocation
join match on match.id = match_id
left join case_file using (case_reference)
where care_state <> 'ended'
    and change_reason is distinct from '13'
    and outside_messaging is not true
    and erased_at is null
    and (
        care_state <> 'none'
        or ends_on is null
        or ends_on >= today()
        or exists (select from claim_line where allocation_number = number)
    );

grant select on awaited_report to hendig_service;
