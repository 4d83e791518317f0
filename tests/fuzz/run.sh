#!/bin/sh
# run: every fuzz program for its share of the time, from a seed corpus of our cases.
# usage: tests/fuzz/run.sh SECONDS      BUILD: where `make fuzz` built them
set -u
cd "$(dirname "$0")/../.." || exit 1
seconds=${1:-60}
programs=${BUILD:-build/fuzz}/san-address-undefined/fuzz
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

mkdir "$work/seeds"
n=0
find corpus/shapes corpus/malformed -type f -path '*/input/*' -size -64k | sort > "$work/list"
while read -r file; do
    n=$((n + 1))
    cp "$file" "$work/seeds/$n"
done < "$work/list"
count=$(find "$programs" -maxdepth 1 -type f -name 'fuzz_*' ! -name '*.*' | wc -l)
[ "$count" -gt 0 ] || { echo "no fuzz programs in $programs"; echo '0 passed, 1 failed'; exit 1; }

for program in "$programs"/fuzz_*; do
    case $program in *.*) continue ;; esac
    name=${program##*/}
    mkdir "$work/$name"
    if "$program" -max_total_time=$((seconds / count)) -max_len=65536 -rss_limit_mb=2048 \
        -timeout=20 -print_final_stats=1 -artifact_prefix="$work/" "$work/$name" "$work/seeds" \
        > "$work/$name.log" 2>&1; then
        passed=$((passed + 1))
        sed -n "s/^stat::number_of_executed_units: */$name: /p" "$work/$name.log"
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        tail -n 40 "$work/$name.log"
        for crash in "$work"/crash-* "$work"/timeout-* "$work"/leak-* "$work"/oom-*; do
            [ -f "$crash" ] && cp "$crash" "${TMPDIR:-/tmp}/" && echo "kept: ${TMPDIR:-/tmp}/${crash##*/}"
        done
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
