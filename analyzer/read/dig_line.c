/* dig_line: what single lines of dig's output say. */
#include "analyzer/read/dig_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/when.h"

bool dig_line_next(const char *text, size_t len, size_t *offset, uint32_t *number,
                   struct dig_line *out)
{
    const char *newline;

    if (*offset >= len)
        return false;
    newline = memchr(text + *offset, '\n', len - *offset);
    out->at = text + *offset;
    out->len = newline == NULL ? len - *offset : (size_t)(newline - out->at);
    out->offset = *offset;
    out->number = *number;
    *offset += out->len + 1;
    ++*number;
    while (out->len > 0 && (*out->at == ' ' || *out->at == '\t')) {
        out->at++;
        out->offset++;
        out->len--;
    }
    while (out->len > 0 &&
           (out->at[out->len - 1] == '\r' || out->at[out->len - 1] == ' '))
        out->len--;
    return true;
}

bool dig_starts(const struct dig_line *line, const char *word)
{
    const size_t n = strlen(word);

    return line->len >= n && strncasecmp(line->at, word, n) == 0;
}

bool dig_blank(const struct dig_line *line)
{
    for (size_t i = 0; i < line->len; i++)
        if (strchr(" \t\r", line->at[i]) == NULL || line->at[i] == '\0')
            return false;
    return true;
}

/* Goes from word to word, which blanks separate. */
struct words {
    const char *at;
    const char *end;
};

struct word {
    const char *at;
    size_t len;
};

static bool next(struct words *words, struct word *out)
{
    while (words->at < words->end && (*words->at == ' ' || *words->at == '\t'))
        words->at++;
    out->at = words->at;
    while (words->at < words->end && *words->at != ' ' && *words->at != '\t')
        words->at++;
    out->len = (size_t)(words->at - out->at);
    return out->len > 0;
}

static struct words words_of(const struct dig_line *line, size_t from)
{
    return (struct words){ line->at + from, line->at + line->len };
}

static bool is(const struct word *word, const char *text)
{
    return strlen(text) == word->len && strncasecmp(word->at, text, word->len) == 0;
}

static bool is_class(const struct word *word)
{
    return is(word, "IN") || is(word, "CLASS1");
}

/* "-t CAA" has a word behind it, "-4" has none. */
static bool has_value(const struct word *option)
{
    return option->len == 2 && strchr("bcfkpqtxyD", option->at[1]) != NULL;
}

static void banner_option(struct arena *arena, const struct word *option,
                          struct words *words, struct dig_question *out)
{
    struct word value;

    if (!has_value(option) || !next(words, &value))
        return;
    if (option->at[1] == 't')
        out->type = rr_type_parse(value.at, value.len);
    else if (option->at[1] == 'q' && out->name == NULL)
        out->name = name_canonical(arena, value.at, value.len);
}

void dig_banner(struct arena *arena, const struct dig_line *line,
                struct dig_question *out)
{
    static const char mark[] = "<<>>";
    const char *end = line->at + line->len;
    const char *at = memmem(line->at, line->len, mark, 4);
    struct words words;
    struct word word;

    *out = (struct dig_question){ NULL, RR_NONE };
    if (at != NULL)
        at = memmem(at + 4, (size_t)(end - at - 4), mark, 4);
    if (at == NULL)
        return;
    words = (struct words){ at + 4, end };
    while (next(&words, &word)) {
        const uint16_t type = rr_type_parse(word.at, word.len);

        if (*word.at == '@' || *word.at == '+' || is_class(&word))
            continue;
        if (*word.at == '-')
            banner_option(arena, &word, &words, out);
        else if (type != RR_NONE && out->type == RR_NONE)
            out->type = type;
        else if (out->name == NULL)
            out->name = name_canonical(arena, word.at, word.len);
    }
    if (out->name != NULL && out->type == RR_NONE)
        out->type = RR_A; /* what dig asks for when it is not told */
}

bool dig_question(struct arena *arena, const struct dig_line *line,
                  struct dig_question *out)
{
    size_t from = 0;
    struct words words;
    struct word name;
    struct word word;

    while (from < line->len && line->at[from] == ';')
        from++;
    if (from == 0)
        return false;
    words = words_of(line, from);
    if (!next(&words, &name) || name.at[name.len - 1] != '.' || !next(&words, &word))
        return false;
    if (is_class(&word) && !next(&words, &word))
        return false;
    out->type = rr_type_parse(word.at, word.len);
    if (out->type == RR_NONE || next(&words, &word))
        return false;
    out->name = name_canonical_decimal(arena, name.at, name.len);
    return true;
}

const char *dig_status_word(struct arena *arena, const struct dig_line *line)
{
    const char *end = line->at + line->len;
    const char *at = memmem(line->at, line->len, "status: ", 8);
    size_t n = 0;

    if (at == NULL)
        at = memmem(line->at, line->len, " rcode: ", 8);
    if (at == NULL)
        return "";
    at += 8;
    while (at + n < end && at[n] != '\0' && strchr(",; \t", at[n]) == NULL)
        n++;
    return arena_strndup(arena, at, n);
}

enum dns_status dig_status(const char *word)
{
    static const struct {
        const char *word;
        enum dns_status status;
    } known[] = {
        { "NOERROR", DNS_ANSWERED },  { "NXDOMAIN", DNS_NXDOMAIN },
        { "SERVFAIL", DNS_SERVFAIL }, { "REFUSED", DNS_REFUSED },
        { "NOTIMP", DNS_NOTIMP },     { "FORMERR", DNS_FORMERR },
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcasecmp(known[i].word, word) == 0)
            return known[i].status;
    return DNS_OTHER_STATUS;
}

