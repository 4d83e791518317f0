#!/bin/bash
# cli_story.bash: the story as the AWS CLI tells it, v1 or v2: $STORY_AWS is the program.
# Run inside `mockaws run`.
. tests/clients/story.bash

out=$MOCKAWS_OUT
aws() {
    "$STORY_AWS" --endpoint-url "$MOCKAWS_URL" --region us-east-1 --output json "$@" 2>&1
}
# refused WHAT CODE PART COMMAND...: the client names the error, its operation and its text.
refused() {
    local what=$1 code=$2 part=$3 got
    shift 3
    if got=$(aws "$@"); then
        failed "$what" "not refused: $got"
    else
        has "$what" "An error occurred ($code) when calling the " "$got"
        has "$what: its text" "$part" "$got"
    fi
}
status() {
    aws acm describe-certificate --certificate-arn "$1" | jq -r .Certificate.Status
}
batch() {
    aws route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch "$1"
}
request() {
    aws acm request-certificate --validation-method DNS "$@" | jq -r .CertificateArn
}
none=arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000000

is 'get-caller-identity: the account of the key' 111122223333 \
    "$(aws sts get-caller-identity | jq -r .Account)"

# A zone.
zone=$(aws route53 create-hosted-zone --name example.com --caller-reference story-1 \
    --hosted-zone-config Comment='of the story' | jq -r .HostedZone.Id)
has 'create-hosted-zone: its id' /hostedzone/Z "$zone"
aws route53 create-hosted-zone --name example.org --caller-reference story-2 > "$out/second.json"
aws route53 create-hosted-zone --name example.net --caller-reference story-3 > "$out/third.json"
is 'create-hosted-zone: four name servers' 4 \
    "$(jq '.DelegationSet.NameServers | length' "$out/second.json")"
is 'get-hosted-zone' 'example.com. 2' "$(aws route53 get-hosted-zone --id "$zone" |
    jq -r '.HostedZone | "\(.Name) \(.ResourceRecordSetCount)"')"
refused 'create-hosted-zone: the same reference' HostedZoneAlreadyExists 'caller reference' \
    route53 create-hosted-zone --name example.com --caller-reference story-1

# A request, and its record, which comes a little later.
arn=$(request --domain-name example.com --subject-alternative-names '*.example.com' \
    --idempotency-token story1 --tags Key=team,Value=web)
is 'request-certificate: the token gives the same again' "$arn" "$(request \
    --domain-name example.com --subject-alternative-names '*.example.com' \
    --idempotency-token story1 --tags Key=team,Value=web)"
is 'describe-certificate: no record yet' 'PENDING_VALIDATION null' \
    "$(aws acm describe-certificate --certificate-arn "$arn" |
        jq -r '.Certificate | "\(.Status) \(.DomainValidationOptions[0].ResourceRecord)"')"
advance 10s
aws acm describe-certificate --certificate-arn "$arn" > "$out/pending.json"
is 'describe-certificate: both names have one record' '2 1' "$(jq -r '.Certificate.DomainValidationOptions |
    "\(length) \(map(.ResourceRecord) | unique | length)"' "$out/pending.json")"
refused 'get-certificate: not yet' RequestInProgressException "$arn" \
    acm get-certificate --certificate-arn "$arn"

# The record, by a change batch.
jq '.Certificate.DomainValidationOptions[0].ResourceRecord | {Comment: "story", Changes: [{
    Action: "CREATE", ResourceRecordSet: {Name, Type, TTL: 300,
    ResourceRecords: [{Value}]}}]}' "$out/pending.json" > "$out/batch.json"
change=$(batch "file://$out/batch.json" | jq -r '"\(.ChangeInfo.Id) \(.ChangeInfo.Status)"')
has 'change-resource-record-sets: PENDING' ' PENDING' "$change"
change=${change% *}
advance 5m
is 'get-change: INSYNC' INSYNC "$(aws route53 get-change --id "$change" | jq -r .ChangeInfo.Status)"
is 'wait resource-record-sets-changed' '' "$(aws route53 wait resource-record-sets-changed --id "$change")"
advance 2h
is 'describe-certificate: ISSUED' ISSUED "$(status "$arn")"
is 'wait certificate-validated' 'ok ' \
    "$(aws acm wait certificate-validated --certificate-arn "$arn" && echo 'ok ')"
is 'list-certificates: by status' "$arn" "$(aws acm list-certificates --certificate-statuses ISSUED |
    jq -r '.CertificateSummaryList[].CertificateArn')"
