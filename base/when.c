/* when: points in time, from every form that evidence uses, to ISO 8601 UTC. */
#include "base/when.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The start and the second day of year 1, and the end of year 9999, in seconds since
 * 1970. The first day is what Go and .NET write for a time that was never set.
 */
#define YEAR_ONE          INT64_C(-62135596800)
#define EARLIEST          INT64_C(-62135510400)
#define LATEST            INT64_C(253402300799)
#define MILLISECONDS_FROM 1e11

enum { FRACTION_DIGITS_MAX = 9, UTC_OFFSET_HOURS_MAX = 18 };

/* A place in the text; functions that take one move it on success only. */
struct cursor {
    const char *at;
    const char *end;
};

struct civil {
    int year;
    int month;
    int day;
    int hour;
    int minute;
    int second;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Days since 1970-01-01 of a day in the proleptic Gregorian calendar. */
static int64_t days_from_civil(int year, int month, int day)
{
    const int64_t y = month <= 2 ? year - 1 : year;
    const int64_t era = (y >= 0 ? y : y - 399) / 400;
    const int64_t year_of_era = y - era * 400;
    const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

static int days_in_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

int64_t when_from_civil(int year, int month, int day, int hour, int minute, int second)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month) || hour < 0 || hour > 23 || minute < 0 ||
        minute > 59 || second < 0 || second > 60)
        return WHEN_NONE;
    return days_from_civil(year, month, day) * WHEN_DAY + (int64_t)hour * WHEN_HOUR +
           (int64_t)minute * WHEN_MINUTE + second;
}

static int64_t from_civil(const struct civil *civil)
{
    return when_from_civil(civil->year, civil->month, civil->day, civil->hour,
                           civil->minute, civil->second);
}

/* Exactly n digits. */
static bool take_digits(struct cursor *cursor, int n, int *out)
{
    int value = 0;

    if (cursor->end - cursor->at < n)
        return false;
    for (int i = 0; i < n; i++) {
        if (!is_digit(cursor->at[i]))
            return false;
        value = value * 10 + (cursor->at[i] - '0');
    }
    cursor->at += n;
    *out = value;
    return true;
}

static bool take_char(struct cursor *cursor, char c)
{
    if (cursor->at == cursor->end || *cursor->at != c)
        return false;
    cursor->at++;
    return true;
}

static bool take_blanks(struct cursor *cursor)
{
    const char *from = cursor->at;

    while (take_char(cursor, ' '))
        ;
    return cursor->at != from;
}

static bool take_word(struct cursor *cursor, const char *word)
{
    const size_t len = strlen(word);

    if ((size_t)(cursor->end - cursor->at) < len || memcmp(cursor->at, word, len) != 0)
        return false;
    cursor->at += len;
    return true;
}

static bool take_month(struct cursor *cursor, int *out)
{
    static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

    for (int i = 0; i < 12; i++)
        if (take_word(cursor, names[i])) {
            *out = i + 1;
            return true;
        }
    return false;
}

static bool take_weekday(struct cursor *cursor)
{
    static const char *const names[] = {
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"
    };

    for (int i = 0; i < 7; i++)
        if (take_word(cursor, names[i]))
            return true;
    return false;
}

static bool take_clock(struct cursor *cursor, struct civil *civil)
{
    return take_digits(cursor, 2, &civil->hour) && take_char(cursor, ':') &&
           take_digits(cursor, 2, &civil->minute) && take_char(cursor, ':') &&
           take_digits(cursor, 2, &civil->second);
}

/* ".353000": dropped, for it lies in the same second. At most nine digits. */
static bool take_fraction(struct cursor *cursor)
{
    int n = 0;

    if (!take_char(cursor, '.') && !take_char(cursor, ','))
        return true;
    while (cursor->at != cursor->end && is_digit(*cursor->at)) {
        cursor->at++;
        n++;
    }
    return n > 0 && n <= FRACTION_DIGITS_MAX;
}

/*
 * "Z", "+05:30", "+0530", "+05", " +0530", " UTC"; *has says whether there was any.
 * Ruby prints the blank.
 */
static bool take_zone(struct cursor *cursor, int *offset_s, bool *has)
{
    int sign = 1;
    int hours = 0;
    int minutes = 0;

    *offset_s = 0;
    *has = true;
    if (take_char(cursor, 'Z') || take_char(cursor, 'z') || take_word(cursor, " UTC") ||
        take_word(cursor, " GMT"))
        return true;
    take_char(cursor, ' ');
    if (take_char(cursor, '-')) {
        sign = -1;
    } else if (!take_char(cursor, '+')) {
        *has = false;
        return true;
    }
    if (!take_digits(cursor, 2, &hours) || hours > UTC_OFFSET_HOURS_MAX)
        return false;
    if ((take_char(cursor, ':') || cursor->at != cursor->end) &&
        (!take_digits(cursor, 2, &minutes) || minutes > 59))
        return false;
    *offset_s = sign * (hours * WHEN_HOUR + minutes * WHEN_MINUTE);
    return true;
}

