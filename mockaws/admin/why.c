/* why: why a certificate stands as it does, name by name, and what comes next. */
#include "mockaws/admin/why.h"

#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/emit.h"
#include "mockaws/admin/parts.h"
#include "mockaws/scenario/session.h"

void admin_emit_word(struct emit *emit, const char *key, enum acm_words words, int value)
{
    const char *word = acm_word(words, value);

    emit_text(emit, key, word[0] != '\0' ? word : NULL);
}

void admin_emit_next(struct emit *emit, const struct certificate *certificate)
{
    const struct event *const events[] = { certificate->look, certificate->issue,
                                           certificate->deadline, certificate->window,
                                           certificate->update_deadline };
    const struct event *next = NULL;

    for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
        if (events[i] != NULL && (next == NULL || event_at(events[i]) < event_at(next)))
            next = events[i];
    admin_emit_event(emit, next);
}

/* What the last look found; where there was none yet, what one would find now. */
struct reason {
    const char *record;
    const char *caa;
    const char *zone; /* id */
};

static void look_now(struct admin *admin, const struct validation *validation,
                     struct reason *out)
{
    const struct resolver resolver = world_resolver(&admin->mock->world);
    const char *name =
        name_canonical(admin->arena, validation->domain, strlen(validation->domain));
    struct record_check record;
    struct caa_check caa;

    if (out->record == NULL && validation->method == ACM_METHOD_DNS &&
        validation->record_name != NULL && validation->record_value != NULL) {
        resolver_check_record(&resolver,
                              name_canonical(admin->arena, validation->record_name,
                                             strlen(validation->record_name)),
                              validation->record_value, admin->arena, &record);
        out->record = record.why;
        out->zone = record.zone;
    }
    if (out->caa == NULL) {
        resolver_check_caa(&resolver, name_base(name), name_is_wildcard(name),
                           admin->arena, &caa);
        out->caa = caa.why;
    }
}

static void emit_domain(struct admin *admin, struct emit *emit,
                        const struct validation *validation)
{
    struct reason reason = { validation->why_record, validation->why_caa,
                             validation->why_zone };

    look_now(admin, validation, &reason);
    emit_open(emit, NULL, '{');
    emit_text(emit, "name", validation->domain);
    emit_text(emit, "zone", reason.zone);
    emit_text(emit, "record", reason.record);
    emit_text(emit, "caa", reason.caa);
    admin_emit_word(emit, "verdict", ACM_WORDS_DOMAIN_STATUS, (int)validation->status);
    admin_emit_time(emit, "since", validation->since_ms);
    admin_emit_word(emit, "method", ACM_WORDS_METHOD, (int)validation->method);
    emit_text(emit, "record_name", validation->record_name);
    emit_text(emit, "record_value", validation->record_value);
    emit_close(emit, '}');
}

static void emit_domains(struct admin *admin, struct emit *emit,
                         const struct validation *validations, size_t n)
{
    emit_open(emit, "domains", '[');
    for (size_t i = 0; i < n; i++)
        emit_domain(admin, emit, &validations[i]);
    emit_close(emit, ']');
}

static void emit_renewal(struct admin *admin, struct emit *emit,
                         const struct renewal *renewal)
{
    if (renewal->status == ACM_RENEWAL_NONE) {
        emit_null(emit, "renewal");
        return;
    }
    emit_open(emit, "renewal", '{');
    admin_emit_word(emit, "status", ACM_WORDS_RENEWAL_STATUS, (int)renewal->status);
    admin_emit_word(emit, "reason", ACM_WORDS_REASON, (int)renewal->reason);
    admin_emit_time(emit, "since", renewal->updated_ms);
    emit_domains(admin, emit, renewal->validations, renewal->n_validations);
    emit_close(emit, '}');
}

static void emit_update(struct admin *admin, struct emit *emit,
                        const struct update *update)
{
    if (update->status == ACM_UPDATE_NONE) {
        emit_null(emit, "update");
        return;
    }
    emit_open(emit, "update", '{');
    admin_emit_word(emit, "status", ACM_WORDS_UPDATE_STATUS, (int)update->status);
    admin_emit_time(emit, "since", update->updated_ms);
    emit_domains(admin, emit, update->validations, update->n_validations);
    emit_close(emit, '}');
}

void admin_get_why(struct admin *admin)
{
    const struct certificate *certificate = admin_certificate(admin, admin->id);
    struct emit emit;

    if (certificate == NULL)
        return;
    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_text(&emit, "certificate", certificate->arn);
    admin_emit_word(&emit, "status", ACM_WORDS_STATUS, (int)certificate->status);
    admin_emit_word(&emit, "failure_reason", ACM_WORDS_REASON, (int)certificate->reason);
    emit_domains(admin, &emit, certificate->validations, certificate->n_validations);
    emit_renewal(admin, &emit, &certificate->renewal);
    emit_update(admin, &emit, &certificate->update);
    emit_bool(&emit, "waits_for_dns", certificate->waiting);
    emit_bool(&emit, "forced", certificate->forced);
    admin_emit_next(&emit, certificate);
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}
