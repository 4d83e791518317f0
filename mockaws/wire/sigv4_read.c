/* sigv4_read: the parts of a signature, from the Authorization header or the query. */
#include "mockaws/wire/sigv4.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/when.h"
#include "mockaws/http/server.h"

static const char algorithm[] = "AWS4-HMAC-SHA256";
static const char lacks_date[] =
    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' "
    "header.";

/* "20261124T200000Z" */
static bool is_basic_time(const char *text)
{
    static const char digit[] = "0123456789";

    return strlen(text) == 16 && strspn(text, digit) == 8 && text[8] == 'T' &&
           strspn(text + 9, digit) == 6 && text[15] == 'Z';
}

/* A Date header's time in that form, or NULL. */
static const char *basic_time(struct arena *arena, const char *text)
{
    char iso[WHEN_TEXT_MAX];
    char *out;
    size_t n = 0;
    int64_t when;

    if (is_basic_time(text))
        return arena_strdup(arena, text);
    if (when_parse(text, strlen(text), &when) != WHEN_OK)
        return NULL;
    when_iso(when, iso);
    out = arena_alloc(arena, sizeof(iso));
    for (const char *at = iso; *at != '\0'; at++)
        if (*at != '-' && *at != ':')
            out[n++] = *at;
    out[n] = '\0';
    return is_basic_time(out) ? out : NULL;
}

static const char *time_of_headers(struct arena *arena,
                                   const struct http_request *request)
{
    const char *text = http_header(request, "X-Amz-Date");

    if (text != NULL)
        return is_basic_time(text) ? arena_strdup(arena, text) : NULL;
    text = http_header(request, "Date");
    return text != NULL ? basic_time(arena, text) : NULL;
}

/* "AKIDEXAMPLE/20261124/us-east-1/acm/aws4_request" */
static bool split_credential(struct arena *arena, const char *text, struct sigv4 *out,
                             const char **fault)
{
    const char **const parts[] = { &out->access_key, &out->date, &out->region,
                                   &out->service };
    const char *at = text;

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        const size_t len = strcspn(at, "/");

        if (at[len] == '\0' || len == 0)
            break;
        *parts[i] = arena_strndup(arena, at, len);
        at += len + 1;
    }
    if (out->service == NULL || strchr(at, '/') != NULL) {
        *fault = arena_printf(arena,
                              "Credential must have exactly 5 slash-delimited elements, "
                              "e.g. keyid/date/region/service/term, got '%s'",
                              text);
        return false;
    }
    if (strcmp(at, "aws4_request") != 0) {
        *fault = arena_printf(arena,
                              "Credential should be scoped with a valid terminator: "
                              "'aws4_request', not '%s'.",
                              at);
        return false;
    }
    return true;
}

struct parts {
    const char *credential;
    const char *signed_headers;
    const char *signature;
};

static bool take_pair(struct arena *arena, const char *at, size_t len,
                      struct parts *parts)
{
    const struct {
        const char *name;
        const char **value;
    } known[] = { { "Credential", &parts->credential },
                  { "SignedHeaders", &parts->signed_headers },
                  { "Signature", &parts->signature } };
    const char *equals = memchr(at, '=', len);
    const size_t name_len = equals != NULL ? (size_t)(equals - at) : 0;

    if (equals == NULL)
        return false;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strlen(known[i].name) == name_len &&
            memcmp(known[i].name, at, name_len) == 0 && *known[i].value == NULL)
            *known[i].value = arena_strndup(arena, equals + 1, len - name_len - 1);
    return true;
}

/* "Credential=..., SignedHeaders=..., Signature=..." in any order, blanks or none. */
static bool read_pairs(struct arena *arena, const char *text, struct parts *parts,
                       const char **fault)
{
    for (const char *at = text + strspn(text, " \t,"); *at != '\0';
         at += strspn(at, " \t,")) {
        const size_t whole = strcspn(at, ",");
        size_t len = whole;

        while (at[len - 1] == ' ' || at[len - 1] == '\t')
            len--;
        if (!take_pair(arena, at, len, parts)) {
            *fault = arena_printf(arena,
                                  "'%.*s' not a valid key=value pair (missing "
                                  "equal-sign) in Authorization header.",
                                  (int)len, at);
            return false;
        }
        at += whole;
    }
    return true;
}

