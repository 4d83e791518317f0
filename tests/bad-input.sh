#!/bin/sh
# bad-input: what no repository can hold: FIFOs, loops, bombs, full disks, closed pipes.
# Each gives a finding or a clear error, and leaves nothing half-written anywhere.
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
skipped=0
work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
cd "$work" || exit 1
now=2026-11-23T00:00:00Z
# A sanitized program reserves terabytes of addresses: no limit on those for it.
limit=1500000
if grep -q __asan_init "$program"; then
    limit=unlimited
fi

ok() {
    passed=$((passed + 1))
}
bad() {
    failed=$((failed + 1))
    echo "FAILED: $*"
}
skip() {
    skipped=$((skipped + 1))
    echo "skipped: $*"
}

# A healthy certificate: what must still be judged beside the bad.
healthy() {
    cat > "$1" << 'END'
{
    "Certificate": {
        "CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000001",
        "DomainName": "example.com",
        "SubjectAlternativeNames": ["example.com"],
        "DomainValidationOptions": [
            {
                "DomainName": "example.com",
                "ValidationStatus": "SUCCESS",
                "ResourceRecord": {
                    "Name": "_00000000000000000000000000000001.example.com.",
                    "Type": "CNAME",
                    "Value": "_11111111111111111111111111111111.zzexamplez.acm-validations.aws."
                },
                "ValidationMethod": "DNS"
            }
        ],
        "CreatedAt": "2026-10-01T10:00:00+00:00",
        "IssuedAt": "2026-10-01T10:05:00+00:00",
        "NotBefore": "2026-10-01T00:00:00+00:00",
        "NotAfter": "2027-04-16T23:59:59+00:00",
        "Status": "ISSUED",
        "KeyAlgorithm": "RSA-2048",
        "InUseBy": [],
        "Type": "AMAZON_ISSUED"
    }
}
END
}

# folder NAME: a new evidence folder with the healthy certificate in it.
folder() {
    mkdir -p "$1"
    healthy "$1/healthy.json"
}

# analyse STATUS ARGUMENTS...: within 60 s and the memory limit; a crash is never right.
analyse() {
    want=$1
    shift
    (
        # shellcheck disable=SC3045 # dash and bash have ulimit -v
        ulimit -v $limit
        exec timeout 60 "$program" analyze -q --now $now "$@"
    ) > "$work/out" 2> "$work/err" < /dev/null
    got=$?
    if [ "$got" -ne "$want" ]; then
        bad "$name: exit status $got, want $want"
        head -n 5 "$work/err"
        return 1
    fi
    ok
}

# finds NAME PATTERN ARGUMENTS...: status 3, the healthy certificate is judged, and the
# finding that PATTERN (extended) matches names the bad file.
finds() {
    name=$1
    pattern=$2
    shift 2
    find "$@" -exec ls -ld {} + > "$work/before" 2> /dev/null
    analyse 3 --fail-on none --include-pass --ndjson - "$@" || return
    if ! jq -es '[.[] | select(.kind == "certificate" and .status == "ISSUED")] | length == 1' \
        "$work/out" > /dev/null; then
        bad "$name: the healthy certificate was not read"
    elif ! jq -r 'select(.kind == "finding" and .verdict == "FAIL") | "\(.check) \(.message)"' \
        "$work/out" | grep -Eq -e "$pattern"; then
        bad "$name: no finding matches '$pattern'"
        jq -r 'select(.kind == "finding" and .verdict == "FAIL") | "    \(.check) \(.message)"' \
            "$work/out"
    else
        ok
    fi
    find "$@" -exec ls -ld {} + > "$work/after" 2> /dev/null
    if cmp -s "$work/before" "$work/after"; then
        ok
    else
        bad "$name: the evidence folder was changed"
        diff "$work/before" "$work/after" | head -n 5
    fi
}

