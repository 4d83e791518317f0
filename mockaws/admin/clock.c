/* clock: virtual time told, set, advanced, made faster or stopped. */
#include <string.h>

#include <jansson.h>

#include "base/emit.h"
#include "base/spell.h"
#include "mockaws/admin/parts.h"
#include "mockaws/http/server.h"
#include "mockaws/scenario/duration.h"
#include "mockaws/scenario/session.h"

/* Further than that at once is a slip, and would take long. */
#define ADVANCE_MAX_MS ((int64_t)36525 * 86400 * 1000)
enum { SPEED_MAX = 10000000 };

static const char *const wants[] = { "set", "advance", "speed", NULL };

static void answer_clock(struct admin *admin, bool with_changes)
{
    struct emit emit;

    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    admin_emit_clock(&emit, admin->mock);
    if (with_changes)
        admin_emit_changed(&emit, admin->session);
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}

void admin_get_clock(struct admin *admin)
{
    answer_clock(admin, false);
}

static int go_to(struct admin *admin, int64_t to_ms)
{
    struct world *world = &admin->mock->world;
    const int64_t now = clock_due_ms(&world->clock);
    char text[DURATION_TEXT_MAX];

    if (to_ms < now) {
        admin_refuse(admin, 400, NULL,
                     "the clock stands at %s and never goes back; POST "
                     "/_mockaws/reset begins anew",
                     duration_moment_text(now, text));
        return -1;
    }
    if (to_ms - now > ADVANCE_MAX_MS) {
        admin_refuse(admin, 400, NULL, "that is over 100 years on: go in smaller steps");
        return -1;
    }
    world_advance(world, to_ms - now);
    return 0;
}

static int set(struct admin *admin, const json_t *value)
{
    const char *text = json_string_value(value);
    const char *fault = NULL;
    int64_t to_ms;

    if (text == NULL) {
        admin_refuse(admin, 400, NULL,
                     "set: want a time as text, such as \"2026-03-01T00:00:00Z\"");
        return -1;
    }
    if (!duration_moment(text, strlen(text), admin->mock->world.clock.now_ms, &to_ms,
                         &fault)) {
        admin_refuse(admin, 400, NULL, "set: %.100s: %s", text, fault);
        return -1;
    }
    return go_to(admin, to_ms);
}

/* A span, or "next": to the next event, whatever it is. */
static int advance(struct admin *admin, const json_t *value)
{
    const struct world *world = &admin->mock->world;
    const struct event *next = events_next(&world->events);
    const char *text = json_string_value(value);
    int64_t span_ms;

    if (text != NULL && strcmp(text, "next") == 0) {
        if (next == NULL) {
            admin_refuse(admin, 400, NULL, "nothing will happen by itself any more");
            return -1;
        }
        return go_to(admin, event_at(next) > world->clock.now_ms ? event_at(next)
                                                                 : world->clock.now_ms);
    }
    if (text == NULL || !duration_parse(text, strlen(text), &span_ms)) {
        admin_refuse(admin, 400, NULL,
                     "advance: want a span as text, such as \"72h\", \"1d12h\" or "
                     "\"90s\", or \"next\"");
        return -1;
    }
    return go_to(admin, clock_due_ms(&world->clock) + span_ms);
}

/* "manual", "real", "x60", 60; false when it is none of them. */
static bool parse_speed(const json_t *value, enum clock_mode *mode, json_int_t *speed)
{
    const char *text = json_string_value(value);
    json_int_t number = 0;

    *speed = 1;
    *mode = CLOCK_MANUAL;
    if (text != NULL && strcmp(text, "manual") == 0)
        return true;
    if (text != NULL && strcmp(text, "real") == 0) {
        *mode = CLOCK_REAL;
        return true;
    }
    if (json_is_integer(value))
        number = json_integer_value(value);
    else if (text != NULL && text[0] == 'x' && strlen(text) <= 9)
        for (const char *at = text + 1; number >= 0 && *at != '\0'; at++)
            number = *at < '0' || *at > '9' ? -1 : number * 10 + (*at - '0');
    if (number < 1 || number > SPEED_MAX)
        return false;
    *mode = number == 1 ? CLOCK_REAL : CLOCK_SCALED;
    *speed = number;
    return true;
}

static int set_speed(struct admin *admin, const json_t *value)
{
    static const char *const words[] = { "manual", "real", NULL };
    const char *text = json_string_value(value);
    enum clock_mode mode;
    json_int_t speed;

    if (!parse_speed(value, &mode, &speed)) {
        admin_refuse(admin, 400, text != NULL ? spell_nearest(text, words) : NULL,
                     "speed: want \"manual\", \"real\", or a whole number from 1 to %d "
                     "(60: a minute a second)",
                     SPEED_MAX);
        return -1;
    }
    clock_rebase(&admin->mock->world.clock, mode, speed);
    return 0;
}

/* The one member, and no other. */
static const json_t *only_member(struct admin *admin, json_t *body, const char **name)
{
    json_t *value;

    if (json_is_object(body) && json_object_size(body) == 1) {
        json_object_foreach(body, *name, value)
        {
            if (strcmp(*name, wants[0]) == 0 || strcmp(*name, wants[1]) == 0 ||
                strcmp(*name, wants[2]) == 0)
                return value;
            admin_refuse(admin, 400, spell_nearest(*name, wants),
                         "there is no member \"%.100s\": want one of set, advance, speed",
                         *name);
            return NULL;
        }
    }
    admin_refuse(admin, 400, NULL,
                 "want {\"set\": TIME}, {\"advance\": \"72h\"} or {\"speed\": \"real\"}");
    return NULL;
}

void admin_post_clock(struct admin *admin)
{
    json_error_t error;
    json_t *body = json_loadb(admin->request->body, admin->request->body_len, 0, &error);
    const char *name = NULL;
    const json_t *value;
    int rc = -1;

    if (body == NULL) {
        admin_refuse(admin, 400, NULL,
                     "the body is no JSON: %s (want {\"advance\": "
                     "\"72h\"})",
                     error.text);
        return;
    }
    play_changes_begin(&admin->session->play);
    value = only_member(admin, body, &name);
    if (value != NULL)
        rc = name == NULL                  ? -1
             : strcmp(name, wants[0]) == 0 ? set(admin, value)
             : strcmp(name, wants[1]) == 0 ? advance(admin, value)
                                           : set_speed(admin, value);
    if (rc == 0)
        answer_clock(admin, true);
    json_decref(body);
}
