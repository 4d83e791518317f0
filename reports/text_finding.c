/* text_finding: one finding in full for a terminal. */
#include <string.h>

#include "reports/text_page.h"
#include "reports/trace.h"

enum { INDENT = 4, PLACES_SHOWN = 4, PLACES_COMPARED = 64, NAMES_SHOWN = 6 };

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_place(const struct evidence_ref *a, const struct evidence_ref *b)
{
    return same_text(a->file, b->file) && a->document == b->document &&
           a->line == b->line && same_text(a->pointer, b->pointer);
}

/* Within the first ones: a finding may have a hundred thousand places. */
static bool among(const struct evidence_ref *refs, size_t n,
                  const struct evidence_ref *ref)
{
    for (size_t i = 0; i < n && i < PLACES_COMPARED; i++)
        if (same_place(&refs[i], ref))
            return true;
    return false;
}

/* What stands there: its pointer and its value. */
static void make_fact(const struct evidence_ref *ref, struct buf *fact)
{
    buf_reset(fact);
    if (ref->pointer != NULL && *ref->pointer != '\0')
        buf_puts(fact, ref->pointer);
    if (ref->value != NULL) {
        buf_puts(fact, fact->len > 0 ? " = " : "= ");
        buf_puts(fact, ref->value);
    }
}

/* In the same file as the place before: its name is not said again. */
static void put_same_file(struct page *page, int indent, const struct evidence_ref *ref,
                          const struct evidence_ref *last, struct buf *fact)
{
    int column = 0;

    if (ref->line > 0 && ref->line != last->line)
        column = fprintf(page->out, "%*sline %u  ", indent, "", ref->line);
    page_prose(page, indent, column, buf_text(fact));
}

/* "in FILE:LINE", and the fact behind it, or on a line of its own where it is long. */
static void put_place(struct page *page, int indent, const struct evidence_ref *ref,
                      const struct evidence_ref *last, struct buf *fact)
{
    int column = indent + 3;

    make_fact(ref, fact);
    if (last != NULL && same_text(last->file, ref->file)) {
        put_same_file(page, indent + 3, ref, last, fact);
        return;
    }
    fprintf(page->out, "%*sin ", indent, "");
    column += page_word(page, ref->file);
    if (ref->line > 0)
        column += fprintf(page->out, ":%u", ref->line);
    if (fact->len > 0 &&
        column + 2 + page_width(buf_text(fact), fact->len) <= page->columns) {
        fputs("  ", page->out);
        page_prose(page, indent + 3, column + 2, buf_text(fact));
        return;
    }
    putc('\n', page->out);
    if (fact->len > 0)
        page_prose(page, indent + 3, 0, buf_text(fact));
}

/* Without those that stand among the n_known already; the same place once. */
static void put_places(struct page *page, int indent, const struct evidence_ref *refs,
                       size_t n, const struct evidence_ref *known, size_t n_known)
{
    const struct evidence_ref *last = NULL;
    struct buf fact = { 0 };
    size_t shown = 0;
    size_t more = 0;

    page_look(page, LOOK_DIM);
    for (size_t i = 0; i < n; i++) {
        if (among(known, n_known, &refs[i]) || among(refs, i, &refs[i]))
            continue;
        if (shown == PLACES_SHOWN) {
            more = n - i;
            break;
        }
        put_place(page, indent, &refs[i], last, &fact);
        last = &refs[i];
        shown++;
    }
    if (more > 0)
        fprintf(page->out, "%*sand in %zu more %s\n", indent, "", more,
                more == 1 ? "place" : "places");
    page_look(page, LOOK_PLAIN);
    buf_clear(&fact);
}

static void put_member(struct page *page, const char *label, const char *value)
{
    fprintf(page->out, "%*s%-7s", INDENT + 4, "", label);
    page_word(page, value);
    putc('\n', page->out);
}

static void put_expected(struct page *page, const struct dns_record *record)
{
    if (record == NULL)
        return;
    fprintf(page->out, "%*sThe record that ACM looks for:\n", INDENT + 2, "");
    put_member(page, "Name", record->name);
    put_member(page, "Type", record->type);
    put_member(page, "Value", record->value);
}

