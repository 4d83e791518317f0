/* parts: what the resources of the admin API share among themselves. */
#ifndef MOCKAWS_ADMIN_PARTS_H
#define MOCKAWS_ADMIN_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct certificate;
struct emit;
struct event;
struct http_reply;
struct http_request;
struct mock;
struct scenario_faults;
struct session;

/* One call of the admin API. All that it answers is the arena's, which is the request's.
 */
struct admin {
    struct session *session;
    struct mock *mock;
    const struct http_request *request;
    struct http_reply *reply;
    struct arena *arena;
    const char *id; /* of the address, decoded; NULL: it has none */
};

/* A resource's one method; fills the reply. */
typedef void admin_route(struct admin *admin);

/* --- answer.c --- */

/* {"error","nearest"}: nearest is a word, an id or a path that may have been meant. */
void admin_refuse(struct admin *admin, unsigned status, const char *nearest,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));

/* 400 with what the scenario reader found: all of it, a line each. */
void admin_refuse_mistakes(struct admin *admin, const struct scenario_faults *faults);

/* Parameters of the query beside these (NULL-terminated) are refused: false. */
bool admin_takes(struct admin *admin, const char *const *names);

/* 200 with that JSON, which is copied and freed. */
void admin_answer(struct admin *admin, struct emit *emit);

/* The same with a body of the arena's or a static one. */
void admin_answer_text(struct admin *admin, const char *type, const char *body,
                       size_t len);

/* Members that many answers have: a moment, or null; the clock's "now" and "mode". */
void admin_emit_time(struct emit *emit, const char *key, int64_t ms);
void admin_emit_clock(struct emit *emit, const struct mock *mock);

/* "next": {"at", "event"}, or null. */
void admin_emit_event(struct emit *emit, const struct event *next);

/* The changes of certificates since play_changes_begin(). */
void admin_emit_changed(struct emit *emit, const struct session *session);

/* A number of the query between 0 and max; -1: it is not given, -2: it was refused. */
int64_t admin_number(struct admin *admin, const char *name, int64_t max);

/* --- certificates.c --- */

/* By the scenario's id, UUID or ARN; NULL after a 404 with the nearest one. */
struct certificate *admin_certificate(struct admin *admin, const char *id);

/* The certificate as lists have it. */
void admin_emit_certificate(struct emit *emit, const char *key, struct session *session,
                            struct certificate *certificate);

/* --- zones.c --- */

/* By bare id or "/hostedzone/ID"; NULL after a 404 with the nearest one. */
struct zone *admin_zone(struct admin *admin, const char *id);

/* --- the resources, a file each; admin.c has the table --- */

admin_route admin_page;
admin_route admin_health;
admin_route admin_localstack_health;
admin_route admin_reset;
admin_route admin_get_clock;
admin_route admin_post_clock;
admin_route admin_get_certificates;
admin_route admin_get_certificate;
admin_route admin_get_why;
admin_route admin_post_step;
admin_route admin_get_zones;
admin_route admin_get_zone;
admin_route admin_get_dns;
admin_route admin_get_faults;
admin_route admin_post_faults;
admin_route admin_delete_faults;
admin_route admin_get_requests;
admin_route admin_get_unmatched;
admin_route admin_get_state;
admin_route admin_put_state;

#endif
