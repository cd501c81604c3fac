-- The owner of the schema migrates; the service reads and writes with this role, which can neither
-- alter tables nor change or remove what must stay: messages, postings, the log.
do $$
begin
    if not exists (select from pg_roles where rolname = 'hendig_service') then
        create role hendig_service login;
    end if;
end
$$;

-- A login that owns the schema takes the service role on for everything that is not a migration.
do $$
begin
    if not pg_has_role(current_user, 'hendig_service', 'member') then
        execute format('grant hendig_service to %I', current_user);
    end if;
end
$$;

revoke create on schema public from public;
grant usage on schema public to hendig_service;
grant select on schema_migration to hendig_service;

-- Equality of scalars inside exclusion constraints over time.
create extension if not exists btree_gist;

-- Days of the agreement are days in the Netherlands, whatever the server's own time zone is.
create function today() returns date
language sql stable parallel safe
as $$ select (now() at time zone 'Europe/Amsterdam')::date $$;
