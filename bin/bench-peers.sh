# shellcheck shell=bash disable=SC2034,SC2154 # what is set here is used where it is sourced
# What bin/bench puts beside other servers, and before a crowd; it is sourced, never run.

# The servers of the same 200 bytes by name, each with its process and its address; the first
# is ours. Those of one partner come from --beside alone.
declare -A process_of=() address_of=()
plain_servers=() partner_servers=()

# add_beside NAME=URL: one that runs already. A path with /partners is one for a partner's answer.
add_beside() {
    local name=${1%%=*} address=${1#*=}
    [[ $1 =~ ^[A-Za-z0-9.-]+=http://127\.0\.0\.1:[0-9]+/ && -z ${process_of[$name]:-} &&
        $name != hendig && $name != nginx ]] || fail "$usage_error" \
        "--beside takes NAME=http://127.0.0.1:PORT/PATH, each name once, not $1."
    address_of[$name]=$address
    process_of[$name]=$(listener_of "$(port_of "$address")")
    [[ -n ${process_of[$name]} ]] || fail "$usage_error" "nobody listens for $name at $address."
    if [[ $address == */partners ]]; then
        partner_servers+=("$name")
    else
        plain_servers+=("$name")
    fi
}

# The process that listens on a port, the eldest of those that share it.
listener_of() {
    local inode
    inode=$(awk -v port="$(printf ':%04X' "$1")" \
        '$4 == "0A" && substr($2, 9) == port { print $10; exit }' /proc/net/tcp)
    [[ -n $inode ]] || return 0
    find /proc/[0-9]*/fd -lname "socket:\[$inode\]" -printf '%h\n' 2>/dev/null |
        sed 's|/proc/||; s|/fd||' | sort -n | sed -n 1p || true
}

# --- The same 200 bytes

find_nginx() {
    nginx=$(PATH=$PATH:/usr/sbin command -v nginx)
}

# As many workers as we have loops, and the fields that we send: it adds Connection, to which
# ours adds as many bytes.
write_nginx_settings() {
    cat >"$place/nginx/nginx.conf" <<NGINX
daemon off;
worker_processes $(nproc);
pid nginx.pid;
events { worker_connections 4096; }
http {
    access_log off;
    server_tokens off;
    keepalive_requests 1000000000;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {
        listen 127.0.0.1:$1;
        location / {
            default_type application/json;
            return 200 '$(printf '{"name":"%0189d"}' 0)';
        }
    }
}
NGINX
}

# Takes the first port that is free: nginx cannot say which one it was given.
start_nginx() {
    local port turn
    mkdir -p "$place/nginx"
    for port in {18100..18199}; do
        [[ -z $(listener_of "$port") ]] || continue
        write_nginx_settings "$port"
        setsid setpriv --pdeathsig TERM -- "$nginx" -p "$place/nginx" -c nginx.conf \
            -e error.log </dev/null >/dev/null 2>&1 &
        process_of[nginx]=$!
        for turn in {1..100}; do
            [[ -z $(listener_of "$port") ]] || break
            sleep 0.05
        done
        address_of[nginx]=http://127.0.0.1:$port/
        is_alive "${process_of[nginx]}" || fail "$unavailable" \
            "nginx does not start: $(tail -n 1 "$place/nginx/error.log")"
        return
    done
    fail "$unavailable" "no port is free for nginx."
}

start_plain() {
    mkfifo "$place/announcement"
    setsid setpriv --pdeathsig TERM -- "${binary%/*}/PlainServer" \
        </dev/null >"$place/announcement" 2>"$place/plain.log" &
    process_of[hendig]=$!
    read -r -t 10 address_of\[hendig\] <"$place/announcement" ||
        fail "$unavailable" "the plain server does not start: $(head -c 500 "$place/plain.log")"
    rm -f "$place/announcement"
}

start_peers() {
    start_plain
    start_nginx
    plain_servers=(hendig nginx "${plain_servers[@]}")
}

stop_peers() {
    local name
    for name in hendig nginx; do
        [[ -z ${process_of[$name]:-} ]] || kill -TERM "${process_of[$name]}" 2>/dev/null || true
    done
}

# measure_plain CONNECTIONS AT-ONCE: every server in turn, from another one on in every round.
measure_plain() {
    local case="plain $1 $2" name number=${#plain_servers[@]} turn rates=()
    say "round $round of $rounds: 200 bytes, $1 connections, $2 at once …"
    for ((turn = 0; turn < number; turn++)); do
        name=${plain_servers[(turn + round) % number]}
        load "$case $name" "${process_of[$name]}" "$1" "${address_of[$name]}" plain \
            "/${address_of[$name]#http://*/}" "$2"
    done
    note_ratios "$case" "${plain_servers[@]}"
}

# note_ratios CASE SERVER…: our rate over theirs, and our worst hundredth over theirs.
note_ratios() {
    local case=$1 name
    for name in "${@:3}"; do
        note "$case $name ratio" \
            "$(calculate "$(last "$case $2 rate") / $(last "$case $name rate")")"
        note "$case $name tail" \
            "$(calculate "$(last "$case $2 p99") / $(last "$case $name p99")")"
    done
}

# One partner from the servers that --beside named; ours was just measured.
measure_partner_servers() {
    local name
    for name in "${partner_servers[@]}"; do
        load "one partner $name" "${process_of[$name]}" 64 "${address_of[$name]}" partner \
            "$token" "$partners"
        note "one partner $name ratio" "$(calculate \
            "$(last "one partner rate") / $(last "one partner $name rate")")"
    done
}

# --- The crowd

readonly crowd=10000 slow_senders=100 fresh_requests=100

# descriptors_of PROCESS: how many it has open.
descriptors_of() {
    set -- /proc/"$1"/fd/*
    echo $#
}

# Opens the connections that stay idle, each after one answer of which it reads the first line.
open_crowd() {
    local number connection line
    for ((number = 0; number < idle; number++)); do
        exec {connection}<>"/dev/tcp/127.0.0.1/$port"
        printf 'GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n' >&"$connection"
        read -r -t 10 line <&"$connection"
        [[ $line == *' 200 '* ]] || exit 1
    done
}

# Half of the slow ones begin a head and half a body, which then come a byte at a time.
open_slow_senders() {
    local number connection
    for ((number = 0; number < slow_senders; number++)); do
        exec {connection}<>"/dev/tcp/127.0.0.1/$port"
        slow+=("$connection")
        printf 'POST /v1/declarations HTTP/1.1\r\nHost: 127.0.0.1\r\n' >&"$connection"
        ((number % 2 == 0)) || printf 'Authorization: Bearer %s\r\n%s\r\n%s\r\n\r\n{' "$token" \
            'Content-Type: application/json' 'Content-Length: 100000' >&"$connection"
    done
}

# Asks on a new connection; sets worst, in microseconds.
ask_afresh() {
    local began=${EPOCHREALTIME/./} connection line taken
    exec {connection}<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /v1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n' >&"$connection"
    read -r -t 10 line <&"$connection"
    taken=$((${EPOCHREALTIME/./} - began))
    exec {connection}>&-
    [[ $line == *' 200 '* ]] || exit 1
    ((taken <= worst)) || worst=$taken
}

# Gives the worst answer and the time until the slow ones were gone, in microseconds, and the
# bytes of memory per idle connection. The callers do not mind being told to go, they send on.
stand_in_line() {
    local port worst=0 slow=() began connection turn before memory
    trap '' PIPE
    port=$(port_of "$base")
    before=$(descriptors_of "$service") memory=$(service_memory VmRSS)
    open_crowd
    memory=$(calculate "($(service_memory VmRSS) - $memory) * 1048576 / $idle")
    began=${EPOCHREALTIME/./}
    open_slow_senders
    for turn in {1..100}; do
        for connection in "${slow[@]}"; do printf a >&"$connection"; done 2>/dev/null || true
        ((turn > fresh_requests / 10)) || for _ in {1..10}; do ask_afresh; done
        # Those of the crowd are all still there.
        (($(descriptors_of "$service") > before + idle)) || break
        sleep 0.2
    done
    (($(descriptors_of "$service") == before + idle)) || exit 1
    echo "$worst $((${EPOCHREALTIME/./} - began)) $memory"
}

# A fresh service, or the memory that earlier loads left it would hide what the crowd takes.
measure_crowd() {
    local worst gone memory
    idle=$(($(ulimit -n) - 300))
    ((idle < crowd)) || idle=$crowd
    say "a crowd of $idle …"
    stop_service
    # All come from one address, of which a service in use takes fewer.
    export HENDIG_CONNECTIONS_PER_ADDRESS=20000
    start_service "$place/service.log"
    attended stand_in_line >"$place/crowd.log" 2>"$place/crowd.errors" || fail "$unavailable" \
        "the crowd was not served as it should be: $(tail -n 1 "$place/crowd.errors")"
    read -r worst gone memory <"$place/crowd.log"
    note "crowd fresh" "$(calculate "$worst / 1000")"
    note "crowd gone" "$(calculate "$gone / 1e6")"
    note "crowd memory" "$(calculate "$memory / 1024")"
    stop_service
    unset HENDIG_CONNECTIONS_PER_ADDRESS
}

# --- The table

peer_line() {
    printf '%-26s %9s %6s %6s %-5s %8s %8s %8s\n' "$@"
}

# latency KEY: wrk knows none when a whole batch of answers comes at once.
latency() {
    if (($(calculate "$(median "$1") > 0"))); then shown 2 "$1"; else echo -; fi
}

# peer_lines TITLE CASE OUR-NAME SERVER…: ours, and the others with what we are to them.
peer_lines() {
    local title=$1 case=$2 name ours=$2${3:+ $3} ratio target verdict
    peer_line "$title" "$(shown 0 "$ours rate")" - - - "$(latency "$ours p50")" \
        "$(latency "$ours p99")" "$(shown 1 "$ours own")"
    for name in "${@:4}"; do
        ratio=$(shown 2 "$case $name ratio") target=- verdict=-
        if [[ "$case $name" == "plain 64 1 nginx" ]]; then
            target=1.0 verdict=ok
            (($(calculate "$ratio >= $target"))) || verdict=below
        fi
        peer_line "  $name" "$(shown 0 "$case $name rate")" "$ratio" "$target" "$verdict" \
            "$(latency "$case $name p50")" "$(latency "$case $name p99")" \
            "$(shown 1 "$case $name own")"
    done
}

print_peers() {
    printf '\nBeside others on this machine; ratio: ours to theirs, the median of the rounds\n\n'
    peer_line '' requests/s ratio target '' 'p50 ms' 'p99 ms' 'own us'
    peer_lines "200 bytes, 64 connections" "plain 64 1" "${plain_servers[@]}"
    peer_lines "200 bytes, 256" "plain 256 1" "${plain_servers[@]}"
    peer_lines "200 bytes, 64, 16 at once" "plain 64 16" "${plain_servers[@]}"
    ((${#partner_servers[@]} == 0)) || peer_lines "one partner" "one partner" '' \
        "${partner_servers[@]}"
    echo
    limit_line "200 bytes, processor time" "plain 64 1 hendig own" us 7
    limit_line "200 bytes, 256, p99" "plain 256 1 hendig p99" ms 8
    limit_line "  times that of nginx" "plain 256 1 nginx tail" '' 2
    limit_line "a crowd, fresh request" "crowd fresh" ms 100
    limit_line "  slow senders gone" "crowd gone" s 16
    limit_line "  memory per connection" "crowd memory" KiB 10
}
