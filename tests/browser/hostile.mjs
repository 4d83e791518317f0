/* hostile: names that want to be markup, and a document that must not be changed by them. */
import { readFileSync } from "node:fs";
import { claim, close, open, same } from "./lib.mjs";

/* U+2028, U+202E and escape stand in the sample's hostile domain. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

export async function hostile(browser, sample, stretched) {
    for (const [name, path] of [["sample", sample], ["stretched", stretched]]) {
        const page = await open(browser, path);
        await page.getByRole("button", { name: "Open all here" }).click();
        await claim(`${name}: nothing of the evidence became an element, a handler or a link`, async () => {
            const found = await page.evaluate(() => [
                [...document.scripts].length,
                [...document.querySelectorAll("*")].filter((node) =>
                    [...node.attributes].some((a) => a.name.startsWith("on") || a.name === "style")).length,
                [...document.querySelectorAll("a")].filter((a) =>
                    !a.getAttribute("href").startsWith("#") && !a.href.startsWith("https://")).length,
                [...document.querySelectorAll("a[href^=https]")].filter((a) => !a.rel.includes("noopener")).length,
                document.querySelectorAll("iframe, object, embed, img, form[action], base").length,
            ]);
            same(found, [3, 0, 0, 0, 0], "scripts, handlers and styles, odd links, without noopener, odd elements");
            same(page.troubles, [], "dialogs, errors, requests");
        });
        await claim(`${name}: the hostile name is readable, its unseen characters are written out`, async () => {
            const text = await page.locator("#rows .subject").filter({ hasText: "cmd" }).first().innerText();
            same(text.includes("<script>alert(1)</script>"), true, "as text");
            same(text.includes("\\u2028\\u202E\\u001B"), true, "escapes");
            same(UNSEEN.test(await page.evaluate(() => document.body.innerText)), false, "no unseen character");
        });
        await claim(`${name}: searching for it finds it`, async () => {
            await page.getByRole("searchbox").fill("<script>alert(1)</script>");
            same((await page.locator("#rows .subject").count()) >= 1, true, "a row");
            same(page.troubles, [], "dialogs, errors, requests");
        });
        await close(page);
    }
    await claim("the file holds no address but those of the rules, and no style attribute", async () => {
        const text = readFileSync(sample, "utf8").replace(/<script type="application\/json"[^]*?<\/script>/g, "");
        same(/ style=| on[a-z]+=|<img|@import|url\(/.test(text.replace(/&[a-z#0-9]+;/g, "")), false, "none");
        same([...text.matchAll(/href="([^"]*)"/g)].every((m) => /^(#|https:\/\/|data:,$)/.test(m[1])), true, "links");
    });
    await claim("a byte more in the style or the script is refused by the report's own policy", async () => {
        const bytes = readFileSync(sample, "utf8").replace("\"use strict\";", "\"use strict\" ;");
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.route("http://report.example/", (route) => route.fulfill({ body: bytes, contentType: "text/html" }));
        await page.goto("http://report.example/");
        same(await page.evaluate(() => document.documentElement.dataset.ready === undefined), true, "did not run");
        await context.close();
    });
}