is 'list-certificates: of another status' 0 "$(aws acm list-certificates \
    --certificate-statuses FAILED EXPIRED | jq '.CertificateSummaryList | length')"
is "another account's key sees nothing" 0 "$(AWS_ACCESS_KEY_ID=AKIDOTHEREXAMPLE \
    AWS_SECRET_ACCESS_KEY=other/secret+EXAMPLE aws acm list-certificates |
    jq '.CertificateSummaryList | length')"

# The certificate itself.
aws acm get-certificate --certificate-arn "$arn" > "$out/got.json"
jq -r .Certificate "$out/got.json" > "$out/cert.pem"
jq -r .CertificateChain "$out/got.json" > "$out/chain.pem"
chain_verifies 'openssl verify: the apex' "$out/cert.pem" "$out/chain.pem" example.com
chain_verifies 'openssl verify: the wildcard' "$out/cert.pem" "$out/chain.pem" www.example.com

# Tags.
tags() {
    aws acm list-tags-for-certificate --certificate-arn "$arn" |
        jq -r '[.Tags[] | .Key + "=" + .Value] | sort | join(" ")'
}
is 'list-tags-for-certificate' team=web "$(tags)"
is 'add-tags-to-certificate' '' "$(aws acm add-tags-to-certificate --certificate-arn "$arn" \
    --tags Key=stage,Value=test Key=team,Value='web + ops')"
is 'tags after adding' 'stage=test team=web + ops' "$(tags)"
is 'remove-tags-from-certificate' '' "$(aws acm remove-tags-from-certificate \
    --certificate-arn "$arn" --tags Key=stage)"
is 'tags after removing' 'team=web + ops' "$(tags)"
is 'change-tags-for-resource' '' "$(aws route53 change-tags-for-resource --resource-type hostedzone \
    --resource-id "${zone##*/}" --add-tags Key=team,Value=dns)"
is 'list-tags-for-resource' dns "$(aws route53 list-tags-for-resource --resource-type hostedzone \
    --resource-id "${zone##*/}" | jq -r '.ResourceTagSet.Tags[0].Value')"

# A CAA record that names another CA: FAILED though every name is SUCCESS.
batch '{"Changes": [{"Action": "UPSERT", "ResourceRecordSet": {"Name": "example.com",
    "Type": "CAA", "TTL": 300, "ResourceRecords": [{"Value": "0 issue \"letsencrypt.org\""}]}}]}' \
    > "$out/caa.json"
advance 10m
caa=$(request --domain-name example.com --subject-alternative-names www.example.com)
advance 10s
aws acm describe-certificate --certificate-arn "$caa" | jq '[.Certificate.DomainValidationOptions[] |
    select(.DomainName == "www.example.com").ResourceRecord | {Action: "UPSERT",
    ResourceRecordSet: {Name, Type, TTL: 60, ResourceRecords: [{Value}]}}] | {Changes: .}' \
    > "$out/batch.json"
batch "file://$out/batch.json" > "$out/changed.json"
advance 2h
is 'describe-certificate: CAA_ERROR' 'FAILED CAA_ERROR SUCCESS SUCCESS' \
    "$(aws acm describe-certificate --certificate-arn "$caa" | jq -r '.Certificate |
        [.Status, .FailureReason, .DomainValidationOptions[].ValidationStatus] | join(" ")')"
is 'wait certificate-validated: calls the FAILED one validated' 'ok ' \
    "$(aws acm wait certificate-validated --certificate-arn "$caa" && echo 'ok ')"

# Nothing is done for 72 hours.
late=$(request --domain-name late.example.org)
advance 71h
is 'after 71 hours' PENDING_VALIDATION "$(status "$late")"
advance 2h
is 'after 73 hours' VALIDATION_TIMED_OUT "$(status "$late")"

# Pages.
for n in 1 2 3; do
    request --domain-name "p$n.example.org" > "$out/p$n.arn"
done
before=$(calls operation=ListCertificates)
is 'list-certificates --page-size 2: all, once' '6 6' "$(aws acm list-certificates --page-size 2 |
    jq -r '.CertificateSummaryList | "\(length) \(map(.CertificateArn) | unique | length)"')"
is 'list-certificates --page-size 2: calls' 3 $(($(calls operation=ListCertificates) - before))
token=$(aws acm list-certificates --max-items 4 | jq -r .NextToken)
is 'list-certificates --starting-token' 2 "$(aws acm list-certificates --starting-token "$token" |
    jq '.CertificateSummaryList | length')"
