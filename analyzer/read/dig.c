/* dig: saved answers of dig in full, and of +noall +answer. */
#include "analyzer/read/dig.h"

#include <inttypes.h>
#include <string.h>

#include "analyzer/read/dig_line.h"
#include "analyzer/read/dig_records.h"
#include "analyzer/read/layout.h"
#include "base/dns/name.h"
#include "base/when.h"

enum section { SECTION_NONE, SECTION_QUESTION, SECTION_OTHER };

/* Reads a document from line to line. */
struct dig {
    struct context *context;
    const struct document *document;
    size_t offset;   /* of the next line */
    uint32_t number; /* of it; 0 is the first */
    enum section section;
    struct dns_answer *now; /* the answer being read; NULL = none */
    struct rrsets answer;
    struct rrsets authority;
    int64_t n_said;             /* ANSWER: of the flags; -1 = not said */
    bool has_header;            /* status is known */
    bool has_sections;          /* something stands behind the header */
    bool has_tail;              /* the lines behind an answer: it is whole */
    bool lost_line;             /* a record of the answer was at fault */
    bool at_end;                /* the answer section ends with the file, amid a line */
    struct dig_question asked;  /* by the question section */
    struct dig_question banner; /* by the command line */
    bool failed;                /* nobody answered, and dig has not given up yet */
    struct dig_line failure;
    uint32_t n;
};

bool dig_is(const struct document *document)
{
    static const char *const leads[] = { "; <<>> DiG ", ";; ->>HEADER<<-",
                                         ";; ANSWER SECTION:", ";; Got answer:" };
    struct dig_line line;
    size_t offset = 0;
    uint32_t number = 0;
    bool final;

    while (dig_line_next(document->text, document->len, &offset, &number, &line)) {
        for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++)
            if (dig_starts(&line, leads[i]))
                return true;
        if (dig_is_failure(&line, &final) || dig_is_record(&line))
            return true;
    }
    return false;
}

static struct origin place(const struct dig *dig, size_t offset, size_t len,
                           uint32_t number)
{
    struct origin origin = context_origin(dig->context);

    origin.offset += offset;
    origin.len = len == 0 ? 1 : len;
    origin.line += number;
    origin.pointer = "";
    return origin;
}

static void begin(struct dig *dig, const struct dig_line *line)
{
    struct dns_answer *answer = arena_zalloc(dig->context->arena, sizeof(*answer));

    answer->origin = place(dig, line->offset, line->len, line->number);
    answer->at = WHEN_NONE;
    answer->status_word = "";
    dig->now = answer;
    dig->n_said = -1;
    dig->section = SECTION_NONE;
    dig->has_header = false;
    dig->has_sections = false;
    dig->has_tail = false;
    dig->lost_line = false;
    dig->at_end = false;
    dig->asked = (struct dig_question){ NULL, RR_NONE };
}

/* The question: as printed, else as asked, else as the path tells. */
static void set_question(struct dig *dig, struct dns_answer *answer)
{
    struct dig_question question = dig->asked;

    if (question.name == NULL)
        question = dig->banner;
    dig->banner = (struct dig_question){ NULL, RR_NONE }; /* serves once */
    answer->name_from = FROM_CONTENT;
    if (question.name == NULL) {
        answer->name_from =
            layout_question(dig->context->arena, dig->document->source->file,
                            &question.name, &question.type)
                ? FROM_PATH
                : FROM_NOWHERE;
    }
    answer->name = question.name;
    answer->type = question.type;
}

static void add(struct dig *dig, struct dns_answer *answer)
{
    struct source *source = dig->document->source;
    struct decoded *out = dig->context->decoder->out;

    if (answer->at != WHEN_NONE) {
        if (answer->at > source->captured_at)
            source->captured_at = answer->at;
        if (answer->at > out->latest_past)
            out->latest_past = answer->at;
    }
    dns_add(dig->context->arena, &out->dns, DNS_ANSWERS, answer);
    source->n_records++;
    dig->n++;
}

/* Does the output lack what its header says it has, or may its last line be cut? */
static bool is_cut(const struct dig *dig, size_t n_records)
{
    if (!dig->has_header)
        return dig->lost_line;
    if (dig->n_said < 0)
        return !dig->has_tail && !dig->has_sections;
    return dig->n_said > (int64_t)n_records || (dig->at_end && !dig->has_tail);
}

static bool has_answer(const struct dns_answer *answer)
{
    for (uint32_t i = 0; i < answer->n_answer; i++) {
        const uint16_t type = answer->answer[i].type;

        if (answer->type == RR_NONE || answer->type == RR_ANY || type == answer->type ||
            type == RR_CNAME || type == RR_DNAME)
            return true;
    }
    return false;
}

