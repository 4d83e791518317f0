#!/bin/bash
# mockaws: what mockaws and acm-collect are measured by, in one run on one machine.
# usage: tests/bench/mockaws.sh [PART...]   PARTs: start memory describe list size advance
#        collect determinism mixed; default: all of them, about a quarter of an hour.
# FOLDER for the data: build/bench. ROUNDS=5 SECONDS_EACH=3 RUNS=20 REQUESTS=100000
set -u
cd "$(dirname "$0")/../.." || exit 1

build=${BUILD:-build}
mockaws=$build/bin/mockaws
collect=$build/bin/acm-collect
floor=$build/plain/bench/http_floor
here=tests/bench
data=${FOLDER:-build/bench}/mockaws
rounds=${ROUNDS:-5}   # of each measurement, floor and mock by turns; medians are told
seconds=${SECONDS_EACH:-3}
missed=0
server=
failures=

mkdir -p "$data"
trap 'stop; exit' EXIT
trap 'exit 1' INT TERM

stop() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2> /dev/null
    server=
}

die() {
    echo "mockaws.sh: $*" >&2
    exit 1
}

# serve ARGUMENT...: starts mockaws on a free port; sets server and url.
serve() {
    : > "$data/url"
    "$mockaws" --listen 127.0.0.1:0 --print-url "$@" > "$data/url" &
    server=$!
    for _ in $(seq 600); do
        url=$(cat "$data/url")
        [ -z "$url" ] || return 0
        kill -0 "$server" 2> /dev/null || break
        sleep 0.1
    done
    die "mockaws does not start: $*"
}

# state FILE ARGUMENT...: a scenario made by mockaws_state.py, kept between runs.
state() {
    [ -s "$data/$1" ] && [ "$data/$1" -nt $here/mockaws_state.py ] && return
    python3 $here/mockaws_state.py "${@:2}" > "$data/$1.new" && mv "$data/$1.new" "$data/$1"
}

