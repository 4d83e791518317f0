/* zone_text: BIND zone files, read into a record dump. */
#include "analyzer/read/zone_text.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "analyzer/read/dig_line.h"
#include "analyzer/read/layout.h"
#include "analyzer/read/record_sets.h"
#include "analyzer/read/rrsets.h"
#include "base/dns/masterfile.h"
#include "base/when.h"

enum { FAULTS_SAID_MAX = 100 };

static bool starts(const char *at, const char *end, const char *word)
{
    const size_t n = strlen(word);

    return (size_t)(end - at) >= n && strncasecmp(at, word, n) == 0;
}

/* A directive of zone files at the start of a line. */
static bool is_directive(const char *at, const char *end)
{
    static const char *const words[] = { "$ORIGIN", "$TTL", "$INCLUDE", "$GENERATE" };

    if (*at != '$')
        return false;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const size_t n = strlen(words[i]);

        if (starts(at, end, words[i]) && (at + n == end || at[n] == ' ' || at[n] == '\t'))
            return true;
    }
    return false;
}

/* The next word of a line; false when there is none. */
static bool next_word(const char **at, const char *end, const char **word, size_t *len)
{
    while (*at < end && (**at == ' ' || **at == '\t' || **at == '\r'))
        (*at)++;
    *word = *at;
    while (*at < end && **at != ' ' && **at != '\t' && **at != '\r')
        (*at)++;
    *len = (size_t)(*at - *word);
    return *len > 0;
}

/* Which words of a zone file the text has. */
struct signs {
    bool directive;
    bool transfer; /* dig's word behind a zone transfer */
    bool header;   /* dig's whole output */
    bool soa;
    bool ns;
    bool by_hand;      /* a record that dig would not print so: "www IN A", no TTL */
    bool owners;       /* of several names */
    const char *owner; /* the first absolute one */
    size_t owner_len;
};

static void note_owner(struct signs *signs, const char *owner, size_t len)
{
    if (signs->owner == NULL) {
        signs->owner = owner;
        signs->owner_len = len;
    } else if (len != signs->owner_len || memcmp(owner, signs->owner, len) != 0) {
        signs->owners = true;
    }
}

/*
 * "www.example.com. 300 IN CNAME ..." is how dig prints a record; zone files leave out
 * what they can. Without a class, prose looks like a record, too.
 */
static void look_at_record(struct signs *signs, const char *at, const char *end)
{
    const char *owner = at;
    bool has_class = false;
    bool has_ttl = false;
    const char *word;
    size_t owner_len;
    size_t len;
    uint16_t type;

    while (at < end && *at != ' ' && *at != '\t')
        at++;
    owner_len = (size_t)(at - owner);
    if (!next_word(&at, end, &word, &len))
        return;
    for (int i = 0; i < 2; i++) {
        const bool is_class = len == 2 && memcmp(word, "IN", 2) == 0;
        const bool is_ttl = *word >= '0' && *word <= '9';

        if (!is_class && !is_ttl)
            break;
        has_class |= is_class;
        has_ttl |= is_ttl;
        if (!next_word(&at, end, &word, &len))
            return;
    }
    type = rr_type_parse(word, len);
    if (!has_class || type == RR_NONE)
        return;
    signs->soa |= type == RR_SOA;
    signs->ns |= type == RR_NS;
    if (owner_len == 0 || owner[owner_len - 1] != '.' || !has_ttl)
        signs->by_hand = true;
    else
        note_owner(signs, owner, owner_len);
}

static void look(struct signs *signs, const char *at, const char *end)
{
    if (at == end || *at == ';') {
        signs->transfer |= starts(at, end, ";; XFR size");
        signs->header |= starts(at, end, ";; ->>HEADER");
        return;
    }
    signs->directive |= is_directive(at, end);
    look_at_record(signs, at, end);
}

