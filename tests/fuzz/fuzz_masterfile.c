/* fuzz_masterfile: any bytes as a zone file; what is read, written out, reads the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/masterfile.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what, const char *text)
{
    if (ok)
        return;
    fprintf(stderr, "%s: %s\n", what, text);
    abort();
}

/* The value with another owner before it is the value still. */
static void check_again(struct arena *arena, const struct masterfile_rr *rr)
{
    struct masterfile file;
    struct masterfile_rr again;
    struct masterfile_fault fault;
    char word[RR_WORD_MAX];
    const char *line = arena_printf(arena, "example.com. 60 IN %s %s\n",
                                    rr_type_word(rr->type, word), rr->value);

    masterfile_init(&file, arena, line, strlen(line), NULL);
    require(masterfile_next(&file, &again, &fault) == MASTERFILE_RECORD,
            "a value does not read again", line);
    require(again.type == rr->type && strcmp(again.value, rr->value) == 0,
            "a value reads as another", line);
    require(masterfile_next(&file, &again, &fault) == MASTERFILE_END,
            "a value is more than one line", line);
}

static void check_record(struct arena *arena, const struct masterfile *file,
                         const struct masterfile_rr *rr)
{
    require(rr->offset < file->len && rr->line >= 1 && rr->line <= file->line,
            "a record beyond the text", rr->name);
    require(rr->type != RR_NONE && rr->ttl_s >= -1 && rr->ttl_s <= INT32_MAX,
            "a record of no type, or for ever", rr->name);
    require(*rr->name != '\0' && strchr(rr->value, '\n') == NULL, "no name, or two lines",
            rr->value);
    rr_target(arena, rr->type, rr->value);
    check_again(arena, rr);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct masterfile file;
    struct masterfile_rr rr;
    struct masterfile_fault fault;
    enum masterfile_step step;
    struct arena arena;
    size_t last = 0;

    arena_init(&arena);
    masterfile_init(&file, &arena, (const char *)data, size,
                    size % 2 == 0 ? "example.com" : NULL);
    while ((step = masterfile_next(&file, &rr, &fault)) != MASTERFILE_END) {
        require(file.at > last && file.at <= size, "the reader stands still", "");
        last = file.at;
        if (step == MASTERFILE_RECORD)
            check_record(&arena, &file, &rr);
        else
            require(fault.text != NULL && *fault.text != '\0' && fault.offset <= size &&
                        fault.line >= 1 && fault.line <= file.line,
                    "a fault without a place", fault.text);
    }
    arena_clear(&arena);
    return 0;
}
