/* causes: the list by cause: what several entries share, and the one fix that mends them. */

const MEMBERS = 20;
const MEMBERS_MORE = 100;

/* ---- gathering: see cause_groups.h ---- */

const groupNumbers = new Map(); /* by key */
const groupsOfList = new Map(); /* of lists whose keys hold nothing of the row's own */
const groupsOfRow = new Array(total);

/* The texts that tell a cause from others of its code. */
function keyNumbers(cause) {
    const want = tuples[cause[4]];
    const zone = tuples[cause[6]];
    return want.length > 0 ? [want[0], want[2]] : zone.length > 0 ? [zone[0] || zone[1]] : [];
}

function groupNumber(values, cause) {
    const kind = cause[4] !== 0 ? "r" : cause[6] !== 0 ? "z" : "-";
    const key = cause[0] + kind + keyNumbers(cause).map((n) => text(values, n)).join("\n");
    let number = groupNumbers.get(key);
    if (number === undefined)
        groupNumbers.set(key, number = groupNumbers.size);
    return number;
}

/* By finding of the row: the groups of its causes. */
function groupsOf(row) {
    const list = rows.list[row];
    let groups = groupsOfRow[row] || groupsOfList.get(list);
    if (groups === undefined) {
        const findings = listOf(list).findings;
        const own = findings.some((finding) => tuples[finding[7]].some((n) =>
            keyNumbers(tuples[n]).some((at) => partsOf(at).length > 1)));
        const values = own ? valuesOf(row) : null;
        groups = findings.map((finding) => tuples[finding[7]].map((n) => groupNumber(values, tuples[n])));
        if (own)
            groupsOfRow[row] = groups;
        else
            groupsOfList.set(list, groups);
    }
    return groups;
}

/* Which findings count: those of the two facets; waived and passed ones when asked for. */
function countingIn(number) {
    const { severity, check } = state.chosen;
    const list = listOf(number);
    return list.marks.map((mark, i) => (check.size === 0 || check.has(list.checks[i])) &&
        (severity.size === 0 ? mark !== "waived" && mark !== "pass" : severity.has(mark)));
}

/* The groups of the rows that pass, the most shared first, and how many rows have none. */
function grouped(passing) {
    const counting = memo(countingIn);
    const known = new Map();
    let without = 0;
    for (const row of passing) {
        const list = listOf(rows.list[row]);
        const counts = counting(rows.list[row]);
        const groups = groupsOf(row);
        let any = false;
        for (let i = 0; i < groups.length; i++) {
            if (!counts[i])
                continue;
            for (let k = 0; k < groups[i].length; k++) {
                const number = groups[i][k];
                const rank = MARKS.indexOf(list.marks[i]);
                let group = known.get(number);
                any = true;
                if (group === undefined)
                    known.set(number, group = { cause: tuples[tuples[list.findings[i][7]][k]], rank, rows: [], order: known.size });
                group.rank = Math.min(group.rank, rank);
                if (group.rows[group.rows.length - 1] !== row)
                    group.rows.push(row);
            }
        }
        without += any ? 0 : 1;
    }
    const groups = [...known.values()].sort((a, b) =>
        b.rows.length - a.rows.length || a.rank - b.rank || a.order - b.order);
    return { groups, without };
}

/* ---- drawing: see html_causes.c ---- */

function sharing(group) {
    const n = group.rows.length;
    const certs = group.rows.every((row) => tuples[rows.shape[row]][0] === 0);
    const what = certs ? plural(n, "certificate", "certificates") : plural(n, "entry", "entries");
    return el("span", { class: "sharing" }, what + (n === 1 ? " has this cause"
        : group.cause[4] + group.cause[6] > 0 ? " share this: one fix" : " have this cause"));
}

function groupSummary(group) {
    const values = valuesOf(group.rows[0]);
    const want = tuples[group.cause[4]];
    const zone = tuples[group.cause[6]];
    const about = want.length > 0 ? want[0] : zone.length > 0 ? zone[1] : 0;
    return el("summary", {}, mark(MARKS[group.rank]), " ", sharing(group),
        " ", el("span", { class: "cause-word" }, causes[group.cause[0]][0]),
        about === 0 ? null : [" ", code(text(values, about))]);
}

/* A link to the entry among the certificates. */
function member(row) {
    const shape = tuples[rows.shape[row]];
    const values = valuesOf(row);
    const about = [strings[shape[0] === 0 ? shape[6] : 0] || (shape[0] === 0 ? "" : data.subjects[shape[0]]),
        strings[shape[4]], strings[shape[5]]].filter((word) => word !== "").join(" ");
    return el("li", {}, mark(listOf(rows.list[row]).worst), " ",
        el("a", { href: "#?q=" + encodeURIComponent(text(values, shape[1])) }, domainName(nameOf(shape, values))),
        " ", el("span", { class: "more" }, about));
}

function memberParts(group) {
    const certs = group.rows.every((row) => tuples[rows.shape[row]][0] === 0);
    const list = el("ul", { class: "members" }, group.rows.slice(0, MEMBERS).map(member));
    const more = el("button", { type: "button" });
    const left = () => group.rows.length - list.childElementCount;
    const label = () => {
        more.textContent = "and " + count(left()) + " more";
        more.parentNode.hidden = left() === 0;
    };
    const parts = [el("p", { class: "about" }, (certs ? "The certificates" : "The entries") + ", the worst first"), list,
        el("p", { class: "about" }, more)];
    more.addEventListener("click", () => {
        const from = list.childElementCount;
        list.append(...group.rows.slice(from, from + MEMBERS_MORE).map(member));
        list.children[from].querySelector("a").focus();
        label();
    });
    label();
    return parts;
}

function groupInside(group) {
    const shape = tuples[rows.shape[group.rows[0]]];
    const values = valuesOf(group.rows[0]);
    const fixes = tuples[group.cause[7]];
    return el("div", { class: "inside" }, el("p", {}, causes[group.cause[0]][1]),
        recordParts(values, group.cause),
        fixes.length === 0 ? null : [el("p", { class: "about" }, "The first fix, as it reads for ",
            domainName(nameOf(shape, values))), fixParts(values, fixes.slice(0, 1), new Set())],
        memberParts(group));
}

const drawGroup = (group, open) => unfolding("group", open, groupSummary(group), () => groupInside(group));
