#!/bin/sh
# mockaws: the page of the mock in a real browser. usage: tests/browser/mockaws.sh
# Needs node, Debian's chromium and the packages of package.json (npm ci does it), and a
# built mockaws (MOCKAWS names another one). Closes with "N passed, N failed".
set -eu
cd "$(dirname "$0")/../.."
mockaws=$(realpath "${MOCKAWS:-${BUILD:-build}/bin/mockaws}")
for need in node npm "${CHROMIUM:-/usr/bin/chromium}"; do
    if ! command -v "$need" > /dev/null 2>&1; then
        echo "skipped: the browser tests need $need"
        echo "0 passed, 0 failed"
        exit 0
    fi
done
made=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then
        kill "$server" 2> /dev/null || true
        wait "$server" 2> /dev/null || true
    fi
    rm -rf "$made"
}
trap stop EXIT
trap 'exit 1' INT TERM
if [ ! -d tests/browser/node_modules/playwright-core ]; then
    (cd tests/browser && npm ci --no-audit --no-fund > "$made/npm.log" 2>&1) || {
        cat "$made/npm.log"
        echo "0 passed, 1 failed"
        exit 1
    }
fi

"$mockaws" --listen 127.0.0.1:0 --print-url --scenario tests/browser/mockaws-page.json \
    > "$made/url" 2> "$made/mockaws.log" &
server=$!
tries=0
while [ ! -s "$made/url" ] && [ "$tries" -lt 50 ]; do
    tries=$((tries + 1))
    sleep 0.1
done
if [ ! -s "$made/url" ]; then
    cat "$made/mockaws.log"
    echo "0 passed, 1 failed"
    exit 1
fi
MOCKAWS_URL=$(cat "$made/url") node tests/browser/mockaws-page.mjs
