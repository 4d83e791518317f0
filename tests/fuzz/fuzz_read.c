/* fuzz_read: any bytes as an evidence file; the estate is whole, and lines are found. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/model/estate.h"
#include "analyzer/read/read.h"
#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

/* Limits that keep each run short; an archive of zeros would unpack for long. */
static struct read_options options_small(void)
{
    struct read_options options = { .n_threads = 1, .limits = read_limits_default };

    options.limits.unpacked = 1 << 22;
    options.limits.members = 64;
    return options;
}

/* What every reader of the estate takes for granted. */
static void check_certs(const struct estate *estate)
{
    for (size_t i = 0; i < estate->n_certs; i++) {
        const struct cert *cert = estate->certs[i];

        require(cert->index == i, "a certificate has another's index");
        require(cert->origin.source != NULL, "a certificate comes from nowhere");
        require(*cert->origin.pointer == '\0' || *cert->origin.pointer == '/',
                "a pointer is none");
        for (uint32_t k = 0; k < cert->n_names; k++)
            require(cert->names[k] != NULL, "a name is missing");
        for (uint32_t k = 0; k < cert->n_validations; k++)
            require(cert->validations[k].domain != NULL, "a domain is missing");
    }
}

static void check_sources(const struct estate *estate)
{
    for (size_t i = 0; i < estate->n_sources; i++) {
        const struct source *source = estate->sources[i];

        require(source->shape < N_SHAPES, "a shape is none");
        if (source->n_records == 0)
            require(source->problems != NULL || source->shape != SHAPE_UNKNOWN,
                    "a file without a word about it");
        for (const struct problem *problem = source->problems; problem != NULL;
             problem = problem->next)
            require(problem->text != NULL && *problem->text != '\0' &&
                        problem->pointer != NULL,
                    "a problem says nothing");
    }
}

static void locate(const struct estate *estate, struct arena *arena)
{
    struct locate_query *queries =
        arena_array(arena, 2 * estate->n_certs + 1, sizeof(*queries));

    for (size_t i = 0; i < estate->n_certs; i++) {
        queries[2 * i] =
            (struct locate_query){ .origin = &estate->certs[i]->origin, .pointer = "" };
        queries[2 * i + 1] = (struct locate_query){ .origin = &estate->certs[i]->origin,
                                                    .pointer = "/Status" };
    }
    read_locate(estate, queries, 2 * estate->n_certs, 1, arena);
    for (size_t i = 0; i < 2 * estate->n_certs; i++)
        require(queries[i].line > 0 && queries[i].column > 0 &&
                    queries[i].full_pointer != NULL,
                "a record of text in hand is not found again");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct read_options options = options_small();
    struct arena arena;
    struct estate estate = { .arena = &arena };

    arena_init(&arena);
    read_bytes("fuzz.json", (const char *)data, size, &options, &estate);
    check_certs(&estate);
    check_sources(&estate);
    locate(&estate, &arena);
    arena_clear(&arena);
    return 0;
}
