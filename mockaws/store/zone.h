/* zone: hosted zones and their record sets, as Route 53 keeps and as the world sees them.
 */
#ifndef MOCKAWS_STORE_ZONE_H
#define MOCKAWS_STORE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mockaws/store/tags.h"

struct arena;
struct err;

/*
 * One record set. Strings are the heap's and the set's; a set never changes once it is in
 * a zone, it is replaced. Numbers that are absent are -1. Source: Route 53 API,
 * ResourceRecordSet.
 */
struct rrset {
    char *name;           /* canonical: lower case, no last dot, '*' decoded */
    uint16_t type;        /* enum rr_type */
    char *set_identifier; /* NULL: simple routing */
    int64_t weight;
    char *region;
    char *continent; /* GeoLocation */
    char *country;
    char *subdivision;
    char *failover;  /* "PRIMARY", "SECONDARY" */
    int multi_value; /* -1 absent, 0, 1 */
    int64_t ttl_s;   /* -1: an alias */
    char **values;   /* as given (escapes and all) */
    size_t n_values;
    char *alias_zone; /* NULL: no alias */
    char *alias_name; /* canonical */
    bool alias_evaluates;
    char *health_check;
    char *cidr_collection;
    char *cidr_location;
    char *geo_proximity; /* the element's XML, kept as it came; NULL */
};

void rrset_free(struct rrset *set);
struct rrset *rrset_copy(const struct rrset *set);

struct vpc {
    char *region;
    char *id;
};

/* What the parent of a public zone says, as the world sees it. */
enum delegation {
    DELEGATION_HERE,      /* the parent names this zone's servers */
    DELEGATION_NOWHERE,   /* the parent has no NS for the name */
    DELEGATION_ELSEWHERE, /* the parent names delegated_to */
};

struct zone {
    char *id;      /* "Z0123456789ABCDEFGHIJ", without "/hostedzone/" */
    char *account; /* 12 digits */
    char *name;    /* canonical */
    char *caller_reference;
    char *comment; /* NULL: none */
    bool private_zone;
    struct vpc *vpcs;
    size_t n_vpcs;
    char *servers[4];     /* canonical, no last dot */
    char *delegation_set; /* id of a reusable one; NULL */
    enum delegation delegation;
    char **delegated_to; /* canonical */
    size_t n_delegated_to;
    bool dnssec; /* SIGNING */
    int64_t created_ms;
    uint64_t number; /* in order of creation */
    struct tags tags;

    struct rrset **sets; /* what the API lists, in Route 53's order */
    size_t n_sets;
    size_t room;
    struct rrset_shadow *shadows; /* what the world still sees for a while; */
    size_t n_shadows;             /* these four are zone_sets.c's */
    size_t shadows_room;
    int64_t shadows_due_ms;    /* when the first of them is over */
    struct zone *next_of_name; /* of this name and as public; zone.c's */
};

/*
 * All zones, in order of creation, and the changes made. now_ms is passed in; a change is
 * seen by resolvers, and is INSYNC, from now + delay on. delay_ms may be set to 0 while
 * what stands from the start is put in. generation grows by each change when it is made;
 * the caller adds one when it comes to be seen.
 */
struct zones {
    struct zone **items;
    size_t n;
    size_t room;
    uint64_t counter;
    int64_t delay_ms;    /* of propagation: 30,000 unless the scenario says otherwise */
    uint64_t generation; /* grows whenever an answer may have become another one */
    struct change **changes; /* in order of entry; by id: zones_find_change() */
    size_t n_changes;
    size_t changes_room;
    struct zones_index *index; /* by id and by name; zone.c's */
};

void zones_init(struct zones *zones);
void zones_clear(struct zones *zones);

/* By bare id or "/hostedzone/ID"; NULL when there is none. */
struct zone *zones_find(const struct zones *zones, const char *id);

