#!/bin/sh
# cases: every check has a corpus case for each verdict it can give, and for no other.
# usage: tests/cases.sh   ($ACM_ANALYZER or build/bin/acm-analyzer; corpus/checks/ID/VERDICT-why)
set -u

top=$(cd "$(dirname "$0")/.." && pwd)
program=${ACM_ANALYZER:-$top/build/bin/acm-analyzer}
corpus=$top/corpus/checks
passed=0
failed=0

# say OK TEXT: count one claim, and say which failed.
say() {
    if [ "$1" -eq 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $2"
    fi
}

table=$(mktemp)
trap 'rm -f "$table"' EXIT INT TERM
if ! "$program" checks --verdicts > "$table"; then
    echo "FAILED: $program checks --verdicts"
    echo "0 passed, 1 failed"
    exit 1
fi

# Each line: ID and the verdicts that its descriptor declares.
while read -r id verdicts; do
    for verdict in $verdicts; do
        prefix=$(echo "$verdict" | tr '[:upper:]' '[:lower:]')
        found=1
        for dir in "$corpus/$id/$prefix"-*/; do
            [ -f "$dir/expected" ] && found=0
        done
        say "$found" "$id can give $verdict, but has no case $prefix-..."
    done
done < "$table"

for dir in "$corpus"/*/*/; do
    dir=${dir%/}
    name=${dir##*/}
    id=${dir%/*}
    id=${id##*/}
    verdict=$(echo "${name%%-*}" | tr '[:lower:]' '[:upper:]')
    verdicts=$(sed -n "s/^$id //p" "$table")
    if [ -z "$verdicts" ]; then
        say 1 "$id/$name: there is no such check"
        continue
    fi
    case " $verdicts " in
    *" $verdict "*) say 0 "" ;;
    *) say 1 "$id/$name: the check does not declare $verdict" ;;
    esac
    # The case shows its verdict, and none that the check does not declare.
    grep -q "^$verdict\( \|\$\)" "$dir/expected"
    say $? "$id/$name: expected holds no line of $verdict"
    while read -r word _; do
        case " $verdicts " in
        *" $word "*) ;;
        *) say 1 "$id/$name: expected holds $word, which the check does not declare" ;;
        esac
    done < "$dir/expected"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
