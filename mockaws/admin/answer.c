/* answer: how the admin API answers: JSON, errors with the nearest word, times. */
#include "mockaws/admin/parts.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/emit.h"
#include "base/spell.h"
#include "mockaws/http/server.h"
#include "mockaws/scenario/duration.h"
#include "mockaws/scenario/mistakes.h"
#include "mockaws/scenario/session.h"

enum { ERROR_MAX = 2000 };

static void answer(struct admin *admin, unsigned status, struct emit *emit)
{
    emit_newline(emit);
    admin->reply->status = status;
    admin->reply->type = "application/json";
    admin->reply->body_len = emit->text.len;
    admin->reply->body = arena_strndup(admin->arena, emit->text.data, emit->text.len);
    emit_end(emit);
}

void admin_answer(struct admin *admin, struct emit *emit)
{
    answer(admin, 200, emit);
}

void admin_answer_text(struct admin *admin, const char *type, const char *body,
                       size_t len)
{
    admin->reply->status = 200;
    admin->reply->type = type;
    admin->reply->body = body;
    admin->reply->body_len = len;
}

static void refuse(struct admin *admin, unsigned status, const char *nearest,
                   const char *text)
{
    struct emit emit;

    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_text(&emit, "error", text);
    emit_text(&emit, "nearest", nearest);
    emit_close(&emit, '}');
    answer(admin, status, &emit);
}

void admin_refuse(struct admin *admin, unsigned status, const char *nearest,
                  const char *format, ...)
{
    char text[ERROR_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    refuse(admin, status, nearest, text);
}

/* The reader's sentences have it in them: unknown word "revok"; nearest "revoke". */
static const char *nearest_in(struct arena *arena, const char *text)
{
    static const char mark[] = "nearest \"";
    const char *from = strstr(text, mark);

    if (from == NULL)
        return NULL;
    from += strlen(mark);
    return arena_strndup(arena, from, strcspn(from, "\""));
}

void admin_refuse_mistakes(struct admin *admin, const struct scenario_faults *faults)
{
    const bool has_lines =
        memchr(admin->request->body, '\n', admin->request->body_len) != NULL;
    struct buf text = { NULL, 0, 0 };

    for (size_t i = 0; i < faults->n; i++) {
        if (i > 0)
            buf_putc(&text, '\n');
        if (has_lines && faults->items[i].line > 0)
            buf_printf(&text, "line %u: ", (unsigned)faults->items[i].line);
        buf_puts(&text, faults->items[i].text);
    }
    refuse(admin, 400, nearest_in(admin->arena, buf_text(&text)), buf_text(&text));
    buf_clear(&text);
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

bool admin_takes(struct admin *admin, const char *const *names)
{
    const char *at = admin->request->query;

    while (*at != '\0') {
        const size_t len = strcspn(at, "&");
        const char *name = http_unescape(admin->arena, at, strcspn(at, "=&"));

        if (len > 0 && (name == NULL || !is_one_of(name, names))) {
            name = name != NULL ? name : at;
            admin_refuse(admin, 400, spell_nearest(name, names),
                         "there is no parameter \"%.100s\" here", name);
            return false;
        }
        at += len;
        if (*at == '&')
            at++;
    }
    return true;
}

int64_t admin_number(struct admin *admin, const char *name, int64_t max)
{
    const char *text = http_query(admin->request, name);
    char *end;
    long long value;

    if (text == NULL)
        return -1;
    errno = 0;
    value = strtoll(text, &end, 10);
    if (text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 && value <= max)
        return value;
    admin_refuse(admin, 400, NULL, "%s=%.50s: want a whole number from 0 to %" PRId64,
                 name, text, max);
    return -2;
}

void admin_emit_time(struct emit *emit, const char *key, int64_t ms)
{
    char text[DURATION_TEXT_MAX];

    if (ms == TIME_NONE)
        emit_null(emit, key);
    else
        emit_text(emit, key, duration_moment_text(ms, text));
}

void admin_emit_clock(struct emit *emit, const struct mock *mock)
{
    const struct clock *clock = &mock->world.clock;
    const struct event *next = events_next(&mock->world.events);
    char text[32];

    snprintf(text, sizeof(text), "x%" PRId64, clock->speed);
    admin_emit_time(emit, "now", clock->now_ms);
    emit_text(emit, "mode",
              clock->mode == CLOCK_MANUAL ? "manual"
              : clock->mode == CLOCK_REAL ? "real"
                                          : text);
    admin_emit_event(emit, next);
}

void admin_emit_event(struct emit *emit, const struct event *next)
{
    if (next == NULL) {
        emit_null(emit, "next");
        return;
    }
    emit_open(emit, "next", '{');
    admin_emit_time(emit, "at", event_at(next));
    emit_text(emit, "event", event_name(next));
    emit_close(emit, '}');
}

void admin_emit_changed(struct emit *emit, const struct session *session)
{
    const struct buf *changes = &session->play.changes;
    struct buf array = { NULL, 0, 0 };

    buf_putc(&array, '[');
    buf_add(&array, changes->len > 0 ? changes->data : "", changes->len);
    buf_putc(&array, ']');
    emit_raw(emit, "changed", array.data, array.len);
    buf_clear(&array);
}
