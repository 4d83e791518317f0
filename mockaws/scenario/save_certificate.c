/* save_certificate: certificates as they stand, as a scenario describes them. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "mockaws/scenario/members.h"
#include "mockaws/scenario/play.h"
#include "mockaws/scenario/save_parts.h"
#include "mockaws/service/mock.h"

#define YEAR_MS ((int64_t)365 * 86400 * 1000)

/* --- how the names are validated --- */

/* usual: the method that a name has unless it says another one. */
static void save_domain(struct saving *saving, const struct validation *from,
                        enum acm_method usual, struct scenario_domain *to)
{
    const bool has_record = from->record_name != NULL && from->record_value != NULL;
    const bool has_redirect = from->redirect_from != NULL && from->redirect_to != NULL;

    *to = (struct scenario_domain){
        .domain = save_text(saving, from->domain),
        .method = from->method != usual ? from->method : ACM_METHOD_NONE,
        .status = from->status,
        .record_name = has_record ? save_text(saving, from->record_name) : NULL,
        .record_value = has_record ? save_text(saving, from->record_value) : NULL,
        .emails = save_texts(saving, from->emails, from->n_emails),
        .n_emails = from->n_emails,
        .redirect_from = has_redirect ? save_text(saving, from->redirect_from) : NULL,
        .redirect_to = has_redirect ? save_text(saving, from->redirect_to) : NULL,
        .approved = from->approved,
    };
    if (from->validation_domain != NULL &&
        strcmp(from->validation_domain, from->domain) != 0)
        to->validation_domain = save_text(saving, from->validation_domain);
}

static const struct scenario_domain *save_domains(struct saving *saving,
                                                  const struct validation *from, size_t n,
                                                  enum acm_method usual)
{
    struct scenario_domain *to = arena_array(saving->arena, n, sizeof(*to));

    for (size_t i = 0; i < n; i++)
        save_domain(saving, &from[i], usual, &to[i]);
    return to;
}

static const struct scenario_renewal *save_renewal(struct saving *saving,
                                                   const struct certificate *certificate)
{
    const struct renewal *from = &certificate->renewal;
    struct scenario_renewal *to;

    if (from->status <= ACM_RENEWAL_OTHER)
        return NULL;
    to = arena_zalloc(saving->arena, sizeof(*to));
    to->status = from->status;
    to->reason = from->reason;
    to->updated_ms = from->updated_ms;
    to->started_ms = from->started_ms;
    to->domains =
        save_domains(saving, from->validations, from->n_validations, certificate->method);
    to->n_domains = from->n_validations;
    return to;
}

static const struct scenario_update *save_update(struct saving *saving,
                                                 const struct certificate *certificate)
{
    const struct update *from = &certificate->update;
    struct scenario_update *to;

    if (from->status <= ACM_UPDATE_OTHER)
        return NULL;
    to = arena_zalloc(saving->arena, sizeof(*to));
    to->status = from->status;
    to->requested_ms = from->requested_ms;
    to->updated_ms = from->updated_ms;
    to->domains =
        save_domains(saving, from->validations, from->n_validations, ACM_METHOD_DNS);
    to->n_domains = from->n_validations;
    return to;
}

/* --- what was issued --- */

static const struct scenario_usage *save_usages(struct saving *saving,
                                                const struct certificate *certificate)
{
    const size_t n = certificate->n_extended_key_usages;
    struct scenario_usage *usages = arena_array(saving->arena, n, sizeof(*usages));

    for (size_t i = 0; i < n; i++) {
        usages[i].name = save_text(saving, certificate->extended_key_usages[i]);
        usages[i].oid = save_text(saving, certificate->extended_key_usage_oids[i]);
    }
    return usages;
}

/* In the form that scenarios take: two octets at least. */
static const char *save_serial(struct saving *saving, const char *serial)
{
    if (serial == NULL || form_serial(serial) == NULL)
        return save_text(saving, serial);
    serial = arena_printf(saving->arena, "00:%s", serial);
    return form_serial(serial) == NULL ? serial : NULL;
}

static const char *save_subject(struct saving *saving,
                                const struct certificate *certificate)
{
    if (certificate->subject != NULL && certificate->subject[0] == '\0')
        return arena_printf(saving->arena, "CN=%s", certificate->domain);
    return save_text(saving, certificate->subject);
}

static const struct scenario_state *save_state(struct saving *saving,
                                               const struct certificate *certificate)
{
    struct scenario_state *to = arena_zalloc(saving->arena, sizeof(*to));

    *to = (struct scenario_state){
        .status = certificate->status,
        .reason = certificate->reason,
        .created_ms = certificate->created_ms,
        .issued_ms = certificate->issued_ms,
        .imported_ms = certificate->imported_ms,
        .revoked_ms = certificate->revoked_ms,
        .revocation_reason = save_text(saving, certificate->revocation_reason),
        .not_before_ms = certificate->not_before_ms,
        .not_after_ms = certificate->not_after_ms,
        .serial = save_serial(saving, certificate->serial),
        .subject = save_subject(saving, certificate),
        .issuer = save_text(saving, certificate->issuer),
        .signature_algorithm = save_text(saving, certificate->signature_algorithm),
        .key_usages =
            save_texts(saving, certificate->key_usages, certificate->n_key_usages),
        .n_key_usages = certificate->n_key_usages,
        .extended_key_usages = save_usages(saving, certificate),
        .n_extended_key_usages = certificate->n_extended_key_usages,
        .domains = save_domains(saving, certificate->validations,
                                certificate->n_validations, certificate->method),
        .n_domains = certificate->n_validations,
        .renewal = save_renewal(saving, certificate),
        .update = save_update(saving, certificate),
        .forced = certificate->forced,
    };
    return to;
}

