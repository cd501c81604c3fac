# shellcheck shell=bash disable=SC2034,SC2154 # what is set here is used where it is sourced
# What bin/bench asks of a ledger of many years; it is sourced, never run.

readonly ledger_entries=3000000 ledger_months=48 ledger_requests=100 ledger_starts=5
# How far into the entries pages are asked for, in hundredths.
readonly ledger_depths=(0 1 50 99 100)
# How many send claims at once, the lines of each, and more claims than can be taken in a second.
readonly claim_loads=('1 1 4000' '8 1 8000' '64 1 12000' '64 20 2000')
# What enters into the ledger among the statements of the service.
readonly ledger_work='insert into ledger_entry'

# --- The ledger

# Enters what is missing to the size, by the database's own functions, as commits of 64 entries
# would leave it; ids grow with time as the service's do. The totals are made again from the
# entries, as those of before had none. The service makes the subtrees when it is asked for a head.
fill_ledger() {
    say "entering $ledger_entries entries into the ledger …"
    sql -v count="$ledger_entries" -v months="$ledger_months" -v partners="$partners" <<'SQL'
set session_replication_role = replica;
set synchronous_commit = off;
insert into declaration (id, kind, message_id, agb_code, partner_id, declaration_number, dated_on,
    channel, accepted, counts, message, answer, pillar)
select ('1' || lpad((100 * place + month)::text, 31, '0'))::uuid, 'claim', 'L' || month,
    10000000 + place, lpad(place::text, 32, '0')::uuid, 'L' || month, '2022-01-01', 'json', true,
    true, '{}', '{}', 'youth'
from generate_series(0, :partners - 1) as place, generate_series(0, :months - 1) as month;
with listed as (
    select array_agg(code order by code) as codes, array_agg(pillar order by code) as pillars,
        count(*) as number
    from product
),
placed as (
    select n, n * :months / (:count + 1) as month, n * 7919 % :partners as partner,
        1 + n * 31 % number as product, listed.*
    from listed, ledger_size, generate_series(1, :count - size) as n
),
made as materialized (
    select size + n as sequence, (2022 + month / 12)::smallint as year,
        make_date((2022 + month / 12)::integer, (1 + month % 12)::integer, 1) as month,
        pillars[product::integer] as pillar, lpad(partner::text, 32, '0')::uuid as partner_id,
        codes[product::integer] as product_code, 1000 + n * 7919 % 90000 as cents,
        ('1' || lpad((100 * partner + month)::text, 31, '0'))::uuid as declaration_id,
        'L' || n as reference, null::text as source,
        recorded_at + (1 + n / 64) * interval '1 microsecond' as recorded_at,
        overlay(gen_random_uuid()::text placing lpad(to_hex(n), 8, '0') from 1)::uuid as id,
        uuid_send(gen_random_uuid()) as salt, null::bytea as leaf_hash, null::bigint as reverses,
        false as rounded_to_euros
    from placed, ledger_size
)
insert into ledger_entry (sequence, year, month, pillar, partner_id, product_code, cents,
    declaration_id, reference, recorded_at, id, salt, leaf_hash)
select sequence, year, month, pillar, partner_id, product_code, cents, declaration_id, reference,
    recorded_at, id, salt,
    ledger_leaf(ledger_commitment(row(made.*)::ledger_entry), recorded_at, sequence)
from made;
insert into ledger_posting (sequence, account, cents)
select sequence, account, side * cents
from ledger_entry, ledger_size,
    (values (1, 'receivable'), (-1, 'revenue')) as sides (side, account)
where sequence > size;
update ledger_size
set (size, recorded_at) = (select max(sequence), max(recorded_at) from ledger_entry);
truncate ledger_year_total, ledger_month_total;
insert into ledger_year_total (year, pillar, partner_id, product_code, cents, credited_cents,
    recorded_at)
select year, pillar, partner_id, product_code, sum(cents), sum(greatest(-cents, 0)),
    max(recorded_at)
from ledger_entry
group by year, pillar, partner_id, product_code;
insert into ledger_month_total (year, month, pillar, partner_id, cents, recorded_at)
select year, month, pillar, partner_id, sum(cents), max(recorded_at)
from ledger_entry
group by year, month, pillar, partner_id;
vacuum (analyze);
checkpoint;
SQL
}

# --- Questions over one connection

