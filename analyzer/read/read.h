/* read: from PATH arguments to an estate. The door of this floor. */
#ifndef ANALYZER_READ_READ_H
#define ANALYZER_READ_READ_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;
struct estate;
struct origin;

struct read_limits {
    uint64_t unpacked; /* bytes an archive may unpack to: 4 GiB */
    uint32_t members;  /* of an archive: 100,000 */
    uint32_t ratio;    /* unpacked to packed: 200, looked at from 1 MiB on */
    uint64_t document; /* bytes of one JSON document: 4 GiB - 1 (simdjson's limit) */
};

extern const struct read_limits read_limits_default;

/* Called now and then from one thread at a time. */
struct read_progress {
    void (*report)(void *context, uint64_t files, uint64_t bytes);
    void *context;
};

struct read_options {
    unsigned n_threads; /* at least 1 */
    struct read_limits limits;
    const struct read_progress *progress; /* NULL = none */
};

/*
 * Walk every path ("-" is standard input), open archives, recognise and decode
 * all documents, apply manifests, and fill estate by estate_merge(). estate->arena
 * must be set. A file that cannot be read is a source with a problem, never an
 * error. The result does not depend on the order of paths or the number of threads.
 *
 * Returns 0, or -1 with ERR_IO when a PATH argument does not exist or cannot be opened.
 */
int read_paths(const char *const *paths, size_t n_paths,
               const struct read_options *options, struct estate *estate,
               struct err *err);

/*
 * For text in hand (tests, fuzzing): the same as a file named file with these bytes,
 * which must live as long as the estate.
 */
int read_bytes(const char *file, const char *bytes, size_t len,
               const struct read_options *options, struct estate *estate);

/*
 * The SHA-256 of the document that origin names, for struct estate_hasher; context is the
 * estate. Zeros when the file cannot be read any more.
 */
void read_hash(void *context, const struct origin *origin, char hex[65]);

/*
 * Lines of facts, found by reading the files once more; a file that meanwhile
 * changed gives line 0.
 */
struct locate_query {
    const struct origin *origin; /* in: the record */
    const char *pointer;         /* in: within the record, "/Status" */
    const char *full_pointer;    /* out: within the document, spelled as there */
    uint32_t line;               /* out: 1 is the file's first; 0 = not known */
    uint32_t column;             /* out */
};

/* Answer n queries; texts are the arena's. One pass a file, n_threads at a time. */
void read_locate(const struct estate *estate, struct locate_query *queries, size_t n,
                 unsigned n_threads, struct arena *arena);

#endif
