/* all: every browser test, one after the other; REPORTS holds what run.sh made. */
import { join } from "node:path";
import { claim, launch, score, scratch } from "./lib.mjs";
import { looks } from "./looks.mjs";
import { uses } from "./uses.mjs";
import { hostile } from "./hostile.mjs";
import { large } from "./large.mjs";

const made = (name) => join(process.env.REPORTS, `${name}.html`);
const shots = scratch();

/* Each suite has a browser of its own: one that dies takes no other suite with it. */
async function suite(name, run) {
    const browser = await launch();
    try {
        await run(browser);
    } catch (error) {
        await claim(`${name} runs to its end`, () => { throw error; });
    } finally {
        await browser.close();
    }
}

const looked = ["sample", "stretched", "healthy", "empty"].map((name) => [name, made(name)]);
if (process.env.GIVEN)
    looked.unshift(["given", process.env.GIVEN]);
for (const [name, path] of looked)
    await suite(name, (browser) => looks(browser, name, path, shots));
await suite("uses", (browser) => uses(browser, made("sample"), made("many")));
await suite("hostile", (browser) => hostile(browser, made("sample"), made("stretched")));
await suite("large", (browser) => large(browser, made("large"), join(process.env.REPORTS, "large.log")));
shots.remove();
console.log(`${score.passed} passed, ${score.failed} failed`);
process.exit(score.failed === 0 ? 0 : 1);
