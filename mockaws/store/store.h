/* store: all that the mock knows: accounts, certificates by place, zones, the rest. */
#ifndef MOCKAWS_STORE_STORE_H
#define MOCKAWS_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "mockaws/store/certificate.h"
#include "mockaws/store/ids.h"
#include "mockaws/store/zone.h"

struct account {
    char *id;         /* 12 digits */
    char *access_key; /* NULL: any key that no other account has */
    char *secret_key;
    int days_before_expiry; /* PutAccountConfiguration; 45 at first */
    char put_token[33];     /* its latest IdempotencyToken; "": none */
    int64_t put_token_ms;
};

/* One account in one region: the unit of ACM's lists. */
struct place {
    struct account *account;
    char *region;
    char *key;                  /* "111122223333/us-east-1" */
    struct certificate **items; /* in order of creation; never NULL */
    size_t n;
    size_t room;
    struct certificate **by_created; /* by (created_ms, number); made on demand */
    bool by_created_is_old;
    struct idempotency *tokens; /* of RequestCertificate; store.c's */
    size_t n_tokens;
};

/* A private certificate authority, by scenario. */
struct authority {
    char *arn;
    char *state;     /* "ACTIVE", "DISABLED", ... */
    bool permission; /* acm.amazonaws.com may issue */
    int64_t not_after_ms;
};

struct health_check {
    char *id;
    char *account;
    char *caller_reference;
    char *config_xml; /* HealthCheckConfig as it came */
    struct tags tags;
};

struct delegation_set {
    char *id; /* "N..." */
    char *account;
    char *caller_reference;
    char *servers[4];
};

struct store {
    struct ids ids;
    struct account **accounts;
    size_t n_accounts;
    struct place **places;
    size_t n_places;
    struct map by_place;
    struct map by_arn; /* struct certificate by ARN */
    struct zones zones;
    struct authority *authorities;
    size_t n_authorities;
    struct health_check *health_checks;
    size_t n_health_checks;
    struct delegation_set *delegation_sets;
    size_t n_delegation_sets;
    struct token_note **notes; /* of tokens that are given: store_note_token() */
    size_t n_notes;
    struct map by_note;
    uint64_t certificate_counter;
    char *partition; /* "aws" */
};

void store_init(struct store *store, uint64_t seed);
void store_clear(struct store *store);

/* The account of that id, made when it is new (keys NULL). */
struct account *store_account(struct store *store, const char *id);

/* The account of an access key; NULL: no account claims it. */
struct account *store_account_of_key(const struct store *store, const char *access_key);

/* The place of (account, region), made when it is new. */
struct place *store_place(struct store *store, struct account *account,
                          const char *region);

/* The ARN is made here unless id_or_arn is given: a UUID or a whole ARN. */
void store_add_certificate(struct store *store, struct place *place,
                           struct certificate *certificate, const char *id_or_arn);
void store_remove_certificate(struct store *store, struct certificate *certificate);

/* By whole ARN, whoever's; NULL when there is none. */
struct certificate *store_certificate(const struct store *store, const char *arn);

/* By UUID or ARN. */
struct certificate *store_find_certificate(const struct store *store, const char *id);

/* Where number (or the next one) stands in place->items: O(log n), for paging. */
size_t place_lower_bound(const struct place *place, uint64_t number);

/* place->by_created, up to date. */
struct certificate **place_by_created(struct place *place);

/*
 * The validation record of (account, domain): by the seed (ids_token()), unless evidence
 * or a scenario gave another; then that, for every later request as well. domain:
 * canonical, without "*."; record_name and record_value as ACM writes them.
 */
void store_note_token(struct store *store, const char *account, const char *domain,
                      const char *record_name, const char *record_value);
void store_token(const struct store *store, const char *account, const char *domain,
                 char **record_name, char **record_value); /* the heap's, the caller's */
void store_clear_tokens(struct store *store);              /* of store_clear() */

const struct authority *store_authority(const struct store *store, const char *arn);

/*
 * RequestCertificate's idempotency (facts 1.2): the certificate that was asked for with
 * the token and the same request (digest, any text) within 1 hour before now; NULL: none.
 */
struct certificate *place_repeated(const struct place *place, const char *token,
                                   const char *digest, int64_t now_ms);
void place_remember(struct place *place, const char *token, const char *digest,
                    struct certificate *certificate, int64_t now_ms);

#endif
