/* base64: the octets that a blob in a JSON body stands for (RFC 4648, 4). */
#include "mockaws/wire/base64.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

static int digit_of(char c)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c != '\0' ? strchr(digits, c) : NULL;

    return at != NULL ? (int)(at - digits) : -1;
}

char *base64_decode(struct arena *arena, const char *text, size_t len, size_t *out_len)
{
    char *out = arena_alloc(arena, len / 4 * 3 + 4);
    uint32_t bits = 0;
    size_t n_digits = 0;
    size_t n_pads = 0;
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        const int digit = digit_of(text[i]);

        if (text[i] == '\n' || text[i] == '\r' || text[i] == ' ' || text[i] == '\t')
            continue;
        if (text[i] == '=' && n_pads < 2) {
            n_pads++;
            continue;
        }
        if (digit < 0 || n_pads > 0)
            return NULL;
        bits = bits << 6 | (uint32_t)digit;
        if (++n_digits % 4 != 1)
            out[n++] = (char)(bits >> (8 - n_digits % 4 * 2) % 8 & 0xff);
    }
    if (n_digits % 4 == 1 || (n_pads > 0 && (n_digits + n_pads) % 4 != 0))
        return NULL;
    out[n] = '\0';
    *out_len = n;
    return out;
}
