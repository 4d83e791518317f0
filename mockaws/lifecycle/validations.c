/* validations: how the names of a certificate are validated, and a look at whether they
 * are.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "base/heap.h"
#include "mockaws/lifecycle/parts.h"
#include "mockaws/lifecycle/world.h"

enum { TEXT_MAX = 400 };

static void prepare_record(struct world *world, const struct certificate *certificate,
                           struct validation *validation)
{
    const struct arena_mark mark = arena_mark(&world->scratch);
    const char *name = name_base(
        name_canonical(&world->scratch, validation->domain, strlen(validation->domain)));

    store_token(&world->store, certificate->place->account->id, name,
                &validation->record_name, &validation->record_value);
    arena_rewind(&world->scratch, &mark);
}

/* The five mailboxes; a leading "www." or "*." is dropped: facts 3.2. */
static void prepare_mail(struct validation *validation)
{
    static const char *const boxes[] = { "administrator", "hostmaster", "postmaster",
                                         "webmaster", "admin" };
    const char *domain = validation->validation_domain;
    char text[TEXT_MAX];

    if (strncmp(domain, "*.", 2) == 0)
        domain += 2;
    if (strncmp(domain, "www.", 4) == 0)
        domain += 4;
    texts_free(validation->emails, validation->n_emails);
    validation->emails = NULL;
    validation->n_emails = 0;
    for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++) {
        snprintf(text, sizeof(text), "%s@%s", boxes[i], domain);
        texts_add(&validation->emails, &validation->n_emails, text);
    }
}

/* Source: facts 3.3. The token is the DNS record's, so that a re-request has the same. */
static void prepare_redirect(struct world *world, const struct certificate *certificate,
                             struct validation *validation)
{
    struct ids_token token;
    char text[TEXT_MAX];

    ids_token(&world->store.ids, certificate->place->account->id, validation->domain,
              &token);
    snprintf(text, sizeof(text), "http://%s/.well-known/pki-validation/%s.txt",
             validation->domain, token.name + 1);
    text_set(&validation->redirect_from, text);
    snprintf(text, sizeof(text),
             "https://validation.%s.acm-validations.aws/%.12s/.well-known/pki-validation/"
             "%s.txt",
             certificate->place->region, token.value + 1, token.name + 1);
    text_set(&validation->redirect_to, text);
}

void validation_prepare(struct world *world, struct certificate *certificate,
                        struct validation *validation, enum acm_method method)
{
    validation->method = method;
    validation->status = ACM_DOMAIN_PENDING_VALIDATION;
    validation->since_ms = world->clock.now_ms;
    if (method == ACM_METHOD_DNS)
        prepare_record(world, certificate, validation);
    else if (method == ACM_METHOD_EMAIL)
        prepare_mail(validation);
    else if (method == ACM_METHOD_HTTP)
        prepare_redirect(world, certificate, validation);
}

struct validation *validations_again(const struct validation *validations, size_t n)
{
    struct validation *again = heap_zalloc(n * sizeof(*again));

    for (size_t i = 0; i < n; i++) {
        const struct validation *old = &validations[i];

        again[i] =
            (struct validation){ .domain = heap_strdup(old->domain),
                                 .validation_domain = heap_strdup(old->validation_domain),
                                 .method = old->method,
                                 .status = ACM_DOMAIN_PENDING_VALIDATION,
                                 .record_name = heap_strdup(old->record_name),
                                 .record_value = heap_strdup(old->record_value),
                                 .redirect_from = heap_strdup(old->redirect_from),
                                 .redirect_to = heap_strdup(old->redirect_to) };
        for (size_t k = 0; k < old->n_emails; k++)
            texts_add(&again[i].emails, &again[i].n_emails, old->emails[k]);
    }
    return again;
}

static bool look_at_record(struct world *world, struct validation *validation)
{
    const struct resolver resolver = world_resolver(world);
    const char *name = name_canonical(&world->scratch, validation->record_name,
                                      strlen(validation->record_name));
    struct record_check check;

    resolver_check_record(&resolver, name, validation->record_value, &world->scratch,
                          &check);
    text_set(&validation->why_record, check.why);
    text_set(&validation->why_zone, check.zone);
    return check.verdict == RECORD_RIGHT;
}

/* CloudFront serves the token where the name leads to it: by CNAME, or by an alias. */
static bool leads_to_cloudfront(const struct dns_answer *answer)
{
    const struct rrset *alias;

    if (name_is_under(answer->final, "cloudfront.net"))
        return true;
    if (answer->zone == NULL)
        return false;
    alias = zone_find(answer->zone, answer->final, RR_A, NULL);
    return alias != NULL && alias->alias_name != NULL &&
           name_is_under(alias->alias_name, "cloudfront.net");
}

static bool look_at_token(struct world *world, struct validation *validation)
{
    const struct resolver resolver = world_resolver(world);
    const char *name =
        name_canonical(&world->scratch, validation->domain, strlen(validation->domain));
    struct dns_answer answer;
    bool found;

    resolver_ask(&resolver, name, RR_A, &world->scratch, &answer);
    found = validation->approved || leads_to_cloudfront(&answer);
    text_set(&validation->why_record,
             found ? "the token is served: the name leads to CloudFront"
                   : "the token is not served: the name does not lead to CloudFront");
    return found;
}

static bool look_at(struct world *world, struct validation *validation)
{
    const struct arena_mark mark = arena_mark(&world->scratch);
    bool good = false;

    if (validation->method == ACM_METHOD_DNS)
        good = look_at_record(world, validation);
    else if (validation->method == ACM_METHOD_HTTP)
        good = look_at_token(world, validation);
    else {
        good = validation->approved;
        text_set(&validation->why_record, validation->denied
                                              ? "the mail's recipient refused"
                                          : good ? "the mail's link was followed"
                                                 : "nobody has followed the mail's link");
    }
    arena_rewind(&world->scratch, &mark);
    return good;
}

size_t validations_look(struct world *world, struct validation *validations, size_t n,
                        bool *denied)
{
    size_t open = 0;

    *denied = false;
    for (size_t i = 0; i < n; i++) {
        struct validation *validation = &validations[i];

        *denied = *denied || validation->denied;
        if (validation->status == ACM_DOMAIN_SUCCESS)
            continue;
        if (look_at(world, validation)) {
            validation->status = ACM_DOMAIN_SUCCESS;
            validation->since_ms = world->clock.now_ms;
        } else {
            open++;
        }
    }
    return open;
}

bool validations_caa(struct world *world, struct validation *validations, size_t n)
{
    const struct resolver resolver = world_resolver(world);
    bool permitted = true;

    for (size_t i = 0; i < n; i++) {
        const struct arena_mark mark = arena_mark(&world->scratch);
        const char *name = name_canonical(&world->scratch, validations[i].domain,
                                          strlen(validations[i].domain));
        struct caa_check check;

        resolver_check_caa(&resolver, name_base(name), name_is_wildcard(name),
                           &world->scratch, &check);
        text_set(&validations[i].why_caa, check.why);
        permitted = permitted && check.decision == CAA_ALLOWED;
        arena_rewind(&world->scratch, &mark);
    }
    return permitted;
}

void validations_set(struct world *world, struct validation *validations, size_t n,
                     enum acm_domain_status status)
{
    for (size_t i = 0; i < n; i++) {
        if (validations[i].status == ACM_DOMAIN_SUCCESS ||
            validations[i].status == status)
            continue;
        validations[i].status = status;
        validations[i].since_ms = world->clock.now_ms;
    }
}
