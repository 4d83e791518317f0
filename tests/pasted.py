"""pasted: every change that the findings of a case print, made to the zones of its evidence.

usage: pasted.py PROGRAM CASE...
Each `cli` fix is given to sh with a stand-in for aws; the batch that arrives is held
against Route 53's rules (ChangeResourceRecordSets) and applied to the saved records; the
analysis of those must then be free of the cause.
Zone-file lines go to named-checkzone. Closes with "N passed, N failed".
"""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

STAND_IN = """#!/bin/sh
printf '%s\\0' "$@" >> "$ARGUMENTS"
printf '\\0' >> "$ARGUMENTS"
"""


def calls_of(text, folder):
    """The argument lists with which the text, run by sh, calls aws."""
    path = os.path.join(folder, "arguments")
    open(path, "w").close()
    run = subprocess.run(
        ["sh", "-c", text],
        env={"PATH": folder + ":/usr/bin:/bin", "ARGUMENTS": path},
        capture_output=True,
        cwd=folder,
    )
    assert run.returncode == 0, run.stderr.decode()
    data = open(path).read()
    return [call.split("\0") for call in data.split("\0\0") if call]


def same(a, b):
    """Names and values of names as Route 53 compares them."""
    return a.lower().rstrip(".") == b.lower().rstrip(".")


def zones_of(evidence):
    zones = {}
    for path in glob.glob(evidence + "/*/global/route53/list-resource-record-sets/*.json"):
        try:
            sets = json.load(open(path))["ResourceRecordSets"]
        except (ValueError, KeyError, TypeError):
            continue
        apex = [s["Name"] for s in sets if s["Type"] == "SOA"]
        zones[os.path.basename(path)[:-5]] = (apex[0] if apex else None, sets)
    return zones


def check_set(change, apex):
    record = change["ResourceRecordSet"]
    name, kind = record["Name"], record["Type"]
    values = [r["Value"] for r in record.get("ResourceRecords", [])]
    assert change["Action"] in ("CREATE", "UPSERT", "DELETE"), change["Action"]
    assert name.endswith("."), f"{name} is not absolute"
    assert len(name) <= 255 and all(0 < len(x) <= 63 for x in name[:-1].split(".")), name
    if "AliasTarget" in record:
        assert "TTL" not in record and "ResourceRecords" not in record, "an alias with a TTL"
        assert set(record["AliasTarget"]) == {"HostedZoneId", "DNSName", "EvaluateTargetHealth"}
        return
    assert 0 <= record["TTL"] <= 2147483647, record["TTL"]
    assert 1 <= len(values) <= 400, f"{len(values)} values"
    assert len(set(values)) == len(values), f"a value stands twice: {values}"
    assert all(0 < len(v) <= 4000 for v in values), "a value's length"
    if apex is not None:
        assert same(name, apex) or name.lower().endswith("." + apex.lower()), f"{name} not in {apex}"
    if kind == "CNAME":
        assert len(values) == 1, f"a CNAME with {len(values)} values"
        assert apex is None or not same(name, apex), "a CNAME at the apex"
        if change["Action"] != "DELETE":
            assert re.fullmatch(r"[A-Za-z0-9._-]+\.", values[0]), values[0]
    if kind == "CAA" and change["Action"] != "DELETE":
        for value in values:
            assert re.fullmatch(r'[0-9]{1,3} [A-Za-z0-9]+ "(?:[^"\\]|\\.)*"', value), value


def as_stands(record):
    """What a DELETE must repeat."""
    alias = record.get("AliasTarget")
    values = sorted(r["Value"] for r in record.get("ResourceRecords", []))
    return (
        record.get("TTL"),
        values,
        alias and (alias["HostedZoneId"], alias["DNSName"].lower().rstrip("."), alias["EvaluateTargetHealth"]),
        [record.get(k) for k in ("Weight", "Region", "Failover", "MultiValueAnswer", "HealthCheckId")],
    )


def apply(batch, apex, sets):
    """All or nothing, as Route 53 does; sets is the zone as saved."""
    after = list(sets)
    seen = set()
    for change in batch["Changes"]:
        record = change["ResourceRecordSet"]
        key = (record["Name"].lower().rstrip("."), record["Type"], record.get("SetIdentifier"))
        check_set(change, apex)
        assert key not in seen, f"{key} stands twice in the batch"
        seen.add(key)
        there = [
            s
            for s in after
            if same(s["Name"], key[0]) and (s["Type"], s.get("SetIdentifier")) == key[1:]
        ]
        if change["Action"] == "CREATE":
            assert not there, f"{key} exists already"
        if change["Action"] == "DELETE":
            assert as_stands(record) in map(as_stands, there), f"{key} is not there like that"
        after = [s for s in after if s not in there]
        if change["Action"] != "DELETE":
            after.append(record)
    for record in after:
        if record["Type"] == "CNAME" and "SetIdentifier" not in record:
            others = [s for s in after if s is not record and same(s["Name"], record["Name"])]
            assert not others, f"{record['Name']}: something beside the CNAME"
    return after