# errs NAME STATUS PATTERN ARGUMENTS...: one clear line on standard error.
errs() {
    name=$1
    status=$2
    pattern=$3
    shift 3
    analyse "$status" "$@" || return
    if grep -Eq -e "$pattern" "$work/err"; then
        ok
    else
        bad "$name: want '$pattern' on standard error, got:"
        sed 's/^/    /' "$work/err" | head -n 5
    fi
}

# is_empty NAME FOLDER: nothing is left in it, hidden files included.
is_empty() {
    if [ -z "$(ls -A "$2")" ]; then
        ok
    else
        bad "$1: left behind: $(ls -A "$2")"
    fi
}

# Files that are no files. A FIFO that is opened waits for ever: the time limit tells.
folder fifo
mkfifo fifo/pipe.json
finds fifo 'evidence_malformed .*fifo/pipe\.json' fifo

folder loop
ln -s loop.json loop/loop.json
ln -s . loop/here
ln -s .. loop/above
mkdir loop/deep
ln -s ../../loop loop/deep/again
finds symlink_loop 'evidence_malformed .*loop/loop\.json' loop

folder dangling
ln -s nowhere.json dangling/gone.json
finds dangling_symlink 'evidence_malformed .*dangling/gone\.json' dangling

# A folder that is there twice by a symlink is read once.
folder twice/one
ln -s one twice/two
name=folder_linked_twice
analyse 0 --fail-on none --include-pass --ndjson - twice &&
    if jq -es '[.[] | select(.kind == "evidence")] | length == 1' out > /dev/null; then
        ok
    else
        bad "$name: read more than once"
    fi

if [ "$(id -u)" -eq 0 ]; then
    skip 'unreadable file and folder: root reads everything (run as another user to test)'
else
    folder unreadable
    healthy unreadable/secret.json
    chmod 000 unreadable/secret.json
    finds unreadable_file 'evidence_malformed .*unreadable/secret\.json' unreadable
    folder closed
    mkdir closed/inner
    chmod 000 closed/inner
    finds unreadable_folder 'evidence_malformed .*closed/inner' closed
    chmod 700 closed/inner
fi

# Archives. Those with paths that leave them are in corpus/malformed.
folder gz-bomb
head -c 4294967296 /dev/zero | gzip -1 > gz-bomb/zeros.json.gz
finds gz_of_4_gib_of_zeros 'evidence_malformed .*gz-bomb/zeros\.json\.gz' gz-bomb

if command -v zip > /dev/null; then
    folder zip-bomb
    head -c 4294967296 /dev/zero | zip -q -1 zip-bomb/zeros.zip -
    finds zip_of_4_gib_of_zeros 'evidence_malformed .*zip-bomb/zeros\.zip' zip-bomb

    folder nested
    mkdir nested/tmp
    healthy nested/tmp/inner.json
    sed -i 's/000000000001"/000000000002"/; s/ISSUED",$/INACTIVE",/' nested/tmp/inner.json
    (cd nested/tmp && zip -q -X one.zip inner.json && zip -q -X two.zip one.zip &&
        zip -q -X ../three.zip two.zip) && rm -r nested/tmp
    finds archive_too_deep 'evidence_malformed .*nested/three\.zip' nested
else
    skip 'zip of zeros, archive in archive in archive: there is no program zip'
fi

folder gz-cut
healthy healthy.tmp
gzip -c healthy.tmp | head -c 200 > gz-cut/cut.json.gz
finds gz_that_is_cut 'evidence_malformed .*gz-cut/cut\.json\.gz' gz-cut

# Many of everything.
folder many
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "["; for (i = 0; i < 20000; i++) printf "]" }' \
    > many/deep.json
finds depth_20000 'evidence_malformed .*many/deep\.json' many

folder wide
awk 'BEGIN { printf "{"; for (i = 0; i < 100000; i++) printf "\"k%d\":", i % 1000
    for (i = 0; i < 100000; i++) printf "}" }' > wide/keys.json
