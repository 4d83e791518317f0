/* duration: spans and times as scenarios write them: "3d4h30m", "+1h", ISO 8601. */
#include "mockaws/scenario/duration.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/when.h"

static const struct unit {
    const char *word;
    int64_t ms;
} units[] = {
    { "d", (int64_t)WHEN_DAY * 1000 },
    { "h", (int64_t)WHEN_HOUR * 1000 },
    { "m", (int64_t)WHEN_MINUTE * 1000 },
    { "s", 1000 },
    { "ms", 1 },
};

enum { N_UNITS = sizeof(units) / sizeof(units[0]) };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* The unit of that word, at or behind *next; *next is then behind it. */
static const struct unit *take_unit(const char *word, size_t len, size_t *next)
{
    for (size_t i = *next; i < N_UNITS; i++)
        if (strlen(units[i].word) == len && memcmp(units[i].word, word, len) == 0) {
            *next = i + 1;
            return &units[i];
        }
    return NULL;
}

bool duration_parse(const char *text, size_t len, int64_t *ms)
{
    size_t at = len > 0 && text[0] == '+' ? 1 : 0;
    size_t next_unit = 0;
    int64_t sum = 0;

    if (at == len)
        return false;
    while (at < len) {
        const struct unit *unit;
        int64_t number = 0;
        size_t word;

        if (!is_digit(text[at]))
            return false;
        for (; at < len && is_digit(text[at]); at++) {
            number = number * 10 + (text[at] - '0');
            if (number > DURATION_MAX_MS)
                return false;
        }
        for (word = at; at < len && is_letter(text[at]); at++)
            continue;
        unit = take_unit(text + word, at - word, &next_unit);
        if (unit == NULL || number > (DURATION_MAX_MS - sum) / unit->ms)
            return false;
        sum += number * unit->ms;
    }
    *ms = sum;
    return true;
}

/* The first three digits behind the point of an ISO time. */
static int64_t fraction_ms(const char *text, size_t len)
{
    const char *point = memchr(text, '.', len);
    int64_t ms = 0;
    size_t at;

    if (point == NULL)
        return 0;
    at = (size_t)(point - text) + 1;
    for (int64_t worth = 100; worth > 0; worth /= 10, at++) {
        if (at >= len || !is_digit(text[at]))
            break;
        ms += worth * (text[at] - '0');
    }
    return ms;
}

static bool is_iso(const char *text, size_t len)
{
    static const char form[] = "dddd-dd-dd";

    if (len < sizeof(form) - 1)
        return false;
    for (size_t i = 0; form[i] != '\0'; i++)
        if (form[i] == 'd' ? !is_digit(text[i]) : text[i] != '-')
            return false;
    return true;
}

static bool relative(const char *text, size_t len, int64_t start_ms, int64_t *ms,
                     const char **fault)
{
    int64_t span;

    if (len < 2 || !is_digit(text[1]) || !duration_parse(text + 1, len - 1, &span)) {
        *fault = "want a span such as \"+1h\" or \"+3d4h30m\" (units d h m s)";
        return false;
    }
    *ms = text[0] == '-' ? start_ms - span : start_ms + span;
    if (when_from_civil(1, 1, 2, 0, 0, 0) * 1000 > *ms ||
        when_from_civil(9999, 12, 31, 0, 0, 0) * 1000 < *ms) {
        *fault = "the time lies outside the years 1 to 9999";
        return false;
    }
    return true;
}

bool duration_moment(const char *text, size_t len, int64_t start_ms, int64_t *ms,
                     const char **fault)
{
    int64_t seconds;

    if (len > 0 && (text[0] == '+' || text[0] == '-'))
        return relative(text, len, start_ms, ms, fault);
    if (duration_parse(text, len, &seconds)) {
        *fault = "a span needs a sign here: \"+\" and the span counts from the start";
        return false;
    }
    if (is_iso(text, len)) {
        switch (when_parse(text, len, &seconds)) {
        case WHEN_OK:
            *ms = seconds * 1000 + fraction_ms(text, len);
            return true;
        case WHEN_LOCAL:
            *fault = "the time has no zone: end it with Z";
            return false;
        case WHEN_ABSENT:
        case WHEN_BROKEN:
            break;
        }
    }
    *fault = "want a time such as \"+1h\", \"+3d4h30m\" or \"2026-03-01T00:00:00Z\"";
    return false;
}

char *duration_text(int64_t ms, char out[DURATION_TEXT_MAX])
{
    size_t at = 0;

    out[0] = '\0';
    for (size_t i = 0; i < N_UNITS; i++) {
        if (ms / units[i].ms == 0)
            continue;
        at += (size_t)snprintf(out + at, DURATION_TEXT_MAX - at, "%" PRId64 "%s",
                               ms / units[i].ms, units[i].word);
        ms %= units[i].ms;
    }
    if (at == 0)
        snprintf(out, DURATION_TEXT_MAX, "0s");
    return out;
}

char *duration_moment_text(int64_t ms, char out[DURATION_TEXT_MAX])
{
    int64_t seconds = ms / 1000;
    int64_t rest = ms % 1000;
    char text[WHEN_TEXT_MAX];

    if (rest < 0) {
        rest += 1000;
        seconds--;
    }
    when_iso(seconds, text);
    if (rest == 0)
        snprintf(out, DURATION_TEXT_MAX, "%s", text);
    else
        snprintf(out, DURATION_TEXT_MAX, "%.19s.%03dZ", text, (int)rest);
    return out;
}
