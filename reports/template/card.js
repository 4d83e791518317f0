/* card: a finding, a certificate and its row, drawn. */

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
    const node = el("code", {}, value);
    return [node, " ", copyButton(node, what)];
}

const CONT = /[\udc00-\udfff]/;

/* A text with what differs from another marked: see html_diff.c. */
function marked(other, text, lacks) {
    if (other === null || text === null)
        return [text];
    const bare = (s) => s.endsWith(".") ? s.length - 1 : s.length;
    const a = other.toLowerCase();
    const b = text.toLowerCase();
    if (a.length !== other.length || b.length !== text.length)
        return other === text ? [text] : [el("mark", {}, text)];
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
    const middle = text.slice(start, len - end);
    return [text.slice(0, start),
        middle !== "" ? el("mark", {}, middle)
            : lacks && want > len ? el("mark", { class: "lacks", title: "something is missing here" }, "\u2026") : null,
        text.slice(len - end)];
}

const th = (label, scope) => el("th", { scope: scope || "col" }, label);
const table = (kind, caption, head, body) => el("div", { class: "scroll" },
    el("table", { class: kind }, el("caption", {}, caption),
        el("thead", {}, el("tr", {}, head)), el("tbody", {}, body)));

const OBSERVED = 3;
const VALUES = 8;

/* The expected record and those observed, side by side: see html_record.c. */
function recordTable(values, want, all, zone) {
    const t = (n) => n === 0 || n === undefined ? null : text(values, n);
    const expected = (i) => want.length === 0 ? null : t(want[i]) || "";
    const seen = all.slice(0, OBSERVED);
    const line = (label, i, only, cells) => el("tr", {}, th(label, "row"),
        want.length === 0 ? null : el("td", { class: "want" },
            i === 1 ? el("code", {}, marked(only, expected(i), false))
                : withCopy(marked(only, expected(i), false), "the record's " + label.toLowerCase())),
        cells.map((cell) => el("td", {}, cell)));
    const texts = (label, i) => {
        const found = seen.map((record) => t(record[i]) || "");
        return line(label, i, found.length === 1 ? found[0] : null,
            found.map((one) => el("code", {}, marked(expected(i), one, true))));
    };
    const lists = seen.map((record) => tuples[record[2]].map((n) => t(n) || ""));
    const valueLine = line("Value", 2, lists.length === 1 && lists[0].length === 1 ? lists[0][0] : null,
        lists.map((list) => [list.slice(0, VALUES).map((one) =>
            el("code", { class: "each" }, marked(expected(2), one, true))),
        list.length > VALUES ? "and " + count(list.length - VALUES) + " more" : null]));
    const zoneLine = seen.every((record) => record[3] === 0) ? null : el("tr", {}, th("Zone", "row"),
        want.length === 0 ? null : el("td", { class: "want" }, "\u2013"),
        seen.map((record) => el("td", {}, record[3] === 0 ? "\u2013" : code(t(record[3])),
            record[3] !== 0 && zone.length > 0 && t(record[3]) === t(zone[0]) ? " " + (t(zone[2]) || "") : null)));
    const labels = want.length === 0 || want[3] === 0 ? [] : t(want[0]).replace(/\.$/, "").split(".");
    const host = labels.length === 0 ? null : el("p", { class: "host" }, "Where the form adds ",
        code(labels.slice(want[3]).join(".")), " by itself, the host is ",
        withCopy(labels.slice(0, want[3]).join("."), "the host"), ".");
    return [table("record", "Record", [th("Field"), want.length === 0 ? null : th("Expected"),
        seen.map(() => th("Observed"))], [texts("Name", 0), texts("Type", 1), valueLine, zoneLine]),
    all.length > seen.length ? el("p", { class: "host" },
        "And " + count(all.length - seen.length) + " more observed; all are in JSON.") : null, host];
}

function zonePart(values, zone) {
    const t = (n) => text(values, n);
    return zone.length === 0 ? null : el("p", { class: "about" }, "Zone: ", zone[1] === 0 ? null : code(t(zone[1])),
        zone[0] === 0 ? null : [" ", code(t(zone[0]))], zone[2] === 0 ? null : ", " + t(zone[2]));
}

