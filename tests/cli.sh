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
for word in explain diff merge redact; do
    says "later_$word" 2 'not in this version' "$word" x y
done
for option in sarif=x junit=x ocsf=x asff=x markdown=x html-assets=external csv-raw csv-bom \
    csv-delimiter=x config=x show-config waivers=x baseline=x owners=x context=x timings; do
    says "later_$option" 2 'not in this version' analyze "--$option" corpus
done

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
chmod +x "$work/bin/aws"
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

# The analyzer holds no network code.
if ldd "$program" | grep -E 'libssl|libcurl|libresolv|libgnutls|libnghttp|libcares|libunbound'; then
    bad 'a network library is linked'
else
    ok
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
