-- Bearer tokens; only their digest is kept.
create table token (
    id uuid primary key,
    digest bytea not null
        constraint token_digest_once unique,
    role text not null
        constraint token_role_known check (role in (
            'municipality', 'case-system', 'finance', 'partner', 'frontend', 'trust-body',
            'college', 'auditor', 'operator'
        )),
    partner_id uuid
        constraint token_partner_known references partner,
    label text not null
        constraint token_labelled check (length(label) between 1 and 100),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    constraint token_partner_when_partner check ((role = 'partner') = (partner_id is not null))
);

-- The first answer to a request that carried an idempotency key; it is given again for ever.
create table idempotency_answer (
    token_id uuid not null references token,
    key text not null,
    -- Of method, path and body.
    request_digest bytea not null,
    status smallint not null,
    -- Header lines that belong to the answer: Location, ETag.
    headers text[] not null,
    -- Null where the answer is a declaration, which is kept once.
    body text,
    created_at timestamptz not null default now(),
    constraint idempotency_answer_once primary key (token_id, key)
);

grant select on token to hendig_service;
grant select, insert on idempotency_answer to hendig_service;
