/* evidence: saved dumps turned into a scenario: a customer's failure as a live endpoint.
 */
#ifndef MOCKAWS_SCENARIO_EVIDENCE_H
#define MOCKAWS_SCENARIO_EVIDENCE_H

#include <stddef.h>

struct arena;
struct err;
struct scenario;

/*
 * Read a folder in acm-collect's layout, or plain API JSON in any files of it:
 * DescribeCertificate, ListCertificates, ListTagsForCertificate, ListHostedZones,
 * GetHostedZone, ListResourceRecordSets, get-domain-detail and manifest.json. What stands
 * in them comes to be so; the clock starts at the latest time in them. Other files are
 * left out, and told of in unread (those of a folder dns/ are not counted: the zones
 * answer for themselves here). Everything is the arena's. Fails with ERR_IO, or
 * ERR_FORMAT "FILE: ..." when there is no certificate and no zone in it (`acm-analyzer
 * normalize` turns other shapes into this one).
 */
struct evidence_unread {
    size_t n;
    const char *first;
};
int evidence_read(const char *path, struct arena *arena, struct scenario **out,
                  struct evidence_unread *unread, struct err *err);

#endif
