#!/bin/sh
# run: the HTML report in a real browser. usage: tests/browser/run.sh [report.html]
# Needs node, Debian's chromium and the two packages of package.json (npm ci does it).
# The reports beside the one given are made by tests/bench/make_report.c. Pictures stay
# when SHOTS names a folder. Closes with "N passed, N failed".
set -eu
cd "$(dirname "$0")/../.."
root=$(pwd)
build=${BUILD:-build}
given=
if [ $# -gt 0 ]; then
    given=$(realpath "$1")
fi
for need in node npm "${CHROMIUM:-/usr/bin/chromium}"; do
    if ! command -v "$need" > /dev/null 2>&1; then
        echo "skipped: the browser tests need $need"
        echo "0 passed, 0 failed"
        exit 0
    fi
done

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT INT TERM
make -s BUILD="$build" "$build/plain/bench/make_report" > "$made/make.log" 2>&1 || {
    cat "$made/make.log"
    echo "0 passed, 1 failed"
    exit 1
}
for kind in sample stretched healthy empty; do
    "$build/plain/bench/make_report" $kind > "$made/$kind.html" 2> "$made/log"
done
"$build/plain/bench/make_report" many 1200 > "$made/many.html" 2> "$made/log"
"$build/plain/bench/make_report" many 100000 > "$made/large.html" 2> "$made/large.log"
if [ ! -d "$root/tests/browser/node_modules/playwright-core" ]; then
    (cd tests/browser && npm ci --no-audit --no-fund > "$made/npm.log" 2>&1) || {
        cat "$made/npm.log"
        echo "0 passed, 1 failed"
        exit 1
    }
fi
# chromium's start script of Debian speaks of memory on standard error: not ours.
REPORTS="$made" GIVEN="$given" node tests/browser/all.mjs
