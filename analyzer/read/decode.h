/* decode: one document in, facts out; a worker's own, joined by the door. */
#ifndef ANALYZER_READ_DECODE_H
#define ANALYZER_READ_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
    int64_t
        latest_past; /* of evidence that is no certificate: ResponseMetadata dates ... */
};

/* A worker: its parser, its results, scratch memory. */
struct decoder {
    struct decoded *out;
    struct json_parser *parser;
    struct json_parser *inner; /* for JSON inside a string */
    struct buf inner_text;     /* the padded copy that it reads */
    struct arena strings;      /* words that many certificates share, kept once */
    struct map shared;
};

void decoder_init(struct decoder *decoder, struct decoded *out);
void decoder_clear(struct decoder *decoder); /* keeps what is in out */

/*
 * Parse JSON that stands inside a string; the value is dead at the next call. Returns 0,
 * or -1 when it is no JSON.
 */
int decoder_inner(struct decoder *decoder, const char *text, size_t len,
                  struct json_value *out);

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
    uint32_t line; /* of its first byte; 1 is the first */
};

/*
 * Decode a document that is JSON: recognise its shape and take its facts.
 * Returns 0, or -1 when the parser refused it: then nothing was taken, and the
 * caller repairs (jsonpos_check) and comes again with the repaired text.
 */
int decode_json(struct decoder *decoder, const struct document *document);

/*
 * A text that is no JSON: recognise it (error text, --output text or table, YAML,
 * toString, repr, dig, zone file, ...) and add the problem that names it with
 * the command to run instead. What is not known is PROBLEM_UNRECOGNISED.
 */
void decode_text(struct decoder *decoder, const struct document *document);

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
