/* uses: what a reader does: search, filter, sort, turn pages, copy, come back; by keys. */
import { claim, close, open, same } from "./lib.mjs";

const names = (page) => page.locator("#rows .subject .name").allInnerTexts();
const shown = (page) => page.locator("#shown").innerText();
const state = (page) => page.evaluate(() => location.hash);
const choose = (page, facet, value) =>
    page.locator("fieldset", { has: page.locator("legend", { hasText: new RegExp(`^${facet}$`) }) })
        .locator(`input[value="${value}"]`).check();

/* Text of all rows, without what only the script adds. */
const rowTexts = (page) => page.evaluate(() => {
    document.querySelectorAll("#rows button.copy-one").forEach((button) => button.remove());
    return [...document.querySelectorAll("#rows > tbody")].map((body) =>
        body.textContent.replace(/\s+/g, " ").replace(/ (?=[.,)])/g, "").trim());
});

async function twins(browser, sample) {
    const still = await open(browser, sample, { javaScriptEnabled: false });
    const moving = await open(browser, sample);
    await claim("what the script draws says what the static part says, word for word", async () => {
        await moving.getByRole("button", { name: "Open all here" }).click();
        await moving.waitForTimeout(200);
        const want = await rowTexts(still);
        const got = await rowTexts(moving);
        same(got.length, want.length, "rows");
        got.forEach((text, i) => same(text.replace(/ /g, ""), want[i].replace(/ /g, ""), `row ${i}`));
    });
    await close(still);
    await close(moving);
}

async function cards(browser, sample) {
    const page = await open(browser, sample);
    const card = (words) => page.locator("article", { has: page.locator("code", { hasText: words }) }).first();
    await page.getByRole("button", { name: "Open all here" }).click();
    await claim("the chain says in words where it breaks, on its last step", async () => {
        const steps = await card("no record stands").locator(".trace:not(.climb) li").allInnerTexts();
        same(steps.map((step) => step.includes("breaks here")), [false, false, false, true], "steps");
    });
    await claim("the climb for CAA names each label and marks the one set that decides", async () => {
        const climb = card("a.b.shop.example.com").locator(".climb li");
        same(await climb.evaluateAll((all) => all.map((li) => li.className)),
            ["none", "failed", "unknown", "set", "above", "plain"], "states");
        same((await climb.allInnerTexts()).filter((text) => text.includes("decides")).length, 2, "words");
        same(await page.locator(".climb .set .values").first().innerText(), "0 issue \"other.example\" 0 issuewild \";\"", "set");
    });
    await claim("several observed records stand beside the expected one, with their zones and differences", async () => {
        const record = page.locator(".record", { hasText: "zzotherz" }).first();
        same(await record.locator("thead th").allInnerTexts(), ["Field", "Expected", "Observed", "Observed"], "columns");
        same(await record.locator("tbody tr").last().locator("td").allInnerTexts(), ["\u2013", "Z0EXAMPLE0000 public", "\u2013"], "zones");
        same(await record.locator("mark").allInnerTexts(), ["TXT", "bad0004.zzother", "\"one\"", "\"two\""], "marked");
    });
    await close(page);
}

/* Text of groups, without what only the script adds. */
const groupTexts = (page, where) => page.evaluate((selector) =>
    [...document.querySelectorAll(selector + " .group")].map((group) => {
        const copy = group.cloneNode(true);
        copy.querySelectorAll("button.copy-one, p[hidden]").forEach((part) => part.remove());
        return copy.textContent.replace(/\s+/g, "");
    }), where);

async function grouping(browser, sample, many) {
    const still = await open(browser, sample, { javaScriptEnabled: false });
    const want = await groupTexts(still, "#causes");
    await close(still);
    const page = await open(browser, sample);
    const button = (name) => page.locator(".grouping").getByRole("button", { name });
    await claim("the list can be grouped by cause, and the address keeps it", async () => {
        await button("Cause").click();
        same(await state(page), "#?group=cause", "fragment");
        same(await button("Cause").getAttribute("aria-pressed"), "true", "pressed");
        same(await page.locator("#rows").isVisible(), false, "certificates are away");
        await page.reload();
        await page.waitForFunction(() => document.documentElement.dataset.ready === "yes");
        same(await page.locator("#groups").isVisible(), true, "causes are there");
    });
    await claim("shared causes say what the static part says, word for word", async () => {
        await page.getByRole("button", { name: "Open all here" }).click();
        await page.waitForTimeout(100);
        same(want.length, 2, "static groups");
        same((await groupTexts(page, "#groups")).slice(0, want.length), want, "groups");
    });
    await claim("a cause that two share names them and one fix", async () => {
        const group = page.locator("#groups .group", { hasText: "2 certificates share this: one fix" });
        same(await group.locator(".members li").count(), 2, "certificates");
        same(await group.locator(".fix").count(), 1, "fixes");
    });
    await claim("filters count in groups, too", async () => {
        const before = await page.locator("#groups .group").count();
        await choose(page, "Severity", "high");
        const after = await page.locator("#groups .group").count();
        same(after > 0 && after < before, true, `${after} of ${before}`);
        same(await page.locator("#groups .group > summary .mark").allInnerTexts()
            .then((marks) => marks.every((mark) => mark.includes("high"))), true, "only high");
    });
    await claim("a certificate of a group leads to it in the list", async () => {
        const name = await page.locator("#groups .members a").first().innerText();
        await page.locator("#groups .members a").first().click();
        await page.waitForTimeout(100);
        same(await names(page), [name], "rows");
    });
    await close(page);
    const long = await open(browser, many, { fragment: "#?group=cause" });
    await claim("a long list of certificates goes on when it is asked to", async () => {
        const group = long.locator("#groups .group").first();
        same(/^\W*low\s*600 certificates share this: one fix/.test(await group.locator("summary").innerText()), true, "the most shared is first");
        same(await group.locator(".members li").count(), 20, "at first");
        await group.getByRole("button", { name: "and 580 more" }).click();
        same(await group.locator(".members li").count(), 120, "then");
        same(await long.evaluate(() => document.activeElement.closest("li") !== null), true, "the focus is on the first new one");
    });
    await close(long);
}

