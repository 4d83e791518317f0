/* island: the findings as compact JSON for the report's script. */
#include "reports/island.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/when.h"
#include "reports/emit.h"

enum { N_FIELDS = 5, FIELD_MIN = 4, ARGUMENTS_MAX = 4000 };

struct island {
    struct emit emit;
    struct arena arena;
    struct map index; /* string -> its place in strings + 1 */
    const char **strings;
    size_t n_strings;
    size_t room;
    struct buf marked;            /* a text with its fields marked */
    struct buf skeleton;          /* the same with its arguments taken out */
    struct buf arguments;         /* those, each ended by a NUL */
    const char *fields[N_FIELDS]; /* domain, ARN, account, region, UUID of the resource */
    const struct report *report;
};

static size_t intern(struct island *island, const char *text, size_t len)
{
    const uintptr_t known = (uintptr_t)map_get(&island->index, text, len);
    const char *kept;

    if (known != 0)
        return known - 1;
    if (island->n_strings == island->room) {
        const char **strings;

        island->room = island->room == 0 ? 256 : island->room * 2;
        strings = arena_array(&island->arena, island->room, sizeof(*strings));
        if (island->n_strings > 0)
            memcpy(strings, island->strings, island->n_strings * sizeof(*strings));
        island->strings = strings;
    }
    kept = arena_strndup(&island->arena, text, len);
    island->strings[island->n_strings] = kept;
    *map_at(&island->index, kept, len) = (void *)(uintptr_t)(island->n_strings + 1);
    return island->n_strings++;
}

static void put_word(struct island *island, const char *word)
{
    if (word == NULL)
        emit_number(&island->emit, NULL, -1);
    else
        emit_number(&island->emit, NULL, (int64_t)intern(island, word, strlen(word)));
}

/* The field that starts at text, the longest first; N_FIELDS for none. */
static int field_at(const struct island *island, const char *text)
{
    static const int order[N_FIELDS] = { 1, 4, 0, 2, 3 };

    for (int i = 0; i < N_FIELDS; i++) {
        const char *field = island->fields[order[i]];

        if (field != NULL && *field == *text && strncmp(text, field, strlen(field)) == 0)
            return order[i];
    }
    return N_FIELDS;
}

