/* build: from a scenario's plain data to what the store keeps. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/dns/name.h"
#include "base/err.h"
#include "base/heap.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/lifecycle/parts.h"
#include "mockaws/scenario/play.h"
#include "mockaws/service/mock.h"
#include "mockaws/x509/x509.h"

static void copy_texts(char ***to, size_t *n_to, const char *const *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        texts_add(to, n_to, from[i]);
}

struct rrset *build_rrset(const struct scenario_record *record, const char *zone)
{
    struct rrset *set = heap_zalloc(sizeof(*set));

    set->name = heap_strdup(record->name);
    set->type = (uint16_t)record->type;
    set->set_identifier = heap_strdup(record->set_identifier);
    set->weight = record->weight;
    set->region = heap_strdup(record->region);
    set->continent = heap_strdup(record->continent);
    set->country = heap_strdup(record->country);
    set->subdivision = heap_strdup(record->subdivision);
    set->failover = heap_strdup(record->failover);
    set->multi_value = (int)record->multi_value;
    set->ttl_s = record->ttl_s;
    copy_texts(&set->values, &set->n_values, record->values, record->n_values);
    if (record->alias != NULL) {
        set->alias_zone =
            heap_strdup(record->alias->zone != NULL ? record->alias->zone : zone);
        set->alias_name = heap_strdup(record->alias->name);
        set->alias_evaluates = record->alias->evaluates;
    }
    set->health_check = heap_strdup(record->health_check);
    set->cidr_collection = heap_strdup(record->cidr_collection);
    set->cidr_location = heap_strdup(record->cidr_location);
    set->geo_proximity = heap_strdup(record->geo_proximity);
    return set;
}

static void give_tags(struct tags *to, const struct scenario_tag *tags, size_t n)
{
    for (size_t i = 0; i < n; i++)
        tags_set(to, tags[i].key, tags[i].value);
}

struct zone *build_zone(struct play *play, const struct scenario_zone *described)
{
    struct store *store = &play->mock->world.store;
    char made[IDS_SERVERS][IDS_SERVER];
    char id[IDS_ZONE];
    const char *servers[IDS_SERVERS];
    struct zone *zone;

    ids_route53(&store->ids, 'Z', id);
    ids_servers(&store->ids, store->zones.counter, made);
    for (size_t i = 0; i < IDS_SERVERS; i++)
        servers[i] =
            described->n_servers == IDS_SERVERS ? described->servers[i] : made[i];
    store_account(store, described->account);
    zone = zones_add(
        &store->zones, described->id != NULL ? described->id : id, described->account,
        described->name,
        described->caller_reference != NULL ? described->caller_reference : id,
        described->private_zone && described->n_servers != IDS_SERVERS ? NULL : servers,
        described->private_zone, play->mock->world.clock.now_ms);
    text_set(&zone->comment, described->comment);
    text_set(&zone->delegation_set, described->delegation_set);
    zone->dnssec = described->dnssec;
    for (size_t i = 0; i < described->n_vpcs; i++) {
        zone->vpcs = heap_grow(zone->vpcs, zone->n_vpcs + 1, sizeof(*zone->vpcs));
        zone->vpcs[zone->n_vpcs++] =
            (struct vpc){ .region = heap_strdup(described->vpcs[i].region),
                          .id = heap_strdup(described->vpcs[i].id) };
    }
    give_tags(&zone->tags, described->tags, described->n_tags);
    for (size_t i = 0; i < described->n_records; i++)
        zone_put(&store->zones, zone, build_rrset(&described->records[i], zone->id),
                 play->mock->world.clock.now_ms - store->zones.delay_ms);
    return zone;
}

/* Where mail about a name goes: the name's own entry, else the one for all, else itself.
 */
static const char *validation_domain(const struct scenario_certificate *asked,
                                     const char *name)
{
    for (size_t i = 0; i < asked->n_validation_domains; i++)
        if (strcasecmp(asked->validation_domains[i].key, name) == 0)
            return asked->validation_domains[i].value;
    return asked->validation_domain != NULL ? asked->validation_domain : name;
}

static void build_validations(struct certificate *certificate,
                              const struct scenario_certificate *asked)
{
    certificate->n_validations = asked->n_names;
    certificate->validations =
        heap_zalloc(asked->n_names * sizeof(*certificate->validations));
    for (size_t i = 0; i < asked->n_names; i++) {
        struct validation *validation = &certificate->validations[i];

        validation->domain = heap_strdup(asked->names[i]);
        validation->validation_domain =
            heap_strdup(validation_domain(asked, asked->names[i]));
    }
}

