# shellcheck shell=bash disable=SC2034,SC2154 # what is set here is used where it is sourced
# What bin/bench has in its database, and what it asks of it; it is sourced, never run.

# --- The database and its contents

sql() {
    "$postgres_bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$(cluster_url postgres hendig)" "$@"
}

# A network of the real size, with a year in the ledger.
readonly partners=100 first_allocation=800000000
readonly year=2024

load_partners() {
    sql -v partners="$partners" -v year="$year" <<'SQL'
insert into partner (id, name, kvk_number, agb_code, size, pillars, expertise)
select lpad(place::text, 32, '0')::uuid, 'Praktijk ' || place, 80000000 + place, 10000000 + place,
    'small', '{youth,adult}', '{"angst en trauma",autisme}'
from generate_series(0, :partners - 1) as place;
insert into agreement (id, partner_id, kind, signed_on, starts_on, document_reference)
select lpad((2 * place + kind.number)::text, 32, '0')::uuid, lpad(place::text, 32, '0')::uuid,
    kind.name, kind.starts_on, kind.starts_on, 'KA ' || place
from generate_series(0, :partners - 1) as place,
    (values (0, 'assignment', date '2022-01-01'), (1, 'process', date '2026-01-01'))
        as kind (number, name, starts_on);
insert into ledger_year_total
select :year, pillar, lpad(place::text, 32, '0')::uuid, code, 1000000 + 7919 * place, now()
from generate_series(0, :partners - 1) as place, product
where (place + ascii(right(code, 1))) % 2 = 0;
insert into ledger_month_total
select :year, make_date(:year, month, 1), pillar, partner_id, sum(cents) / 12, now()
from ledger_year_total, generate_series(1, 12) as month
where year = :year and partner_id < lpad(:'partners', 32, '0')::uuid
group by month, pillar, partner_id
order by month, partner_id;
insert into travel_budget (year, budget_cents, remainder_previous_year_cents, contribution_cents,
    municipality_cents, partners_cents, base_year, lines)
values (:year + 1, 1200000, 200000, 1000000, 500000, 500000, :year, '[]')
on conflict do nothing;
vacuum (analyze);
SQL
}

# Messages take allocations from `next` on; there are some up to `made`.
next=$first_allocation made=$first_allocation

# Sees that there are so many fresh allocations. Rows that refer to each other by construction
# are not looked up again.
make_allocations() {
    local wanted=$((next + $1))
    if ((made < wanted)); then
        sql -v first="$made" -v last="$((wanted - 1))" -v partners="$partners" <<'SQL'
set session_replication_role = replica;
insert into match (id, case_reference, partner_id, professional, product_code, family_agreed_on,
    coach_agreed_on, professional_agreed_on)
select lpad(number::text, 32, '0')::uuid, 'C-' || number,
    lpad((number % :partners)::text, 32, '0')::uuid, 'P. Rofessional', 'JB-04',
    today() - 40, today() - 40, today() - 40
from generate_series(:first, :last) as number;
insert into allocation (number, match_id, partner_id, category, product_code, starts_on, volume,
    unit, frequency)
select number, lpad(number::text, 32, '0')::uuid, lpad((number % :partners)::text, 32, '0')::uuid,
    '50', 'JB-04', today() - 30, 600, '04', '6'
from generate_series(:first, :last) as number;
SQL
        made=$wanted
    fi
}

# Sees that whoever writes next finds more allocations than it can use, and no debts of whoever
# wrote before.
prepare_writing() {
    make_allocations $((seconds * 40000))
    sql -c 'vacuum (analyze) match, allocation, declaration, delivery' -c checkpoint
}

# Sets accepted and refused: how many messages were ever decided so; and next.
count_messages() {
    read -r accepted refused next < <(sql -F ' ' <<SQL
select count(*) filter (where accepted), count(*) filter (where not accepted), (
    select coalesce(max(allocation_number) + 1, $first_allocation)
    from delivery
    where allocation_number >= $first_allocation
)
from declaration;
SQL
    )
}

# check_messages WHO COUNT: sees that all that were answered are there, and none was refused.
check_messages() {
    local accepted_before=$accepted refused_before=$refused
    count_messages
    ((accepted - accepted_before >= $2 && refused == refused_before)) || fail "$unavailable" \
        "$1: of $2 messages $((accepted - accepted_before)) were accepted" \
        "and $((refused - refused_before)) refused."
}

# --- The statements, for pgbench

