/* redact: the same evidence with pseudonyms: still the same findings. */
#include "analyzer/redact.h"

#include <stdio.h>

#include "analyzer/model/estate.h"
#include "analyzer/options.h"
#include "analyzer/read/read.h"
#include "analyzer/redact/prf.h"
#include "analyzer/redact/redaction.h"
#include "analyzer/redact/tree.h"
#include "analyzer/version.h"
#include "base/err.h"
#include "base/file.h"

static void say(const struct options *options, const struct tree_counts *counts)
{
    if (options->quiet)
        return;
    fprintf(stderr, "%s: %s: %zu files written\n", PROGRAM_NAME, options->paths.items[1],
            counts->n_written);
    if (counts->n_unknown > 0)
        fprintf(stderr, "%s: of no known shape, one line stands for each: %zu\n",
                PROGRAM_NAME, counts->n_unknown);
    if (counts->n_unreadable > 0)
        fprintf(stderr, "%s: left out, for they cannot be read: %zu\n", PROGRAM_NAME,
                counts->n_unreadable);
}

int redact(const struct options *options, struct err *err)
{
    const struct read_options reading = {
        .n_threads = options->threads,
        .limits = read_limits_default,
    };
    struct tree_counts counts = { 0 };
    struct redaction all = { .longest = 0 };
    struct arena arena;
    struct estate estate = { .arena = &arena };
    int rc = -1;

    if (file_want_empty(options->paths.items[1], err) != 0)
        return -1;
    if (options->key != NULL)
        prf_from_text(&all.pseudonyms.prf, options->key);
    else if (prf_random(&all.pseudonyms.prf, err) != 0)
        return -1;
    arena_init(&arena);
    redaction_init(&all);
    if (read_paths(options->paths.items, 1, &reading, &estate, err) == 0) {
        redaction_gather(&all, &estate);
        rc = tree_write(&all, options->paths.items[0], options->paths.items[1], &reading,
                        &estate, &counts, err);
    }
    if (rc == 0)
        say(options, &counts);
    redaction_clear(&all);
    arena_clear(&arena);
    return rc;
}