static enum dns_status judge(const struct dig *dig, const struct dns_answer *answer,
                             bool cut)
{
    enum dns_status status;

    if (!dig->has_header && answer->n_answer == 0 && !cut)
        return DNS_NOTHING;
    status = dig->has_header ? dig_status(answer->status_word) : DNS_ANSWERED;
    if (cut && (status == DNS_ANSWERED || status == DNS_NXDOMAIN ||
                *answer->status_word == '\0'))
        return DNS_CUT;
    if (status == DNS_ANSWERED && !has_answer(answer))
        return DNS_NODATA;
    return status;
}

/* +noall +answer prints no question: the first owner is it, and the last type. */
static void guess_question(struct dig *dig, const struct dns_answer *answer)
{
    const struct rrset *last;

    if (dig->has_header || dig->asked.name != NULL || answer->n_answer == 0)
        return;
    last = &answer->answer[answer->n_answer - 1];
    dig->asked.name = answer->answer[0].name;
    dig->asked.type = last->type == RR_CNAME ? RR_NONE : last->type;
}

/* Where the path names the same owner, it knows the type that was asked for, too. */
static void type_from_path(const struct dig *dig, struct dns_answer *answer)
{
    const char *name;
    uint16_t type;

    if (answer->type == RR_NONE && answer->name != NULL &&
        layout_question(dig->context->arena, dig->document->source->file, &name, &type) &&
        strcmp(name, answer->name) == 0)
        answer->type = type;
}

static void say_cut(struct dig *dig, const struct dns_answer *answer, size_t n_records)
{
    struct arena *arena = dig->context->arena;
    const char *text = "the output ends within the answer";
    struct problem *problem;

    if (dig->n_said > (int64_t)n_records)
        text = arena_printf(arena,
                            "the header says that %" PRId64
                            " records follow, and %zu are here: the answer is cut",
                            dig->n_said, n_records);
    problem = context_problem(dig->context, PROBLEM_PARTLY, "", text);
    problem->line = answer->origin.line;
    problem->column = 1;
}

/* The answer being read, if any, is at its end. */
static void finish(struct dig *dig)
{
    struct dns_answer *answer = dig->now;
    const size_t n_records = rrsets_count(&dig->answer);
    struct arena *arena = dig->context->arena;
    struct origin document;
    bool cut;

    if (answer == NULL)
        return;
    dig->now = NULL;
    document = context_origin(dig->context);
    cut = is_cut(dig, n_records);
    answer->answer =
        rrsets_end(&dig->answer, arena, &document, DNS_FROM_DIG, &answer->n_answer);
    answer->authority =
        rrsets_end(&dig->authority, arena, &document, DNS_FROM_DIG, &answer->n_authority);
    guess_question(dig, answer);
    set_question(dig, answer);
    type_from_path(dig, answer);
    answer->short_form = !dig->has_header;
    answer->status = (uint8_t)judge(dig, answer, cut);
    if (answer->status == DNS_CUT)
        say_cut(dig, answer, n_records);
    add(dig, answer);
}

static void nobody_answered(struct dig *dig, const struct dig_line *line)
{
    struct dns_answer *answer;

    begin(dig, line);
    answer = dig->now;
    dig->now = NULL;
    dig->failed = false;
    set_question(dig, answer);
    answer->status = DNS_TIMEOUT;
    add(dig, answer);
}

/* A prompt, a fence, the next command's output: no line of a section. */
static bool ends_section(const struct dig_line *line)
{
    return dig_blank(line) || dig_starts(line, ";;") || dig_starts(line, "; <<>>") ||
           dig_starts(line, "$ ") || dig_starts(line, "# ") || dig_starts(line, "```") ||
           dig_starts(line, "dig: ");
}

/* The lines behind "ANSWER SECTION:", up to the section's end. */
static void read_section(struct dig *dig, struct rrsets *out)
{
    const struct document *document = dig->document;
    const size_t start = dig->offset;
    const uint32_t number = dig->number;
    size_t end = start;
    size_t offset = start;
    uint32_t next = number;
    uint32_t n = 0;
    struct dig_line line;

    while (dig_line_next(document->text, document->len, &offset, &next, &line) &&
           !ends_section(&line)) {
        end = offset < document->len ? offset : document->len;
        dig->offset = offset;
        dig->number = next;
    }
    if (start < end)
        n = dig_records(dig->context, start, end, number, out);
    if (out != &dig->answer)
        return;
    dig->lost_line |= n > 0;
    dig->at_end = end == document->len && document->text[end - 1] != '\n';
}

static void section_begins(struct dig *dig, const struct dig_line *line)
{
    if (dig->now == NULL)
        begin(dig, line);
    dig->has_sections = true;
    dig->section = SECTION_OTHER;
    if (dig_starts(line, ";; QUESTION"))
        dig->section = SECTION_QUESTION;
    else if (dig_starts(line, ";; ANSWER"))
        read_section(dig, &dig->answer);
    else if (dig_starts(line, ";; AUTHORITY"))
        read_section(dig, &dig->authority);
}

static bool is_section(const struct dig_line *line)
{
    return dig_starts(line, ";; ") && memmem(line->at, line->len, "SECTION:", 8) != NULL;
}

