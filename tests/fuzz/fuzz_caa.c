/* fuzz_caa: any text as a CAA record; what is read can be judged, and read once more. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/caa.h"

enum { N_MAX = 8 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

/* The record written out anew, every byte escaped, is the same record. */
static void check_again(struct arena *arena, const struct caa_record *record)
{
    struct caa_record again;
    const char *fault = NULL;
    struct buf text = { 0 };

    buf_printf(&text, "%u %s \"", record->flags, record->tag);
    for (size_t i = 0; i < record->value_len; i++)
        buf_printf(&text, "\\%03o", (unsigned char)record->value[i]);
    buf_putc(&text, '"');
    require(caa_parse(arena, text.data, text.len, CAA_OCTAL, &again, &fault),
            "the record does not read again");
    require(again.flags == record->flags && strcmp(again.tag, record->tag) == 0 &&
                again.value_len == record->value_len &&
                memcmp(again.value, record->value, again.value_len) == 0,
            "the record reads as another");
    buf_clear(&text);
}

static void check_issuer(struct arena *arena, const struct caa_record *record)
{
    struct caa_issuer issuer;

    caa_issuer(arena, record, &issuer);
    require(issuer.parameters == (*issuer.parameter_text != '\0') || issuer.malformed,
            "parameters without a text");
    require(!caa_is_amazon(issuer.domain) || !caa_is_lookalike(issuer.domain),
            "an own name is a lookalike");
}

static void check_verdict(const struct caa_record *records, size_t n, bool wildcard)
{
    const struct caa_verdict verdict = caa_judge(records, n, wildcard);

    require(verdict.record == SIZE_MAX || verdict.record < n, "no such record");
    require(verdict.why != CAA_WILDCARD_ONLY ||
                (wildcard && caa_judge(records, n, false).answer == CAA_PERMITS),
            "a wildcard's why without a wildcard");
    require((verdict.answer == CAA_PERMITS) == (verdict.why <= CAA_NAMED) &&
                (verdict.answer == CAA_UNCERTAIN) ==
                    (verdict.why == CAA_NAMED_PARAMETERS),
            "an answer and another's why");
}

/* Each line is a record. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct caa_record records[N_MAX];
    const char *at = (const char *)data;
    const char *end = at + size;
    size_t n = 0;
    struct arena arena;

    arena_init(&arena);
    while (at < end && n < N_MAX) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        const size_t len = (size_t)((feed == NULL ? end : feed) - at);
        const char *fault = NULL;

        if (caa_parse(&arena, at, len, n % 2 == 0 ? CAA_DECIMAL : CAA_OCTAL, &records[n],
                      &fault)) {
            check_again(&arena, &records[n]);
            check_issuer(&arena, &records[n]);
            n++;
        } else {
            require(fault != NULL, "a fault without a sentence");
        }
        at = feed == NULL ? end : feed + 1;
    }
    check_verdict(records, n, false);
    check_verdict(records, n, true);
    arena_clear(&arena);
    return 0;
}
