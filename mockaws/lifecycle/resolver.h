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
};

/*
 * Ask. Everything is the arena's. Zones are chosen by delegation (a parent zone of ours
 * holds NS for a child: a cut; what the parent holds below is occluded; else the zone's
 * own delegation state: HERE, NOWHERE, ELSEWHERE), the private ones are never seen; of
 * several public zones of one name the one whose servers the delegation names. CNAMEs are
 * followed up to 12 steps; loops end in SERVFAIL. Wildcards are synthesised (RFC 4592).
 * Routed sets answer the first that is not excluded (weight 0 last). An alias answers as
 * its own type: A/AAAA with made-up addresses of 192.0.2.0/24, 2001:db8::/32, or what the
 * set of the same zone holds. Names no zone of ours serves: names under a public suffix
 * that no zone delegates are NXDOMAIN (with a made-up SOA of the suffix); AWS's own
 * acm-validations.aws answers NXDOMAIN for types other than TXT. NS of a delegated zone
 * answers from the zone; NS of an undelegated one is NXDOMAIN at the parent.
 * Sources: RFC 1034, 4.3.2; RFC 4592; facts 8.4.
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

/* May Amazon issue? By this program's own reading of RFC 8659 (facts 7). */
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
