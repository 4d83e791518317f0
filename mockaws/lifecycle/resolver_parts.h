/* resolver_parts: what the files of the resolver share among themselves. */
#ifndef MOCKAWS_LIFECYCLE_RESOLVER_PARTS_H
#define MOCKAWS_LIFECYCLE_RESOLVER_PARTS_H

#include "mockaws/lifecycle/resolver.h"

struct rrset;

/* What fails for a question, or DNS_FAILURE_NONE. faults may be NULL. */
enum dns_failure dns_faults_find(const struct dns_faults *faults, const char *name,
                                 uint16_t type);

/* Who answers for a name. */
enum way_kind {
    WAY_NOBODY,  /* no zone: its public suffix does */
    WAY_ZONE,    /* a zone of ours */
    WAY_FOREIGN, /* servers that are not ours */
    WAY_LAME,    /* servers that serve no such zone any more */
};

struct way {
    enum way_kind kind;
    const struct zone *zone;    /* WAY_ZONE */
    const char *cut;            /* where the authority begins; NULL: WAY_NOBODY */
    const char *const *servers; /* WAY_FOREIGN, WAY_LAME: canonical */
    size_t n_servers;
};

/* The way to a name, by cuts and delegations. A DS is asked of the parent's side. */
struct way resolver_way(const struct resolver *resolver, const char *name, uint16_t type,
                        struct arena *arena);

/* An answer that is being made. */
struct asking {
    const struct resolver *resolver;
    struct arena *arena;
    struct dns_answer *out;
    size_t room;
};

void asking_add(struct asking *asking, const char *name, uint16_t type, int64_t ttl_s,
                const char *value);

/*
 * Answer one step, from a zone of ours and from others. Adds records, sets the status
 * and the authority. Returns the target when a CNAME leads on, else NULL.
 */
const char *resolver_from_zone(struct asking *asking, const struct zone *zone,
                               const char *name, uint16_t type);
void resolver_from_others(struct asking *asking, const struct way *way, const char *name,
                          uint16_t type);

/* Made-up addresses of a name that AWS serves. Anything but A and AAAA: none. */
void resolver_made_up(struct asking *asking, const char *owner, const char *target,
                      uint16_t type);

#endif
