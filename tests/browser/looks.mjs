/* looks: a report at two widths, light and dark, on paper, without script and style. */
import { statSync } from "node:fs";
import { claim, close, open, same, strictHost, violations } from "./lib.mjs";

const quiet = (page) => same(page.troubles, [], "requests, errors, messages");

async function themes(browser, name, path, shots) {
    for (const scheme of ["light", "dark"]) {
        for (const width of [320, 1280]) {
            const page = await open(browser, path, { colorScheme: scheme, viewport: { width, height: 900 } });
            const where = `${name}, ${scheme}, ${width} px`;
            await claim(`${where}: no axe violation`, async () => same(await violations(page), [], "violations"));
            await claim(`${where}: no axe violation with details open`, async () => {
                await page.evaluate(() => document.querySelectorAll("#gaps details, .filters").forEach((d) => { d.open = true; }));
                await page.evaluate(() => [...document.querySelectorAll("#rows details")].slice(0, 4).forEach((d) => { d.open = true; }));
                await page.waitForTimeout(100);
                same(await violations(page), [], "violations");
            });
            await claim(`${where}: grouped by cause, no axe violation and no sideways scrolling`, async () => {
                await page.evaluate(() => { location.hash = "#?group=cause"; });
                await page.waitForTimeout(100);
                await page.evaluate(() => [...document.querySelectorAll("#groups details")].slice(0, 4).forEach((d) => { d.open = true; }));
                await page.waitForTimeout(100);
                same(await violations(page), [], "violations");
                same(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "fits");
                await shots.take(page, `${name}-${scheme}-${width}-causes`);
                await page.evaluate(() => { location.hash = "#?"; });
                await page.waitForTimeout(100);
            });
            await claim(`${where}: no sideways scrolling`, async () =>
                same(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "fits"));
            await shots.take(page, `${name}-${scheme}-${width}`);
            await claim(`${where}: asks for nothing, says nothing`, () => quiet(page));
            await close(page);
        }
    }
}

async function paper(browser, name, path, shots) {
    const page = await open(browser, path);
    const opened = () => page.evaluate(() => [...document.querySelectorAll("details")].filter((d) => !d.open).length);
    const before = await opened();
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await claim(`${name}: on paper every part is open`, async () => same(await opened(), 0, "closed details"));
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await claim(`${name}: after printing it is as before`, async () => same(await opened(), before, "closed details"));
    for (const format of ["A4", "Letter"]) {
        await claim(`${name}: prints to ${format}`, async () => {
            const file = shots.file(`${name}-${format}.pdf`);
            await page.pdf({ path: file, format, preferCSSPageSize: false });
            return statSync(file).size > 10000;
        });
    }
    await close(page);
}

async function bare(browser, name, path, shots) {
    const page = await open(browser, path, { javaScriptEnabled: false });
    await claim(`${name}: without script the summary, gaps, evidence and rules stand there`, async () => {
        for (const id of ["summary", "findings", "gaps", "evidence", "rules"])
            same(await page.locator(`#${id}`).isVisible(), true, id);
        same(await page.locator("#tools").isVisible(), false, "tools are not there");
    });
    await shots.take(page, `${name}-noscript`);
    await claim(`${name}: without script the print sheet opens all`, async () => {
        await page.emulateMedia({ media: "print" });
        const hidden = await page.locator("details > div, details > p").evaluateAll((all) =>
            all.filter((part) => part.getBoundingClientRect().height === 0).length);
        same(hidden, 0, "hidden parts");
    });
    await close(page);
}

async function strict(browser, name, path, shots) {
    const host = await strictHost(path);
    const page = await open(browser, host.url, { noWait: true });
    await claim(`${name}: a host that forbids script and style leaves a plain document`, async () => {
        same(await page.evaluate(() => document.documentElement.dataset.ready === undefined), true, "no script ran");
        same(await page.evaluate(() => getComputedStyle(document.body).maxWidth), "none", "no style was applied");
        same(await page.locator("h1").isVisible() && await page.locator("#rules").isVisible(), true, "text is there");
        same(await page.locator("#tools").isVisible(), false, "tools are not there");
        same(page.troubles.filter((t) => t.startsWith("request")), [], "requests");
    });
    await shots.take(page, `${name}-strict`);
    await close(page);
    host.stop();
}

export async function looks(browser, name, path, shots) {
    await themes(browser, name, path, shots);
    await paper(browser, name, path, shots);
    await bare(browser, name, path, shots);
    await strict(browser, name, path, shots);
}
