internal import Postgres

/// What is read of an allocation to give it as a 301.
enum AllocationFormStatement {
    static let read = Statement(
        "allocation-forms.read",
        """
        select pillar, agb_code, number, allocation.category, allocation.product_code, starts_on,
            ends_on, volume, allocation.unit, frequency, allocation.version,
            (allocated_at at time zone 'Europe/Amsterdam')::date,
            to_char(allocated_at at time zone 'Europe/Amsterdam', 'HH24:MI:SS'),
            coalesce(outside_messaging, false), erased_at is not null,
            pgp_sym_decrypt(sealed_client, pgp_sym_decrypt(wrapped_key, $3)),
            is_aspecific, budget_cents, change_reason
        from allocation
        join product on product.code = allocation.product_code
        join partner on partner.id = allocation.partner_id
        join match on match.id = allocation.match_id
        left join case_file on case_file.case_reference = match.case_reference
        where match_id = $1::uuid
            and ($2::uuid is null or allocation.partner_id = $2)
        """
    )
    static let all = [read]
}
