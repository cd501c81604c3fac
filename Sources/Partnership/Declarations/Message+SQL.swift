internal import Postgres

/// Statements with which messages are decided and kept, many at a time.
enum MessageStatement {
    /// The lock under which everything about an allocation is decided, taken in key order.
    static let lockAllocations = Statement(
        "messages.lock-allocations",
        """
        select number, allocation.partner_id, allocation.category, allocation.product_code, pillar,
            starts_on, ends_on, allocation.unit,
            (allocation.created_at at time zone 'Europe/Amsterdam')::date,
            match.case_reference, encode(bsn_digest, 'hex'), coalesce(outside_messaging, false),
            erased_at is not null, is_aspecific, volume, frequency, budget_cents,
            change_reason is not distinct from '13'
        from allocation
        join product on product.code = allocation.product_code
        join match on match.id = allocation.match_id
        left join case_file on case_file.case_reference = match.case_reference
        where number = any($1::integer[])
        order by number
        for no key update of allocation
        """
    )
    /// Per message: its partner, whether its id was used, a number for the answer, and today.
    static let senders = Statement(
        "messages.senders",
        """
        select partner.id,
            exists (
                select
                from declaration
                where declaration.agb_code = sent.agb_code
                    and message_id = sent.id
                    and declaration.kind = sent.kind
                    and declaration.pillar = sent.pillar
                    and counts
            ),
            to_char(nextval('answer_number'), 'FM0000000'),
            today()
        from unnest($1::text[], $2::text[], $3::text[], $4::text[])
            with ordinality as sent (kind, agb_code, id, pillar, place)
        left join partner on partner.agb_code = sent.agb_code
        order by place
        """
    )
    static let history = Statement(
        "messages.history",
        """
        select allocation_number, kind, is_withdrawal, category, product_code, started_on,
            ended_on, reason, encode(client_digest, 'hex')
        from delivery
        where allocation_number = any($1::integer[])
        order by allocation_number, sequence
        """
    )
    static let declarationNumbers = Statement(
        "messages.declaration-numbers",
        """
        select declaration.partner_id, declaration_number, declaration.pillar
        from unnest($1::text[], $2::text[], $3::text[]) as sent (agb_code, number, pillar)
        join partner on partner.agb_code = sent.agb_code
        join declaration on declaration.partner_id = partner.id
            and declaration_number = sent.number
            and declaration.pillar = sent.pillar
            and declaration.kind = 'claim'
            and counts
        """
    )
    /// Granted lines that a claim's lines may meet: by reference, as credited, or standing for
    /// the same allocation in the same months.
    static let grantedLines = Statement(
        "messages.granted-lines",
        """
        with named as (
            select partner.id as partner_id, reference
            from unnest($1::text[], $2::text[]) as sent (agb_code, reference)
            join partner on partner.agb_code = sent.agb_code
        )
        select partner_id, reference, previous_reference, allocation_number, category,
            product_code, starts_on, ends_on, volume, unit, tariff_cents, amount_cents
        from claim_line
        where sequence in (
            select sequence
            from claim_line
            join named using (partner_id, reference)
            union
            select sequence
            from claim_line
            join named on claim_line.partner_id = named.partner_id
                and previous_reference = named.reference
            union
            select sequence
            from claim_line
            where allocation_number = any($3::integer[])
                and starts_on between $4::date and $5::date
        )
        order by sequence
        """
    )
    /// What was granted on the allocations month by month, credit lines taken off, hours counted in
    /// minutes.
    static let claimed = Statement(
        "messages.claimed",
        """
        select allocation_number, date_trunc('month', starts_on)::date,
            sum(
                volume::bigint
                * case unit when '04' then 60 else 1 end
                * case when previous_reference is null then 1 else -1 end
            )::bigint,
            sum(amount_cents)::bigint
        from claim_line
        where allocation_number = any($1::integer[])
        group by 1, 2
        """
    )
    static let tariffs = Statement(
        "messages.tariffs",
        """
        select product_code, lower(valid), upper(valid), max_tariff_cents
        from tariff
        where product_code = any($1::text[])
        """
    )
    static let products = Statement(
        "messages.products",
        """
        select code, category, pillar
        from product
        where code = any($1::text[])
        """
    )
    static let findAnswer = Statement(
        "messages.find-answer",
        """
        select request_digest = sha256(convert_to($3, 'UTF8')), status,
            idempotency_answer.body, declaration.id, kind, message_id, agb_code, partner_id,
            dated_on,
            to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            channel, accepted, message, answer
        from idempotency_answer
        left join declaration on declaration.id = declaration_id
        where token_id = $1::uuid and key = $2
        """
    )
    static let insertDeclarations = Statement(
        "messages.insert-declarations",
        """
        insert into declaration (id, kind, message_id, agb_code, partner_id, declaration_number,
            dated_on, received_at, channel, accepted, counts, message, answer, pillar, header)
        select id, kind, message_id, agb_code, partner_id, declaration_number, dated_on,
            timestamptz 'epoch' + $12::bigint * interval '1 microsecond', channel, accepted,
            counts, message::json, answer::json, pillar, header::json
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[],
            $7::date[], $8::text[], $9::boolean[], $10::boolean[], $11::text[], $13::text[],
            $14::text[], $15::text[])
            as made (id, kind, message_id, agb_code, partner_id, declaration_number, dated_on,
                channel, accepted, counts, message, answer, pillar, header)
        """
    )
    static let insertDeliveries = Statement(
        "messages.insert-deliveries",
        """
        insert into delivery (declaration_id, allocation_number, kind, is_withdrawal, category,
            product_code, started_on, ended_on, reason, client_digest)
        select id, number, kind, is_withdrawal, category, product_code, started_on, ended_on,
            reason, decode(digest, 'hex')
        from unnest($1::uuid[], $2::integer[], $3::text[], $4::boolean[], $5::text[], $6::text[],
            $7::date[], $8::date[], $9::text[], $10::text[])
            as made (id, number, kind, is_withdrawal, category, product_code, started_on, ended_on,
                reason, digest)
        """
    )
    static let moveCare = Statement(
        "messages.move-care",
        """
        update allocation
        set care_state = moved.state
        from unnest($1::integer[], $2::text[]) as moved (number, state)
        where allocation.number = moved.number
            and care_state <> moved.state
        """
    )
    static let insertLines = Statement(
        "messages.insert-lines",
        """
        insert into claim_line (declaration_id, partner_id, reference, previous_reference,
            allocation_number, category, product_code, starts_on, ends_on, volume, unit,
            tariff_cents, amount_cents)
        select *
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::integer[], $6::text[],
            $7::text[], $8::date[], $9::date[], $10::integer[], $11::text[], $12::bigint[],
            $13::bigint[])
        """
    )
    static let keepAnswer = Statement(
        "messages.keep-answer",
        """
        insert into idempotency_answer (token_id, key, request_digest, status, headers, body,
            declaration_id)
        values ($1::uuid, $2, sha256(convert_to($3, 'UTF8')), $4::smallint, '{}', $5, $6::uuid)
        """
    )
    static let all = [
        lockAllocations, senders, history, declarationNumbers, grantedLines, claimed, tariffs,
        products, findAnswer, insertDeclarations, insertDeliveries, moveCare, insertLines,
        keepAnswer,
    ]
}
