#!/bin/bash
# heal: for every DNS and CAA scenario the commands that acm-analyzer printed are run with
# the AWS CLI against mockaws, and the certificate is ISSUED and the findings are gone.
# usage: heal.sh [SCENARIO...]   needs Debian's awscli
set -u
cd "$(dirname "$0")/../.." || exit 1

export MOCKAWS=${MOCKAWS:-build/bin/mockaws}
[ $# -gt 0 ] || set -- corpus/scenarios/{record-,caa-,zone-,registrar-,one-of-,pending-with,pending-near,waiter-,renewal-will,undelegated-,dig-}*.json
if ! PATH=/usr/bin:$PATH command -v aws > /dev/null; then
    echo 'FAILED: no AWS CLI (Debian: awscli): no printed command was run'
    echo '0 passed, 1 failed'
    exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work PATH=/usr/bin:$PATH

# What no AWS command can mend: it is not looked for here.
cannot() {
    case $1 in
    caa-removed-in-time) echo 'it is issued' ;;
    caa-lookup-*) echo 'the name servers fail, which no record mends' ;;
    zone-elsewhere) echo 'the DNS is with somebody else' ;;
    dig-shows-*) echo 'the zone is not in the evidence, so no command can name it' ;;
    esac
}

one() {
    local name
    name=$(basename "$1" .json)
    mkdir -p "$work/$name"
    "$MOCKAWS" run --out "$work/$name/before" "$1" > "$work/$name/log" 2>&1 &&
        "$MOCKAWS" run --out "$work/$name/after" "$1" -- \
            /usr/bin/python3 tests/clients/heal.py "$work/$name/before/findings.json" \
            > "$work/$name/log" 2>&1
    grep -qx ok "$work/$name/log"
    echo $? > "$work/$name/status"
}
export -f one

passed=0
failed=0
list=
for file; do
    why=$(cannot "$(basename "$file" .json)")
    if [ -n "$why" ]; then
        echo "left out: $(basename "$file" .json): $why"
    else
        list="$list $file"
    fi
done
# shellcheck disable=SC2086 # the names are meant to fall into words
printf '%s\n' $list | xargs -P "$(nproc)" -I{} bash -c 'one {}'
# shellcheck disable=SC2086
for file in $list; do
    name=$(basename "$file" .json)
    if [ "$(cat "$work/$name/status")" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name"
        sed 's/^/    /' "$work/$name/log" | head -n 12
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