async function searching(browser, sample) {
    const page = await open(browser, sample);
    const search = async (words) => {
        await page.getByRole("searchbox").fill(words);
        return (await names(page)).length;
    };
    const all = (await names(page)).length;
    const firstId = await page.locator("#rows .cert code.copy, #rows .cert code").first().innerText();
    await claim("search finds a certificate by its ARN", async () => same(await search(firstId), 1, "rows"));
    await claim("search finds a record's whole name", async () => {
        const name = await page.locator("#rows .record td code").first().innerText();
        same(await search(name.toUpperCase()), 1, "rows");
    });
    await claim("search finds a command's words, in all rows that show it", async () =>
        same(await search("describe-certificate") > 1, true, "more than one"));
    await claim("search finds a name by its Unicode form", async () => same(await search("b\u00fccher"), 1, "rows"));
    await claim("every word of a search must be there", async () => {
        const one = await search("shop");
        same(await search("shop VALIDATION_TIMED_OUT") < one, true, "fewer rows");
        same(await search("shop"), one, "as before");
    });
    await claim("a search without a hit says so, and clearing it brings all back", async () => {
        same(await search("no such thing"), 0, "rows");
        same((await shown(page)).startsWith("Nothing matches"), true, "is said");
        await page.getByRole("button", { name: "Clear search and filters" }).click();
        same((await names(page)).length, all, "rows");
    });
    await claim("the number of results is announced", async () => {
        await search("shop");
        await page.waitForTimeout(600);
        same(await page.locator("#said").innerText(), await shown(page), "live region");
    });
    await close(page);
}

async function filtering(browser, sample, many) {
    const page = await open(browser, sample);
    await claim("a facet keeps the rows of its value, and its count was right", async () => {
        const label = page.locator("label.choice", { has: page.locator("input[value=\"FAILED\"]") });
        const promised = Number(await label.locator(".n").innerText());
        await choose(page, "Status", "FAILED");
        same((await names(page)).length, promised, "rows");
        same(await state(page), "#?status=FAILED", "fragment");
    });
    await claim("two values of a facet are either-or, two facets are both", async () => {
        const failed = (await names(page)).length;
        await choose(page, "Status", "PENDING_VALIDATION");
        const both = (await names(page)).length;
        same(both > failed, true, "more rows");
        await choose(page, "Severity", "high");
        same((await names(page)).length < both, true, "fewer rows");
    });
    await claim("severity and check must meet in one finding", async () => {
        await page.goto("about:blank");
        await page.goto((await open1(page, sample)) + "#?severity=critical&check=acm_validation_pending");
        await page.reload();
        await page.waitForFunction(() => document.documentElement.dataset.ready === "yes");
        same((await names(page)).length, 0, "rows");
    });
    await close(page);
    const long = await open(browser, many);
    await claim("a figure of the summary is a link to its certificates", async () => {
        await long.getByRole("link", { name: /show them/ }).first().click();
        await long.waitForTimeout(100);
        same((await state(long)).startsWith("#?status=FAILED"), true, "fragment");
        same(await long.locator("input[value=\"FAILED\"]").isChecked(), true, "box");
    });
    await close(long);
}

const open1 = async (_, path) => `file://${path}`;

