#!/bin/sh
# fixes: what is printed to be pasted, given to the programs it is meant for.
# The AWS provider comes from the folder TF_PLUGIN_DIR, or as terraform's own file says.
set -u
cd "$(dirname "$0")/.." || exit 1
program=${PRINT_FIXES:-build/plain/tools/print_fixes}
passed=0
failed=0
skipped=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

ok() {
    passed=$((passed + 1))
}
bad() {
    failed=$((failed + 1))
    echo "FAILED: $1"
    sed 's/^/    /' "$work/log" | head -n 30
}
# runs WHAT COMMAND...
runs() {
    what=$1
    shift
    if "$@" > "$work/log" 2>&1 < /dev/null; then ok; else bad "$what"; fi
}
skip() {
    skipped=$((skipped + 1))
    echo "skipped: $1"
}

mkdir "$work/fixes" "$work/bin"
if ! "$program" "$work/fixes" > "$work/log" 2>&1; then
    bad "$program"
    echo "$passed passed, $failed failed"
    exit 1
fi

# Commands: the shell hands each batch on as one word, which is JSON.
cat > "$work/bin/aws" << 'END'
#!/bin/sh
for word; do last=$word; done
printf '%s' "$last" > "$BATCH"
END
chmod +x "$work/bin/aws"
for name in upsert replace caa delegate; do
    PATH=$work/bin:$PATH BATCH=$work/$name.json sh "$work/fixes/$name.sh" > "$work/log" 2>&1
    runs "$name.sh: a batch in JSON" jq -e '.Changes | length > 0' "$work/$name.json"
done
runs 'replace.sh: deletes, then creates' \
    jq -e '[.Changes[].Action] == ["DELETE", "CREATE"]' "$work/replace.json"
for name in upsert replace caa delegate registrar; do
    runs "$name.sh: shellcheck" shellcheck -s sh "$work/fixes/$name.sh"
done

# Lines of a zone file.
{
    echo "\$TTL 300"
    echo '@ IN SOA ns1.example.com. admin.example.com. 1 7200 900 1209600 300'
    echo '@ IN NS ns1.example.com.'
    echo 'ns1 IN A 192.0.2.1'
    cat "$work/fixes/record.lines" "$work/fixes/caa.lines" "$work/fixes/caa-new.lines"
} > "$work/zone"
runs 'zone lines: named-checkzone' named-checkzone -i local example.com "$work/zone"

# CloudFormation: YAML, and the resources that are meant.
cat > "$work/read.py" << 'END'
import sys, yaml
with open(sys.argv[1]) as file:
    resources = yaml.safe_load(file)["Resources"]
assert sorted(resources) == sys.argv[2:], resources
certificate = resources["Certificate"]["Properties"]
assert certificate["ValidationMethod"] == "DNS", certificate
names = {certificate["DomainName"], *certificate.get("SubjectAlternativeNames", [])}
asked = {option["DomainName"] for option in certificate["DomainValidationOptions"]}
assert asked and asked <= names, certificate
END
runs 'apex.yaml' python3 "$work/read.py" "$work/fixes/apex.yaml" Certificate ValidationRecord
runs 'zones.yaml' python3 "$work/read.py" "$work/fixes/zones.yaml" Certificate
runs 'unknown.yaml' python3 "$work/read.py" "$work/fixes/unknown.yaml" Certificate

# Terraform: each in a folder of its own. Nothing is fetched that nobody has set up.
if ! command -v terraform > /dev/null; then
    skip 'terraform is missing; the configurations were NOT validated'
elif [ -z "${TF_PLUGIN_DIR:-}" ] && [ ! -f "${TF_CLI_CONFIG_FILE:-${HOME:-}/.terraformrc}" ]; then
    skip 'no Terraform provider is set up (TF_PLUGIN_DIR); the configurations were NOT validated'
else
    for name in apex zones unknown; do
        mkdir "$work/$name"
        cp "$work/fixes/$name.tf" "$work/$name/main.tf"
        runs "$name.tf: terraform fmt" terraform -chdir="$work/$name" fmt -check -diff
        if ! terraform -chdir="$work/$name" init -backend=false -input=false \
            ${TF_PLUGIN_DIR:+"-plugin-dir=$TF_PLUGIN_DIR"} > "$work/log" 2>&1; then
            if [ -n "${TF_PLUGIN_DIR:-}" ]; then
                bad "$name.tf: terraform init"
            else
                skip "$name.tf: terraform init finds no AWS provider; NOT validated"
            fi
            continue
        fi
        runs "$name.tf: terraform validate" terraform -chdir="$work/$name" validate
    done
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