static bool is_missing(const char *part)
{
    return part == NULL || *part == '\0';
}

/* What lacks, each in AWS's words; NULL: nothing. */
static const char *missing_parts(struct arena *arena, const char *header,
                                 const struct parts *parts, const char *time)
{
    const struct {
        const char *name;
        const char *value;
    } wanted[] = { { "Credential", parts->credential },
                   { "Signature", parts->signature },
                   { "SignedHeaders", parts->signed_headers } };
    struct buf text = { 0 };
    const char *out = NULL;

    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
        if (is_missing(wanted[i].value))
            buf_printf(&text, "Authorization header requires '%s' parameter. ",
                       wanted[i].name);
    if (text.len > 0) {
        if (time == NULL)
            buf_printf(&text, "%s ", lacks_date);
        buf_printf(&text, "Authorization=%.*s", (int)strcspn(header, " \t"), header);
        out = arena_strdup(arena, text.data);
    }
    buf_clear(&text);
    return out;
}

static enum sigv4_read read_header(struct arena *arena,
                                   const struct http_request *request, const char *header,
                                   struct sigv4 *out, const char **fault)
{
    const size_t len = strcspn(header, " \t");
    struct parts parts = { 0 };

    out->time = time_of_headers(arena, request);
    out->token = http_header(request, "X-Amz-Security-Token");
    if (len == strlen(algorithm) && memcmp(header, algorithm, len) == 0 &&
        !read_pairs(arena, header + len, &parts, fault))
        return SIGV4_INCOMPLETE;
    *fault = missing_parts(arena, header, &parts, out->time);
    if (*fault != NULL || !split_credential(arena, parts.credential, out, fault))
        return SIGV4_INCOMPLETE;
    out->signed_headers = parts.signed_headers;
    out->signature = parts.signature;
    if (out->time == NULL)
        *fault = arena_printf(arena, "%s Authorization=%s", lacks_date, algorithm);
    return SIGV4_PRESENT;
}

static enum sigv4_read lacks_parameter(struct arena *arena, const char *name,
                                       const char **fault)
{
    *fault = arena_printf(arena,
                          "AWS query-string parameters must include '%s'. Re-examine the "
                          "query-string parameters.",
                          name);
    return SIGV4_INCOMPLETE;
}

static enum sigv4_read read_query(struct arena *arena, const struct http_request *request,
                                  struct sigv4 *out, const char **fault)
{
    const char *kind = http_query(request, "X-Amz-Algorithm");
    const char *credential = http_query(request, "X-Amz-Credential");

    out->time = http_query(request, "X-Amz-Date");
    out->token = http_query(request, "X-Amz-Security-Token");
    out->signed_headers = http_query(request, "X-Amz-SignedHeaders");
    out->signature = http_query(request, "X-Amz-Signature");
    if (kind == NULL && out->signature == NULL)
        return SIGV4_ABSENT;
    if (kind == NULL || strcmp(kind, algorithm) != 0)
        return lacks_parameter(arena, "X-Amz-Algorithm", fault);
    if (is_missing(credential))
        return lacks_parameter(arena, "X-Amz-Credential", fault);
    if (is_missing(out->signed_headers))
        return lacks_parameter(arena, "X-Amz-SignedHeaders", fault);
    if (is_missing(out->signature))
        return lacks_parameter(arena, "X-Amz-Signature", fault);
    if (!split_credential(arena, credential, out, fault))
        return SIGV4_INCOMPLETE;
    if (out->time == NULL || !is_basic_time(out->time)) {
        out->time = NULL;
        (void)lacks_parameter(arena, "X-Amz-Date", fault);
    }
    return SIGV4_PRESENT;
}

enum sigv4_read sigv4_read(struct arena *arena, const struct http_request *request,
                           struct sigv4 *out, const char **fault)
{
    const char *header = http_header(request, "Authorization");

    *out = (struct sigv4){ 0 };
    *fault = NULL;
    if (header != NULL && *header != '\0')
        return read_header(arena, request, header, out, fault);
    return *request->query == '\0' ? SIGV4_ABSENT
                                   : read_query(arena, request, out, fault);
}
