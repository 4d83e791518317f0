/* dig_short: answers of dig +short, which are values alone, and empty ones. */
#include <string.h>

#include "analyzer/read/dig.h"
#include "analyzer/read/dig_line.h"
#include "analyzer/read/layout.h"
#include "analyzer/read/rrsets.h"
#include "base/dns/masterfile.h"
#include "base/dns/name.h"
#include "base/when.h"

/* One word with a last dot: a name, of the chain or for a value. */
static bool is_name(const struct dig_line *line)
{
    return line->len > 1 && line->at[line->len - 1] == '.' &&
           memchr(line->at, ' ', line->len) == NULL &&
           memchr(line->at, '\t', line->len) == NULL;
}

static bool has_only(const struct dig_line *line, const char *bytes)
{
    for (size_t i = 0; i < line->len; i++)
        if (line->at[i] == '\0' || strchr(bytes, line->at[i]) == NULL)
            return false;
    return line->len > 0;
}

static bool is_generic(const struct dig_line *line)
{
    return dig_starts(line, "\\# ");
}

/* "0 issue ...": a number, blanks, a tag. */
static bool is_caa(const struct dig_line *line)
{
    size_t at = 0;

    while (at < line->len && line->at[at] >= '0' && line->at[at] <= '9')
        at++;
    if (at == 0 || at + 1 >= line->len || line->at[at] != ' ')
        return false;
    at++;
    return (line->at[at] >= 'a' && line->at[at] <= 'z') ||
           (line->at[at] >= 'A' && line->at[at] <= 'Z');
}

/* Can the line be a value of that type? What else stands in such a file is prose. */
static bool is_value(const struct dig_line *line, uint16_t type)
{
    if (is_generic(line))
        return true;
    switch (type) {
    case RR_CNAME:
    case RR_NS:
    case RR_PTR:
    case RR_DNAME:
        return is_name(line);
    case RR_A:
        return has_only(line, "0123456789.") && line->at[line->len - 1] != '.';
    case RR_AAAA:
        return has_only(line, "0123456789abcdefABCDEF:.");
    case RR_CAA:
        return is_caa(line);
    case RR_TXT:
    case RR_SPF:
        return *line->at == '"';
    case RR_SOA:
        return line->at[line->len - 1] >= '0' && line->at[line->len - 1] <= '9' &&
               memmem(line->at, line->len, ". ", 2) != NULL;
    default:
        return *line->at >= '0' && *line->at <= '9';
    }
}

/* Reads one file. */
struct brief {
    struct context *context;
    const char *name; /* NULL = not known */
    uint16_t type;
    const char *owner; /* of the next record: the name, then what the chain led to */
    struct rrsets records;
};

/* The value in the form that all other readers give; as it stands where that fails. */
static const char *value_of(struct brief *b, const struct dig_line *line, uint16_t type)
{
    char word[RR_WORD_MAX];
    struct buf text = { 0 };
    struct masterfile file;
    struct masterfile_rr rr;
    struct masterfile_fault fault;
    const char *value;

    buf_printf(&text, ". 0 IN %s ", rr_type_word(type, word));
    buf_add(&text, line->at, line->len);
    buf_putc(&text, '\n');
    masterfile_init(&file, b->context->arena, text.data, text.len, NULL);
    if (masterfile_next(&file, &rr, &fault) == MASTERFILE_RECORD)
        value = rr.value;
    else
        value = context_copy(b->context, line->at, line->len);
    buf_clear(&text);
    return value;
}

static void add_record(struct brief *b, const struct dig_line *line, uint16_t type)
{
    const struct document *document = b->context->document;
    const struct text_record record = {
        .name = b->owner,
        .value = value_of(b, line, type),
        .ttl_s = -1,
        .offset = document->offset + line->offset,
        .len = line->len > UINT32_MAX ? UINT32_MAX : (uint32_t)line->len,
        .line = document->line + line->number,
        .type = type,
    };

    rrsets_add(&b->records, &record);
}

/* A name before the values is the chain's: what is asked for goes on from there. */
static void take_line(struct brief *b, const struct dig_line *line)
{
    if (dig_blank(line) || *line->at == ';')
        return;
    if (is_value(line, b->type)) {
        add_record(b, line, b->type);
    } else if (is_name(line)) {
        add_record(b, line, RR_CNAME);
        b->owner = name_canonical_decimal(b->context->arena, line->at, line->len);
    }
}

/* Without a path: CAA records, or the target of a validation, by their looks. */
static uint16_t type_by_looks(const struct document *document)
{
    struct dig_line line;
    size_t offset = 0;
    uint32_t number = 0;
    bool target = false;
    bool other = false;

    while (dig_line_next(document->text, document->len, &offset, &number, &line)) {
        if (dig_blank(&line) || *line.at == ';')
            continue;
        if (is_caa(&line) &&
            (dig_starts(&line, "0 issue") || dig_starts(&line, "128 issue") ||
             dig_starts(&line, "0 iodef")))
            return RR_CAA;
        if (is_name(&line) && *line.at == '_' &&
            memmem(line.at, line.len, ".acm-validations.aws.", 21) != NULL)
            target = true;
        else
            other = true;
    }
    return target && !other ? RR_CNAME : RR_NONE;
}

static struct dns_answer *new_answer(struct brief *b)
{
    struct dns_answer *answer = arena_zalloc(b->context->arena, sizeof(*answer));

    answer->name = b->name;
    answer->type = b->type;
    answer->name_from = b->name == NULL ? FROM_NOWHERE : FROM_PATH;
    answer->origin = context_origin(b->context);
    answer->at = WHEN_NONE;
    answer->status_word = "";
    answer->short_form = true;
    return answer;
}

static void add_answer(struct brief *b, struct dns_answer *answer)
{
    context_shape(b->context, SHAPE_DNS_DIG);
    dns_add(b->context->arena, &b->context->decoder->out->dns, DNS_ANSWERS, answer);
}

bool dig_take_short(struct context *context)
{
    const struct document *document = context->document;
    struct brief b = { .context = context };
    struct dns_answer *answer;
    struct dig_line line;
    size_t offset = 0;
    uint32_t number = 0;

    if (!layout_question(context->arena, document->source->file, &b.name, &b.type))
        b.type = type_by_looks(document);
    if (b.type == RR_NONE)
        return false;
    b.owner = b.name == NULL ? "" : b.name;
    while (dig_line_next(document->text, document->len, &offset, &number, &line))
        take_line(&b, &line);
    if (rrsets_count(&b.records) == 0) {
        rrsets_clear(&b.records);
        return false;
    }
    answer = new_answer(&b);
    answer->status = DNS_ANSWERED;
    answer->answer = rrsets_end(&b.records, context->arena, &answer->origin, DNS_FROM_DIG,
                                &answer->n_answer);
    add_answer(&b, answer);
    document->source->n_records++;
    rrsets_clear(&b.records);
    return true;
}

bool dig_take_nothing(struct context *context, const char **command)
{
    struct brief b = { .context = context };
    char word[RR_WORD_MAX];
    struct dns_answer *answer;

    if (!layout_question(context->arena, context->document->source->file, &b.name,
                         &b.type))
        return false;
    answer = new_answer(&b);
    answer->status = DNS_NOTHING;
    add_answer(&b, answer);
    *command = arena_printf(context->arena, "dig %s %s > %s.%s.txt",
                            rr_type_word(b.type, word), b.name, b.name, word);
    return true;
}