# A request of a list for curl: question TOKEN PATH [BODY].
question() {
    printf 'next\nurl = "%s%s"\nheader = "Authorization: Bearer %s"\noutput = "/dev/null"\n' \
        "$base" "$2" "$1"
    printf 'write-out = "%%{method} %%{http_code} %%{num_connects} %%{time_total} %s\\n"\n' \
        '%{size_download}'
    [[ -z ${3:-} ]] || printf 'json = "%s"\n' "${3//\"/\\\"}"
}

# ask CASE: asks what stands on the input, and notes the milliseconds and the bytes of every
# answer to a GET. The connection is made by a request that does not count.
ask() {
    local name=$1 method status connects seconds bytes number=0 made=0
    { printf 'url = "%s/health"\noutput = "/dev/null"\n' "$base"; cat; } >"$place/questions"
    attended curl -sS --no-progress-meter --max-time 60 -K "$place/questions" \
        >"$place/answers" 2>"$place/questions.log" ||
        fail "$unavailable" "$name: $(tail -n 1 "$place/questions.log")"
    while read -r method status connects seconds bytes; do
        made=$((made + connects))
        [[ $status == 20[01] ]] || fail "$unavailable" "$name: an answer has the status $status."
        [[ $method == GET ]] || continue
        note "$name" "$(calculate "$seconds * 1000")"
        note "$name bytes" "$bytes"
        number=$((number + 1))
    done <"$place/answers"
    ((number > 0 && made == 0)) ||
        fail "$unavailable" "$name: $number answers over $((made + 1)) connections."
}

# cursor_after NUMBER: that of the page behind an entry.
cursor_after() {
    printf %s "$1" | od -An -v -tx1 | tr -d ' \n'
}

# repeat QUESTION…: as often as is measured.
repeat() {
    local turn
    for ((turn = 0; turn < ledger_requests; turn++)); do question "$@"; done
}

# entries_and_years TOKEN CENTS: the year over and over, each time after an entry into it, of so
# many cents or a cent more than the one before.
entries_and_years() {
    local turn
    for ((turn = 0; turn < ledger_requests; turn++)); do
        question "$token" /ledger/entries "$(printf '{"year":%s,"month":"%s-06",%s,%s,%s%s}' \
            "$year" "$year" '"pillar":"youth","productCode":"JB-04","source":"bench"' \
            '"partnerId":"00000000-0000-0000-0000-000000000007"' '"cents":' "$(($2 + turn))")"
        question "$1" "/ledger/$year"
    done
}

# pages TOKEN LIMIT FIRST STEP [FILTER]: those behind the first entry and so many further on.
pages() {
    local turn
    for ((turn = 0; turn < ledger_requests; turn++)); do
        question "$1" \
            "/ledger/entries?limit=$2${5:-}&cursor=$(cursor_after $(($3 + turn * $4)))"
    done
}

# proofs TOKEN: those of entries at random.
proofs() {
    local id
    while read -r id; do question "$1" "/ledger/entries/$id/proof"; done < <(
        sql -v count="$ledger_requests" -v until="$ledger_entries" <<'SQL'
select id
from (
    select 1 + floor(:until * random())::bigint as sequence from generate_series(1, :count)
) as drawn
join ledger_entry using (sequence);
SQL
    )
}

# Earlier heads, each with the proof that it has all of another one, at random.
heads_since() {
    local size
    for ((size = ledger_entries - ledger_requests; size < ledger_entries; size++)); do
        question "$auditor" "/ledger/heads/$size?since=$(((RANDOM * 32768 + RANDOM) % size))"
    done
}

ask_for_year() {
    local turn reader cents=1
    for ((turn = 0; turn < ledger_starts; turn++)); do
        stop_service
        start_service "$place/service.log"
        ask "year first" < <(question "$auditor" "/ledger/$year")
    done
    for reader in auditor partner; do
        ask "year again $reader" < <(repeat "${!reader}" "/ledger/$year")
        ask "year anew $reader" < <(entries_and_years "${!reader}" "$cents")
        cents=$((cents + ledger_requests))
    done
}

# At the end of the feed there is one page, which is empty.
ask_for_pages() {
    local reader limit depth first step
    for reader in auditor partner; do
        say "pages of entries, as $reader …"
        for limit in 50 200; do
            for depth in "${ledger_depths[@]}"; do
                first=$((ledger_entries * depth / 100)) step=7
                ((depth < 100)) || first=$(sql -c 'select size from ledger_size') step=0
                ask "pages $reader $limit $depth" \
                    < <(pages "${!reader}" "$limit" "$first" "$step")
            done
        done
        # These look as far as a page may, and find nothing.
        ask "pages $reader none" < <(pages "${!reader}" 200 0 10000 '&year=2199')
    done
}