static void put_zone(struct page *page, const struct zone_ref *zone)
{
    if (zone->name != NULL) {
        putc(' ', page->out);
        page_word(page, zone->name);
    }
    if (zone->id != NULL) {
        fputs(" (", page->out);
        page_word(page, zone->id);
        if (zone->visibility != NULL) {
            fputs(", ", page->out);
            page_word(page, zone->visibility);
        }
        putc(')', page->out);
    }
}

static void put_observed(struct page *page, const struct cause *cause)
{
    if (cause->zone == NULL && cause->n_observed == 0)
        return;
    fprintf(page->out, "%*s", INDENT + 2, "");
    if (cause->zone == NULL)
        fputs("What stands there", page->out);
    else {
        fputs(cause->n_observed == 0 ? "The zone" : "What stands in the zone", page->out);
        put_zone(page, cause->zone);
    }
    fputs(cause->n_observed == 0 ? "\n" : ":\n", page->out);
    for (size_t i = 0; i < cause->n_observed; i++) {
        const struct observed_record *record = &cause->observed[i];

        if (i == 0 || !same_text(record->name, record[-1].name))
            put_member(page, "Name", record->name);
        put_member(page, "Type", record->type);
        for (size_t v = 0; v < record->n_values; v++)
            put_member(page, "Value", record->values[v]);
    }
}

static void put_fixes(struct page *page, const struct fix *fix)
{
    for (; fix != NULL; fix = fix->next) {
        page_look(page, LOOK_BOLD);
        page_prose(page, INDENT + 2, 0, fix->title);
        page_look(page, LOOK_PLAIN);
        page_lines(page, INDENT + 4, fix->text);
    }
}

/* The names that the cause is about, where they are not just the finding's own. */
static void put_names(struct page *page, const struct finding *finding,
                      const struct cause *cause)
{
    struct buf text = { 0 };

    if (cause->n_domains == 0 ||
        (cause->n_domains == 1 && same_text(cause->domains[0], finding->domain)))
        return;
    buf_puts(&text, "It concerns ");
    for (size_t i = 0; i < cause->n_domains && i < NAMES_SHOWN; i++) {
        if (i > 0)
            buf_puts(&text, ", ");
        buf_puts(&text, cause->domains[i]);
    }
    if (cause->n_domains > NAMES_SHOWN)
        buf_printf(&text, " and %zu more", cause->n_domains - NAMES_SHOWN);
    page_prose(page, INDENT + 2, 0, buf_text(&text));
    buf_clear(&text);
}

static void put_cause(struct page *page, const struct finding *finding,
                      const struct cause *cause)
{
    struct buf rest = { 0 };

    page_look(page, LOOK_BOLD);
    page_prose(page, INDENT, 0, cause_title(cause->code));
    page_look(page, LOOK_PLAIN);
    page_look(page, LOOK_DIM);
    buf_printf(&rest, "%s, %s", cause_word(cause->code),
               confidence_phrase(cause->confidence));
    page_prose(page, INDENT + 2, 0, buf_text(&rest));
    buf_clear(&rest);
    page_look(page, LOOK_PLAIN);
    page_prose(page, INDENT + 2, 0, cause_explanation(cause->code));
    if (cause->detail != NULL && *cause->detail != '\0')
        page_prose(page, INDENT + 2, 0, cause->detail);
    put_names(page, finding, cause);
    put_expected(page, cause->expected);
    put_observed(page, cause);
    put_places(page, INDENT + 2, cause->evidence, cause->n_evidence, finding->evidence,
               finding->n_evidence);
    put_fixes(page, cause->fixes);
}

static void put_chain(struct page *page, const struct finding *finding)
{
    if (finding->n_chain == 0)
        return;
    page_prose(page, INDENT, 0, "How the name resolves:");
    for (size_t i = 0; i < finding->n_chain; i++) {
        const struct chain_step step = trace_chain(finding->chain[i]);
        int column = fprintf(page->out, "%*s%s", INDENT + 2, "", i == 0 ? "" : "-> ");

        if (step.breaks) {
            page_look(page, LOOK_RED);
            column += fprintf(page->out, "breaks here: ");
        }
        page_prose(page, INDENT + 5, column, step.text);
        if (step.breaks)
            page_look(page, LOOK_PLAIN);
    }
}

