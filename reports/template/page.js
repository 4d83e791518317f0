/* page: the tools around the list, the address, theme, paper, the ledger; the beginning. */

/* ---- the tools around the list ---- */

const tools = byId("tools");
const shownText = byId("shown");
const said = byId("said");
const rowsTable = byId("rows");
const say = (words) => { said.textContent = words; };
const facetBoxes = new Map();
let searchBox, clearButton, openButton, pages, groupsBox;
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

/* The part of a list that stands on the page of the state. */
function pageOf(all, size) {
    const last = Math.max(1, Math.ceil(all.length / size));
    state.page = Math.min(Math.max(1, state.page), last);
    const from = (state.page - 1) * size;
    return { from, items: all.slice(from, from + size) };
}

function drawAround(n, size, words) {
    shownText.textContent = n === 0 ? "Nothing matches. Take away a filter or a word of the search." : words;
    rowsTable.hidden = n === 0 || state.group !== "certificate";
    groupsBox.hidden = n === 0 || state.group !== "cause";
    openButton.hidden = n === 0;
    openButton.textContent = "Open all here";
    drawPages(n, size);
}

const rangeWords = (from, shown, n) =>
    from > 0 || shown < n ? count(from + 1) + " to " + count(from + shown) + " of " : "";

function drawRows(order, size, open) {
    const { from, items } = pageOf(order, size);
    groupsBox.replaceChildren();
    rowsTable.replaceChildren(rowsTable.caption, rowsTable.tHead, ...items.map((row, i) =>
        drawRow(row, open || (i === 0 && state.page === 1))));
    drawAround(order.length, size, rangeWords(from, items.length, order.length) +
        plural(order.length, "entry", "entries") + (order.length < total ? ", out of " + count(total) : ""));
}

function drawGroups(order, size, open) {
    const { groups, without } = grouped(order);
    const { from, items } = pageOf(groups, size);
    const shared = groups.filter((group) => group.rows.length > 1).length;
    rowsTable.replaceChildren(rowsTable.caption, rowsTable.tHead);
    groupsBox.replaceChildren(...items.map((group, i) => drawGroup(group, open || (i === 0 && state.page === 1))));
    drawAround(groups.length, size, rangeWords(from, items.length, groups.length) +
        plural(groups.length, "cause", "causes") + ", " + count(shared) + " shared; of " +
        plural(order.length, "entry", "entries") + (without > 0 ? ", " + count(without) + " without a cause" : ""));
    return groups.length;
}

/* Returns how many items there are. */
function drawList(size, open, passing) {
    if (state.group === "cause")
        return drawGroups(passing, size, open);
    const order = ordered(passing);
    drawRows(order, size, open);
    return order.length;
}

function update(quiet) {
    const { passing, counts } = filtered();
    drawList(PAGE, false, passing);
    drawHead();
    groupButtons.forEach((button) => button.setAttribute("aria-pressed", String(button.name === state.group)));
    FACETS.forEach((facet, i) => drawFacet(facet, counts[i]));
    clearButton.hidden = state.q === "" && FACETS.every((facet) => state.chosen[facet.key].size === 0);
    if (quiet !== true) {
        clearTimeout(announce);
        announce = setTimeout(() => say(shownText.textContent), 400);
        keep();
    }
}

const groupButtons = [["certificate", "Certificate"], ["cause", "Cause"]].map(([name, label]) => {
    const button = el("button", { type: "button", name }, label);
    button.addEventListener("click", () => { state.group = name; state.page = 1; update(); });
    return button;
});

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
        state = { ...fresh(), group: state.group, sort: state.sort, up: state.up };
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
        const all = [...byId("list").querySelectorAll(".body details, .group")];
        const open = all.some((details) => !details.open);
        all.forEach((details) => { if (open) details.unfold(); details.open = open; });
        openButton.textContent = open ? "Close all here" : "Open all here";
    });
    const bar = el("div", { class: "bar" });
    shownText.before(bar);
    bar.append(el("div", { class: "grouping", role: "group", "aria-labelledby": "grouping" },
        el("span", { id: "grouping" }, "Group by"), el("div", { class: "switch" }, groupButtons)), shownText, openButton);
    groupsBox = el("div", { id: "groups" });
    rowsTable.after(groupsBox);
    pages = el("nav", { class: "pages", "aria-label": "Pages of findings" });
    groupsBox.after(pages);
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

/* ---- state in the fragment: #?q=...&severity=high,low&group=cause&page=2 ---- */

function fragment() {
    const parts = [];
    if (state.q !== "")
        parts.push("q=" + encodeURIComponent(state.q));
    for (const facet of FACETS) {
        if (state.chosen[facet.key].size > 0)
            parts.push(facet.key + "=" + [...state.chosen[facet.key]].sort().map(encodeURIComponent).join(","));
    }
    if (state.group !== "certificate")
        parts.push("group=" + state.group);
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
        else if (key === "group" && value === "cause")
            state.group = value;
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
        const page = state.page;
        state.page = 1;
        const n = drawList(PRINT, true, filtered().passing);
        state.page = page;
        if (n > PRINT)
            shownText.textContent = count(PRINT) + " of " + count(n) + " on paper; all are in CSV and JSON";
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
    el("div", { class: "switch themes", role: "group", "aria-label": "Theme" }, themeButtons));
setTheme();
addCopies();
if (data.files > 0)
    buildLedger();
if (total > 0) {
    document.body.classList.add("scripted");
    buildTools();
    buildList();
    linkFigures();
    byId("to-causes").href = "#?group=cause";
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
