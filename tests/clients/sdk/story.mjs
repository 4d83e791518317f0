// story: the story as the AWS SDK for JavaScript tells it. Run inside `mockaws run` by
// sdk-js.sh. A line "ok WHAT" or "FAILED WHAT: WHY" a claim; "the end" when all was told.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import * as A from "@aws-sdk/client-acm";
import * as R from "@aws-sdk/client-route-53";

const { MOCKAWS_URL: url, MOCKAWS_OUT: out, STORY_AUTH: auth } = process.env;
const none =
    "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000000";
const lb =
    "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/0123456789abcdef";
const config = { region: "us-east-1", endpoint: url, maxAttempts: 1 };
const acm = new A.ACMClient(config);
const route53 = new R.Route53Client(config);
const wait = (client, maxWaitTime = 30) => ({ client, maxWaitTime, minDelay: 1, maxDelay: 1 });

// --- claims ---

const shown = (value) => (value instanceof Error ? `${value}` : JSON.stringify(value));

function equal(what, want, got) {
    const why = `: want <${shown(want)}>, got <${shown(got)}>`;
    console.log(isDeepStrictEqual(want, got) ? `ok ${what}` : `FAILED ${what}${why}`);
}

// The client throws the error's own class.
async function refused(what, kind, part, answer) {
    let got;
    try {
        got = await answer;
    } catch (error) {
        got = error;
    }
    equal(what, true, got instanceof kind || got);
    equal(`${what}: its name`, kind.name, got.name);
    equal(`${what}: its text`, true, String(got.message).includes(part) || got);
    equal(`${what}: a request id`, "string", typeof got.$metadata?.requestId);
}

