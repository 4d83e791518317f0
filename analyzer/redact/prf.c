/* prf: bytes that nobody can foretell or undo without the key (HMAC-SHA-256). */
#include "analyzer/redact/prf.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "base/err.h"

enum { BLOCK = 64, INNER = 0x36, OUTER = 0x5c };

int prf_random(struct prf *prf, struct err *err)
{
    size_t n = 0;

    while (n < sizeof(prf->key)) {
        const ssize_t got = getrandom(prf->key + n, sizeof(prf->key) - n, 0);

        if (got < 0 && errno != EINTR)
            return err_set(err, ERR_IO, "no random bytes for a key: %s", strerror(errno));
        if (got > 0)
            n += (size_t)got;
    }
    return 0;
}

static unsigned nibble(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static void end(struct digest *digest, unsigned char out[DIGEST_SIZE])
{
    char hex[DIGEST_HEX];

    digest_end(digest, hex);
    for (size_t i = 0; i < DIGEST_SIZE; i++)
        out[i] = (unsigned char)(nibble(hex[2 * i]) << 4 | nibble(hex[2 * i + 1]));
}

void prf_from_text(struct prf *prf, const char *text)
{
    struct digest *digest = digest_new();

    digest_add(digest, text, strlen(text));
    end(digest, prf->key);
}

/* A digest that has taken the key, as RFC 2104 pads it. */
static struct digest *begin(const struct prf *prf, unsigned char pad)
{
    struct digest *digest = digest_new();
    unsigned char block[BLOCK];

    memset(block, pad, sizeof(block));
    for (size_t i = 0; i < sizeof(prf->key); i++)
        block[i] = prf->key[i] ^ pad;
    digest_add(digest, block, sizeof(block));
    return digest;
}

static void next_block(struct prf_stream *stream)
{
    const uint32_t place[2] = { stream->attempt, stream->n_blocks++ };
    unsigned char head[1 + 2 * 4];
    struct digest *digest = begin(stream->prf, INNER);

    head[0] = stream->kind;
    for (size_t i = 0; i < 8; i++)
        head[1 + i] = (unsigned char)(place[i / 4] >> (i % 4 * 8));
    digest_add(digest, head, sizeof(head));
    digest_add(digest, stream->text, stream->len);
    end(digest, stream->block);
    digest = begin(stream->prf, OUTER);
    digest_add(digest, stream->block, sizeof(stream->block));
    end(digest, stream->block);
    stream->at = 0;
}

void prf_open(struct prf_stream *stream, const struct prf *prf, unsigned char kind,
              const char *text, size_t len, uint32_t attempt)
{
    *stream = (struct prf_stream){ .prf = prf,
                                   .text = text,
                                   .len = len,
                                   .at = DIGEST_SIZE,
                                   .attempt = attempt,
                                   .kind = kind };
}

unsigned prf_below(struct prf_stream *stream, unsigned limit)
{
    unsigned number;

    if (stream->at + 2 > DIGEST_SIZE)
        next_block(stream);
    number = (unsigned)stream->block[stream->at] << 8 | stream->block[stream->at + 1];
    stream->at += 2;
    return number % limit;
}
