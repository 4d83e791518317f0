/* jsonpos_token: strings, numbers and words of a JSON text, checked and repaired. */
#ifndef BASE_JSONPOS_TOKEN_H
#define BASE_JSONPOS_TOKEN_H

#include <stddef.h>

#include "base/jsonpos.h"

struct token_reader;

/* Told of what is wrong. The text is formatted where it is kept, and only then. */
typedef void token_fault(struct token_reader *reader, enum jsonpos_fault_kind kind,
                         size_t offset, const char *lost, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/*
 * The token level of jsonpos_check(); jsonpos_find() takes its strings. Each token is
 * written to out as it is, or as what stands for it; what is wrong in it goes to fault().
 */
struct token_reader {
    const char *text;
    size_t len;
    size_t at;       /* where the next token starts */
    struct buf *out; /* NULL: nothing is written */
    token_fault *fault;
    const char *want; /* what was wanted at `at`, when a token is broken there */
};

void token_put(struct token_reader *reader, const char *bytes, size_t len);

void token_space(struct token_reader *reader); /* skips white space */

enum { TOKEN_SHOWN_MAX = 16 };

/* A byte for people: "'x'" or "byte 0x07". Returns out. */
const char *token_shown(const struct token_reader *reader, size_t at,
                        char out[TOKEN_SHOWN_MAX]);

/*
 * The string that starts at reader->at; what it means is added to meaning (NULL: nobody
 * asks). Returns 0, or -1 with reader->at at what broke it.
 */
int token_string(struct token_reader *reader, struct buf *meaning);

/*
 * true, false, null, a number, or a word that should be none (a fault, and null in its
 * place). Returns -1 when there is not even a word.
 */
int token_scalar(struct token_reader *reader);

#endif
