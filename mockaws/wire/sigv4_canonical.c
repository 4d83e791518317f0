/* sigv4_canonical: the canonical request that a Signature Version 4 signs. */
#include "mockaws/wire/sigv4_canonical.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "mockaws/http/server.h"
#include "mockaws/wire/sigv4.h"

static const char hex_digits[] = "0123456789ABCDEF";

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char upper(char c)
{
    if (c >= 'a' && c <= 'z')
        return (char)(c - 'a' + 'A');
    return c;
}

static char lower(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c;
}

static bool is_unreserved(char c)
{
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

static char *put_octet(char *out, char c)
{
    *out++ = '%';
    *out++ = hex_digits[(unsigned char)c >> 4];
    *out++ = hex_digits[(unsigned char)c & 15];
    return out;
}

static void put_segment(struct buf *out, const char *segment, size_t len)
{
    buf_putc(out, '/');
    for (size_t i = 0; i < len; i++) {
        char octet[3];

        if (is_unreserved(segment[i])) {
            buf_putc(out, segment[i]);
        } else {
            put_octet(octet, segment[i]);
            buf_add(out, octet, sizeof(octet));
        }
    }
}

/* Take the last segment back, if there is one behind start. */
static void drop_segment(struct buf *out, size_t start)
{
    while (out->len > start && out->data[--out->len] != '/')
        continue;
}

static void put_path(struct buf *out, const char *path)
{
    const size_t start = out->len;
    const size_t len = strlen(path);

    for (const char *at = path; *at != '\0';) {
        const size_t n = strcspn(at, "/");

        if (n == 2 && memcmp(at, "..", 2) == 0)
            drop_segment(out, start);
        else if (n > 0 && !(n == 1 && *at == '.'))
            put_segment(out, at, n);
        at += n;
        at += *at == '/';
    }
    if (out->len == start || (len > 0 && path[len - 1] == '/'))
        buf_putc(out, '/');
}

struct pair {
    const char *name;
    const char *value;
};

static const char *encode(struct arena *arena, const char *text, size_t len)
{
    char *const start = arena_array(arena, len + 1, 3);
    char *out = start;

    for (size_t i = 0; i < len; i++)
        if (text[i] == '%' && len - i >= 3 && is_hex(text[i + 1]) &&
            is_hex(text[i + 2])) {
            *out++ = '%';
            *out++ = upper(text[++i]);
            *out++ = upper(text[++i]);
        } else if (is_unreserved(text[i])) {
            *out++ = text[i];
        } else {
            out = put_octet(out, text[i]);
        }
    *out = '\0';
    return start;
}

static int by_name_and_value(const void *left, const void *right)
{
    const struct pair *a = left;
    const struct pair *b = right;
    const int names = strcmp(a->name, b->name);

    return names != 0 ? names : strcmp(a->value, b->value);
}

static void put_query(struct buf *out, struct arena *arena, const char *query)
{
    struct pair *pairs = arena_array(arena, strlen(query) / 2 + 1, sizeof(*pairs));
    size_t n = 0;

    while (*query != '\0') {
        const size_t len = strcspn(query, "&");
        const char *equals = memchr(query, '=', len);
        const size_t name_len = equals != NULL ? (size_t)(equals - query) : len;

        if (len > 0) {
            struct pair *pair = &pairs[n];

            pair->name = encode(arena, query, name_len);
            pair->value =
                equals == NULL ? "" : encode(arena, equals + 1, len - name_len - 1);
            n += strcmp(pair->name, "X-Amz-Signature") != 0;
        }
        query += len;
        query += *query == '&';
    }
    qsort(pairs, n, sizeof(*pairs), by_name_and_value);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(out, '&');
        buf_puts(out, pairs[i].name);
        buf_putc(out, '=');
        buf_puts(out, pairs[i].value);
    }
}

static void put_folded(struct buf *out, const char *value)
{
    const size_t start = out->len;

    for (value += strspn(value, " \t"); *value != '\0';) {
        const size_t n = strcspn(value, " \t");

        if (out->len > start)
            buf_putc(out, ' ');
        buf_add(out, value, n);
        value += n;
        value += strspn(value, " \t");
    }
}

static void put_header(struct buf *out, const struct http_request *request,
                       const char *name, size_t len)
{
    bool twin = false;

    for (size_t i = 0; i < len; i++)
        buf_putc(out, lower(name[i]));
    buf_putc(out, ':');
    for (size_t i = 0; i < request->n_fields; i++) {
        const struct http_field *field = &request->fields[i];

        if (strlen(field->name) != len || strncasecmp(field->name, name, len) != 0)
            continue;
        if (twin)
            buf_putc(out, ',');
        put_folded(out, field->value);
        twin = true;
    }
    buf_putc(out, '\n');
}

void sigv4_canonical(struct buf *out, const struct http_request *request,
                     const struct sigv4 *sigv4, const char *payload_hash)
{
    buf_puts(out, request->method);
    buf_putc(out, '\n');
    if (strcmp(sigv4->service, "s3") == 0)
        buf_puts(out, request->path);
    else
        put_path(out, request->path);
    buf_putc(out, '\n');
    put_query(out, request->arena, request->query);
    buf_putc(out, '\n');
    for (const char *at = sigv4->signed_headers; *at != '\0';) {
        const size_t len = strcspn(at, ";");

        put_header(out, request, at, len);
        at += len;
        at += *at == ';';
    }
    buf_putc(out, '\n');
    buf_puts(out, sigv4->signed_headers);
    buf_putc(out, '\n');
    buf_puts(out, payload_hash);
}
