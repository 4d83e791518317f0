/* ids: identifiers made from the seed, the same in every run. */
#include "mockaws/store/ids.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/dns/name.h"

enum { LABEL_LETTERS = 10, ZONE_CHARACTERS = 20, TOKEN_HEX = 32 };

static const char hex_digits[] = "0123456789abcdef";

/* SHA-256 of the seed, a word for the kind of id, and two texts, each with its NUL. */
static void draw(const struct ids *ids, const char *kind, const char *a, const char *b,
                 unsigned char out[DIGEST_SIZE])
{
    struct digest *digest = digest_new();
    char hex[DIGEST_HEX];
    unsigned char seed[8];

    for (size_t i = 0; i < sizeof(seed); i++)
        seed[i] = (unsigned char)(ids->seed >> (8 * i) & 0xff);
    digest_add(digest, seed, sizeof(seed));
    digest_add(digest, kind, strlen(kind) + 1);
    digest_add(digest, a, strlen(a) + 1);
    digest_add(digest, b, strlen(b) + 1);
    digest_end(digest, hex);
    for (size_t i = 0; i < DIGEST_SIZE; i++) {
        const char *high = strchr(hex_digits, hex[2 * i]);
        const char *low = strchr(hex_digits, hex[2 * i + 1]);

        out[i] = (unsigned char)((high - hex_digits) << 4 | (low - hex_digits));
    }
}

/* The next of the counted ones. */
static void draw_next(struct ids *ids, unsigned char out[DIGEST_SIZE])
{
    char number[24];

    snprintf(number, sizeof(number), "%" PRIu64, ids->counter);
    ids->counter++;
    draw(ids, "id", number, "", out);
}

static void put_hex(const unsigned char *bytes, size_t n_digits, char *out)
{
    for (size_t i = 0; i < n_digits; i++)
        out[i] = hex_digits[i % 2 == 0 ? bytes[i / 2] >> 4 : bytes[i / 2] & 15];
}

void ids_uuid(struct ids *ids, char out[IDS_UUID])
{
    unsigned char bytes[DIGEST_SIZE];
    char hex[TOKEN_HEX];
    size_t at = 0;

    draw_next(ids, bytes);
    bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40); /* version 4: RFC 9562, 5.4 */
    bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
    put_hex(bytes, TOKEN_HEX, hex);
    for (size_t i = 0; i < TOKEN_HEX; i++) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            out[at++] = '-';
        out[at++] = hex[i];
    }
    out[at] = '\0';
}

void ids_route53(struct ids *ids, char letter, char out[IDS_ZONE])
{
    static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    unsigned char bytes[DIGEST_SIZE];

    draw_next(ids, bytes);
    out[0] = letter;
    for (size_t i = 0; i < ZONE_CHARACTERS; i++)
        out[i + 1] = characters[bytes[i] % (sizeof(characters) - 1)];
    out[1 + ZONE_CHARACTERS] = '\0';
}

void ids_bytes(struct ids *ids, unsigned char *out, size_t n)
{
    unsigned char bytes[DIGEST_SIZE];

    for (size_t done = 0; done < n; done += DIGEST_SIZE) {
        const size_t more = n - done < DIGEST_SIZE ? n - done : DIGEST_SIZE;

        draw_next(ids, bytes);
        memcpy(out + done, bytes, more);
    }
    if (n > 0)
        out[0] = (unsigned char)(out[0] % 127 + 1);
}

void ids_token(const struct ids *ids, const char *account, const char *domain,
               struct ids_token *out)
{
    static const char suffix[] = ".acm-validations.aws.";
    unsigned char name[DIGEST_SIZE];
    unsigned char value[DIGEST_SIZE];
    char *at;

    draw(ids, "token name", account, name_base(domain), name);
    draw(ids, "token value", account, name_base(domain), value);
    out->name[0] = '_';
    put_hex(name, TOKEN_HEX, out->name + 1);
    out->name[1 + TOKEN_HEX] = '\0';
    at = out->value;
    *at++ = '_';
    put_hex(value, TOKEN_HEX, at);
    at += TOKEN_HEX;
    *at++ = '.';
    /* The octets behind the hex that was used. */
    for (size_t i = 0; i < LABEL_LETTERS; i++)
        *at++ = (char)('a' + value[TOKEN_HEX / 2 + i] % 26);
    memcpy(at, suffix, sizeof(suffix));
}

void ids_servers(const struct ids *ids, uint64_t number,
                 char out[IDS_SERVERS][IDS_SERVER])
{
    static const char *const tlds[IDS_SERVERS] = { "com", "net", "org", "co.uk" };
    enum { A_TLD = 512, STRIDE = 167 }; /* STRIDE is odd: no server comes twice in 512 */
    unsigned char bytes[DIGEST_SIZE];
    const uint64_t round = number / A_TLD % 1000000;
    unsigned first;

    draw(ids, "servers", "", "", bytes);
    first = bytes[0] | (unsigned)bytes[1] << 8;
    for (unsigned i = 0; i < IDS_SERVERS; i++) {
        /* Never all with the same index: those of index 0 are every private zone's. */
        const unsigned shift = first + i * (1U + bytes[2]);
        const unsigned index = (unsigned)((number % A_TLD * STRIDE + shift) % A_TLD);
        const unsigned n = (unsigned)(round * A_TLD * IDS_SERVERS) + i * A_TLD + index;

        snprintf(out[i], IDS_SERVER, "ns-%u.awsdns-%02u.%s", n, index / 8 % 64, tlds[i]);
    }
}