/* What stands behind an answer: it was whole. */
static bool take_tail(struct dig *dig, const struct dig_line *line)
{
    struct dns_answer *answer = dig->now;

    if (!dig_starts(line, ";; Query time:") && !dig_starts(line, ";; SERVER:") &&
        !dig_starts(line, ";; WHEN:") && !dig_starts(line, ";; MSG SIZE"))
        return false;
    if (answer == NULL)
        return true;
    dig->has_tail = true;
    if (dig_starts(line, ";; SERVER:"))
        answer->server = dig_rest(dig->context->arena, line);
    else if (dig_starts(line, ";; WHEN:"))
        answer->at = dig_when(line);
    return true;
}

static void take_header(struct dig *dig, const struct dig_line *line)
{
    finish(dig);
    begin(dig, line);
    dig->failed = false;
    dig->has_header = true;
    dig->now->status_word = dig_status_word(dig->context->arena, line);
}

static void take_failure(struct dig *dig, const struct dig_line *line, bool final)
{
    finish(dig);
    if (final) {
        nobody_answered(dig, dig->failed ? &dig->failure : line);
    } else if (!dig->failed) {
        dig->failed = true;
        dig->failure = *line;
    }
}

/* ";example.com. IN CAA": within its section, or by itself with +nocomments. */
static bool take_question(struct dig *dig, const struct dig_line *line)
{
    struct dig_question question;

    if (!dig_question(dig->context->arena, line, &question))
        return false;
    if (dig->section != SECTION_QUESTION) {
        if (dig->now == NULL || dig->asked.name != NULL) {
            finish(dig);
            begin(dig, line);
        }
    }
    dig->asked = question;
    return true;
}

/* Does a record go on with the answer that is being read? Its chain tells. */
static bool goes_on(const struct dig *dig, const struct text_record *record)
{
    const size_t n = rrsets_count(&dig->answer);
    const struct text_record *last = n == 0 ? NULL : rrsets_at(&dig->answer, n - 1);
    const char *target;

    if (last == NULL)
        return dig->asked.name == NULL || strcmp(dig->asked.name, record->name) == 0;
    if (strcmp(last->name, record->name) == 0)
        return true;
    if (last->type != RR_CNAME)
        return false;
    target =
        name_canonical_decimal(dig->context->arena, last->value, strlen(last->value));
    return strcmp(target, record->name) == 0;
}

/* A record outside of all sections: +noall +answer. */
static void take_loose_record(struct dig *dig, const struct dig_line *line)
{
    struct rrsets one = { 0 };

    if (dig->has_header)
        finish(dig);
    if (dig->now == NULL)
        begin(dig, line);
    dig->lost_line |= dig_records(dig->context, line->offset, line->offset + line->len,
                                  line->number, &one) > 0;
    for (size_t i = 0; i < rrsets_count(&one); i++) {
        if (!goes_on(dig, rrsets_at(&one, i))) {
            finish(dig);
            begin(dig, line);
        }
        rrsets_add(&dig->answer, rrsets_at(&one, i));
    }
    rrsets_clear(&one);
}

static void take_line(struct dig *dig, const struct dig_line *line)
{
    bool final;

    if (dig_blank(line)) {
        dig->section = SECTION_NONE;
    } else if (dig_starts(line, "; <<>> DiG")) {
        finish(dig);
        dig_banner(dig->context->arena, line, &dig->banner);
    } else if (dig_starts(line, ";; ->>HEADER")) {
        take_header(dig, line);
    } else if (dig_is_failure(line, &final)) {
        take_failure(dig, line, final);
    } else if (dig_starts(line, ";; flags:") && dig->now != NULL) {
        dig_flags(line, dig->now, &dig->n_said);
    } else if (is_section(line)) {
        section_begins(dig, line);
    } else if (!take_tail(dig, line) && !take_question(dig, line) &&
               dig->section == SECTION_NONE && dig_is_record(line)) {
        take_loose_record(dig, line);
    }
}

/* The banner alone: dig was stopped, or a zone transfer was refused. */
static void nothing_behind(struct dig *dig)
{
    const struct dig_line first = { dig->document->text, 1, 0, 0 };

    begin(dig, &first);
    dig->lost_line = true;
    finish(dig);
}

uint32_t dig_take(struct context *context)
{
    struct dig dig = { .context = context, .document = context->document, .n_said = -1 };
    struct dig_line line;

    while (dig_line_next(dig.document->text, dig.document->len, &dig.offset, &dig.number,
                         &line))
        take_line(&dig, &line);
    finish(&dig);
    if (dig.failed)
        nobody_answered(&dig, &dig.failure);
    if (dig.n == 0 && dig.banner.name != NULL)
        nothing_behind(&dig);
    rrsets_clear(&dig.answer);
    rrsets_clear(&dig.authority);
    if (dig.n > 0)
        context_shape(context, SHAPE_DNS_DIG);
    return dig.n;
}
