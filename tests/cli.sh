#!/bin/sh
# cli: the command line as people type it: help, mistakes, suggestions, scripts it prints.
set -u
cd "$(dirname "$0")/.." || exit 1
program=${ACM_ANALYZER:-build/bin/acm-analyzer}
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

ok() {
    passed=$((passed + 1))
}
bad() {
    failed=$((failed + 1))
    echo "FAILED: $*"
}

# says NAME STATUS PATTERN ARGUMENTS...: the exit status, and a pattern in what it prints.
says() {
    name=$1
    status=$2
    pattern=$3
    shift 3
    "$program" "$@" > "$work/out" 2>&1 < /dev/null
    got=$?
    if [ "$got" -ne "$status" ]; then
        bad "$name: status $got, want $status"
    elif ! grep -q -e "$pattern" "$work/out"; then
        bad "$name: want '$pattern' in:"
        sed 's/^/    /' "$work/out" | head -n 5
    else
        ok
    fi
}

says help 0 '^usage: acm-analyzer analyze' --help
says version 0 '^acm-analyzer [0-9]*\.[0-9]*\.[0-9]*$' --version
says nothing 2 'want a command'
says command_suggested 2 "did you mean 'analyze'" analyse x
says path_for_command 2 'acm-analyzer analyze corpus' corpus
says option_suggested 2 "did you mean '--fail-on'" analyze --fial-on high corpus
says check_suggested 2 "did you mean 'acm_validationfailed'" analyze --check acm_validationfaild corpus
says fail_on_suggested 2 "did you mean 'medium'" analyze --fail-on medum corpus
says none_alone 2 "'none' stands alone" analyze --fail-on none,high corpus
says empty_word 2 'empty word' analyze --fail-on high,, corpus
says no_path 2 'at least one PATH' analyze
says no_such_path 2 'no-such-path' analyze no-such-path
says bad_now 2 'want a time' analyze --now yesterday corpus
says bad_threads 2 'from 1 to' analyze --threads 0 corpus
says bad_account 2 'want 12 digits' analyze --account 12 corpus
says bad_region 2 'want a region' analyze --region Frankfurt corpus
says two_outputs_one_place 2 'two outputs' analyze --csv - --json - corpus
says value_wanted 2 'wants a value' analyze corpus --now
says checks_list 0 '^acm_validationfailed  *validation  *high ' checks
says checks_one 0 'Why it matters' checks acm_validationfailed
says checks_unknown 2 "did you mean 'evidence_secret'" checks evidence_secrets
says commands_keys 0 'RSA_4096' commands
says commands_region 0 "regions='eu-west-1 us-east-1'" commands --region eu-west-1,us-east-1
says commands_account 0 '^111122223333) ;;$' commands --account 111122223333
says normalize_operands 2 'want PATH and OUT' normalize corpus
says normalize_full_folder 2 'new or empty' normalize corpus/estates/demo/evidence corpus
for word in diff merge; do
    says "later_$word" 2 'not in this version' "$word" x y
done
for option in sarif=x junit=x ocsf=x asff=x markdown=x html-assets=external csv-raw csv-bom \
    csv-delimiter=x config=x show-config waivers=x baseline=x owners=x context=x timings; do
    says "later_$option" 2 'not in this version' analyze "--$option" corpus
done

# explain: a finding of a run, by its fingerprint or the start of it, from both forms.
"$program" analyze -q --fail-on none --now 2026-11-23T09:00:00Z --json "$work/findings.json" \
    --ndjson "$work/findings.ndjson" corpus/estates/demo/evidence
print=$(jq -r '.findings[0].fingerprint' "$work/findings.json")
message=$(jq -r '.findings[0].message | split(" ")[0:3] | join(" ")' "$work/findings.json")
says explain_operands 2 'want FINDINGS.json and FINGERPRINT' explain "$work/findings.json"
says explain_no_file 2 'No such file' explain "$work/nothing.json" "$print"
says explain_json 0 "$message" explain "$work/findings.json" "$print"
cp "$work/out" "$work/explained"
says explain_why 0 '^    Why it matters$' explain "$work/findings.json" "$print"
says explain_color 0 "$(printf '\033')" explain --color always "$work/findings.json" "$print"
says explain_unknown 2 'a fingerprint has 16 hex digits' explain "$work/findings.json" zz
says explain_nearest 2 "did you mean $print" explain "$work/findings.json" "${print%?}z"
says explain_ambiguous 2 'more than one finding starts with' explain "$work/findings.json" \
    "$(jq -r '[.findings[].fingerprint[0:1]] | group_by(.) | map(select(length > 1))[0][0]' "$work/findings.json")"
says explain_other_json 2 'want "acm-analyzer.findings.v1"' explain \
    corpus/estates/demo/evidence/manifest.json "$print"
