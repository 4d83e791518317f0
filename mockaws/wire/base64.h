/* base64: the octets that a blob in a JSON body stands for (RFC 4648, 4). */
#ifndef MOCKAWS_WIRE_BASE64_H
#define MOCKAWS_WIRE_BASE64_H

#include <stddef.h>

struct arena;

/*
 * Decode into the arena; *out_len octets and a NUL behind them. White space is passed
 * over, for clients wrap long lines; a missing '=' at the end is forgiven. NULL: text is
 * no base64.
 */
char *base64_decode(struct arena *arena, const char *text, size_t len, size_t *out_len);

#endif