async function sorting(browser, many) {
    const page = await open(browser, many);
    const header = (name) => page.locator("#rows thead th", { hasText: name });
    await claim("the list begins with the worst", async () =>
        same(await header("Worst").getAttribute("aria-sort"), "descending", "aria-sort"));
    await claim("a header sorts, twice turns around, and says so", async () => {
        await header("Certificate").getByRole("button").click();
        const up = await names(page);
        same(up, [...up].sort(), "ascending");
        same(await header("Certificate").getAttribute("aria-sort"), "ascending", "aria-sort");
        same(await header("Worst").getAttribute("aria-sort"), null, "the other's");
        await header("Certificate").getByRole("button").click();
        const down = await names(page);
        same(down, [...down].sort().reverse(), "descending");
        same(await state(page), "#?sort=-domain", "fragment");
    });
    await claim("a page holds 50, the next one goes on", async () => {
        const first = await names(page);
        same(first.length, 50, "rows");
        await page.getByRole("button", { name: "Next" , exact: true }).click();
        const second = await names(page);
        same(second[0] < first[49], true, "goes on");
        same(await state(page), "#?sort=-domain&page=2", "fragment");
    });
    await claim("the address brings the same view back", async () => {
        await page.getByRole("searchbox").fill("host");
        await choose(page, "Severity", "high");
        await page.getByRole("button", { name: "Next", exact: true }).click();
        await page.getByRole("button", { name: "Dark" }).click();
        const seen = [await names(page), await shown(page), await state(page)];
        await page.reload();
        await page.waitForFunction(() => document.documentElement.dataset.ready === "yes");
        same([await names(page), await shown(page), await state(page)], seen, "view");
        same(await page.getByRole("searchbox").inputValue(), "host", "search");
        same(await page.evaluate(() => document.documentElement.dataset.theme), "dark", "theme");
    });
    await claim("a broken address is no error", async () => {
        await page.goto(`file://${many}#?q=%E0%A4%A&page=99999&sort=constructor&severity=%&__proto__=x&theme=pink`);
        await page.reload();
        await page.waitForFunction(() => document.documentElement.dataset.ready === "yes");
        same(page.troubles, [], "errors");
    });
    await close(page);
}

async function copying(browser, sample) {
    const page = await open(browser, sample, { permissions: ["clipboard-read", "clipboard-write"] });
    await claim("a copy button gives exactly the command, and says that it did", async () => {
        const box = page.locator("#rows .code.has-copy").first();
        await box.getByRole("button").click();
        same(await page.evaluate(() => navigator.clipboard.readText()), await box.locator("pre").innerText(), "clipboard");
        same(await page.locator("#said").innerText(), "Copied to the clipboard", "live region");
    });
    await claim("the commands of the gaps can be copied as well", async () => {
        await page.locator("#gaps summary").first().click();
        await page.locator("#gaps .code button").first().click();
        same(await page.evaluate(() => navigator.clipboard.readText()),
            await page.locator("#gaps pre").first().innerText(), "clipboard");
    });
    await close(page);
}

async function keys(browser, sample) {
    const page = await open(browser, sample);
    const focus = () => page.evaluate(() => {
        const at = document.activeElement;
        const box = at.getBoundingClientRect();
        const style = getComputedStyle(at);
        return { what: at.tagName, text: (at.textContent || "").trim(), outline: style.outlineStyle !== "none",
            width: box.width, height: box.height, inline: style.display === "inline" };
    });
    await claim("the first key press reaches the skip link, and it skips", async () => {
        await page.keyboard.press("Tab");
        same((await focus()).text, "Skip to the findings", "first");
        await page.keyboard.press("Enter");
        same(await page.evaluate(() => document.activeElement.id), "findings", "focus");
    });
    await claim("from there the keys reach search, a filter, a header and a certificate", async () => {
        await page.keyboard.press("Tab");
        await page.keyboard.type("shop");
        same((await names(page)).every((name) => name.includes("shop")), true, "filtered by typing");
        const reached = new Set();
        for (let i = 0; i < 80; i++) {
            await page.keyboard.press("Tab");
            const at = await focus();
            reached.add(at.what);
            same(at.outline, true, `the focus on ${at.what} ${at.text.slice(0, 30)} is visible`);
            if (!at.inline)
                same(at.height >= 16.5 && at.width >= 16.5, true, `${at.what} ${at.text.slice(0, 30)} can be hit`);
            if (at.what === "SUMMARY" && at.text !== "Filters")
                break;
        }
        same(["INPUT", "BUTTON", "SUMMARY"].every((what) => reached.has(what)), true, [...reached].join());
    });
    await claim("Enter opens and closes a certificate", async () => {
        const details = () => page.evaluate(() => document.activeElement.parentNode.open);
        const before = await details();
        await page.keyboard.press("Enter");
        same(await details(), !before, "turned");
        await page.keyboard.press("Enter");
        same(await details(), before, "turned back");
    });
    await claim("a box of a filter keeps the focus when it is ticked", async () => {
        const box = page.locator(".facets input").first();
        const value = await box.inputValue();
        await box.focus();
        await page.keyboard.press("Space");
        same(await page.evaluate(() => [document.activeElement.value, document.activeElement.checked]),
            [value, true], "focus");
    });
    await close(page);
}

export async function uses(browser, sample, many) {
    await twins(browser, sample);
    await cards(browser, sample);
    await grouping(browser, sample, many);
    await searching(browser, sample);
    await filtering(browser, sample, many);
    await sorting(browser, many);
    await copying(browser, sample);
    await keys(browser, sample);
}