static enum when_kind settle(int64_t when, bool has_zone, int64_t *out)
{
    *out = WHEN_NONE;
    if (when == WHEN_NONE || when < YEAR_ONE - WHEN_DAY) /* a day for the offset */
        return WHEN_BROKEN;
    if (when < EARLIEST)
        return WHEN_ABSENT;
    if (when > LATEST)
        return WHEN_BROKEN;
    *out = when;
    return has_zone ? WHEN_OK : WHEN_LOCAL;
}

/* 2026-01-15T10:00:00.353+00:00, with a space for the T, or the date alone. */
static enum when_kind parse_iso(struct cursor cursor, int64_t *out)
{
    struct civil civil = { 0 };
    int offset_s = 0;
    bool has_zone = true;
    int64_t when;

    if (!take_digits(&cursor, 4, &civil.year) || !take_char(&cursor, '-') ||
        !take_digits(&cursor, 2, &civil.month) || !take_char(&cursor, '-') ||
        !take_digits(&cursor, 2, &civil.day))
        return WHEN_BROKEN;
    if (cursor.at != cursor.end) {
        if (!take_char(&cursor, 'T') && !take_char(&cursor, 't') &&
            !take_char(&cursor, ' '))
            return WHEN_BROKEN;
        if (!take_clock(&cursor, &civil) || !take_fraction(&cursor) ||
            !take_zone(&cursor, &offset_s, &has_zone) || cursor.at != cursor.end)
            return WHEN_BROKEN;
    }
    when = from_civil(&civil);
    return settle(when == WHEN_NONE ? when : when - offset_s, has_zone, out);
}

/* Thu, 15 Jan 2026 10:00:00 GMT (RFC 1123, and RFC 9110's date). */
static enum when_kind parse_rfc1123(struct cursor cursor, int64_t *out)
{
    struct civil civil = { 0 };
    int offset_s = 0;
    bool has_zone = false;
    int64_t when;

    if (!take_weekday(&cursor) || !take_char(&cursor, ',') || !take_blanks(&cursor) ||
        !(take_digits(&cursor, 2, &civil.day) || take_digits(&cursor, 1, &civil.day)) ||
        !take_blanks(&cursor) || !take_month(&cursor, &civil.month) ||
        !take_blanks(&cursor) || !take_digits(&cursor, 4, &civil.year) ||
        !take_blanks(&cursor) || !take_clock(&cursor, &civil))
        return WHEN_BROKEN;
    if (!take_zone(&cursor, &offset_s, &has_zone))
        return WHEN_BROKEN;
    if (cursor.at != cursor.end)
        return WHEN_BROKEN;
    when = from_civil(&civil);
    return settle(when == WHEN_NONE ? when : when - offset_s, has_zone, out);
}

/* Mon Nov 23 23:01:00 UTC 2026: dig's WHEN, and date(1). Other zones are not known. */
static enum when_kind parse_date_command(struct cursor cursor, int64_t *out)
{
    struct civil civil = { 0 };
    bool has_zone;

    if (!take_weekday(&cursor) || !take_blanks(&cursor) ||
        !take_month(&cursor, &civil.month) || !take_blanks(&cursor) ||
        !(take_digits(&cursor, 2, &civil.day) || take_digits(&cursor, 1, &civil.day)) ||
        !take_blanks(&cursor) || !take_clock(&cursor, &civil) || !take_blanks(&cursor))
        return WHEN_BROKEN;
    has_zone = take_word(&cursor, "UTC ") || take_word(&cursor, "GMT ");
    while (!has_zone && cursor.at != cursor.end && *cursor.at >= 'A' && *cursor.at <= 'Z')
        cursor.at++;
    take_blanks(&cursor);
    if (!take_digits(&cursor, 4, &civil.year) || cursor.at != cursor.end)
        return WHEN_BROKEN;
    return settle(from_civil(&civil), has_zone, out);
}

/* A decimal number as text: "1768471200.353", "1.767208919133E9", "-5". */
static bool number_of(const char *text, size_t len, double *out)
{
    static const char others[] = { '+', '-', '.', 'e', 'E' };
    char copy[64] = "";
    char *end;

    if (len == 0 || len >= sizeof(copy))
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!is_digit(text[i]) && memchr(others, text[i], sizeof(others)) == NULL)
            return false;
        copy[i] = text[i];
    }
    *out = strtod(copy, &end);
    return end == copy + len;
}