void dig_flags(const struct dig_line *line, struct dns_answer *out, int64_t *n_answer)
{
    const char *end = line->at + line->len;
    const char *colon = memchr(line->at, ':', line->len);
    const char *answer = memmem(line->at, line->len, "ANSWER: ", 8);
    struct words words;
    struct word word;

    *n_answer = -1;
    if (colon == NULL)
        return;
    words = (struct words){ colon + 1, end };
    while (next(&words, &word)) {
        const bool last = word.at[word.len - 1] == ';';

        word.len -= last;
        out->authoritative |= is(&word, "aa");
        out->checking_disabled |= is(&word, "cd");
        if (last)
            break;
    }
    if (answer == NULL)
        return;
    for (answer += 8; answer < end && *answer >= '0' && *answer <= '9'; answer++) {
        if (*n_answer < 0)
            *n_answer = 0;
        if (*n_answer < 100000)
            *n_answer = *n_answer * 10 + (*answer - '0');
    }
}

/* Names of time zones that mean one thing the world over; minutes east of UTC. */
static const struct {
    const char *name;
    int minutes;
} zones[] = {
    { "UTC", 0 },    { "GMT", 0 },    { "Z", 0 },       { "WET", 0 },     { "WEST", 60 },
    { "CET", 60 },   { "CEST", 120 }, { "EET", 120 },   { "EEST", 180 },  { "MSK", 180 },
    { "EST", -300 }, { "EDT", -240 }, { "CDT", -300 },  { "MST", -420 },  { "MDT", -360 },
    { "PST", -480 }, { "PDT", -420 }, { "AKST", -540 }, { "AKDT", -480 }, { "HST", -600 },
    { "JST", 540 },  { "KST", 540 },  { "HKT", 480 },   { "AEST", 600 },  { "AEDT", 660 },
    { "AWST", 480 }, { "NZST", 720 }, { "NZDT", 780 },  { "SAST", 120 },
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "+03", "-0330": what the C library prints for zones without a name. */
static bool numeric_zone(const struct word *word, int *minutes)
{
    const char *at = word->at;

    if ((word->len != 3 && word->len != 5) || (*at != '+' && *at != '-') ||
        !is_digit(at[1]) || !is_digit(at[2]))
        return false;
    *minutes = ((at[1] - '0') * 10 + at[2] - '0') * 60;
    if (word->len == 5) {
        if (!is_digit(at[3]) || !is_digit(at[4]))
            return false;
        *minutes += (at[3] - '0') * 10 + at[4] - '0';
    }
    if (*at == '-')
        *minutes = -*minutes;
    return true;
}

static bool zone_minutes(const struct word *word, int *minutes)
{
    for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
        if (is(word, zones[i].name)) {
            *minutes = zones[i].minutes;
            return true;
        }
    return numeric_zone(word, minutes);
}

/* "Mon Nov 23 23:01:00 CET 2026": the fifth word is the zone, the sixth the year. */
static int64_t with_zone(struct words words)
{
    char utc[64];
    struct word word[6];
    size_t at = 0;
    int64_t when;
    int minutes;

    for (int i = 0; i < 6; i++) {
        if (!next(&words, &word[i]) || at + word[i].len + 5 > sizeof(utc))
            return WHEN_NONE;
        at +=
            (size_t)snprintf(utc + at, sizeof(utc) - at, "%.*s ",
                             i == 4 ? 3 : (int)word[i].len, i == 4 ? "UTC" : word[i].at);
    }
    if (next(&words, &word[5]) || !zone_minutes(&word[4], &minutes) ||
        when_parse(utc, at - 1, &when) != WHEN_OK)
        return WHEN_NONE;
    return when - (int64_t)minutes * WHEN_MINUTE;
}

int64_t dig_when(const struct dig_line *line)
{
    const char *colon = memchr(line->at, ':', line->len);
    const char *end = line->at + line->len;
    int64_t when;

    if (colon == NULL)
        return WHEN_NONE;
    colon++;
    while (colon < end && (*colon == ' ' || *colon == '\t'))
        colon++;
    if (when_parse(colon, (size_t)(end - colon), &when) == WHEN_OK)
        return when;
    return with_zone((struct words){ colon, end });
}

const char *dig_rest(struct arena *arena, const struct dig_line *line)
{
    const char *colon = memchr(line->at, ':', line->len);
    const char *end = line->at + line->len;

    if (colon == NULL)
        return NULL;
    colon++;
    while (colon < end && (*colon == ' ' || *colon == '\t'))
        colon++;
    if (colon == end || memchr(colon, '\0', (size_t)(end - colon)) != NULL)
        return NULL;
    return arena_strndup(arena, colon, (size_t)(end - colon));
}

bool dig_is_record(const struct dig_line *line)
{
    struct words words = words_of(line, 0);
    struct word word;
    bool more;

    if (line->len == 0 || strchr("; \t", *line->at) != NULL || !next(&words, &word) ||
        word.at[word.len - 1] != '.')
        return false;
    more = next(&words, &word);
    if (more && is_digit(*word.at))
        more = next(&words, &word);
    if (more && is_class(&word))
        more = next(&words, &word);
    return more && rr_type_parse(word.at, word.len) != RR_NONE;
}

bool dig_is_failure(const struct dig_line *line, bool *final)
{
    static const struct {
        const char *lead;
        bool final;
    } failures[] = {
        { ";; no servers could be reached", true }, { ";; connection timed out", true },
        { ";; communications error", false },       { ";; connection to ", false },
        { ";; connection refused", false },         { "dig: couldn't get address", true },
    };

    for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++)
        if (dig_starts(line, failures[i].lead)) {
            *final = failures[i].final;
            return true;
        }
    return false;
}
