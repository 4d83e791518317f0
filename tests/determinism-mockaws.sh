#!/bin/bash
# determinism-mockaws: the same scenario and the same serial calls give the same journal and
# the same answers, byte for byte.
# RUNS (2): how often each; SCENARIOS: which files, default a sample, "all" for all of them.
set -u
cd "$(dirname "$0")/.." || exit 1

export MOCKAWS=${MOCKAWS:-build/bin/mockaws}
export RUNS=${RUNS:-2}
# Debian's starts at once, a wrapper in its place may not.
export python=/usr/bin/python3
[ -x "$python" ] || python=python3
case ${SCENARIOS:-sample} in
all) scenarios=$(ls corpus/scenarios/*.json) ;;
sample) scenarios=$(printf '%s\n' corpus/scenarios/*.json | awk 'NR % 10 == 1') ;;
*) scenarios=$SCENARIOS ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work
passed=0
failed=0

# again FILE N: one run. Leaves NAME.N/journal, answers and status.
again() {
    local out
    out=$work/$(basename "$1" .json).$2
    mkdir -p "$out"
    TMPDIR=$work timeout 120 "$MOCKAWS" run --journal "$out/journal" --out "$out/out" "$1" -- \
        "$python" tests/serial_client.py "$1" "$out/answers" > "$out/log" 2>&1
    echo $? > "$out/status"
}

# one FILE: NAME.why is empty when all its runs are alike.
one() {
    local name first n
    name=$(basename "$1" .json)
    first=$work/$name.1
    again "$1" 1
    {
        # 0 and 1: nothing was analysed, so what is expected cannot be found.
        [ "$(cat "$first/status")" -le 1 ] || echo "it ends with $(cat "$first/status")"
        [ "$(wc -l < "$first/journal")" -gt 1 ] || echo 'its journal is empty'
        [ -s "$first/answers" ] || echo 'there are no answers'
        for n in $(seq 2 "$RUNS"); do
            again "$1" "$n"
            cmp "$first/journal" "$work/$name.$n/journal" || echo "the journal of run $n differs"
            cmp "$first/answers" "$work/$name.$n/answers" || echo "the answers of run $n differ"
            cmp "$first/status" "$work/$name.$n/status"
            rm -rf "${work:?}/$name.$n"
        done
    } > "$work/$name.why" 2>&1
    rm -rf "$first"
}
export -f one again

# shellcheck disable=SC2086 # the names are meant to fall into words
printf '%s\n' $scenarios | xargs -P "$(($(nproc) + 1))" -I{} bash -c 'one {}'
for file in $scenarios; do
    name=$(basename "$file" .json)
    if [ -e "$work/$name.why" ] && [ ! -s "$work/$name.why" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        sed 's/^/    /' "$work/$name.why" | head -n 5
    fi
done
[ $((passed + failed)) -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
