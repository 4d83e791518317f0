/* report_sample: invented reports for tests and benchmarks of the writers. */
#ifndef TESTS_SUPPORT_REPORT_SAMPLE_H
#define TESTS_SUPPORT_REPORT_SAMPLE_H

#include <stddef.h>

#include "reports/report.h"

struct arena;

/* The first certificate's ARN ends in this; the others count up from it. */
#define SAMPLE_UUID "5a000000-0000-4000-8000-0000%08x"

/* The domain that tries to break out of every format; in certificate and finding. */
#define SAMPLE_HOSTILE                                                                   \
    "=cmd|' /c \"x\",1'!<script>alert(1)</script>\xE2\x80\xA8\xE2\x80\xAE\x1B[31m\r\n&"  \
    ".example.net"

/*
 * The rich one: 13 certificates in 3 accounts, 21 findings (FAIL, UNKNOWN, waived, new,
 * with every member that a finding can have), ledger and gaps, as of
 * 2026-11-23T00:00:00Z. All of it is the arena's; a test may change what it likes.
 */
struct report *report_sample(struct arena *arena);

/* Nothing wrong: certificates and a ledger without a finding. */
struct report *report_sample_healthy(struct arena *arena);

/* No certificate, no file, no finding, no time. */
struct report *report_sample_empty(struct arena *arena);

/* n findings on n / 2 certificates in 20 accounts; for sizes and times. */
struct report *report_sample_many(struct arena *arena, size_t n);

#endif
