/* prf: bytes that nobody can foretell or undo without the key (HMAC-SHA-256). */
#ifndef ANALYZER_REDACT_PRF_H
#define ANALYZER_REDACT_PRF_H

#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"

struct err;

struct prf {
    unsigned char key[DIGEST_SIZE];
};

/* A key that is nowhere else: from the kernel. Fails with ERR_IO. */
int prf_random(struct prf *prf, struct err *err);

/* The key of a text: the same text, the same key. */
void prf_from_text(struct prf *prf, const char *text);

/* The bytes that belong to one kind, text and attempt, one after the other. */
struct prf_stream {
    const struct prf *prf;
    const char *text;
    size_t len;
    unsigned char block[DIGEST_SIZE];
    size_t at;        /* in block; DIGEST_SIZE: used up */
    uint32_t attempt; /* other bytes for each */
    uint32_t n_blocks;
    unsigned char kind;
};

/* text is borrowed as long as the stream is used. */
void prf_open(struct prf_stream *stream, const struct prf *prf, unsigned char kind,
              const char *text, size_t len, uint32_t attempt);

/* The next number below limit (1 to 65536). */
unsigned prf_below(struct prf_stream *stream, unsigned limit);

#endif