ask_for_proofs() {
    local reader
    say "proofs and heads …"
    for reader in auditor partner; do ask "proofs $reader" < <(proofs "${!reader}"); done
    ask sums < <(repeat "$partner" "/ledger/$year/sums")
    ask heads < <(repeat "$auditor" /ledger/heads)
    ask "heads since" < <(heads_since)
}

# --- Claims

# The first message, and the first allocation, that no claim had yet.
next_claim=1 next_line=400000000

# make_claim_allocations MESSAGES LINES
make_claim_allocations() {
    sql -v first="$next_line" -v count="$(($1 * $2))" -v lines="$2" -v message="$next_claim" \
        -v partners="$partners" -v month="$month" <<'SQL'
set session_replication_role = replica;
set synchronous_commit = off;
create temporary table made as
select :first + place as number, lpad((:first + place)::text, 32, '0')::uuid as match_id,
    lpad(((:message + place / :lines) % :partners)::text, 32, '0')::uuid as partner_id
from generate_series(0, :count - 1) as place;
insert into match (id, case_reference, partner_id, professional, product_code, family_agreed_on,
    coach_agreed_on, professional_agreed_on)
select match_id, 'L-' || number, partner_id, 'P. Rofessional', 'JB-04', :'month', :'month', :'month'
from made;
insert into allocation (number, match_id, partner_id, category, product_code, starts_on, volume,
    unit, frequency)
select number, match_id, partner_id, '50', 'JB-04', :'month', 600, '04', '6'
from made;
vacuum (analyze) match, allocation, declaration, claim_line;
checkpoint;
SQL
}

# Each claim is sent once: the threads take turns.
write_claim_requests() {
    { cat "$place/report.lua"; cat <<'LUA'; } >"$place/claims.lua"
local threads = 0
function setup(thread)
    thread:set("place", threads)
    threads = threads + 1
end
local head, number, first, lines, partners, from, day, period
function init(arguments)
    head = "POST /v1/declarations HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
        .. arguments[1] .. "\r\nContent-Type: application/json\r\nContent-Length: "
    number, first = tonumber(arguments[2]), tonumber(arguments[3])
    lines, partners, from = tonumber(arguments[4]), tonumber(arguments[5]), number
    day = arguments[8]
    period = '"period":{"from":"' .. arguments[6] .. '","until":"' .. arguments[7] .. '"}'
    number = number + place
end
function request()
    local list = {}
    for line = 1, lines do
        local allocation = first + (number - from) * lines + line - 1
        list[line] = string.format('{"reference":"R%d","allocationNumber":%d,"category":"50",'
            .. '"productCode":"JB-04",%s,"volume":1,"unit":"04","tariffCents":8000,'
            .. '"amountCents":8000,"debitCredit":"D"}', allocation, allocation, period)
    end
    local body = string.format('{"kind":"claim","messageId":"C%d","agbCode":"%d","datedOn":"%s",'
        .. '"declarationNumber":"D%d",%s,"totalCents":%d,"debitCredit":"D","lines":[%s]}',
        number, 10000000 + number % partners, day, number, period, 8000 * lines,
        table.concat(list, ","))
    number = number + 2
    return head .. #body .. "\r\n\r\n" .. body
end
LUA
}

# send_claims SENDERS LINES MOST: no more messages than that can be sent.
send_claims() {
    local name="claims $1 $2" size
    make_claim_allocations "$3" "$2"
    size=$(sql -c 'select size from ledger_size')
    load "$name" "$service" "$1" "${base%/v1}" claims "$token" "$next_claim" "$next_line" "$2" \
        "$partners" "$month" "$month_end" "$today"
    check_messages "$name" "$answered"
    size=$(($(sql -c 'select size from ledger_size') - size))
    ((size >= answered * $2)) || fail "$unavailable" \
        "$name: $answered messages entered $size lines into the ledger."
    next_claim=$((next_claim + $3)) next_line=$((next_line + $3 * $2))
}

# ledger_part: the part of its time that the database spends on the ledger since it was last
# asked, with what it waits for there and what is checked at the commit.
ledger_part() {
    sql -v work="$ledger_work" <<'SQL'
with spent as (
    select coalesce(sum(total_exec_time) filter (where query ~ :'work'), 0) as ledger,
        sum(total_exec_time) as statements, (
            select coalesce(sum(total_time), 0)
            from pg_stat_user_functions
            where funcname = 'check_ledger_entry_balanced'
        ) as deferred
    from pg_stat_statements
    where toplevel and userid = 'hendig_service'::regrole
)
select (ledger + deferred) / (statements + deferred) from spent;
SQL
}

