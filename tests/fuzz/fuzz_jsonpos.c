/* fuzz_jsonpos: any text is checked without harm, and what is repaired is right. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/read/json.h"
#include "base/arena.h"
#include "base/aws/arn.h"
#include "base/buf.h"
#include "base/jsonpos.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_key(const char *key, size_t len)
{
    return arn_is_account(key, len) || arn_is_region(key, len) ||
           arn_is_acm_certificate(key, len);
}

static void require(bool ok, const char *what, const struct buf *repaired)
{
    if (ok)
        return;
    fprintf(stderr, "%s: %s\n", what, buf_text(repaired));
    abort();
}

/* Each fault's pointer is looked for in the text, and all places lie inside it. */
static void find_faults(const char *text, size_t size,
                        const struct jsonpos_faults *faults, const struct buf *repaired)
{
    struct jsonpos at;

    for (size_t i = 0; i < faults->n; i++) {
        require(faults->items[i].at.offset <= size, "a fault beyond the text", repaired);
        jsonpos_find(text, size, faults->items[i].pointer, &at, NULL);
        require(at.offset <= size, "a place beyond the text", repaired);
    }
    require(jsonpos_value_len(text, size) <= size, "a value beyond the text", repaired);
}

/* The repair has no fault, is its own repair, and the strict parser takes it. */
static void check_repair(struct buf *repaired, struct arena *arena)
{
    struct json_parser *parser = json_parser_new();
    struct jsonpos_faults faults;
    struct json_value root;
    struct buf again = { 0 };

    require(
        jsonpos_check(repaired->data, repaired->len, is_key, arena, &faults, &again) == 0,
        "the repair has faults", repaired);
    require(again.len == repaired->len &&
                memcmp(again.data, repaired->data, again.len) == 0,
            "the repair changes", repaired);
    buf_reserve(repaired, JSON_PADDING);
    memset(repaired->data + repaired->len, 0, JSON_PADDING);
    require(json_parse(parser, repaired->data, repaired->len, &root) == 0,
            "the parser refuses the repair", repaired);
    buf_clear(&again);
    json_parser_free(parser);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jsonpos_faults faults;
    struct buf repaired = { 0 };
    struct arena arena;
    char *text = malloc(size); /* of its own, so that a read behind it is seen */

    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    arena_init(&arena);
    jsonpos_check(text, size, is_key, &arena, &faults, &repaired);
    find_faults(text, size, &faults, &repaired);
    if (repaired.len > 0)
        check_repair(&repaired, &arena);
    buf_clear(&repaired);
    arena_clear(&arena);
    free(text);
    return 0;
}
