/* request: what handlers ask a request and say in a reply; no socket is touched. */
#include "mockaws/http/server.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"

const char *http_header(const struct http_request *request, const char *name)
{
    for (size_t i = 0; i < request->n_fields; i++)
        if (strcasecmp(request->fields[i].name, name) == 0)
            return request->fields[i].value;
    return NULL;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

static const char *decode(struct arena *arena, const char *text, size_t len, bool plus)
{
    char *out = arena_alloc(arena, len + 1);
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        int octet;

        if (text[i] != '%') {
            out[n++] = text[i];
            if (plus && text[i] == '+')
                out[n - 1] = ' ';
            continue;
        }
        if (len - i < 3 || hex_digit(text[i + 1]) < 0 || hex_digit(text[i + 2]) < 0)
            return NULL;
        octet = hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]);
        if (octet == 0)
            return NULL;
        out[n++] = (char)octet;
        i += 2;
    }
    out[n] = '\0';
    return out;
}

const char *http_unescape(struct arena *arena, const char *text, size_t len)
{
    return decode(arena, text, len, false);
}

const char *http_query(const struct http_request *request, const char *name)
{
    const char *at = request->query;

    while (*at != '\0') {
        const size_t len = strcspn(at, "&");
        const char *equals = memchr(at, '=', len);
        const size_t name_len = equals != NULL ? (size_t)(equals - at) : len;
        const char *found = decode(request->arena, at, name_len, true);

        if (found != NULL && strcmp(found, name) == 0)
            return equals == NULL
                       ? ""
                       : decode(request->arena, equals + 1, len - name_len - 1, true);
        at += len;
        if (*at == '&')
            at++;
    }
    return NULL;
}

void http_reply_field(struct http_reply *reply, const char *name, const char *value)
{
    assert(reply->n_fields < HTTP_REPLY_FIELDS);
    reply->fields[reply->n_fields++] = (struct http_field){ name, value };
}
