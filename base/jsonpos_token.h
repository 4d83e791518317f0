/* jsonpos_token: strings, numbers and words of a JSON text, checked and repaired. */
#ifndef BASE_JSONPOS_TOKEN_H
#define BASE_JSONPOS_TOKEN_H

#include <stddef.h>

#include "base/jsonpos.h"

/*
 * The token level of jsonpos_check(), for that alone. Each token is written to out as it
 * is, or as what stands for it; what is wrong in it goes to fault().
 */
struct token_reader {
    const char *text;
    size_t len;
    size_t at; /* where the next token starts */
    struct arena *arena;
    struct buf *out; /* NULL: nothing is written */
    void (*fault)(struct token_reader *reader, enum jsonpos_fault_kind kind,
                  size_t offset, const char *text, const char *lost);
};

void token_put(struct token_reader *reader, const char *bytes, size_t len);

void token_space(struct token_reader *reader); /* skips white space */

/* A byte for people: "'x'" or "byte 0x07"; the arena's. */
const char *token_shown(const struct token_reader *reader, size_t at);

/*
 * The string that starts at reader->at; what it means is added to meaning. Returns 0, or
 * -1 with reader->at at what broke it.
 */
int token_string(struct token_reader *reader, struct buf *meaning);

/*
 * true, false, null, a number, or a word that should be none (a fault, and null in its
 * place). Returns -1 when there is not even a word.
 */
int token_scalar(struct token_reader *reader);

#endif
