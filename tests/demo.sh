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
# report FOLDER ESTATE: the estate has failed certificates, so the gate trips: that is what
# the demo shows.
report() {
    status=0
    mkdir -p "$1"
    "$program" analyze -q -o "$1" "$top/corpus/estates/$2/evidence" || status=$?
    if [ "$status" -ne 1 ]; then
        echo "demo: $2: exit status $status, want 1 (failed certificates trip the gate)" >&2
        exit 1
    fi
    for file in report.html findings.csv; do
        if ! [ -s "$1/$file" ]; then
            echo "demo: $1/$file was not written" >&2
            exit 1
        fi
    done
}

report "$out" demo
report "$out/why" dns
echo 'The gate tripped (exit status 1), as it should: these estates have failed certificates.'
echo "report:   $out/report.html"
echo "findings: $out/findings.csv"
echo 'With the DNS saved beside it, the report says why and what to do:'
echo "report:   $out/why/report.html"
