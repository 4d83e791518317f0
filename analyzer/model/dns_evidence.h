/* dns_evidence: DNS facts as they are found, and put in order when all is read. */
#ifndef ANALYZER_MODEL_DNS_EVIDENCE_H
#define ANALYZER_MODEL_DNS_EVIDENCE_H

#include "analyzer/model/dns.h"
#include "base/arena.h"

/* The lists of struct dns_evidence. */
enum dns_kind {
    DNS_ROWS,          /* struct zone_row */
    DNS_LISTS,         /* struct zone_list */
    DNS_DUMPS,         /* struct record_dump */
    DNS_ANSWERS,       /* struct dns_answer */
    DNS_REGISTRATIONS, /* struct registration */
    DNS_CHANGES,       /* struct dns_change */
    DNS_INFOS,         /* struct change_info */
    N_DNS_KINDS
};

struct dns_list {
    void **items;
    size_t n;
    size_t room;
};

/* What one worker has found; zeroed it is empty. */
struct dns_found {
    struct dns_list lists[N_DNS_KINDS];
};

/* Append; item is a struct of that kind and lives as long as the arena. */
void dns_add(struct arena *arena, struct dns_found *found, enum dns_kind kind,
             void *item);

/*
 * Join what n_parts workers have found, in the order of file, document, place: facts of
 * one document come from one worker, in the order in which it found them.
 */
void dns_gather(struct arena *arena, const struct dns_found *const *parts, size_t n_parts,
                struct dns_evidence *out);

#endif