function recordParts(values, cause) {
    const want = tuples[cause[4]];
    const seen = tuples[cause[5]].map((n) => tuples[n]);
    const zone = tuples[cause[6]];
    return [want.length + seen.length === 0 ? null : recordTable(values, want, seen, zone), zonePart(values, zone)];
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
    const sure = ["low", "medium", "high", "certain"][cause[1]];
    return el("div", { class: "cause" },
        el("h4", {}, causes[cause[0]][0]),
        el("p", { class: "sure " + sure }, data.sure[cause[1]]),
        el("p", {}, causes[cause[0]][1], cause[2] === 0 || t(cause[2]) === "" ? null : " " + t(cause[2])),
        names.length === 0 ? null : el("p", { class: "about" }, names.length === 1 ? "Name: " : "Names: ",
            names.flatMap((name, i) => i === 0 ? [name] : [", ", name])),
        recordParts(values, cause),
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

/* ---- the chain and the climb: see trace.h and html_trace.c ---- */

const CLIMB = { none: "no CAA record", set: "decides", unknown: "not in the evidence", failed: "the lookup failed",
    above: "not asked: above the set that decides" };
const STEP = /^((?:(?!\t|: )[^])+)(?:\t|: )(none|set|unknown|failed|above)(?:(?:\t|: )([^]*))?$/;

function chainStep(line) {
    const breaks = line.startsWith("! ");
    return el("li", { class: breaks ? "breaks" : null }, code(breaks ? line.slice(2) : line),
        breaks ? [" ", el("span", { class: "state" }, "breaks here")] : null);
}

function climbStep(line) {
    const step = STEP.exec(line);
    if (step === null)
        return el("li", { class: "plain" }, code(line));
    const rest = step[3] || "";
    return el("li", { class: step[2] }, code(step[1]), " ", el("span", { class: "state" }, CLIMB[step[2]]),
        rest === "" ? null : [" ", step[2] === "set" ? code(rest, "values") : el("span", { class: "remark" }, rest)]);
}

function traces(values, finding) {
    const list = (title, kind, numbers, step) => numbers.length === 0 ? null : [el("p", { class: "about" }, title),
        el("ol", { class: kind }, numbers.map((n) => step(text(values, n))))];
    return [list("How the name resolves", "trace", tuples[finding[9]], chainStep),
        list("The climb for CAA, from the name up", "trace climb", tuples[finding[10]], climbStep)];
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
        traces(values, finding),
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

const nameOf = (shape, values) => text(values, shape[0] === 0 && shape[2] !== 0 ? shape[2] : shape[1]);

function subject(shape, values) {
    const names = tuples[shape[3]].length;
    const name = nameOf(shape, values);
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

/* A <details> whose inside is made when it is first opened. */
function unfolding(kind, open, summary, make) {
    const details = el("details", { class: kind, open }, summary);
    details.unfold = () => {
        if (details.childElementCount === 1)
            details.append(make());
    };
    if (open)
        details.unfold();
    details.addEventListener("toggle", () => { if (details.open) details.unfold(); });
    return details;
}

function drawRow(row, open) {
    const shape = tuples[rows.shape[row]];
    const list = listOf(rows.list[row]);
    const values = valuesOf(row);
    const cell = (label, value) => el("td", { "data-label": label }, value === "" ? "\u2013" : value);
    const details = unfolding(null, open, lead(list, values), () => inside(row));
    return el("tbody", {},
        el("tr", { class: "head" }, el("td", { class: "worst" }, mark(list.worst)), subject(shape, values),
            cell("Status", strings[shape[6]]), cell("Account", strings[shape[4]]),
            cell("Region", strings[shape[5]]), cell("In use", strings[shape[9]]),
            cell("Not after", rows.end[row] === null ? "" : isoTime(rows.end[row]).slice(0, 10))),
        el("tr", { class: "body" }, el("td", { colspan: "7" }, details)));
}