/*
 * A new zone with its NS (172800) and SOA (900) sets, which are seen at once. The caller
 * made id and servers from the seed beforehand (ids.h); servers may be NULL for a private
 * zone: then they are the four that every private zone has. Strings are copied. Never
 * fails: the caller has held the request against Route 53's rules.
 *
 * delegation becomes what would come of it by itself: ELSEWHERE (to the servers of the
 * other) when a public zone of that name is delegated here already; NOWHERE when the name
 * lies within a public zone of ours, which must then hold NS for it; else HERE.
 */
struct zone *zones_add(struct zones *zones, const char *id, const char *account,
                       const char *name, const char *caller_reference,
                       const char *const servers[4], bool private_zone, int64_t now_ms);
void zones_remove(struct zones *zones, struct zone *zone);

/*
 * What the parent says from now on. servers: for ELSEWHERE, canonical; copied. HERE turns
 * the other public zones of the name that were HERE to ELSEWHERE: to this one's servers.
 */
void zones_delegate(struct zones *zones, struct zone *zone, enum delegation delegation,
                    const char *const *servers, size_t n_servers);

/*
 * The first public (private) zone of that very name, or NULL; the others follow in
 * next_of_name, in order of creation. name: canonical.
 */
struct zone *zones_public(const struct zones *zones, const char *name);
struct zone *zones_private(const struct zones *zones, const char *name);

/* The set of (name, type, identifier), or NULL. Canonical name; identifier NULL: none. */
const struct rrset *zone_find(const struct zone *zone, const char *name, uint16_t type,
                              const char *set_identifier);

/* The index in zone->sets of the first set at or behind (name, type, identifier). */
size_t zone_lower_bound(const struct zone *zone, const char *name, uint16_t type,
                        const char *set_identifier);

/* The order of Route 53's lists: name_compare(), then the type's word, the identifier. */
int rrset_compare(const struct rrset *a, const struct rrset *b);

enum change_action { CHANGE_CREATE, CHANGE_DELETE, CHANGE_UPSERT };

struct zone_change {
    enum change_action action;
    struct rrset *set; /* the caller's, copied when it is taken */
};

/*
 * Apply all of a batch or none. Every rule of facts 8.3 is held; what is wrong is said in
 * Route 53's own words (8.2), each problem in messages (the arena's), and nothing is
 * changed. Returns 0, or -1.
 */
struct change_problems {
    const char **messages;
    size_t n;
    size_t room;
    bool invalid_input; /* a set's own form is wrong: one message, of InvalidInput; else
                           they are InvalidChangeBatch's */
};
int zone_apply(struct zones *zones, struct zone *zone, const struct zone_change *changes,
               size_t n, int64_t now_ms, struct arena *arena,
               struct change_problems *problems);

/* Put or take a set past all rules: for scenarios that state what is there. set is taken.
 */
void zone_put(struct zones *zones, struct zone *zone, struct rrset *set, int64_t now_ms);
bool zone_drop(struct zones *zones, struct zone *zone, const char *name, uint16_t type,
               const char *set_identifier, int64_t now_ms);

/*
 * What a resolver sees at now_ms of a name: all sets of that name, or NULL and 0. The
 * array is the arena's. Sets of a change that is not INSYNC yet are those before it.
 */
const struct rrset **zone_visible(const struct zone *zone, const char *name,
                                  int64_t now_ms, struct arena *arena, size_t *n);

/* A name as Route 53 writes it: a last dot, and octal escapes: "\052.example.com." */
const char *rrset_name_text(struct arena *arena, const char *name);

/* Is there anything at or below the name, as a resolver sees it (empty non-terminals)? */
bool zone_has_name(const struct zone *zone, const char *name, int64_t now_ms);

/* A change as GetChange tells it. */
struct change {
    char *id; /* "C0123456789ABCDEFGHIJ" */
    char *comment;
    int64_t submitted_ms;
    int64_t insync_ms;
    char *account;
};
struct change *zones_add_change(struct zones *zones, const char *id, const char *account,
                                const char *comment, int64_t now_ms);
const struct change *zones_find_change(const struct zones *zones, const char *id);

#endif