/* Names, dates and key; its bytes are made again with a test key. */
static const struct scenario_import *save_import(struct saving *saving,
                                                 const struct certificate *certificate,
                                                 const char *const *names)
{
    struct scenario_import *to;

    if (certificate->type != ACM_IMPORTED)
        return NULL;
    to = arena_zalloc(saving->arena, sizeof(*to));
    to->names = names;
    to->n_names = certificate->n_names;
    to->key = certificate->key;
    to->not_before_ms = certificate->not_before_ms;
    to->not_after_ms = certificate->not_after_ms;
    if (to->not_after_ms == TIME_NONE)
        to->not_after_ms = saving->now_ms + YEAR_MS;
    if (to->not_before_ms == TIME_NONE || to->not_before_ms >= to->not_after_ms)
        to->not_before_ms = to->not_after_ms - YEAR_MS;
    return to;
}

/* --- the certificate --- */

static enum acm_switch switched(enum acm_switch value, enum acm_switch usual)
{
    return value == ACM_ENABLED || value == ACM_DISABLED ? value : usual;
}

/* In use, or what will use it as soon as it is issued. */
static void save_use(struct saving *saving, const struct certificate *certificate,
                     const struct play_name *word, struct scenario_certificate *out)
{
    const bool to_come = word != NULL && !word->used && word->asked != NULL &&
                         certificate->n_in_use_by == 0 &&
                         certificate->status == ACM_PENDING_VALIDATION;
    const char **copies;

    if (!to_come) {
        out->in_use_by =
            save_texts(saving, certificate->in_use_by, certificate->n_in_use_by);
        out->n_in_use_by = certificate->n_in_use_by;
        return;
    }
    copies = arena_array(saving->arena, word->asked->n_in_use_by, sizeof(*copies));
    for (size_t i = 0; i < word->asked->n_in_use_by; i++)
        copies[i] = save_text(saving, word->asked->in_use_by[i]);
    out->in_use_by = copies;
    out->n_in_use_by = word->asked->n_in_use_by;
}

static void save_certificate(struct saving *saving, const struct certificate *certificate,
                             const struct play_name *word,
                             struct scenario_certificate *out)
{
    const char *const *names =
        save_texts(saving, certificate->names, certificate->n_names);

    *out = (struct scenario_certificate){
        .arn = save_text(saving, certificate->arn),
        .account = save_text(saving, certificate->place->account->id),
        .region = save_text(saving, certificate->place->region),
        .names = names,
        .n_names = certificate->n_names,
        .type = certificate->type,
        .method = certificate->type == ACM_AMAZON_ISSUED ? certificate->method
                                                         : ACM_METHOD_NONE,
        .key = certificate->key,
        .export_option = switched(certificate->export_option, ACM_DISABLED),
        .transparency = switched(certificate->transparency, ACM_ENABLED),
        .manager = certificate->manager,
        .origin = certificate->origin != ACM_ORIGIN_AWS_MANAGED ? certificate->origin
                                                                : ACM_ORIGIN_NONE,
        .exported = certificate->exported,
        .authority = save_text(saving, certificate->authority),
        .requested_ms = saving->now_ms,
        .tags = save_tags(saving, &certificate->tags),
        .n_tags = certificate->tags.n,
        .import = save_import(saving, certificate, names),
        .state = save_state(saving, certificate),
    };
    save_use(saving, certificate, word, out);
}

/* --- all of them, in the order in which they were made --- */

static int by_number(const void *a, const void *b)
{
    const struct certificate *const *x = a;
    const struct certificate *const *y = b;

    return ((*x)->number > (*y)->number) - ((*x)->number < (*y)->number);
}

static struct certificate **all_of(struct saving *saving, size_t *n)
{
    const struct store *store = &saving->mock->world.store;
    struct certificate **all;

    *n = 0;
    for (size_t i = 0; i < store->n_places; i++)
        *n += store->places[i]->n;
    all = arena_array(saving->arena, *n, sizeof(struct certificate *));
    *n = 0;
    for (size_t i = 0; i < store->n_places; i++)
        for (size_t k = 0; k < store->places[i]->n; k++)
            all[(*n)++] = store->places[i]->items[k];
    qsort(all, *n, sizeof(struct certificate *), by_number);
    return all;
}

/* The id that others do not have: the UUID, with a number behind it when it comes twice.
 */
static const char *free_id(struct saving *saving, const struct map *taken, const char *id)
{
    const char *free = id;

    for (unsigned i = 2; map_get(taken, free, strlen(free)) != NULL; i++)
        free = arena_printf(saving->arena, "%.50s-%u", id, i);
    return save_text(saving, free);
}

void save_certificates(struct saving *saving, struct scenario *out)
{
    const struct play *play = saving->mock->world.changed_context;
    struct map taken = { 0 };
    size_t n;
    struct certificate **all = all_of(saving, &n);
    struct scenario_certificate *to = arena_array(saving->arena, n, sizeof(*to));
    const struct play_name **words =
        arena_array(saving->arena, n, sizeof(struct play_name *));

    for (size_t i = 0; i < n; i++) {
        words[i] = play != NULL ? play_word(play, all[i]) : NULL;
        if (words[i] != NULL)
            *map_at(&taken, words[i]->id, strlen(words[i]->id)) = all[i];
    }
    for (size_t i = 0; i < n; i++) {
        save_certificate(saving, all[i], words[i], &to[i]);
        if (words[i] != NULL) {
            to[i].id = save_text(saving, words[i]->id);
            continue;
        }
        to[i].id = free_id(saving, &taken, all[i]->id);
        *map_at(&taken, to[i].id, strlen(to[i].id)) = all[i];
    }
    map_clear(&taken);
    out->certificates = to;
    out->n_certificates = n;
}
