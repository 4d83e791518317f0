#!/bin/bash
# estates: an estate analysed as it was saved, and the same through mockaws --evidence and
# acm-collect, gives the same findings. What only others can save (the registrar, dig)
# is laid beside the collection as it was.
set -u
cd "$(dirname "$0")/.." || exit 1

analyzer=${ACM_ANALYZER:-build/bin/acm-analyzer}
collect=${ACM_COLLECT:-build/bin/acm-collect}
mockaws=${MOCKAWS:-build/bin/mockaws}
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid"; rm -rf "$work"' EXIT
passed=0
failed=0

# What cannot come to be so again: a certificate that was listed and never described, and
# one with a status that is no word of AWS's.
unsayable() {
    "$analyzer" analyze --now "$now" --json - --fail-on none "$1" 2> /dev/null | jq -r '
        .findings[] | select(.check == "evidence_not_described" or .check == "evidence_unknown_word")
        | .resource.id | capture("(?<id>[0-9a-f]{8}-[0-9a-f-]{27})") | .id' | sort -u
    echo none
}

# findings EVIDENCE: a line a finding of certificates and zones: what, of which, why.
findings() {
    "$analyzer" analyze --now "$now" --json - --fail-on none "$1" 2> /dev/null | jq -r '
        .findings[] | select(.resource.type == "certificate" or .resource.type == "hosted_zone")
        | select(.check | startswith("evidence_") | not)
        | [.verdict, .severity, .check, .resource.id, ([.causes[].code] | sort | join(","))]
        | @tsv' | sort
}

# through NAME EVIDENCE
through() {
    local dir=$work/$1 url accounts account regions
    mkdir "$dir"
    mkfifo "$dir/ready"
    "$mockaws" --evidence "$2" --listen 127.0.0.1:0 --clock manual --ready-fd 3 \
        3> "$dir/ready" &
    pid=$!
    read -r url < "$dir/ready"
    accounts=$(curl -s "$url/_mockaws/certificates" | jq -r '.certificates[].arn' |
        cut -d: -f5 | sort -u)
    regions=$(curl -s "$url/_mockaws/certificates" | jq -r '.certificates[].arn' |
        cut -d: -f4 | sort -u | paste -sd, -)
    for account in $accounts; do
        AWS_ACCESS_KEY_ID=AKID$account AWS_SECRET_ACCESS_KEY=secret "$collect" -q \
            --endpoint-url "$url" --region "$regions" -o "$dir/evidence" || return 1
    done
    kill "$pid"
    wait "$pid" 2> /dev/null
    pid=
    # An estate without a word of Route 53 stays one.
    find "$2" -path '*/route53/*' | grep -q . || rm -rf "$dir"/evidence/*/global
    cp -r "$2"/dns "$dir/evidence/" 2> /dev/null
    for folder in "$2"/*/registrar; do
        [ ! -d "$folder" ] || cp -r "$folder" "$dir/evidence/$(basename "$(dirname "$folder")")/"
    done
    unsayable "$2" > "$dir/unsayable"
    findings "$dir/evidence" | grep -vFf "$dir/unsayable" > "$dir/after"
    findings "$2" | grep -vFf "$dir/unsayable" > "$dir/before"
    [ -s "$dir/before" ] && diff -u "$dir/before" "$dir/after"
}

now=2026-11-23T00:00:00Z
for estate in corpus/estates/*/; do
    name=$(basename "$estate")
    evidence=$estate/evidence
    # mockaws reads plain API JSON; normalize makes it of everything else.
    if ! "$analyzer" normalize "$evidence" "$work/$name.plain" > "$work/$name.said" 2>&1; then
        echo "FAILED $name: normalize: $(cat "$work/$name.said")"
        failed=$((failed + 1))
        continue
    fi
    cp -rn "$evidence/." "$work/$name.plain/" 2> /dev/null
    if through "$name" "$work/$name.plain" > "$work/$name.diff"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name"
        head -n 30 "$work/$name.diff" | sed 's/^/    /'
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