def check_zone_lines(text, folder):
    path = os.path.join(folder, "zone")
    with open(path, "w") as zone:
        zone.write("$TTL 300\n. IN SOA ns1.example. h.example. 1 7200 900 1209600 300\n. IN NS ns1.example.\nns1.example. IN A 192.0.2.1\n")
        zone.write(text + "\n")
    run = subprocess.run(["named-checkzone", "-i", "none", "-k", "ignore", ".", path], capture_output=True)
    assert run.returncode == 0, run.stdout.decode()


def judge(findings, zones, folder, lines):
    """Yields "ok WHAT" or "FAILED WHAT: why" for each change; lines are those seen before."""
    for finding in findings:
        for cause in finding["causes"]:
            for fix in cause["fixes"]:
                what = f"{cause['code']}: {fix['kind']}: {fix['title']}"
                try:
                    if fix["kind"] == "zonefile" and fix["text"] not in lines:
                        lines.add(fix["text"])
                        check_zone_lines(fix["text"], folder)
                        yield "ok " + what
                    if fix["kind"] != "cli" or "change-resource-record-sets" not in fix["text"]:
                        continue
                    for call in calls_of(fix["text"], folder):
                        if "change-resource-record-sets" not in call:
                            continue
                        zone = call[call.index("--hosted-zone-id") + 1]
                        batch = json.loads(call[call.index("--change-batch") + 1])
                        apply(batch, *zones.get(zone, (None, [])))
                        yield "ok " + what
                except (AssertionError, KeyError, ValueError) as fault:
                    yield f"FAILED {what}: {fault}"


def analyze(program, check, evidence):
    run = subprocess.run(
        [program, "analyze", "--fail-on", "none", "--now", "2026-11-23T00:00:00Z"]
        + ["--check", check, "--json", "-", evidence],
        capture_output=True,
    )
    return json.loads(run.stdout)["findings"]


def write_zone(evidence, zone, sets):
    """The saved records of a zone, and their number in the lists."""
    for path in glob.glob(evidence + f"/*/global/route53/list-resource-record-sets/{zone}.json"):
        dump = json.load(open(path))
        dump["ResourceRecordSets"] = sets
        json.dump(dump, open(path, "w"))
    lists = glob.glob(evidence + "/*/global/route53/list-hosted-zones.json")
    for path in lists + glob.glob(evidence + f"/*/global/route53/get-hosted-zone/{zone}.json"):
        answer = json.load(open(path))
        for row in answer.get("HostedZones", []) + [answer.get("HostedZone", {})]:
            if row.get("Id", "").endswith("/" + zone):
                row["ResourceRecordSetCount"] = len(sets)
        json.dump(answer, open(path, "w"))


def heals(program, case, check, findings, folder):
    """Make every printed change of zones in evidence; the causes that had one must be gone.

    Saved answers would still tell of the time before: cases with such are left alone.
    """
    if os.path.isdir(case + "/evidence/dns"):
        return
    zones = zones_of(case + "/evidence")
    healed = {}
    for finding in findings:
        for cause in finding["causes"]:
            for fix in cause["fixes"]:
                if fix["kind"] != "cli" or "change-resource-record-sets" not in fix["text"]:
                    continue
                for call in calls_of(fix["text"], folder):
                    zone = call[call.index("--hosted-zone-id") + 1]
                    if "change-resource-record-sets" not in call or zone not in zones:
                        continue
                    batch = json.loads(call[call.index("--change-batch") + 1])
                    try:
                        zones[zone] = (zones[zone][0], apply(batch, *zones[zone]))
                    except AssertionError:
                        continue  # an earlier change did it already
                    healed.setdefault(finding["resource"]["id"], set()).add(cause["code"])
    if not healed:
        return
    evidence = os.path.join(folder, "evidence")
    shutil.rmtree(evidence, ignore_errors=True)
    shutil.copytree(case + "/evidence", evidence)
    for zone, (_, sets) in zones.items():
        write_zone(evidence, zone, sets)
    after = {f["resource"]["id"]: {c["code"] for c in f["causes"]} for f in analyze(program, check, evidence)}
    for resource, codes in healed.items():
        left = codes & after.get(resource, set())
        if left:
            yield f"FAILED made as printed, and still: {', '.join(sorted(left))}"
        else:
            yield f"ok healed: {', '.join(sorted(codes))}"


def main(program, *cases):
    passed = failed = 0
    lines = set()
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "aws"), "w") as file:
            file.write(STAND_IN)
        os.chmod(os.path.join(folder, "aws"), 0o755)
        for case in cases:
            check = "acm_validationfailed"
            if os.path.exists(case + "/check"):
                check = open(case + "/check").read().split()[0]
            findings = analyze(program, check, case + "/evidence")
            results = list(judge(findings, zones_of(case + "/evidence"), folder, lines))
            results += heals(program, case, check, findings, folder)
            for line in results:
                if line.startswith("ok"):
                    passed += 1
                else:
                    failed += 1
                    print(line.replace("FAILED", f"FAILED: {case}:", 1))
    # Fewer would mean that the fixes are gone, not that they are right.
    if len(cases) > 200 and passed < 230:
        failed += 1
        print(f"FAILED: only {passed} changes were printed in all")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main(*sys.argv[1:]))
