#!/usr/bin/env python3
"""aws_stub: a small stand-in for ACM, Route 53 and STS that fails as it is told to.

usage: aws_stub.py READY LOG [SETTING=VALUE...]

Listens on 127.0.0.1 and writes its port to READY. Appends one JSON line a request to LOG:
operation, subject, page, signature ("good", or what is wrong with it), what was answered.

Settings, all optional:
  account=111122223333 certificates=5 zones=2 records=3 page=2 time=2026-03-01T00:00:00Z
  token=SESSION   the session token that every request must bear
  rate=N burst=N  calls a second and operation, and how many at once (else a second's worth);
                  beyond it ThrottlingException
  origins=refuse  ListCertificates does not know CertificateKeyPairOrigins
  faults=JSON     [{"operation": "DescribeCertificate", "subject": "...", "calls": "2-3",
                    "region": "...", "do": "throttle"}]
Faults: throttle unavailable cut garble reset denied expired unknown_key loop empty_page
duplicate stale_token slow longer html. `calls` counts those that match; none: all of them.
"""
import hashlib
import hmac
import json
import os
import re
import socket
import socketserver
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler
from xml.sax.saxutils import escape

ACCESS, SECRET = 'AKIDEXAMPLE', 'wJalrXUtnFEMIEXAMPLEKEY'
NS = 'https://route53.amazonaws.com/doc/2013-04-01/'


class Estate:
    """What the account holds: certificates by region, zones with their records."""

    def __init__(self, settings):
        self.account = settings.get('account', '111122223333')
        n = int(settings.get('certificates', 5))
        self.certificates = {'us-east-1': [self.certificate('us-east-1', i) for i in range(n)],
                             'eu-west-1': [self.certificate('eu-west-1', i) for i in range(min(n, 2))]}
        self.zones = [self.zone(i, int(settings.get('records', 3)))
                      for i in range(int(settings.get('zones', 2)))]

    def certificate(self, region, i):
        arn = 'arn:aws:acm:%s:%s:certificate/%08d-0000-4000-8000-%012d' % (
            region, self.account, i, 1 if region == 'us-east-1' else 2)
        name = 'c%d.example.com' % i
        # The second has a key that a plain list hides, the third came by ACME.
        detail = {
            'CertificateArn': arn, 'DomainName': name, 'SubjectAlternativeNames': [name],
            'DomainValidationOptions': [{
                'DomainName': name, 'ValidationDomain': name, 'ValidationStatus': 'SUCCESS',
                'ResourceRecord': {'Name': '_a%d.%s.' % (i, name), 'Type': 'CNAME',
                                   'Value': '_b%d.acm-validations.aws.' % i},
                'ValidationMethod': 'DNS'}],
            'CreatedAt': 1767208919.133, 'IssuedAt': 1767208950.0, 'Status': 'ISSUED',
            'NotBefore': 1767139200.0, 'NotAfter': 1801267199.0,
            'KeyAlgorithm': 'EC-prime256v1' if i % 3 == 1 else 'RSA-2048',
            'InUseBy': [], 'Type': 'AMAZON_ISSUED',
            'CertificateKeyPairOrigin': 'ACME' if i % 3 == 2 else 'AWS_MANAGED'}
        if i % 5 == 3:
            detail['UpdateSummary'] = {'Status': 'PENDING_DOMAIN_VALIDATION',
                                       'Type': 'DOMAIN_VALIDATION_METHOD'}
        return detail

    @staticmethod
    def zone(i, n):
        name = 'z%d.example.com.' % i
        sets = [('NS', name, ['ns-1.example.net.']), ('SOA', name, ['ns-1.example.net. h. 1 2 3 4 5'])]
        sets += [('A', '\\052.%s' % name, None)]
        sets += [('TXT', 'r%04d.%s' % (k, name), ['"a <b> & c"']) for k in range(n)]
        return {'Id': 'Z%012d' % i, 'Name': name, 'Sets': sets, 'Private': i % 2 == 1}


def answer(data, kind='application/x-amz-json-1.1', status=200):
    if not isinstance(data, (str, bytes)):
        data = json.dumps(data)
    return status, kind, data.encode() if isinstance(data, str) else data


def xml(root, inside, status=200):
    return answer('<?xml version="1.0"?>\n<%s xmlns="%s">%s</%s>' % (root, NS, inside, root),
                  'text/xml', status)


