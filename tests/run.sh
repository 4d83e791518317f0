#!/bin/bash
# run: what `mockaws run` says when a scenario is not as expected, and how it exits. Each
# expectation of a good scenario is made wrong in turn, and must be told.
set -u
cd "$(dirname "$0")/.." || exit 1

mockaws=${MOCKAWS:-build/bin/mockaws}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# differs WHAT SCENARIO FILTER WORDS: changed by jq, the run ends with 1 and these words.
differs() {
    local status
    jq "$3" "corpus/scenarios/$2.json" > "$work/case.json"
    "$mockaws" run --out "$work/out" "$work/case.json" > "$work/said" 2>&1
    status=$?
    rm -rf "$work/out"
    if [ $status = 1 ] && grep -qF "$4" "$work/said"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $1: status $status"
        sed 's/^/    /' "$work/said" | head -n 6
    fi
}

# exits WHAT STATUS ARGUMENT...
exits() {
    local what=$1 want=$2 status
    shift 2
    "$mockaws" run --out "$work/out" "$@" > "$work/said" 2>&1
    status=$?
    rm -rf "$work/out"
    if [ $status = "$want" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $what: status $status, expected $want"
        sed 's/^/    /' "$work/said" | head -n 6
    fi
}

caa='caa-forbids-amazon'
differs 'a status' $caa '.expect.certificates.c1 = {Status: "ISSUED"}' \
    'c1: Status: expected ISSUED, found FAILED'
differs 'a reason' $caa '.expect.certificates.c1.FailureReason = "OTHER"' \
    'c1: FailureReason: expected OTHER, found CAA_ERROR'
differs 'no reason' $caa '.expect.certificates.c1.FailureReason = null' \
    'c1: FailureReason: expected none, found CAA_ERROR'
differs 'a domain' $caa '.expect.certificates.c1.Domains = {"example.com": "FAILED"}' \
    'c1: example.com: expected FAILED, found SUCCESS'
differs 'a deletion' $caa '.expect.certificates.c1 = {Deleted: true}' 'expected none, found one'
differs 'a cause' $caa '.expect.findings[0].causes = ["cname_missing"]' \
    'because of cname_missing, found FAIL high, causes [caa_not_amazon]'
differs 'one cause of two' $caa '.expect.findings[0].causes += ["caa_via_cname"]' \
    'because of caa_not_amazon, caa_via_cname'
differs 'a verdict' $caa '.expect.findings[0].verdict = "UNKNOWN"' 'expected UNKNOWN'
differs 'a severity' $caa '.expect.findings[0].severity = "low"' 'low'
differs 'a finding that is not there' $caa \
    '.expect.findings += [{check: "acm_validation_abandoned", certificate: "c1"}]' 'found none'
differs 'a domain of a finding' $caa '.expect.findings[0].domain = "www.example.com"' 'found none'
differs 'a finding that is there' $caa '.expect.findings = [] | .expect.no_findings = ["acm_validationfailed"]' \
    'expected no finding, found FAIL'
differs 'a zone that it is about' record-name-doubled \
    '.expect.findings += [{check: "dns_validation_record_misplaced", zone: "ZOTHER1"}]
     | .zones += [.zones[0] + {id: "ZOTHER1", name: "example.net"}]' 'found none'
differs 'an exit status' $caa '.expect.exit = 0' 'exit status: expected 0, found 1'
differs 'a renewal' renewed '.expect.certificates.c1.RenewalStatus = "FAILED"' \
    'c1: RenewalStatus: expected FAILED, found SUCCESS'
differs 'a renewal reason' renewal-caa '.expect.certificates.c1.RenewalStatusReason = null' \
    'expected none, found CAA_ERROR'
differs 'an eligibility' unused-lapses \
    '.expect.certificates.c1.RenewalEligibility = "ELIGIBLE"' 'expected ELIGIBLE, found INELIGIBLE'
differs 'an end' issued-before-198-days \
    '.expect.certificates.c1.NotAfter = "2027-02-09T23:59:59Z"' 'NotAfter: expected 2027-02-09'
differs 'a step that could not be done' issued-by-dns \
    '.timeline += [{at: "+2h", do: "set_in_use", certificate: "c1", arns: ["arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/1"]},
        {at: "+2h", do: "delete", certificate: "c1"}]' 'the step could not be done: certificate c1 is in use'

good=corpus/scenarios/issued-by-dns.json
exits 'as expected' 0 $good
exits "the command's own status" 7 $good -- sh -c 'exit 7'
exits 'a signal' 143 $good -- sh -c 'kill -TERM $$'
exits 'a command that is not there' 127 $good -- no-such-command
exits 'a time-out' 124 --timeout 1 $good -- sleep 30
exits 'no such file' 2 no-such-file.json
exits 'a mistake in the file' 2 tests/run.sh
exits 'an output that is a file' 2 --out "$good" $good
# shellcheck disable=SC2016 # the command's own shell looks the words up
exits 'the environment' 0 $good -- bash -c '
    [ "$AWS_ENDPOINT_URL" = "$MOCKAWS_URL" ] && [ "$AWS_ENDPOINT_URL_ACM" = "$MOCKAWS_URL" ] &&
    [ -d "$MOCKAWS_OUT" ] && [ "$AWS_REGION" = us-east-1 ] &&
    [ "$AWS_ACCESS_KEY_ID" = AKIDEXAMPLE ] && [ "$(command -v aws)" = "$MOCKAWS_OUT/bin/aws" ] &&
    curl -sf "$MOCKAWS_URL/_mockaws/health" > /dev/null'
# shellcheck disable=SC2016
unknown='curl -s --aws-sigv4 aws:amz:us-east-1:acm --user AKIDEXAMPLE:secret -H "X-Amz-Target: CertificateManager.ListCertificats" -d "{}" "$MOCKAWS_URL" > /dev/null'
exits 'an unknown operation' 0 $good -- bash -c "$unknown"
exits 'the same, strictly' 1 --strict $good -- bash -c "$unknown"
exits 'a fault that is never used' 1 --strict corpus/scenarios/collected-under-5xx.json -- true

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
