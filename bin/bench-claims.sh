# shellcheck shell=bash disable=SC2034,SC2154 # what is set here is used where it is sourced
# What bin/bench sends as the largest claims that are taken in XML; it is sourced, never run.

readonly largest_message=26214400
# One line for each client, and many: each client is sealed by itself.
readonly claim_shapes=('24700 1' '2800 10')

# Claimed allocations are numbered from here on; each is claimed once.
next_claimed=900000000

# make_claimed CLIENTS LINES: a case for each client, of one partner, with so many allocations.
make_claimed() {
    sql -v first="$next_claimed" -v count="$(($1 * $2))" -v lines="$2" -v month="$month" <<'SQL'
set session_replication_role = replica;
insert into match (id, case_reference, partner_id, professional, product_code, family_agreed_on,
    coach_agreed_on, professional_agreed_on)
select lpad(number::text, 32, '0')::uuid, 'K-' || number - place % :lines,
    lpad('0', 32, '0')::uuid, 'P. Rofessional', 'JB-04', :'month', :'month', :'month'
from generate_series(0, :count - 1) as place, lateral (select :first + place) as made (number);
insert into allocation (number, match_id, partner_id, category, product_code, starts_on, volume,
    unit, frequency)
select number, lpad(number::text, 32, '0')::uuid, lpad('0', 32, '0')::uuid, '50', 'JB-04',
    :'month', 600, '04', '6'
from generate_series(:first, :first + :count - 1) as number;
vacuum (analyze) match, allocation, claim_line, declaration;
checkpoint;
SQL
}

