#!/bin/sh
# scenario-check: `mockaws check` tells every mistake of corpus/malformed-scenarios, line by
# line, and takes every scenario of corpus/scenarios; those fit the schema, too.
set -u

here=$PWD
top=$(cd "$(dirname "$0")/.." && pwd) || exit 1
program=${MOCKAWS:-$top/build/bin/mockaws}
case $program in
/*) ;;
*) program=$here/$program ;;
esac
schema=$top/mockaws/scenario/schema/scenario.schema.json
# Debian's module belongs to Debian's interpreter.
python=/usr/bin/python3
[ -x "$python" ] || python=python3
passed=0
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

ok() {
    passed=$((passed + 1))
}
bad() {
    failed=$((failed + 1))
    echo "FAILED: $*"
}

# exits STATUS NAME ARGUMENT...: what is printed is kept in $work/out.
exits() {
    want=$1
    name=$2
    shift 2
    "$program" check "$@" > "$work/out" 2>&1
    status=$?
    if [ "$status" -eq "$want" ]; then
        ok
    else
        bad "$name: exit status $status, want $want"
        head -n 10 "$work/out" | sed 's/^/    /'
    fi
}

if [ ! -x "$program" ]; then
    echo "scenario-check: no program $program; run make" >&2
    exit 1
fi

cases=0
for folder in "$top"/corpus/malformed-scenarios/*/; do
    cases=$((cases + 1))
    name=$(basename "$folder")
    cd "$folder" || exit 1
    exits 2 "$name" scenario.json
    if diff error "$work/out" > "$work/diff"; then
        ok
    else
        bad "$name: other mistakes are told"
        head -n 10 "$work/diff" | sed 's/^/    /'
    fi
done
cd "$top" || exit 1
if [ "$cases" -ge 40 ]; then
    ok
else
    bad "only $cases malformed scenarios"
fi

# fits SCENARIO: it is taken, and fits the schema.
fits() {
    exits 0 "$1" "$1"
    if "$python" tests/schema_check.py "$schema" "$1" > "$work/out" 2>&1; then
        ok
    else
        bad "$1: the schema refuses it"
        head -n 5 "$work/out" | sed 's/^/    /'
    fi
}
# The example of the manual is one.
sed -n '/^\.Bd -literal/,/^\.Ed/{/^\./d;s/\\e/\\/g;p;}' mockaws/mockaws-scenario.5 > "$work/manual.json"
fits "$work/manual.json"
for file in tests/fuzz/seeds/mockaws_scenario/caa tests/fuzz/seeds/mockaws_scenario/everything \
    corpus/scenarios/*.json; do
    [ -e "$file" ] && fits "$file"
done

# Several files: all are read, and one mistake is enough.
good=tests/fuzz/seeds/mockaws_scenario/caa
wrong=corpus/malformed-scenarios/certificate-id-twice/scenario.json
exits 2 'a good one between two bad ones' "$wrong" "$good" "$wrong"
if [ "$(grep -c "^$wrong:6: " "$work/out")" -eq 2 ]; then
    ok
else
    bad 'of several files not all mistakes are told'
fi
exits 2 'no such file' "$work/none.json"
exits 2 'a folder' "$work"
exits 2 'no file at all'
{
    printf '{"schema":"mockaws.scenario.v1","name":"large","comment":"'
    head -c 17000000 /dev/zero | tr '\0' 'x'
    printf '"}\n'
} > "$work/large.json"
exits 2 'more than 16 MiB' "$work/large.json"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
