/* gather: what the readers found, learnt: names, ids, whose they are. */
#include "analyzer/redact/redaction.h"

#include <stdlib.h>
#include <string.h>

#include "analyzer/model/estate.h"
#include "analyzer/redact/forms.h"
#include "analyzer/redact/keep.h"
#include "analyzer/redact/names.h"
#include "analyzer/redact/rewrite.h"
#include "base/aws/arn.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "base/dns/suffix.h"

enum { ID_MIN = 8 };

static void add(struct redaction *all, struct map *set, const char *text, size_t len)
{
    static char here[] = "";

    if (map_get(set, text, len) == NULL)
        *map_at(set, arena_strndup(&all->arena, text, len), len) = here;
}

/* ---- names ---- */

/* owned: the name is of somebody whose certificates or zones these are. */
static void take_name(struct redaction *all, const char *name, bool owned)
{
    const char *base;
    const char *domain;
    size_t len;

    if (name == NULL)
        return;
    base = name_base(name);
    domain = suffix_registrable(base);
    len = strlen(domain);
    if (name_labels(base) < 2 || strcmp(base, ".") == 0)
        return;
    add(all, &all->names, name, strlen(name));
    add(all, &all->names, base, strlen(base));
    if (keep_domain(base) != NULL || suffix_public(base) == base)
        return;
    add(all, &all->units, domain, len);
    if (!owned)
        return;
    add(all, &all->owned, domain, len);
    add(all, &all->labels, domain, strcspn(domain, "."));
}

static void take_mail(struct redaction *all, const char *mail)
{
    const char *at = strchr(mail, '@');

    if (at != NULL)
        take_name(all, name_canonical(&all->arena, at + 1, strlen(at + 1)), true);
}

static void take_text(struct redaction *all, const char *text, bool owned)
{
    if (text != NULL)
        take_name(all, name_canonical(&all->arena, text, strlen(text)), owned);
}

/* Names stand in values of these types alone; owners of others say all there is. */
static void take_set(struct redaction *all, const struct rrset *set)
{
    take_name(all, set->name, true);
    take_name(all, set->alias, false);
    for (uint32_t i = 0; i < set->n_values; i++)
        if (rr_is_name_type(set->type) || set->type == RR_MX)
            take_name(all, rr_target(&all->arena, set->type, set->values[i]), false);
}

static void take_sets(struct redaction *all, const struct rrset *sets, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        take_set(all, &sets[i]);
}

static void take_names(struct redaction *all, const char *const *names, uint32_t n,
                       bool owned)
{
    for (uint32_t i = 0; i < n; i++)
        take_name(all, names[i], owned);
}

/* ---- certificates ---- */

/* What stays when it is rewritten, such as the placeholder "certificate-id", is none. */
static void take_secret(struct redaction *all, enum secret_kind kind, const char *text)
{
    struct rewriting state = { .all = all };
    struct buf made = { 0 };

    if (text == NULL)
        return;
    rewrite_text(&state, text, strlen(text), &made);
    if (strcmp(buf_text(&made), text) != 0)
        redaction_secret(all, kind, text, strlen(text));
    buf_clear(&made);
}

/* The account of emulators is nobody's. */
static const char *account_id(const char *account)
{
    return account != NULL && arn_is_account(account, strlen(account)) &&
                   strcmp(account, "000000000000") != 0
               ? account
               : NULL;
}

static const char *zone_id(const char *id)
{
    return id != NULL && form_is_zone_id(id, strlen(id)) ? id : NULL;
}

static void take_account(struct redaction *all, const char *account)
{
    take_secret(all, SECRET_ACCOUNT, account_id(account));
}

static void take_validations(struct redaction *all, const struct validation *validations,
                             uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct validation *validation = &validations[i];

        take_name(all, validation->domain, true);
        take_name(all, validation->validation_domain, true);
        take_text(all, validation->record.name, true);
        take_text(all, validation->record.value, false);
        for (uint32_t k = 0; k < validation->n_emails; k++)
            take_mail(all, validation->emails[k]);
    }
}

static void take_cert(struct redaction *all, const struct cert *cert)
{
    const char *id = cert->arn == NULL ? NULL : strrchr(cert->arn, '/');

    take_account(all, cert->account);
    if (id != NULL && strlen(id) > ID_MIN)
        take_secret(all, SECRET_ID, id + 1);
    take_name(all, cert->domain, true);
    take_names(all, cert->names, cert->n_names, true);
    take_validations(all, cert->validations, cert->n_validations);
    if (cert->renewal != NULL)
        take_validations(all, cert->renewal->validations, cert->renewal->n_validations);
}

/* ---- DNS ---- */

