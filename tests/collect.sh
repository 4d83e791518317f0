#!/bin/sh
# collect: acm-collect against a stand-in for AWS that pages, throttles, breaks and refuses.
set -u
cd "$(dirname "$0")/.." || exit 1
top=$(pwd)
collect=${ACM_COLLECT:-build/bin/acm-collect}
analyzer=${ACM_ANALYZER:-build/bin/acm-analyzer}
case $collect in /*) ;; *) collect=$top/$collect ;; esac
case $analyzer in /*) ;; *) analyzer=$top/$analyzer ;; esac
# Debian's module belongs to Debian's interpreter.
python=/usr/bin/python3
[ -x "$python" ] || python=python3
passed=0
failed=0
stub=
work=$(mktemp -d)

stop_stub() {
    [ -z "$stub" ] && return
    kill "$stub" 2> /dev/null
    wait "$stub" 2> /dev/null
    stub=
}
trap 'stop_stub; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
cd "$work" || exit 1

ok() {
    passed=$((passed + 1))
}
bad() {
    failed=$((failed + 1))
    echo "FAILED: $*"
}

# expect NAME COMMAND...
expect() {
    name=$1
    shift
    if "$@" > check.out 2>&1; then
        ok
    else
        bad "$name"
        head -n 5 check.out | sed 's/^/    /'
    fi
}

# start SETTING...: a new stand-in with an empty log; its address goes to AWS_ENDPOINT_URL.
start() {
    stop_stub
    rm -f ready log
    "$python" "$top/tests/support/aws_stub.py" ready log "$@" &
    stub=$!
    n=0
    while [ ! -s ready ]; do
        n=$((n + 1))
        if [ "$n" -gt 100 ]; then
            echo "the stand-in does not start"
            exit 1
        fi
        sleep 0.1
    done
    AWS_ENDPOINT_URL=http://127.0.0.1:$(cat ready)
    export AWS_ENDPOINT_URL
}

# run NAME STATUS PATTERN ARGUMENTS...: the exit status, and a pattern in what it prints.
run() {
    name=$1
    status=$2
    pattern=$3
    shift 3
    "$collect" "$@" > out 2> err < /dev/null
    got=$?
    if [ "$got" -ne "$status" ]; then
        bad "$name: status $got, want $status"
        cat out err | head -n 5 | sed 's/^/    /'
    elif ! cat out err | grep -q -e "$pattern"; then
        bad "$name: want '$pattern' in:"
        cat out err | head -n 5 | sed 's/^/    /'
    else
        ok
    fi
}

# log_is NAME FILTER: jq over all logged requests as one array.
log_is() {
    expect "$1" jq -se "$2" log
}
manifest_is() {
    expect "$1" jq -e "$2" e/manifest.json
}
# whole NAME: each file is one whole JSON value, and no temporary was left.
whole() {
    expect "$1: a file is not whole" sh -c 'find e -type f | xargs -r jq -e . > /dev/null'
    expect "$1: a temporary is left" test -z "$(find e -name '.*')"
    expect "$1: the schema of the manifest" "$python" "$top/tests/schema_check.py" \
        "$top/reports/schema/manifest.schema.json" e/manifest.json
}
count() {
    find "e/$1" -name '*.json' 2> /dev/null | wc -l
}

unset AWS_PROFILE AWS_REGION AWS_DEFAULT_REGION AWS_SECURITY_TOKEN AWS_IGNORE_CONFIGURED_ENDPOINT_URLS \
    AWS_ENDPOINT_URL_ACM AWS_ENDPOINT_URL_ROUTE_53 AWS_ENDPOINT_URL_STS
export HOME="$work" AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIEXAMPLEKEY \
    AWS_SESSION_TOKEN=a/session+token= AWS_EC2_METADATA_DISABLED=true
acm=111122223333/us-east-1/acm
dns=111122223333/global/route53

# ---- the command line

run help 0 '^usage: acm-collect -o DIR' --help
run version 0 '^acm-collect [0-9]*\.[0-9]*\.[0-9]*$' --version
run no_folder 2 'want a folder'
run option_suggested 2 "did you mean '--endpoint-url'" -o e --endpont-url x
run operand 2 'takes no operand' -o e x
run value_wanted 2 'wants a value' -o
run bad_jobs 2 'from 1 to 256' -o e --jobs 0
run bad_tries 2 'from 1 to 100' -o e --tries many
run bad_region 2 "did you mean 'us-east-1'" -o e --region us-east1
run bad_progress 2 "did you mean 'never'" -o e --progress nevr
run bad_label 2 'want letters, digits' -o e --account-label ../x
run two_partitions 2 'different partitions' -o e --region us-east-1,cn-north-1
run bad_endpoint 2 'want a URL' -o e --endpoint-url 127.0.0.1:1
run nobody_there 2 "GetCallerIdentity at http://127.0.0.1:1" -o e --endpoint-url http://127.0.0.1:1
expect nothing_begun test ! -e e/manifest.json

# ---- a whole collection

start token="$AWS_SESSION_TOKEN" time=2026-03-01T00:00:00Z certificates=9 zones=5 records=4
run all 0 'account 111122223333, 2 regions: 11 certificates, 5 hosted zones' -o e \
    --region us-east-1,eu-west-1
expect quiet_stderr test ! -s err
whole complete
log_is signatures 'map(.signature) | unique == ["good"]'
log_is user_agent 'map(.agent) | unique == ["acm-collect/0.1.0"]'
log_is signed_for_its_region 'map(select(.operation == "ListHostedZones").region) == ["us-east-1", "us-east-1", "us-east-1"]'
log_is each_described_once '[.[] | select(.operation == "DescribeCertificate").subject] | length == 11 and (unique | length == 11)'
log_is only_reads 'map(.operation) | unique == ["DescribeCertificate", "GetCallerIdentity", "GetHostedZone",
    "ListCertificateDomainValidations", "ListCertificates", "ListHostedZones", "ListResourceRecordSets",
    "ListTagsForCertificate"]'
log_is moves_asked '[.[] | select(.operation == "ListCertificateDomainValidations").subject] | unique | length == 2'
manifest_is manifest '.complete and .missing == [] and (.calls | length == 39) and
    .runs == [{captured_at: "2026-03-01T00:00:00Z", started_at: "2026-03-01T00:00:00Z",
        accounts: ["111122223333"], regions: ["us-east-1", "eu-west-1"]}] and
    (.calls | all(.at == "2026-03-01T00:00:00Z" and .http_status == 200))'
manifest_is asked_for_all '[.calls[] | select(.file | endswith("list-certificates-all.json")).parameters] |
    length == 2 and all((.Includes.keyTypes | length == 7) and
        .CertificateKeyPairOrigins == ["AWS_MANAGED", "ACME", "CUSTOMER_PROVIDED"])'
expect every_file_noted sh -c 'jq -r ".calls[].file" e/manifest.json | sort > a
    (cd e && find . -name "*.json" ! -name manifest.json | sed "s,^\./,," | sort) > b && cmp a b'
expect plain_list jq -e '.CertificateSummaryList | length == 3' e/$acm/list-certificates.json
expect all_listed jq -e 'keys == ["CertificateSummaryList"] and (.CertificateSummaryList | length == 9)' \
    e/$acm/list-certificates-all.json
expect times_as_sent grep -q '"CreatedAt": 1767208919.133,$' \
    e/$acm/describe-certificate/00000003-0000-4000-8000-000000000001.json
expect utf8_as_sent grep -q '"wéb"' e/$acm/list-tags/00000003-0000-4000-8000-000000000001.json
expect validations_paged jq -e '.DomainValidationSummaryList | length == 3' \
    e/$acm/domain-validations/00000003-0000-4000-8000-000000000001.json
expect zones_paged jq -e 'keys == ["HostedZones"] and (.HostedZones | length == 5) and
    .HostedZones[1].Config.PrivateZone == true and .HostedZones[0].ResourceRecordSetCount == 7 and
    .HostedZones[0].Id == "/hostedzone/Z000000000000"' e/$dns/list-hosted-zones.json
expect zone_public jq -e '.DelegationSet.NameServers == ["ns-1.example.net"] and .HostedZone.Config.PrivateZone == false' \
    e/$dns/get-hosted-zone/Z000000000000.json
expect zone_private jq -e '.VPCs == [{VPCRegion: "us-east-1", VPCId: "vpc-1"}]' e/$dns/get-hosted-zone/Z000000000001.json
expect records_paged jq -e 'keys == ["ResourceRecordSets"] and (.ResourceRecordSets | length == 7) and
    (.ResourceRecordSets[2] | .Name == "\\052.z0.example.com." and .AliasTarget.EvaluateTargetHealth == false) and
    (.ResourceRecordSets[3] | .TTL == 300 and .ResourceRecords == [{Value: "\"a <b> & c\""}])' \
    e/$dns/list-resource-record-sets/Z000000000000.json

# What acm-analyzer makes of it.
"$analyzer" analyze -q --fail-on none --include-pass --ndjson found e 2> err
read_status=$?
expect analyzer_status test "$read_status" -eq 0
expect every_file_recognised jq -se '[.[] | select(.kind == "evidence")] | length == 40 and
    all(.shape != "unknown" and .skipped == 0 and .note == null)' found
expect no_evidence_finding jq -se '[.[] | select(.kind == "finding" and (.check | startswith("evidence_")) and
    .verdict != "PASS").check] == []' found
expect every_certificate_read jq -se '[.[] | select(.kind == "certificate")] | length == 11' found

# The same again gives the same bytes, whatever the order of the answers.
cp -R e first
run again 0 '11 certificates' -o e --region us-east-1,eu-west-1 --jobs 3
expect same_bytes diff -r first e
rm -rf e first

# ---- credentials, profiles, endpoints

expect quiet "$collect" -q -o e
expect quiet_prints_nothing test ! -s check.out
run progress 0 '\] [0-9]* of [0-9]* calls' -o e --progress always
rm -rf e
mkdir -p .aws
cat > .aws/credentials << END
[audit]
aws_access_key_id = $AWS_ACCESS_KEY_ID
aws_secret_access_key=$AWS_SECRET_ACCESS_KEY
aws_session_token = $AWS_SESSION_TOKEN
[half]
aws_access_key_id = AKIDEXAMPLE
END
cat > .aws/config << END
# a comment
[profile audit]
region = eu-west-1
services = local
[profile role]
role_arn = arn:aws:iam::111122223333:role/audit
source_profile = audit
[profile sso]
sso_session = home
[services local]
acm =
  endpoint_url = $AWS_ENDPOINT_URL
route_53 =
  endpoint_url = $AWS_ENDPOINT_URL/
sts =
  endpoint_url = $AWS_ENDPOINT_URL
END
url=$AWS_ENDPOINT_URL
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_ENDPOINT_URL
run no_credentials 2 'no credentials: set AWS_ACCESS_KEY_ID' -o e
run half_a_key 2 'no secret key' -o e --profile half
run role 2 'role_arn: not in this version' -o e --profile role
run sso 2 'sso_session: not in this version' -o e --profile sso
run profile_suggested 2 "did you mean 'audit'" -o e --profile audti
run profile 0 'account 111122223333, 2 regions: 11 certificates' -o e --profile audit
export AWS_PROFILE=audit
run profile_by_name 0 '2 regions' -o e
unset AWS_PROFILE
export AWS_ENDPOINT_URL_ROUTE_53=http://127.0.0.1:1
run endpoint_of_a_service 1 'route53 ListHostedZones' -o e --profile audit --tries 1
unset AWS_ENDPOINT_URL_ROUTE_53
export AWS_ACCESS_KEY_ID=AKIDOTHER AWS_SECRET_ACCESS_KEY=x
run environment_first 2 'InvalidSignatureException\|SignatureDoesNotMatch' -o e --endpoint-url "$url"
run profile_given 0 '2 regions' -o e --profile audit
export AWS_SHARED_CREDENTIALS_FILE=/nonexistent
run files_elsewhere 2 'no aws_access_key_id' -o e --profile audit
unset AWS_SHARED_CREDENTIALS_FILE
export AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIEXAMPLEKEY
rm -rf e .aws

# ---- AWS as it is on a bad day: nothing is lost

start certificates=9 zones=3 records=4 faults='[
    {"operation": "DescribeCertificate", "calls": "2-4", "do": "throttle"},
    {"operation": "ListTagsForCertificate", "calls": "1-2", "do": "reset"},
    {"operation": "ListTagsForCertificate", "calls": "1-2", "do": "cut"},
    {"operation": "ListCertificates", "calls": "2-3", "do": "unavailable"},
    {"operation": "ListCertificates", "calls": "3-4", "do": "garble"},
    {"operation": "ListHostedZones", "calls": "1", "do": "throttle"},
    {"operation": "ListHostedZones", "calls": "1", "do": "garble"},
    {"operation": "ListResourceRecordSets", "calls": "2-3", "do": "cut"},
    {"operation": "ListResourceRecordSets", "calls": "1", "do": "longer"},
    {"operation": "GetHostedZone", "calls": "1", "do": "html"},
    {"operation": "GetCallerIdentity", "calls": "1", "do": "throttle"}]'
run bad_day 0 '9 certificates, 3 hosted zones' -o e --timeout 10
whole bad_day
manifest_is bad_day_complete '.complete and (.calls | length == 29)'
log_is faults_happened '[.[] | select(.fault != null)] | length >= 14'
expect bad_day_all_listed jq -e '.CertificateSummaryList | length == 9' e/$acm/list-certificates-all.json
expect bad_day_records jq -e '.ResourceRecordSets | length == 7' e/$dns/list-resource-record-sets/Z000000000002.json
rm -rf e

start certificates=40 zones=1 rate=20 burst=4 page=100
run throttled 0 '40 certificates' -o e
log_is throttling_happened '[.[] | select(.status == 400)] | length > 0'
expect throttled_none_lost test "$(count $acm/describe-certificate)" -eq 40 -a "$(count $acm/list-tags)" -eq 40
rm -rf e

start certificates=4 faults='[{"operation": "DescribeCertificate", "subject": "00000001-", "do": "throttle"}]'
run tries_end 1 'ThrottlingException: told to (3 tries)' -o e --tries 3
manifest_is tries_end_noted '.complete == false and (.missing | length == 1) and
    (.missing[0] | .operation == "DescribeCertificate" and .region == "us-east-1" and .account == "111122223333" and
        (.parameters.CertificateArn | endswith("00000001-0000-4000-8000-000000000001")) and
        (.error | startswith("ThrottlingException")))'
expect tries_end_rest test "$(count $acm/describe-certificate)" -eq 3
rm -rf e

start certificates=60 zones=0 faults='[{"operation": "DescribeCertificate", "do": "unavailable"}]'
run out_of_order 1 'ServiceUnavailable' -o e --tries 2
manifest_is out_of_order_noted '[.missing[] | select(.operation == "DescribeCertificate")] | length == 60'
log_is out_of_order_not_hammered '[.[] | select(.operation == "DescribeCertificate")] | length < 80'
rm -rf e

start certificates=2 zones=0 faults='[{"operation": "ListTagsForCertificate", "calls": "1", "do": "slow"}]'
run slow_answer 0 '2 certificates' -o e --timeout 1
rm -rf e

# ---- tokens of next pages that lead nowhere

start certificates=9 zones=3 faults='[{"operation": "ListCertificates", "do": "loop"}, {"operation": "ListHostedZones", "do": "loop"}]'
run loop 1 'same token of a next page twice' -o e
whole loop
manifest_is loop_noted '.complete == false and ([.missing[] | .operation] | sort ==
    ["ListCertificates", "ListCertificates", "ListHostedZones"])'
expect loop_list_says_so jq -e '.NextToken and (.CertificateSummaryList | length == (map(.CertificateArn) | unique | length))' \
    e/$acm/list-certificates-all.json
expect loop_zones_say_so jq -e '.IsTruncated and .NextMarker' e/$dns/list-hosted-zones.json
expect loop_described test "$(count $acm/describe-certificate)" -gt 0
"$analyzer" analyze -q --fail-on none --ndjson found e 2> err
expect loop_found jq -se '[.[] | select(.kind == "finding" and .check == "evidence_truncated")] | length > 0' found
rm -rf e

start certificates=9 zones=0 faults='[{"operation": "ListCertificates", "do": "empty_page"}]'
run empty_pages 1 'same token of a next page twice' -o e
rm -rf e
start certificates=9 zones=0 faults='[{"operation": "ListCertificates", "calls": "2", "do": "empty_page"}]'
run one_empty_page 0 '9 certificates' -o e
rm -rf e
start certificates=9 zones=0 faults='[{"operation": "ListCertificates", "do": "duplicate"}]'
run doubled_rows 0 '9 certificates' -o e
expect doubled_rows_once jq -e '.CertificateSummaryList | length == 9 and (map(.CertificateArn) | unique | length == 9)' \
    e/$acm/list-certificates-all.json
rm -rf e
start certificates=9 zones=0 faults='[{"operation": "ListCertificates", "calls": "2", "do": "stale_token"}]'
run stale_token 0 '9 certificates' -o e --jobs 1
expect stale_token_whole jq -e '.NextToken == null and (.CertificateSummaryList | length == 9)' \
    e/$acm/list-certificates-all.json
rm -rf e
start certificates=9 zones=0 origins=refuse
run no_origins 0 'without CertificateKeyPairOrigins' -o e
manifest_is no_origins_noted '.complete and (.runs[0].notes | length == 1) and
    all(.calls[]; .parameters | has("CertificateKeyPairOrigins") | not)'
whole no_origins
rm -rf e

# ---- refused

start certificates=6 zones=2 faults='[
    {"operation": "DescribeCertificate", "subject": "00000002-", "do": "denied"},
    {"operation": "ListHostedZones", "do": "denied"}]'
run denied 1 '2 calls are missing' -o e --region us-east-1,eu-west-1
whole denied
manifest_is denied_noted '[.missing[] | .error | startswith("AccessDenied")] == [true, true]'
expect denied_rest test "$(count $acm/describe-certificate)" -eq 5 -a "$(count $acm/list-tags)" -eq 6
"$analyzer" analyze -q --fail-on none --ndjson found e 2> err
expect denied_found jq -se '[.[] | select(.kind == "finding" and .check == "evidence_coverage")] | length == 2' found
start certificates=6 zones=2
run denied_resumed 0 'were there already' -o e --resume
manifest_is denied_completed '.complete and .missing == [] and .runs[0].regions == ["us-east-1", "eu-west-1"]'
log_is only_the_rest_asked '[.[] | select(.operation == "DescribeCertificate" or .operation == "ListCertificates" or
    .operation == "ListTagsForCertificate")] | length == 1'
rm -rf e

start certificates=40 zones=2 page=100 faults='[{"operation": "DescribeCertificate", "calls": "20-9999", "do": "expired"}]'
run expired 2 'credentials of the environment have expired.*ExpiredTokenException' -o e --jobs 4
whole expired
manifest_is expired_noted '.complete == false and ([.missing[] | select(.operation == "DescribeCertificate")] | length >= 20)'
(cd e && find . -name '*.json' ! -name manifest.json | sort) > before
start certificates=40 zones=2
run expired_resumed 0 '40 certificates' -o e --resume
log_is expired_rest_only '[.[] | select(.operation == "DescribeCertificate")] | length <= 21'
manifest_is expired_completed '.complete and (.calls | length == 95)'
rm -rf e

start certificates=2 zones=1 faults='[{"region": "eu-west-1", "do": "unknown_key"}]'
run region_not_enabled 1 'may not be enabled' -o e --region us-east-1,eu-west-1
manifest_is region_not_enabled_noted '[.missing[].region] == ["eu-west-1", "eu-west-1"]'
rm -rf e
start faults='[{"do": "unknown_key"}]'
run wrong_key 2 'the keys are wrong' -o e
run wrong_key_labelled 2 'no call was answered: .*UnrecognizedClientException\|no call was answered: .*InvalidClientTokenId' \
    -o e --account-label 111122223333
rm -rf e
start faults='[{"operation": "GetCallerIdentity", "do": "denied"}]'
run identity_denied 2 'give --account-label' -o e
run identity_labelled 0 'account audit' -o e --account-label audit
expect labelled_folder test -s e/audit/us-east-1/acm/list-certificates.json
rm -rf e

# ---- more than one account, and the same one again later

start certificates=6 zones=2
run one_account 0 'account 111122223333' -o e
start certificates=2 zones=1 account=444455556666
run another_account 0 'account 444455556666' -o e
manifest_is both_there '.complete and ([.runs[].accounts[0]] == ["111122223333", "444455556666"]) and
    ([.calls[].account] | unique == ["111122223333", "444455556666"])'
start certificates=3 zones=1
run later 0 '3 certificates, 1 hosted zone;' -o e
manifest_is gone_forgotten '[.calls[] | select(.account == "111122223333" and .operation == "DescribeCertificate")] | length == 3'
expect gone_removed test "$(count $acm/describe-certificate)" -eq 3 -a "$(count $dns/get-hosted-zone)" -eq 1
expect other_account_stays test "$(count 444455556666/us-east-1/acm/describe-certificate)" -eq 2
start certificates=3 zones=1 faults='[{"operation": "ListCertificates", "do": "denied"}]'
run list_denied_later 1 'AccessDeniedException' -o e
expect nothing_removed test "$(count $acm/describe-certificate)" -eq 3
whole later
rm -rf e

# ---- killed, interrupted, and a folder that does not take it

start certificates=80 zones=3 rate=40
"$collect" -q -o e > out 2> err &
pid=$!
n=0
while [ "$(count $acm/describe-certificate)" -lt 50 ] && [ "$n" -lt 100 ]; do
    n=$((n + 1))
    sleep 0.1
done
kill -9 "$pid"
wait "$pid" 2> /dev/null
expect killed_manifest jq -e '.complete == false and (.missing | length > 0)' e/manifest.json
(cd e/$acm/describe-certificate && ls) | sed 's/\.json$//' > there
: > e/$acm/describe-certificate/.x.json.tmp-abcdef
expect killed_on_the_way test "$(wc -l < there)" -lt 80
start certificates=80 zones=3
run killed_resumed 0 '80 certificates.*were there already' -o e --resume
whole killed_resumed
manifest_is killed_completed '.complete and (.missing == []) and ([.calls[] | select(.operation == "DescribeCertificate" and
    .at != null)] | length == 80)'
expect not_asked_twice sh -c 'jq -r "select(.operation == \"DescribeCertificate\").subject | split(\"/\")[1]" log | sort > asked
    sort there | comm -12 - asked > twice; test ! -s twice -a -s asked'
rm -rf e

start certificates=80 zones=3 rate=30
"$collect" -q -o e > out 2> err &
pid=$!
sleep 1
run locked 2 'another acm-collect is writing into it' -o e
kill -TERM "$pid"
wait "$pid"
got=$?
expect interrupted_by_signal test "$got" -eq 143
expect interrupted_says_so grep -q 'interrupted; go on with --resume' err
whole interrupted
manifest_is interrupted_noted '.complete == false and (.missing | any(.error | startswith("interrupted")))'
rm -rf e

start certificates=40 zones=1
: > file
run folder_is_a_file 2 'is there and is no folder' -o file
run folder_below_a_file 2 'file' -o file/e
(ulimit -f 8 && "$collect" -o e) > out 2> err
got=$?
expect disk_full_status test "$got" -eq 2
expect disk_full_said grep -q 'File too large' err
whole disk_full
manifest_is disk_full_partial '.complete == false'
run disk_full_resumed 0 '40 certificates' -o e --resume
mkdir -p broken other
echo '{"schema": ' > broken/manifest.json
run manifest_broken 2 'broken/manifest.json:.*choose another folder' -o broken
expect manifest_kept grep -q '^{"schema": $' broken/manifest.json
echo '{"schema": "other"}' > other/manifest.json
run manifest_of_another 2 'is no acm-evidence.manifest.v1' -o other

stop_stub
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
