// report: search, facets, sorting and paging over the data island; without it the page still reads.
(function () {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const S = data.strings, R = data.resources, RULES = data.rules, N = R.length;
  const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'];
  const VERDICTS = ['NA', 'PASS', 'FAIL', 'UNKNOWN'];
  const SURE = data.sure, PAGE = 50, PRINT_MAX = 500;
  const $ = (id) => document.getElementById(id);

  // island.h says what stands in which place of a row.
  const ID = 0, DOMAIN = 1, ACCOUNT = 2, REGION = 3, STATUS = 4, TYPE = 5, METHOD = 6, USE = 7, NAMES = 8, REASON = 9, AFTER = 10, FILE = 11, DOC = 12, FINDINGS = 13;
  const RULE = 0, VERDICT = 1, SEVERITY = 2, CONFIDENCE = 3, PRINT = 4, MESSAGE = 5, PLACES = 6, CAUSES = 7;

  const word = (i) => (i < 0 ? '' : S[i]);
  const idOf = (r) => (r[ID][0] === '\u0007' ? 'arn:aws:acm:' + word(r[REGION]) + ':' + word(r[ACCOUNT]) + ':certificate/' + r[ID].slice(1) : r[ID]);

  // A text is [skeleton, argument...]: see island.h.
  function text(t, r) {
    if (t === 0) return '';
    let i = 0;
    const put = (s) => s.replace(/[\u0002-\u0006]/g, (c) => c === '\u0002' ? r[DOMAIN] : c === '\u0003' ? idOf(r) : c === '\u0004' ? word(r[ACCOUNT]) : c === '\u0005' ? word(r[REGION]) : r[ID].slice(1));
    const skeleton = typeof t === 'number' ? S[t] : S[t[0]];
    return put(skeleton.replace(/\u0001/g, () => t[++i]));
  }

  function el(tag, cls, content) {
    const e = document.createElement(tag);
    if (cls) e.className = cls;
    if (content !== undefined) e.textContent = content;
    return e;
  }
  // Control and bidi characters are shown as escapes, as on the static page.
  const visible = (s) => s.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0'));

  function badge(f) {
    if (VERDICTS[f[VERDICT]] === 'UNKNOWN') return el('span', 'sev unknown', 'not judged');
    if (VERDICTS[f[VERDICT]] === 'PASS') return el('span', 'sev pass', 'pass');
    return el('span', 'sev ' + SEVERITIES[f[SEVERITY]], SEVERITIES[f[SEVERITY]]);
  }
  const rank = (f) => (VERDICTS[f[VERDICT]] === 'FAIL' ? 10 + f[SEVERITY] : VERDICTS[f[VERDICT]] === 'UNKNOWN' ? 5 : 0);

  function copyable(pre) {
    const b = el('button', 'copy', 'Copy');
    b.type = 'button';
    b.addEventListener('click', function () {
      const done = () => { b.textContent = 'Copied'; setTimeout(() => { b.textContent = 'Copy'; }, 1500); };
      const fallback = () => {
        const range = document.createRange(), selection = getSelection();
        range.selectNodeContents(pre); selection.removeAllRanges(); selection.addRange(range);
        if (document.execCommand('copy')) done();
      };
      if (navigator.clipboard) navigator.clipboard.writeText(pre.textContent).then(done, fallback); else fallback();
    });
    return b;
  }

  // Expected and observed: what differs is between the common beginning and the common end.
  function differing(td, value, other) {
    let a = 0, b = 0;
    while (a < value.length && a < other.length && value[a] === other[a]) a++;
    while (b < value.length - a && b < other.length - a && value[value.length - 1 - b] === other[other.length - 1 - b]) b++;
    td.append(visible(value.slice(0, a)));
    if (a + b < value.length) td.append(el('mark', '', visible(value.slice(a, value.length - b))));
    td.append(visible(value.slice(value.length - b)));
  }
  function records(expected, observed) {
    const table = el('table', 'records'), body = el('tbody');
    const row = (name, rec, other) => {
      const tr = el('tr'), th = el('th', '', name), td = el('td', 'mono');
      th.scope = 'row';
      td.append(visible(rec[0]) + ' ' + rec[1] + ' ');
      if (other) differing(td, rec[2], other[2]); else td.append(visible(rec[2]));
      tr.append(th, td); body.append(tr);
    };
    row('ACM looks for', expected, observed[0]);
    for (const o of observed) row('found', o, expected);
    table.append(body);
    return table;
  }

  function card(r, f) {
    const rule = RULES[f[RULE]], details = el('details', 'finding'), summary = el('summary'), box = el('div', 'card');
    summary.append(badge(f), document.createTextNode(rule[1]));
    box.append(el('p', 'message', visible(text(f[MESSAGE], r))));
    const sure = el('p', 'sure');
    sure.append('How sure: ' + SURE[f[CONFIDENCE]] + '. ' + rule[3] + ' ');
    const link = el('a', '', rule[0]);
    link.href = '#rule-' + rule[0];
    sure.append(link);
    box.append(sure);
    if (f[PLACES].length) {
      const ul = el('ul', 'places');
      for (const p of f[PLACES]) {
        const li = el('li'), file = p.length > 3 ? word(p[3]) : word(r[FILE]), doc = p.length > 3 ? p[4] : r[DOC];
        li.append(visible(file) + (p[1] ? ', line ' + p[1] : '') + (doc ? ', document ' + doc : ''));
        if (word(p[0])) { li.append(' '); li.append(el('code', '', visible(word(p[0])))); }
        if (p[2] >= 0) { li.append(' = '); li.append(el('code', '', visible(word(p[2])))); }
        ul.append(li);
      }
      box.append(ul);
    }
    for (const c of f[CAUSES]) {
      const cause = data.causes[c[0]], div = el('div', 'cause');
      const h = el('h4', '', cause[1] + ' ');
      h.append(el('span', 'kind', '(' + cause[0] + ', ' + SURE[c[1]] + ')'));
      div.append(h, el('p', '', cause[2]));
      const detail = text(c[3], r);
      if (detail) div.append(el('p', '', visible(detail)));
      if (c[2] !== 0) div.append(el('p', 'meta', 'Names: ' + visible(text(c[2], r))));
      if (c[4] !== 0) div.append(records([text(c[4][0], r), word(c[4][1]), text(c[4][2], r)], c[5].map((o) => [text(o[0], r), word(o[1]), text(o[2], r)])));
      for (const x of c[6]) {
        const fix = el('div', 'fix'), head = el('div', 'head'), p = el('p', '', visible(text(x[1], r)) + ' ');
        p.append(el('span', 'kind', data.kinds[x[0]]));
        const pre = el('pre', '', visible(text(x[2], r)));
        pre.tabIndex = 0;
        head.append(p, copyable(pre));
        fix.append(head, pre);
        div.append(fix);
      }
      box.append(div);
    }
    box.append(el('p', 'meta mono', 'fingerprint ' + f[PRINT]));
    details.append(summary, box);
    return details;
  }

  function row(i, findings) {
    const r = R[i], tr = el('tr'), sev = el('td'), who = el('th');
    const worst = findings.reduce((a, f) => (rank(f) > rank(a) ? f : a), findings[0]);
    who.scope = 'row';
    sev.append(badge(worst));
    who.append(el('span', 'who', visible(r[DOMAIN] || idOf(r))));
    if (r[DOMAIN]) who.append(el('span', 'id mono', visible(idOf(r))));
    if (r[NAMES]) who.append(el('span', 'names', visible(r[NAMES])));
    who.append(el('span', 'narrow', [word(r[STATUS]), word(r[ACCOUNT]), word(r[REGION])].filter(Boolean).join(' \u00b7 ')));
    findings.forEach((f, k) => { const d = card(r, f); if (k === 0 && view.open) d.open = true; who.append(d); });
    tr.append(sev, who);
    for (const v of [word(r[STATUS]), word(r[ACCOUNT]), word(r[REGION]), r[AFTER] || '']) tr.append(el('td', 'wide', visible(v)));
    return tr;
  }

  // The state is the fragment: a link to it shows the same.
  const FACETS = ['severity', 'check', 'status', 'account', 'region', 'method', 'use'];
  const view = { q: '', sort: 'severity', down: true, page: 0, open: false };
  const get = {
    severity: (r, f) => (VERDICTS[f[VERDICT]] === 'FAIL' ? SEVERITIES[f[SEVERITY]] : VERDICTS[f[VERDICT]] === 'UNKNOWN' ? 'not judged' : 'pass'),
    check: (r, f) => RULES[f[RULE]][0],
    status: (r) => word(r[STATUS]), account: (r) => word(r[ACCOUNT]), region: (r) => word(r[REGION]), method: (r) => word(r[METHOD]), use: (r) => word(r[USE]),
  };
  let haystack = null;
  function searchable() {
    if (haystack) return haystack;
    haystack = R.map((r) => {
      let s = r[DOMAIN] + ' ' + idOf(r) + ' ' + r[NAMES] + ' ' + word(r[STATUS]) + ' ' + word(r[REASON]) + ' ' + word(r[ACCOUNT]) + ' ' + word(r[REGION]);
      for (const f of r[FINDINGS]) {
        s += ' ' + RULES[f[RULE]][0] + ' ' + RULES[f[RULE]][1] + ' ' + text(f[MESSAGE], r) + ' ' + f[PRINT];
        for (const c of f[CAUSES]) s += ' ' + data.causes[c[0]][0] + ' ' + data.causes[c[0]][1];
      }
      return s.toLowerCase();
    });
    return haystack;
  }

  let found = [];
  function filter() {
    const words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
    const hay = words.length ? searchable() : null;
    const perCert = FACETS.slice(2).filter((k) => view[k]), perFinding = FACETS.slice(0, 2).filter((k) => view[k]);
    found = [];
    let n = 0;
    for (let i = 0; i < N; i++) {
      const r = R[i];
      if (hay && !words.every((w) => hay[i].includes(w))) continue;
      if (!perCert.every((k) => get[k](r) === view[k])) continue;
      const fs = perFinding.length ? r[FINDINGS].filter((f) => perFinding.every((k) => get[k](r, f) === view[k])) : r[FINDINGS];
      if (!fs.length) continue;
      n += fs.length;
      found.push([i, fs]);
    }
    sort();
    return n;
  }
  function sort() {
    const key = {
      severity: (e) => e[1].reduce((a, f) => Math.max(a, rank(f)), -1),
      domain: (e) => R[e[0]][DOMAIN] || idOf(R[e[0]]), status: (e) => word(R[e[0]][STATUS]), account: (e) => word(R[e[0]][ACCOUNT]),
      region: (e) => word(R[e[0]][REGION]), after: (e) => R[e[0]][AFTER] || '9',
    }[view.sort];
    const keyed = found.map((e) => [key(e), e]), sign = view.down ? -1 : 1;
    keyed.sort((a, b) => (a[0] < b[0] ? -sign : a[0] > b[0] ? sign : a[1][0] - b[1][0]));
    found = keyed.map((k) => k[1]);
  }

  const body = $('list') ? $('list').tBodies[0] : null;
  function draw(all) {
    const from = all ? 0 : view.page * PAGE, to = all ? Math.min(found.length, PRINT_MAX) : from + PAGE;
    const rows = document.createDocumentFragment();
    for (const e of found.slice(from, to)) rows.append(row(e[0], e[1]));
    body.replaceChildren(rows);
  }
  function pager() {
    const nav = $('pages'), last = Math.max(0, Math.ceil(found.length / PAGE) - 1);
    const go = (label, page, off) => { const b = el('button', '', label); b.type = 'button'; b.disabled = off; b.addEventListener('click', () => { view.page = page; update(false); $('findings').focus(); $('findings').scrollIntoView(); }); return b; };
    nav.hidden = last === 0;
    nav.replaceChildren(go('First', 0, view.page === 0), go('Previous', view.page - 1, view.page === 0), el('span', '', 'Page ' + (view.page + 1) + ' of ' + (last + 1)), go('Next', view.page + 1, view.page >= last), go('Last', last, view.page >= last));
  }
  function fragment() {
    const p = new URLSearchParams();
    if (view.q) p.set('q', view.q);
    for (const k of FACETS) if (view[k]) p.set(k, view[k]);
    if (view.sort !== 'severity' || !view.down) p.set('sort', (view.down ? '-' : '') + view.sort);
    if (view.page) p.set('page', String(view.page + 1));
    const s = p.toString();
    if (s !== location.hash.slice(1)) history.replaceState(null, '', s ? '#' + s : location.pathname + location.search);
  }
  const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
  function update(again) {
    const n = again === false ? found.reduce((a, e) => a + e[1].length, 0) : filter();
    view.page = Math.min(view.page, Math.max(0, Math.ceil(found.length / PAGE) - 1));
    $('count').textContent = number(n) + (n === 1 ? ' finding' : ' findings') + ' on ' + number(found.length) + (found.length === 1 ? ' resource' : ' resources') + (found.length === N ? '' : ' of ' + number(N));
    draw(false);
    pager();
    for (const th of document.querySelectorAll('#list th[data-sort]')) {
      if (th.dataset.sort === view.sort) th.setAttribute('aria-sort', view.down ? 'descending' : 'ascending'); else th.removeAttribute('aria-sort');
    }
    fragment();
  }
  function restore() {
    const p = new URLSearchParams(location.hash.slice(1));
    view.q = p.get('q') || '';
    for (const k of FACETS) { view[k] = p.get(k) || ''; const s = $('f-' + k); s.value = view[k]; if (s.value !== view[k]) view[k] = s.value = ''; }
    const s = p.get('sort') || '-severity';
    view.down = s[0] === '-';
    view.sort = s.replace(/^-/, '');
    if (!document.querySelector('#list th[data-sort="' + CSS.escape(view.sort) + '"]')) { view.sort = 'severity'; view.down = true; }
    view.page = Math.max(0, (parseInt(p.get('page'), 10) || 1) - 1);
    $('q').value = view.q;
  }

  function options() {
    const counts = {};
    for (const k of FACETS) counts[k] = new Map();
    for (const r of R) {
      const seen = {};
      for (const f of r[FINDINGS]) for (const k of ['severity', 'check']) { const v = get[k](r, f); const m = counts[k]; m.set(v, (m.get(v) || 0) + 1); }
      for (const k of FACETS.slice(2)) { const v = get[k](r); if (v && !seen[k]) counts[k].set(v, (counts[k].get(v) || 0) + 1); }
    }
    const order = ['critical', 'high', 'medium', 'low', 'info', 'not judged', 'pass'];
    for (const k of FACETS) {
      const select = $('f-' + k), values = [...counts[k].keys()].sort();
      if (k === 'severity') values.sort((a, b) => order.indexOf(a) - order.indexOf(b));
      select.append(new Option('all', ''));
      for (const v of values) select.append(new Option(visible(v) + ' (' + number(counts[k].get(v)) + ')', v));
      select.addEventListener('change', () => { view[k] = select.value; view.page = 0; update(); });
    }
  }

  function theme() {
    const b = $('theme'), modes = ['auto', 'light', 'dark'];
    let at = 0;
    b.hidden = false;
    b.addEventListener('click', () => {
      at = (at + 1) % 3;
      if (at) document.documentElement.dataset.theme = modes[at]; else delete document.documentElement.dataset.theme;
      b.textContent = 'Theme: ' + modes[at];
    });
  }

  theme();
  for (const pre of document.querySelectorAll('.gaps pre')) pre.before(copyable(pre));
  if (body && N) {
    options();
    restore();
    $('controls').hidden = false;
    let timer = 0;
    $('q').addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => { view.q = $('q').value; view.page = 0; update(); }, 120); });
    $('controls').addEventListener('submit', (e) => e.preventDefault());
    $('controls').addEventListener('reset', () => setTimeout(() => { view.q = ''; for (const k of FACETS) view[k] = ''; view.page = 0; update(); }));
    for (const th of document.querySelectorAll('#list th[data-sort]')) {
      const b = el('button', '', th.textContent);
      b.type = 'button';
      b.addEventListener('click', () => { const same = view.sort === th.dataset.sort; view.down = same ? !view.down : th.dataset.sort === 'severity'; view.sort = th.dataset.sort; view.page = 0; update(); });
      th.replaceChildren(b);
    }
    update();
    addEventListener('hashchange', () => { if (!/^#rule-/.test(location.hash)) { restore(); update(); } });
    addEventListener('beforeprint', () => { draw(true); for (const d of document.querySelectorAll('details')) d.open = true; });
    addEventListener('afterprint', () => update(false));
  }
  document.documentElement.dataset.ready = 'yes';
})();