# statement NAME VALUE…: what the service prepares under this name, as it stands in its source,
# with the values in the places of $1, $2, …
statement() {
    local name=$1 text place
    shift
    # pgbench takes a colon before a letter for a variable, inside quotes too.
    text=$(awk -v wanted="\"$name\"," '
        state == 1 { state = $1 == "\"\"\"" ? 2 : 0; next }
        state == 2 && $1 == "\"\"\"" { state = 0; ended++; next }
        state == 2 {
            count = split($0, part, "\x27")
            line = part[1]
            for (i = 2; i <= count; i++) {
                mark = "\x27"
                if (i % 2 == 0 && gsub(/:/, "\\x3a", part[i])) mark = " e\x27"
                line = line mark part[i]
            }
            print line
        }
        $1 == wanted { state = 1 }
        END { exit ended != 1 }
    ' "$project"/Sources/Partnership/*/*+SQL.swift) ||
        fail "$unavailable" "there is no one statement $name in the source."
    for ((place = $#; place > 0; place--)); do
        [[ $text == *"\$$place"* ]] || fail "$unavailable" "$name has no value \$$place."
        text=${text//"\$$place"/"${!place}"}
    done
    [[ ! $text =~ \$[0-9] ]] || fail "$unavailable" "$name has more than $# values."
    printf '%s;\n' "$text"
}

# The values of one start message. An array of one is as easily written by pgbench as a scalar;
# ids grow with time as the service's do. A variable that is never set is null.
write_message_statements() {
    local number='array[:number]' declaration="array[lpad(:id, 32, '0')]"
    local partner="array[lpad(:partner, 32, '0')]"
    echo '\set k :k + 1'
    echo '\set number :first + :k * :clients + :client_id'
    echo "\\set partner :number % $partners"
    echo '\set agb 10000000 + :partner'
    echo '\set id 1000000000000000 + :number'
    echo "$1"
    echo 'begin;'
    statement messages.lock-allocations "$number"
    statement messages.senders 'array[:kind]' 'array[:agb]' "$number"
    statement messages.history "$number"
    echo "$2"
    statement messages.insert-declarations "$declaration" 'array[:kind]' "$number" 'array[:agb]' \
        "$partner" 'array[:null]' 'array[:today]' 'array[:channel]' 'array[:yes]' 'array[:yes]' \
        'array[:message]' ':microseconds' 'array[:answer]'
    statement messages.insert-deliveries "$declaration" "$number" 'array[:kind]' 'array[:no]' \
        'array[:category]' 'array[:product]' 'array[:today]' 'array[:null]' 'array[:null]'
    statement messages.move-care "$number" 'array[:state]'
    echo 'commit;'
    echo "$3"
}

write_statements() {
    write_message_statements '' '' '' >"$place/messages.sql"
    write_message_statements '\startpipeline' $'\\endpipeline\n\\startpipeline' '\endpipeline' \
        >"$place/pipelined.sql"
    {
        echo "\\set partner random(0, $partners - 1)"
        statement partners.read "lpad(:partner, 32, '0')"
    } >"$place/partner.sql"
    {
        echo "\\set year $year"
        statement ledger.year ':year' ':null'
    } >"$place/ledger.sql"
    {
        echo "\\set year $year + 1"
        statement ledger.shares ':year' ':pillar'
    } >"$place/shares.sql"
}

# --- The requests, for wrk

write_requests() {
    cat >"$place/report.lua" <<'LUA'
function done(summary, latency)
    local errors = summary.errors
    print(string.format("figures %d %d %d %d %d", summary.requests, summary.duration,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
LUA
    # Each message is sent once: the threads take turns in the numbers.
    { cat "$place/report.lua"; cat <<'LUA'; } >"$place/messages.lua"
local threads = 0
function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end
local head, first, second, third
function init(arguments)
    number = number + tonumber(arguments[3])
    local day = arguments[2]
    first = '{"kind":"start","messageId":"S'
    second = '","agbCode":"100000'
    third = '","datedOn":"' .. day .. '","products":[{"allocationNumber":'
    fourth = ',"category":"50","productCode":"JB-04","startedOn":"' .. day .. '","status":"1"}]}'
    local length = #first + 9 + #second + 2 + #third + 9 + #fourth
    head = "POST /v1/declarations HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
        .. arguments[1] .. "\r\nContent-Type: application/json\r\nContent-Length: "
        .. length .. "\r\n\r\n" .. first
end
function request()
    local digits = tostring(number)
    number = number + 2
    return head .. digits .. second .. digits:sub(-2) .. third .. digits .. fourth
end
LUA
    { cat "$place/report.lua"; cat <<'LUA'; } >"$place/partner.lua"
local requests = {}
function init(arguments)
    for place = 0, tonumber(arguments[2]) - 1 do
        requests[place] = wrk.format("GET",
            string.format("/v1/partners/00000000-0000-0000-0000-%012d", place),
            { ["Host"] = "127.0.0.1", ["Authorization"] = "Bearer " .. arguments[1] })
    end
end
function request()
    return requests[math.random(0, #requests)]
end
LUA
    { cat "$place/report.lua"; cat <<'LUA'; } >"$place/get.lua"
local head
function init(arguments)
    head = wrk.format("GET", arguments[2],
        { ["Host"] = "127.0.0.1", ["Authorization"] = "Bearer " .. arguments[1] })
end
function request()
    return head
end
LUA
    # As many requests at once as the second argument says.
    { cat "$place/report.lua"; cat <<'LUA'; } >"$place/plain.lua"
local requests
function init(arguments)
    local one = wrk.format("GET", arguments[1])
    requests = one:rep(tonumber(arguments[2]))
end
function request()
    return requests
end
LUA
}

# write_batch FIRST COUNT: messages, one a line, as a whole request.
write_batch() {
    awk -v first="$1" -v count="$2" -v day="$today" 'BEGIN {
        for (number = first; number < first + count; number++)
            printf "{\"kind\":\"start\",\"messageId\":\"S%d\",\"agbCode\":\"%d\"," \
                "\"datedOn\":\"%s\",\"products\":[{\"allocationNumber\":%d,\"category\":\"50\"," \
                "\"productCode\":\"JB-04\",\"startedOn\":\"%s\",\"status\":\"1\"}]}\n",
                number, 10000000 + number % 100, day, number, day
    }' >"$place/batch.body"
    {
        printf 'POST /v1/declaration-batches HTTP/1.1\r\nHost: 127.0.0.1\r\n'
        printf 'Connection: close\r\nAuthorization: Bearer %s\r\n' "$token"
        printf 'Content-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n' \
            "$(stat -c %s "$place/batch.body")"
        cat "$place/batch.body"
    } >"$place/batch.request"
}
