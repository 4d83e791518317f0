/* requests: the journal, filtered, for people and for assertions. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/emit.h"
#include "mockaws/admin/parts.h"
#include "mockaws/http/server.h"
#include "mockaws/scenario/session.h"
#include "mockaws/service/journal.h"

/* Compared with members of the line; contains and certificate with its text. */
static const char *const parameters[] = { "operation", "service",     "status",
                                          "code",      "account",     "region",
                                          "contains",  "certificate", "after",
                                          "limit",     "last",        NULL };
enum { N_MEMBERS = 6 };

struct filter {
    const char *members[N_MEMBERS]; /* NULL: any */
    const char *contains;
    const char *certificate; /* its ARN */
    int64_t after;
    bool is_plain; /* nothing of the line need be read */
};

static bool is_status(const char *text)
{
    return strcmp(text, "errors") == 0 || strcmp(text, "0") == 0 ||
           (strlen(text) == 3 && strchr("12345", text[0]) != NULL &&
            (strcmp(text + 1, "xx") == 0 || strspn(text, "0123456789") == 3));
}

static int read_filter(struct admin *admin, struct filter *out)
{
    const char *certificate = http_query(admin->request, "certificate");
    const struct certificate *found =
        certificate != NULL ? play_certificate(&admin->session->play, certificate) : NULL;

    const char *status = http_query(admin->request, "status");

    if (status != NULL && !is_status(status)) {
        admin_refuse(admin, 400, NULL,
                     "status=%.50s: want a number such as 404, a class such as 4xx, "
                     "\"errors\", or 0 for connections that were reset",
                     status);
        return -1;
    }
    out->is_plain = true;
    for (size_t i = 0; i < N_MEMBERS; i++) {
        out->members[i] = http_query(admin->request, parameters[i]);
        if (out->members[i] != NULL)
            out->is_plain = false;
    }
    out->contains = http_query(admin->request, "contains");
    /* One that was deleted has no ARN any more, but calls that named it. */
    out->certificate = found != NULL ? found->arn : certificate;
    out->after = admin_number(admin, "after", INT64_MAX);
    return out->after == -2 ? -1 : 0;
}

/* "404", "4xx", "errors" (4xx, 5xx and cut connections), or another text as it stands. */
static bool is_value(const json_t *value, const char *want)
{
    if (json_is_string(value))
        return strcmp(json_string_value(value), want) == 0;
    if (json_is_integer(value)) {
        const int status = (int)json_integer_value(value);

        if (strcmp(want, "errors") == 0)
            return status >= 400 || status == 0;
        if (strlen(want) == 3 && strcmp(want + 1, "xx") == 0)
            return status / 100 == want[0] - '0';
        return status == (int)strtol(want, NULL, 10);
    }
    return want[0] == '\0'; /* null: code= finds what went well */
}

static bool fits(const struct filter *filter, const struct journal_line *line)
{
    bool good = true;
    json_t *json;

    if (filter->after >= 0 && line->number <= (uint64_t)filter->after)
        return false;
    if (filter->contains != NULL && strstr(line->text, filter->contains) == NULL)
        return false;
    if (filter->certificate != NULL && strstr(line->text, filter->certificate) == NULL)
        return false;
    if (filter->is_plain)
        return true;
    json = json_loadb(line->text, line->len, 0, NULL);
    for (size_t i = 0; good && i < N_MEMBERS; i++)
        good = filter->members[i] == NULL ||
               is_value(json_object_get(json, parameters[i]), filter->members[i]);
    json_decref(json);
    return good;
}

void admin_get_requests(struct admin *admin)
{
    const struct journal *journal = admin->mock->journal;
    const struct journal_line **lines;
    struct filter filter;
    struct emit emit;
    int64_t limit;
    int64_t last;
    size_t n = 0;
    size_t first = 0;

    if (!admin_takes(admin, parameters) || read_filter(admin, &filter) == -1)
        return;
    limit = admin_number(admin, "limit", INT32_MAX);
    last = admin_number(admin, "last", INT32_MAX);
    if (limit == -2 || last == -2)
        return;
    lines = arena_array(admin->arena, journal->n, sizeof(struct journal_line *));
    for (size_t i = 0; i < journal->n; i++)
        if (fits(&filter, journal_at(journal, i)))
            lines[n++] = journal_at(journal, i);
    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_number(&emit, "total", (int64_t)journal->n_all);
    emit_number(&emit, "kept", (int64_t)journal->n);
    emit_number(&emit, "matched", (int64_t)n);
    if (last >= 0 && (size_t)last < n)
        first = n - (size_t)last;
    if (limit >= 0 && (size_t)limit < n - first)
        n = first + (size_t)limit;
    emit_open(&emit, "requests", '[');
    for (size_t i = first; i < n; i++)
        emit_raw(&emit, NULL, lines[i]->text, lines[i]->len);
    emit_close(&emit, ']');
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}
