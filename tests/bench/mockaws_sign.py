# mockaws_sign: one ACM call, signed by SigV4 now, as a file that mockaws_post.lua replays.
# usage: mockaws_sign.py URL OPERATION BODY     the signature holds for a quarter of an hour
import datetime
import hashlib
import hmac
import sys
import urllib.parse

KEY, SECRET, REGION, SERVICE = "AKIDEXAMPLE", "secret", "us-east-1", "acm"


def digest(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def main():
    url, operation, body = sys.argv[1:]
    host = urllib.parse.urlsplit(url).netloc
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    fields = {"content-type": "application/x-amz-json-1.1", "host": host, "x-amz-date": now,
              "x-amz-target": "CertificateManager." + operation}
    signed = ";".join(sorted(fields))
    request = "POST\n/\n\n%s\n%s\n%s" % (
        "".join("%s:%s\n" % item for item in sorted(fields.items())), signed,
        hashlib.sha256(body.encode()).hexdigest())
    scope = "%s/%s/%s/aws4_request" % (now[:8], REGION, SERVICE)
    text = "AWS4-HMAC-SHA256\n%s\n%s\n%s" % (now, scope,
                                              hashlib.sha256(request.encode()).hexdigest())
    key = ("AWS4" + SECRET).encode()
    for part in (now[:8], REGION, SERVICE, "aws4_request"):
        key = digest(key, part)
    fields["authorization"] = "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s" % (
        KEY, scope, signed, digest(key, text).hex())
    for name, value in fields.items():  # wrk knows the host by its capital
        print("%s: %s" % (name.title(), value))
    print()
    print(body, end="")


main()
