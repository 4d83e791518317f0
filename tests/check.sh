#!/bin/sh
# check: runs test programs and scripts, one line a suite, and closes with the sum.
# usage: tests/check.sh FILE...   cmocka programs, or scripts that close with "N passed, N failed"
set -u

passed=0
failed=0
skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT INT TERM

for suite in "$@"; do
    name=${suite##*/}
    case $suite in
    *.sh)
        "$suite" > "$log" 2>&1
        status=$?
        counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed\(, \([0-9]*\) skipped\)\{0,1\}$/\1 \2 \4/p' "$log" | tail -n 1)
        ;;
    *)
        "$suite" > "$log" 2>&1
        status=$?
        counts=$(awk '/^\[       OK \]/ { ok++ } /^\[  FAILED  \] [^0-9]/ { bad++ } /^\[  SKIPPED \] [^0-9]/ { skip++ }
            /^\[  PASSED  \]/ { seen = 1 }
            END { if (seen) print ok + 0, bad / 2, skip / 2 }' "$log")
        ;;
    esac
    # A suite that died, or said nothing, failed.
    read -r p f s <<END
${counts:-0 1 0}
END
    [ "$status" -eq 0 ] || [ "${f%.*}" -gt 0 ] || f=1
    passed=$((passed + p))
    failed=$((failed + ${f%.*}))
    skipped=$((skipped + ${s:-0}))
    if [ "$status" -ne 0 ] || [ "${f%.*}" -gt 0 ]; then
        echo "FAILED  $name"
        grep -E '^(\[  (ERROR|FAILED)|FAILED|not ok)|: (error|Assertion)|ERROR: |SUMMARY: ' "$log" | head -n 40 | sed 's/^/    /'
        cp "$log" "${TMPDIR:-/tmp}/acm-failed-$name.log"
        echo "    whole log: ${TMPDIR:-/tmp}/acm-failed-$name.log"
    else
        printf 'ok      %-28s %5d\n' "$name" "$p"
        grep -E '^(skipped|SKIPPED)' "$log" | sed 's/^/        /'
    fi
done
if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
