/* mockaws_sigv4: any request, taken as a signed one. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "mockaws/http/server.h"
#include "mockaws/wire/sigv4.h"
#include "mockaws/wire/sigv4_canonical.h"

enum { FIELDS_MAX = 32, NOW = 1795550400 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static const char *next_line(char **at)
{
    char *line = *at;
    const size_t len = strcspn(line, "\n");

    *at += line[len] == '\n' ? len + 1 : len;
    line[len] = '\0';
    return line;
}

/* Lines: path, query, then "Name:value" each; the rest, behind an empty line, is the
 * body. */
static void read_request(char *text, size_t len, struct http_field *fields,
                         struct http_request *request)
{
    char *at = text;

    request->method = "POST";
    request->path = next_line(&at);
    request->query = next_line(&at);
    while (*at != '\0' && request->n_fields < FIELDS_MAX) {
        const char *line = next_line(&at);
        const char *colon = strchr(line, ':');

        if (*line == '\0')
            break;
        fields[request->n_fields++] = (struct http_field){
            colon == NULL ? "Authorization"
                          : arena_strndup(request->arena, line, (size_t)(colon - line)),
            colon == NULL ? line : colon + 1,
        };
    }
    request->fields = fields;
    request->body = at;
    request->body_len = len - (size_t)(at - text);
}

static const char *reversed_query(struct arena *arena, const char *query)
{
    const size_t len = strlen(query);
    char *out = arena_zalloc(arena, len + 1);
    size_t room = len;

    for (size_t from = 0; from <= len;) {
        const size_t n = strcspn(query + from, "&");

        room -= n;
        memcpy(out + room, query + from, n);
        from += n + 1;
        if (room > 0)
            out[--room] = '&';
    }
    return out;
}

/* The order of the query does not matter. */
static void check_canonical(struct http_request *request, const struct sigv4 *sigv4)
{
    struct buf one = { 0 };
    struct buf two = { 0 };

    sigv4_canonical(&one, request, sigv4, "hash");
    request->query = reversed_query(request->arena, request->query);
    sigv4_canonical(&two, request, sigv4, "hash");
    require(one.len == two.len && memcmp(one.data, two.data, one.len) == 0,
            "the order of the query changes the canonical request");
    buf_clear(&one);
    buf_clear(&two);
}

static void check_read(struct sigv4_cache *cache, struct http_request *request)
{
    struct sigv4 sigv4;
    const char *fault = NULL;
    const enum sigv4_read got = sigv4_read(request->arena, request, &sigv4, &fault);

    require((got == SIGV4_INCOMPLETE) <= (fault != NULL), "incomplete without a reason");
    if (got != SIGV4_PRESENT)
        return;
    require(sigv4.access_key != NULL && sigv4.date != NULL && sigv4.region != NULL &&
                sigv4.service != NULL && sigv4.signed_headers != NULL &&
                sigv4.signature != NULL,
            "present, but a part lacks");
    require((sigv4.time == NULL) == (fault != NULL), "no time, and no word of it");
    require(sigv4_verify(cache, request, &sigv4, "secret", NOW, 0) != SIGV4_GOOD,
            "a signature nobody made is good");
    check_canonical(request, &sigv4);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sigv4_cache *cache = sigv4_cache_new();
    struct http_field fields[FIELDS_MAX];
    struct arena arena;
    struct http_request request = { .arena = &arena };
    char *text;

    arena_init(&arena);
    text = arena_alloc(&arena, size + 1);
    memcpy(text, data, size);
    text[size] = '\0';
    read_request(text, size, fields, &request);
    check_read(cache, &request);
    arena_clear(&arena);
    sigv4_cache_free(cache);
    return 0;
}
