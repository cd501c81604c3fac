-- What a partner was called as far as was known at a moment; what it is called now without one.
create function partner_name_at(partner uuid, known_at timestamptz) returns text
language sql stable parallel safe
as $$
    select coalesce(
        (
            select known.name
            from partner_known as known
            where known.partner_id = partner
                and known_from <= known_at
            order by known_from desc
            limit 1
        ),
        (select name from partner as current where current.id = partner_name_at.partner)
    )
$$;
