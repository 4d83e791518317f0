/* zone_users: what the certificates want of each zone, and its records that matter. */
#ifndef ANALYZER_JOIN_ZONE_USERS_H
#define ANALYZER_JOIN_ZONE_USERS_H

#include "analyzer/join/zones.h"
#include "base/dns/caa.h"

struct cert;
struct estate;

/* How a record that looks like one of ACM's is written. */
enum placed {
    PLACED_RIGHT,         /* "_<32 hex>.<domain>" to a validation value */
    PLACED_NO_UNDERSCORE, /* the name lost its underscore */
    PLACED_DOUBLED,       /* "_<32 hex>.<domain>.<zone>.<zone>", and nobody wants it */
    PLACED_APPENDED,      /* the zone behind "acm-validations.aws" in the value */
    PLACED_QUOTED,        /* the value in quotes */
};

/* One CNAME set that was meant as a validation record. */
struct zone_record {
    const struct rrset *set;
    const struct rrset *cut; /* delegates the name away; NULL = none */
    enum placed placed;
    bool wanted; /* some certificate in evidence asks for a record of this name */
    struct zone_record *next_of_name; /* in any zone */
};

/* A name of a live or pending certificate that a CAA set keeps Amazon from. */
struct held_name {
    const char *name; /* canonical, "*." kept */
    const struct cert *cert;
    struct held_name *next;
};

/* One CAA set that no delegation hides. */
struct zone_caa {
    const struct rrset *set;
    const struct zone *zone;
    struct caa_verdict plain;    /* for a name itself */
    struct caa_verdict wildcard; /* for a wildcard */
    struct held_name *held;      /* in the order of certificates and names */
    struct held_name **held_end;
    size_t n_held;
    struct zone_caa *next_of_name; /* sets of one owner in several zones */
};

struct zone_use {
    struct zone_record *records; /* in the order of the zone */
    size_t n_records;
    struct zone_caa *caa; /* likewise */
    size_t n_caa;
    const struct rrset *soa; /* of the apex; NULL = not saved */
    /* A record that a pending request or renewal waits for, missing in this zone, which
     * is whole and serves the name. NULL = none. */
    const char *missing;
    const struct cert *missing_for;
    size_t n_missing;
};

/* What the evidence of one account is worth when something is not found in it. */
struct account_use {
    const char *lacks; /* why its list of certificates may not be whole; NULL = it is */
    bool acme;         /* some certificate has a key pair of ACME */
};

struct zone_users {
    const struct zones *zones;
    struct zone_use *uses; /* by the zone's index */
    struct map by_id;      /* id -> struct zone */
    struct map names;      /* validation name -> the first struct zone_record */
    struct map accounts;   /* account -> struct account_use */
    struct map owners;     /* owner of a CAA set that forbids -> the first of them */
    struct map led;        /* names whose CNAME leads to one of those */
    struct arena *arena;
};

/*
 * One walk over all record sets and one over all certificates; read-only afterwards.
 * All of it is the arena's; zone_users_clear() frees the maps.
 */
struct zone_users *zone_users_new(const struct estate *estate, const struct zones *zones,
                                  struct arena *arena);
void zone_users_clear(struct zone_users *users);

const struct zone_use *zone_use_of(const struct zone_users *users,
                                   const struct zone *zone);

/* Never NULL: of an account that no manifest names, lacks says so. */
const struct account_use *account_use_of(const struct zone_users *users,
                                         const char *account);

/* The zone that a dump of records is of, by its id, else by its apex; or NULL. */
const struct zone *zone_of(const struct zone_users *users,
                           const struct record_dump *dump);

#endif