# write_claim CLIENTS LINES: a JW323 of a month, as indented as the standard's examples are.
write_claim() {
    awk -v clients="$1" -v lines="$2" -v number="$next_claimed" -v base=99990000 \
        -v from="$month" -v until="$month_end" -v today="$today" '
        function put(depth, text) { printf "%*s%s\n", 2 * depth, "", text }
        function element(depth, name, text) { put(depth, "<" name ">" text "</" name ">") }
        function begin(depth, name) { put(depth, "<jw323:" name ">") }
        function finish(depth, name) { put(depth, "</jw323:" name ">") }
        function period(depth, name) {
            begin(depth, name)
            element(depth + 1, "ijw:Begindatum", from)
            element(depth + 1, "ijw:Einddatum", until)
            finish(depth, name)
        }
        function amount(depth, name, part, cents) {
            begin(depth, name)
            element(depth + 1, "ijw:" part, cents)
            element(depth + 1, "ijw:DebetCredit", "D")
            finish(depth, name)
        }
        # The next BSN of those for tests, over and over; one in eleven numbers is none.
        function bsn(sum, place) {
            do {
                if (++base > 99999999) base = 99990000
                sum = 0
                for (place = 1; place <= 8; place++)
                    sum += (10 - place) * substr(base, place, 1)
            } while (sum % 11 == 10)
            return base (sum % 11)
        }
        function line() {
            begin(5, "Prestatie")
            begin(6, "ProductReferentie")
            element(7, "ijw:ReferentieNummer", "RN" number)
            finish(6, "ProductReferentie")
            element(6, "jw323:ToewijzingNummer", number++)
            element(6, "jw323:ProductCategorie", "50")
            element(6, "jw323:ProductCode", "JB-04")
            period(6, "ProductPeriode")
            element(6, "jw323:GeleverdVolume", 12)
            element(6, "jw323:Eenheid", "04")
            element(6, "jw323:ProductTarief", 8000)
            amount(6, "IngediendBedrag", "Bedrag", 96000)
            finish(5, "Prestatie")
        }
        BEGIN {
            space = "http://www.istandaarden.nl/ijw/3_2/"
            put(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
            put(0, "<jw323:Bericht xmlns:ijw=\"" space "basisschema/schema\" xmlns:jw323=\"" \
                space "jw323/schema\">")
            begin(1, "Header")
            element(2, "jw323:BerichtCode", 490)
            element(2, "jw323:BerichtVersie", 3)
            element(2, "jw323:BerichtSubversie", 2)
            element(2, "jw323:Afzender", 10000000)
            element(2, "jw323:Ontvanger", 1894)
            begin(2, "BerichtIdentificatie")
            element(3, "ijw:Identificatie", "D" number)
            element(3, "ijw:Dagtekening", today)
            finish(2, "BerichtIdentificatie")
            begin(2, "XsdVersie")
            element(3, "ijw:BasisschemaXsdVersie", "1.0.0")
            element(3, "ijw:BerichtXsdVersie", "1.0.0")
            finish(2, "XsdVersie")
            finish(1, "Header")
            begin(1, "Declaratie")
            element(2, "jw323:DeclaratieNummer", "DN" number)
            period(2, "DeclaratiePeriode")
            element(2, "jw323:DeclaratieDagtekening", today)
            amount(2, "TotaalIngediendBedrag", "TotaalBedrag",
                sprintf("%.0f", clients * lines * 96000))
            begin(2, "Clienten")
            for (client = 0; client < clients; client++) {
                begin(3, "Client")
                element(4, "jw323:Bsn", bsn())
                begin(4, "Prestaties")
                for (k = 0; k < lines; k++) line()
                finish(4, "Prestaties")
                finish(3, "Client")
            }
            finish(2, "Clienten")
            finish(1, "Declaratie")
            finish(0, "Bericht")
        }' >"$place/claim.xml"
    (($(stat -c %s "$place/claim.xml") <= largest_message)) ||
        fail "$unavailable" "a claim of $1 clients is larger than a message may be."
}

# Posts the claim and asks for health all the while; gives the status, the seconds and the worst
# answer to the other, in microseconds.
post_claim() {
    local port worst=0 posting
    port=$(port_of "$base")
    curl -sS -o "$place/claim.answer" -w '%{http_code} %{time_total} ' --max-time 120 \
        -H "Authorization: Bearer $token" -H 'Content-Type: application/xml' \
        --data-binary "@$place/claim.xml" "$base/declarations" &
    posting=$!
    while is_alive "$posting"; do
        ask_afresh
        sleep 0.02
    done
    wait "$posting" || exit 1
    echo "$worst"
}

# measure_claim CLIENTS LINES: a fresh service, or what it did before would count as memory.
measure_claim() {
    local name="claim $1 $2" status taken worst granted
    say "round $round of $rounds: a claim of $1 clients, lines: $2 each …"
    make_claimed "$@"
    write_claim "$@"
    start_service "$place/service.log"
    attended post_claim >"$place/claim.log" 2>"$place/claim.errors" || fail "$unavailable" \
        "a claim was not answered as it should be: $(tail -n 1 "$place/claim.errors")"
    read -r status taken worst <"$place/claim.log"
    granted=$(grep -o '"granted":true' "$place/claim.answer" | wc -l) || true
    ((status == 201 && granted == $1 * $2)) || fail "$unavailable" \
        "a claim got $status, $granted lines granted: $(head -c 500 "$place/claim.answer")"
    next_claimed=$((next_claimed + $1 * $2))
    note "$name size" "$(calculate "$(stat -c %s "$place/claim.xml") / 1048576")"
    note "$name seconds" "$taken"
    note "$name memory" "$(service_memory VmHWM)"
    note "$name health" "$(calculate "$worst / 1000")"
    stop_service
}

measure_claims() {
    local round shape month month_end
    read -r month month_end < <(sql -F ' ' -c "
        select (date_trunc('month', today()) - interval '1 month')::date,
            date_trunc('month', today())::date - 1")
    stop_service
    HENDIG_VAULT_KEY=$(printf '5e%.0s' {1..32})
    export HENDIG_VAULT_KEY
    for ((round = 1; round <= rounds; round++)); do
        # shellcheck disable=SC2086 # two words
        for shape in "${claim_shapes[@]}"; do measure_claim $shape; done
    done
    unset HENDIG_VAULT_KEY
}

print_claims() {
    local shape clients lines name
    printf '\nClaims in XML of at most 25 MiB, each to a fresh service\n\n'
    for shape in "${claim_shapes[@]}"; do
        read -r clients lines <<<"$shape"
        name="claim $clients $lines"
        printf '%s clients, lines each: %s (%s MiB)\n' "$clients" "$lines" \
            "$(shown 2 "$name size")"
        limit_line "  until answered" "$name seconds" s 10
        limit_line "  memory" "$name memory" MiB 256
        printf '%-26s %9s ms\n' "  health meanwhile, worst" "$(shown 1 "$name health")"
    done
}
