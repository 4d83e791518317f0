#!/bin/bash
# terraform_story.bash: the story as Terraform tells it, under a clock that runs by itself.
# Run inside `mockaws run` by terraform.sh; $STORY_TF is a folder after `terraform init`.
. tests/clients/story.bash

out=$MOCKAWS_OUT
cp -R "$STORY_TF" "$out/tf"
export TF_VAR_url=$MOCKAWS_URL CHECKPOINT_DISABLE=1
tf() {
    terraform -chdir="$out/tf" "$@" -input=false -no-color > "$out/said" 2>&1
}
# runs WHAT WANTED-STATUS COMMAND...
runs() {
    local what=$1 want=$2 got
    shift 2
    tf "$@"
    got=$?
    if [ "$got" -eq "$want" ]; then
        ok "$what"
    else
        failed "$what" "status $got: $(tail -n 30 "$out/said")"
    fi
}
# certificates STATUS: how many there are of it.
certificates() {
    admin certificates | jq --arg status "$1" '[.certificates[] | select(.status == $status)] | length'
}
# The provider looks at the certificate that waits; then its 72 hours are over.
let_time_out() {
    local tries=0
    until [ "$(certificates FAILED)" = 1 ] && [ "$(certificates PENDING_VALIDATION)" = 1 ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 240 ] || break
        sleep 0.5
    done
    advance 73h
}

runs 'apply' 0 apply -auto-approve
has 'apply: all of it' 'Resources: 5 added, 0 changed, 0 destroyed' "$(cat "$out/said")"
is 'apply: ISSUED' 1 "$(certificates ISSUED)"
runs 'a plan after it is empty' 0 plan -detailed-exitcode
has 'a plan after it: no changes' 'No changes.' "$(cat "$out/said")"

TF_VAR_trouble=true
export TF_VAR_trouble
let_time_out &
runs 'apply: what fails' 1 apply -auto-approve
wait
said=$(tr -s ' \n\r│' ' ' < "$out/said")
has 'apply: the failure reason' CAA_ERROR "$said"
has 'apply: the certificate without a record' 'aws_acm_certificate_validation.late[0]' \
    "${said#*Error: }"
is 'the certificate without a record' 1 "$(certificates VALIDATION_TIMED_OUT)"
is 'the certificate that was issued' 1 "$(certificates ISSUED)"

runs 'destroy' 0 destroy -auto-approve
is 'destroy: no certificate is left but the timed-out one, which the provider forgets' \
    VALIDATION_TIMED_OUT "$(admin certificates | jq -r '[.certificates[].status] | join(" ")')"
is 'destroy: no zone is left' 0 "$(admin zones | jq '.zones | length')"
the_end
