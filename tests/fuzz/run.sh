#!/bin/sh
# run.sh SECONDS: runs every fuzzing program of $BUILD in turn, SECONDS in all, from the
# corpus, or from its own seeds/NAME. Fails when one crashes, hangs or leaks; the input is
# then kept in $BUILD/fuzz-found.
set -eu

seconds=${1:-60}
root=$(cd "$(dirname "$0")/../.." && pwd)
programs=${BUILD:-$root/build/fuzz}/san-address-undefined/fuzz
found=${BUILD:-$root/build/fuzz}/fuzz-found

work=$(mktemp -d "${TMPDIR:-/tmp}/acm-fuzz.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Inputs of all kinds, each under a name of its own; the larger ones teach little.
mkdir "$work/seeds" "$found" 2>/dev/null || mkdir -p "$found"
n=0
find "$root/corpus/shapes" "$root/corpus/malformed" -type f -size -128 \
    ! -path '*/expect*' > "$work/list"
while IFS= read -r file; do
    n=$((n + 1))
    cp "$file" "$work/seeds/$n"
done < "$work/list"
if [ "$n" -eq 0 ]; then
    echo "fuzz: no inputs under corpus/shapes and corpus/malformed" >&2
    exit 1
fi

set -- "$programs"/*_*
if [ ! -x "$1" ]; then
    echo "fuzz: no programs in $programs; run make fuzz" >&2
    exit 1
fi
each=$((seconds / $#))
[ "$each" -gt 0 ] || each=1

status=0
for program; do
    name=${program##*/}
    mkdir "$work/$name"
    seeds=$root/tests/fuzz/seeds/$name
    [ -d "$seeds" ] || seeds=$work/seeds
    echo "fuzz: $name, $each s from $(find "$seeds" -type f | wc -l) inputs"
    if ! "$program" -max_total_time="$each" -max_len=65536 -rss_limit_mb=2048 -timeout=10 \
        -artifact_prefix="$found/$name-" -print_final_stats=1 \
        "$work/$name" "$seeds" > "$work/$name.log" 2>&1; then
        tail -n 60 "$work/$name.log"
        echo "fuzz: $name FAILED; its input is in $found" >&2
        status=1
    fi
    grep -E '^stat::(number_of_executed_units|peak_rss_mb)|cov:' "$work/$name.log" | tail -n 3
done
exit "$status"
