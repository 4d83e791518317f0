/* resolver: what a resolver on the public internet answers, from the mock's own zones. */
#ifndef MOCKAWS_LIFECYCLE_RESOLVER_H
#define MOCKAWS_LIFECYCLE_RESOLVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;
struct zone;
struct zones;

/* Answers that are wrong on purpose, by name and type. */
enum dns_failure {
    DNS_FAILURE_NONE,
    DNS_SERVFAIL,
    DNS_TIMEOUT,
    DNS_REFUSED,
    DNS_BOGUS, /* SERVFAIL, and NOERROR with +cd */
};

/* A zeroed struct fails nothing. */
struct dns_faults {
    struct dns_fault *items;
    size_t n;
};

/* type RR_ANY: every type. NONE takes the fault away. name canonical; copied. */
void dns_faults_set(struct dns_faults *faults, const char *name, uint16_t type,
                    enum dns_failure failure);
void dns_faults_clear(struct dns_faults *faults);

/* The fault of that index: its name (borrowed) and its type. */
enum dns_failure dns_faults_at(const struct dns_faults *faults, size_t index,
                               const char **name, uint16_t *type);

struct resolver {
    const struct zones *zones;
    const struct dns_faults *faults;
    int64_t now_ms;
};

enum dns_status {
    DNS_NOERROR,
    DNS_NXDOMAIN,
    DNS_STATUS_SERVFAIL,
    DNS_STATUS_REFUSED,
    DNS_STATUS_TIMEOUT
};

struct dns_record {
    const char *name; /* owner, canonical */
    uint16_t type;
    int64_t ttl_s;
    const char
        *value; /* presentation form as dig prints it (\DDD, names with last dot) */
};

struct dns_answer {
    enum dns_status status;
    bool bogus;
    struct dns_record *records; /* answer section: the CNAMEs first, in order */
    size_t n;
    struct dns_record authority; /* the SOA of a negative answer; name NULL: none */
    const struct zone *zone;     /* that served the last step; NULL: none of ours */
    const char *final;           /* the name at the end of the CNAMEs */
    const char *wildcard;        /* that the last step was made from; NULL: none */
};

/*
 * Ask. Everything is the arena's.
 *
 * Zones are chosen from the top down: NS sets that a zone of ours holds for a child are a
 * cut (what it holds below is occluded), and lead to the public zone of that name whose
 * servers they name; without such a set, the child's own delegation state counts: HERE,
 * NOWHERE, ELSEWHERE. Private zones are never seen. Servers that no zone of ours has:
 * their owner answers NS and SOA at the cut and knows nothing else; but where all are
 * Route 53's (awsdns), the delegation is lame, and SERVFAIL.
 *
 * CNAMEs are followed up to 12 steps; more, and loops, end in SERVFAIL. Wildcards are
 * synthesised (RFC 4592). Of routed sets, the first that is not excluded answers: weight
 * 0 comes last, a primary before a secondary; of locations, the default, the United
 * States and North America alone are seen, of CIDR locations the default; multivalue
 * answers add up to 8. An alias answers as its own type: what the set of its own zone
 * holds, else A/AAAA with made-up addresses of 192.0.2.0/24, 2001:db8::/32.
 *
 * Names that no zone of ours serves are NXDOMAIN, with a made-up SOA of their public
 * suffix. AWS's own names (amazonaws.com, cloudfront.net, ...) have made-up addresses,
 * and those of acm-validations.aws are NXDOMAIN for types other than TXT. Sources: RFC
 * 1034, 4.3.2; RFC 4592; facts 8.4.
 */
void resolver_ask(const struct resolver *resolver, const char *name, uint16_t type,
                  struct arena *arena, struct dns_answer *out);

/*
 * The answer as full dig text (9.18's form): banner, header with status and flags,
 * question, answer, authority, query time, SERVER, WHEN at the virtual time, MSG SIZE. A
 * time-out prints dig's own lines. brief: as +short.
 */
void resolver_dig(const struct resolver *resolver, const char *name, uint16_t type,
                  bool brief, struct arena *arena, struct buf *out);

/* Is the validation record there? ACM follows at most 5 CNAMEs (facts 3.1). */
enum record_verdict { RECORD_RIGHT, RECORD_ABSENT, RECORD_WRONG, RECORD_LOOKUP_FAILED };
struct record_check {
    enum record_verdict verdict;
    const char *why;  /* a sentence with the names in it; the arena's */
    const char *zone; /* id of the zone that answered; NULL: none */
};
void resolver_check_record(const struct resolver *resolver, const char *name,
                           const char *value, struct arena *arena,
                           struct record_check *out);

/*
 * May Amazon issue? By this program's own reading of RFC 8659 (facts 7). Nobody has said
 * what Amazon makes of an issuer's parameters: they are not weighed here.
 */
enum caa_decision { CAA_ALLOWED, CAA_FORBIDDEN, CAA_FAILED };
struct caa_check {
    enum caa_decision decision;
    const char *why;   /* a sentence; the arena's */
    const char *owner; /* where the deciding set stands; NULL: no set anywhere */
};
void resolver_check_caa(const struct resolver *resolver, const char *name, bool wildcard,
                        struct arena *arena, struct caa_check *out);

/* Can mail reach a mailbox at domain: an MX (not the null MX), or an address record? */
bool resolver_has_mail(const struct resolver *resolver, const char *domain,
                       struct arena *arena);

#endif
