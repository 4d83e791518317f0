#!/bin/sh
# story: what a reader of the estate with DNS evidence is shown: the way that breaks, the climb,
# what stands there, and the fixes in the order in which they are to be done.
set -u
cd "$(dirname "$0")/.." || exit 1
program=${ACM_ANALYZER:-build/bin/acm-analyzer}
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
"$program" analyze -q --fail-on none --json "$work/findings.json" corpus/estates/dns/evidence

# tells DOMAIN WHAT FILTER: a jq filter that is true of the domain's finding of why.
tells() {
    if jq -e --arg domain "$1" '.findings[] | select(.domain == $domain and
        (.check | IN("acm_validationfailed", "acm_validation_pending", "acm_renewal_preflight"))) |
        '"$3" "$work/findings.json" > /dev/null; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1: $2"
    fi
}

# A pending request: the change alone. A dead one: the DNS first, then the new request.
tells shop.example.com 'the wrong record goes, the right one comes' \
    '.causes[0].fixes[0] | .kind == "cli" and (.text | contains("\"DELETE\"") and contains("\"CREATE\""))'
tells intranet.example.org 'the DNS is mended before the new request' \
    '[.causes[0].fixes[] | select(.kind == "cli") | .text | capture("(?<call>aws [a-z0-9]+ [a-z-]+)").call]
        == ["aws route53 change-resource-record-sets", "aws acm request-certificate"]'
tells login.bank.example.com 'CAA is mended before the new request' \
    '[.causes[0].fixes[] | select(.kind == "cli") | .text | capture("(?<call>aws [a-z0-9]+ [a-z-]+)").call]
        == ["aws route53 change-resource-record-sets", "aws acm request-certificate"]'
tells late.example.com 'a right record needs nothing but the new request' \
    '.causes[0].fixes | map(select(.text | contains("change-resource-record-sets"))) == []'

# The change goes to the zone that serves, not to the one that holds the record.
tells intranet.example.org 'the public zone is changed' \
    '.causes[0].fixes[0].text | contains("--hosted-zone-id Z002INVENTED7E164DF ")'
tells www.example.net 'the zone that the registrar names is changed' \
    '.causes[0].fixes[0].text | contains("--hosted-zone-id Z006INVENTED984343A ")'

# All five kinds of fixes.
tells shop.example.com 'every kind of fix' \
    '[.causes[0].fixes[].kind] | unique == ["cli", "cloudformation", "terraform", "text", "zonefile"]'

# What stands there, where, and the line.
tells shop.example.com 'observed beside expected' \
    '.causes[0] | (.observed[0].name == (.expected.name + "example.com.")) and .observed[0].ttl == 300'
tells intranet.example.org 'the zone it stands in' \
    '.causes[0].zone == {"id": "Z004INVENTED7E164DF", "name": "example.org", "visibility": "private"}'
tells shop.example.com 'the place in the DNS evidence' \
    '.causes[0].evidence[0] | (.file | endswith("list-resource-record-sets/Z001INVENTED62FCA05.json")) and
        (.pointer | test("^/ResourceRecordSets/[0-9]+$")) and .line > 1'
tells shop.example.com 'apex and wildcard are one fix' \
    '.causes[0].domains == ["shop.example.com", "*.shop.example.com"]'

# The way of the name, and the climb.
tells api.dev.example.com 'the way goes through the delegation' \
    '.trace.chain[0] == "api.dev.example.com" and (.trace.chain | map(select(test("^zone "))) | length == 1)'
for domain in blog.example.com www.example.net intranet.example.org shop.example.com; do
    tells $domain 'the way ends without a record' '.trace.chain[-1] | startswith("no record at _")'
done
tells login.bank.example.com 'the set at the parent decides' \
    '.trace.caa == ["login.bank.example.com: none", "bank.example.com: set: 0 issue \"letsencrypt.org\"",
        "example.com: above", "com: above"]'
tells go.example.com 'the climb names the target' \
    '.trace.caa[0] | contains("target pages.example.org")'

# The renewal: when it starts, and until when there is time.
tells blog.example.com 'the two dates' \
    '.message | contains("2026-11-19T23:59:59Z") and contains("2027-01-03T23:59:59Z")'

# The head counts what the findings tell.
"$program" analyze -q --fail-on none --html "$work/report.html" corpus/estates/dns/evidence
if tr -d '\n' < "$work/report.html" | grep -q 'Renewal at risk[^0-9]*>1<'; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    echo 'FAILED: the head: one renewal is at risk'
fi

# Where the delegation is at fault, it is mended: at the registrar's, or in the zone above.
for dir in corpus/causes/delegation_mismatch/alone-*/ corpus/causes/zone_undelegated/alone-*/; do
    check=acm_validationfailed
    [ -f "$dir/check" ] && read -r check < "$dir/check"
    "$program" analyze -q --fail-on none --now 2026-11-23T00:00:00Z --check "$check" \
        --json "$work/findings.json" "$dir/evidence"
    tells "$(jq -r '.findings[0].domain' "$work/findings.json")" "$dir: the delegation is changed first" \
        '[.causes[] | select(.code == "delegation_mismatch" or .code == "zone_undelegated").fixes[0].text |
            contains("update-domain-nameservers") or contains("\"Type\": \"NS\"")] | . != [] and all'
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
