/* make_report: writes report.html of an invented report, for browser tests and bench. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "tests/support/report_sample.h"

/* Names as long and as many as they may be, and letters beyond ASCII. */
static struct report *stretched(struct arena *arena)
{
    struct report *report = report_sample(arena);
    struct report_cert *cert = &report->certs[3];
    const char **names = arena_array(arena, 100, sizeof(*names));
    char longest[254];

    for (size_t i = 0; i < sizeof(longest) - 1; i++)
        longest[i] = i % 60 == 59 ? '.' : (char)('a' + i % 26);
    memcpy(longest + 242, "example.com", 12);
    longest[241] = '.';
    names[0] = arena_strdup(arena, longest);
    for (size_t i = 1; i < 100; i++)
        names[i] = arena_printf(arena, "%s%zu.shop.example.com",
                                i % 10 == 0 ? "xn--bcher-kva." : "san", i);
    cert->domain = names[0];
    cert->names = names;
    cert->n_names = 100;
    return report;
}

static struct report *make(struct arena *arena, const char *kind, const char *n)
{
    if (strcmp(kind, "many") == 0)
        return report_sample_many(arena, n == NULL ? 1000 : strtoul(n, NULL, 10));
    if (strcmp(kind, "healthy") == 0)
        return report_sample_healthy(arena);
    if (strcmp(kind, "empty") == 0)
        return report_sample_empty(arena);
    if (strcmp(kind, "stretched") == 0)
        return stretched(arena);
    return strcmp(kind, "sample") == 0 ? report_sample(arena) : NULL;
}

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct report *report;
    double start;

    arena_init(&arena);
    report = argc < 2 ? NULL : make(&arena, argv[1], argc > 2 ? argv[2] : NULL);
    if (report == NULL) {
        fputs(
            "usage: make_report sample|stretched|healthy|empty|many [N] > report.html\n",
            stderr);
        arena_clear(&arena);
        return 2;
    }
    start = now_s();
    report_html(report, stdout);
    if (fflush(stdout) != 0)
        return 2;
    fprintf(stderr, "%zu findings written in %.2f s\n", report->n_findings,
            now_s() - start);
    arena_clear(&arena);
    return 0;
}
