/* parts: what the files of the lifecycle share among themselves. */
#ifndef MOCKAWS_LIFECYCLE_PARTS_H
#define MOCKAWS_LIFECYCLE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/aws/words.h"
#include "mockaws/clock/events.h"

struct certificate;
struct validation;
struct world;

/* --- validations.c: one set of names, and a look at it --- */

/* Fill in method, record, mailboxes or redirect of a name; its status is PENDING. */
void validation_prepare(struct world *world, struct certificate *certificate,
                        struct validation *validation, enum acm_method method);

/* A copy of the names and records alone, all PENDING. */
struct validation *validations_again(const struct validation *validations, size_t n);

/*
 * Look at every name that is not SUCCESS yet, and keep why it stands as it does. Returns
 * how many are not; *denied: a mail was refused.
 */
size_t validations_look(struct world *world, struct validation *validations, size_t n,
                        bool *denied);

/* Does CAA permit every name? Each name's why_caa is kept. */
bool validations_caa(struct world *world, struct validation *validations, size_t n);

/* All that are not SUCCESS become status. */
void validations_set(struct world *world, struct validation *validations, size_t n,
                     enum acm_domain_status status);

/* --- refusal.c: what ACM refuses at once --- */
enum acm_reason refusal_of_names(const struct certificate *certificate);
enum acm_reason refusal_of_mail(struct world *world,
                                const struct certificate *certificate);
enum acm_reason refusal_of_authority(const struct world *world,
                                     const struct certificate *certificate);

/* --- issue.c: serial, dates, subject, algorithms, usages --- */
void issue_describe(struct certificate *certificate); /* what a request shows at once */
void issue_now(struct world *world, struct certificate *certificate);

/* --- request.c --- */
void request_look(struct world *world, struct certificate *certificate);
void request_refuse(struct world *world, struct certificate *certificate,
                    enum acm_reason reason);

/* --- renewal.c --- */
void renewal_arrange(struct world *world, struct certificate *certificate);
void renewal_look(struct world *world, struct certificate *certificate);
void renewal_end(struct world *world, struct certificate *certificate);
bool renewal_is_open(const struct certificate *certificate);

/* --- update.c: from e-mail to DNS --- */
void update_look(struct world *world, struct certificate *certificate);
void update_arrange(struct world *world, struct certificate *certificate);

/* --- schedule.c: when something happens --- */

/* Cancel *event and arrange another in its place. */
void schedule(struct world *world, struct event **event, int64_t at_ms, const char *name,
              event_run *run, struct certificate *certificate);
void schedule_cancel(struct world *world, struct event **event);
void schedule_cancel_all(struct world *world, struct certificate *certificate);

/*
 * The time, or just behind now when it is past: what saved evidence says stays true until
 * the clock moves.
 */
int64_t schedule_not_past(const struct world *world, int64_t at_ms);

/* Look at so and so many milliseconds from now. */
void schedule_look(struct world *world, struct certificate *certificate, int64_t in_ms);

/* Nothing will change before DNS does. */
void schedule_wait(struct world *world, struct certificate *certificate);

/* The event at NotAfter. */
void schedule_expiry(struct world *world, struct certificate *certificate);

#endif
