#!/bin/sh
# evidence-folder: reads any evidence folders, prints shape, records and skipped per file.
# usage: tests/evidence-folder.sh DIR...
# Fails on a crash, on a file of unknown shape that speaks of certificates, and where a file
# of certificates gave none.
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
other=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

if [ $# -eq 0 ]; then
    sed -n '2,4s/^# //p' "$0" >&2
    exit 2
fi

bad() {
    failed=$((failed + 1))
    echo "FAILED: $*"
}

# holds_certificates FILE: an ACM certificate's ARN stands in it, and it is JSON throughout
# (a list of lines, or one document).
holds_certificates() {
    grep -aEq 'arn:[^":]*:acm:[^":]*:[^":]*:certificate/' "$1" 2> /dev/null &&
        jq -e . "$1" > /dev/null 2>&1
}

# speaks_of_certificates FILE: so it does, or it cannot be looked into (an archive's member).
speaks_of_certificates() {
    ! [ -r "$1" ] || grep -aiEq 'certificate|acm' "$1"
}

# judge FILE SHAPE RECORDS SKIPPED
judge() {
    printf '%-26s %7s %7s  %s\n' "$2" "$3" "$4" "$1"
    case ${1##*/} in
    # The folder's own papers are no evidence.
    README* | MANIFEST.md | PROVENANCE | LICENSE*) return ;;
    esac
    if [ "$2" = unknown ]; then
        if speaks_of_certificates "$parent/$1"; then
            bad "$1: the shape is not known"
        else
            other=$((other + 1))
        fi
        return
    fi
    case $2 in
    acm.describe | acm.list | acm.search | acm.projection | config.item | asff.finding | \
        terraform.state | terraform.plan | inventory.row)
        if [ "$3" -eq 0 ] && holds_certificates "$parent/$1"; then
            bad "$1: it holds certificates, and none was read"
            return
        fi
        ;;
    esac
    passed=$((passed + 1))
}

for dir in "$@"; do
    if ! [ -d "$dir" ]; then
        bad "$dir: not a folder"
        continue
    fi
    # FILE in the output starts with the folder's own last name.
    parent=$(cd "$dir/.." && pwd)
    "$program" analyze --fail-on none --ndjson - "$dir" > "$work/ndjson" 2> "$work/errors"
    status=$?
    case $status in
    0 | 3) ;;
    *)
        bad "$dir: exit status $status"
        head -n 20 "$work/errors"
        continue
        ;;
    esac
    jq -r 'select(.kind == "evidence") | [.shape, .records, .skipped, .file] | @tsv' \
        "$work/ndjson" > "$work/files" || bad "$dir: the output is not NDJSON"
    [ -s "$work/files" ] || bad "$dir: no file was read"
    printf '%-26s %7s %7s  %s\n' shape records skipped file
    while IFS='	' read -r shape records skipped file; do
        judge "$file" "$shape" "$records" "$skipped"
    done < "$work/files"
done
if [ "$other" -gt 0 ]; then
    echo "skipped: $other files of no known shape that do not speak of certificates"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
