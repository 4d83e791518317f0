/* zones: the hosted zones of all evidence put together, and which one serves a name. */
#ifndef ANALYZER_JOIN_ZONES_H
#define ANALYZER_JOIN_ZONES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyzer/model/dns.h"
#include "base/map.h"
#include "reports/finding/finding.h"

struct arena;
struct estate;

/* How the delegation stands to a zone's own name servers. */
enum delegation {
    DELEGATION_UNKNOWN,     /* nothing saved tells */
    DELEGATION_AGREES,      /* registrar, parent or a saved answer names its servers */
    DELEGATION_CONTRADICTS, /* they name others */
    DELEGATION_ABSENT,      /* the parent zone, whole in evidence, has no NS for it */
};

/* What was read of the delegation: the first of registrar, parent zone, saved answer. */
struct delegation_proof {
    enum delegation state;
    const char *who;            /* "the registrar", "the parent zone example.com" ... */
    const char *const *servers; /* canonical, sorted; n 0 with ABSENT */
    size_t n_servers;
    const struct origin *origin; /* where it stands; NULL with UNKNOWN */
};

/* One hosted zone, or a zone whose records alone were saved. Read-only once built. */
struct zone {
    const char *id;   /* bare; NULL = not known */
    const char *name; /* canonical; never NULL */
    const char *account;
    const struct rrset **sets; /* by name_compare(), type, SetIdentifier */
    size_t n_sets;
    const char *const *servers; /* apex NS, else DelegationSet; canonical, sorted */
    size_t n_servers;
    const struct zone_row *row;     /* NULL = no list or GetHostedZone tells of it */
    const struct record_dump *dump; /* the best; NULL = its records were not saved */
    struct delegation_proof delegation;
    const struct zone *next_of_name; /* zones of one name, by index */
    uint32_t index;
    uint32_t n_public_of_name; /* public or unknown ones of this name */
    uint8_t account_from;      /* enum known_from */
    uint8_t visibility;        /* enum visibility */
    uint8_t from;              /* enum dns_from */
    bool has_cuts;             /* some NS set stands below the apex */
    bool visibility_guessed;   /* by the reserved servers of private zones */
    bool complete;             /* the records are all there */
    bool count_differs;        /* ResourceRecordSetCount tells of others */
};

/* A CNAME set of a name that starts with '_': where it stands, by its relative name. */
struct stray {
    const struct zone *zone;
    const struct rrset *set;
    const struct stray *next; /* of the same relative name, by zone */
};

/* All zones, and the saved answers by question. */
struct zones {
    struct zone *zones; /* by account, name, id */
    size_t n;
    struct map by_name;    /* canonical name -> first struct zone of it */
    struct map answers;    /* "TYPE name" -> struct answer_list */
    struct map strays;     /* "_x.d" of "_x.d.zone" in zone -> struct stray */
    struct map registered; /* domain -> struct registration, the newest */
    struct map accounts;   /* account with a whole ListHostedZones -> that zone_list */
    const struct dns_evidence *evidence;
    bool any; /* some zone, answer or registration is there */
};

struct answer_list {
    const struct dns_answer **items; /* the newest last */
    size_t n;
};

/* Built in the arena. zones_clear() frees the maps. */
void zones_init(struct zones *zones, const struct estate *estate, struct arena *arena);
void zones_clear(struct zones *zones);

/* The first zone of that name, private ones too; go on by ->next_of_name. */
const struct zone *zones_named(const struct zones *zones, const char *name);

/*
 * The CNAME sets that are called name.ZONE in a zone ZONE, or (zone files) name itself in
 * a zone that is not above it; NULL when there are none.
 */
const struct stray *zones_stray(const struct zones *zones, const char *name);

/* Does the account's complete ListHostedZones stand in evidence? */
const struct zone_list *zones_list_of(const struct zones *zones, const char *account);

/* The sets at name in the zone, adjacent; *n of them. */
const struct rrset *const *zone_sets(const struct zone *zone, const char *name,
                                     size_t *n);

/* Does anything stand below name (an empty non-terminal if nothing stands at it)? */
bool zone_has_below(const struct zone *zone, const char *name);

/* The NS set below the apex, at or above name, that delegates it away; or NULL. */
const struct rrset *zone_cut(const struct zone *zone, const char *name);

/*
 * "*.encloser" where the zone would synthesise an answer for a name that does not exist
 * in it (RFC 4592, 3.3.1), whether or not that record is there; NULL for a name that
 * exists.
 */
const char *zone_wildcard(const struct zone *zone, const char *name, struct arena *arena);

/* What a zone's evidence is worth at most: catalogue 2, "Which zone serves a name". */
enum confidence zone_confidence(const struct zone *zone);

/* That a record stands in this zone, whoever serves: HIGH, MEDIUM when it is vague. */
enum confidence zone_place_confidence(const struct zone *zone);

/* Which zone answers for a name in the public DNS, as far as the evidence goes. */
struct serving {
    const struct zone *zone;   /* NULL = no zone in evidence serves it */
    bool ambiguous;            /* several of one name could; zone is the first */
    const struct rrset *cut;   /* zone delegates the name away, to a zone not in evidence
                                  or not the one that the cut names */
    const struct zone *passed; /* a longer zone that nobody delegates to; or NULL */
    enum confidence confidence;
};
struct serving zones_serving(const struct zones *zones, const char *name);

/* The newest useful answer to the question, or NULL: not +short without its question. */
const struct dns_answer *zones_answer(const struct zones *zones, const char *name,
                                      uint16_t type);

/* How a name and type stand in one zone: RFC 1034, 4.3.2; RFC 4592. */
enum found {
    FOUND_SETS,     /* sets of the type */
    FOUND_CNAME,    /* a CNAME instead */
    FOUND_NODATA,   /* the name exists, or something below it */
    FOUND_NXDOMAIN, /* nothing */
    FOUND_REFERRAL, /* delegated away */
    FOUND_FAILED,   /* a saved answer that failed: answer tells how */
    FOUND_UNKNOWN,  /* not in evidence */
};

struct look {
    enum found found;
    const struct rrset *const *sets; /* FOUND_SETS, FOUND_CNAME: those; adjacent */
    size_t n_sets;
    const struct zone *zone;         /* NULL = a saved answer tells */
    const struct dns_answer *answer; /* NULL = the zone tells */
    bool wildcard;                   /* synthesised from a "*" record */
    enum confidence confidence;
};

struct look zone_look(const struct zone *zone, const char *name, uint16_t type);

/*
 * The same in all the evidence. A zone that is delegated tells before a saved answer,
 * that before a zone of which it is not known; a saved failure before all.
 */
struct look zones_look(const struct zones *zones, const char *name, uint16_t type,
                       struct arena *arena);

/* "TIMEOUT", "SERVFAIL" ... of an answer. */
const char *answer_word(const struct dns_answer *answer);

/* True for SERVFAIL, REFUSED, NOTIMP, FORMERR, timeouts and other error statuses. */
bool answer_failed(const struct dns_answer *answer);

#endif
