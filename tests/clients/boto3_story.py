"""boto3_story: the story as boto3 tells it. Run inside `mockaws run` by boto3.sh.

A line "ok WHAT" or "FAILED WHAT: WHY" a claim; "the end" when all was told.
"""
import json
import os
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from datetime import datetime, timezone

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError

URL = os.environ["MOCKAWS_URL"]
OUT = os.environ["MOCKAWS_OUT"]
NONE = "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000000"
LB = ("arn:aws:elasticloadbalancing:us-east-1:111122223333:"
      "loadbalancer/app/web/0123456789abcdef")
ONCE = Config(retries={"total_max_attempts": 1})


def client(service, **more):
    return boto3.client(service, endpoint_url=URL, region_name="us-east-1", config=ONCE, **more)


acm = client("acm")
route53 = client("route53")


# --- claims ---

def equal(what, want, got):
    print(f"ok {what}" if want == got else f"FAILED {what}: want <{want}>, got <{got}>", flush=True)


def refused(what, kind, part, call, /, **parameters):
    """The client raises the error's own class."""
    try:
        got = call(**parameters)
    except kind as error:
        equal(what + ": its text", True, part in str(error) or str(error))
        equal(what, kind.__name__, error.response["Error"]["Code"])
        equal(what + ": a request id", True, bool(error.response["ResponseMetadata"]["RequestId"]))
    except ClientError as error:
        equal(what, kind.__name__, error)
    else:
        equal(what, kind.__name__, got)


