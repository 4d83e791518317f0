/* asked: a request made of text, for tests of what reads requests. */
#ifndef TESTS_UNIT_MOCKAWS_WIRE_ASKED_H
#define TESTS_UNIT_MOCKAWS_WIRE_ASKED_H

#include <string.h>

#include "base/arena.h"
#include "mockaws/http/server.h"
#include "tests/support/test.h"

enum { FIELDS_MAX = 12 };

/* A request made of text: "Name: value" lines. */
struct asked {
    struct arena arena;
    struct http_field fields[FIELDS_MAX];
    struct http_request request;
};

static inline void ask(struct asked *asked, const char *method, const char *path,
                       const char *query, const char *headers)
{
    arena_init(&asked->arena);
    asked->request = (struct http_request){ .method = method,
                                            .path = path,
                                            .query = query,
                                            .fields = asked->fields,
                                            .body = "",
                                            .arena = &asked->arena };
    for (const char *at = headers; *at != '\0';) {
        const size_t len = strcspn(at, "\n");
        const size_t name_len = strcspn(at, ":");
        struct http_field *field = &asked->fields[asked->request.n_fields++];

        assert_true(asked->request.n_fields <= FIELDS_MAX && name_len + 2 <= len);
        field->name = arena_strndup(&asked->arena, at, name_len);
        field->value =
            arena_strndup(&asked->arena, at + name_len + 2, len - name_len - 2);
        at += len;
        at += *at == '\n';
    }
}

#endif
