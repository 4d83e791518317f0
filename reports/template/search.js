/* search: which entries a search and the facets leave, and in which order. */

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

/* Made ahead in idle time, so that the first search and the first grouping need not wait. */
let grouping = 0;
function indexAhead(deadline) {
    while (indexed < total && deadline.timeRemaining() > 2)
        indexUntil(Math.min(total, indexed + 50));
    for (; indexed === total && grouping < total && deadline.timeRemaining() > 2; grouping++)
        groupsOf(grouping);
    if (grouping < total)
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
    group: "certificate", sort: "worst", up: false, page: 1 });
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
