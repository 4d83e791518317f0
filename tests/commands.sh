#!/bin/sh
# commands: the printed script, run against stand-ins for aws and dig.
set -u
cd "$(dirname "$0")/.." || exit 1
program=${ACM_ANALYZER:-build/bin/acm-analyzer}
passed=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

ok() {
    passed=$((passed + 1))
}
bad() {
    failed=$((failed + 1))
    echo "FAILED: $1"
    sed 's/^/    /' "$work/log" | head -n 20
}
# holds WHAT COMMAND...
holds() {
    what=$1
    shift
    if "$@" > "$work/log" 2>&1; then ok; else bad "$what"; fi
}

mkdir "$work/bin" "$work/run"
cat > "$work/bin/aws" << 'END'
#!/bin/sh
id=aaaaaaaa-0000-4000-8000-000000000001
case "$*" in
*get-caller-identity*) echo 111122223333 ;;
*list-certificates*--query*) echo "arn:aws:acm:us-east-1:111122223333:certificate/$id" ;;
*describe-certificate*) cat "$DESCRIPTION" ;;
*list-domains*) printf 'Example.org\t-x.example\t../y.example\tNone\n' ;;
*get-domain-detail*Example.org*--query*) echo '{"DomainName":"example.org","Nameservers":[]}' ;;
*get-domain-detail*) exit 3 ;;
*) echo '{}' ;;
esac
END
cat > "$work/bin/dig" << 'END'
#!/bin/sh
echo "$*" >> "$ASKED"
echo ';; communications error to 192.0.2.1#53: timed out'
exit 9
END
chmod +x "$work/bin/aws" "$work/bin/dig"
# Foreign text that a careless script would run, write elsewhere or take for an option.
cat > "$work/description" << 'END'
{"Certificate": {
    "DomainName": "*.Shop.example.co.uk",
    "SubjectAlternativeNames": ["*.Shop.example.co.uk", "example.com"],
    "KeyUsages": [{"Name": "DIGITAL_SIGNATURE"}],
    "DomainValidationOptions": [
        {"DomainName": "*.Shop.example.co.uk", "ValidationDomain": "example.co.uk",
         "ResourceRecord": {"Name": "_0a.shop.example.co.uk.", "Type": "CNAME", "Value": "_b.acm-validations.aws."}},
        {"DomainName": "example.com"},
        {"DomainName": "$(touch ran).example.com"}, {"DomainName": "`touch ran`.example.com"},
        {"DomainName": "../../up.example.com"}, {"DomainName": "-f.example.com"},
        {"DomainName": "x;touch ran.example.com"}, {"DomainName": "a b.example.com"},
        {"DomainName": "x\n-f /etc/passwd.example.com"}, {"DomainName": "x\nAXFR z.example.com"},
        {"DomainName": "*"}, {"DomainName": "a/../b.example.com"}]}}
END

"$program" commands --region us-east-1 > "$work/collect.sh"
holds 'shellcheck' shellcheck "$work/collect.sh"
(cd "$work/run" && PATH=$work/bin:$PATH ASKED=$work/asked DESCRIPTION=$work/description \
    sh "$work/collect.sh" 'the evidence') > "$work/log" 2>&1 || bad 'the script fails'

sort > "$work/want" << 'END'
+time=3 +tries=2 CAA co.uk.
+time=3 +tries=2 CAA example.co.uk.
+time=3 +tries=2 CAA example.com.
+time=3 +tries=2 CAA shop.example.co.uk.
+time=3 +tries=2 CNAME _0a.shop.example.co.uk.
+time=3 +tries=2 MX example.co.uk.
+time=3 +tries=2 MX example.com.
+time=3 +tries=2 MX shop.example.co.uk.
+time=3 +tries=2 NS co.uk.
+time=3 +tries=2 NS example.co.uk.
+time=3 +tries=2 NS example.com.
+time=3 +tries=2 NS shop.example.co.uk.
END
sort "$work/asked" > "$work/got"
holds 'each question once, and no other' diff "$work/want" "$work/got"
evidence="$work/run/the evidence"
holds 'what dig prints on a timeout is saved' \
    grep -q 'timed out' "$evidence/dns/_0a.shop.example.co.uk.CNAME.txt"
holds 'the registration is saved' grep -q Nameservers "$evidence/111122223333/registrar/Example.org.json"
(cd "$work/run" && find . -type f | LC_ALL=C sort) > "$work/files"
holds 'nothing is run, and nothing written elsewhere' \
    test "$(grep -cv -e '^\./the evidence/dns/[a-z0-9._]*\.[A-Z]*\.txt$' \
        -e '^\./the evidence/111122223333/' "$work/files")" -eq 0
holds 'one registration' test "$(grep -c /registrar/ "$work/files")" -eq 1

# Without dig it goes on, and says so.
mkdir "$work/few"
for tool in sh mkdir rm cat find tr sed sort dirname; do
    ln -s "$(command -v $tool)" "$work/few/$tool"
done
ln -s "$work/bin/aws" "$work/few/aws"
(cd "$work/run" && PATH=$work/few DESCRIPTION=$work/description sh "$work/collect.sh" second) > "$work/out" 2>&1
holds 'without dig: status 0' test $? -eq 0
holds 'without dig: said' grep -q 'dig is missing' "$work/out"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