head -c 3000 "$work/findings.json" > "$work/cut.json"
says explain_cut 2 'cut.json:1: want a whole JSON value' explain "$work/cut.json" "$print"
jq . "$work/findings.json" | sed 's/"verdict": "FAIL"/"verdict": "BAD"/' > "$work/bad.json"
says explain_malformed 2 'bad.json:[0-9]*: /verdict: want a verdict' explain "$work/bad.json" "$print"
for form in findings.ndjson start-in-capitals; do
    case $form in
    start-in-capitals) "$program" explain - "$(echo "$print" | cut -c 1-12 | tr a-f A-F)" < "$work/findings.json" ;;
    *) "$program" explain "$work/$form" "$print" ;;
    esac > "$work/out" 2>&1
    if cmp -s "$work/explained" "$work/out"; then
        ok
    else
        bad "explain: other words from $form"
        diff "$work/explained" "$work/out" | head -n 5
    fi
done
# Each finding of the run can be explained.
missing=$(jq -r '.findings[].fingerprint' "$work/findings.json" | while read -r each; do
    "$program" explain "$work/findings.json" "$each" > "$work/out" 2>&1 || echo "$each"
done)
if [ -z "$missing" ]; then
    ok
else
    bad "explain: cannot print $missing"
fi

# The printed script is a script.
if command -v shellcheck > /dev/null; then
    "$program" commands --account 111122223333,444455556666 > "$work/collect.sh"
    if shellcheck "$work/collect.sh" > "$work/out"; then
        ok
    else
        bad "commands: shellcheck"
        head -n 20 "$work/out"
    fi
fi

# The printed script, run against a stand-in for aws, gives evidence that is read whole.
mkdir -p "$work/bin" "$work/run"
cat > "$work/bin/aws" << 'END'
#!/bin/sh
arn=arn:aws:acm:us-east-1:111122223333:certificate/aaaaaaaa-0000-4000-8000-000000000001
case "$*" in
*get-caller-identity*) echo 111122223333 ;;
*list-certificates*--query*) echo "$arn" ;;
*list-certificates*)
    echo "{\"CertificateSummaryList\":[{\"CertificateArn\":\"$arn\",\"DomainName\":\"example.com\"}]}" ;;
*describe-certificate*)
    echo "{\"Certificate\":{\"CertificateArn\":\"$arn\",\"DomainName\":\"example.com\",\"Status\":\"ISSUED\"}}" ;;
*list-tags*) echo 'An error occurred (AccessDeniedException) when calling the ListTagsForCertificate operation: no' >&2
    exit 254 ;;
*list-hosted-zones*--query*) echo /hostedzone/Z0000000000001 ;;
*list-hosted-zones*) echo '{"HostedZones":[]}' ;;
*get-hosted-zone*) echo '{"HostedZone":{"Id":"/hostedzone/Z0000000000001","Name":"example.com."}}' ;;
*list-resource-record-sets*) echo '{"ResourceRecordSets":[]}' ;;
*) exit 3 ;;
esac
END
# Nobody asks the real DNS here.
printf '#!/bin/sh\necho ";; communications error to 192.0.2.1#53: timed out"\nexit 9\n' > "$work/bin/dig"
chmod +x "$work/bin/aws" "$work/bin/dig"
"$program" commands --region us-east-1 > "$work/collect.sh"
if (cd "$work/run" && PATH=$work/bin:$PATH sh "$work/collect.sh" > ../out 2>&1) &&
    [ -s "$work/run/evidence/111122223333/us-east-1/acm/list-certificates.json" ] &&
    "$program" analyze --fail-on none --ndjson - --now 2026-11-23T00:00:00Z --include-pass \
        "$work/run/evidence" 2> "$work/err" > "$work/ndjson"; [ $? -eq 3 ]; then
    if jq -es '[.[] | select(.kind == "certificate" and .status == "ISSUED")] | length == 1' \
        "$work/ndjson" > /dev/null &&
        jq -es '[.[] | select(.kind == "finding" and .check == "evidence_malformed" and
            .causes[0].code == "capture_failed")] | length == 1' "$work/ndjson" > /dev/null; then
        ok
    else
        bad 'commands: the evidence it collects is not read as expected'
    fi
else
    bad 'commands: the script does not run'
    cat "$work/out"
fi

# normalize: the same verdicts on the same certificates afterwards.
verdicts() {
    "$program" analyze --fail-on none --now 2026-11-23T09:00:00Z --ndjson - "$1" 2> /dev/null |
        jq -r 'select(.kind == "finding" and .resource.type == "certificate" and
            (.check | startswith("acm_")) and .arn != null) |
            [.verdict, .severity, .check, .arn, ([.causes[].code] | join(","))] | @tsv' | sort
}
"$program" normalize corpus/estates/demo/evidence "$work/plain" 2> /dev/null
verdicts corpus/estates/demo/evidence > "$work/before"
verdicts "$work/plain" > "$work/after"
if [ -s "$work/before" ] && cmp -s "$work/before" "$work/after"; then
    ok
else
    bad 'normalize: other verdicts afterwards'
    diff "$work/before" "$work/after" | head -n 20
fi

# What it cannot write yet, it says.
"$program" normalize corpus/estates/dns/evidence "$work/dns" > "$work/out" 2>&1
if grep -q 'left out: 16 files of DNS evidence' "$work/out"; then
    ok
else
    bad "normalize: says nothing of the DNS evidence it leaves out: $(cat "$work/out")"
fi

# The analyzer holds no network code.
if ldd "$program" | grep -E 'libssl|libcurl|libresolv|libgnutls|libnghttp|libcares|libunbound'; then
    bad 'a network library is linked'
else
    ok
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
