#!/bin/sh
# run: the benchmarks of the README's table, in one run on the same data.
# usage: tests/bench/run.sh [FOLDER]     FOLDER for the data (about 1.5 GB), default build/bench
set -eu
cd "$(dirname "$0")/../.."

data=${1:-build/bench}
runs=${RUNS:-5}
bin=${BUILD:-build}
tool=$bin/plain/bench
analyzer=$bin/bin/acm-analyzer

mkdir -p "$data"
[ -s "$data/200k.ndjson" ] || "$tool/gen_evidence" lines 200000 > "$data/200k.ndjson"
[ -s "$data/400k.ndjson" ] || "$tool/gen_evidence" lines 400000 > "$data/400k.ndjson"
if [ ! -d "$data/100k" ]; then
    mkdir "$data/100k"
    "$tool/gen_evidence" files 100000 "$data/100k"
fi
bytes=$(wc -c < "$data/200k.ndjson")

# measure NAME COMMAND...: sets seconds and peak (KiB).
measure() {
    name=$1
    shift
    "$tool/measure" "$runs" "$@" 3> "$data/measured" > /dev/null
    read -r seconds peak < "$data/measured"
    awk -v name="$name" -v s="$seconds" -v p="$peak" -v b="$bytes" -v base="${base:-}" 'BEGIN {
        printf "| %s | %.2f s | %.0f MB/s | %.0f MB |", name, s, b / 1e6 / s, p / 1024
        if (base != "") printf " %.2f |", base / s
        printf "\n" }'
}

echo "200,000 certificates, one answer a line, $((bytes / 1000000)) MB; median of $runs; $(nproc) processors"
echo
echo '| | time | speed | peak memory | speed to the floor |'
echo '|---|---|---|---|---|'
base=$("$tool/measure" "$runs" "$tool/floor" "$data/200k.ndjson" 2 2>&1 3>&1 > /dev/null | cut -d' ' -f1)
measure 'bare simdjson pass, 2 threads (the floor)' "$tool/floor" "$data/200k.ndjson" 2
measure 'acm-analyzer, whole analysis, NDJSON findings' \
    "$analyzer" analyze -q --threads 2 --now 2026-11-23T00:00:00Z --ndjson - "$data/200k.ndjson"
ours=$seconds
ours_peak=$peak
if [ -d tests/bench/node_modules/@duckdb ]; then
    measure 'DuckDB read_json, counting FAILED' node tests/bench/duckdb.mjs "$data/200k.ndjson"
else
    echo '| DuckDB | not installed: npm ci in tests/bench | | | |'
fi
# shellcheck disable=SC2016 # a jq program
measure 'jq, selecting FAILED' jq -c 'select(.Certificate.Status=="FAILED")' "$data/200k.ndjson"
if command -v openssl > /dev/null; then
    measure 'sha256 of the file alone (openssl)' openssl dgst -sha256 "$data/200k.ndjson"
fi
echo

base=
bytes=$(wc -c < "$data/400k.ndjson")
"$tool/measure" "$runs" "$analyzer" analyze -q --threads 2 --now 2026-11-23T00:00:00Z --ndjson - \
    "$data/400k.ndjson" 3> "$data/measured" > /dev/null
read -r seconds peak < "$data/measured"
awk -v s1="$ours" -v p1="$ours_peak" -v s2="$seconds" -v p2="$peak" 'BEGIN {
    printf "Twice the certificates: %.2f times the time; %.2f KiB a certificate (200,000 more: %.0f MB more).\n", \
        s2 / s1, (p2 - p1) / 200000, (p2 - p1) / 1024
    printf "Peak %.0f MB for 200,000: %.2f KiB a certificate beyond 64 MB.\n", p1 / 1024, (p1 - 65536) / 200000 }'

"$tool/measure" "$runs" "$analyzer" analyze -q --threads 2 --now 2026-11-23T00:00:00Z --ndjson - \
    "$data/100k" 3> "$data/measured" > /dev/null
read -r seconds peak < "$data/measured"
awk -v s="$seconds" -v p="$peak" 'BEGIN {
    printf "100,000 files in 100 folders, cached: %.2f s, %.0f files/s, peak %.0f MB.\n", s, 1e5 / s, p / 1024 }'

# Certificates joined with hosted zones: 1,000 zones of 1,000 records, and twice that.
for times in 1 2; do
    [ -d "$data/dns$times" ] || "$tool/gen_dns" $((times * 1000)) $((times * 100000)) "$data/dns$times"
done
# whole FOLDER OPTIONS...: sets seconds and peak of an analysis.
whole() {
    folder=$1
    shift
    "$tool/measure" "$runs" "$analyzer" analyze -q --threads 2 --fail-on none --now 2026-11-23T00:00:00Z \
        "$@" --ndjson - "$folder" 3> "$data/measured" > /dev/null
    read -r seconds peak < "$data/measured"
}
echo
echo '| 1,000 zones of 1,000 records, 100,000 certificates of three names | time | peak memory |'
echo '|---|---|---|'
whole "$data/dns1" --check evidence_secret
read_s=$seconds
printf '| read, and the indexes made | %.2f s | %.0f MB |\n' "$seconds" $((peak / 1024))
whole "$data/dns1"
all_s=$seconds
printf '| read and fully diagnosed, every check | %.2f s | %.0f MB |\n' "$seconds" $((peak / 1024))
if [ -d tests/bench/node_modules/@duckdb ]; then
    "$tool/measure" "$runs" node tests/bench/duckdb_dns.mjs "$data/dns1" 3> "$data/measured" > /dev/null
    read -r seconds peak < "$data/measured"
    printf '| DuckDB, which records are missing and nothing else | %.2f s | %.0f MB |\n' "$seconds" $((peak / 1024))
fi
whole "$data/dns2"
awk -v r="$read_s" -v a="$all_s" -v b="$seconds" 'BEGIN {
    printf "\nDiagnosed in %.2f times the time of reading; twice the size takes %.2f times the time.\n", a / r, b / a }'