def signing_key(date, region, service):
    key = ('AWS4' + SECRET).encode()
    for part in (date, region, service, 'aws4_request'):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key


def check_signature(method, target, headers, body):
    """By the specification of Signature Version 4; "good", or what is wrong."""
    found = re.match(r'AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, ?'
                     r'SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$', headers.get('Authorization', ''))
    if not found:
        return 'none', '', ''
    access, date, region, service, signed, signature = found.groups()
    if access != ACCESS:
        return 'another key', region, service
    names = signed.split(';')
    if 'host' not in names or 'x-amz-date' not in names or names != sorted(names):
        return 'signed headers', region, service
    path, _, query = target.partition('?')
    pairs = sorted(p.partition('=')[::2] for p in query.split('&') if p)
    canonical = '\n'.join([
        method, urllib.parse.quote(path, safe='/-._~'), '&'.join('%s=%s' % p for p in pairs),
        ''.join('%s:%s\n' % (n, ' '.join(headers[n].split())) for n in names), signed,
        headers.get('x-amz-content-sha256') or hashlib.sha256(body).hexdigest()])
    text = '\n'.join(['AWS4-HMAC-SHA256', headers['x-amz-date'],
                      '%s/%s/%s/aws4_request' % (date, region, service),
                      hashlib.sha256(canonical.encode()).hexdigest()])
    want = hmac.new(signing_key(date, region, service), text.encode(), hashlib.sha256).hexdigest()
    return ('good' if want == signature else 'another signature'), region, service