/* Controls of the evidence's own become visible: the script's marks are controls. */
static void mark_fields(struct island *island, const char *text)
{
    buf_reset(&island->marked);
    while (*text != '\0') {
        const int field = field_at(island, text);

        if (field < N_FIELDS) {
            buf_putc(&island->marked, (char)(field + 2));
            text += strlen(island->fields[field]);
        } else if ((unsigned char)*text < 0x20 && *text != '\n' && *text != '\t') {
            buf_printf(&island->marked, "\\u%04X", (unsigned char)*text++);
        } else {
            buf_putc(&island->marked, *text++);
        }
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Numbers, dates, hashes and other names vary: they are arguments. */
static bool is_argument(const char *word, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (word[i] >= '0' && word[i] <= '9')
            return true;
        if (word[i] == '.' && i > 0 && i + 1 < len && is_letter(word[i - 1]) &&
            is_letter(word[i + 1]))
            return true;
    }
    return false;
}

static size_t take_arguments(struct island *island)
{
    const char *at = buf_text(&island->marked);
    size_t n = 0;

    buf_reset(&island->skeleton);
    buf_reset(&island->arguments);
    while (*at != '\0') {
        const size_t len = strcspn(at, " \n,;'\"()");

        if (len > 0 && n < ARGUMENTS_MAX && is_argument(at, len)) {
            buf_putc(&island->skeleton, 1);
            buf_add(&island->arguments, at, len);
            buf_putc(&island->arguments, '\0');
            n++;
        } else {
            buf_add(&island->skeleton, at, len);
        }
        at += len;
        if (*at != '\0')
            buf_putc(&island->skeleton, *at++);
    }
    return n;
}

static void put_text(struct island *island, const char *text)
{
    const char *argument;
    size_t skeleton;
    size_t n;

    if (text == NULL || *text == '\0') {
        emit_number(&island->emit, NULL, 0);
        return;
    }
    mark_fields(island, text);
    n = take_arguments(island);
    skeleton = intern(island, buf_text(&island->skeleton), island->skeleton.len);
    if (n == 0) {
        emit_number(&island->emit, NULL, (int64_t)skeleton);
        return;
    }
    emit_open(&island->emit, NULL, '[');
    emit_number(&island->emit, NULL, (int64_t)skeleton);
    argument = island->arguments.data;
    for (size_t i = 0; i < n; i++) {
        emit_text(&island->emit, NULL, argument);
        argument += strlen(argument) + 1;
    }
    emit_close(&island->emit, ']');
}

static void put_joined(struct island *island, const char *const *items, size_t n)
{
    struct buf text = { 0 };

    for (size_t i = 0; i < n; i++) {
        buf_puts(&text, i == 0 ? "" : ", ");
        buf_puts(&text, items[i]);
    }
    put_text(island, buf_text(&text));
    buf_clear(&text);
}

static void put_place(struct island *island, const struct resource *resource,
                      const struct evidence_ref *ref)
{
    const struct report_cert *cert = resource->first->certificate;
    const bool usual = cert != NULL && strcmp(cert->file, ref->file) == 0 &&
                       cert->document == ref->document;

    emit_open(&island->emit, NULL, '[');
    put_word(island, ref->pointer == NULL ? "" : ref->pointer);
    emit_number(&island->emit, NULL, ref->line);
    put_word(island, ref->value);
    if (!usual) {
        put_word(island, ref->file);
        emit_number(&island->emit, NULL, ref->document);
    }
    emit_close(&island->emit, ']');
}

static void put_expected(struct island *island, const struct dns_record *record)
{
    if (record == NULL) {
        emit_number(&island->emit, NULL, 0);
        return;
    }
    emit_open(&island->emit, NULL, '[');
    put_text(island, record->name);
    put_word(island, record->type);
    put_text(island, record->value);
    emit_close(&island->emit, ']');
}

static void put_observed(struct island *island, const struct cause *cause)
{
    emit_open(&island->emit, NULL, '[');
    for (size_t i = 0; i < cause->n_observed; i++) {
        const struct observed_record *record = &cause->observed[i];

        emit_open(&island->emit, NULL, '[');
        put_text(island, record->name);
        put_word(island, record->type);
        put_joined(island, record->values, record->n_values);
        emit_close(&island->emit, ']');
    }
    emit_close(&island->emit, ']');
}

static void put_cause(struct island *island, const struct cause *cause)
{
    emit_open(&island->emit, NULL, '[');
    emit_number(&island->emit, NULL, (int64_t)cause->code);
    emit_number(&island->emit, NULL, (int64_t)cause->confidence);
    put_joined(island, cause->domains, cause->n_domains);
    put_text(island, cause->detail);
    put_expected(island, cause->expected);
    put_observed(island, cause);
    emit_open(&island->emit, NULL, '[');
    for (const struct fix *fix = cause->fixes; fix != NULL; fix = fix->next) {
        emit_open(&island->emit, NULL, '[');
        emit_number(&island->emit, NULL, (int64_t)fix->kind);
        put_text(island, fix->title);
        put_text(island, fix->text);
        emit_close(&island->emit, ']');
    }
    emit_close(&island->emit, ']');
    emit_close(&island->emit, ']');
}

static size_t rule_index(const struct report *report, const struct rule *rule)
{
    size_t i = 0;

    while (i < report->n_rules && report->rules[i] != rule)
        i++;
    return i;
}

static void put_finding(struct island *island, const struct resource *resource,
                        const struct finding *finding)
{
    struct emit *emit = &island->emit;

    emit_open(emit, NULL, '[');
    emit_number(emit, NULL, (int64_t)rule_index(island->report, finding->rule));
    emit_number(emit, NULL, (int64_t)finding->verdict);
    emit_number(emit, NULL, (int64_t)finding->severity);
    emit_number(emit, NULL, (int64_t)finding->confidence);
    emit_text(emit, NULL, finding->fingerprint);
    put_text(island, finding->message);
    emit_open(emit, NULL, '[');
    for (size_t i = 0; i < finding->n_evidence; i++)
        put_place(island, resource, &finding->evidence[i]);
    emit_close(emit, ']');
    emit_open(emit, NULL, '[');
    for (const struct cause *cause = finding->causes; cause != NULL; cause = cause->next)
        put_cause(island, cause);
    emit_close(emit, ']');
    emit_close(emit, ']');
}

/* The UUID when the ARN is just what account and region make of it, else NULL. */
static const char *uuid_of(const struct finding *finding, struct arena *arena)
{
    const char *prefix;

    if (finding->arn == NULL || finding->account == NULL || finding->region == NULL)
        return NULL;
    prefix = arena_printf(arena, "arn:aws:acm:%s:%s:certificate/", finding->region,
                          finding->account);
    if (strncmp(finding->arn, prefix, strlen(prefix)) != 0)
        return NULL;
    return finding->arn + strlen(prefix);
}

static const char *field(const char *text)
{
    return text == NULL || strlen(text) < FIELD_MIN ? NULL : text;
}

static const char *joined_names(const struct report_cert *cert, struct arena *arena)
{
    struct buf text = { 0 };
    const char *names;

    if (cert == NULL || cert->n_names <= 1)
        return "";
    for (size_t i = 0; i < cert->n_names; i++) {
        buf_puts(&text, i == 0 ? "" : " ");
        buf_puts(&text, cert->names[i]);
    }
    names = arena_strdup(arena, buf_text(&text));
    buf_clear(&text);
    return names;
}

static void put_resource(struct island *island, const struct resource *resource)
{
    static const struct report_cert none = { .not_after = WHEN_NONE };
    const struct finding *first = resource->first;
    const struct report_cert *cert = first->certificate;
    const char *uuid = uuid_of(first, &island->arena);
    struct emit *emit = &island->emit;
    char when[WHEN_TEXT_MAX];

    island->fields[0] = field(first->domain);
    island->fields[1] = field(first->arn);
    island->fields[2] = field(first->account);
    island->fields[3] = field(first->region);
    island->fields[4] = uuid;
    if (cert == NULL)
        cert = &none;
    emit_open(emit, NULL, '[');
    emit_text(emit, NULL,
              uuid == NULL ? first->resource_id
                           : arena_printf(&island->arena, "\a%s", uuid));
    emit_text(emit, NULL, first->domain == NULL ? "" : first->domain);
    put_word(island, first->account);
    put_word(island, first->region);
    put_word(island, cert->status);
    put_word(island, cert->type);
    put_word(island, cert->method);
    put_word(island, first->certificate == NULL ? NULL : cert->in_use);
    emit_text(emit, NULL, joined_names(first->certificate, &island->arena));
    put_word(island, cert->failure_reason);
    emit_text(emit, NULL, when_iso(cert->not_after, when));
    put_word(island, cert->file);
    emit_number(emit, NULL, cert->document);
    emit_open(emit, NULL, '[');
    for (size_t i = 0; i < resource->n; i++)
        put_finding(island, resource, resource->findings[i]);
    emit_close(emit, ']');
    emit_close(emit, ']');
}

static void put_tables(struct island *island)
{
    const struct report *report = island->report;
    struct emit *emit = &island->emit;

    emit_open(emit, "sure", '[');
    for (int i = 0; i <= CONFIDENCE_CERTAIN; i++)
        emit_text(emit, NULL, confidence_phrase((enum confidence)i));
    emit_close(emit, ']');
    emit_open(emit, "kinds", '[');
    for (int i = 0; i <= FIX_TEXT; i++)
        emit_text(emit, NULL, fix_kind_word((enum fix_kind)i));
    emit_close(emit, ']');
    emit_open(emit, "rules", '[');
    for (size_t i = 0; i < report->n_rules; i++) {
        const struct rule *rule = report->rules[i];

        emit_open(emit, NULL, '[');
        emit_text(emit, NULL, rule->id);
        emit_text(emit, NULL, rule->title);
        emit_text(emit, NULL, severity_word(rule->severity));
        emit_text(emit, NULL, rule->why);
        emit_close(emit, ']');
    }
    emit_close(emit, ']');
    emit_open(emit, "causes", '[');
    for (int i = 0; i < N_CAUSES; i++) {
        emit_open(emit, NULL, '[');
        emit_text(emit, NULL, cause_word((enum cause_code)i));
        emit_text(emit, NULL, cause_title((enum cause_code)i));
        emit_text(emit, NULL, cause_explanation((enum cause_code)i));
        emit_close(emit, ']');
    }
    emit_close(emit, ']');
}

void island_write(const struct report *report, const struct resources *resources,
                  FILE *out)
{
    struct island island = { .report = report };

    emit_init(&island.emit, out);
    island.emit.script = true;
    arena_init(&island.arena);
    intern(&island, "", 0);
    emit_open(&island.emit, NULL, '{');
    put_tables(&island);
    emit_open(&island.emit, "resources", '[');
    for (size_t i = 0; i < resources->n; i++)
        put_resource(&island, &resources->items[i]);
    emit_close(&island.emit, ']');
    emit_texts(&island.emit, "strings", island.strings, island.n_strings);
    emit_close(&island.emit, '}');
    emit_end(&island.emit);
    buf_clear(&island.marked);
    buf_clear(&island.skeleton);
    buf_clear(&island.arguments);
    map_clear(&island.index);
    arena_clear(&island.arena);
}
