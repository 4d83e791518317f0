#!/bin/sh
# gate: the README's recipe for a pipeline, --fail-on high,acm_validation_pending, tried.
set -u

here=$PWD
top=$(cd "$(dirname "$0")/.." && pwd) || exit 1
program=${ACM_ANALYZER:-$top/build/bin/acm-analyzer}
case $program in
/*) ;;
*) program=$here/$program ;;
esac
passed=0
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
now=2026-11-23T00:00:00Z

# certificate FILE NUMBER STATUS DOMAIN-STATUS MORE: one saved describe-certificate answer.
certificate() {
    mkdir -p "${1%/*}"
    cat > "$1" << END
{
    "Certificate": {
        "CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-00000000000$2",
        "DomainName": "gate$2.example.com",
        "SubjectAlternativeNames": ["gate$2.example.com"],
        "DomainValidationOptions": [
            {
                "DomainName": "gate$2.example.com",
                "ValidationDomain": "gate$2.example.com",
                "ValidationStatus": "$4",
                "ResourceRecord": {
                    "Name": "_0000000000000000000000000000000$2.gate$2.example.com.",
                    "Type": "CNAME",
                    "Value": "_1111111111111111111111111111111$2.zzexamplez.acm-validations.aws."
                },
                "ValidationMethod": "DNS"
            }
        ],
        "CreatedAt": "2026-11-22T22:00:00+00:00",
        "Status": "$3",
        "KeyAlgorithm": "RSA-2048",
        "InUseBy": [],$5
        "Type": "AMAZON_ISSUED"
    }
}
END
}

# exits NAME STATUS ARGUMENTS...
exits() {
    name=$1
    want=$2
    shift 2
    "$program" analyze -q --now "$now" --text "$work/text" "$@" > "$work/out" 2>&1 < /dev/null
    got=$?
    if [ "$got" -eq "$want" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name: exit status $got, want $want"
        head -n 10 "$work/out"
    fi
}
recipe=high,acm_validation_pending

certificate "$work/healthy/a.json" 1 ISSUED SUCCESS '
        "IssuedAt": "2026-11-22T22:05:00+00:00",
        "NotBefore": "2026-11-22T00:00:00+00:00",
        "NotAfter": "2027-06-07T23:59:59+00:00",'
certificate "$work/pending/a.json" 2 PENDING_VALIDATION PENDING_VALIDATION ''
certificate "$work/timed-out/a.json" 3 VALIDATION_TIMED_OUT FAILED ''
certificate "$work/failed/a.json" 4 FAILED SUCCESS '
        "FailureReason": "CAA_ERROR",'
mkdir "$work/unreadable" "$work/mixed" "$work/nothing" "$work/failed-list"
cp "$work/healthy/a.json" "$work/unreadable/healthy.json"
printf '{"Certificate": {"CertificateArn": ' > "$work/unreadable/broken.json"
cp "$work/unreadable/broken.json" "$work/mixed/"
cp "$work/failed/a.json" "$work/mixed/failed.json"
printf '{\n    "CertificateSummaryList": []\n}\n' > "$work/nothing/list.json"

# What each outcome of a request does to the gate.
exits healthy_passes 0 --fail-on $recipe "$work/healthy"
exits pending_trips 1 --fail-on $recipe "$work/pending"
exits timed_out_trips 1 --fail-on $recipe "$work/timed-out"
exits failed_trips 1 --fail-on $recipe "$work/failed"
exits one_bad_among_good_trips 1 --fail-on $recipe "$work/healthy" "$work/timed-out"

# The default gate, high, lets a young pending request pass; the recipe names it.
exits pending_passes_by_default 0 "$work/pending"
exits timed_out_trips_by_default 1 "$work/timed-out"

# A list asked for by --certificate-statuses FAILED: nothing in it is pending or timed
# out, so a gate on that list alone lets both pass. Here the failed one is the only row.
cat > "$work/failed-list/list.json" << 'END'
{
    "CertificateSummaryList": [
        {
            "CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000004",
            "DomainName": "gate4.example.com",
            "Status": "FAILED",
            "Type": "AMAZON_ISSUED",
            "KeyAlgorithm": "RSA-2048"
        }
    ]
}
END
exits failed_list_shows_the_failed 1 --fail-on $recipe "$work/failed-list"
exits failed_list_alone_misses_the_pending 0 --fail-on acm_validation_pending "$work/failed-list"
exits descriptions_show_the_pending 1 --fail-on acm_validation_pending "$work/failed-list" "$work/pending"
# In an account whose requests are all pending or timed out, that list is empty: exit
# status 3 says that no certificate was found, which is no clean bill.
exits empty_failed_list_is_no_pass 3 --fail-on $recipe "$work/nothing"
"$program" analyze -q --now "$now" --fail-on none --ndjson - "$work/failed-list" \
    > "$work/ndjson" 2> /dev/null
statuses=$(jq -r 'select(.kind == "certificate").status' "$work/ndjson" | sort | tr '\n' ' ')
if [ "$statuses" = 'FAILED ' ]; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    echo "FAILED: failed_list: want one FAILED certificate, got: $statuses"
fi

# Evidence that cannot be read: 3; 1 wins over 3; 2 wins over both.
exits unreadable_is_three 3 --fail-on $recipe "$work/unreadable"
exits tripped_wins_over_unreadable 1 --fail-on $recipe "$work/mixed"
exits none_never_gates 0 --fail-on none "$work/failed" "$work/pending" "$work/timed-out"
exits none_still_tells_unreadable 3 --fail-on none "$work/mixed"
exits usage_is_two 2 --fail-on hihg "$work/failed"
exits missing_path_is_two 2 --fail-on $recipe "$work/mixed" "$work/not-there"
exits output_failed_wins 2 --fail-on $recipe --json "$work" "$work/mixed"
exits evidence_gates_when_named 1 --fail-on evidence_malformed "$work/unreadable"

# A list whose rows were never described: by itself 0, with --strict-evidence 3.
exits list_alone_is_zero 0 --fail-on none "$work/failed-list"
exits strict_evidence_is_three 3 --fail-on none --strict-evidence "$work/failed-list"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
