/* mockaws-page: what the mock's page shows and does, for eyes, keys and thumbs. */
import { claim, launch, same, score, scratch, violations } from "./lib.mjs";

const url = process.env.MOCKAWS_URL;
const browser = await launch();
const shots = scratch();

async function open(options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.troubles = [];
    page.on("request", (request) => {
        if (!request.url().startsWith(`${url}/_mockaws/`) && !request.url().startsWith("data:"))
            page.troubles.push(`request: ${request.url()}`);
    });
    page.on("pageerror", (error) => page.troubles.push(`error: ${error.message}`));
    page.on("console", (message) => {
        if (!message.text().includes("status of 400"))
            page.troubles.push(`console: ${message.text()}`);
    });
    await page.goto(`${url}/_mockaws/`);
    await page.waitForSelector("#certificates-list li");
    return page;
}

const close = (page) => page.context().close();
const api = async (path, method = "GET", body = undefined) =>
    (await fetch(`${url}/_mockaws/${path}`, { method, body })).json();
const target = (operation, body) => fetch(url, {
    method: "POST",
    headers: {
        "X-Amz-Target": `CertificateManager.${operation}`,
        Authorization: "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/us-east-1/acm/aws4_request, SignedHeaders=host, Signature=00",
    },
    body: JSON.stringify(body),
});
const text = (page, selector) => page.locator(selector).innerText();
const row = (page, name) => page.locator("#certificates-list li", { has: page.locator(`summary .name:text-is("${name}")`) });

