#!/bin/bash
# curl_story.bash: the story as curl tells it: statuses, headers and bodies as they are on
# the wire. Run inside `mockaws run` by curl.sh.
. tests/clients/story.bash

out=$MOCKAWS_OUT
keys=$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY
xmlns='xmlns="https://route53.amazonaws.com/doc/2013-04-01/"'

# signed SERVICE CURL-OPTIONS...: the body goes to $out/body, the head to $out/head; the status.
signed() {
    local service=$1
    shift
    "$STORY_CURL" -sS --aws-sigv4 "aws:amz:us-east-1:$service" --user "$keys" \
        -D "$out/head" -o "$out/body" -w '%{http_code}' "$@"
}
# acm OPERATION [BODY]: the status.
acm() {
    signed acm "$MOCKAWS_URL/" -H "X-Amz-Target: CertificateManager.$1" \
        -H 'Content-Type: application/x-amz-json-1.1' -d "${2:-{\}}"
}
# route53 METHOD PATH [BODY]
route53() {
    signed route53 -X "$1" "$MOCKAWS_URL/2013-04-01/$2" \
        ${3:+-H 'Content-Type: text/xml' --data-binary "$3"}
}
json() {
    jq -r "$1" "$out/body"
}
# xml PATH: the texts of all elements at the path below the root, in one line.
xml() {
    /usr/bin/python3 -c '
import sys, xml.etree.ElementTree as tree
space = "{https://route53.amazonaws.com/doc/2013-04-01/}"
root = tree.parse(sys.argv[1]).getroot()
path = "/".join(p if p == "." else space + p for p in sys.argv[2].split("/"))
print(" ".join(e.text or "" for e in root.findall(path)))' "$out/body" "$1"
}
header() {
    tr -d '\r' < "$out/head" | sed -n "s/^$1: //Ip"
}
# json_error WHAT CODE PART: the last answer is ACM's error.
json_error() {
    is "$1: __type" "$2" "$(json .__type)"
    is "$1: x-amzn-ErrorType" "$2" "$(header x-amzn-errortype)"
    has "$1: its text" "$3" "$(json '.message // .Message')"
}
# xml_error WHAT CODE PART: the last answer is Route 53's error.
xml_error() {
    is "$1: Code" "$2" "$(xml Error/Code)"
    has "$1: Message" "$3" "$(xml Error/Message)"
    is "$1: RequestId" "$(header x-amzn-requestid)" "$(xml RequestId)"
}
# request NAMES...: the ARN of a new certificate.
request() {
    local body
    body=$(jq -cn '{DomainName: $ARGS.positional[0], ValidationMethod: "DNS"} +
        if ($ARGS.positional | length) > 1 then {SubjectAlternativeNames: $ARGS.positional[1:]}
        else {} end' --args "$@")
    acm RequestCertificate "$body" > /dev/null
    json .CertificateArn
}
describe() {
    acm DescribeCertificate "{\"CertificateArn\": \"$1\"}" > /dev/null
}
status() {
    describe "$1"
    json .Certificate.Status
}
# batch ZONE ACTION NAME TYPE VALUE: the status of a change batch of one record.
batch() {
    route53 POST "hostedzone/$1/rrset/" "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<ChangeResourceRecordSetsRequest $xmlns><ChangeBatch><Changes><Change><Action>$2</Action>
<ResourceRecordSet><Name>$3</Name><Type>$4</Type><TTL>300</TTL><ResourceRecords><ResourceRecord>
<Value>$5</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change></Changes>
</ChangeBatch></ChangeResourceRecordSetsRequest>"
}
# make_zone NAME: its id.
make_zone() {
    route53 POST hostedzone "<CreateHostedZoneRequest $xmlns><Name>$1</Name>
<CallerReference>$1</CallerReference></CreateHostedZoneRequest>" > "$out/code"
    xml HostedZone/Id | sed 's,.*/,,'
}
none=arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000000

# A zone.
zone=$(make_zone example.com)
is 'CreateHostedZone: 201' 201 "$(cat "$out/code")"
is 'CreateHostedZone: text/xml' text/xml "$(header content-type)"
is 'CreateHostedZone: the declaration comes first' '<?xml version="1.0"' \
    "$(head -c 19 "$out/body")"
has 'CreateHostedZone: Location' "/2013-04-01/hostedzone/$zone" "$(header location)"
second=$(make_zone example.org)
make_zone example.net > "$out/third"

# A request, and its record, which comes a little later.
arn=$(request example.com '*.example.com')
is 'RequestCertificate: its type' application/x-amz-json-1.1 "$(header content-type)"
describe "$arn"
is 'DescribeCertificate: no record yet' false \
    "$(json '.Certificate.DomainValidationOptions[0] | has("ResourceRecord")')"
is 'DescribeCertificate: no null anywhere' 0 "$(jq '[.. | nulls] | length' "$out/body")"
is 'DescribeCertificate: times are numbers' number "$(json '.Certificate.CreatedAt | type')"
advance 10s
describe "$arn"
name=$(json .Certificate.DomainValidationOptions[0].ResourceRecord.Name)
value=$(json .Certificate.DomainValidationOptions[0].ResourceRecord.Value)
is 'DescribeCertificate: one record for both names' 1 \
    "$(json '[.Certificate.DomainValidationOptions[].ResourceRecord] | unique | length')"
is 'GetCertificate: not yet' 400 "$(acm GetCertificate "{\"CertificateArn\": \"$arn\"}")"
json_error 'GetCertificate: not yet' RequestInProgressException "$arn"

# The record, by a change batch.
is 'ChangeResourceRecordSets' 200 "$(batch "$zone" CREATE "$name" CNAME "$value")"
is 'ChangeResourceRecordSets: PENDING' PENDING "$(xml ChangeInfo/Status)"
change=$(xml ChangeInfo/Id)
has 'ChangeResourceRecordSets: its id' /change/C "$change"
advance 5m
is 'GetChange' 200 "$(route53 GET "change/${change##*/}")"
is 'GetChange: INSYNC' INSYNC "$(xml ChangeInfo/Status)"
advance 2h
is 'DescribeCertificate: ISSUED' ISSUED "$(status "$arn")"
acm ListCertificates '{"CertificateStatuses": ["ISSUED"]}' > "$out/code"
is 'ListCertificates: by status' "$arn" "$(json '.CertificateSummaryList[].CertificateArn')"
acm ListCertificates '{"CertificateStatuses": ["FAILED"]}' > "$out/code"
is 'ListCertificates: of another status' 0 "$(json '.CertificateSummaryList | length')"

# The certificate itself.
acm GetCertificate "{\"CertificateArn\": \"$arn\"}" > "$out/code"
json .Certificate > "$out/cert.pem"
json .CertificateChain > "$out/chain.pem"
chain_verifies 'openssl verify: the apex' "$out/cert.pem" "$out/chain.pem" example.com
chain_verifies 'openssl verify: the wildcard' "$out/cert.pem" "$out/chain.pem" www.example.com

# Tags.
is 'AddTagsToCertificate' 200 "$(acm AddTagsToCertificate "{\"CertificateArn\": \"$arn\",
    \"Tags\": [{\"Key\": \"team\", \"Value\": \"web\"}, {\"Key\": \"stage\"}]}")"
acm ListTagsForCertificate "{\"CertificateArn\": \"$arn\"}" > "$out/code"
is 'ListTagsForCertificate' 'stage team=web' \
    "$(json '[.Tags[] | [.Key, .Value // empty] | join("=")] | sort | join(" ")')"
is 'RemoveTagsFromCertificate' 200 "$(acm RemoveTagsFromCertificate \
    "{\"CertificateArn\": \"$arn\", \"Tags\": [{\"Key\": \"stage\"}]}")"
acm ListTagsForCertificate "{\"CertificateArn\": \"$arn\"}" > "$out/code"
is 'ListTagsForCertificate: after removing' team "$(json '[.Tags[].Key] | join(" ")')"

# A CAA record that names another CA: FAILED though every name is SUCCESS.
is 'a CAA record' 200 "$(batch "$zone" UPSERT example.com CAA '0 issue &quot;letsencrypt.org&quot;')"
advance 10m
caa=$(request example.com '*.example.com')
advance 2h
describe "$caa"
is 'DescribeCertificate: CAA_ERROR' 'FAILED CAA_ERROR SUCCESS SUCCESS' "$(json '.Certificate |
    [.Status, .FailureReason, .DomainValidationOptions[].ValidationStatus] | join(" ")')"

# Nothing is done for 72 hours.
late=$(request late.example.org)
advance 71h
is 'after 71 hours' PENDING_VALIDATION "$(status "$late")"
advance 2h
is 'after 73 hours' VALIDATION_TIMED_OUT "$(status "$late")"

# Pages.
request p1.example.org > "$out/p1"
token=
seen=
for _ in 1 2 3; do
    acm ListCertificates "$(jq -cn --arg token "$token" \
        '{MaxItems: 2} + if $token == "" then {} else {NextToken: $token} end')" > "$out/code"
    seen="$seen $(json '.CertificateSummaryList[].DomainName' | tr '\n' ' ')"
    token=$(json '.NextToken // ""')
    [ -n "$token" ] || break
done
# shellcheck disable=SC2086 # the names are meant to fall into words
is 'ListCertificates: two pages of two' 'example.com example.com late.example.org p1.example.org' \
    "$(printf '%s\n' $seen | sort | tr '\n' ' ' | sed 's/ $//')"
is 'ListHostedZones' 200 "$(route53 GET 'hostedzone?maxitems=2')"
is 'ListHostedZones: truncated' 'true 2' "$(xml IsTruncated) $(xml MaxItems)"
is 'ListHostedZones: the next page' 200 "$(route53 GET "hostedzone?marker=$(xml NextMarker)&maxitems=2")"
is 'ListHostedZones: the last page' 'false example' \
    "$(xml IsTruncated) $(xml HostedZones/HostedZone/Name | cut -d. -f1)"
is 'ListResourceRecordSets' 200 "$(route53 GET "hostedzone/$zone/rrset?maxitems=3")"
is 'ListResourceRecordSets: its order' 'CAA NS SOA' "$(xml ResourceRecordSets/ResourceRecordSet/Type)"
is 'ListResourceRecordSets: the next name' "$name CNAME" "$(xml NextRecordName) $(xml NextRecordType)"
is 'ListResourceRecordSets: from there' 200 \
    "$(route53 GET "hostedzone/$zone/rrset?name=$(xml NextRecordName)&type=CNAME")"
is 'ListResourceRecordSets: the rest' "$value" \
    "$(xml ResourceRecordSets/ResourceRecordSet/ResourceRecords/ResourceRecord/Value)"

# Errors.
is 'DescribeCertificate: no such' 400 "$(acm DescribeCertificate "{\"CertificateArn\": \"$none\"}")"
json_error 'DescribeCertificate: no such' ResourceNotFoundException "$none"
is 'GetHostedZone: no such' 404 "$(route53 GET hostedzone/ZNOSUCHZONE)"
xml_error 'GetHostedZone: no such' NoSuchHostedZone ZNOSUCHZONE
is 'a batch that creates what is there' 400 "$(batch "$zone" CREATE "$name" CNAME "$value")"
xml_error 'a batch that creates what is there' InvalidChangeBatch \
    "[Tried to create resource record set [name='$name', type='CNAME'] but it already exists]"

# Signatures.
unsigned_acm() {
    "$STORY_CURL" -sS -D "$out/head" -o "$out/body" -w '%{http_code}' "$MOCKAWS_URL/" \
        -H 'X-Amz-Target: CertificateManager.ListCertificates' \
        -H 'Content-Type: application/x-amz-json-1.1' -d '{}'
}
is 'no signature: acm' 400 "$(unsigned_acm)"
json_error 'no signature: acm' MissingAuthenticationTokenException ''
is 'no signature: route53' 403 "$("$STORY_CURL" -sS -D "$out/head" -o "$out/body" \
    -w '%{http_code}' "$MOCKAWS_URL/2013-04-01/hostedzone")"
xml_error 'no signature: route53' MissingAuthenticationToken ''
if [ "$STORY_AUTH" = strict ]; then
    right=$keys
    keys=$AWS_ACCESS_KEY_ID:wrong
    is 'a wrong secret: acm' 400 "$(acm ListCertificates)"
    json_error 'a wrong secret: acm' InvalidSignatureException ''
    is 'a wrong secret: route53' 403 "$(route53 GET hostedzone)"
    xml_error 'a wrong secret: route53' SignatureDoesNotMatch ''
    keys=AKIDNOBODY:wrong
    is 'an unknown key: acm' 400 "$(acm ListCertificates)"
    json_error 'an unknown key: acm' UnrecognizedClientException ''
    is 'an unknown key: route53' 403 "$(route53 GET hostedzone)"
    xml_error 'an unknown key: route53' InvalidClientTokenId ''
    keys=$right
fi

# Away with it, but not while it is used.
lb=arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/0123456789abcdef
admin "certificates/${arn##*/}" "{\"do\": \"set_in_use\", \"arns\": [\"$lb\"]}" > "$out/used"
describe "$arn"
is 'DescribeCertificate: InUseBy' "$lb" "$(json '.Certificate.InUseBy[]')"
is 'DeleteCertificate: in use' 400 "$(acm DeleteCertificate "{\"CertificateArn\": \"$arn\"}")"
json_error 'DeleteCertificate: in use' ResourceInUseException 'is in use'
admin "certificates/${arn##*/}" '{"do": "set_in_use", "arns": []}' > "$out/used"
is 'DeleteCertificate' 200 "$(acm DeleteCertificate "{\"CertificateArn\": \"$arn\"}")"
is 'DescribeCertificate: deleted' 400 "$(acm DescribeCertificate "{\"CertificateArn\": \"$arn\"}")"
json_error 'DescribeCertificate: deleted' ResourceNotFoundException "$arn"
is 'DeleteHostedZone: not empty' 400 "$(route53 DELETE "hostedzone/$zone")"
xml_error 'DeleteHostedZone: not empty' HostedZoneNotEmpty ''
is 'DeleteHostedZone' 200 "$(route53 DELETE "hostedzone/$second")"
is 'GetHostedZone: deleted' 404 "$(route53 GET "hostedzone/$second")"
the_end
