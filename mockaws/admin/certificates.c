/* certificates: all of them, or one, as they stand; and a step done to one. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/emit.h"
#include "base/err.h"
#include "base/spell.h"
#include "mockaws/admin/parts.h"
#include "mockaws/admin/why.h"
#include "mockaws/http/server.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/scenario/read.h"
#include "mockaws/scenario/session.h"

static const struct store *store_of(const struct admin *admin)
{
    return &admin->mock->world.store;
}

static const char *id_of(const struct play *play, const struct certificate *certificate)
{
    const struct play_name *word = play_word(play, certificate);

    return word != NULL ? word->id : certificate->id;
}

/* --- find --- */

/* The one that may have been meant: among all words, UUIDs and ARNs. */
static const char *nearest_certificate(struct admin *admin, const char *id)
{
    const struct store *store = store_of(admin);
    const struct play *play = &admin->session->play;
    const char **all;
    size_t n = play->n_names + 1;

    for (size_t i = 0; i < store->n_places; i++)
        n += 2 * store->places[i]->n;
    all = arena_array(admin->arena, n, sizeof(*all));
    n = 0;
    for (size_t i = 0; i < play->n_names; i++)
        if (play->names[i]->arn != NULL)
            all[n++] = play->names[i]->id;
    for (size_t i = 0; i < store->n_places; i++)
        for (size_t k = 0; k < store->places[i]->n; k++) {
            all[n++] = store->places[i]->items[k]->id;
            all[n++] = store->places[i]->items[k]->arn;
        }
    all[n] = NULL;
    return spell_nearest(id, all);
}

struct certificate *admin_certificate(struct admin *admin, const char *id)
{
    struct certificate *certificate = play_certificate(&admin->session->play, id);

    if (certificate == NULL)
        admin_refuse(admin, 404, nearest_certificate(admin, id),
                     "there is no certificate %.300s", id);
    return certificate;
}

/* --- show --- */

static void emit_renewal(struct emit *emit, const struct renewal *renewal)
{
    if (renewal->status == ACM_RENEWAL_NONE) {
        emit_null(emit, "renewal");
        return;
    }
    emit_open(emit, "renewal", '{');
    emit_text(emit, "status", acm_word(ACM_WORDS_RENEWAL_STATUS, (int)renewal->status));
    admin_emit_word(emit, "reason", ACM_WORDS_REASON, (int)renewal->reason);
    emit_close(emit, '}');
}

void admin_emit_certificate(struct emit *emit, const char *key, struct session *session,
                            struct certificate *certificate)
{
    emit_open(emit, key, '{');
    emit_text(emit, "id", id_of(&session->play, certificate));
    emit_text(emit, "arn", certificate->arn);
    emit_text(emit, "account", certificate->place->account->id);
    emit_text(emit, "region", certificate->place->region);
    emit_text(emit, "domain", certificate->domain);
    emit_texts(emit, "names", (const char *const *)certificate->names,
               certificate->n_names);
    admin_emit_word(emit, "type", ACM_WORDS_TYPE, (int)certificate->type);
    admin_emit_word(emit, "method", ACM_WORDS_METHOD, (int)certificate->method);
    admin_emit_word(emit, "status", ACM_WORDS_STATUS, (int)certificate->status);
    admin_emit_word(emit, "failure_reason", ACM_WORDS_REASON, (int)certificate->reason);
    emit_renewal(emit, &certificate->renewal);
    admin_emit_word(emit, "eligibility", ACM_WORDS_ELIGIBILITY,
                    (int)lifecycle_eligibility(certificate));
    admin_emit_time(emit, "created", certificate->created_ms);
    admin_emit_time(emit, "not_after", certificate->not_after_ms);
    emit_texts(emit, "in_use_by", (const char *const *)certificate->in_use_by,
               certificate->n_in_use_by);
    emit_bool(emit, "forced", certificate->forced);
    admin_emit_next(emit, certificate);
    emit_close(emit, '}');
}