async function until(what, test) {
    for (let i = 0; i < 60; i++) {
        if (await test())
            return;
        await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error(`not within 6 s: ${what}`);
}

const has = (page, selector, part) => until(`${selector} has "${part}"`, async () => (await text(page, selector)).includes(part));

let page = await open();

await claim("the head tells the time, the mode and what comes next", async () => {
    same(await text(page, "#now"), "2026-03-01 00:00:00 UTC", "the time");
    same(await text(page, "#about"), "The clock stands until it is told; next: records are made, in 3 s.", "about it");
});

await claim("certificates stand in the order in which they were made, each with its status", async () => {
    same(await page.locator("#certificates-list summary .name").allInnerTexts(), ["example.com", "example.org", "example.net", "<b onclick=x>"], "names");
    same((await page.locator("#certificates-list summary .mark").allInnerTexts()).map((each) => each.trim()),
        ["PENDING_VALIDATION", "PENDING_VALIDATION", "PENDING_VALIDATION", "ISSUED"], "statuses");
});

await claim("a row tells why, name by name", async () => {
    await row(page, "example.com").locator("> details > summary").click();
    await until("two names", async () => await row(page, "example.com").locator(".why").count() === 2);
    const why = await row(page, "example.com").locator(".why").first().innerText();
    if (!why.includes("letsencrypt.org") || !why.includes("acm-validations.aws.") || !why.includes("ZEXAMPLE1"))
        throw new Error(why);
});

await claim("what another client does shows by itself, and open rows and the focus stay", async () => {
    await page.locator("#ask-name").fill("half a na");
    await page.locator("#ask-name").focus();
    await target("RequestCertificate", { DomainName: "new.example.net", ValidationMethod: "DNS" });
    await until("the new one", async () => await row(page, "new.example.net").count() === 1);
    same(await row(page, "example.com").locator("> details").getAttribute("open"), "", "the open row");
    same(await page.evaluate(() => document.activeElement.id), "ask-name", "the focus");
    same(await page.inputValue("#ask-name"), "half a na", "what was typed");
});

await claim("nothing is redrawn while nothing changes", async () => {
    await page.waitForTimeout(3000);
    await page.evaluate(() => {
        window.changes = 0;
        new MutationObserver((list) => { window.changes += list.length; }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    await page.waitForTimeout(6000);
    same(await page.evaluate(() => window.changes), 0, "changes of the page");
});

await claim("the validation records are put by a button, and the clock brings the rest", async () => {
    await page.locator("text=+1 min").click();
    await row(page, "example.org").locator("> details > summary").click();
    await row(page, "example.org").locator("button", { hasText: "Put the validation records" }).click();
    await has(page, "#said", "The records of example.org stand");
    await page.locator("text=+1 h").click();
    await has(page, "#said", "example.org ISSUED");
    await until("ISSUED", async () => (await row(page, "example.org").locator("summary .mark").first().innerText()).includes("ISSUED"));
});

await claim("the mail's link is followed by a button", async () => {
    await row(page, "example.net").locator("> details > summary").click();
    await row(page, "example.net").locator("button", { hasText: "Follow the mail's link" }).click();
    await has(page, "#said", "is answered");
});

await claim("the clock goes to the next event, by a span, and to a time", async () => {
    const before = await api("clock");
    await page.locator("#to-next").click();
    await until("the event's time", async () => (await api("clock")).now === before.next.at);
    await page.locator("#span").fill("1d2h");
    await page.locator("#span").press("Enter");
    await has(page, "#said", "It is ");
    await page.locator("#span").fill("2026-04-01");
    await page.locator("#go button").click();
    await has(page, "#now", "2026-04-01 00:00:00 UTC");
    await has(page, "#said", "EXPIRED");
});

await claim("what the mock refuses is said with the nearest word", async () => {
    await page.locator("#span").fill("2026-01-01");
    await page.locator("#go button").click();
    await has(page, "#said .wrong", "never goes back");
});

await claim("another speed is kept, and manual stops it", async () => {
    await page.locator('[data-speed="x3600"]').click();
    await until("x3600", async () => await page.locator('[data-speed="x3600"]').getAttribute("aria-pressed") === "true");
    await page.locator('[data-speed="manual"]').click();
    await until("manual", async () => await page.locator('[data-speed="manual"]').getAttribute("aria-pressed") === "true");
});

await claim("zones open to their records", async () => {
    const zone = page.locator("#zones-list li").first();
    await zone.locator("summary").click();
    await until("records", async () => await zone.locator("tbody tr").count() >= 6);
    const records = await zone.innerText();
    if (!records.includes("alias of d1.cloudfront.net") || !records.includes("weight 10") || !records.includes("<script>"))
        throw new Error(records);
});

await claim("the DNS is asked, and the answer is of now", async () => {
    await page.locator("#ask-name").fill("example.com");
    await page.locator("#ask-type").selectOption("CAA");
    await page.locator("#ask button").click();
    await has(page, "#ask-answer", "letsencrypt.org");
    await page.locator("#span").fill("2026-05-05");
    await page.locator("#go button").click();
    await has(page, "#ask-answer", "May 05 00:00:00 UTC 2026");
    await page.locator("#ask-name").fill("a..b");
    await page.locator("#ask button").click();
    await has(page, "#ask-answer", "empty label");
});

await claim("the journal has the latest first, errors marked, and errors alone when asked", async () => {
    const { certificates } = await api("certificates");
    await target("DescribeCertificate", { CertificateArn: certificates[0].arn });
    await target("DescribeCertificate", { CertificateArn: certificates[0].arn });
    await target("DescribeCertificat", {});
    await until("four calls", async () => await page.locator("#journal-list tr").count() === 4);
    same(await page.locator("#journal-list .what .name").allInnerTexts(),
        ["DescribeCertificat", "DescribeCertificate", "DescribeCertificate", "RequestCertificate"], "operations");
    same(await page.locator("#journal-list tr.wrong").count(), 2, "marked");
    await page.locator("#errors-only").check();
    await until("errors alone", async () => await page.locator("#journal-list tr").count() === 2);
    if (!(await text(page, "#journal-list")).includes("ThrottlingException"))
        throw new Error(await text(page, "#journal-list"));
    await page.locator("#errors-only").uncheck();
});

await claim("what was in vain is told, and faults are cleared", async () => {
    await has(page, "#unmatched-list", "nearest: DescribeCertificate");
    await has(page, "#unmatched-list", "timeline[0]: advance when web is REVOKED");
    await has(page, "#faults-list", "answered once");
    await page.locator("#clear-faults").click();
    await has(page, "#faults-none", "None");
});

await claim("hostile text stays text", async () => {
    same(await page.locator("main img, main script, main b").count(), 0, "elements");
    same((await page.title()).startsWith("mockaws, 2026"), true, "the title");
});

await claim("every control is reached and used by keys", async () => {
    await page.locator(".skip").focus();
    const seen = [];
    for (let i = 0; i < 11; i++) {
        await page.keyboard.press("Tab");
        seen.push(await page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.id));
    }
    same(seen, ["+1 min", "+1 h", "+72 h", "To the next event", "span", "Go", "manual", "real", "\u00d760", "\u00d73600", "Begin anew"], "the order");
    await page.locator("#certificates-list summary").first().focus();
    await page.keyboard.press("Enter");
    same(await page.locator("#certificates-list details").first().getAttribute("open"), null, "closed by Enter");
});

await claim("axe finds nothing, in light and dark, wide and narrow", async () => {
    for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [320, "light"], [320, "dark"]]) {
        const other = await open({ viewport: { width, height: 900 }, colorScheme });
        await other.locator("#certificates-list summary").first().click();
        await other.locator("#zones-list summary").first().click();
        await until("why", async () => await other.locator(".why").count() > 0);
        same(await violations(other), [], `${width} ${colorScheme}`);
        const wide = await other.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width)
            throw new Error(`${width}: the page is ${wide} wide`);
        await shots.take(other, `mockaws-${width}-${colorScheme}`);
        same(other.troubles, [], "troubles");
        await close(other);
    }
});

await claim("begin anew asks twice", async () => {
    await page.locator("#reset").click();
    await page.locator("#reset").evaluate((node) => node.blur());
    same(await text(page, "#reset"), "Begin anew", "let go");
    await page.locator("#reset").click();
    await page.locator("#reset").click();
    await has(page, "#now", "2026-03-01 00:00:00 UTC");
    await until("the first four", async () => await page.locator("#certificates-list li").count() === 4);
});

await claim("a mock that is gone is said, and found again", async () => {
    await page.context().setOffline(true);
    await until("lost", async () => await page.locator("#lost").isVisible());
    await page.context().setOffline(false);
    await until("found", async () => !(await page.locator("#lost").isVisible()));
});

await claim("the page asked nobody else and complained of nothing", async () => {
    same(page.troubles.filter((each) => !each.includes("ERR_INTERNET_DISCONNECTED")), [], "troubles");
});

await browser.close();
shots.remove();
console.log(`${score.passed} passed, ${score.failed} failed`);
process.exitCode = score.failed > 0 ? 1 : 0;
