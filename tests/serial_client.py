# serial_client: asks a mock for everything that it knows, one call after the other, and saves
# every answer; what fails is tried again at once. Two equal mocks give the same file.
# usage: MOCKAWS_URL=... serial_client.py SCENARIO OUT      (its accounts' keys are used)
import http.client
import json
import os
import re
import sys

TRIES = 10
HOST = os.environ["MOCKAWS_URL"].removeprefix("http://")


class Client:
    def __init__(self, key, region, out):
        self.key, self.region, self.out = key, region, out
        self.connection = http.client.HTTPConnection(HOST, timeout=30)

    def once(self, service, method, path, body, fields):
        region = self.region if service == "acm" else "us-east-1"
        fields = {"Authorization": "AWS4-HMAC-SHA256 Credential=%s/20260301/%s/%s/aws4_request, "
                                   "SignedHeaders=host, Signature=0" % (self.key, region, service),
                  **fields}
        try:
            self.connection.request(method, path, body, fields)
            reply = self.connection.getresponse()
            text = reply.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as fault:
            self.connection.close()
            return 0, type(fault).__name__, ""
        return reply.status, text, "%s %s" % (reply.getheader("x-amzn-RequestId"),
                                              reply.getheader("x-mockaws-time"))

    def call(self, service, method, path, body=None, fields=None):
        for _ in range(TRIES):
            status, text, head = self.once(service, method, path, body, fields or {})
            print(method, path, body or "", status, head, text, sep="\n", file=self.out)
            if status == 200 or status == 201:
                return text
            if 400 <= status < 500 and not re.search("Throttl|Rate exceeded", text):
                break
        return ""

    def acm(self, operation, **given):
        text = self.call("acm", "POST", "/", json.dumps(given),
                         {"X-Amz-Target": "CertificateManager." + operation,
                          "Content-Type": "application/x-amz-json-1.1"})
        try:
            return json.loads(text)
        except ValueError:  # a body that was cut, or a wrong length
            return {}


KEYS = ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"]


def read_acm(client):
    token, pages = None, 0
    while pages < 20:
        more = {"NextToken": token} if token else {}
        page = client.acm("ListCertificates", MaxItems=2, Includes={"keyTypes": KEYS}, **more)
        for summary in page.get("CertificateSummaryList", []):
            arn = summary["CertificateArn"]
            for operation in ("DescribeCertificate", "ListTagsForCertificate", "GetCertificate"):
                client.acm(operation, CertificateArn=arn)
        token, pages = page.get("NextToken"), pages + 1
        if not token:
            break


def read_route53(client):
    zones = client.call("route53", "GET", "/2013-04-01/hostedzone")
    for zone in re.findall("<Id>/hostedzone/([A-Z0-9]+)</Id>", zones):
        client.call("route53", "GET", "/2013-04-01/hostedzone/" + zone)
        client.call("route53", "GET", "/2013-04-01/hostedzone/%s/rrset" % zone)


def write(client):
    made = client.acm("RequestCertificate", DomainName="new.example.com", ValidationMethod="DNS")
    if "CertificateArn" in made:
        client.acm("DescribeCertificate", CertificateArn=made["CertificateArn"])
        client.acm("DeleteCertificate", CertificateArn=made["CertificateArn"])
    client.call("route53", "POST", "/2013-04-01/hostedzone",
                '<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/">'
                "<Name>new.example.net</Name><CallerReference>serial</CallerReference>"
                "</CreateHostedZoneRequest>")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        scenario = json.load(file)
    regions = sorted({"us-east-1"} | {c.get("region", "us-east-1")
                                      for c in scenario.get("certificates", [])})
    out = open(sys.argv[2], "w", encoding="utf-8")
    for account in scenario.get("accounts", [{}]):
        for region in regions:
            client = Client(account.get("access_key", "AKIDEXAMPLE"), region, out)
            read_acm(client)
            if region == "us-east-1":
                read_route53(client)
            write(client)
    out.close()


main()
