/* when: points in time, from every form that evidence uses, to ISO 8601 UTC. */
#ifndef BASE_WHEN_H
#define BASE_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A time is int64_t seconds since 1970-01-01T00:00:00Z, fractions cut towards
 * the past. WHEN_NONE: absent. Everything an evidence file can mean lies in
 * 0001-01-02 .. 9999-12-31.
 */
#define WHEN_NONE INT64_MIN

enum { WHEN_TEXT_MAX = 32, WHEN_MINUTE = 60, WHEN_HOUR = 3600, WHEN_DAY = 86400 };

enum when_kind {
    WHEN_OK,     /* *out is the time */
    WHEN_ABSENT, /* "", Go's and .NET's year 1, "datetime", "None": *out is WHEN_NONE */
    WHEN_LOCAL,  /* read, but the text has no zone: *out is the time as if UTC */
    WHEN_BROKEN, /* not a time: *out is WHEN_NONE */
};

/*
 * Read a time from text (len bytes, not NUL-terminated): ISO 8601 with offset
 * or Z and 0-9 digits of fraction, a space for the T ("2026-01-15 10:00:00+00:00"),
 * the date alone (midnight UTC), RFC 1123 ("Thu, 15 Jan 2026 10:00:00 GMT"),
 * dig's WHEN ("Mon Nov 23 23:01:00 UTC 2026"), "/Date(1446835267000+0100)/"
 * (the offset is display only), .NET's "1/1/0001 12:00:00 AM" (absent), and a
 * number as text. Source: evidence-shapes, "Times".
 */
enum when_kind when_parse(const char *text, size_t len, int64_t *out);

/*
 * A JSON number: epoch seconds, or milliseconds from 1e11 on (in size).
 * NaN, infinities and what is beyond year 9999 are WHEN_BROKEN.
 */
enum when_kind when_from_number(double number, int64_t *out);

/* A civil time in UTC. Returns WHEN_NONE when a field is out of range. */
int64_t when_from_civil(int year, int month, int day, int hour, int minute, int second);

/* "2026-11-23T00:00:00Z"; for WHEN_NONE "". Returns out. */
char *when_iso(int64_t when, char out[WHEN_TEXT_MAX]);

/*
 * A span for people, two units at most, cut not rounded: "3 d 4 h", "71 h 5 min"
 * (hours up to 72 h), "12 min", "0 min". Negative spans as their size.
 */
char *when_span(int64_t seconds, char out[WHEN_TEXT_MAX]);

#endif
