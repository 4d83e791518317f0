/* journal: every request in order, the same bytes for the same serial calls. */
#include "mockaws/service/journal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/emit.h"
#include "base/err.h"
#include "base/heap.h"
#include "mockaws/http/server.h"
#include "mockaws/store/store.h"
#include "mockaws/wire/call.h"

struct journal *journal_new(void)
{
    return heap_zalloc(sizeof(struct journal));
}

void journal_reset(struct journal *journal)
{
    for (size_t i = 0; i < journal->n; i++)
        free(journal->lines[(journal->first + i) % journal->room].text);
    journal->n = 0;
    journal->first = 0;
    journal->bytes = 0;
    journal->n_all = 0;
}

void journal_free(struct journal *journal)
{
    if (journal == NULL)
        return;
    journal_reset(journal);
    free(journal->lines);
    if (journal->file != NULL)
        fclose(journal->file);
    free(journal);
}

int journal_open(struct journal *journal, const char *path, struct err *err)
{
    journal->file = fopen(path, "we");
    if (journal->file == NULL)
        return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    return 0;
}

const struct journal_line *journal_at(const struct journal *journal, size_t index)
{
    return &journal->lines[(journal->first + index) % journal->room];
}

/* Members that hold keys and certificates are named, not shown. */
static bool is_pem(const char *name)
{
    return strcmp(name, "PrivateKey") == 0 || strcmp(name, "Passphrase") == 0 ||
           strcmp(name, "Certificate") == 0 || strcmp(name, "CertificateChain") == 0;
}

static void put_input(struct emit *emit, const json_t *input)
{
    json_t *shown = json_object();
    const char *name;
    json_t *value;
    char *text;

    json_object_foreach((json_t *)(uintptr_t)input, name, value) json_object_set_new(
        shown, name, is_pem(name) ? json_string("...") : json_incref(value));
    text = json_dumps(shown, JSON_COMPACT | JSON_SORT_KEYS);
    emit_raw(emit, "parameters", text != NULL ? text : "{}",
             text != NULL ? strlen(text) : 2);
    free(text);
    json_decref(shown);
}

/* The path as sent, the query as sent, the body without blanks between elements. */
static void put_request(struct emit *emit, const struct call *call)
{
    emit_open(emit, "parameters", '{');
    emit_text(emit, "method", call->request->method);
    emit_text(emit, "path", call->request->path);
    if (call->request->query[0] != '\0')
        emit_text(emit, "query", call->request->query);
    if (call->body != NULL)
        emit_text(emit, "body", call->body->raw);
    emit_close(emit, '}');
}

static void compose(struct emit *emit, const struct call *call, const char *service,
                    const char *operation, uint64_t number, int64_t now_ms,
                    unsigned status)
{
    emit_open(emit, NULL, '{');
    emit_number(emit, "n", (int64_t)number);
    emit_time(emit, "at", now_ms / 1000);
    emit_text(emit, "service", service);
    emit_text(emit, "operation", operation);
    emit_text(emit, "account", call->account != NULL ? call->account->id : NULL);
    emit_text(emit, "region", call->region);
    if (call->input != NULL)
        put_input(emit, call->input);
    else
        put_request(emit, call);
    emit_number(emit, "status", status);
    emit_text(emit, "code", call->code);
    emit_close(emit, '}');
}

static void drop_first(struct journal *journal)
{
    struct journal_line *line = &journal->lines[journal->first];

    journal->bytes -= line->len;
    free(line->text);
    journal->first = (journal->first + 1) % journal->room;
    journal->n--;
}

static void grow(struct journal *journal)
{
    const size_t room = journal->room == 0 ? 256 : journal->room * 2;
    struct journal_line *lines = heap_grow(NULL, room, sizeof(*lines));

    for (size_t i = 0; i < journal->n; i++)
        lines[i] = *journal_at(journal, i);
    free(journal->lines);
    journal->lines = lines;
    journal->room = room;
    journal->first = 0;
}

void journal_add(struct journal *journal, const struct call *call, const char *service,
                 const char *operation, int64_t now_ms, unsigned status)
{
    struct emit emit;
    struct journal_line line = { .number = ++journal->n_all };

    emit_init(&emit, NULL);
    compose(&emit, call, service, operation, line.number, now_ms, status);
    line.text = emit.text.data;
    line.len = emit.text.len;
    if (journal->file != NULL) {
        fwrite(line.text, 1, line.len, journal->file);
        putc('\n', journal->file);
        fflush(journal->file);
    }
    while (journal->n > 0 && journal->bytes + line.len > JOURNAL_BYTES)
        drop_first(journal);
    if (journal->n == journal->room)
        grow(journal);
    journal->lines[(journal->first + journal->n++) % journal->room] = line;
    journal->bytes += line.len;
}
