# story.bash: what the clients' scripts share. Each client tells the same story to a mockaws
# of its own, once as --auth scope and once as --auth strict, a line "ok WHAT" or
# "FAILED WHAT: WHY" a claim; `both` counts them.
# shellcheck shell=bash
set -u

MOCKAWS=${MOCKAWS:-build/bin/mockaws}
story_work=$(mktemp -d)
trap 'rm -rf "$story_work"' EXIT
story_passed=0
story_failed=0
story_skipped=0
story_options=(--timeout 900) # of `mockaws run`

# --- the telling, inside of `mockaws run` ---

ok() {
    echo "ok $1"
}
# failed WHAT WHY...
failed() {
    local what=$1
    shift
    echo "FAILED $what: $(printf '%s' "$*" | tr '\n' ' ' | cut -c1-600)"
}
# is WHAT WANT GOT
is() {
    if [ "$2" = "$3" ]; then
        ok "$1"
    else
        failed "$1" "want <$2>, got <$3>"
    fi
}
# has WHAT PART WHOLE
has() {
    case $3 in
    *"$2"*) ok "$1" ;;
    *) failed "$1" "want ...<$2>..., got <$3>" ;;
    esac
}
# admin PATH [BODY]: what the mock's own interface answers.
admin() {
    /usr/bin/curl -sS --fail-with-body ${2:+-d "$2"} "$MOCKAWS_URL/_mockaws/$1"
}
advance() {
    admin clock "{\"advance\": \"$1\"}" > /dev/null || failed "advance $1" "$(admin clock)"
}
# calls FILTERS: how many lines of the journal fit.
calls() {
    admin "requests?$1" | jq .matched
}
# chain_verifies WHAT CERTIFICATE-FILE CHAIN-FILE NAME: openssl at the mock's own time.
chain_verifies() {
    local now got
    now=$(date -d "$(admin clock | jq -r .now)" +%s)
    got=$(openssl verify -attime "$now" -x509_strict -purpose sslserver -verify_hostname "$4" \
        -CAfile "$3" "$2" 2>&1)
    is "$1" "$2: OK" "$got"
}
# the_end: a story that stops before it has failed.
the_end() {
    is 'nothing was sent that the mock does not know' '[]' "$(admin unmatched | jq -c .unmatched)"
    echo 'the end'
}

# --- the counting, outside ---

# tell AUTH COMMAND...: one telling; its lines go to a file.
tell() {
    local auth=$1
    shift
    STORY_AUTH=$auth "$MOCKAWS" run --auth "$auth" "${story_options[@]}" \
        --out "$story_work/$auth" tests/clients/story.json -- "$@" > "$story_work/$auth.log" 2>&1
}

# both COMMAND...: in both modes, at once.
both() {
    local auth count

    tell scope "$@" &
    tell strict "$@" &
    wait
    for auth in scope strict; do
        count=$(grep -c '^ok ' "$story_work/$auth.log")
        story_passed=$((story_passed + count))
        count=$(grep -c '^FAILED ' "$story_work/$auth.log")
        story_failed=$((story_failed + count))
        if ! grep -qx 'the end' "$story_work/$auth.log"; then
            story_failed=$((story_failed + 1))
            echo "FAILED --auth $auth: the story broke off"
            tail -n 12 "$story_work/$auth.log" | sed 's/^/    /'
        elif [ "$count" -gt 0 ]; then
            echo "FAILED --auth $auth:"
            grep -v '^ok ' "$story_work/$auth.log" | head -n 40 | sed 's/^/    /'
        fi
    done
}

# missing WHAT: a client that must be here.
missing() {
    story_failed=$((story_failed + 1))
    echo "FAILED: $1"
}
# skip WHAT: a client that may be absent.
skip() {
    story_skipped=$((story_skipped + 1))
    echo "skipped: $1"
}

# finish: the last line, and the status.
finish() {
    if [ "$story_skipped" -gt 0 ]; then
        echo "$story_passed passed, $story_failed failed, $story_skipped skipped"
    else
        echo "$story_passed passed, $story_failed failed"
    fi
    [ "$story_failed" -eq 0 ]
}