median() {
    sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# row WHAT MEASURED GOAL HOLDS: HOLDS is an awk expression.
row() {
    if awk "BEGIN { exit !($4) }"; then
        printf '| %s | %s | %s | yes |\n' "$1" "$2" "$3"
    else
        missed=$((missed + 1))
        printf '| %s | %s | %s | **no** |\n' "$1" "$2" "$3"
    fi
}

# An ACM call by curl, signed, its answer on stdout.
acm() {
    curl -sS --fail-with-body --aws-sigv4 aws:amz:us-east-1:acm --user AKIDEXAMPLE:secret \
        -H 'Content-Type: application/x-amz-json-1.1' -H "X-Amz-Target: CertificateManager.$1" \
        -d "$2" "$url/"
}

# load URL: wrk for a while with the request of $data/request; "requests/s p99 failures".
load() {
    REQUEST=$data/request wrk -t2 -c8 -d"${seconds}s" --latency -s $here/mockaws_post.lua "$1/" |
        awk '$1 == "RESULT" { print $2, $3, $4 }'
}

# start_floor OCTETS: a static reply of that size on a free port; sets floor_pid and floor_url.
start_floor() {
    local port
    port=$(python3 -c 'import socket
s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    "$floor" "$port" "$1" &
    floor_pid=$!
    floor_url=http://127.0.0.1:$port
    sleep 0.3
    kill -0 $floor_pid || die 'the floor does not start'
}

# beside OPERATION BODY: mock and floor by turns; sets rate, p99 (us), floor_rate, floor_p99.
beside() {
    local size
    size=$(acm "$1" "$2" | wc -c)
    [ "$size" -gt 100 ] || die "$1 $2 is not answered"
    python3 $here/mockaws_sign.py "$url" "$1" "$2" > "$data/request"
    start_floor "$size"
    : > "$data/ours"
    : > "$data/floor"
    for _ in $(seq "$rounds"); do
        load "$floor_url" >> "$data/floor"
        load "$url" >> "$data/ours"
    done
    kill $floor_pid
    wait $floor_pid 2> /dev/null
    failures=$(awk '{ n += $3 } END { print n + 0 }' "$data/ours" "$data/floor")
    rate=$(cut -d' ' -f1 "$data/ours" | median)
    p99=$(cut -d' ' -f2 "$data/ours" | median)
    floor_rate=$(cut -d' ' -f1 "$data/floor" | median)
    floor_p99=$(cut -d' ' -f2 "$data/floor" | median)
    octets=$size
    [ "$failures" -eq 0 ] || die "$1: $failures replies failed"
}

first_arn() {
    acm ListCertificates '{"MaxItems":1}' | grep -o 'arn:[^"]*' | head -n 1
}

# --- the parts ---

part_start() {
    local s
    s=$(python3 $here/mockaws_start.py 20 "$mockaws" | median)
    row 'Start to first reply, median of 20' "$(awk "BEGIN { printf \"%.0f ms\", $s * 1000 }")" '< 50 ms' "$s < 0.05"
}

rss_anon() {
    awk '$1 == "RssAnon:" { print $2 }' "/proc/$server/status"
}

part_memory() {
    local kib empty
    state 1000.json 1000 20
    serve
    empty=$(rss_anon)
    stop
    serve --scenario "$data/1000.json"
    acm ListCertificates '{"MaxItems":1000}' > /dev/null || die 'no list'
    kib=$(rss_anon)
    stop
    row "RssAnon with 1,000 certificates of two names (with none: $(awk "BEGIN { printf \"%.1f\", $empty / 1024 }") MB)" \
        "$(awk "BEGIN { printf \"%.1f MB\", $kib / 1024 }")" '< 10 MB' "$kib < 10240"
}

part_describe() {
    local scope body
    state 1000.json 1000 20
    serve --scenario "$data/1000.json"
    body="{\"CertificateArn\":\"$(first_arn)\"}"
    beside DescribeCertificate "$body"
    scope=$rate
    row "DescribeCertificate, 8 connections, \`--auth scope\` ($octets octets; the floor $floor_rate/s)" \
        "$rate/s" '≥ 10,000/s' "$rate >= 10000"
    row "… its p99 (the floor $floor_p99 µs)" "$p99 µs" '≤ 2 floors' "$p99 <= 2 * $floor_p99"
    stop
    serve --scenario "$data/1000.json" --auth strict
    beside DescribeCertificate "$body"
    row "DescribeCertificate, every signature verified" "$rate/s" '≥ half of scope' "$rate >= $scope / 2"
    stop
}

part_list() {
    state 1000.json 1000 20
    serve --scenario "$data/1000.json"
    beside ListCertificates '{"MaxItems":100}'
    row "ListCertificates, 100 a page ($octets octets; the floor $floor_rate/s)" "$rate/s" \
        '≥ 40 % of the floor' "$rate >= 0.4 * $floor_rate"
    row "… its p99 (the floor $floor_p99 µs)" "$p99 µs" '≤ 2 floors' "$p99 <= 2 * $floor_p99"
    stop
}

# The first page, and one in the middle, of a small store and of a large one.
part_size() {
    local n small=0 url_of pid_of=''
    state lean-1000.json 1000 1 lean
    state lean-100000.json 100000 1 lean
    for n in 1000 100000; do
        serve --scenario "$data/lean-$n.json"
        pid_of="$pid_of $server"
        acm ListCertificates '{"MaxItems":100}' > "$data/page"
        python3 $here/mockaws_sign.py "$url" ListCertificates '{"MaxItems":100}' > "$data/request-$n"
        echo "$url" > "$data/url-$n"
        : > "$data/size-$n"
        server=
    done
    for _ in $(seq "$rounds"); do
        for n in 1000 100000; do
            url_of=$(cat "$data/url-$n")
            cp "$data/request-$n" "$data/request"
            load "$url_of" >> "$data/size-$n"
        done
    done
    # shellcheck disable=SC2086 # two numbers
    kill $pid_of
    wait
    small=$(cut -d' ' -f1 "$data/size-1000" | median)
    n=$(cut -d' ' -f1 "$data/size-100000" | median)
    [ "$(awk '{ n += $3 } END { print n }' "$data"/size-1*)" -eq 0 ] || die 'a list failed'
    row 'The same page with 100,000 certificates as with 1,000' \
        "$(awk "BEGIN { printf \"%.2f times the time\", $small / $n }")" '≤ 1.3' "$small / $n <= 1.3"
}

part_advance() {
    local s renewed
    state 10000.json 10000 100
    : > "$data/advance"
    for _ in $(seq "$rounds"); do
        serve --scenario "$data/10000.json"
        curl -sS -o "$data/answer" -w '%{time_total}\n' -d '{"advance":"400d"}' \
            "$url/_mockaws/clock" >> "$data/advance"
        renewed=$(curl -sS "$url/_mockaws/certificates" | grep -o '"renewal":{"status":"SUCCESS"' | wc -l)
        stop
    done
    s=$(median < "$data/advance")
    row "400 days over 10,000 certificates in use, validated by DNS ($renewed renewed)" "$s s" \
        '< 2 s' "$s < 2 && $renewed == 10000"
}

# collect_from FOLDER STATE: sets calls, took (s) and held (how many throttled).
collect_from() {
    rm -rf "$1"
    serve --scenario "$data/$2" --journal "$data/journal"
    took=$(date +%s.%N)
    AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=secret \
        "$collect" -q -o "$1" --endpoint-url "$url" --region us-east-1 || die 'acm-collect failed'
    took=$(awk "BEGIN { print $(date +%s.%N) - $took }")
    stop
    calls=$(wc -l < "$data/journal")
    held=$(grep -c '"code":"Throttling' "$data/journal")
}

# The first name of each certificate of a scenario, and of each that was collected; sorted.
names_of_state() {
    python3 -c 'import json, sys
for c in json.load(open(sys.argv[1]))["certificates"]: print(c["names"][0])' "$1" | sort
}
names_of_evidence() {
    find "$1" -path '*/describe-certificate/*' -type f -exec cat {} + |
        grep -o '"DomainName": *"host[^"]*"' | cut -d'"' -f4 | grep -v '^\*' | sort -u
}

# whole FOLDER STATE: is every certificate there, and every zone with its records?
whole() {
    names_of_state "$data/$2" > "$data/names"
    names_of_evidence "$1" | cmp -s - "$data/names" &&
        [ "$(wc -l < "$data/names")" -eq 2500 ] &&
        [ "$(find "$1" -path '*/describe-certificate/*' -type f | wc -l)" -eq 2500 ] &&
        [ "$(find "$1" -path '*/list-resource-record-sets/*' -type f | wc -l)" -eq 100 ]
}

part_collect() {
    local is_whole=1 n
    state 2500.json 2500 100
    state 2500-quotas.json 2500 100 50
    : > "$data/rates"
    for n in $(seq "$rounds"); do
        collect_from "$data/evidence" 2500.json
        whole "$data/evidence" 2500.json || is_whole=0
        awk "BEGIN { printf \"%.0f\\n\", $calls / $took }" >> "$data/rates"
    done
    n=$(median < "$data/rates")
    row "acm-collect, 2,500 certificates and 100 zones ($calls calls)" "$n calls/s" '≥ 500/s' \
        "$n >= 500 && $is_whole"
    collect_from "$data/evidence-held" 2500-quotas.json
    is_whole=1
    whole "$data/evidence-held" 2500-quotas.json || is_whole=0
    diff -rq "$data/evidence" "$data/evidence-held" > "$data/difference" || is_whole=0
    row "… with AWS's quotas times 50: $held of $calls calls throttled, the same evidence" \
        "$(awk "BEGIN { printf \"%.1f s\", $took }")" 'none lost' "$held > 0 && $is_whole"
}

part_determinism() {
    local runs=${RUNS:-20} n
    n=$(find corpus/scenarios -name '*.json' | wc -l)
    if MOCKAWS=$mockaws RUNS=$runs SCENARIOS=all tests/determinism-mockaws.sh > "$data/determinism"; then
        row "$runs runs of each of $n scenarios, a serial client" 'same journals, same answers' 'all' 1
    else
        row "$runs runs of each of $n scenarios, a serial client" "$(tail -n 1 "$data/determinism")" 'all' 0
    fi
}

part_mixed() {
    local n=${REQUESTS:-100000} status
    state 1000.json 1000 20
    : > "$data/url"
    valgrind -q --leak-check=full --errors-for-leak-kinds=definite,indirect,possible \
        --error-exitcode=9 --log-file="$data/valgrind" "$mockaws" --listen 127.0.0.1:0 \
        --print-url --scenario "$data/1000.json" > "$data/url" &
    server=$!
    until [ -s "$data/url" ]; do
        kill -0 "$server" 2> /dev/null || die 'mockaws does not start under valgrind'
        sleep 0.5
    done
    python3 $here/mockaws_mix.py "$(cat "$data/url")" "$n" > "$data/mixed" || die 'the mixed requests failed'
    kill "$server"
    wait "$server"
    status=$?
    server=
    row "$n mixed requests under valgrind ($(tail -n 1 "$data/mixed"))" \
        "exit $status, $(wc -l < "$data/valgrind") lines" 'clean' "$status == 0"
}

parts=${*:-start memory describe list size advance collect determinism mixed}
for program in "$floor" "$mockaws" "$collect"; do
    [ -x "$program" ] || die "$program is not there: run make bench-mockaws"
done
command -v wrk > /dev/null || die 'wrk is not installed'
printf '%s processors; medians; load before: %s\n\n' "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
echo '| what | measured | goal | holds |'
echo '|---|---|---|---|'
for part in $parts; do
    case $part in
    start | memory | describe | list | size | advance | collect | determinism | mixed) "part_$part" ;;
    *) die "no part $part" ;;
    esac
done
printf '\nload after: %s\n' "$(cut -d' ' -f1 /proc/loadavg)"
[ "$missed" -eq 0 ]
