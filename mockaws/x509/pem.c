/* pem: the blocks of a PEM text, by libcrypto's reader. */
#include "mockaws/x509/pem.h"

#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "base/arena.h"

static const char begin[] = "-----BEGIN ";

static size_t count_begins(const char *text, size_t len)
{
    const char *end = text + len;
    size_t n = 0;

    while (text != NULL && text < end) {
        text = memmem(text, (size_t)(end - text), begin, sizeof(begin) - 1);
        if (text != NULL) {
            n++;
            text += sizeof(begin) - 1;
        }
    }
    return n;
}

static void keep(struct arena *arena, const char *label, const char *header,
                 const unsigned char *data, size_t len, struct pem_block *block)
{
    unsigned char *copy = arena_alloc(arena, len + 1);

    memcpy(copy, data, len);
    copy[len] = '\0';
    block->label = arena_strdup(arena, label);
    block->encrypted =
        strcmp(label, PEM_STRING_PKCS8) == 0 || strstr(header, "ENCRYPTED") != NULL;
    block->data = copy;
    block->len = len;
}

/* 1: a block was read, 0: there are no more, -1: the next one is broken. */
static int read_block(struct arena *arena, BIO *bio, struct pem_block *block)
{
    char *label = NULL;
    char *header = NULL;
    unsigned char *data = NULL;
    long len = 0;
    int rc;

    ERR_clear_error();
    if (PEM_read_bio(bio, &label, &header, &data, &len) == 1) {
        keep(arena, label, header, data, (size_t)len, block);
        rc = 1;
    } else {
        const unsigned long error = ERR_peek_last_error();

        rc = ERR_GET_LIB(error) == ERR_LIB_PEM &&
                     ERR_GET_REASON(error) == PEM_R_NO_START_LINE
                 ? 0
                 : -1;
    }
    OPENSSL_free(label);
    OPENSSL_free(header);
    OPENSSL_free(data);
    ERR_clear_error();
    return rc;
}

int pem_read(struct arena *arena, const char *text, size_t len, struct pem_block **blocks,
             size_t *n)
{
    size_t room;
    BIO *bio;
    int got = 0;

    *blocks = NULL;
    *n = 0;
    if (len == 0)
        return 0;
    if (len > INT_MAX || memchr(text, '\0', len) != NULL)
        return -1;
    room = count_begins(text, len);
    bio = BIO_new_mem_buf(text, (int)len);
    if (bio == NULL)
        return -1;
    *blocks = arena_array(arena, room + 1, sizeof(**blocks));
    while (*n < room && (got = read_block(arena, bio, &(*blocks)[*n])) == 1)
        (*n)++;
    BIO_free(bio);
    return got < 0 ? -1 : 0;
}