finds keys_without_end 'evidence_malformed .*wide/keys\.json' wide

folder lines
awk 'BEGIN { for (i = 0; i < 200000; i++) print "{\"Certificate\": oops" }' > lines/bad.ndjson
finds lines_200000_all_bad 'evidence_malformed .*lines/bad\.ndjson' lines

# PATHs.
folder good
mkdir empty
errs path_missing 2 'no-such-folder' good no-such-folder
errs path_missing_gives_no_report 2 'no-such-folder' -o never good no-such-folder
if [ -e never ]; then
    is_empty path_missing_gives_no_report never
fi
name=path_named_twice
analyse 0 --fail-on none --ndjson - good good &&
    if jq -es '[.[] | select(.kind == "evidence")] | length == 1' out > /dev/null; then
        ok
    else
        bad "$name: read more than once"
    fi
name=folder_without_files
analyse 3 --fail-on none empty
name=standard_input
analyse 3 --fail-on none -

# Outputs. Whatever fails, no temporary file stays beside the target.
mkdir outputs outputs/folder
errs output_is_a_folder 2 'outputs/folder' --json outputs/folder good
errs output_folder_is_a_file 2 'good/healthy\.json' -o good/healthy.json good
errs output_in_no_folder 2 'outputs/none/x\.csv' --csv outputs/none/x.csv good
is_empty output_is_a_folder outputs/folder
if [ "$(ls -A outputs)" = folder ]; then
    ok
else
    bad "outputs: left behind: $(ls -A outputs)"
fi
if [ -c /dev/full ]; then
    for format in json ndjson csv text html; do
        errs "disk_full_$format" 2 'full|space' --fail-on none "--$format" /dev/full good
    done
    "$program" analyze --now $now good > /dev/full 2> err
    if [ $? -eq 2 ] && grep -q 'space' err; then
        ok
    else
        bad 'standard_output_full: want exit status 2 and a word on the space'
    fi
    if [ -c /dev/full ]; then
        ok
    else
        bad '/dev/full was replaced by a file'
    fi
else
    skip 'full disk: there is no /dev/full'
fi

# A file-size limit stands for the disk that fills up under the report.
if [ "$limit" != unlimited ]; then
    name=disk_full_under_the_report
    mkdir limited
    (
        trap '' XFSZ
        # shellcheck disable=SC3045
        ulimit -f 8
        exec "$program" analyze -q --now $now --fail-on none -o limited good > out 2> err
    )
    if [ $? -eq 2 ]; then
        ok
    else
        bad "$name: want exit status 2"
        head -n 3 err
    fi
    left=$(find limited -type f ! -name report.html ! -name findings.csv \
        ! -name certificates.csv ! -name findings.json)
    if [ -z "$left" ]; then
        ok
    else
        bad "$name: half-written: $left"
    fi
fi

# A reader that goes away: no complaint of a broken program, no endless run.
"$program" analyze --now $now "$top/corpus/estates/demo/evidence" 2> err | head -c 1 > out
if [ -s out ] && ! grep -Eqi 'sanitizer|abort|core dumped|segmentation' err; then
    ok
else
    bad 'closed_pipe: the program died badly'
    head -n 3 err
fi
(
    "$program" analyze --now $now --ndjson - "$top/corpus/estates/demo/evidence" 2> err
    echo $? > status
) | :
case $(cat status) in
# 2: the output could not be written whole; 141: ended by SIGPIPE, as other tools do.
2 | 141) ok ;;
*) bad "closed_pipe: exit status $(cat status), want 2 (or the signal's 141)" ;;
esac

# A report beside the evidence is the user's choice, and what was there is whole or new.
folder beside
echo old > beside-report.json
errs output_kept_when_the_run_fails 2 'no-such-folder' --json beside-report.json no-such-folder
if [ "$(cat beside-report.json)" = old ]; then
    ok
else
    bad 'output_kept_when_the_run_fails: the old report is gone'
fi

if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
