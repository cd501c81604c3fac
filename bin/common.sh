# shellcheck shell=bash disable=SC2034,SC2119,SC2120 # what is set here is used where it is sourced
# What the scripts beside this file share; it is sourced, never run.
#
# A cluster is a private PostgreSQL: FOLDER/postgres holds its data, FOLDER/socket its only way in.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly project
readonly usage_error=64 unavailable=69 bad_setting=78

say() {
    printf 'hendig: %s\n' "$*" >&"${messages:-2}"
}

# fail CODE SENTENCE
fail() {
    local code=$1
    shift
    say "$@"
    exit "$code"
}

hash_of() {
    printf '%s' "$*" | sha256sum | cut -c 1-16
}

# Runs a long command in the background, so that a signal to the script is heard at once.
attended() {
    local code=0
    "$@" 9>&- &
    attended_pid=$!
    wait "$attended_pid" || code=$?
    attended_pid=
    return "$code"
}
attended_pid=

# The EXIT trap of every script calls this first.
end_attended() {
    [[ -z $attended_pid ]] || kill -TERM "$attended_pid" 2>/dev/null || true
}

# --- What the machine must have

install_packages() {
    (($# > 0)) || return 0
    local as_root=() log quiet=/etc/postgresql-common/createcluster.d/hendig.conf own=
    if ((EUID != 0)); then
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
            as_root=(sudo)
        else
            fail "$unavailable" "Debian packages are missing; as root: apt-get install $*"
        fi
    fi
    command -v apt-get >/dev/null ||
        fail "$unavailable" "please install what Debian calls: $*"
    say "installing $* …"
    # Debian's server package starts a cluster of its own on port 5432, which nobody asked for.
    if [[ ! -e /etc/postgresql-common ]]; then
        own=yes
        "${as_root[@]}" mkdir -p "${quiet%/*}"
        echo "create_main_cluster = false" | "${as_root[@]}" tee "$quiet" >/dev/null
    fi
    log=$(mktemp)
    "${as_root[@]}" apt-get update -q >"$log" 2>&1 </dev/null || true
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
        tail -n 5 "$log" >&2
        rm -f "$log"
        fail "$unavailable" "apt-get could not install: $*"
    fi
    rm -f "$log"
    [[ -z $own ]] || "${as_root[@]}" rm -f "$quiet"
}

# SwiftPM finds libpq through pkg-config; Swift's own XML is made with libxml2.
missing_to_build() {
    command -v pkg-config >/dev/null || echo pkg-config
    pkg-config --exists libpq 2>/dev/null || echo libpq-dev
    pkg-config --exists libxml-2.0 2>/dev/null || echo libxml2-dev
}

missing_to_store() {
    find_postgres || echo postgresql
}

missing_to_browse() {
    command -v chromium >/dev/null || echo chromium
    command -v chromedriver >/dev/null || echo chromium-driver
}

# find_postgres [MAJOR]: sets postgres_bin and postgres_major, the newest unless one is asked for.
find_postgres() {
    local asked=${1:-} folder major
    postgres_bin='' postgres_major=0
    for folder in /usr/lib/postgresql/*/bin /usr/local/pgsql/bin; do
        [[ -x $folder/postgres && -x $folder/initdb && -x $folder/psql ]] || continue
        major=$("$folder/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/')
        [[ ${asked:-$major} == "$major" ]] || continue
        ((major >= 15 && major > postgres_major)) || continue
        postgres_bin=$folder postgres_major=$major
    done
    [[ -n $postgres_bin ]]
}

# Sets swift, and puts its folder on PATH for the tools beside it.
find_swift() {
    local least candidate version found=
    least=$(sed -n '1s/.*swift-tools-version: *//p' "$project/Package.swift")
    for candidate in "$(command -v swift || true)" /opt/swift*/usr/bin/swift \
        /usr/share/swift*/usr/bin/swift /usr/local/swift*/usr/bin/swift \
        "${HOME:-/root}"/.local/share/swiftly/bin/swift "${HOME:-/root}"/.swiftly/bin/swift \
        "${HOME:-/root}"/swift*/usr/bin/swift; do
        [[ -x $candidate ]] || continue
        version=$("$candidate" --version 2>/dev/null |
            sed -nE 's/.*Swift version ([0-9.]+).*/\1/p' | head -n 1) || true
        [[ -n $version ]] || continue
        found=$version
        if printf '%s\n' "$least" "$version" | sort -VC; then
            swift=$candidate
            PATH=$(dirname "$candidate"):$PATH
            return
        fi
    done
    [[ -z $found ]] || fail "$unavailable" "Swift $found is too old: Hendig needs $least or newer."
    fail "$unavailable" "no Swift toolchain on PATH or in the usual places; see swift.org/install."
}

# --- A private PostgreSQL

# PostgreSQL refuses to run as root; then it is the owner of the data, or Debian's user for it.
choose_cluster_user() {
    cluster_user=$(id -un)
    ((EUID == 0)) || return 0
    cluster_user=postgres
    [[ ! -e $1/postgres ]] || cluster_user=$(stat -Lc %U "$1/postgres")
    id -u "$cluster_user" >/dev/null 2>&1 ||
        fail "$unavailable" "called as root, and there is no user $cluster_user for PostgreSQL."
}

as_cluster_user() (
    cd /
    ((EUID != 0)) || set -- setpriv --reuid "$cluster_user" \
        --regid "$(id -g "$cluster_user")" --init-groups -- "$@"
    exec "$@"
)

# A folder for the cluster's user alone. Under /tmp its name may have been taken by someone else.
make_private_folder() {
    mkdir -m 0700 "$1" 2>/dev/null || true
    if ((EUID == 0)) && [[ ! -L $1 && -O $1 ]]; then
        chown "$cluster_user:" "$1"
    fi
    [[ ! -L $1 && $(stat -c %U-%a "$1" 2>/dev/null) == "$cluster_user-700" ]] ||
        fail "$unavailable" "$1 is not a folder for $cluster_user alone; please remove it."
}

# make_cluster FOLDER [initdb option…]: nothing when it is there. What a crash leaves half made
# has another name than what is whole.
make_cluster() {
    local place=$1 fresh=$1/postgres.new log=$1/initdb.log
    shift
    [[ ! -e $place/postgres ]] || return 0
    say "making the database in $place/postgres …"
    rm -rf "$fresh"
    make_private_folder "$fresh"
    as_cluster_user "$postgres_bin/initdb" --pgdata="$fresh" --username=postgres \
        --encoding=UTF8 --locale=C.UTF-8 --data-checksums --auth=trust "$@" >"$log" 2>&1 || {
        tail -n 3 "$log" >&2
        fail "$unavailable" "initdb could not make a database in $place."
    }
    local compression=on
    ! as_cluster_user "$postgres_bin/postgres" -D "$fresh" -c wal_compression=lz4 \
        -C wal_compression >/dev/null 2>&1 || compression=lz4
    as_cluster_user tee -a "$fresh/postgresql.conf" >/dev/null <<SETTINGS

# Hendig: many small durable commits, short prepared statements.
max_connections = 200
shared_buffers = 256MB
synchronous_commit = on
wal_compression = $compression
max_wal_size = 2GB
checkpoint_timeout = 15min
random_page_cost = 1.1
jit = off
timezone = 'UTC'
# A week of log, in which no statement and no value can end up.
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_size = 0
log_timezone = 'UTC'
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length = 0
SETTINGS
    rm -f "$log"
    mv "$fresh" "$place/postgres"
}

# Sets cluster_socket. The kernel's limit is 107 bytes with /.s.PGSQL.5432 after the folder;
# libpq takes a comma for a second host.
choose_cluster_socket() {
    local LC_ALL=C
    cluster_socket=$1/socket
    if ((${#cluster_socket} > 107 - 14)) || [[ $cluster_socket == *[!A-Za-z0-9/._-]* ]]; then
        cluster_socket=/tmp/hendig-$(hash_of "$EUID" "$1")
    fi
    make_private_folder "$cluster_socket"
}

# PostgreSQL keeps its process and its state in its lock file; a killed one leaves it there.
is_ready() {
    local lines=()
    mapfile -t lines 2>/dev/null <"$cluster_data/postmaster.pid" || true
    [[ ${lines[0]:-} == "$cluster_pid" && ${lines[7]:-} == ready* ]]
}

# A process that ended but was not fetched by its parent is no longer alive.
is_alive() {
    local line
    read -r line 2>/dev/null <"/proc/$1/stat" && [[ ${line##*) } != Z* ]]
}

# The processes of PostgreSQL whose folder is cluster_data. Debian's root in a container may not
# look at another user's processes; the user itself may.
cluster_processes() {
    local process folder name
    while read -r process folder; do
        [[ $folder == "$cluster_data" ]] || continue
        read -r name 2>/dev/null <"$process/comm" || continue
        [[ $name != postgres ]] || echo "${process#/proc/}"
    done < <(as_cluster_user find /proc -maxdepth 2 -name cwd -printf '%h %l\n' 2>/dev/null || true)
}

# Sets cluster_pid when a postmaster runs on cluster_data; clears away what a killed one left.
find_running_cluster() {
    local lock=$cluster_data/postmaster.pid processes turns
    [[ -e $lock ]] || return 1
    cluster_pid=$(sed -n 1p "$lock")
    for turns in {1..200}; do
        processes=$(cluster_processes)
        [[ $'\n'$processes$'\n' != *$'\n'$cluster_pid$'\n'* ]] || return 0
        [[ -n $processes ]] || break
        ((turns < 200)) || fail "$unavailable" \
            "PostgreSQL was killed, and its process ${processes%%$'\n'*} does not end; end it first."
        sleep 0.05
    done
    # PostgreSQL sees that a number is free; not that another process, or a dead one, has it.
    [[ ! -e /proc/$cluster_pid ]] || rm -f "$lock"
    rm -f "$cluster_socket/.s.PGSQL.5432" "$cluster_socket/.s.PGSQL.5432.lock"
    return 1
}

# Waits until the cluster answers; fails when its process ends first.
await_cluster() {
    local turns=0
    until is_ready; do
        is_alive "$cluster_pid" || return 1
        ((++turns != 100)) || say "waiting for PostgreSQL to recover …"
        sleep 0.05
    done
}

launch_cluster() {
    local log=$1/postgres.log identity=()
    shift
    ((EUID != 0)) || identity=(--reuid "$cluster_user" --regid "$(id -g "$cluster_user")"
        --init-groups)
    # Its own session: Ctrl-C reaches the script alone, which stops things in order.
    # The signal of a parent's death: a killed script leaves no database behind.
    (
        cd /
        exec setsid setpriv --pdeathsig INT "${identity[@]}" -- "$postgres_bin/postgres" \
            -D "$cluster_data" -c listen_addresses= -c unix_socket_directories="$cluster_socket" \
            -c unix_socket_permissions=0700 -c port=5432 "$@"
    ) </dev/null >"$log" 2>&1 9>&- &
    cluster_pid=$!
    cluster_child=$cluster_pid
}

# start_cluster FOLDER [postgres option…]: sets cluster_data, cluster_socket and cluster_pid, and
# cluster_child when it was started here; takes over the one that runs on the same data.
start_cluster() {
    local place=$1
    cluster_data=$(realpath "$place/postgres")
    cluster_child=
    choose_cluster_socket "$place"
    if find_running_cluster && await_cluster; then
        cluster_socket=$(sed -n 5p "$cluster_data/postmaster.pid")
        return
    fi
    launch_cluster "$@"
    ! await_cluster || return 0
    cluster_pid=
    tail -n 3 "$place/postgres.log" >&2
    fail "$unavailable" "PostgreSQL does not start on $cluster_data."
}

# Fast: clients are cut off, what they committed stays.
stop_cluster() {
    [[ -n ${cluster_pid:-} ]] || return 0
    local turns=0
    kill -INT "$cluster_pid" 2>/dev/null || true
    while is_alive "$cluster_pid"; do
        if ((++turns == 1200)); then
            say "PostgreSQL does not stop within a minute; stopping it at once."
            kill -QUIT "$cluster_pid" 2>/dev/null || true
        fi
        sleep 0.05
    done
    cluster_pid=
    [[ $cluster_socket != /tmp/hendig-* ]] || rmdir "$cluster_socket" 2>/dev/null || true
}

# cluster_url ROLE DATABASE
cluster_url() {
    printf "host=%s port=5432 user=%s dbname=%s" "$cluster_socket" "$1" "$2"
}

# The two roles and the database; the migrations do the rest.
prepare_database() {
    "$postgres_bin/psql" -X -q -v ON_ERROR_STOP=1 -d "$(cluster_url postgres postgres)" \
        >/dev/null <<'SQL' || fail "$unavailable" "the roles and the database cannot be made."
select format('create role %s', wanted)
from (values
    ('hendig_owner', 'hendig_owner login createrole'),
    ('hendig_service', 'hendig_service login')
) as roles (name, wanted)
where not exists (select from pg_roles where rolname = name)
\gexec
select 'create database hendig owner hendig_owner template template0'
where not exists (select from pg_database where datname = 'hendig')
\gexec
SQL
}

# prepare_cluster FOLDER [postgres option…]: from nothing to a database with its two roles.
prepare_cluster() {
    choose_cluster_user "$1"
    make_cluster "$1"
    start_cluster "$@"
    prepare_database
}

# Nothing in the caller's environment may lead libpq elsewhere.
forget_libpq_settings() {
    local name
    for name in "${!PG@}"; do
        unset "$name"
    done
}