static void take_facts(struct certificate *certificate, const struct x509_facts *facts)
{
    text_set(&certificate->serial, facts->serial);
    text_set(&certificate->subject, facts->subject);
    text_set(&certificate->issuer, facts->issuer);
    text_set(&certificate->signature_algorithm, facts->signature_algorithm);
    certificate->not_before_ms = facts->not_before * 1000;
    certificate->not_after_ms = facts->not_after * 1000;
    copy_texts(&certificate->key_usages, &certificate->n_key_usages, facts->key_usages,
               facts->n_key_usages);
    for (size_t i = 0; i < facts->n_extended_key_usages; i++) {
        size_t n = i;

        texts_add(&certificate->extended_key_usages, &n, facts->extended_key_usages[i]);
        texts_add(&certificate->extended_key_usage_oids,
                  &certificate->n_extended_key_usages, facts->extended_key_usage_oids[i]);
    }
}

/* Somebody else's CA has issued it; its key is mockaws's test key of the kind. */
static void build_import(struct play *play, struct certificate *certificate,
                         const struct scenario_import *import)
{
    struct x509_order order = { .key = import->key,
                                .common_name = import->names[0],
                                .names = import->names,
                                .n_names = import->n_names,
                                .serial_len = 16,
                                .not_before = import->not_before_ms / 1000,
                                .not_after = import->not_after_ms / 1000,
                                .issuer = "Example Issuing CA" };
    struct buf leaf = { NULL, 0, 0 };
    struct buf chain = { NULL, 0, 0 };
    struct buf key = { NULL, 0, 0 };
    struct x509_facts facts;
    struct err err;

    ids_bytes(&play->mock->world.store.ids, order.serial, order.serial_len);
    if (x509_issue(&order, &leaf, &chain, &err) == 0 &&
        x509_key(import->key, NULL, 0, &key, &err) == 0 &&
        x509_import(&play->scratch, leaf.data, leaf.len, key.data, key.len, chain.data,
                    chain.len, import->not_before_ms / 1000, &facts, &err) == 0) {
        take_facts(certificate, &facts);
        text_set(&certificate->import_pem, leaf.data);
        text_set(&certificate->import_chain, chain.data);
        text_set(&certificate->import_key, key.data);
    } else {
        certificate->not_before_ms = import->not_before_ms;
        certificate->not_after_ms = import->not_after_ms;
    }
    buf_clear(&leaf);
    buf_clear(&chain);
    buf_clear(&key);
}

/* From then on it is the account's record of the domain: facts 3.1. */
static void give_record(struct play *play, const struct certificate *certificate,
                        struct validation *to, const struct scenario_domain *from)
{
    const char *domain =
        name_base(name_canonical(&play->scratch, from->domain, strlen(from->domain)));

    text_set(&to->record_name, from->record_name);
    text_set(&to->record_value, from->record_value);
    store_note_token(&play->mock->world.store, certificate->place->account->id, domain,
                     from->record_name, from->record_value);
}

static void build_domain(struct play *play, struct certificate *certificate,
                         struct validation *to, const struct scenario_domain *from)
{
    to->domain = heap_strdup(from->domain);
    to->validation_domain = heap_strdup(
        from->validation_domain != NULL ? from->validation_domain : from->domain);
    validation_prepare(&play->mock->world, certificate, to,
                       from->method != ACM_METHOD_NONE ? from->method
                                                       : certificate->method);
    if (from->status != ACM_DOMAIN_NONE)
        to->status = from->status;
    if (from->record_name != NULL && from->record_value != NULL)
        give_record(play, certificate, to, from);
    if (from->n_emails > 0) {
        texts_free(to->emails, to->n_emails);
        to->emails = NULL;
        to->n_emails = 0;
        copy_texts(&to->emails, &to->n_emails, from->emails, from->n_emails);
    }
    if (from->redirect_from != NULL)
        text_set(&to->redirect_from, from->redirect_from);
    if (from->redirect_to != NULL)
        text_set(&to->redirect_to, from->redirect_to);
    to->approved = from->approved;
}

static struct validation *build_domains(struct play *play,
                                        struct certificate *certificate,
                                        const struct scenario_domain *from, size_t n)
{
    struct validation *to = heap_zalloc(n * sizeof(*to));

    for (size_t i = 0; i < n; i++)
        build_domain(play, certificate, &to[i], &from[i]);
    return to;
}

static void build_dates(struct certificate *certificate,
                        const struct scenario_state *state)
{
    certificate->created_ms = state->created_ms;
    certificate->issued_ms = state->issued_ms;
    certificate->imported_ms = state->imported_ms;
    certificate->revoked_ms = state->revoked_ms;
    certificate->not_before_ms = state->not_before_ms;
    certificate->not_after_ms = state->not_after_ms;
    certificate->visible_ms = state->created_ms;
    certificate->records_ms = state->created_ms;
}

