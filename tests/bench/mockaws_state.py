# mockaws_state: prints a scenario whose certificates are issued, in use and validated by DNS.
# usage: mockaws_state.py CERTIFICATES ZONES [lean] [SCALE]
#   lean   no records, few members: for very many certificates (a scenario has 16 MiB at most)
#   SCALE  AWS's request quotas times that
import hashlib
import json
import sys

START = "2026-03-01T00:00:00Z"
USER = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188"


def token(text):
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def record_of(name):
    return {"name": "_%s.%s." % (token("name " + name), name),
            "value": "_%s.abcdefghij.acm-validations.aws." % token("value " + name)}


def lean(i):
    return {"id": "c%d" % i, "names": ["h%06d.example.com" % i],
            "state": {"status": "ISSUED", "not_after": "2026-09-14T23:59:59Z"}}


# They end on 28 days: the renewals do not all fall on one moment.
def full(i, zone):
    apex = "host%05d.%s" % (i, zone)
    names = [apex, "*." + apex]
    day = 1 + i % 28
    return {"id": "c%d" % i, "names": names, "in_use_by": [USER],
            "state": {"status": "ISSUED", "issued": "2026-02-%02dT10:00:00Z" % day,
                      "not_before": "2026-02-%02dT00:00:00Z" % day,
                      "not_after": "2026-08-%02dT23:59:59Z" % day,
                      "serial": ":".join("%02x" % b for b in (i + 1).to_bytes(16, "big")),
                      "subject": "CN=" + apex, "issuer": "Amazon",
                      "signature_algorithm": "SHA256WITHRSA",
                      "key_usages": ["DIGITAL_SIGNATURE", "KEY_ENCIPHERMENT"],
                      "extended_key_usages": ["TLS_WEB_SERVER_AUTHENTICATION"],
                      "domains": [{"domain": n, "status": "SUCCESS",
                                   "record": record_of(n[2:] if n.startswith("*.") else n)}
                                  for n in names]}}


def main():
    n, n_zones = int(sys.argv[1]), int(sys.argv[2])
    words = sys.argv[3:]
    zones = [{"id": "ZBENCH%04d" % z, "name": "zone%03d.example.com" % z, "records": []}
             for z in range(n_zones)]
    certificates = []
    for i in range(n):
        if "lean" in words:
            certificates.append(lean(i))
            continue
        zone = zones[i % n_zones]
        certificate = full(i, zone["name"])
        certificates.append(certificate)
        for domain in certificate["state"]["domains"]:
            if not domain["domain"].startswith("*."):
                record = domain["record"]
                zone["records"].append({"name": record["name"][:-1], "type": "CNAME",
                                        "values": [record["value"]]})
    scenario = {"schema": "mockaws.scenario.v1", "name": "bench", "start": START,
                "accounts": [{"id": "111122223333", "access_key": "AKIDEXAMPLE",
                              "secret_key": "secret"}],
                "zones": zones, "certificates": certificates}
    for word in words:
        if word.isdigit():
            scenario["quotas"] = {"scale": int(word)}
    json.dump(scenario, sys.stdout, separators=(",", ":"))


main()
