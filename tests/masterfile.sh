#!/bin/sh
# masterfile: our reading of zone files against BIND's, record by record.
set -u
cd "$(dirname "$0")/.." || exit 1
program=${ZONE_LINES:-build/plain/tools/zone_lines}
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

if ! command -v named-compilezone > /dev/null; then
    echo 'FAILED: named-compilezone is missing (Debian: bind9-utils): ./bootstrap check installs it'
    echo '0 passed, 1 failed'
    exit 1
fi

# One blank between fields, and lower case outside of quotes, in the order of bytes.
even() {
    awk -F '"' '{
        line = ""
        for (i = 1; i <= NF; i++) {
            if (i % 2) { gsub(/[ \t]+/, " ", $i); $i = tolower($i) }
            line = line (i > 1 ? "\"" : "") $i
        }
        print line
    }' | LC_ALL=C sort
}

for file in tests/masterfile/*.zone; do
    name=${file##*/}
    # The first line says whose zone it is; BIND needs an apex even where ours needs none.
    origin=$(sed -n '1s/.*Origin: \([^ ]*[a-z.]\).*/\1/p' "$file")
    zone=$origin
    [ "$origin" = . ] && zone=example.com
    if ! named-compilezone -i none -k ignore -n ignore -r ignore -s full -o "$work/bind" "$zone" "$file" \
        > "$work/log" 2>&1; then
        failed=$((failed + 1))
        echo "FAILED: $name: named-compilezone refuses it"
        sed 's/^/    /' "$work/log"
        continue
    fi
    "$program" "$origin" "$file" > "$work/lines" 2>&1
    even < "$work/lines" > "$work/ours"
    even < "$work/bind" > "$work/theirs"
    if [ -s "$work/ours" ] && cmp -s "$work/ours" "$work/theirs"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name (< BIND, > ours)"
        diff "$work/theirs" "$work/ours" | sed 's/^/    /'
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