send_all_claims() {
    local name shape senders lines most
    for shape in "${claim_loads[@]}"; do
        read -r senders lines most <<<"$shape"
        say "round $round of $rounds: claims, senders: $senders, lines each: $lines …"
        sql -c 'select pg_stat_statements_reset(), pg_stat_reset()' >/dev/null
        send_claims "$senders" "$lines" $((seconds * most))
        name="claims $senders $lines"
        note "$name part" "$(calculate "100 * $(ledger_part) * $(last "$name database") / \
            ($(last "$name database") + $(last "$name own"))")"
    done
}

# --- The run

# Claims come last: every one makes the ledger longer.
measure_ledger() {
    local auditor partner month month_end round began
    read -r month month_end < <(sql -F ' ' -c "
        select (date_trunc('month', today()) - interval '1 month')::date,
            date_trunc('month', today())::date - 1")
    auditor=$("$binary" tokens issue --role auditor --label bench)
    partner=$("$binary" tokens issue --role partner --label bench \
        --partner 00000000-0000-0000-0000-000000000007)
    sql -c 'create extension pg_stat_statements'
    fill_ledger
    start_service "$place/service.log"
    say "the first head and the year …"
    ask "first head" < <(question "$auditor" /ledger/heads)
    ask_for_year
    ask_for_pages
    ask_for_proofs
    write_requests
    write_claim_requests
    for ((round = 1; round <= rounds; round++)); do send_all_claims; done
    stop_service
    say "looking at all of it …"
    began=${EPOCHREALTIME/./}
    attended "$binary" ledger verify >"$place/verify.log" 2>&1 || fail "$unavailable" \
        "the ledger is not as it should be: $(tail -n 1 "$place/verify.log")"
    note verify "$(calculate "(${EPOCHREALTIME/./} - $began) / 1e6")"
}

# maximum KEY
maximum() {
    sort -g <<<"${figures[$1]%$'\n'}" | tail -n 1
}

# answer_line NAME CASE [LIMIT [BYTES]]: milliseconds and bytes of answers; the median has the
# limit, the longest the other.
answer_line() {
    local verdict=''
    if (($# > 2)); then
        verdict=ok
        (($(calculate "$(median "$2") < $3 && $(maximum "$2 bytes") <= ${4:-1e9}"))) ||
            verdict=above
    fi
    printf '%-38s %9s %9s %9s %6s %6s %s\n' "$1" "$(shown 2 "$2")" \
        "$(printf %.2f "$(maximum "$2")")" "$(maximum "$2 bytes")" "${3:-}" "${4:-}" "$verdict"
}

print_ledger() {
    local reader limit depth shape senders lines
    printf '\nA ledger of %s entries over %s years: answers over one connection\n\n' \
        "$ledger_entries" "$((ledger_months / 12))"
    printf '%-38s %9s %9s %9s %6s\n' '' 'median ms' 'most ms' 'bytes' 'limits'
    answer_line "the year, of a fresh service" "year first"
    for reader in auditor partner; do
        answer_line "the year again, $reader" "year again $reader" 5
        answer_line "the year after an entry, $reader" "year anew $reader" 5
    done
    for reader in auditor partner; do
        for limit in 50 200; do
            for depth in "${ledger_depths[@]}"; do
                answer_line "entries, $limit from $depth %, $reader" \
                    "pages $reader $limit $depth" 10
            done
        done
        answer_line "entries, none found, $reader" "pages $reader none" 10
    done
    for reader in auditor partner; do
        answer_line "proof of an entry, $reader" "proofs $reader" 10 1536
    done
    answer_line "the sums of the year" sums
    answer_line "the head" heads
    answer_line "  with a proof since another" "heads since"
    answer_line "  and all roots of subtrees" "first head"
    printf '\nClaims into it, medians of %s rounds of %s s\n\n' "$rounds" "$seconds"
    line '' claims/s - - - - 'p50 ms' 'p99 ms' 'own us' 'pg us' 'ledger %'
    for shape in "${claim_loads[@]}"; do
        read -r senders lines _ <<<"$shape"
        service_line "senders: $senders, lines: $lines" "claims $senders $lines" - - - - \
            "$(shown 1 "claims $senders $lines part")"
    done
    printf '\n%-26s %9s s\n' "hendig ledger verify" "$(shown 1 verify)"
}