static enum look state_look(enum caa_state state)
{
    if (state == CAA_SET)
        return LOOK_BOLD;
    return state == CAA_FAILED || state == CAA_UNKNOWN ? LOOK_YELLOW : LOOK_PLAIN;
}

static void put_climb(struct page *page, const struct finding *finding)
{
    struct buf name = { 0 };

    if (finding->n_caa == 0)
        return;
    page_prose(page, INDENT, 0, "The climb for CAA, from the name up:");
    for (size_t i = 0; i < finding->n_caa; i++) {
        const struct caa_step step = trace_caa(finding->caa[i]);
        int column = fprintf(page->out, "%*s", INDENT + 2, "");

        if (step.state == CAA_PLAIN) {
            page_prose(page, INDENT + 5, column, step.text);
            continue;
        }
        buf_reset(&name);
        buf_add(&name, step.name, step.name_len);
        column += page_word(page, buf_text(&name));
        page_look(page, state_look(step.state));
        column += fprintf(page->out, "  %s", caa_state_phrase(step.state));
        if (*step.text != '\0')
            column += fprintf(page->out, ": ");
        page_prose(page, INDENT + 5, column, step.text);
        page_look(page, LOOK_PLAIN);
    }
    buf_clear(&name);
}

static void put_waived(struct page *page, const struct waived *waived)
{
    struct buf text = { 0 };

    buf_printf(&text, "Waived until %s by %s: %s", waived->expires, waived->owner,
               waived->reason);
    if (waived->ticket != NULL && *waived->ticket != '\0')
        buf_printf(&text, " (%s)", waived->ticket);
    page_prose(page, INDENT, 0, buf_text(&text));
    buf_clear(&text);
}

void page_resource(struct page *page, const struct finding *finding)
{
    page_look(page, LOOK_BOLD);
    page_word(page, finding->domain == NULL ? finding->resource_id : finding->domain);
    page_look(page, LOOK_PLAIN);
    if (finding->account != NULL || finding->region != NULL) {
        fputs("  ", page->out);
        page_word(page, finding->account == NULL ? "?" : finding->account);
        putc('/', page->out);
        page_word(page, finding->region == NULL ? "?" : finding->region);
    }
    putc('\n', page->out);
    if (finding->domain == NULL)
        return;
    page_look(page, LOOK_DIM);
    page_word(page, finding->arn == NULL ? finding->resource_id : finding->arn);
    page_look(page, LOOK_PLAIN);
    putc('\n', page->out);
}

void page_finding(struct page *page, const struct finding *finding)
{
    page_mark(page, finding);
    if (finding->waived != NULL)
        fputs("  waived", page->out);
    if (finding->baseline != NULL) {
        fputs("  ", page->out);
        page_word(page, finding->baseline);
    }
    if (finding->owner != NULL) {
        fputs("  owner ", page->out);
        page_word(page, finding->owner);
    }
    putc('\n', page->out);
    page_prose(page, INDENT, 0, finding->message);
    if (finding->waived != NULL)
        put_waived(page, finding->waived);
    put_places(page, INDENT, finding->evidence, finding->n_evidence, NULL, 0);
    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        put_cause(page, finding, cause);
    put_chain(page, finding);
    put_climb(page, finding);
}

static void put_rule(struct page *page, const struct rule *rule)
{
    if (rule->why != NULL) {
        page_look(page, LOOK_BOLD);
        page_prose(page, INDENT, 0, "Why it matters");
        page_look(page, LOOK_PLAIN);
        page_prose(page, INDENT + 2, 0, rule->why);
    }
    for (size_t i = 0; rule->references[i] != NULL; i++)
        page_prose(page, INDENT + 2, 0, rule->references[i]);
}

void report_text_finding(const struct finding *finding, const struct text_style *style,
                         FILE *out)
{
    struct page page;

    page_init(&page, style, out);
    page_resource(&page, finding);
    page_finding(&page, finding);
    put_rule(&page, finding->rule);
    page_clear(&page);
}