/* In the order in which they were made, over all accounts and regions. */
static int by_number(const void *a, const void *b)
{
    const struct certificate *const *x = a;
    const struct certificate *const *y = b;

    return ((*x)->number > (*y)->number) - ((*x)->number < (*y)->number);
}

void admin_get_certificates(struct admin *admin)
{
    const struct store *store = store_of(admin);
    struct certificate **all;
    struct emit emit;
    size_t n = 0;

    for (size_t i = 0; i < store->n_places; i++)
        n += store->places[i]->n;
    all = arena_array(admin->arena, n, sizeof(struct certificate *));
    n = 0;
    for (size_t i = 0; i < store->n_places; i++)
        for (size_t k = 0; k < store->places[i]->n; k++)
            all[n++] = store->places[i]->items[k];
    qsort(all, n, sizeof(struct certificate *), by_number);
    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_open(&emit, "certificates", '[');
    for (size_t i = 0; i < n; i++)
        admin_emit_certificate(&emit, NULL, admin->session, all[i]);
    emit_close(&emit, ']');
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}

void admin_get_certificate(struct admin *admin)
{
    struct certificate *certificate = admin_certificate(admin, admin->id);
    struct emit emit;

    if (certificate == NULL)
        return;
    emit_init(&emit, NULL);
    admin_emit_certificate(&emit, NULL, admin->session, certificate);
    admin_answer(admin, &emit);
}

/* --- a step --- */

/* What a step makes is kept by the play: it is read once more, to stay. */
static int read_to_stay(struct admin *admin, struct scenario_step **step,
                        struct scenario_faults *faults)
{
    const struct store *store = store_of(admin);
    json_t *body = json_loadb(admin->request->body, admin->request->body_len, 0, NULL);
    char *text;
    int rc;

    /* As in a scenario: whatever names no account is the first one's. */
    if (store->n_accounts > 0 && json_object_get(body, "account") == NULL)
        json_object_set_new(body, "account", json_string(store->accounts[0]->id));
    text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    if (text == NULL)
        abort();
    rc = scenario_read_step(text, strlen(text), admin->mock->world.clock.now_ms,
                            admin->id, &admin->session->arena, step, faults);
    free(text);
    return rc;
}

static int read_step(struct admin *admin, struct scenario_step **step)
{
    struct scenario_faults faults = { 0 };
    int rc = scenario_read_step(admin->request->body, admin->request->body_len,
                                admin->mock->world.clock.now_ms, admin->id, admin->arena,
                                step, &faults);

    if (rc == 0 && ((*step)->new_certificate != NULL || (*step)->new_zone != NULL))
        rc = read_to_stay(admin, step, &faults);
    if (rc == -1)
        admin_refuse_mistakes(admin, &faults);
    return rc;
}

/* Whom it is done to is there, or 404. */
static bool is_there(struct admin *admin, const struct scenario_step *step)
{
    if (step->certificate != NULL && step->new_certificate == NULL &&
        admin_certificate(admin, step->certificate) == NULL)
        return false;
    return step->zone == NULL || step->new_zone != NULL ||
           admin_zone(admin, step->zone) != NULL;
}

void admin_post_step(struct admin *admin)
{
    struct certificate *certificate;
    struct scenario_step *step;
    struct emit emit;
    struct err err;

    if (read_step(admin, &step) == -1 || !is_there(admin, step))
        return;
    play_changes_begin(&admin->session->play);
    if (play_do(&admin->session->play, step, &err) == -1) {
        admin_refuse(admin, 400, NULL, "%s", err.text);
        return;
    }
    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    admin_emit_clock(&emit, admin->mock);
    admin_emit_changed(&emit, admin->session);
    certificate = step->certificate != NULL
                      ? play_certificate(&admin->session->play, step->certificate)
                      : NULL;
    if (certificate != NULL)
        admin_emit_certificate(&emit, "certificate", admin->session, certificate);
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}