async function admin(path, body) {
    const options = body && { method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(`${url}/_mockaws/${path}`, options);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
}

const advance = (span) => admin("clock", { advance: span });
const calls = async (operation) => (await admin(`requests?operation=${operation}`)).matched;
const used = (arn, arns) =>
    admin(`certificates/${encodeURIComponent(arn)}`, { do: "set_in_use", arns });
const tail = (id) => id.split("/").pop();

// The clock goes on while something waits: how many seconds it waited.
async function meanwhile(span, waiting) {
    const began = Date.now();
    const timer = new Promise((resolve) => {
        setTimeout(() => resolve(advance(span)), 700);
    });
    await waiting;
    await timer;
    return Date.now() - began > 690;
}

async function verify(what, got, name) {
    writeFileSync(`${out}/cert.pem`, got.Certificate);
    writeFileSync(`${out}/chain.pem`, got.CertificateChain);
    const now = Math.floor(Date.parse((await admin("clock")).now) / 1000);
    let said;
    try {
        said = execFileSync("openssl", ["verify", "-attime", String(now), "-x509_strict",
            "-purpose", "sslserver", "-verify_hostname", name, "-CAfile", `${out}/chain.pem`,
            `${out}/cert.pem`], { encoding: "utf8" });
    } catch (error) {
        said = error.message;
    }
    equal(what, `${out}/cert.pem: OK`, said.trim());
}

// --- what is asked often ---

const describe = async (arn) =>
    (await acm.send(new A.DescribeCertificateCommand({ CertificateArn: arn }))).Certificate;

const request = async (name, ...others) => (await acm.send(new A.RequestCertificateCommand({
    DomainName: name,
    ValidationMethod: "DNS",
    ...(others.length > 0 && { SubjectAlternativeNames: others }),
}))).CertificateArn;

const change = (zone, action, name, type, value) =>
    route53.send(new R.ChangeResourceRecordSetsCommand({
        HostedZoneId: zone,
        ChangeBatch: { Changes: [{ Action: action, ResourceRecordSet: {
            Name: name, Type: type, TTL: 300, ResourceRecords: [{ Value: value }] } }] },
    }));

// --- the story ---

async function makeZones() {
    const zones = [];
    for (const name of ["example.com", "example.org", "example.net"])
        zones.push(await route53.send(new R.CreateHostedZoneCommand(
            { Name: name, CallerReference: name })));
    equal("CreateHostedZone: status", 201, zones[0].$metadata.httpStatusCode);
    equal("CreateHostedZone: Location", true,
        zones[0].Location.endsWith(`/2013-04-01${zones[0].HostedZone.Id}`));
    equal("CreateHostedZone: name servers", 4, zones[0].DelegationSet.NameServers.length);
    await refused("CreateHostedZone: again", R.HostedZoneAlreadyExists, "caller reference",
        route53.send(new R.CreateHostedZoneCommand(
            { Name: "example.com", CallerReference: "example.com" })));
    return zones.map((zone) => zone.HostedZone.Id);
}

async function issue(zone) {
    const arn = await request("example.com", "*.example.com");
    const options = async () => (await describe(arn)).DomainValidationOptions;
    equal("DescribeCertificate: no record yet", [undefined, undefined],
        (await options()).map((option) => option.ResourceRecord));
    await advance("10s");
    const [record, second] = (await options()).map((option) => option.ResourceRecord);
    equal("DescribeCertificate: one record for both names", record, second);
    await refused("GetCertificate: not yet", A.RequestInProgressException, arn,
        acm.send(new A.GetCertificateCommand({ CertificateArn: arn })));
    const { ChangeInfo: info } = await change(zone, "CREATE", record.Name, "CNAME", record.Value);
    equal("ChangeResourceRecordSets", "PENDING", info.Status);
    equal("waitUntilResourceRecordSetsChanged waits", true, await meanwhile("35s",
        R.waitUntilResourceRecordSetsChanged(wait(route53), { Id: info.Id })));
    const got = await route53.send(new R.GetChangeCommand({ Id: info.Id }));
    equal("GetChange", "INSYNC", got.ChangeInfo.Status);
    let state;
    equal("waitUntilCertificateValidated waits", true, await meanwhile("2h",
        A.waitUntilCertificateValidated(wait(acm), { CertificateArn: arn }).then((result) => {
            state = result.state;
        })));
    equal("waitUntilCertificateValidated", "SUCCESS", state);
    return arn;
}

async function lookAt(arn) {
    const cert = await describe(arn);
    equal("DescribeCertificate", ["ISSUED", "SUCCESS", "SUCCESS"],
        [cert.Status, ...cert.DomainValidationOptions.map((d) => d.ValidationStatus)]);
    equal("DescribeCertificate: times are Dates", [2026, 2026, 2026, 2026],
        ["CreatedAt", "IssuedAt", "NotBefore", "NotAfter"].map((t) => cert[t].getUTCFullYear()));
    const list = async (input, client = acm) =>
        (await client.send(new A.ListCertificatesCommand(input))).CertificateSummaryList
            .map((summary) => summary.CertificateArn);
    equal("ListCertificates: by status", [arn], await list({ CertificateStatuses: ["ISSUED"] }));
    equal("ListCertificates: of another status", [],
        await list({ CertificateStatuses: ["FAILED"] }));
    const other = new A.ACMClient({ ...config, credentials: {
        accessKeyId: "AKIDOTHEREXAMPLE", secretAccessKey: "other/secret+EXAMPLE" } });
    equal("another account's key sees nothing", [], await list({}, other));
    const got = await acm.send(new A.GetCertificateCommand({ CertificateArn: arn }));
    await verify("openssl verify: the apex", got, "example.com");
    await verify("openssl verify: the wildcard", got, "www.example.com");
    const search = await acm.send(new A.SearchCertificatesCommand({ FilterStatement: {
        Filter: { CertificateArn: arn } } }));
    equal("SearchCertificates", [arn], search.Results.map((result) => result.CertificateArn));
}

async function tag(arn, zone) {
    const tags = async () => (await acm.send(new A.ListTagsForCertificateCommand(
        { CertificateArn: arn }))).Tags;
    await acm.send(new A.AddTagsToCertificateCommand({ CertificateArn: arn, Tags: [
        { Key: "team", Value: "web + ops" }, { Key: "größe", Value: "ü" }, { Key: "bare" }] }));
    equal("AddTagsToCertificate", [["bare", undefined], ["größe", "ü"], ["team", "web + ops"]],
        (await tags()).map((t) => [t.Key, t.Value]).sort());
    await acm.send(new A.RemoveTagsFromCertificateCommand(
        { CertificateArn: arn, Tags: [{ Key: "bare" }, { Key: "größe" }] }));
    equal("RemoveTagsFromCertificate", [{ Key: "team", Value: "web + ops" }], await tags());
    const resource = { ResourceType: "hostedzone", ResourceId: tail(zone) };
    await route53.send(new R.ChangeTagsForResourceCommand(
        { ...resource, AddTags: [{ Key: "a&b", Value: "<ü>" }] }));
    const { ResourceTagSet: set } = await route53.send(
        new R.ListTagsForResourceCommand(resource));
    equal("ChangeTagsForResource", [{ Key: "a&b", Value: "<ü>" }], set.Tags);
}

async function caaFailure(zone) {
    await change(zone, "UPSERT", "example.com", "CAA", '0 issue "letsencrypt.org"');
    await advance("10m");
    const arn = await request("example.com", "*.example.com");
    await advance("2h");
    const cert = await describe(arn);
    equal("DescribeCertificate: CAA_ERROR", ["FAILED", "CAA_ERROR", "SUCCESS", "SUCCESS"],
        [cert.Status, cert.FailureReason,
            ...cert.DomainValidationOptions.map((d) => d.ValidationStatus)]);
    const { state } = await A.waitUntilCertificateValidated(wait(acm), { CertificateArn: arn })
        .catch((error) => ({ state: error }));
    equal("waitUntilCertificateValidated: calls the FAILED one validated", "SUCCESS", state);
}

async function timeOut() {
    const arn = await request("late.example.org");
    await advance("71h");
    equal("after 71 hours", "PENDING_VALIDATION", (await describe(arn)).Status);
    await advance("2h");
    const cert = await describe(arn);
    equal("after 73 hours", ["VALIDATION_TIMED_OUT", undefined],
        [cert.Status, cert.FailureReason]);
}

async function pages(zone) {
    const all = async (paginator, member) => {
        const got = [];
        for await (const page of paginator) got.push(page[member]);
        return got;
    };
    for (const name of ["p1", "p2", "p3"]) await request(`${name}.example.org`);
    const before = await calls("ListCertificates");
    let got = await all(A.paginateListCertificates({ client: acm, pageSize: 2 }, {}),
        "CertificateSummaryList");
    equal("paginateListCertificates: pages", [2, 2, 2], got.map((page) => page.length));
    equal("paginateListCertificates: each once", 6,
        new Set(got.flat().map((c) => c.CertificateArn)).size);
    equal("paginateListCertificates: calls", 3, (await calls("ListCertificates")) - before);
    got = await all(A.paginateSearchCertificates({ client: acm, pageSize: 4 }, {}), "Results");
    equal("paginateSearchCertificates: pages", [4, 2], got.map((page) => page.length));
    got = await all(R.paginateListHostedZones({ client: route53, pageSize: 1 }, {}),
        "HostedZones");
    equal("paginateListHostedZones", ["example.com.", "example.net.", "example.org."],
        got.flat().map((z) => z.Name).sort());
    equal("paginateListHostedZones: pages", [1, 1, 1], got.map((page) => page.length));

    // The SDK has no paginator for record sets.
    await change(zone, "UPSERT", "*.example.com", "TXT", '"any"');
    const sets = [];
    let from = {};
    let asked = 0;
    do {
        const page = await route53.send(new R.ListResourceRecordSetsCommand(
            { HostedZoneId: zone, MaxItems: 2, ...from }));
        sets.push(...page.ResourceRecordSets.map((set) => `${set.Name} ${set.Type}`));
        from = page.IsTruncated && { StartRecordName: page.NextRecordName,
            StartRecordType: page.NextRecordType };
        asked += 1;
    } while (from && asked < 9);
    equal("ListResourceRecordSets: two a page", [3, 5, 5],
        [asked, sets.length, new Set(sets).size]);
    equal("ListResourceRecordSets: the order", ["example.com. CAA", "example.com. NS",
        "example.com. SOA", "\\052.example.com. TXT"], sets.slice(0, 4));
}

async function errors(zone) {
    await refused("DescribeCertificate: no such", A.ResourceNotFoundException, none,
        describe(none));
    await refused("GetHostedZone: no such", R.NoSuchHostedZone, "ZNOSUCHZONE",
        route53.send(new R.GetHostedZoneCommand({ Id: "ZNOSUCHZONE" })));
    await refused("DeleteHostedZone: not empty", R.HostedZoneNotEmpty, "",
        route53.send(new R.DeleteHostedZoneCommand({ Id: zone })));
    await refused("a batch that creates what is there", R.InvalidChangeBatch,
        "[Tried to create resource record set [name='example.com.', type='CAA'] "
            + "but it already exists]",
        change(zone, "CREATE", "example.com", "CAA", '0 issue "amazon.com"'));
    await refused("a batch that deletes what is not there", R.InvalidChangeBatch,
        "[Tried to delete resource record set [name='gone.example.com.', type='A'] "
            + "but it was not found]",
        change(zone, "DELETE", "gone.example.com", "A", "192.0.2.1"));
    const failure = await A.waitUntilCertificateValidated(wait(acm), { CertificateArn: none })
        .then((result) => result.state, (error) => error);
    equal("waitUntilCertificateValidated: no such", true,
        failure instanceof Error && failure.name !== "TimeoutError"
            && String(failure).includes("ResourceNotFoundException") || failure);
}

async function signatures() {
    const code = (client, command) => client.send(command).then(() => "taken", (e) => e.name);
    for (const [key, ofAcm, ofRoute53] of [
        ["AKIDSTORYEXAMPLE", "InvalidSignatureException", "SignatureDoesNotMatch"],
        ["AKIDNOBODY", "UnrecognizedClientException", "InvalidClientTokenId"]]) {
        const wrong = { ...config,
            credentials: { accessKeyId: key, secretAccessKey: "wrong" } };
        equal(`a signature of ${key} with a wrong secret: acm`, ofAcm,
            await code(new A.ACMClient(wrong), new A.ListCertificatesCommand({})));
        equal(`a signature of ${key} with a wrong secret: route53`, ofRoute53,
            await code(new R.Route53Client(wrong), new R.ListHostedZonesCommand({})));
    }
}

async function away(arn, zone) {
    await used(arn, [lb]);
    equal("DescribeCertificate: InUseBy", [lb], (await describe(arn)).InUseBy);
    const remove = () => acm.send(new A.DeleteCertificateCommand({ CertificateArn: arn }));
    await refused("DeleteCertificate: in use", A.ResourceInUseException, arn, remove());
    await used(arn, []);
    equal("DeleteCertificate", 200, (await remove()).$metadata.httpStatusCode);
    await refused("DescribeCertificate: deleted", A.ResourceNotFoundException, arn, describe(arn));
    const { ChangeInfo: info } = await route53.send(new R.DeleteHostedZoneCommand({ Id: zone }));
    equal("DeleteHostedZone", "PENDING", info.Status);
}

const zones = await makeZones();
const arn = await issue(zones[0]);
await lookAt(arn);
await tag(arn, zones[0]);
await caaFailure(zones[0]);
await timeOut();
await pages(zones[0]);
await errors(zones[0]);
if (auth === "strict") await signatures();
await away(arn, zones[1]);
equal("nothing was sent that the mock does not know", [], (await admin("unmatched")).unmatched);
console.log("the end");