static void build_renewal(struct play *play, struct certificate *certificate,
                          const struct scenario_renewal *from)
{
    if (from == NULL)
        return;
    certificate->renewal = (struct renewal){ .status = from->status,
                                             .reason = from->reason,
                                             .updated_ms = from->updated_ms,
                                             .started_ms = from->started_ms };
    certificate->renewal.validations =
        build_domains(play, certificate, from->domains, from->n_domains);
    certificate->renewal.n_validations = from->n_domains;
}

static void build_update(struct play *play, struct certificate *certificate,
                         const struct scenario_update *from)
{
    enum acm_method method = certificate->method;

    if (from == NULL)
        return;
    certificate->update = (struct update){ .status = from->status,
                                           .requested_ms = from->requested_ms,
                                           .updated_ms = from->updated_ms };
    certificate->method = ACM_METHOD_DNS;
    certificate->update.validations =
        build_domains(play, certificate, from->domains, from->n_domains);
    certificate->update.n_validations = from->n_domains;
    certificate->method = method;
}

/* Usages that are given replace those of an import. */
static void build_usages(struct certificate *certificate,
                         const struct scenario_state *state)
{
    if (state->n_key_usages > 0) {
        texts_free(certificate->key_usages, certificate->n_key_usages);
        certificate->key_usages = NULL;
        certificate->n_key_usages = 0;
        copy_texts(&certificate->key_usages, &certificate->n_key_usages,
                   state->key_usages, state->n_key_usages);
    }
    if (state->n_extended_key_usages == 0)
        return;
    texts_free(certificate->extended_key_usages, certificate->n_extended_key_usages);
    texts_free(certificate->extended_key_usage_oids, certificate->n_extended_key_usages);
    certificate->extended_key_usages = NULL;
    certificate->extended_key_usage_oids = NULL;
    certificate->n_extended_key_usages = 0;
    for (size_t i = 0; i < state->n_extended_key_usages; i++) {
        size_t n = i;

        texts_add(&certificate->extended_key_usages, &n,
                  state->extended_key_usages[i].name);
        texts_add(&certificate->extended_key_usage_oids,
                  &certificate->n_extended_key_usages, state->extended_key_usages[i].oid);
    }
}

static void build_state(struct play *play, struct certificate *certificate,
                        const struct scenario_state *state)
{
    build_dates(certificate, state);
    issue_describe(certificate);
    certificate->status = state->status;
    certificate->reason = state->reason;
    certificate->forced = state->forced;
    text_set(&certificate->revocation_reason, state->revocation_reason);
    if (state->serial != NULL)
        text_set(&certificate->serial, state->serial);
    if (state->subject != NULL)
        text_set(&certificate->subject, state->subject);
    if (state->issuer != NULL)
        text_set(&certificate->issuer, state->issuer);
    if (state->signature_algorithm != NULL)
        text_set(&certificate->signature_algorithm, state->signature_algorithm);
    build_usages(certificate, state);
    if (state->n_domains > 0) {
        validations_free(certificate->validations, certificate->n_validations);
        certificate->validations =
            build_domains(play, certificate, state->domains, state->n_domains);
        certificate->n_validations = state->n_domains;
    } else {
        for (size_t i = 0; i < certificate->n_validations; i++)
            validation_prepare(&play->mock->world, certificate,
                               &certificate->validations[i], certificate->method);
    }
    build_renewal(play, certificate, state->renewal);
    build_update(play, certificate, state->update);
}

struct certificate *build_certificate(struct play *play,
                                      const struct scenario_certificate *asked,
                                      const char *id_or_arn)
{
    struct world *world = &play->mock->world;
    struct certificate *certificate = certificate_new();
    struct account *account = store_account(&world->store, asked->account);
    struct place *place = store_place(&world->store, account, asked->region);
    const bool is_import = asked->import != NULL;

    certificate->type = asked->type;
    certificate->method = asked->method;
    certificate->key = is_import ? asked->import->key : asked->key;
    certificate->export_option = asked->export_option;
    certificate->transparency = asked->transparency;
    certificate->manager = asked->manager;
    if (asked->origin != ACM_ORIGIN_NONE)
        certificate->origin = asked->origin;
    certificate->exported = asked->exported;
    text_set(&certificate->authority, asked->authority);
    copy_texts(&certificate->names, &certificate->n_names,
               is_import ? asked->import->names : asked->names,
               is_import ? asked->import->n_names : asked->n_names);
    text_set(&certificate->domain, certificate->names[0]);
    if (asked->type == ACM_AMAZON_ISSUED)
        build_validations(certificate, asked);
    give_tags(&certificate->tags, asked->tags, asked->n_tags);
    store_add_certificate(&world->store, place, certificate,
                          id_or_arn != NULL ? id_or_arn : asked->arn);
    if (is_import)
        build_import(play, certificate, asked->import);
    if (asked->state != NULL)
        build_state(play, certificate, asked->state);
    return certificate;
}
