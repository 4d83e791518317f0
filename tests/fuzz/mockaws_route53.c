/* mockaws_route53: any bytes as bodies and queries of Route 53: each is answered in XML.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "mockaws/http/server.h"
#include "mockaws/service/mock.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first octet chooses; what follows is the body, or the query. */
static const struct target {
    const char *method;
    const char *path;
} targets[] = {
    { "POST", "/2013-04-01/hostedzone/ZEXAMPLE1/rrset/" },
    { "GET", "/2013-04-01/hostedzone/ZEXAMPLE1/rrset" },
    { "POST", "/2013-04-01/hostedzone" },
    { "GET", "/2013-04-01/hostedzone" },
    { "POST", "/2013-04-01/hostedzone/ZEXAMPLE1" },
    { "GET", "/2013-04-01/hostedzonesbyname" },
    { "POST", "/2013-04-01/tags/hostedzone/ZEXAMPLE1" },
    { "GET", "/2013-04-01/testdnsanswer" },
    { "POST", "/2013-04-01/tags/hostedzone" },
    { "GET", "/2013-04-01/hostedzonesbyvpc" },
    { "POST", "/2013-04-01/healthcheck" },
    { "POST", "/2013-04-01/delegationset" },
    { "POST", "/2013-04-01/hostedzone/ZEXAMPLE1/associatevpc" },
};

static void require(bool ok, const char *what, const char *text)
{
    if (ok)
        return;
    fprintf(stderr, "%s: %s\n", what, text);
    abort();
}

static void serve(struct mock *mock, struct arena *arena, const struct target *target,
                  const char *text, size_t len)
{
    const bool has_body = target->method[0] == 'P';
    struct http_request request = { .method = target->method,
                                    .path = target->path,
                                    .query = "",
                                    .body = "",
                                    .arena = arena };
    struct http_reply reply = { .status = 200 };
    struct err err;

    if (has_body) {
        request.body = text;
        request.body_len = len;
    } else {
        request.query = text;
    }
    mock_serve(mock, &request, &reply);
    require(reply.status >= 200 && reply.status < 500, "a failure", reply.body);
    require(xml_parse(arena, reply.body, reply.body_len, &err) != NULL ||
                err.kind == ERR_LIMIT,
            err.text, reply.body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const servers[4] = { "ns-1.awsdns-01.com", "ns-2.awsdns-02.net",
                                            "ns-3.awsdns-03.org",
                                            "ns-4.awsdns-04.co.uk" };
    static const struct target list = { "GET", "/2013-04-01/hostedzone/ZEXAMPLE1/rrset" };
    struct arena arena;
    struct mock mock;
    char *text;

    if (size == 0)
        return 0;
    arena_init(&arena);
    mock_init(&mock, 1, CLOCK_MANUAL, 1, INT64_C(1772323200133));
    mock.auth = AUTH_OFF;
    zones_add(&mock.world.store.zones, "ZEXAMPLE1", MOCK_DEFAULT_ACCOUNT, "example.com",
              "r", servers, false, mock.world.clock.now_ms);
    text = arena_alloc(&arena, size);
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    serve(&mock, &arena, &targets[data[0] % (sizeof(targets) / sizeof(targets[0]))], text,
          size - 1);
    serve(&mock, &arena, &list, "", 0);
    mock_clear(&mock);
    arena_clear(&arena);
    return 0;
}
