/* fuzz_read: any bytes as an evidence file, through all of reading and the merge. */
#include <stddef.h>
#include <stdint.h>

#include "analyzer/model/estate.h"
#include "analyzer/read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct read_options options = {
        .n_threads = 1,
        /* Small limits, so that the time goes into parsing and not into unpacking. */
        .limits = { .unpacked = 1 << 22, .members = 100, .ratio = 200, .document = 1 << 22 },
    };
    struct arena arena;
    struct estate estate = { .arena = &arena };

    arena_init(&arena);
    read_bytes("fuzz.json", (const char *)data, size, &options, &estate);
    arena_clear(&arena);
    return 0;
}