/* /Date(1446835267000+0100)/; the offset only says how to show it. */
static enum when_kind parse_dotnet(struct cursor cursor, int64_t *out)
{
    const char *from;
    double ms;

    if (!take_word(&cursor, "/Date("))
        return WHEN_BROKEN;
    from = cursor.at;
    take_char(&cursor, '-');
    while (cursor.at != cursor.end && is_digit(*cursor.at))
        cursor.at++;
    if (!number_of(from, (size_t)(cursor.at - from), &ms))
        return WHEN_BROKEN;
    if (take_char(&cursor, '+') || take_char(&cursor, '-')) {
        int offset;

        if (!take_digits(&cursor, 4, &offset))
            return WHEN_BROKEN;
    }
    if (!take_word(&cursor, ")/") || cursor.at != cursor.end || fabs(ms) > 1e15)
        return WHEN_BROKEN;
    return settle((int64_t)floor(ms / 1000), true, out);
}

static bool means_absent(const char *text, size_t len)
{
    static const char *const words[] = {
        "",
        "datetime",
        "None",
        "null",
        "<nil>",
        "nil",
        "N/A",
        "string",
        "timestamp",
        "1/1/0001 12:00:00 AM",
        "01/01/0001 00:00:00",
    };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strlen(words[i]) == len && memcmp(words[i], text, len) == 0)
            return true;
    return false;
}

enum when_kind when_parse(const char *text, size_t len, int64_t *out)
{
    struct cursor cursor = { text, text + len };
    enum when_kind kind;
    double number;

    *out = WHEN_NONE;
    if (len >= 10 && is_digit(text[0]) && text[4] == '-')
        return parse_iso(cursor, out);
    if (means_absent(text, len))
        return WHEN_ABSENT;
    if (number_of(text, len, &number))
        return when_from_number(number, out);
    if (text[0] == '/')
        return parse_dotnet(cursor, out);
    kind = parse_rfc1123(cursor, out);
    return kind != WHEN_BROKEN ? kind : parse_date_command(cursor, out);
}

enum when_kind when_from_number(double number, int64_t *out)
{
    *out = WHEN_NONE;
    if (!isfinite(number))
        return WHEN_BROKEN;
    if (fabs(number) >= MILLISECONDS_FROM)
        number /= 1000;
    if (number > (double)LATEST || number < (double)YEAR_ONE)
        return WHEN_BROKEN;
    return settle((int64_t)floor(number), true, out);
}

char *when_iso(int64_t when, char out[WHEN_TEXT_MAX])
{
    int64_t days;
    int64_t rest;
    int64_t era;
    int64_t day_of_era;
    int64_t year_of_era;
    int64_t day_of_year;
    int64_t month;

    out[0] = '\0';
    if (when == WHEN_NONE)
        return out;
    days = when / WHEN_DAY - (when % WHEN_DAY < 0);
    rest = when - days * WHEN_DAY;
    days += 719468;
    era = (days >= 0 ? days : days - 146096) / 146097;
    day_of_era = days - era * 146097;
    year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    month = (5 * day_of_year + 2) / 153;
    snprintf(out, WHEN_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02dZ",
             (int)(year_of_era + era * 400 + (month >= 10)),
             (int)(month < 10 ? month + 3 : month - 9),
             (int)(day_of_year - (153 * month + 2) / 5 + 1), (int)(rest / WHEN_HOUR),
             (int)(rest % WHEN_HOUR / WHEN_MINUTE), (int)(rest % WHEN_MINUTE));
    return out;
}

char *when_span(int64_t seconds, char out[WHEN_TEXT_MAX])
{
    const int64_t s = seconds == INT64_MIN ? INT64_MAX : seconds < 0 ? -seconds : seconds;
    const int64_t days = s / WHEN_DAY;
    const int64_t hours = s / WHEN_HOUR;
    const int64_t minutes = s / WHEN_MINUTE % 60;

    if (hours >= 72 && hours % 24 != 0)
        snprintf(out, WHEN_TEXT_MAX, "%" PRId64 " d %" PRId64 " h", days, hours % 24);
    else if (hours >= 72)
        snprintf(out, WHEN_TEXT_MAX, "%" PRId64 " d", days);
    else if (hours > 0 && minutes > 0)
        snprintf(out, WHEN_TEXT_MAX, "%" PRId64 " h %" PRId64 " min", hours, minutes);
    else if (hours > 0)
        snprintf(out, WHEN_TEXT_MAX, "%" PRId64 " h", hours);
    else
        snprintf(out, WHEN_TEXT_MAX, "%" PRId64 " min", minutes);
    return out;
}
