# Starts and ends Carotene nodes for the examples; to be sourced by a script that has set $here to its folder.
#
# Node number N gets the name caroteneN@localhost, the port NODE_PORT + N - 1 (8081 and up), and a folder of its own for
# its log and its pid. CLUSTER_PORT moves the cluster's ports, for a machine on which another cluster uses the usual ones.

carotene=$here/../../bin/carotene
[ -x "$carotene" ] || carotene=$here/../../node/bin/carotene
NODE_PORT=${NODE_PORT:-8081}
work=$(mktemp -d "${TMPDIR:-/tmp}/carotene-example.XXXXXX") || exit 1
others=

fail() {
    echo "$*" >&2
    exit 1
}

need() {
    command -v "$1" >/dev/null || fail "This example needs $1. Install it (Debian, Ubuntu: apt-get install $2)."
}

port_of() {
    echo $((NODE_PORT + $1 - 1))
}

log_of() {
    echo "$work/node$1/log/carotene.log"
}

# with_node N COMMAND ... runs a command with node N's settings in its environment.
with_node() {
    number=$1
    shift
    if [ -n "${CLUSTER_PORT:-}" ]; then
        set -- CAROTENE_CLUSTER_DISCOVERY_PORT=$((CLUSTER_PORT + number)) \
            CAROTENE_CLUSTER_COMMUNICATION_PORT=$((CLUSTER_PORT + number + 50)) \
            "CAROTENE_NODES_IN_CLUSTER=127.0.0.1:$((CLUSTER_PORT + 1))..$((CLUSTER_PORT + 9))" "$@"
    fi
    env "CAROTENE_NODE_NAME=carotene$number@localhost" "CAROTENE_PORT=$(port_of "$number")" \
        "CAROTENE_RUN_DIR=$work/node$number" "CAROTENE_CLUSTER_WORK_DIRECTORY=$work/node$number/ignite" "$@"
}

# start_node N [NAME=VALUE ...] starts node N with the settings in carotene.yaml and those given.
start_node() {
    node=$1
    shift
    mkdir -p "$work/node$node/ignite"
    with_node "$node" "$@" "$carotene" start --config "$here/carotene.yaml" >"$work/node$node/start" 2>&1 || {
        cat "$work/node$node/start" >&2
        fail "node $node did not start"
    }
}

# The last line by which node N said who is in the cluster.
cluster_of() {
    sed -n 's/.*Nodes in cluster \(\[.*\]\).*/\1/p' "$(log_of "$1")" | tail -n 1
}

# wait_for_cluster N COUNT waits until node N sees that many nodes.
wait_for_cluster() {
    tries=0
    while [ "$(cluster_of "$1" | tr ',' '\n' | grep -c @)" -ne "$2" ]; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || fail "node $1 sees $(cluster_of "$1") (expected: $2 nodes); its log is $(log_of "$1")"
        sleep 0.2
    done
}

# Ends everything that was started; the exit trap.
end_all() {
    result=$?
    trap '' INT TERM HUP
    for folder in "$work"/node*; do
        [ ! -f "$folder/carotene.pid" ] || with_node "${folder#"$work"/node}" "$carotene" stop >/dev/null 2>&1
    done
    for other in $others; do
        kill "$other" 2>/dev/null && wait "$other" 2>/dev/null
    done
    if [ $result -eq 0 ]; then
        rm -rf "$work"
    else
        echo "What the nodes logged is in $work" >&2
    fi
    exit $result
}

trap end_all EXIT
trap 'exit 0' INT TERM HUP
