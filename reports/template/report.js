/* report: search, facets, sorting, pages and copying over the data island. */
"use strict";
(() => {
    const island = (name) =>
        JSON.parse([...document.querySelectorAll("script." + name)].map((part) => part.textContent).join(""));
    const data = island("data");
    const { strings, tuples, rules, causes, rows } = data;
    const total = rows.shape.length;
    const PAGE = 50;
    const PRINT = 500;
    const byId = (id) => document.getElementById(id);

    /* ---- text: the one place where the evidence's words become visible ---- */

    const ODD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
    const visible = (text) => text.replace(ODD, (c) =>
        "\\u" + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0"));

    /* An element; children are elements or texts. Nothing is ever parsed as HTML. */
    function el(name, attributes, ...children) {
        const node = document.createElement(name);
        for (const key in attributes) {
            if (attributes[key] !== null && attributes[key] !== false)
                node.setAttribute(key, attributes[key] === true ? "" : attributes[key]);
        }
        for (const child of children.flat(Infinity)) {
            if (child !== null && child !== "")
                node.append(typeof child === "object" ? child : visible(String(child)));
        }
        return node;
    }

    const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
    const isoTime = (seconds) => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
    const plural = (n, one, many) => count(n) + " " + (n === 1 ? one : many);

    function time(seconds) {
        const iso = isoTime(seconds);
        return el("time", { datetime: iso }, iso.slice(0, 10) + " " + iso.slice(11, 16) + " UTC");
    }

    const unicode = new Map(data.idn);

    function domainName(name) {
        const form = unicode.get(name);
        return el("span", { class: "name" }, name,
            form === undefined ? null : [" ", el("span", { class: "idn" }, "(", el("bdi", {}, form), ")")]);
    }

    /* ---- the island: see reports/island.h ---- */

    const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

    function hex(letters) {
        const bytes = atob(letters);
        let out = "";
        for (let i = 0; i < bytes.length; i++)
            out += HEX[bytes.charCodeAt(i)];
        return out;
    }

    function unpack(value) {
        switch (value[0]) {
        case "!": {
            const h = hex(value.slice(1));
            return [h.slice(0, 8), h.slice(8, 12), h.slice(12, 16), h.slice(16, 20), h.slice(20)].join("-");
        }
        case "$": return "_" + hex(value.slice(1));
        case "%": return hex(value.slice(1));
        case "@": return isoTime(parseInt(value.slice(1), 36));
        default: return value;
        }
    }

    const unpackAll = (values) => values === "" ? [] : values.split(" ").map(unpack);

    const parsed = new Array(strings.length);

    /* What a text is made of: texts at even places, references at odd ones. */
    function partsOf(number) {
        if (parsed[number] === undefined)
            parsed[number] = strings[number].split("`");
        return parsed[number];
    }

    function valuesOf(row) {
        const shape = tuples[rows.shape[row]];
        const names = rows.names[row].split(" ");
        const cut = (names[1] || "").indexOf("/");
        const first = (names[1] || "").replace("/", ".");
        return {
            u: names[0] === "-" ? "" : unpack(names[0]),
            a: strings[shape[4]],
            r: strings[shape[5]],
            h: cut < 0 ? "" : first.slice(0, cut).replace(/^\*\./, ""),
            z: cut < 0 ? "" : first.slice(cut + 1),
            n: names.slice(1).map((n, i) => i === 0 ? first : n.endsWith("~") ? n.slice(0, -1) + "." + first : n),
            x: unpackAll(rows.more[row]),
        };
    }

    function refer(values, ref) {
        if (ref === "")
            return "`";
        const own = values[ref[0]];
        return typeof own === "string" ? own : own[Number(ref.slice(1))];
    }

    function text(values, number) {
        const parts = partsOf(number);
        if (parts.length === 1)
            return parts[0];
        let out = parts[0];
        for (let i = 1; i < parts.length; i += 2)
            out += refer(values, parts[i]) + parts[i + 1];
        return out;
    }

    function placesOf(row) {
        let line = 0;
        return (rows.places[row] === "" ? [] : rows.places[row].split(" ")).map((place) => {
            const pieces = place.split(",");
            const column = parseInt(pieces[pieces.length === 1 ? 0 : 1], 36);
            if (pieces.length > 1)
                line += parseInt(pieces[0], 36);
            const document = rows.doc[row] + (pieces.length > 2 ? parseInt(pieces[2], 36) : 0);
            return { line, column, document };
        });
    }

    /* Where the fingerprints of a row begin. */
    const firstPrint = new Uint32Array(total + 1);
    for (let row = 0; row < total; row++)
        firstPrint[row + 1] = firstPrint[row] + tuples[rows.list[row]].length;

    const SEVERITIES = ["info", "low", "medium", "high", "critical"];
    const MARKS = ["critical", "high", "medium", "low", "info", "unknown", "waived", "pass"];
    const SHAPES = { critical: "\u25c6", high: "\u25b2", medium: "\u25a0", low: "\u25cf", info: "\u25cb",
        unknown: "?", waived: "\u2205", pass: "\u2713" };

    function markOf(finding) {
        if (finding[1] !== 2)
            return finding[1] === 3 ? "unknown" : "pass";
        return finding[6] !== 0 ? "waived" : SEVERITIES[finding[2]];
    }

    /* The marks of a list of findings, the worst first, and its checks. */
    const lists = new Map();
    function listOf(number) {
        let list = lists.get(number);
        if (list === undefined) {
            const findings = tuples[number].map((n) => tuples[n]);
            const marks = findings.map(markOf);
            list = { findings, marks, worst: MARKS.find((mark) => marks.includes(mark)),
                checks: findings.map((finding) => rules[finding[0]][0]) };
            lists.set(number, list);
        }
        return list;
    }

    /* ---- search ---- */

    /*
     * A word of the search is looked for in the texts themselves (each is there once,
     * whatever the number of rows), and in what a row puts into them.
     */
    let atoms = null; /* lower-case texts, then rules, then causes */
    let hay = null;   /* by row */
    const reach = new Map(); /* by list: its atoms, and its words that hold a reference */

    function walk(numbers, visit) {
        for (const n of numbers)
            visit(tuples[n]);
    }

    function textsOf(finding, add) {
        add(finding[3]); add(finding[4]); add(finding[5]);
        tuples[finding[6]].forEach(add);
        walk(tuples[finding[7]], (cause) => {
            add(cause[2]);
            tuples[cause[3]].forEach(add);
            tuples[cause[4]].slice(0, 3).forEach(add);
            walk(tuples[cause[5]], (record) => {
                add(record[0]); add(record[1]); tuples[record[2]].forEach(add);
            });
            tuples[cause[6]].forEach(add);
            walk(tuples[cause[7]], (fix) => { add(fix[1]); add(fix[2]); });
            tuples[cause[8]].forEach((n, i) => { if (i % 4 < 3) add(n); });
        });
        tuples[finding[8]].forEach((n, i) => { if (i % 4 < 3) add(n); });
        tuples[finding[9]].forEach(add);
        tuples[finding[10]].forEach(add);
    }

    /* The words of a text that are more than one reference, each as a split text. */
    const compounds = new Array(strings.length);
    function compoundsOf(number) {
        if (compounds[number] === undefined) {
            compounds[number] = strings[number].includes("`")
                ? strings[number].split(/[\s"'()<>,;]+/).filter((word) =>
                    word.includes("`") && !/^[.:]?`[a-z]\d*`[.:]?$/.test(word))
                : [];
        }
        return compounds[number];
    }

    function reachOf(number) {
        let known = reach.get(number);
        if (known === undefined) {
            const found = new Set();
            const words = new Set();
            walk(tuples[number], (finding) => {
                textsOf(finding, (n) => found.add(n));
                found.add(strings.length + finding[0]);
                walk(tuples[finding[7]], (cause) => found.add(strings.length + rules.length + cause[0]));
            });
            for (const n of found) {
                if (n < strings.length)
                    compoundsOf(n).forEach((word) => words.add(word));
            }
            known = { atoms: Uint32Array.from(found), words: [...words].map((word) => word.split("`")) };
            reach.set(number, known);
        }
        return known;
    }

    function fill(values, parts) {
        let out = parts[0];
        for (let i = 1; i < parts.length; i += 2)
            out += refer(values, parts[i]) + parts[i + 1];
        return out;
    }

    function hayOf(row) {
        const shape = tuples[rows.shape[row]];
        const values = valuesOf(row);
        const out = [text(values, shape[1]), text(values, shape[2])];
        for (const name of tuples[shape[3]])
            out.push(text(values, name));
        for (const user of tuples[shape[13]])
            out.push(text(values, user));
        for (const name of values.n) {
            if (unicode.has(name))
                out.push(unicode.get(name));
        }
        for (let i = 4; i < 13; i++)
            out.push(strings[shape[i]]);
        out.push(values.x.join("\n"));
        for (const parts of reachOf(rows.list[row]).words)
            out.push(fill(values, parts));
        return out.join("\n").toLowerCase();
    }

    let indexed = 0; /* rows that have their hay */

    function indexUntil(end) {
        if (atoms === null) {
            atoms = strings.map((s) => s.replace(/`[a-z]\d*`/g, "\n").toLowerCase());
            for (const rule of rules)
                atoms.push((rule[0] + "\n" + rule[1] + "\n" + rule[2]).toLowerCase());
            for (const cause of causes)
                atoms.push((cause[0] + "\n" + cause[1]).toLowerCase());
            hay = new Array(total);
        }
        for (; indexed < end; indexed++)
            hay[indexed] = hayOf(indexed);
    }

    /* Made ahead in idle time, so that the first search need not wait for it. */
    function indexAhead(deadline) {
        while (indexed < total && deadline.timeRemaining() > 2)
            indexUntil(Math.min(total, indexed + 50));
        if (indexed < total)
            requestIdleCallback(indexAhead);
    }

    /* Which rows hold every word: 1 a row; null: all. */
    function searched(query) {
        const words = query.toLowerCase().split(/\s+/).filter((word) => word !== "");
        if (words.length === 0)
            return null;
        indexUntil(total);
        const out = new Uint8Array(total).fill(1);
        for (const word of words) {
            const hit = atoms.map((atom) => atom.includes(word));
            const listHit = new Map();
            for (let row = 0; row < total; row++) {
                if (out[row] === 0)
                    continue;
                const list = rows.list[row];
                let ok = listHit.get(list);
                if (ok === undefined) {
                    ok = reachOf(list).atoms.some((atom) => hit[atom]);
                    listHit.set(list, ok);
                }
                if (!ok && !hay[row].includes(word))
                    out[row] = 0;
            }
        }
        return out;
    }

    /* ---- facets ---- */

    const FACETS = [
        { key: "severity", name: "Severity", list: (list) => list.marks },
        { key: "check", name: "Check", list: (list) => list.checks },
        { key: "status", name: "Status", at: 6 },
        { key: "account", name: "Account", at: 4 },
        { key: "region", name: "Region", at: 5 },
        { key: "method", name: "Validated by", at: 7 },
        { key: "use", name: "In use", at: 9 },
    ];
    const NONE = "(none)";
    const shapeValue = (shape, facet) => shape[facet.at] === 0 ? NONE : strings[shape[facet.at]];

    const fresh = () => ({ q: "", chosen: Object.fromEntries(FACETS.map((f) => [f.key, new Set()])),
        sort: "worst", up: false, page: 1 });
    let state = fresh();
    let theme = "auto";

    /* Of a list: which of the two facets on findings it fails, and what counts for each. */
    function judgeList(number) {
        const list = listOf(number);
        const severity = state.chosen.severity;
        const check = state.chosen.check;
        const marks = new Set();
        const checks = new Set();
        let both = false;
        list.marks.forEach((mark, i) => {
            const okMark = severity.size === 0 || severity.has(mark);
            const okCheck = check.size === 0 || check.has(list.checks[i]);
            if (okCheck)
                marks.add(mark);
            if (okMark)
                checks.add(list.checks[i]);
            both = both || (okMark && okCheck);
        });
        return { both, marks, checks };
    }

    /* Which of the facets on certificates a shape fails, as bits. */
    function judgeShape(shape) {
        let failed = 0;
        FACETS.forEach((facet, i) => {
            const chosen = state.chosen[facet.key];
            if (facet.at !== undefined && chosen.size > 0 && !chosen.has(shapeValue(shape, facet)))
                failed |= 1 << i;
        });
        return failed;
    }

    const memo = (make) => {
        const known = new Map();
        return (key) => {
            let value = known.get(key);
            if (value === undefined)
                known.set(key, value = make(key));
            return value;
        };
    };

    const bump = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1);

    /* The rows that pass, in their order, and for each facet how many rows each value has. */
    function filtered() {
        const found = searched(state.q);
        const ofList = memo(judgeList);
        const ofShape = memo((number) => judgeShape(tuples[number]));
        const passing = [];
        const perShape = FACETS.map(() => new Map());
        const perList = new Map();
        for (let row = 0; row < total; row++) {
            if (found !== null && found[row] === 0)
                continue;
            const judged = ofList(rows.list[row]);
            const failed = ofShape(rows.shape[row]);
            if (failed === 0) {
                bump(perList, rows.list[row]);
                if (judged.both)
                    passing.push(row);
            }
            if (judged.both && (failed & (failed - 1)) === 0) {
                for (let i = 2; i < FACETS.length; i++) {
                    if (failed === 0 || failed === 1 << i)
                        bump(perShape[i], rows.shape[row]);
                }
            }
        }
        return { passing, counts: FACETS.map((facet, i) => tally(facet, perShape[i], perList, ofList)) };
    }

    function tally(facet, perShape, perList, ofList) {
        const counts = new Map();
        const add = (value, n) => counts.set(value, (counts.get(value) || 0) + n);
        for (const [number, n] of perShape) {
            if (facet.at !== undefined)
                add(shapeValue(tuples[number], facet), n);
        }
        if (facet.at === undefined) {
            for (const [number, n] of perList)
                (facet.key === "severity" ? ofList(number).marks : ofList(number).checks).forEach((v) => add(v, n));
        }
        return counts;
    }

    /* ---- order ---- */

    let domains = null;

    function allDomains() {
        if (domains === null) {
            domains = new Array(total);
            for (let row = 0; row < total; row++) {
                const shape = tuples[rows.shape[row]];
                const values = valuesOf(row);
                domains[row] = text(values, shape[2] || shape[1]);
            }
        }
        return domains;
    }

    const SORTS = {
        domain: () => { const all = allDomains(); return (row) => all[row]; },
        status: () => (row) => strings[tuples[rows.shape[row]][6]],
        account: () => (row) => strings[tuples[rows.shape[row]][4]],
        region: () => (row) => strings[tuples[rows.shape[row]][5]],
        use: () => (row) => strings[tuples[rows.shape[row]][9]],
        end: () => (row) => rows.end[row] === null ? Infinity : rows.end[row],
    };

    function ordered(passing) {
        if (state.sort === "worst")
            return state.up ? passing.reverse() : passing;
        const key = SORTS[state.sort]();
        const sign = state.up ? 1 : -1;
        return passing.map((row) => [key(row), row]).sort((a, b) =>
            a[0] < b[0] ? -sign : a[0] > b[0] ? sign : a[1] - b[1]).map((pair) => pair[1]);
    }

    /* ---- drawing: cards ---- */

    const mark = (word) => el("span", { class: "mark " + word },
        el("span", { class: "shape", "aria-hidden": "true" }, SHAPES[word]), " ", word);
    const code = (value, kind) => el("code", { class: kind || null }, value);

    async function copy(button, value) {
        let done = true;
        try {
            await navigator.clipboard.writeText(value);
        } catch (_) {
            const box = el("textarea", { class: "quiet", "aria-hidden": "true", tabindex: "-1" });
            box.value = value;
            document.body.append(box);
            box.select();
            done = document.execCommand("copy");
            box.remove();
            button.focus();
        }
        const before = button.textContent;
        button.textContent = done ? "Copied" : "Press Ctrl+C";
        say(done ? "Copied to the clipboard" : "Copying is not allowed here");
        setTimeout(() => { button.textContent = before; }, 1500);
    }

    function copyButton(source, what) {
        const button = el("button", { type: "button", class: "copy-one", "aria-label": "Copy " + what }, "Copy");
        button.addEventListener("click", () => copy(button, source.textContent));
        return button;
    }

    function codeBox(value, isText, what) {
        const pre = el("pre", { class: isText ? "words" : "command" }, value);
        return el("div", { class: "code has-copy" }, pre, copyButton(pre, what));
    }

    function withCopy(value, what) {
        const node = code(value);
        return [node, " ", copyButton(node, what)];
    }

    const CONT = /[\udc00-\udfff]/;

    /* What differs from the expected text, marked: see html_diff.c. */
    function diff(expected, observed) {
        if (expected === null || observed === null)
            return [observed];
        const bare = (s) => s.endsWith(".") ? s.length - 1 : s.length;
        const a = expected.toLowerCase();
        const b = observed.toLowerCase();
        if (a.length !== expected.length || b.length !== observed.length)
            return expected === observed ? [observed] : [el("mark", {}, observed)];
        const want = bare(a);
        const len = bare(b);
        let start = 0;
        while (start < want && start < len && a[start] === b[start])
            start++;
        while (start > 0 && start < len && CONT.test(b[start]))
            start--;
        let end = 0;
        while (end < want - start && end < len - start && a[want - 1 - end] === b[len - 1 - end])
            end++;
        while (end > 0 && CONT.test(b[len - end]))
            end--;
        const middle = observed.slice(start, len - end);
        return [observed.slice(0, start),
            middle !== "" ? el("mark", {}, middle)
                : want > len ? el("mark", { class: "lacks", title: "something is missing here" }, "\u2026") : null,
            observed.slice(len - end)];
    }

    const th = (label, scope) => el("th", { scope: scope || "col" }, label);
    const table = (kind, caption, head, body) => el("div", { class: "scroll" },
        el("table", { class: kind }, el("caption", {}, caption),
            el("thead", {}, el("tr", {}, head)), el("tbody", {}, body)));

    function recordTable(values, want, seen) {
        const t = (n) => n === 0 || n === undefined ? null : text(values, n);
        const fields = [["Name", 0], ["Type", 1], ["Value", 2]];
        const lines = fields.map(([label, i]) => {
            const expected = want.length === 0 ? null : t(want[i]);
            const cells = seen.map((record) =>
                el("td", {}, el("code", {}, diff(expected, i < 2 ? t(record[i]) || "" : t(tuples[record[2]][0]) || ""))));
            return el("tr", {}, th(label, "row"),
                want.length === 0 ? null : el("td", { class: "want" },
                    i === 1 ? code(expected || "") : withCopy(expected || "", "the record's " + label.toLowerCase())), cells);
        });
        const further = seen.flatMap((record) => tuples[record[2]].slice(1)).map((n) =>
            el("p", { class: "host" }, "Observed as well: ", code(t(n))));
        const labels = want.length === 0 || want[3] === 0 ? [] : t(want[0]).replace(/\.$/, "").split(".");
        const host = labels.length === 0 ? null : el("p", { class: "host" }, "Where the form adds ",
            code(labels.slice(want[3]).join(".")), " by itself, the host is ",
            withCopy(labels.slice(0, want[3]).join("."), "the host"), ".");
        return [table("record", "Record", [th("Field"), want.length === 0 ? null : th("Expected"),
            seen.map(() => th("Observed"))], lines), ...further, host];
    }

    function fixParts(values, numbers, shown) {
        return numbers.map((n) => {
            const fix = tuples[n];
            const title = text(values, fix[1]);
            const value = text(values, fix[2]);
            const again = shown.has(value);
            shown.add(value);
            return el("div", { class: "fix" },
                el("p", {}, el("span", { class: "kind" }, data.kinds[fix[0]]), " ", title,
                    again ? [" ", el("span", { class: "seen" }, "(the same as above)")] : null),
                again ? null : codeBox(value, fix[0] === 4, data.kinds[fix[0]].toLowerCase() + ": " + title));
        });
    }

    function causePart(values, cause, shown) {
        const t = (n) => text(values, n);
        const names = tuples[cause[3]].map((n) => domainName(t(n)));
        const want = tuples[cause[4]];
        const seen = tuples[cause[5]].slice(0, 3).map((n) => tuples[n]);
        const zone = tuples[cause[6]];
        const sure = ["low", "medium", "high", "certain"][cause[1]];
        return el("div", { class: "cause" },
            el("h4", {}, causes[cause[0]][0]),
            el("p", { class: "sure " + sure }, data.sure[cause[1]]),
            el("p", {}, causes[cause[0]][1], cause[2] === 0 || t(cause[2]) === "" ? null : " " + t(cause[2])),
            names.length === 0 ? null : el("p", { class: "about" }, names.length === 1 ? "Name: " : "Names: ",
                names.flatMap((name, i) => i === 0 ? [name] : [", ", name])),
            want.length + seen.length === 0 ? null : recordTable(values, want, seen),
            zone.length === 0 ? null : el("p", { class: "about" }, "Zone: ", code(t(zone[1])), " ", t(zone[0]),
                zone[2] === 0 ? null : ", " + t(zone[2])),
            fixParts(values, tuples[cause[7]], shown));
    }

    function evidenceTable(values, places, finding) {
        const numbers = [...tuples[finding[8]]];
        walk(tuples[finding[7]], (cause) => numbers.push(...tuples[cause[8]]));
        const lines = [];
        for (let i = 0; i < numbers.length; i += 4) {
            const at = places[numbers[i + 3]];
            const file = text(values, numbers[i]) + (at.line === 0 ? "" : ":" + at.line +
                (at.column === 0 ? "" : ":" + at.column));
            lines.push(el("tr", {}, el("td", {}, code(file)), el("td", {}, at.document),
                el("td", {}, code(text(values, numbers[i + 1]))),
                el("td", {}, numbers[i + 2] === 0 ? null : code(text(values, numbers[i + 2])))));
        }
        return lines.length === 0 ? null : table("places", "Evidence",
            [th("File:line:column"), th("Document"), th("JSON pointer"), th("Value")], lines);
    }

    function trace(values, title, numbers) {
        return numbers.length === 0 ? null : [el("p", { class: "about" }, title),
            el("ol", { class: "trace" }, numbers.map((n) => el("li", {}, code(text(values, n)))))];
    }

    function standing(values, finding) {
        const w = tuples[finding[6]].map((n) => text(values, n));
        return [w.length === 0 ? null : el("p", { class: "about" }, "Waived by " + w[0] + " until " + w[2] +
            (w[3] === "" ? "" : " (" + w[3] + ")") + ": " + w[1]),
        finding[4] === 0 ? null : el("p", { class: "about" }, "Owner: " + text(values, finding[4])),
        finding[5] === 0 ? null : el("p", { class: "about" }, "Against the baseline: " + text(values, finding[5]))];
    }

    function card(row, values, places, finding, i, shown) {
        const rule = rules[finding[0]];
        const at = 11 * (firstPrint[row] + i);
        return el("article", {},
            el("h3", {}, mark(markOf(finding)), " ", rule[1]),
            i === 0 ? null : el("p", { class: "message" }, text(values, finding[3])),
            standing(values, finding),
            tuples[finding[7]].map((n) => causePart(values, tuples[n], shown)),
            el("p", { class: "why" }, el("strong", {}, "Why it matters."), " ", rule[2]),
            trace(values, "How the name resolves", tuples[finding[9]]),
            trace(values, "The climb for CAA", tuples[finding[10]]),
            evidenceTable(values, places, finding),
            el("p", { class: "ids" }, "Rule ", el("a", { href: "#rule-" + rule[0] }, rule[0]), ", finding ",
                code(hex(data.prints.slice(at, at + 11)))));
    }

    function certFacts(row, values, shape) {
        const out = el("dl", { class: "cert" });
        const fact = (name, value, wide) => {
            if (value !== null && value !== "")
                out.append(el("div", { class: wide ? "wide" : null }, el("dt", {}, name), el("dd", {}, value)));
        };
        const joined = (nodes) => nodes.length === 0 ? null : nodes.flatMap((n, i) => i === 0 ? [n] : [", ", n]);
        const users = tuples[shape[13]];
        fact("Certificate", withCopy(text(values, shape[1]), "the certificate's ARN"), true);
        fact("Names", joined(tuples[shape[3]].map((n) => domainName(text(values, n)))), true);
        fact("Status", strings[shape[6]]);
        fact("Failure reason", strings[shape[8]]);
        fact("Type", strings[shape[10]]);
        fact("Validated by", strings[shape[7]]);
        fact("Renewal", strings[shape[11]]);
        fact("Requested", rows.made[row] === null ? null : time(rows.made[row]));
        fact("Not after", rows.end[row] === null ? null : time(rows.end[row]));
        fact("Key", strings[shape[12]]);
        fact("In use by", joined(users.slice(0, 50).map((n) => code(text(values, n)))
            .concat(users.length > 50 ? ["and " + count(users.length - 50) + " more"] : [])), true);
        fact("Note", shape[14] === 1 ? "looks like an emulator's output, or redacted" : null);
        return out;
    }

    function inside(row) {
        const shape = tuples[rows.shape[row]];
        const values = valuesOf(row);
        const places = placesOf(row);
        const shown = new Set();
        return el("div", { class: "inside" },
            listOf(rows.list[row]).findings.map((finding, i) => card(row, values, places, finding, i, shown)),
            shape[0] === 0 ? certFacts(row, values, shape) : null);
    }

    /* ---- drawing: rows ---- */

    function subject(shape, values) {
        const names = tuples[shape[3]].length;
        const name = text(values, shape[0] === 0 && shape[2] !== 0 ? shape[2] : shape[1]);
        const more = shape[0] !== 0 ? data.subjects[shape[0]]
            : names > 1 ? "and " + plural(names - 1, "more name", "more names") : null;
        return el("th", { scope: "row", class: "subject" }, domainName(name),
            more === null ? null : [" ", el("span", { class: "more" }, more)]);
    }

    function lead(list, values) {
        const first = list.findings[0];
        const caused = list.findings.find((finding) => finding[7] !== 0);
        const cause = caused === undefined ? null : causes[tuples[tuples[caused[7]][0]][0]][0];
        const n = list.findings.length - 1;
        return el("summary", {}, el("span", { class: "lead" }, text(values, first[3])),
            cause === null ? null : [" ", el("span", { class: "cause-word" }, cause)],
            n === 0 ? null : [" ", el("span", { class: "more" }, "and " + plural(n, "more finding", "more findings"))]);
    }

    function openRow(details, row) {
        if (details.childElementCount === 1)
            details.append(inside(row));
    }

    function drawRow(row, open) {
        const shape = tuples[rows.shape[row]];
        const list = listOf(rows.list[row]);
        const values = valuesOf(row);
        const cell = (label, value) => el("td", { "data-label": label }, value === "" ? "\u2013" : value);
        const details = el("details", { open }, lead(list, values));
        if (open)
            openRow(details, row);
        details.addEventListener("toggle", () => { if (details.open) openRow(details, row); });
        details.row = row;
        return el("tbody", {},
            el("tr", { class: "head" }, el("td", { class: "worst" }, mark(list.worst)), subject(shape, values),
                cell("Status", strings[shape[6]]), cell("Account", strings[shape[4]]),
                cell("Region", strings[shape[5]]), cell("In use", strings[shape[9]]),
                cell("Not after", rows.end[row] === null ? "" : isoTime(rows.end[row]).slice(0, 10))),
            el("tr", { class: "body" }, el("td", { colspan: "7" }, details)));
    }

    /* ---- the tools around the list ---- */

    const tools = byId("tools");
    const shownText = byId("shown");
    const said = byId("said");
    const rowsTable = byId("rows");
    const say = (words) => { said.textContent = words; };
    const facetBoxes = new Map();
    let searchBox, clearButton, openButton, pages, drawn = [];
    let announce = 0;

    /* A long word may break behind its underscores. */
    const breakable = (word) => word.split(/(?<=_)/).flatMap((piece) => [piece, el("wbr", {})]);

    function drawFacet(facet, counts) {
        const box = facetBoxes.get(facet.key);
        const chosen = state.chosen[facet.key];
        const values = new Set([...counts.keys(), ...chosen]);
        const list = facet.key === "severity" ? MARKS.filter((m) => values.has(m)) : [...values].sort((a, b) => (a === NONE) - (b === NONE) || (a < b ? -1 : 1));
        const focused = document.activeElement !== null && box.contains(document.activeElement)
            ? document.activeElement.value : null;
        box.hidden = list.length < 2 && chosen.size === 0;
        box.lastChild.replaceChildren(...list.map((value) => {
            const input = el("input", { type: "checkbox", value });
            input.checked = chosen.has(value);
            input.addEventListener("change", () => {
                if (input.checked) chosen.add(value); else chosen.delete(value);
                state.page = 1;
                update();
            });
            return el("label", { class: "choice" }, input,
                facet.key === "severity" ? mark(value) : el("span", {}, breakable(value)),
                el("span", { class: "n" }, count(counts.get(value) || 0)));
        }));
        if (focused !== null) {
            const again = [...box.querySelectorAll("input")].find((input) => input.value === focused);
            if (again !== undefined)
                again.focus();
        }
    }

    function drawPages(n, size) {
        const last = Math.max(1, Math.ceil(n / size));
        const go = (label, page) => {
            const button = el("button", { type: "button" }, label);
            button.disabled = page < 1 || page > last;
            button.addEventListener("click", () => {
                state.page = page;
                update();
                byId("findings").focus();
                byId("list").scrollIntoView({ block: "start" });
            });
            return button;
        };
        pages.hidden = last === 1;
        pages.replaceChildren(go("Previous", state.page - 1),
            el("span", {}, "Page " + count(state.page) + " of " + count(last)), go("Next", state.page + 1));
    }

    function drawHead() {
        for (const cell of rowsTable.tHead.rows[0].cells) {
            if (cell.dataset.sort === state.sort)
                cell.setAttribute("aria-sort", state.up ? "ascending" : "descending");
            else
                cell.removeAttribute("aria-sort");
        }
    }

    function drawList(order, size, open) {
        const last = Math.max(1, Math.ceil(order.length / size));
        state.page = Math.min(Math.max(1, state.page), last);
        const from = (state.page - 1) * size;
        drawn = order.slice(from, from + size);
        rowsTable.replaceChildren(rowsTable.caption, rowsTable.tHead, ...drawn.map((row, i) => drawRow(row, open || (i === 0 && state.page === 1))));
        shownText.textContent = order.length === 0 ? "Nothing matches. Take away a filter or a word of the search."
            : (from > 0 || drawn.length < order.length ? count(from + 1) + " to " + count(from + drawn.length) + " of " : "") +
            plural(order.length, "entry", "entries") + (order.length < total ? ", out of " + count(total) : "");
        rowsTable.hidden = order.length === 0;
        openButton.hidden = order.length === 0;
        openButton.textContent = "Open all here";
        drawPages(order.length, size);
    }

    function update(quiet) {
        const { passing, counts } = filtered();
        const order = ordered(passing);
        drawList(order, PAGE, false);
        drawHead();
        FACETS.forEach((facet, i) => drawFacet(facet, counts[i]));
        clearButton.hidden = state.q === "" && FACETS.every((facet) => state.chosen[facet.key].size === 0);
        if (quiet !== true) {
            clearTimeout(announce);
            announce = setTimeout(() => say(shownText.textContent), 400);
            keep();
        }
    }

    function buildTools() {
        searchBox = el("input", { type: "search", autocomplete: "off", spellcheck: "false", id: "search" });
        searchBox.addEventListener("input", () => { state.q = searchBox.value; state.page = 1; update(); });
        const facets = el("div", { class: "facets" }, FACETS.map((facet) => {
            const box = el("fieldset", {}, el("legend", {}, facet.name), el("div", { class: "choices" }));
            facetBoxes.set(facet.key, box);
            return box;
        }));
        const filters = el("details", { class: "filters" }, el("summary", {}, "Filters"), facets);
        const wide = matchMedia("(min-width: 72rem)");
        filters.open = wide.matches;
        wide.addEventListener("change", () => { filters.open = wide.matches; });
        clearButton = el("button", { type: "button" }, "Clear search and filters");
        clearButton.addEventListener("click", () => {
            state = { ...fresh(), sort: state.sort, up: state.up };
            searchBox.value = "";
            update();
            searchBox.focus();
        });
        tools.append(el("label", { class: "search" }, el("span", {}, "Search in all findings"), searchBox),
            clearButton, filters);
        tools.addEventListener("submit", (event) => event.preventDefault());
        tools.hidden = false;
    }

    function buildList() {
        openButton = el("button", { type: "button" }, "Open all here");
        openButton.addEventListener("click", () => {
            const all = [...rowsTable.querySelectorAll(".body details")];
            const open = all.some((details) => !details.open);
            all.forEach((details) => { if (open) openRow(details, details.row); details.open = open; });
            openButton.textContent = open ? "Close all here" : "Open all here";
        });
        const bar = el("div", { class: "bar" });
        shownText.before(bar);
        bar.append(shownText, openButton);
        pages = el("nav", { class: "pages", "aria-label": "Pages of findings" });
        rowsTable.after(pages);
        for (const cell of rowsTable.tHead.rows[0].cells) {
            const button = el("button", { type: "button" }, cell.textContent);
            button.addEventListener("click", () => {
                const key = cell.dataset.sort;
                state.up = state.sort === key ? !state.up : key !== "worst";
                state.sort = key;
                state.page = 1;
                update();
            });
            cell.replaceChildren(button);
        }
    }

    /* ---- state in the fragment: #?q=...&severity=high,low&sort=-domain&page=2 ---- */

    function fragment() {
        const parts = [];
        if (state.q !== "")
            parts.push("q=" + encodeURIComponent(state.q));
        for (const facet of FACETS) {
            if (state.chosen[facet.key].size > 0)
                parts.push(facet.key + "=" + [...state.chosen[facet.key]].sort().map(encodeURIComponent).join(","));
        }
        if (state.sort !== "worst" || state.up)
            parts.push("sort=" + (state.up ? "" : "-") + state.sort);
        if (state.page > 1)
            parts.push("page=" + state.page);
        if (theme !== "auto")
            parts.push("theme=" + theme);
        return parts.length === 0 ? "" : "#?" + parts.join("&");
    }

    function keep() {
        try {
            history.replaceState(null, "", fragment() || location.pathname + location.search);
        } catch (_) { /* a viewer that has no address: the report works, only the link is lost */ }
    }

    function decoded(value) {
        try {
            return decodeURIComponent(value);
        } catch (_) {
            return value;
        }
    }

    function restore() {
        if (!location.hash.startsWith("#?"))
            return;
        state = fresh();
        for (const part of location.hash.slice(2).split("&")) {
            const at = part.indexOf("=");
            const key = part.slice(0, at);
            const value = part.slice(at + 1);
            if (key === "q")
                state.q = decoded(value);
            else if (key === "page" && /^\d{1,7}$/.test(value))
                state.page = Number(value);
            else if (key === "theme" && /^(light|dark)$/.test(value))
                theme = value;
            else if (key === "sort" && (value.replace("-", "") in SORTS || value.replace("-", "") === "worst")) {
                state.sort = value.replace("-", "");
                state.up = !value.startsWith("-");
            } else if (Object.hasOwn(state.chosen, key)) {
                state.chosen[key] = new Set(value.split(",").map(decoded));
            }
        }
    }

    /* ---- theme, figures, copying in the static parts, paper ---- */

    const themeButtons = ["auto", "light", "dark"].map((name) => {
        const button = el("button", { type: "button" }, name[0].toUpperCase() + name.slice(1));
        button.addEventListener("click", () => { theme = name; setTheme(); keep(); });
        button.name = name;
        return button;
    });

    function setTheme() {
        if (theme === "auto")
            delete document.documentElement.dataset.theme;
        else
            document.documentElement.dataset.theme = theme;
        themeButtons.forEach((button) => button.setAttribute("aria-pressed", String(button.name === theme)));
    }

    function linkFigures() {
        for (const figure of document.querySelectorAll("[data-filter]"))
            figure.replaceChildren(el("a", { href: "#?" + figure.dataset.filter,
                "aria-label": figure.textContent + ", show them" }, figure.textContent));
    }

    function addCopies() {
        for (const pre of document.querySelectorAll("#gaps pre")) {
            pre.parentNode.classList.add("has-copy");
            pre.after(copyButton(pre, "the command"));
        }
    }

    let forced = [];
    function beforePrint() {
        if (total > 0) {
            const order = ordered(filtered().passing);
            const page = state.page;
            state.page = 1;
            drawList(order, PRINT, true);
            state.page = page;
            if (order.length > PRINT)
                shownText.textContent = count(PRINT) + " of " + count(order.length) + " on paper; all are in CSV and JSON";
        }
        forced = [...document.querySelectorAll("details:not([open])")];
        forced.forEach((details) => { details.open = true; });
    }

    function afterPrint() {
        forced.forEach((details) => { details.open = false; });
        if (total > 0)
            update(true);
    }

    /* ---- the ledger, when it is longer than what the page holds ---- */

    const FILES = 500;
    let filesPage = 0;

    function fileRow(files, i) {
        const path = text({ x: unpackAll(files.more[i]), n: [], u: "", a: "", r: "" }, files.path[i]);
        const letters = files.hashes.slice(43 * i, 43 * i + 43);
        const number = (n) => el("td", { class: "number" }, count(n));
        return el("tr", {}, el("th", { scope: "row" }, code(path)), el("td", {}, strings[files.kind[i]]),
            number(files.records[i]), number(files.skipped[i]), number(files.bytes[i]),
            el("td", {}, files.captured[i] === null ? "\u2013" : time(files.captured[i])),
            el("td", { class: "hash" }, code(letters[0] === "-" ? "could not be read" : hex(letters))),
            el("td", {}, strings[files.note[i]]));
    }

    function buildLedger() {
        const n = data.files;
        let files = null; /* stands behind this script: read when it is wanted */
        const label = el("span", {});
        const buttons = [-1, 1].map((step) => {
            const button = el("button", { type: "button" }, step < 0 ? "Previous files" : "Next files");
            button.addEventListener("click", () => { filesPage += step; draw(); });
            return button;
        });
        const draw = () => {
            files = files || island("ledger");
            const from = filesPage * FILES;
            const to = Math.min(n, from + FILES);
            const body = [];
            for (let i = from; i < to; i++)
                body.push(fileRow(files, i));
            byId("files").tBodies[0].replaceChildren(...body);
            label.textContent = count(from + 1) + " to " + count(to) + " of " + count(n) + " files";
            byId("files-shown").textContent = label.textContent;
            buttons[0].disabled = from === 0;
            buttons[1].disabled = to === n;
        };
        byId("files").parentNode.after(el("nav", { class: "pages", "aria-label": "Pages of files" },
            buttons[0], label, buttons[1]));
        byId("files-shown").textContent = "1 to " + count(FILES) + " of " + count(n) + " files";
        label.textContent = byId("files-shown").textContent;
        buttons[0].disabled = true;
    }

    /* ---- begin ---- */

    restore();
    document.querySelector("header").append(
        el("div", { class: "themes", role: "group", "aria-label": "Theme" }, themeButtons));
    setTheme();
    addCopies();
    if (data.files > 0)
        buildLedger();
    if (total > 0) {
        document.body.classList.add("scripted");
        buildTools();
        buildList();
        linkFigures();
        searchBox.value = state.q;
        update(true);
        addEventListener("hashchange", () => {
            if (!location.hash.startsWith("#?"))
                return;
            restore();
            setTheme();
            searchBox.value = state.q;
            update();
            byId("findings").scrollIntoView({ block: "start" });
        });
    }
    addEventListener("beforeprint", beforePrint);
    addEventListener("afterprint", afterPrint);
    document.documentElement.className = "";
    document.documentElement.dataset.ready = "yes";
    performance.mark("ready");
    if (typeof requestIdleCallback === "function")
        requestIdleCallback(indexAhead);
})();
