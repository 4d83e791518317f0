/* lib: opens reports in Debian's chromium, counts requests, keeps the score. */
import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const score = { passed: 0, failed: 0 };

/* One claim; what it throws, or a false, is its failure. */
export async function claim(name, body) {
    try {
        const answer = await body();
        if (answer === false)
            throw new Error("is false");
        score.passed++;
        console.log(`ok      ${name}`);
    } catch (error) {
        score.failed++;
        console.log(`FAILED  ${name}: ${String(error.message).split("\n").slice(0, 12).join("\n    ")}`);
    }
}

export function same(got, want, what) {
    if (JSON.stringify(got) !== JSON.stringify(want))
        throw new Error(`${what}: want ${JSON.stringify(want).slice(0, 400)}, got ${JSON.stringify(got).slice(0, 400)}`);
}

export const launch = () => chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/*
 * Opens a report in a context of its own. Every request but the report itself, every
 * error and every message of the console is kept in page.troubles.
 */
export async function open(browser, path, options = {}) {
    const { fragment = "", ...rest } = options;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...rest });
    const page = await context.newPage();
    const url = path.startsWith("http") ? path : pathToFileURL(resolve(path)).href;
    page.troubles = [];
    page.on("request", (request) => {
        if (request.url().split("#")[0] !== url && !request.url().startsWith("data:"))
            page.troubles.push(`request: ${request.url()}`);
    });
    page.on("pageerror", (error) => page.troubles.push(`error: ${error.message}`));
    page.on("console", (message) => page.troubles.push(`console: ${message.text()}`));
    page.on("dialog", (dialog) => {
        page.troubles.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    await page.goto(url + fragment);
    if (rest.javaScriptEnabled !== false && !options.noWait)
        await page.waitForFunction(() => document.documentElement.dataset.ready === "yes");
    return page;
}

export const close = (page) => page.context().close();

/*
 * axe-core's violations of WCAG 2.2 A and AA and its best practices. The script goes in
 * through the debugger, so the report's own CSP stays in force.
 */
export async function violations(page) {
    await page.evaluate(axeSource);
    const result = await page.evaluate(() => window.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }));
    return result.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.help}: ` +
        v.nodes.slice(0, 2).map((n) => `${n.html.slice(0, 160)} ${n.failureSummary.slice(0, 200)}`).join(" | "));
}

/* A host that forbids everything, as some CI servers do for artifacts. */
export async function strictHost(path) {
    const bytes = readFileSync(path);
    const server = createServer((request, response) => {
        response.writeHead(200, {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": "default-src 'none'; style-src 'none'; script-src 'none'",
        });
        response.end(bytes);
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return { url: `http://127.0.0.1:${server.address().port}/report.html`, stop: () => server.close() };
}

/* A folder for what the tests write; pictures are taken only when SHOTS names it. */
export function scratch() {
    const folder = process.env.SHOTS || mkdtempSync(join(tmpdir(), "acm-browser-"));
    return {
        file: (name) => join(folder, name),
        take: async (page, name) => {
            if (process.env.SHOTS)
                await page.screenshot({ path: join(folder, `${name}.png`) });
        },
        remove: () => { if (!process.env.SHOTS) rmSync(folder, { recursive: true, force: true }); },
    };
}
