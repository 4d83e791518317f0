/* evidence_parts: what the files that read saved dumps share among themselves. */
#ifndef MOCKAWS_SCENARIO_EVIDENCE_PARTS_H
#define MOCKAWS_SCENARIO_EVIDENCE_PARTS_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "mockaws/scenario/scenario.h"

struct arena;

/* A zone while its pieces come in from several files. */
struct gathered_zone {
    struct scenario_zone zone;
    bool has_records;
};

/* A domain as its registrar tells it. */
struct gathered_domain {
    const char *name;
    const char *const *servers;
    size_t n_servers;
};

struct gathered_tags {
    const char *id; /* UUID */
    const struct scenario_tag *tags;
    size_t n;
};

/* All that was read so far; the arrays grow in the arena. */
struct gathering {
    struct arena *arena;
    struct scenario_certificate *certificates;
    struct scenario_state *states; /* of the same index */
    size_t n_certificates;
    size_t certificates_room;
    struct gathered_zone *zones;
    size_t n_zones;
    size_t zones_room;
    struct gathered_domain *domains;
    size_t n_domains;
    size_t domains_room;
    struct gathered_tags *tags;
    size_t n_tags;
    size_t tags_room;
    int64_t captured_ms; /* the latest of the manifests; TIME_NONE */
    int64_t latest_ms;   /* the latest time in the evidence */
    size_t n_unread;     /* files that are neither JSON nor answers of dig */
    const char *unread;  /* the first of them */
};

/* A member's text, the arena's; NULL: absent, null or no text. */
const char *evidence_text(struct gathering *gathering, const json_t *object,
                          const char *name);

/* An array of texts; n 0 when there is none. */
const char *const *evidence_texts(struct gathering *gathering, const json_t *object,
                                  const char *name, size_t *n);

/* A time in any form of facts 9.1; TIME_NONE. past: it bounds the time of the dump. */
int64_t evidence_time(struct gathering *gathering, const json_t *object, const char *name,
                      bool past);

/* Room for one more: returns the array, moved when it was full. */
void *evidence_grow(struct arena *arena, void *items, size_t n, size_t *room,
                    size_t size);

/* {"Certificate": {...}} and each of {"CertificateSummaryList": [...]}. */
void evidence_certificate(struct gathering *gathering, const json_t *detail);
void evidence_summary(struct gathering *gathering, const json_t *summary);

/* Zones: each of {"HostedZones"}, {"HostedZone", ...}, {"ResourceRecordSets"}. */
void evidence_zone(struct gathering *gathering, const json_t *zone, const char *account);
void evidence_zone_detail(struct gathering *gathering, const json_t *answer,
                          const char *account);
void evidence_records(struct gathering *gathering, const json_t *sets,
                      const char *zone_id, const char *account);

/* Once all is read: which zones the world is sent to. */
void evidence_delegate(struct gathering *gathering);

#endif