def admin(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(f"{URL}/_mockaws/{path}", data) as answer:
        return json.load(answer)


def advance(span):
    return admin("clock", {"advance": span})


def calls(operation):
    return admin("requests?operation=" + operation)["matched"]


def used(arn, arns):
    admin("certificates/" + urllib.parse.quote(arn, safe=""), {"do": "set_in_use", "arns": arns})


def verify(what, got, name):
    for part, file in (("Certificate", "cert.pem"), ("CertificateChain", "chain.pem")):
        with open(f"{OUT}/{file}", "w", encoding="ascii") as pem:
            pem.write(got[part])
    now = datetime.fromisoformat(admin("clock")["now"].replace("Z", "+00:00"))
    done = subprocess.run(["openssl", "verify", "-attime", str(int(now.timestamp())),
                           "-x509_strict", "-purpose", "sslserver", "-verify_hostname", name,
                           "-CAfile", f"{OUT}/chain.pem", f"{OUT}/cert.pem"],
                          capture_output=True, text=True, check=False)
    equal(what, f"{OUT}/cert.pem: OK", (done.stdout + done.stderr).strip())


# --- what is asked often ---

def describe(arn):
    return acm.describe_certificate(CertificateArn=arn)["Certificate"]


def request(name, *others):
    more = {"SubjectAlternativeNames": list(others)} if others else {}
    return acm.request_certificate(DomainName=name, ValidationMethod="DNS", **more)[
        "CertificateArn"]


def change(zone, action, name, kind, value, ttl=300):
    return route53.change_resource_record_sets(
        HostedZoneId=zone,
        ChangeBatch={"Changes": [{"Action": action, "ResourceRecordSet": {
            "Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": [{"Value": value}]}}]},
    )["ChangeInfo"]


def later(seconds, span):
    """The clock goes on while a waiter waits."""
    timer = threading.Timer(seconds, advance, [span])
    timer.start()
    return timer


# --- the story ---

def make_zones():
    zones = [route53.create_hosted_zone(Name=name, CallerReference=name)
             for name in ("example.com", "example.org", "example.net")]
    equal("create_hosted_zone: status", 201, zones[0]["ResponseMetadata"]["HTTPStatusCode"])
    equal("create_hosted_zone: Location", True,
          zones[0]["Location"].endswith("/2013-04-01" + zones[0]["HostedZone"]["Id"]))
    equal("create_hosted_zone: name servers", 4, len(zones[0]["DelegationSet"]["NameServers"]))
    refused("create_hosted_zone: again", route53.exceptions.HostedZoneAlreadyExists,
            "caller reference", route53.create_hosted_zone, Name="example.com",
            CallerReference="example.com")
    return [zone["HostedZone"]["Id"] for zone in zones]


def issue(zone):
    arn = request("example.com", "*.example.com")
    equal("describe_certificate: no record yet", [False, False],
          ["ResourceRecord" in d for d in describe(arn)["DomainValidationOptions"]])
    advance("10s")
    records = [d["ResourceRecord"] for d in describe(arn)["DomainValidationOptions"]]
    equal("describe_certificate: one record for both names", records[0], records[1])
    refused("get_certificate: not yet", acm.exceptions.RequestInProgressException, arn,
            acm.get_certificate, CertificateArn=arn)
    info = change(zone, "CREATE", records[0]["Name"], "CNAME", records[0]["Value"])
    equal("change_resource_record_sets", "PENDING", info["Status"])
    timer = later(0.7, "35s")
    began = time.monotonic()
    route53.get_waiter("resource_record_sets_changed").wait(
        Id=info["Id"], WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    equal("waiter resource_record_sets_changed waits", True, time.monotonic() - began > 0.6)
    timer.join()
    equal("get_change", "INSYNC", route53.get_change(Id=info["Id"])["ChangeInfo"]["Status"])
    timer = later(0.7, "2h")
    began = time.monotonic()
    acm.get_waiter("certificate_validated").wait(
        CertificateArn=arn, WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    equal("waiter certificate_validated waits", True, time.monotonic() - began > 0.6)
    timer.join()
    return arn


def look_at(arn):
    cert = describe(arn)
    equal("describe_certificate", ("ISSUED", ["SUCCESS", "SUCCESS"]),
          (cert["Status"], [d["ValidationStatus"] for d in cert["DomainValidationOptions"]]))
    equal("describe_certificate: times are datetimes", [2026] * 4,
          [cert[t].astimezone(timezone.utc).year
           for t in ("CreatedAt", "IssuedAt", "NotBefore", "NotAfter")])
    listed = acm.list_certificates(CertificateStatuses=["ISSUED"])["CertificateSummaryList"]
    equal("list_certificates: by status", [arn], [c["CertificateArn"] for c in listed])
    equal("list_certificates: of another status", [],
          acm.list_certificates(CertificateStatuses=["FAILED"])["CertificateSummaryList"])
    found = acm.list_certificates(Includes={"keyTypes": ["EC_prime256v1"]})
    equal("list_certificates: of another key", [], found["CertificateSummaryList"])
    got = acm.get_certificate(CertificateArn=arn)
    verify("openssl verify: the apex", got, "example.com")
    verify("openssl verify: the wildcard", got, "www.example.com")
    other = client("acm", aws_access_key_id="AKIDOTHEREXAMPLE",
                   aws_secret_access_key="other/secret+EXAMPLE")
    equal("another account's key sees nothing", [],
          other.list_certificates()["CertificateSummaryList"])


def tag(arn, zone):
    acm.add_tags_to_certificate(CertificateArn=arn, Tags=[
        {"Key": "team", "Value": "web + ops"}, {"Key": "größe", "Value": "ü"}, {"Key": "bare"}])
    tags = acm.list_tags_for_certificate(CertificateArn=arn)["Tags"]
    equal("add_tags_to_certificate", {"team": "web + ops", "größe": "ü", "bare": None},
          {t["Key"]: t.get("Value") for t in tags})
    acm.remove_tags_from_certificate(CertificateArn=arn, Tags=[{"Key": "bare"}, {"Key": "größe"}])
    equal("remove_tags_from_certificate", [{"Key": "team", "Value": "web + ops"}],
          acm.list_tags_for_certificate(CertificateArn=arn)["Tags"])
    zone = zone.rpartition("/")[2]
    route53.change_tags_for_resource(ResourceType="hostedzone", ResourceId=zone,
                                     AddTags=[{"Key": "a&b", "Value": "<ü>"}])
    tags = route53.list_tags_for_resource(ResourceType="hostedzone", ResourceId=zone)
    equal("change_tags_for_resource", [{"Key": "a&b", "Value": "<ü>"}],
          tags["ResourceTagSet"]["Tags"])


def caa_failure(zone):
    change(zone, "UPSERT", "example.com", "CAA", '0 issue "letsencrypt.org"')
    advance("10m")
    arn = request("example.com", "*.example.com")
    advance("2h")
    cert = describe(arn)
    equal("describe_certificate: CAA_ERROR", ("FAILED", "CAA_ERROR", {"SUCCESS"}),
          (cert["Status"], cert.get("FailureReason"),
           {d["ValidationStatus"] for d in cert["DomainValidationOptions"]}))
    try:
        acm.get_waiter("certificate_validated").wait(
            CertificateArn=arn, WaiterConfig={"Delay": 1, "MaxAttempts": 1})
        said = "validated"
    except WaiterError as error:
        said = error
    equal("waiter certificate_validated: calls the FAILED one validated", "validated", said)


def time_out():
    arn = request("late.example.org")
    advance("71h")
    equal("after 71 hours", "PENDING_VALIDATION", describe(arn)["Status"])
    advance("2h")
    cert = describe(arn)
    equal("after 73 hours", ("VALIDATION_TIMED_OUT", False),
          (cert["Status"], "FailureReason" in cert))


def pages(zone):
    for name in ("p1", "p2", "p3"):
        request(name + ".example.org")
    before = calls("ListCertificates")
    paged = list(acm.get_paginator("list_certificates").paginate(PaginationConfig={"PageSize": 2}))
    equal("paginator list_certificates: pages", [2, 2, 2],
          [len(page["CertificateSummaryList"]) for page in paged])
    equal("paginator list_certificates: each once", 6, len(
        {c["CertificateArn"] for page in paged for c in page["CertificateSummaryList"]}))
    equal("paginator list_certificates: calls", 3, calls("ListCertificates") - before)
    for name in ("*.example.com", "a.example.com"):
        change(zone, "UPSERT", name, "TXT", '"first" "second ü"' if name[0] == "a" else '"*"')
    paged = list(route53.get_paginator("list_resource_record_sets").paginate(
        HostedZoneId=zone, PaginationConfig={"PageSize": "2"}))
    sets = [(r["Name"], r["Type"]) for page in paged for r in page["ResourceRecordSets"]]
    equal("paginator list_resource_record_sets: pages", [2, 2, 2],
          [len(page["ResourceRecordSets"]) for page in paged])
    equal("paginator list_resource_record_sets: the wildcard, and the order",
          [("example.com.", "CAA"), ("example.com.", "NS"), ("example.com.", "SOA"),
           ("\\052.example.com.", "TXT")], sets[:4])
    equal("paginator list_resource_record_sets: each once", 6, len(set(sets)))
    paged = list(route53.get_paginator("list_hosted_zones").paginate(
        PaginationConfig={"PageSize": "1"}))
    equal("paginator list_hosted_zones", ["example.com.", "example.net.", "example.org."],
          sorted(z["Name"] for page in paged for z in page["HostedZones"]))
    equal("paginator list_hosted_zones: pages", [1, 1, 1], [len(p["HostedZones"]) for p in paged])
    by_name = route53.list_hosted_zones_by_name(MaxItems="1")
    equal("list_hosted_zones_by_name: the next", ("example.net.", True),
          (by_name["NextDNSName"], by_name["IsTruncated"]))


def errors(zone):
    refused("describe_certificate: no such", acm.exceptions.ResourceNotFoundException, NONE,
            acm.describe_certificate, CertificateArn=NONE)
    refused("get_hosted_zone: no such", route53.exceptions.NoSuchHostedZone, "ZNOSUCHZONE",
            route53.get_hosted_zone, Id="ZNOSUCHZONE")
    refused("list_resource_record_sets: no such zone", route53.exceptions.NoSuchHostedZone,
            "ZNOSUCHZONE", route53.list_resource_record_sets, HostedZoneId="ZNOSUCHZONE")
    refused("delete_hosted_zone: not empty", route53.exceptions.HostedZoneNotEmpty, "",
            route53.delete_hosted_zone, Id=zone)
    refused("a batch that creates what is there", route53.exceptions.InvalidChangeBatch,
            "[Tried to create resource record set [name='example.com.', type='CAA'] "
            "but it already exists]", change, zone=zone, action="CREATE", name="example.com",
            kind="CAA", value='0 issue "amazon.com"')
    refused("a batch that deletes what is not there", route53.exceptions.InvalidChangeBatch,
            "[Tried to delete resource record set [name='gone.example.com.', type='A'] "
            "but it was not found]", change, zone=zone, action="DELETE", name="gone.example.com",
            kind="A", value="192.0.2.1")
    try:
        acm.get_waiter("certificate_validated").wait(
            CertificateArn=NONE, WaiterConfig={"Delay": 1, "MaxAttempts": 1})
        equal("waiter certificate_validated: no such", "a WaiterError", "validated")
    except WaiterError as error:
        equal("waiter certificate_validated: no such", "ResourceNotFoundException",
              error.last_response["Error"]["Code"])


def signatures():
    for key, secret, codes in (
            ("AKIDSTORYEXAMPLE", "wrong", ("InvalidSignatureException", "SignatureDoesNotMatch")),
            ("AKIDNOBODY", "wrong", ("UnrecognizedClientException", "InvalidClientTokenId"))):
        keys = {"aws_access_key_id": key, "aws_secret_access_key": secret}
        for code, call in zip(codes, (client("acm", **keys).list_certificates,
                                      client("route53", **keys).list_hosted_zones)):
            try:
                got = call()
            except ClientError as error:
                got = error.response["Error"]["Code"]
            equal(f"a signature of {key} with a wrong secret", code, got)


def away(arn, zone):
    used(arn, [LB])
    equal("describe_certificate: InUseBy", [LB], describe(arn)["InUseBy"])
    refused("delete_certificate: in use", acm.exceptions.ResourceInUseException, arn,
            acm.delete_certificate, CertificateArn=arn)
    used(arn, [])
    acm.delete_certificate(CertificateArn=arn)
    refused("describe_certificate: deleted", acm.exceptions.ResourceNotFoundException, arn,
            acm.describe_certificate, CertificateArn=arn)
    equal("delete_hosted_zone", "PENDING", route53.delete_hosted_zone(Id=zone)["ChangeInfo"]["Status"])


def main():
    equal("get_caller_identity", "111122223333", client("sts").get_caller_identity()["Account"])
    zones = make_zones()
    arn = issue(zones[0])
    look_at(arn)
    tag(arn, zones[0])
    caa_failure(zones[0])
    time_out()
    pages(zones[0])
    errors(zones[0])
    if os.environ["STORY_AUTH"] == "strict":
        signatures()
    away(arn, zones[1])
    equal("nothing was sent that the mock does not know", [], admin("unmatched")["unmatched"])
    print("the end", flush=True)


main()
