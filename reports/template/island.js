/* island: what the report is about, read out of its data (reports/island.h), and words for it. */

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

/* The registrable domain of each row's first name, where something stands before it. */
const zones = [];
for (let row = 0, zone = ""; row < total; row++) {
    const first = rows.names[row].split(" ", 2)[1] || "";
    const cut = first.indexOf("/");
    if (cut >= 0)
        zone = first.slice(cut + 1) || zone;
    zones.push(zone);
}

function valuesOf(row) {
    const shape = tuples[rows.shape[row]];
    const names = rows.names[row].split(" ");
    const cut = (names[1] || "").indexOf("/");
    const first = cut < 0 ? names[1] || "" : names[1].slice(0, cut) + "." + zones[row];
    return {
        u: names[0] === "-" ? "" : unpack(names[0]),
        a: strings[shape[4]],
        r: strings[shape[5]],
        h: cut < 0 ? "" : first.slice(0, cut).replace(/^\*\./, ""),
        z: cut < 0 ? "" : zones[row],
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
