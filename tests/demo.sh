#!/bin/sh
# demo: analyses the bundled estate and says where the report is.
# usage: tests/demo.sh   (what `make demo` runs; writes into build/demo)
set -eu

here=$PWD
top=$(cd "$(dirname "$0")/.." && pwd)
program=${ACM_ANALYZER:-$top/build/bin/acm-analyzer}
case $program in
/*) ;;
*) program=$here/$program ;;
esac
out=$top/build/demo
mkdir -p "$out"

# The estate has failed certificates, so the gate trips: that is what the demo shows.
status=0
"$program" analyze -q -o "$out" "$top/corpus/estates/demo/evidence" || status=$?
if [ "$status" -ne 1 ]; then
    echo "demo: exit status $status, want 1 (failed certificates trip the gate)" >&2
    exit 1
fi
for file in report.html findings.csv; do
    if ! [ -s "$out/$file" ]; then
        echo "demo: $out/$file was not written" >&2
        exit 1
    fi
done
echo 'The gate tripped (exit status 1), as it should: this estate has failed certificates.'
echo "report:   $out/report.html"
echo "findings: $out/findings.csv"
