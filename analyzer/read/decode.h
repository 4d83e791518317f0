/* decode: one document in, facts out; a worker's own, joined by the door. */
#ifndef ANALYZER_READ_DECODE_H
#define ANALYZER_READ_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/model/dns_evidence.h"
#include "analyzer/model/estate.h"
#include "analyzer/read/json.h"
#include "base/buf.h"
#include "base/map.h"

/* What one worker has decoded; the arena owns all of it. */
struct decoded {
    struct arena arena;
    struct cert **certs;
    size_t n_certs;
    size_t room_certs;
    struct listing **listings;
    size_t n_listings;
    size_t room_listings;
    struct manifest **manifests;
    size_t n_manifests;
    size_t room_manifests;
    struct dns_found dns; /* its dumps are struct record_page, its lists zone_page */
    int64_t
        latest_past; /* of evidence that is no certificate: ResponseMetadata dates ... */
};

/* JSON may stand in a string in a string, and each is read while the outer one is. */
enum { DECODER_INNER_MAX = 4 };

struct decoder_inner {
    struct json_parser *parser;
    struct buf text; /* the padded copy that it reads */
};

/* A worker: its parser, its results, scratch memory. */
struct decoder {
    struct decoded *out;
    struct json_parser *parser;
    struct decoder_inner inner[DECODER_INNER_MAX];
    unsigned n_inner;  /* of them in use */
    struct map shared; /* words that many certificates share, kept once */
};

void decoder_init(struct decoder *decoder, struct decoded *out);
void decoder_clear(struct decoder *decoder); /* keeps what is in out */

/*
 * Parse JSON that stands inside a string; the value lives until decoder_inner_end().
 * Returns 0, or -1, with nothing to end, when it is no JSON or stands more than
 * DECODER_INNER_MAX strings deep.
 */
int decoder_inner(struct decoder *decoder, const char *text, size_t len,
                  struct json_value *out);
void decoder_inner_end(struct decoder *decoder);

/*
 * Where the document stands. source is filled in further (shape, records,
 * skipped, captured_at, note, problems): only one worker holds it at a time; for
 * chunks of one big file each worker gets a source of its own to fill, which
 * source_fold() adds up in the order of the text.
 */
struct document {
    struct source *source;
    uint32_t index;
    uint64_t offset;  /* in the source's UTF-8 text */
    const char *text; /* JSON_PADDING readable bytes follow */
    size_t len;
    uint32_t line;   /* of its first byte; 1 is the first */
    size_t file_len; /* in the file, where text is a repaired copy; 0 = len */
};

/*
 * Decode a document that is JSON: recognise its shape and take its facts.
 * Returns 0, or -1 when the parser refused it: then nothing was taken, and the
 * caller repairs (jsonpos_check) and comes again with the repaired text.
 */
int decode_json(struct decoder *decoder, const struct document *document);

/*
 * A text that is no JSON: take the facts of dig's answers and of zone files; of others
 * (error text, --output text or table, YAML, toString, repr, ...) add the problem that
 * names it with the command to run instead. What is not known is PROBLEM_UNRECOGNISED.
 */
void decode_text(struct decoder *decoder, const struct document *document);

/*
 * The whole text of a file is dig's answers or a zone file, and was read so, before
 * anything is peeled off it. Returns false, with nothing done, when it is neither.
 */
bool decode_dns(struct decoder *decoder, const struct document *document);

/*
 * A file without a byte may be an answer of dig +short, by its path. Returns whether it
 * was taken as that; then *command is what to run instead.
 */
bool decode_empty(struct decoder *decoder, const struct document *document,
                  const char **command);

/*
 * A text that starts with a bracket and is no JSON may be Java's toString, Python's repr
 * or JavaScript's console.log: named as decode_text() does. Returns false, with nothing
 * done, when it is none of these.
 */
bool decode_foreign(struct decoder *decoder, const struct document *document);

/* Add a problem to a source, in order; strings must be the arena's. */
void source_problem(struct source *source, struct arena *arena,
                    const struct problem *problem);

/* Add what part has (counts, problems, first shape, note) behind what source has. */
void source_fold(struct source *source, const struct source *part);

#endif
