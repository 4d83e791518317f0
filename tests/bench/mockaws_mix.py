# mockaws_mix: requests of all kinds to a mock, good and bad, over connections that are kept.
# usage: mockaws_mix.py URL N      prints how many of each kind, and of each status
# The mock was started from mockaws_state.py's scenario. A reply that does not come is an error.
import collections
import http.client
import json
import random
import re
import sys

HOST = sys.argv[1].removeprefix("http://")
N = int(sys.argv[2])
ROOT = "/2013-04-01/"
XML = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"'
ZONES = ["ZBENCH%04d" % i for i in range(10)]
AUTHORIZATION = ("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/us-east-1/acm/aws4_request, "
                 "SignedHeaders=host, Signature=0")
dice = random.Random(7)
arns = []
made = []
changes = []
health_checks = []


def acm(operation, body, **more):
    return ("POST", "/", body if isinstance(body, str) else json.dumps({**body, **more}),
            {"X-Amz-Target": "CertificateManager." + operation,
             "Content-Type": "application/x-amz-json-1.1"})


def route53(method, path, body=None):
    return method, ROOT + path, body, {}


def arn():
    return {"CertificateArn": dice.choice(arns)}


def describe():
    return acm("DescribeCertificate", arn())


def listing():
    return acm("ListCertificates", dice.choice([
        {}, {"MaxItems": dice.randrange(1, 50)}, {"CertificateStatuses": ["ISSUED"]},
        {"CertificateStatuses": ["PENDING_VALIDATION", "FAILED"]},
        {"SortBy": "CREATED_AT", "SortOrder": "DESCENDING", "MaxItems": 5},
        {"Includes": {"keyTypes": ["RSA_2048", "EC_prime256v1"]}, "MaxItems": 3}]))


def search():
    term = {"Filter": {"AcmCertificateMetadataFilter":
                       dice.choice([{"Status": "ISSUED"}, {"Type": "AMAZON_ISSUED"}, {"InUse": True}])}}
    return acm("SearchCertificates", {"MaxResults": dice.randrange(1, 20), "FilterStatement": dice.choice(
        [term, {"Not": term}, {"And": [term, term]}, {"Or": [term, {"Not": term}]}])})


def request():
    name = "m%06d.zone%03d.example.com" % (dice.randrange(10 ** 6), dice.randrange(20))
    more = dice.choice([{}, {"SubjectAlternativeNames": ["*." + name, "www." + name]},
                        {"ValidationMethod": "EMAIL"}, {"KeyAlgorithm": "EC_prime256v1"},
                        {"IdempotencyToken": "t%d" % dice.randrange(50)},
                        {"Tags": [{"Key": "team", "Value": "web"}]}])
    return acm("RequestCertificate", {"ValidationMethod": "DNS", "DomainName": name, **more})


def delete():
    return acm("DeleteCertificate", {"CertificateArn": made.pop(0)} if len(made) > 50 else arn())


def tags():
    tag = {"Key": "k%d" % dice.randrange(60), "Value": "v%d" % dice.randrange(9)}
    return dice.choice([acm("AddTagsToCertificate", arn(), Tags=[tag]),
                        acm("RemoveTagsFromCertificate", arn(), Tags=[tag]),
                        acm("ListTagsForCertificate", arn())])


def others():
    return dice.choice([acm("ListCertificateDomainValidations", arn()),
                        acm("GetAccountConfiguration", {}),
                        acm("UpdateCertificateOptions", arn(), Options={
                            "CertificateTransparencyLoggingPreference": "DISABLED"}),
                        acm("RenewCertificate", arn()), acm("ResendValidationEmail", arn()),
                        ("POST", "/", "Action=GetCallerIdentity&Version=2011-06-15",
                         {"Content-Type": "application/x-www-form-urlencoded"})])


def chain():
    return acm("GetCertificate", arn())


def change():
    zone = dice.randrange(len(ZONES))
    batch = "".join("<Change><Action>%s</Action><ResourceRecordSet><Name>r%d.zone%03d.example.com</Name>"
                    "<Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.%d</Value>"
                    "</ResourceRecord></ResourceRecords></ResourceRecordSet></Change>"
                    % (dice.choice(["CREATE", "UPSERT", "DELETE"]), dice.randrange(40), zone, dice.randrange(3))
                    for _ in range(dice.randrange(1, 4)))
    return route53("POST", "hostedzone/%s/rrset/" % ZONES[zone], "<ChangeResourceRecordSetsRequest %s><ChangeBatch>"
                   "<Changes>%s</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>" % (XML, batch))


def zones():
    zone = dice.choice(ZONES)
    return route53("GET", dice.choice([
        "hostedzone", "hostedzone?maxitems=3", "hostedzonesbyname?dnsname=zone005.example.com", "hostedzonecount",
        "hostedzone/" + zone, "hostedzone/%s/rrset?maxitems=7" % zone, "hostedzone/%s/rrset" % zone,
        "hostedzone/%s/rrset?name=m.zone001.example.com&type=CNAME" % zone, "hostedzone/%s/dnssec" % zone,
        "tags/hostedzone/" + zone, "healthcheck", "delegationset",
        "testdnsanswer?hostedzoneid=%s&recordname=r1.zone001.example.com&recordtype=A" % zone,
        "change/" + (dice.choice(changes) if changes else "C1")]))


