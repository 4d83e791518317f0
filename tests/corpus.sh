#!/bin/sh
# corpus: runs the program on every case of corpus/ and compares what it finds.
# usage: tests/corpus.sh [-v] [--accept] [CASE...]   (CASE: corpus/checks/ID/VERDICT-why, ...)
#   -v        name the passing cases too
#   --accept  write what was found into `expected`; then read the difference by hand
# A case is a folder with evidence/ or input/, `expected`, and perhaps `args`. Below
# corpus/causes/CODE/, where the cause is found alone, near by or as one of two, the file
# `check` names the check that asks; without one it is acm_validationfailed.
set -u

here=$PWD
top=$(cd "$(dirname "$0")/.." && pwd) || exit 1
program=${ACM_ANALYZER:-$top/build/bin/acm-analyzer}
case $program in
/*) ;;
*) program=$here/$program ;;
esac
verbose=0
accept=0
passed=0
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM

# What the lines of `expected` look like, made of the NDJSON output, in its order. Blanks in
# a value become %20; control characters and what is not ASCII become \u{hex}.
cat > "$work/lines.jq" << 'END'
def hex: if . < 16 then "0123456789abcdef"[.:. + 1]
         else ((. / 16 | floor) | hex) + (. % 16 | hex) end;
def shown: if . == null or . == "" then "-"
    else [explode[] | if . == 32 then "%20"
                      elif . < 32 or . > 126 then "\\u{" + hex + "}"
                      else [.] | implode end] | join("") end;
def causes: [.causes[] | "\(.code):\(.confidence)"] | join(",") | shown;

# One check, every verdict.
def of_check:
    select(.kind == "finding" and .check == $check)
    | "\(.verdict) \(.severity) \(.confidence) \(.resource.id | shown) \(causes)";

# What was read: each file, each certificate.
def of_reading:
    if .kind == "evidence" then "file \(.file | shown) \(.shape) \(.records) \(.skipped)"
    elif .kind == "certificate" then
        "cert \(.arn | shown) \(.status | shown) \(.domain | shown)"
    else empty end;

# And what is said of the evidence; for malformed input, where.
def of_evidence:
    of_reading,
    (select(.kind == "finding" and .verdict != "PASS" and (.check | startswith("evidence_")))
     | "finding \(.verdict) \(.check) \(causes)");

# Where malformed input is broken: behind the rest.
def places:
    select(.kind == "finding" and .check == "evidence_malformed") | .evidence[]
    | "at \(.file | shown):\(.line // 0):\(.column // 0) \(.pointer | shown)";

# A whole account: what a reader of its report is told.
def of_estate:
    of_reading,
    (select(.kind == "finding" and .verdict != "PASS")
     | "finding \(.verdict) \(.severity) \(.check) \(.resource.id | shown) \(causes)"),
    (select(.kind == "summary")
     | "summary certificates \(.certificates) fail \(.fail | tojson) unknown \(.unknown)");

if $kind == "checks" then .[] | of_check
elif $kind == "estates" then .[] | of_estate
elif $kind == "malformed" then (.[] | of_evidence), (.[] | places)
else .[] | of_evidence end
END

# run_case: leaves the lines of $dir in $work/found; fails when the program did not do its work.
run_case() {
    kind=shapes
    check=
    set -- --fail-on none --include-pass --ndjson -
    case $dir in
    */checks/*)
        kind=checks
        check=${dir%/*}
        check=${check##*/}
        set -- "$@" --check "$check"
        ;;
    */causes/*)
        kind=checks
        check=acm_validationfailed
        [ -f "$dir/check" ] && read -r check < "$dir/check"
        set -- "$@" --check "$check"
        ;;
    */malformed/*) kind=malformed ;;
    */estates/*) kind=estates ;;
    esac
    folder=input
    [ -d "$dir/$folder" ] || folder=evidence
    if [ -f "$dir/args" ]; then
        # shellcheck disable=SC2046 # the words of one line
        set -- "$@" $(cat "$dir/args")
    elif [ "$kind" != estates ]; then
        set -- "$@" --now 2026-11-23T00:00:00Z
    fi
    (cd "$dir" && exec "$program" analyze "$@" "$folder") \
        > "$work/ndjson" 2> "$work/errors" < /dev/null
    status=$?
    case $status in
    0 | 3) ;;
    *)
        echo "exit status $status" > "$work/found"
        cat "$work/errors" >> "$work/found"
        return 1
        ;;
    esac
    jq -rs --arg kind "$kind" --arg check "$check" -f "$work/lines.jq" "$work/ndjson" \
        > "$work/found" 2>> "$work/errors" || {
        cat "$work/errors" >> "$work/found"
        return 1
    }
    if [ "$kind" = checks ] && ! [ -s "$work/found" ]; then
        echo NA > "$work/found"
    fi
}

test_case() {
    dir=${1%/}
    case $dir in
    /*) ;;
    *) dir=$here/$dir ;;
    esac
    name=${dir#"$top"/}
    if ! run_case; then
        failed=$((failed + 1))
        echo "FAILED: $name: the program failed"
        sed 's/^/    /' "$work/found" | head -n 20
        return
    fi
    if [ "$accept" = 1 ]; then
        if ! cmp -s "$work/found" "$dir/expected"; then
            cp "$work/found" "$dir/expected"
            echo "accepted: $name"
        fi
    elif ! [ -f "$dir/expected" ]; then
        failed=$((failed + 1))
        echo "FAILED: $name: no file 'expected'"
        return
    elif ! diff -u --label expected --label found "$dir/expected" "$work/found" \
        > "$work/diff"; then
        failed=$((failed + 1))
        echo "FAILED: $name"
        sed -n '3,60s/^/    /p' "$work/diff"
        return
    fi
    passed=$((passed + 1))
    [ "$verbose" = 0 ] || echo "ok: $name"
}

while [ $# -gt 0 ]; do
    case $1 in
    -v) verbose=1 ;;
    --accept) accept=1 ;;
    -*)
        sed -n '2,8s/^# //p' "$0" >&2
        exit 2
        ;;
    *) break ;;
    esac
    shift
done
if ! [ -x "$program" ]; then
    echo "FAILED: there is no program $program: run make"
    echo "0 passed, 1 failed"
    exit 1
fi
[ $# -gt 0 ] || set -- "$top"/corpus/checks/*/*/ "$top"/corpus/causes/*/*/ \
    "$top"/corpus/shapes/*/ "$top"/corpus/malformed/*/ "$top"/corpus/estates/*/
for case in "$@"; do
    test_case "$case"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
