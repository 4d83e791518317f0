#!/bin/bash
# scenarios: every scenario of corpus/scenarios from end to end: mockaws, acm-collect,
# acm-analyzer, and what was expected. SCENARIOS names others (files).
set -u
cd "$(dirname "$0")/.." || exit 1

export MOCKAWS=${MOCKAWS:-build/bin/mockaws}
scenarios=${SCENARIOS:-$(ls corpus/scenarios/*.json)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work
passed=0
failed=0

ok() { passed=$((passed + 1)); }
bad() {
    failed=$((failed + 1))
    echo "FAILED $*"
}

# one FILE: leaves NAME.status, and what was said in NAME.log.
one() {
    local name
    name=$(basename "$1" .json)
    mkdir "$work/$name"
    TMPDIR=$work timeout 120 "$MOCKAWS" run --strict --out "$work/$name/out" "$1" \
        > "$work/$name.log" 2>&1
    echo $? > "$work/$name.status"
    rm -rf "${work:?}/$name"
}
export -f one

# shellcheck disable=SC2086 # the names are meant to fall into words
printf '%s\n' $scenarios | xargs -P "$(($(nproc) + 1))" -I{} bash -c 'one {}'
for file in $scenarios; do
    name=$(basename "$file" .json)
    if [ "$(cat "$work/$name.status")" = 0 ]; then
        ok
    else
        bad "$name: status $(cat "$work/$name.status")"
        sed 's/^/    /' "$work/$name.log" | head -n 8
    fi
done

# The file is named after its scenario, and fits the schema.
# shellcheck disable=SC2086
/usr/bin/python3 - $scenarios > "$work/schema" <<'PYTHON'
import json, pathlib, sys, jsonschema
schema = json.load(open("mockaws/scenario/schema/scenario.schema.json"))
validator = jsonschema.validators.validator_for(schema)(schema)
for path in sys.argv[1:]:
    scenario = json.load(open(path))
    mistakes = [e.message for e in validator.iter_errors(scenario)]
    if scenario["name"] != pathlib.Path(path).stem:
        mistakes.append("is named " + scenario["name"])
    print(path, "; ".join(mistakes)[:300] or "ok")
PYTHON
while read -r path verdict; do
    if [ "$verdict" = ok ]; then ok; else bad "$path: $verdict"; fi
done < "$work/schema"

# seen WHERE WORD...: each word stands at that place of some scenario.
seen() {
    local where=$1 word
    shift
    for word; do
        # shellcheck disable=SC2086
        if jq -e --arg word "$word" "$where" $scenarios 2> /dev/null | grep -q true; then
            ok
        else
            bad "no scenario has $word at $where"
        fi
    done
}

# shellcheck disable=SC2016 # $word is jq's own
if [ -z "${SCENARIOS:-}" ]; then
    seen '[.expect.certificates[]?.Status] | index($word) != null' PENDING_VALIDATION \
        ISSUED INACTIVE EXPIRED VALIDATION_TIMED_OUT REVOKED FAILED
    seen '[.expect.certificates[]?.RenewalStatus] | index($word) != null' \
        PENDING_AUTO_RENEWAL PENDING_VALIDATION SUCCESS FAILED
    seen '[.expect.certificates[]?.FailureReason] | index($word) != null' \
        NO_AVAILABLE_CONTACTS ADDITIONAL_VERIFICATION_REQUIRED DOMAIN_NOT_ALLOWED \
        INVALID_PUBLIC_DOMAIN DOMAIN_VALIDATION_DENIED CAA_ERROR PCA_LIMIT_EXCEEDED \
        PCA_INVALID_ARN PCA_INVALID_STATE PCA_REQUEST_FAILED \
        PCA_NAME_CONSTRAINTS_VALIDATION PCA_RESOURCE_NOT_FOUND PCA_INVALID_ARGS \
        PCA_INVALID_DURATION PCA_ACCESS_DENIED SLR_NOT_FOUND OTHER
    seen '[.timeline[]?.break] | index($word) != null' missing doubled wrong_value \
        other_token no_underscore swapped txt quoted zone_appended wildcard_shadow \
        chain_long chain_loop routed private_zone parent_zone undelegated_child \
        duplicate_zone unrelated_zone
    seen '[.timeline[]?.do] | index($word) != null' request import delete revoke renew \
        upsert_records delete_records upsert_validation_records \
        delete_validation_records create_zone delete_zone delegate undelegate set_in_use \
        approve_email deny_email dns_fault force advance
    seen '[.timeline[]? | keys[]] | index($word) != null' at after_calls when
    seen '[.faults[]?.reply | keys[]] | index($word) != null' error http delay_ms drip_ms \
        cut_at content_length reset bad_chunk token
    seen '[.faults[]?.reply.token] | index($word) != null' duplicate loop expired empty_page
    seen '[.timeline[]?.failure] | index($word) != null' servfail timeout refused bogus
    seen '.oddities // [] | index($word) != null' list_lags_describe records_late \
        expired_but_issued san_order_differs failed_with_pending_domains \
        empty_page_with_token
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