before=$(calls operation=ListResourceRecordSets)
is 'list-resource-record-sets --page-size 2' 5 "$(aws route53 list-resource-record-sets \
    --hosted-zone-id "$zone" --page-size 2 | jq '.ResourceRecordSets | length')"
is 'list-resource-record-sets --page-size 2: calls' 3 $(($(calls operation=ListResourceRecordSets) - before))
before=$(calls operation=ListHostedZones)
is 'list-hosted-zones --page-size 1' 'example.com. example.net. example.org.' \
    "$(aws route53 list-hosted-zones --page-size 1 | jq -r '[.HostedZones[].Name] | sort | join(" ")')"
is 'list-hosted-zones --page-size 1: calls' 3 $(($(calls operation=ListHostedZones) - before))
is 'list-hosted-zones-by-name' example.net. "$(aws route53 list-hosted-zones-by-name \
    --dns-name example.net | jq -r '.HostedZones[0].Name')"

# Errors.
refused 'describe-certificate: no such' ResourceNotFoundException "$none" \
    acm describe-certificate --certificate-arn "$none"
refused 'describe-certificate: no ARN' ValidationException "failed to satisfy constraint" \
    acm describe-certificate --certificate-arn not:an:arn:of:a:certificate
refused 'get-hosted-zone: no such' NoSuchHostedZone ZNOSUCHZONE \
    route53 get-hosted-zone --id ZNOSUCHZONE
refused 'delete-hosted-zone: not empty' HostedZoneNotEmpty '' route53 delete-hosted-zone --id "$zone"
refused 'a batch that creates what is there' InvalidChangeBatch \
    "Tried to create resource record set [name='example.com.', type='CAA'] but it already exists" \
    route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch '{"Changes": [{
    "Action": "CREATE", "ResourceRecordSet": {"Name": "example.com", "Type": "CAA", "TTL": 300,
    "ResourceRecords": [{"Value": "0 issue \"amazon.com\""}]}}]}'
refused 'a batch that deletes what is not there' InvalidChangeBatch \
    "Tried to delete resource record set [name='gone.example.com.', type='A'] but it was not found" \
    route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch '{"Changes": [{
    "Action": "DELETE", "ResourceRecordSet": {"Name": "gone.example.com", "Type": "A", "TTL": 300,
    "ResourceRecords": [{"Value": "192.0.2.1"}]}}]}'
refused 'get-change: no such' NoSuchChange '' route53 get-change --id C0NOSUCHCHANGE
got=$(aws acm wait certificate-validated --certificate-arn "$none")
has 'wait certificate-validated: no such' 'Waiter CertificateValidated failed' "$got"
if [ "$STORY_AUTH" = strict ]; then
    got=$(AWS_SECRET_ACCESS_KEY=wrong aws acm list-certificates)
    has 'a wrong secret: acm' '(InvalidSignatureException)' "$got"
    got=$(AWS_SECRET_ACCESS_KEY=wrong aws route53 list-hosted-zones)
    has 'a wrong secret: route53' '(SignatureDoesNotMatch)' "$got"
    got=$(AWS_ACCESS_KEY_ID=AKIDNOBODY aws acm list-certificates)
    has 'an unknown key: acm' '(UnrecognizedClientException)' "$got"
    got=$(AWS_ACCESS_KEY_ID=AKIDNOBODY aws route53 list-hosted-zones)
    has 'an unknown key: route53' '(InvalidClientTokenId)' "$got"
fi

# Away with it, but not while it is used.
lb=arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/0123456789abcdef
admin "certificates/${arn##*/}" "{\"do\": \"set_in_use\", \"arns\": [\"$lb\"]}" > "$out/used.json"
is 'describe-certificate: InUseBy' "$lb" \
    "$(aws acm describe-certificate --certificate-arn "$arn" | jq -r '.Certificate.InUseBy[]')"
refused 'delete-certificate: in use' ResourceInUseException 'is in use' \
    acm delete-certificate --certificate-arn "$arn"
admin "certificates/${arn##*/}" '{"do": "set_in_use", "arns": []}' > "$out/used.json"
is 'delete-certificate' '' "$(aws acm delete-certificate --certificate-arn "$arn")"
refused 'describe-certificate: deleted' ResourceNotFoundException "$arn" \
    acm describe-certificate --certificate-arn "$arn"
is 'delete-hosted-zone' PENDING "$(aws route53 delete-hosted-zone \
    --id "$(jq -r .HostedZone.Id "$out/second.json")" | jq -r .ChangeInfo.Status)"
the_end
