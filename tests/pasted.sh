#!/bin/sh
# pasted: what findings print for Route 53 and zone files would be taken by them as it stands.
# usage: tests/pasted.sh [CASE...]     default: all of corpus/causes
set -u
cd "$(dirname "$0")/.." || exit 1
[ $# -gt 0 ] || set -- corpus/causes/*/*
exec python3 tests/pasted.py "${ACM_ANALYZER:-build/bin/acm-analyzer}" "$@"