class Stub:
    def __init__(self, settings, log):
        self.settings = settings
        self.estate = Estate(settings)
        self.page = int(settings.get('page', 2))
        self.rate = float(settings.get('rate', 0))
        self.burst = float(settings.get('burst', self.rate))
        self.faults = json.loads(settings.get('faults', '[]'))
        self.log = open(log, 'a', buffering=1)
        self.lock = threading.Lock()
        self.buckets = {}

    # ---- what goes wrong

    def fault(self, operation, subject, region):
        with self.lock:
            for fault in self.faults:
                if fault.get('operation') not in (None, operation) or fault.get('region') not in (None, region):
                    continue
                if fault.get('subject') and fault['subject'] not in (subject or ''):
                    continue
                fault['seen'] = fault.get('seen', 0) + 1
                first, _, last = str(fault.get('calls', '1-999999')).partition('-')
                if int(first) <= fault['seen'] <= int(last or first):
                    return fault['do']
        return None

    def throttled(self, operation):
        if not self.rate:
            return False
        now = time.monotonic()
        with self.lock:
            room, last = self.buckets.get(operation, (self.burst, now))
            room = min(self.burst, room + (now - last) * self.rate)
            self.buckets[operation] = (room if room < 1 else room - 1, now)
            return room < 1

    def error(self, service, code, status=400, message='told to'):
        if service == 'acm':
            return answer({'__type': 'com.amazonaws.acm#' + code, 'message': message}, status=status)
        return xml('ErrorResponse', '<Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>'
                   '<RequestId>r</RequestId>' % (code, message), status)

    # ---- the operations

    def certificates(self, region, body):
        rows = self.estate.certificates.get(region, [])
        if 'keyTypes' not in body.get('Includes', {}):
            rows = [r for r in rows if r['KeyAlgorithm'] == 'RSA-2048']
        if 'ACME' not in body.get('CertificateKeyPairOrigins', []):
            rows = [r for r in rows if r['CertificateKeyPairOrigin'] != 'ACME']
        return [{k: r[k] for k in ('CertificateArn', 'DomainName', 'Status', 'KeyAlgorithm', 'Type')}
                for r in rows]

    def acm(self, operation, region, body, fault):
        arn = body.get('CertificateArn')
        if operation == 'ListCertificates':
            if self.settings.get('origins') == 'refuse' and 'CertificateKeyPairOrigins' in body:
                return self.error('acm', 'ValidationException', message='unknown parameter')
            rows = self.certificates(region, body)
            start = int(body.get('NextToken', '0').split('-')[0])
            if fault == 'stale_token' and 'NextToken' in body:
                return self.error('acm', 'ValidationException', message='the token has expired')
            if fault == 'empty_page':
                return answer({'CertificateSummaryList': [], 'NextToken': '%d-again' % start})
            end = start + self.page
            out = {'CertificateSummaryList': rows[max(start - 1, 0) if fault == 'duplicate' else start:end]}
            if fault == 'loop':
                out['NextToken'] = str(start or self.page)
            elif end < len(rows):
                out['NextToken'] = str(end)
            return answer(out)
        detail = next((c for c in self.estate.certificates.get(region, []) if c['CertificateArn'] == arn), None)
        if detail is None:
            return self.error('acm', 'ResourceNotFoundException')
        if operation == 'DescribeCertificate':
            return answer({'Certificate': detail})
        if operation == 'ListTagsForCertificate':
            return answer({'Tags': [{'Key': 'team', 'Value': 'w\u00e9b'}]})
        if operation == 'ListCertificateDomainValidations':
            rows = [{'DomainName': '%d.example.com' % i} for i in range(3)]
            start = int(body.get('NextToken', 0))
            out = {'DomainValidationSummaryList': rows[start:start + 2]}
            if start == 0:
                out['NextToken'] = '2'
            return answer(out)
        return self.error('acm', 'UnknownOperationException', 404)

    @staticmethod
    def zone_xml(zone):
        return ('<HostedZone><Id>/hostedzone/%s</Id><Name>%s</Name><CallerReference>c</CallerReference><Config>'
                '<PrivateZone>%s</PrivateZone></Config><ResourceRecordSetCount>%d</ResourceRecordSetCount>'
                '</HostedZone>' % (zone['Id'], zone['Name'], 'true' if zone['Private'] else 'false',
                                   len(zone['Sets'])))

    @staticmethod
    def set_xml(row):
        kind, name, values = row
        head = '<ResourceRecordSet><Name>%s</Name><Type>%s</Type>' % (escape(name), kind)
        if values is None:
            return head + ('<AliasTarget><HostedZoneId>Z2FDTNDATAQYW2</HostedZoneId><DNSName>d1.cloudfront.net.'
                           '</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>'
                           '</ResourceRecordSet>')
        return head + '<TTL>300</TTL><ResourceRecords>%s</ResourceRecords></ResourceRecordSet>' % ''.join(
            '<ResourceRecord><Value>%s</Value></ResourceRecord>' % escape(v) for v in values)

    def route53(self, operation, subject, query, fault):
        zones = self.estate.zones
        if operation == 'ListHostedZones':
            start = next((i for i, z in enumerate(zones) if z['Id'] == query.get('marker')), 0)
            end = start + self.page
            more = end < len(zones)
            tail = '<NextMarker>%s</NextMarker>' % zones[end]['Id'] if more else ''
            if fault == 'loop':
                more, tail = True, '<NextMarker>%s</NextMarker>' % zones[0]['Id']
            return xml('ListHostedZonesResponse', '<HostedZones>%s</HostedZones><IsTruncated>%s</IsTruncated>%s'
                       '<MaxItems>%d</MaxItems>' % (''.join(map(self.zone_xml, zones[start:end])),
                                                    str(more).lower(), tail, self.page))
        zone = next((z for z in zones if z['Id'] == subject), None)
        if zone is None:
            return self.error('route53', 'NoSuchHostedZone', 404)
        if operation == 'GetHostedZone':
            tail = ('<VPCs><VPC><VPCRegion>us-east-1</VPCRegion><VPCId>vpc-1</VPCId></VPC></VPCs>' if zone['Private']
                    else '<DelegationSet><NameServers><NameServer>ns-1.example.net</NameServer></NameServers>'
                    '</DelegationSet>')
            return xml('GetHostedZoneResponse', self.zone_xml(zone) + tail)
        sets = zone['Sets']
        start = next((i for i, s in enumerate(sets) if s[1] == query.get('name') and s[0] == query.get('type')), 0)
        end = start + self.page
        tail = ''
        if end < len(sets):
            tail = '<NextRecordName>%s</NextRecordName><NextRecordType>%s</NextRecordType>' % (
                escape(sets[end][1]), sets[end][0])
        return xml('ListResourceRecordSetsResponse', '<ResourceRecordSets>%s</ResourceRecordSets>'
                   '<IsTruncated>%s</IsTruncated>%s<MaxItems>%d</MaxItems>' % (
                       ''.join(map(self.set_xml, sets[start:end])), str(bool(tail)).lower(), tail, self.page))


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    stub = None

    def log_message(self, *_):
        pass

    def identify(self, body):
        """(service, operation, subject, page, parameters) of a request."""
        target = self.headers.get('X-Amz-Target', '')
        path, _, query = self.path.partition('?')
        if target.startswith('CertificateManager.'):
            parameters = json.loads(body)
            return 'acm', target[19:], parameters.get('CertificateArn'), parameters.get('NextToken'), parameters
        if self.command == 'POST' and path == '/':
            return 'sts', dict(urllib.parse.parse_qsl(body.decode())).get('Action'), None, None, {}
        parameters = dict(urllib.parse.parse_qsl(query))
        parts = path.split('/')
        page = parameters.get('marker') or parameters.get('name')
        if parts[1:] == ['2013-04-01', 'hostedzone']:
            return 'route53', 'ListHostedZones', None, page, parameters
        operation = 'ListResourceRecordSets' if parts[-1] == 'rrset' else 'GetHostedZone'
        return 'route53', operation, parts[3], page, parameters

    def reply(self, service, operation, subject, parameters, region, fault):
        stub = self.stub
        errors = {'throttle': ('ThrottlingException' if service == 'acm' else 'Throttling', 400),
                  'denied': ('AccessDeniedException' if service == 'acm' else 'AccessDenied', 403),
                  'expired': ('ExpiredTokenException' if service == 'acm' else 'ExpiredToken', 403),
                  'unknown_key': ('UnrecognizedClientException' if service == 'acm'
                                  else 'InvalidClientTokenId', 403),
                  'unavailable': ('ServiceUnavailable', 503)}
        if fault in errors:
            return stub.error(service, *errors[fault])
        if fault == 'html':
            return answer('<html>502 Bad Gateway</html>', 'text/html', 502)
        if stub.throttled(operation):
            return stub.error(service, *errors['throttle'], message='Rate exceeded')
        if service == 'sts':
            return answer('<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">'
                          '<GetCallerIdentityResult><Arn>arn:aws:iam::%s:user/u</Arn><UserId>U</UserId>'
                          '<Account>%s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>'
                          % (stub.estate.account, stub.estate.account), 'text/xml')
        if service == 'acm':
            return stub.acm(operation, region, parameters, fault)
        return stub.route53(operation, subject, parameters, fault)

    def send(self, fault, status, kind, data):
        if fault == 'reset':
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
            self.connection.close()
            self.close_connection = True
            return
        if fault == 'garble':
            data = data[:len(data) // 2]
        head = 'HTTP/1.1 %d X\r\nDate: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n' % (
            status, self.date_time_string(), kind, len(data) + (7 if fault == 'longer' else 0))
        if 'time' in self.stub.settings:
            head += 'x-mockaws-time: %s\r\n' % self.stub.settings['time']
        if fault == 'slow':
            time.sleep(3)
        if fault in ('cut', 'longer'):
            self.wfile.write(head.encode() + b'\r\n' + (data[:10] if fault == 'cut' else data))
            self.close_connection = True
            return
        self.wfile.write(head.encode() + b'\r\n' + data)

    def serve(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        stub = self.stub
        signature, region, signed_for = check_signature(self.command, self.path, self.headers, body)
        service, operation, subject, page, parameters = self.identify(body)
        if signature == 'good' and signed_for != service:
            signature = 'another service'
        if stub.settings.get('token') not in (None, self.headers.get('X-Amz-Security-Token')):
            signature = 'another token'
        fault = stub.fault(operation, subject or page, region)
        if signature != 'good':
            reply = stub.error(service, 'InvalidSignatureException' if service == 'acm'
                               else 'SignatureDoesNotMatch', 403, signature)
        else:
            reply = self.reply(service, operation, subject, parameters, region, fault)
        with stub.lock:
            stub.log.write(json.dumps({'operation': operation, 'subject': subject, 'page': page, 'region': region,
                                       'parameters': parameters, 'signature': signature, 'fault': fault,
                                       'status': reply[0], 'agent': self.headers.get('User-Agent')}) + '\n')
        try:
            self.send(fault, *reply)
        except OSError:
            self.close_connection = True

    do_GET = do_POST = serve

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def main():
    ready, log = sys.argv[1:3]
    Handler.stub = Stub(dict(word.split('=', 1) for word in sys.argv[3:]), log)
    with Server(('127.0.0.1', 0), Handler) as server:
        with open(ready + '.new', 'w') as out:
            out.write(str(server.server_address[1]))
        os.rename(ready + '.new', ready)
        server.serve_forever()


if __name__ == '__main__':
    main()
