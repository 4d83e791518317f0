/* duration: spans and times as scenarios write them: "3d4h30m", "+1h", ISO 8601. */
#ifndef MOCKAWS_SCENARIO_DURATION_H
#define MOCKAWS_SCENARIO_DURATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A moment or a span of over 9,000 years is refused, so that sums stay in 64 bits. */
#define DURATION_MAX_MS ((int64_t)9000 * 366 * 86400 * 1000)

/*
 * A span: numbers with the units d, h, m, s, ms, each at most once and in that order, at
 * least one: "72h", "3d4h30m", "0s". A leading '+' is taken, too. False when it is none.
 */
bool duration_parse(const char *text, size_t len, int64_t *ms);

/*
 * A moment: "+1h" or "-30d" after or before start_ms, or ISO 8601 with Z or an offset
 * ("2026-03-01T00:00:00Z", "2026-03-01" is midnight UTC; a fraction down to
 * milliseconds). False with *fault, a sentence for people.
 */
bool duration_moment(const char *text, size_t len, int64_t start_ms, int64_t *ms,
                     const char **fault);

enum { DURATION_TEXT_MAX = 64 };

/* The span in the form that duration_parse() reads; ms not negative. Returns out. */
char *duration_text(int64_t ms, char out[DURATION_TEXT_MAX]);

/* The moment in ISO 8601, with milliseconds if there are any. Returns out. */
char *duration_moment_text(int64_t ms, char out[DURATION_TEXT_MAX]);

#endif
