"""heal: does what the analyzer printed mend a failing certificate?

Run by `mockaws run SCENARIO -- python3 heal.py FINDINGS.json`: every `cli` fix of the
findings on certificates is pasted into a shell whose `aws` speaks to mockaws; the clock
goes on; the evidence is collected and judged again. Prints one line: "ok", or what is left.
"""
import json
import os
import pathlib
import subprocess
import sys
import urllib.parse
import urllib.request

URL = os.environ["MOCKAWS_URL"]
OUT = pathlib.Path(os.environ["MOCKAWS_OUT"])
ASKING = ("acm_validationfailed", "acm_validation_pending", "acm_renewal_preflight",
          "dns_validation_record_misplaced")
GONE = ("acm_validation", "acm_renewal", "caa_forbids", "caa_critical", "caa_malformed",
        "dns_validation_record", "dns_delegation")
DEAD = ("FAILED", "VALIDATION_TIMED_OUT")

# The registrar is no part of mockaws: its one command becomes a step of a timeline.
REGISTRAR = r"""#!/bin/bash
case $1 in
route53domains) exec python3 "$HEAL" --registrar "$@" ;;
esac
PATH=${PATH#*:} exec aws "$@"
"""


# What the fixes ask the public DNS is answered by the mock's resolver.
DIG = """#!/bin/bash
exec python3 "$HEAL" --dig "$@"
"""


def ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(URL + "/_mockaws/" + path, data) as answer:
        return answer.read().decode()


def registrar(words):
    """aws route53domains update-domain-nameservers --domain-name D --nameservers Name=N..."""
    domain = words[words.index("--domain-name") + 1]
    servers = {w.split("=", 1)[1].rstrip(".") for w in words if w.startswith("Name=")}
    for zone in json.loads(ask("zones"))["zones"]:
        if zone["name"].rstrip(".") != domain or zone.get("private"):
            continue
        listed = {s.rstrip(".") for s in zone["servers"]}
        if listed == servers:
            ask("step", {"do": "delegate", "zone": zone["id"]})
        else:
            ask("step", {"do": "undelegate", "zone": zone["id"]})


def dig(words):
    """dig [+OPTION...] TYPE NAME"""
    kind, name = [w for w in words if not w.startswith("+")][:2]
    query = urllib.parse.urlencode({"name": name.rstrip("."), "type": kind})
    print(ask("dns?" + query), end="")


def run(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def collect(name):
    """Collect and judge into OUT/name; the findings."""
    out = OUT / name
    evidence = out / "evidence"
    regions = ",".join(sorted({c["arn"].split(":")[3] for c in certificates()} | {"us-east-1"}))
    code, said = run("acm-collect", "-q", "-o", str(evidence), "--region", regions)
    if code not in (0, 1):
        raise SystemExit("acm-collect: " + said)
    save_dns(evidence / "dns")
    code, said = run("acm-analyzer", "analyze", "-q", "-o", str(out), str(evidence))
    if code > 1 and code != 3:
        raise SystemExit("acm-analyzer: " + said)
    return json.loads((out / "findings.json").read_text())


def certificates():
    return json.loads(ask("certificates"))["certificates"]


def save_dns(folder):
    folder.mkdir(parents=True, exist_ok=True)
    asked = set()
    for cert in certificates():
        why = json.loads(ask("certificates/" + urllib.parse.quote(cert["arn"], safe="") + "/why"))
        for domain in why["domains"]:
            name = domain["name"].removeprefix("*.").lower()
            record = domain.get("record")
            if isinstance(record, dict) and record.get("name"):
                asked.add((record["name"].rstrip(".").lower(), "CNAME"))
            asked |= {(name, t) for t in ("CAA", "NS", "MX")}
            while "." in name:
                name = name.split(".", 1)[1]
                asked |= {(name, t) for t in ("CAA", "NS")}
    for name, kind in sorted(asked):
        query = urllib.parse.urlencode({"name": name, "type": kind})
        (folder / f"{name}.{kind}.txt").write_text(ask("dns?" + query))


def fixes(findings):
    """Every command of every finding that asks why, once, in the order of print."""
    seen = []
    for finding in findings["findings"]:
        if finding["check"] not in ASKING or finding["verdict"] != "FAIL":
            continue
        for cause in finding["causes"]:
            for fix in cause["fixes"]:
                if fix["kind"] == "cli" and fix["text"] not in seen:
                    seen.append(fix["text"])
    return seen


def paste(text):
    folder = OUT / "heal-bin"
    folder.mkdir(exist_ok=True)
    for name, script in (("aws", REGISTRAR), ("dig", DIG)):
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    env = dict(os.environ, PATH=f"{folder}:{os.environ['PATH']}", HEAL=os.path.abspath(__file__))
    return subprocess.run(["bash", "-e", "-c", text], capture_output=True, text=True, env=env,
                          cwd=OUT)


def main(path):
    before = json.load(open(path))
    texts = fixes(before)
    if not texts:
        raise SystemExit("no cli fix was printed")
    dead = [c["arn"] for c in certificates() if c["status"] in DEAD]
    for text in texts:
        done = paste(text)
        if done.returncode != 0:
            raise SystemExit(f"this fix failed: {text}\n{done.stdout}{done.stderr}")
        ask("clock", {"advance": "10m"})  # until the change is INSYNC and its TTL is over
    ask("clock", {"advance": "3h"})
    for arn in dead:
        code, said = run("aws", "acm", "delete-certificate", "--certificate-arn", arn,
                         "--region", arn.split(":")[3])
        if code != 0:
            raise SystemExit("delete-certificate: " + said)
    unissued = [c["domain"] + " " + c["status"] for c in certificates() if c["status"] != "ISSUED"]
    if unissued or not certificates():
        raise SystemExit("not ISSUED: " + ", ".join(unissued or ["nothing is left"]))
    left = [f["check"] for f in collect("healed")["findings"]
            if f["verdict"] == "FAIL" and f["check"].startswith(GONE)]
    if left:
        raise SystemExit("still found: " + ", ".join(left))
    print("ok")


if sys.argv[1] == "--registrar":
    registrar(sys.argv[2:])
elif sys.argv[1] == "--dig":
    dig(sys.argv[2:])
else:
    main(sys.argv[1])
