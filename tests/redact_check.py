"""redact_check: is redacted evidence judged as the original, and is nothing of it left?

usage: redact_check.py PROGRAM WORK CASE...   (CASE: a folder with evidence/ or input/)
Prints a line for each claim that fails, then "N passed, M failed".
"""

import collections
import csv
import gzip
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile

PUBLIC = (
    "amazonaws.com amazonaws.com.cn amazon.com amazontrust.com awstrust.com aws.com "
    "acm-validations.aws acm-validations.aws.com cloudfront.net elasticbeanstalk.com "
    "root-servers.net gtld-servers.net terraform.io co.uk"
).split()

PATTERNS = {
    "an account id": r"(?<![0-9A-Za-z.])[0-9]{12}(?![0-9A-Za-z])",
    "a UUID": r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
    "a token": r"(?<![0-9A-Za-z])_?[0-9a-f]{32}(?![0-9A-Za-z])",
    "a zone id": r"(?<![0-9A-Za-z])Z[0-9A-Z]{12,31}(?![0-9A-Za-z])",
    "a change id": r"/change/C[0-9A-Z]{6,}",
    "a mailbox": r"[0-9A-Za-z._+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+",
    "a domain": r"(?:[0-9A-Za-z_-]+\.)*example\.(?:com|net|org|co\.uk|edu)(?![0-9A-Za-z])",
    "an access key": r"A[KS]IA[0-9A-Z]{16}",
}

STATUSES = ("PENDING_VALIDATION ISSUED INACTIVE EXPIRED VALIDATION_TIMED_OUT REVOKED "
            "FAILED").split()

# Numbers that are nobody's.
NOBODY = {"000000000000", "00000000-0000-0000-0000-000000000000"}


def decode(data):
    for mark, codec in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(codec, "replace")
    if data[1:2] == b"\0" and data[3:4] == b"\0":
        return data.decode("utf-16-le", "replace")
    if data[:1] == b"\0" and data[2:3] == b"\0":
        return data.decode("utf-16-be", "replace")
    return data.decode("utf-8", "replace")


def members(name, data):
    """The texts of a file, or of the members of an archive that is whole."""
    try:
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        if data[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist():
                    yield from members(name + "/" + member, archive.read(member))
            return
        if data[257:262] == b"ustar":
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                for member in archive.getmembers():
                    if member.isfile():
                        yield from members(name + "/" + member.name,
                                           archive.extractfile(member).read())
            return
    except (OSError, EOFError, ValueError, RuntimeError, NotImplementedError,
            zipfile.BadZipFile, tarfile.TarError, KeyError):
        return
    yield name, decode(data)


def texts(folder):
    for root, _, files in os.walk(folder):
        for file in files:
            path = os.path.join(root, file)
            if os.path.isfile(path):
                with open(path, "rb") as stream:
                    yield from members(os.path.relpath(path, folder), stream.read())


def unescaped(text):
    """What JSON's escapes stand for, whatever their depth."""
    for _ in range(4):
        before = text
        text = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), text)
        text = text.replace('\\"', '"').replace("\\/", "/").replace("\\\\", "\\")
        if text == before:
            break
    return text


def is_public(name):
    name = name.lower().lstrip("*.").rstrip(".")
    return "." not in name or any(name == p or name.endswith("." + p) for p in PUBLIC)


def analyse(program, folder, args, out):
    """Findings but for their names, and those names."""
    done = subprocess.run(
        [program, "analyze", "-q", "--fail-on", "none", "--include-pass", "-o", out]
        + args + [folder], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode not in (0, 3):
        return None, None, done.stderr.decode("utf-8", "replace")
    with open(os.path.join(out, "findings.json"), "rb") as stream:
        report = json.loads(stream.read().decode("utf-8"))
    found = collections.Counter()
    names = set()
    for finding in report["findings"]:
        found["finding", finding["check"], finding["verdict"], finding["severity"],
              finding["confidence"], finding["resource"]["type"],
              tuple((cause["code"], cause["confidence"]) for cause in finding["causes"])] += 1
    for item in report["evidence"]:
        found["evidence", item["shape"], item["records"], item["skipped"]] += 1
    with open(os.path.join(out, "certificates.csv"), encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            word = row["status"] if row["status"] in STATUSES else "a word"
            found["certificate", word, row.get("not_after")] += 1
    for cert in report["certificates"]:
        names.update(name for name in cert["names"] or [] if not is_public(name))
    return found, names, ""


def secrets_of(folder, names):
    secrets = {}
    for name in names:
        if re.fullmatch(r"[0-9A-Za-z.*_-]+", name):
            secrets[name.lower().lstrip("*.")] = "a certificate's name"
    for path, text in texts(folder):
        for part in (path, unescaped(text)):
            for kind, pattern in PATTERNS.items():
                for found in re.findall(pattern, part):
                    if found not in NOBODY and not (kind == "a mailbox" and is_public(
                            found.split("@")[1])):
                        secrets.setdefault(found.lower().lstrip("_-."), kind)
    return secrets


def left(out, secrets):
    """What is still there, bounded by what is no letter and no digit."""
    for path, text in texts(out):
        text = path + "\n" + text + "\n" + unescaped(text)
        text = text.lower()
        for secret, kind in secrets.items():
            at = text.find(secret)
            while at >= 0:
                before, behind = text[at - 1:at], text[at + len(secret):at + len(secret) + 1]
                if not before.isalnum() and not behind.isalnum():
                    yield path, kind, secret
                    break
                at = text.find(secret, at + 1)


def shown(counter):
    return "; ".join(" ".join(str(part) for part in key) for key in list(counter)[:3])


def check(program, case, out):
    """The faults of one case, as texts."""
    folder = os.path.join(case, "input")
    if not os.path.isdir(folder):
        folder = os.path.join(case, "evidence")
    args = ["--now", "2026-11-23T00:00:00Z"]
    if os.path.exists(os.path.join(case, "args")):
        with open(os.path.join(case, "args"), encoding="utf-8") as stream:
            args = stream.read().split()
    done = subprocess.run([program, "redact", "-q", "--key", case, folder, out + "/clean"],
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0 or done.stderr:
        return ["status %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace"))]
    before, names, error = analyse(program, folder, args, out + "/before")
    after, _, error_after = analyse(program, out + "/clean", args, out + "/after")
    if before is None or after is None:
        return ["the analysis failed: " + error + error_after]
    faults = []
    if before != after:
        faults.append("only before: %s; only afterwards: %s"
                      % (shown(before - after), shown(after - before)))
    if not before:
        faults.append("nothing to compare")
    secrets = secrets_of(folder, names)
    for path, kind, secret in left(out + "/clean", secrets):
        faults.append("%s still holds %s: %s" % (path, kind, secret))
    return faults


def main():
    program, work, cases = sys.argv[1], sys.argv[2], sys.argv[3:]
    failed = 0
    for number, case in enumerate(cases):
        out = os.path.join(work, "case-%d" % number)
        os.makedirs(out)
        faults = check(program, case, out)
        failed += bool(faults)
        for fault in faults[:5]:
            print("FAILED: %s: %s" % (case, fault))
    print("%d passed, %d failed" % (len(cases) - failed, failed))
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
