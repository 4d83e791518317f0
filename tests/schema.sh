#!/bin/sh
# schema: the outputs against the schemas of reports/schema, and against one another.
set -u
cd "$(dirname "$0")/.." || exit 1
program=${ACM_ANALYZER:-build/bin/acm-analyzer}
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# expect NAME COMMAND...
expect() {
    name=$1
    shift
    if "$@" > "$work/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        head -n 10 "$work/out" | sed 's/^/    /'
    fi
}

# Debian's module belongs to Debian's interpreter.
python=/usr/bin/python3
[ -x "$python" ] || python=python3

# both EVIDENCE NAME OPTIONS...
both() {
    evidence=$1
    name=$2
    shift 2
    "$program" analyze -q --fail-on none "$@" --json "$work/f.json" --ndjson "$work/f.ndjson" \
        "$evidence" > /dev/null 2>&1
    expect "$name: findings.json" "$python" tests/schema_check.py reports/schema/findings.schema.json \
        "$work/f.json"
    expect "$name: NDJSON" "$python" tests/schema_check.py reports/schema/ndjson.schema.json \
        "$work/f.ndjson" lines
    jq -S '[.findings, .certificates, .evidence, .rules, .summary]' "$work/f.json" > "$work/a"
    jq -S -s '[[.[] | select(.kind == "finding")], [.[] | select(.kind == "certificate")],
        [.[] | select(.kind == "evidence")]] | map(map(del(.kind)))' "$work/f.ndjson" > "$work/b1"
    jq -S -s '(.[] | select(.kind == "header") | .rules), (.[] | select(.kind == "summary") | del(.kind))' \
        "$work/f.ndjson" > "$work/b2"
    jq -S -s '.[0] + [.[1], .[2]]' "$work/b1" "$work/b2" > "$work/b"
    expect "$name: both formats say the same" cmp "$work/a" "$work/b"
}

both corpus/estates/demo/evidence demo
both corpus/estates/demo/evidence 'demo with passes' --include-pass
both corpus/malformed malformed
both corpus/shapes shapes --now 2026-11-23T00:00:00Z --include-pass
expect 'the demo estate has a manifest of the schema' "$python" tests/schema_check.py \
    reports/schema/manifest.schema.json corpus/estates/demo/evidence/manifest.json
"$program" normalize corpus/estates/demo/evidence "$work/plain" > /dev/null 2>&1
expect 'normalize writes a manifest of the schema' "$python" tests/schema_check.py \
    reports/schema/manifest.schema.json "$work/plain/manifest.json"

# Every row of the CSV has all columns, and every finding a row.
"$program" analyze -q --fail-on none --csv "$work/f.csv" --json "$work/f.json" \
    corpus/estates/demo/evidence corpus/malformed > /dev/null 2>&1
cat > "$work/rows.py" << 'END'
import csv, json, sys
with open(sys.argv[1], encoding="utf-8", newline="") as stream:
    rows = list(csv.reader(stream))
findings = json.load(open(sys.argv[2], encoding="utf-8"))["findings"]
assert len(rows[0]) == 41, len(rows[0])
assert all(len(row) == 41 for row in rows)
assert len(rows) - 1 == sum(max(1, len(f["causes"])) for f in findings)
assert {row[1] for row in rows[1:]} == {f["fingerprint"] for f in findings}
assert not any(cell.lstrip(" ")[:1] in "=+@" and cell.strip() for row in rows for cell in row if cell[:1] != "'" and cell)
assert open(sys.argv[1], "rb").read().count(b"\r\n") >= len(rows)
END
expect 'findings.csv by a CSV parser' "$python" "$work/rows.py" "$work/f.csv" "$work/f.json"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
