#!/bin/sh
# redact: pseudonyms for names and ids: still the same findings, and nothing left of the input.
# usage: tests/redact.sh [CASE...]     default: both estates, and a case of everything else
set -u
cd "$(dirname "$0")/.." || exit 1
top=$PWD
program=${ACM_ANALYZER:-build/bin/acm-analyzer}
case $program in
/*) ;;
*) program=$top/$program ;;
esac
python=/usr/bin/python3
[ -x "$python" ] || python=python3
passed=0
failed=0
skipped=0
work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

ok() {
    passed=$((passed + 1))
}
bad() {
    failed=$((failed + 1))
    echo "FAILED: $*"
}

# count FILE: add its last line, "N passed, M failed"; show the others.
count() {
    sed '$d' "$1"
    passed=$((passed + $(tail -n 1 "$1" | sed -n 's/^\([0-9]*\) passed.*/\1/p')))
    failed=$((failed + $(tail -n 1 "$1" | sed -n 's/.* \([0-9]*\) failed$/\1/p')))
}

# The first case of each cause and check, every shape, all malformed input. Left out are two
# where files contradict each other and nothing tells which is right: there the name of the
# file decides, or the hash of its bytes, and both change.
cases() {
    for kind in corpus/causes/* corpus/checks/*; do
        for case in "$kind"/*; do
            [ "$case" = corpus/checks/evidence_conflict/fail-a-domain-state ] && continue
            echo "$case"
            break
        done
    done
    for case in corpus/estates/* corpus/shapes/* corpus/malformed/*; do
        [ "$case" = corpus/shapes/40-zones ] || echo "$case"
    done
}
[ $# -gt 0 ] || {
    # shellcheck disable=SC2046 # names without blanks
    set -- $(cases)
}
mkdir "$work/cases"
"$python" tests/redact_check.py "$program" "$work/cases" "$@" > "$work/checked" 2>&1
if grep -q ' passed, [0-9]* failed$' "$work/checked"; then
    count "$work/checked"
else
    bad "redact_check.py: $(tail -n 1 "$work/checked")"
fi

cd "$work" || exit 1

# says NAME STATUS PATTERN ARGUMENTS...: the exit status, and a pattern in what it prints.
says() {
    name=$1
    status=$2
    pattern=$3
    shift 3
    "$program" redact "$@" > out 2> err < /dev/null
    got=$?
    if [ "$got" -ne "$status" ]; then
        bad "$name: status $got, want $status: $(head -n 2 err)"
    elif ! grep -Eq -e "$pattern" err; then
        bad "$name: want '$pattern', got: $(head -n 2 err)"
    else
        ok
    fi
}

# is STATUS TEXT: count what the command before came to.
is() {
    if [ "$1" -eq 0 ]; then
        ok
    else
        bad "$2"
    fi
}

# absent NAME PATH...: neither the output nor a folder beside it that was meant to become it.
absent() {
    name=$1
    shift
    for path; do
        if [ -e "$path" ] || ls -d "$path".redact-* > /dev/null 2>&1; then
            bad "$name: something is left at $path"
            return
        fi
    done
    ok
}

# ---- what has no place in the corpus: secrets in every corner ----

mkdir -p corners/dns "corners/Hooli Production" corners/444455556666/global
cat > corners/describe.json << 'END'
{"Certificate": {
  "CertificateArn": "arn:aws:acm:us-east-1:444455556666:certificate/abcdef01-2345-4678-9abc-def012345678",
  "DomainName": "shop.hooli.co.uk", "SubjectAlternativeNames": ["shop.hooli.co.uk", "*.Hooli.CO.UK"],
  "DomainValidationOptions": [{"DomainName": "shop.hooli.co.uk", "ValidationStatus": "PENDING_VALIDATION",
    "ResourceRecord": {"Name": "_0123456789abcdef0123456789abcdef.shop.hooli.co.uk.", "Type": "CNAME",
      "Value": "_fedcba9876543210fedcba9876543210.abcdefghij.acm-validations.aws."},
    "ValidationMethod": "DNS"}],
  "Subject": "CN=shop.hooli.co.uk,O=Hooli Ltd,L=Gavinstown", "Issuer": "Hooli Root",
  "Serial": "0a:1b:2c:3d:4e:5f:60:71", "Status": "PENDING_VALIDATION", "Type": "AMAZON_ISSUED",
  "CreatedAt": "2026-11-22T18:00:00Z",
  "InUseBy": ["arn:aws:elasticloadbalancing:us-east-1:444455556666:loadbalancer/app/gavinbelson/50dc6c495c0c9188"]}}
{"Tags": [{"Key": "Pied\u0050iper", "Value": "Gavin.Belson+acm@hooli.co.uk, +1.6505550123"},
  {"Key": "CostCenter", "Value": "1234567"}, {"Key": "console", "Value": "4444-5555-6666"}]}
{"note": "{\"a\": \"\\u0073hop.h\\u006foli.co.uk\", \"PrivateKey\": \"-----BEGIN PRIVATE KEY-----\\nMIIgavin\\n-----END PRIVATE KEY-----\"}",
 "url": "https%3A%2F%2Fshop.hooli.co.uk%2F?u=gavin%40hooli.co.uk", "AccessKeyId": "AKIAGAVINBELSON12345",
 "SecretAccessKey": "gavin/belson+secret0123456789abcdefghij", "hooli": {"shop.hooli.co.uk": 444455556666},
 "sourceIPAddress": "203.0.113.77", "v6": "2001:db8:aaaa:bbbb::77", "zone": "/hostedzone/Z0123456789GAVIN"}
END
cat > corners/dns/hooli.co.uk.zone << 'END'
$ORIGIN hooli.co.uk.
$TTL 300
@ IN SOA ns1 gavin\.belson.hooli.co.uk. 1 7200 900 1209600 300 ; gavinbelson wrote this
  IN NS ns1
  IN CAA 0 issue "letsencrypt.org"
  IN TYPE257 \# 21 00056973737565686f6f6c692d63612e6f726700
ns1 IN A 203.0.113.77
shop IN TXT "piedpiper=gavinbelson"
nucleus IN CNAME shop
_0123456789abcdef0123456789abcdef.shop.hooli.co.uk IN CNAME _fedcba9876543210fedcba9876543210.abcdefghij.acm-validations.aws.
END
printf '%s\n' '; <<>> DiG 9.18 <<>> TXT gavin.hooli.co.uk.' ';; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1' \
    ';; QUESTION SECTION:' ';gavin.hooli.co.uk. IN TXT' ';; SERVER: 203.0.113.77#53(ns.hooli.co.uk)' \
    > corners/dns/gavin.hooli.co.uk.TXT.txt
echo 'call gavin@hooli.co.uk' > "corners/Hooli Production/notes.txt"
printf '\177ELF gavinbelson' > corners/core
cp corners/describe.json corners/444455556666/global/444455556666.json
says corners 0 'files written' --key corners corners corners.out
if grep -rniE 'hooli|gavin|belson|piper|nucleus|MIIg|444455556666|4444-5555|6505550123|1234567|203\.0\.113|aaaa:bbbb|0123456789|9876543210|abcdef01|0a:1b|50dc6c' \
    corners.out > found; find corners.out | grep -niE 'hooli|gavin|4444' >> found; [ -s found ]; then
    bad "corners: left in the output:"
    sed 's/^/    /' found | head -n 10
else
    ok
fi
for kept in letsencrypt.org acm-validations.aws 'BEGIN PRIVATE KEY' REDACTED PENDING_VALIDATION us-east-1 \
    '\.co\.uk' NXDOMAIN loadbalancer/app 'IN SOA ns1 '; do
    if grep -rq -e "$kept" corners.out; then
        ok
    else
        bad "corners: '$kept' did not stay"
    fi
done

# The relative name, the absolute one and the one that got the zone twice stay kin.
record=$(sed -n 's/^\(_[^ ]*\) IN CNAME .*/\1/p' corners.out/dns/*.zone)
if [ -n "$record" ] && grep -rq "\"Name\": \"$record\.\"" corners.out/describe.json corners.out/*.json; then
    ok
else
    bad "corners: the zone file's name '$record' is not that of the certificate"
fi

# ---- keys ----

redact() {
    "$program" redact -q "$@" 2> err || bad "redact $*: $(cat err)"
}
estate=$top/corpus/estates/dns/evidence
redact --key one "$estate" one
redact --key one --threads 1 "$estate" one-again
redact --key two "$estate" two
redact "$estate" random
redact "$estate" random-again
diff -r one one-again > difference
is $? 'one key, two outputs'
for other in two random; do
    if diff -rq one $other > difference; then
        bad "another key, the same output: $other"
    else
        ok
    fi
done
! diff -rq random random-again > difference
is $? 'without a key: the same output twice'

# One file, an archive, standard input.
set -- "$estate"/*/us-east-1/acm/describe-certificate/*
redact --key one "$1" file
[ "$(find file -type f | wc -l)" -eq 1 ]
is $? 'one file: want one file'
redact --key one - standard < "$1"
cmp -s file/*.json standard/standard-input
is $? 'standard input: another text than from the file'
(cd "$estate" && tar -czf "$work/all.tgz" .)
redact --key one all.tgz unpacked
diff -r one unpacked/all.tgz > difference
is $? "an archive: $(head -n 2 difference)"

# ---- bad input ----

says no_operands 2 'want PATH and OUT, got 0'
says one_operand 2 'want PATH and OUT, got 1' corners
says no_such_path 2 'no-such-path: No such file' no-such-path nothing
absent no_such_path nothing
says empty_key 2 'want a text' --key '' corners nothing
mkdir full empty
echo mine > full/mine
says full_folder 2 'full: want a new or empty folder' corners full
[ "$(cat full/mine)" = mine ] && [ "$(ls full)" = mine ]
is $? 'full_folder: it was touched'
says a_file 2 'full/mine: Not a directory' corners full/mine
says empty_folder 0 'empty: [0-9]* files written' corners empty
says folder_missing 2 'no-such-folder/out: No such file' corners no-such-folder/out
says below_a_file 2 'Not a directory' corners full/mine/out
says trailing_slash 0 'files written' corners slash/
says unknown_counted 0 'of no known shape.*: 2$' corners counted

# Files that cannot be read are said, and a finding still tells of each.
mkdir odd
cp corners/describe.json odd
mkfifo odd/pipe.json
ln -s nowhere.json odd/gone.json
head -c 200 all.tgz > odd/cut.tgz
says unreadable 0 'cannot be read: 3$' odd odd.out
"$program" analyze -q --fail-on none --now 2026-11-23T00:00:00Z --ndjson - odd.out > ndjson
if [ "$(grep -c '"check":"evidence_malformed","title":[^,]*,"verdict":"FAIL"' ndjson)" -ge 3 ]; then
    ok
else
    bad 'unreadable: the findings about them are gone'
fi

if [ "$(id -u)" -eq 0 ]; then
    skipped=$((skipped + 1))
    echo 'skipped: unreadable file, unwritable folder: root may do everything'
else
    mkdir closed locked
    cp corners/describe.json closed
    cp corners/describe.json closed/secret.json
    chmod 000 closed/secret.json
    says closed_file 0 'cannot be read: 1$' closed closed.out
    chmod 500 locked
    says locked_folder 2 'Permission denied' corners locked/out
fi

# A file-size limit stands for the disk that fills up.
if ! grep -q __asan_init "$program"; then
    (
        trap '' XFSZ
        # shellcheck disable=SC3045 # dash and bash have ulimit -f
        ulimit -f 4
        exec "$program" redact "$estate" limited > out 2> err
    )
    if [ $? -eq 2 ] && grep -q 'could not be written whole' err; then
        ok
    else
        bad "disk_full: $(cat err)"
    fi
    absent disk_full limited
fi

# An interrupt leaves nothing.
mkdir -p many
for i in 1 2 3 4 5 6 7 8; do
    mkdir many/$i
    cp -r "$top/corpus/checks" many/$i
done
"$program" redact many stopped > out 2> err &
pid=$!
tries=0
while ! ls -d stopped.redact-* > /dev/null 2>&1 && [ $tries -lt 200 ] && kill -0 $pid 2> /dev/null; do
    sleep 0.02
    tries=$((tries + 1))
done
kill -TERM $pid 2> /dev/null
wait $pid 2> /dev/null
status=$?
if [ $status -ne 0 ]; then
    absent interrupt stopped
else
    ok # it was faster
fi

if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