static void take_dns(struct redaction *all, const struct dns_evidence *dns)
{
    for (size_t i = 0; i < dns->n_rows; i++) {
        take_name(all, dns->rows[i]->name, true);
        take_names(all, dns->rows[i]->servers, dns->rows[i]->n_servers, false);
        take_account(all, dns->rows[i]->account);
        take_secret(all, SECRET_ZONE, dns->rows[i]->id);
    }
    for (size_t i = 0; i < dns->n_dumps; i++) {
        take_name(all, dns->dumps[i]->zone, true);
        take_account(all, dns->dumps[i]->account);
        take_secret(all, SECRET_ZONE, dns->dumps[i]->zone_id);
        take_sets(all, dns->dumps[i]->sets, dns->dumps[i]->n_sets);
    }
    for (size_t i = 0; i < dns->n_answers; i++) {
        take_name(all, dns->answers[i]->name, true);
        take_sets(all, dns->answers[i]->answer, dns->answers[i]->n_answer);
        take_sets(all, dns->answers[i]->authority, dns->answers[i]->n_authority);
    }
    for (size_t i = 0; i < dns->n_registrations; i++) {
        take_name(all, dns->registrations[i]->domain, true);
        take_names(all, dns->registrations[i]->servers, dns->registrations[i]->n_servers,
                   false);
    }
    for (size_t i = 0; i < dns->n_changes; i++)
        take_set(all, &dns->changes[i]->set);
}

/* What the readers took for names must be gone, wherever else it stands. */
static void expect_gone(struct redaction *all, const struct estate *estate)
{
    struct buf made = { 0 };

    for (size_t i = 0; i < estate->n_certs; i++)
        for (const struct cert *cert = estate->certs[i]; cert != NULL; cert = cert->older)
            for (uint32_t k = 0; k < cert->n_names; k++) {
                buf_reset(&made);
                names_rewrite(all, cert->names[k], strlen(cert->names[k]), NULL, false,
                              &made);
            }
    for (size_t i = 0; i < estate->dns.n_rows; i++)
        if (estate->dns.rows[i]->name != NULL) {
            const char *name = estate->dns.rows[i]->name;

            buf_reset(&made);
            names_rewrite(all, name, strlen(name), NULL, false, &made);
        }
    buf_clear(&made);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Texts of a set, sorted, no doubles. */
struct sorted {
    const char **texts;
    size_t n;
};

static void sorted_add(struct sorted *sorted, const char *text)
{
    if (text != NULL)
        sorted->texts[sorted->n++] = text;
}

static void sorted_end(struct sorted *sorted)
{
    size_t n = 0;

    if (sorted->n > 1)
        qsort(sorted->texts, sorted->n, sizeof(*sorted->texts), compare);
    for (size_t i = 0; i < sorted->n; i++)
        if (n == 0 || strcmp(sorted->texts[n - 1], sorted->texts[i]) != 0)
            sorted->texts[n++] = sorted->texts[i];
    sorted->n = n;
}

/* Where two zones or accounts are alike, the first is spoken of: that stays the first. */
static void keep_order(struct redaction *all, const struct estate *estate)
{
    const struct dns_evidence *dns = &estate->dns;
    const size_t room = dns->n_rows + dns->n_dumps + estate->n_certs + 1;
    struct sorted zones = { arena_array(&all->arena, room, sizeof(const char *)), 0 };
    struct sorted accounts = { arena_array(&all->arena, room, sizeof(const char *)), 0 };

    for (size_t i = 0; i < dns->n_rows; i++) {
        sorted_add(&zones, zone_id(dns->rows[i]->id));
        sorted_add(&accounts, account_id(dns->rows[i]->account));
    }
    for (size_t i = 0; i < dns->n_dumps; i++) {
        sorted_add(&zones, zone_id(dns->dumps[i]->zone_id));
        sorted_add(&accounts, account_id(dns->dumps[i]->account));
    }
    for (size_t i = 0; i < estate->n_certs; i++)
        sorted_add(&accounts, account_id(estate->certs[i]->account));
    sorted_end(&zones);
    sorted_end(&accounts);
    pseudonym_in_order(&all->pseudonyms, PSEUDONYM_ID, zones.texts, zones.n);
    pseudonym_in_order(&all->pseudonyms, PSEUDONYM_DIGITS, accounts.texts, accounts.n);
}

void redaction_gather(struct redaction *all, const struct estate *estate)
{
    keep_order(all, estate);
    for (size_t i = 0; i < estate->n_certs; i++)
        for (const struct cert *cert = estate->certs[i]; cert != NULL; cert = cert->older)
            take_cert(all, cert);
    for (size_t i = 0; i < estate->n_sources; i++) {
        take_account(all, estate->sources[i]->account);
        take_secret(all, SECRET_ZONE, estate->sources[i]->zone_id);
    }
    take_dns(all, &estate->dns);
    map_clear(&all->domains); /* what was judged before all names were known */
    expect_gone(all, estate);
}
