/* fuzz_jsonpos: any bytes as a JSON text: what is repaired must be right. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/jsonpos.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Some keys are of maps, so that both ways of losing a member are taken. */
static bool is_key(const char *key, size_t len)
{
    return len > 0 && key[0] == 'm';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct jsonpos_faults faults;
    struct jsonpos at;
    struct buf repaired = { 0 };
    struct buf spelled = { 0 };
    struct arena arena;

    arena_init(&arena);
    jsonpos_check(text, size, is_key, &arena, &faults, &repaired);
    if (repaired.len > 0 &&
        jsonpos_check(repaired.data, repaired.len, is_key, &arena, &faults, NULL) != 0)
        abort();
    jsonpos_find(text, size, "/a/0/Certificate/b", &at, &spelled);
    if (jsonpos_value_len(text, size) > size || at.offset > size)
        abort();
    buf_clear(&repaired);
    buf_clear(&spelled);
    arena_clear(&arena);
    return 0;
}