def making():
    n = dice.randrange(10 ** 6)
    if dice.random() < 0.5 and len(ZONES) > 10:
        return route53("DELETE", "hostedzone/" + ZONES.pop())
    if dice.random() < 0.3:
        return route53("POST", "healthcheck", "<CreateHealthCheckRequest %s><CallerReference>h%d</CallerReference>"
                       "<HealthCheckConfig><IPAddress>192.0.2.1</IPAddress><Port>443</Port><Type>TCP</Type>"
                       "</HealthCheckConfig></CreateHealthCheckRequest>" % (XML, n))
    if health_checks:
        return route53("DELETE", "healthcheck/" + health_checks.pop())
    return route53("POST", "hostedzone", "<CreateHostedZoneRequest %s><Name>n%d.example.org</Name>"
                   "<CallerReference>z%d</CallerReference></CreateHostedZoneRequest>" % (XML, n, n))


def wrong():
    return dice.choice([
        acm("DescribeCertificate", {"CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/"
                                                      "1f0e0d0c-0001-4a5b-8c6d-000000000001"}),
        acm("DescribeCertificate", {"CertificateArn": "nonsense"}), acm("DescribeCertificate", {}),
        acm("ListCertificates", {"NextToken": "x", "MaxItems": 0}), acm("NoSuchOperation", {}),
        acm("RequestCertificate", {"DomainName": "-bad-.example.com", "KeyAlgorithm": "NONE", "Beside": 1}),
        acm("TagResource", {"ResourceArn": "x"}), acm("ImportCertificate", {"Certificate": "eA==", "PrivateKey": "eA=="}),
        route53("GET", "hostedzone/ZNONE"), route53("DELETE", "hostedzone/ZBENCH0000"), route53("PUT", "hostedzone"),
        route53("GET", "nothing/%00/here"), route53("GET", "hostedzone?maxitems=many"), route53("GET", "change/CNONE")])


def malformed():
    deep = "[" * 3000
    return dice.choice([
        acm("DescribeCertificate", "{"), acm("DescribeCertificate", '{"a":1,"a":2}'), acm("ListCertificates", deep),
        acm("ListCertificates", '"text"'), acm("ListCertificates", '{"MaxItems":"many"}'),
        acm("DescribeCertificate", '{"CertificateArn":"\\ud800"}'), ("POST", "/", "", {}), ("POST", "/", "\x01\x02", {}),
        route53("POST", "hostedzone", "<CreateHostedZoneRequest"), route53("POST", "hostedzone", "<a/>"),
        route53("POST", "hostedzone/ZBENCH0001/rrset", "<x>" * 500),
        route53("POST", "hostedzone", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), ("GET", "/%zz/../..", None, {}),
        ("POST", "/", "{}", {"X-Amz-Target": "CertificateManager."}), ("OPTIONS", "*", None, {}),
        ("POST", "/", "{}", {"Authorization": "AWS4-HMAC-SHA256 nothing", "X-Amz-Target": "CertificateManager.x"})])


def admin():
    return dice.choice([
        ("GET", "/_mockaws/health", None, {}), ("POST", "/_mockaws/clock", '{"advance":"1m"}', {}),
        ("GET", "/_mockaws/certificates/%s/why" % dice.choice(arns).rsplit("/", 1)[1], None, {}),
        ("GET", "/_mockaws/dns?name=host00001.zone001.example.com&type=A", None, {}),
        ("GET", "/_mockaws/requests?limit=5", None, {}), ("GET", "/_mockaws/unmatched", None, {}),
        ("POST", "/_mockaws/clock", '{"advance":', {}), ("GET", "/_mockaws/nothing", None, {})])


KINDS = {describe: 25, listing: 8, search: 5, request: 8, delete: 7, tags: 9, others: 5, chain: 0.3, change: 10,
         zones: 10, making: 2, wrong: 6, malformed: 4, admin: 2}


def learn(kind, text):
    if kind is request:
        for found in re.findall('"CertificateArn" ?: ?"([^"]+)"', text):
            if found not in made:
                made.append(found)
    elif kind is change:
        changes.extend(re.findall("/change/([A-Z0-9]+)", text))
        del changes[:-50]
    elif kind is making:
        ZONES.extend(re.findall("<Id>/hostedzone/([A-Z0-9]+)</Id>", text))
        health_checks.extend(re.findall("<Id>([0-9a-f-]{36})</Id>", text))


def ask(connection, method, path, body, fields):
    connection.request(method, path, body, {"Authorization": AUTHORIZATION, **fields})
    reply = connection.getresponse()
    return reply.status, reply.read().decode(errors="replace")


def main():
    kinds, statuses = collections.Counter(), collections.Counter()
    connections = [http.client.HTTPConnection(HOST, timeout=120) for _ in range(8)]
    _, text = ask(connections[0], *acm("ListCertificates", {"MaxItems": 200}))
    arns.extend(re.findall('"CertificateArn":"([^"]+)"', text))
    for i in range(N):
        kind = dice.choices(list(KINDS), KINDS.values())[0]
        status, text = ask(connections[i % 8], *kind())
        learn(kind, text)
        kinds[kind.__name__] += 1
        statuses[status] += 1
        if status >= 500 and status != 501:
            sys.exit("mockaws_mix: a %s is answered by %d: %s" % (kind.__name__, status, text[:300]))
    print(", ".join("%s %d" % item for item in kinds.most_common()))
    print(", ".join("%d: %d" % item for item in sorted(statuses.items())))


main()
