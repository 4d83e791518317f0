#!/bin/bash
# terraform: a zone, a certificate, its records and the wait for it, with Terraform's AWS
# provider: apply, a following plan that is empty, what fails, destroy.
# usage: terraform.sh   the provider comes from the folder TF_PLUGIN_DIR, or as terraform's
# own configuration file says; nothing is fetched that nobody has set up
cd "$(dirname "$0")/../.." || exit 1
. tests/clients/story.bash

[ -f "${TF_CLI_CONFIG_FILE:-/dev/null/none}" ] || unset TF_CLI_CONFIG_FILE
export STORY_TF=$story_work/init
init() {
    mkdir "$STORY_TF"
    cp tests/clients/terraform/main.tf "$STORY_TF/"
    terraform -chdir="$STORY_TF" init -backend=false -input=false -no-color \
        ${TF_PLUGIN_DIR:+"-plugin-dir=$TF_PLUGIN_DIR"} > "$story_work/init.log" 2>&1
}

story_options=(--timeout 900 --clock x600)
if ! command -v terraform > /dev/null; then
    skip 'terraform is missing; its story was NOT told'
elif [ -z "${TF_PLUGIN_DIR:-}" ] && [ ! -f "${TF_CLI_CONFIG_FILE:-${HOME:-}/.terraformrc}" ]; then
    skip 'no Terraform provider is set up (TF_PLUGIN_DIR); its story was NOT told'
elif init; then
    both bash tests/clients/terraform_story.bash
elif [ -n "${TF_PLUGIN_DIR:-}" ]; then
    missing "terraform init finds no AWS provider in $TF_PLUGIN_DIR"
    tail -n 12 "$story_work/init.log" | sed 's/^/    /'
else
    skip 'terraform init finds no AWS provider; its story was NOT told'
fi
finish
