# Shared by installer/start and tests/run. Needs only bash and, on Debian, apt.

# packages LIST…: the names in installer/packages/LIST.txt that are not installed yet, one a line.
missing_packages() {
    local list name
    for list in "$@"; do
        while read -r name; do
            [ -n "$name" ] || continue
            dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q ' installed$' || echo "$name"
        done <"$project/installer/packages/$list.txt"
    done | sort -u
}

# as_root COMMAND…: runs it as root, with sudo where this is somebody else.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages LIST…: says what it will install, then installs it; nothing where nothing is missing.
install_packages() {
    local names
    command -v dpkg-query >/dev/null || {
        echo "This is no Debian system. Install what installer/packages/*.txt lists, then run cmake --preset release." >&2
        return 3
    }
    names=$(missing_packages "$@")
    [ -n "$names" ] || return 0
    echo "Installing from Debian: $(echo "$names" | tr '\n' ' ')"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq || return 3
    # shellcheck disable=SC2086  # one word a package
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $names \
        >"${TMPDIR:-/tmp}/patchbay-apt.log" 2>&1 || {
        tail -n 20 "${TMPDIR:-/tmp}/patchbay-apt.log" >&2
        echo "Cannot install the packages above. The whole log is ${TMPDIR:-/tmp}/patchbay-apt.log." >&2
        return 3
    }
}

# Node.js and npm, from Debian where nobody has brought others (Debian's npm does not stand beside those of NodeSource).
install_node() { command -v npm >/dev/null || install_packages debian-node; }

install_go() { command -v go >/dev/null || install_packages debian-go; }

# build PRESET [TARGET…]: configures once and builds.
build() {
    local preset=$1
    shift
    [ -f "$project/build/$preset/build.ninja" ] || (cd "$project" && cmake --preset "$preset" >"build-$preset.log" 2>&1 && rm "build-$preset.log") || {
        cat "$project/build-$preset.log" >&2
        return 3
    }
    cmake --build "$project/build/$preset" --target "${@:-all}"
}

# maven_classpath POM: the jars of a project's dependencies, fetched where they are not there yet.
maven_classpath() {
    local out
    out=$(mktemp)
    mvn -q -B -f "$1" dependency:build-classpath -Dmdep.outputFile="$out" >"$out.log" 2>&1 || { cat "$out.log" >&2; return 1; }
    cat "$out"
    rm "$out" "$out.log"
}

# ---- real systems on loopback (tests/services) ------------------------------------------------------------------------

server() { "$project/tests/services/server" "$@"; }

free_address() {
    local port
    while port=$((20000 + RANDOM % 12000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "127.0.0.1:$port"
}

# A Camel without routes, given what the demo's routes ask for: the running Kafka, and an address for the ERP. Camel commits
# what it has consumed every 5 s unless told otherwise, and the account of the tour waits for that.
start_real_camel() {
    server camel fresh kafka.brokers="$(server kafka address | sed -n 's/^bootstrap=//p')" erp.address="$(free_address)" \
        camel.component.kafka.auto-commit-interval-ms=200
}

stop_real_systems() { server camel stop; server kafka stop; }

# The variables of environments/real.yaml for the running Kafka and Camel, one NAME=VALUE a line.
real_variables() {
    server camel address | sed -n 's/^\(kafka\.brokers=\|erp\.address=\)/\1/p; s/^\(directory\|management\)=/camel.&/p'
}
