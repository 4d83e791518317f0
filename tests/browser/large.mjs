/* large: 100,000 findings: size, time to ready, time of a filter; a table, no claims on time. */
import { readFileSync, statSync } from "node:fs";
import { claim, close, open, same } from "./lib.mjs";

const median = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

/* From a key in the search box until the new list has been painted. */
const filterTime = (page, words) => page.evaluate(async (q) => {
    const box = document.getElementById("search");
    const start = performance.now();
    box.value = q;
    box.dispatchEvent(new Event("input"));
    const drawn = performance.now();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return [drawn - start, performance.now() - start];
}, words);

/* From a click on the switch until the list is drawn. */
const clickTime = (page, name) => page.evaluate((label) => {
    const button = [...document.querySelectorAll(".grouping button")].find((one) => one.textContent === label);
    const start = performance.now();
    button.click();
    return performance.now() - start;
}, name);

/* From the navigation until the first page of the list is drawn and can be searched. */
async function readyTimes(browser, path) {
    const times = [];
    for (let i = 0; i < 5; i++) {
        const page = await open(browser, path);
        times.push(await page.evaluate(() => performance.getEntriesByName("ready")[0].startTime));
        await close(page);
    }
    return times;
}

export async function large(browser, path, log) {
    const ready = await readyTimes(browser, path);
    const page = await open(browser, path);
    const first = await filterTime(page, "host");
    const times = [];
    for (const words of ["host01", "acm_validation_pending 123456789007", "acm-validations", "no such", "host049999"])
        times.push(await filterTime(page, words));
    await claim("100,000 findings: a search finds the one among them", async () =>
        same(await page.locator("#rows .subject .name").allInnerTexts(), ["host049999.example.com"], "rows"));
    await page.getByRole("searchbox").fill("");
    const groups = [];
    for (const name of ["Cause", "Certificate", "Cause"])
        groups.push(await clickTime(page, name));
    const groupedTimes = [];
    for (const words of ["host01", "acm_validation_pending 123456789007", "acm-validations", "no such", "host"])
        groupedTimes.push(await filterTime(page, words));
    await claim("100,000 findings: grouped by cause, the most shared one is first", async () =>
        same((await page.locator("#groups .sharing").first().innerText()).startsWith("50,000 certificates share this"), true, "group"));
    await page.getByRole("button", { name: "Certificate", exact: true }).first().click();
    await claim("100,000 findings: the last page is there", async () => {
        await page.getByRole("searchbox").fill("");
        await page.goto(`file://${path}#?page=1000`);
        await page.waitForFunction(() => document.querySelector("nav.pages span").textContent.startsWith("Page 1,000 of 1,000"));
        same(await page.locator("#rows > tbody").count(), 50, "rows");
    });
    await claim("100,000 findings: the ledger goes on behind its first 500 files", async () => {
        await page.getByRole("button", { name: "Next files" }).click();
        same((await page.locator("#files-shown").innerText()).startsWith("501 to 1,000 of"), true, "range");
        same(/[0-9a-f]{64}$/.test(await page.locator("#files .hash").first().innerText()), true, "hash");
    });
    await close(page);
    const mb = statSync(path).size / 1e6;
    const written = readFileSync(log, "utf8").match(/in ([\d.]+) s/)[1];
    const row = (name, want, got) => console.log(`| ${name.padEnd(44)} | ${want.padEnd(8)} | ${got.padEnd(9)} |`);
    row("100,000 findings in report.html", "at most", "measured");
    row("-".repeat(44), "-".repeat(8), "-".repeat(9));
    row("size", "15 MB", `${mb.toFixed(1)} MB`);
    row("written", "2 s", `${written} s`);
    row("ready in Chromium, new process, median of 5", "1.5 s", `${(median(ready) / 1000).toFixed(2)} s`);
    row("first search (makes its index)", "", `${first[1].toFixed(0)} ms`);
    row("full-text filter, median of 5, to the list", "100 ms", `${median(times.map((t) => t[0])).toFixed(0)} ms`);
    row("first grouping by cause, later one", "", `${groups[0].toFixed(0)}, ${groups[2].toFixed(0)} ms`);
    row("filter while grouped, median of 5", "100 ms", `${median(groupedTimes.map((t) => t[0])).toFixed(0)} ms`);
    row("full-text filter, median of 5, painted", "", `${median(times.map((t) => t[1])).toFixed(0)} ms`);
}