bool zone_text_is(const struct document *document)
{
    const char *end = document->text + document->len;
    struct signs signs = { 0 };

    for (const char *at = document->text; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *stop = newline == NULL ? end : newline;

        look(&signs, at, stop);
        if (signs.directive || signs.transfer)
            return true;
        at = stop + 1;
    }
    return !signs.header && (signs.by_hand || (signs.soa && signs.ns && signs.owners));
}

static void say(struct context *context, const struct masterfile_fault *fault)
{
    struct problem *problem = context_problem(context, PROBLEM_PARTLY, "", fault->text);

    problem->line = context->document->line + fault->line - 1;
    problem->column = 1;
}

static void say_more(struct context *context, uint32_t n,
                     const struct masterfile_fault *last)
{
    struct masterfile_fault more = *last;

    if (n <= FAULTS_SAID_MAX)
        return;
    more.text = arena_printf(context->arena,
                             "%" PRIu32 " more lines are at fault; this is the last",
                             n - FAULTS_SAID_MAX);
    say(context, &more);
}

/* All records; returns how many faults there were. */
static uint32_t read_all(struct context *context, const char *zone, struct rrsets *out)
{
    const struct document *document = context->document;
    struct masterfile_fault fault = { 0 };
    struct masterfile file;
    struct masterfile_rr rr;
    enum masterfile_step step;
    uint32_t n = 0;

    masterfile_init(&file, context->arena, document->text, document->len, zone);
    while ((step = masterfile_next(&file, &rr, &fault)) != MASTERFILE_END) {
        if (step == MASTERFILE_RECORD)
            rrsets_add(
                out, &(struct text_record){
                         .name = rr.name,
                         .value = rr.value,
                         .ttl_s = rr.ttl_s,
                         .offset = document->offset + rr.offset,
                         .len = rrsets_line_len(document->text, document->len, rr.offset),
                         .line = document->line + rr.line - 1,
                         .type = rr.type });
        else if (n++ < FAULTS_SAID_MAX)
            say(context, &fault);
    }
    say_more(context, n, &fault);
    return n;
}

/* A zone transfer says behind it when it was made. */
static void take_time(struct context *context)
{
    static const char mark[] = "\n;; WHEN: ";
    const struct document *document = context->document;
    const char *at = memmem(document->text, document->len, mark, sizeof(mark) - 1);
    struct decoded *out = context->decoder->out;
    struct dig_line line;
    size_t offset;
    uint32_t number = 0;
    int64_t when;

    if (at == NULL)
        return;
    offset = (size_t)(at + 1 - document->text);
    dig_line_next(document->text, document->len, &offset, &number, &line);
    when = dig_when(&line);
    if (when == WHEN_NONE)
        return;
    context->captured_at = when;
    if (when > document->source->captured_at)
        document->source->captured_at = when;
    if (when > out->latest_past)
        out->latest_past = when;
}

void zone_text_take(struct context *context)
{
    struct source *source = context->document->source;
    const char *zone = layout_zone(context->arena, source->file);
    struct rrsets records = { 0 };
    struct record_dump *dump;
    uint32_t n_faults;

    context_shape(context, SHAPE_DNS_ZONEFILE);
    take_time(context);
    n_faults = read_all(context, zone, &records);
    source->n_skipped += n_faults;
    if (rrsets_count(&records) == 0) {
        if (n_faults == 0) {
            source->n_skipped++;
            context_problem(context, PROBLEM_UNRECOGNISED, "",
                            "a zone file without a record")
                ->line = context->document->line;
        }
        rrsets_clear(&records);
        return;
    }
    dump = &record_page_add(context, DNS_FROM_ZONEFILE)->dump;
    dump->zone = zone;
    dump->truncated = n_faults > 0;
    dump->sets = rrsets_end(&records, context->arena, &dump->origin, DNS_FROM_ZONEFILE,
                            &dump->n_sets);
    source->n_records += dump->n_sets;
    rrsets_clear(&records);
}
