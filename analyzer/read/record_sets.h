/* record_sets: the record sets of Route 53's JSON, one by one and as whole answers. */
#ifndef ANALYZER_READ_RECORD_SETS_H
#define ANALYZER_READ_RECORD_SETS_H

#include "analyzer/model/dns.h"
#include "analyzer/read/context.h"

/*
 * A dump while it is read. The pages of one zone are joined when the whole file is
 * known (read/pages.h); until then the list of dumps holds these. dump is the first
 * member: a pointer to it is one to the page.
 */
struct record_page {
    struct record_dump dump;
    struct problem *more;  /* to be said when no page follows; NULL = it is the last */
    const char *next_name; /* NextRecordName, canonical; NULL = not stated */
    bool bare;             /* one record set by itself, not in an array */
};

/* The same for a page of a list of zones. */
struct zone_page {
    struct zone_list list;
    struct problem *more;
    const char *marker; /* Marker and NextMarker; NULL = not stated */
    const char *next_marker;
};

/* A page at the value in hand, put into the list of dumps. */
struct record_page *record_page_add(struct context *context, enum dns_from from);

/*
 * Read the object in hand as a ResourceRecordSet. Returns false, with the problem noted,
 * when it has no name.
 */
bool record_set_take(struct context *context, struct json_value object,
                     enum dns_from from, struct rrset *out);

/* Is the object a ResourceRecordSet by itself? */
bool record_set_is(struct json_value object);

/* The elements of an array; the sets and their number are the page's. */
void record_sets_take(struct context *context, struct json_value array,
                      struct record_page *page);

/*
 * An answer's word for further pages, IsTruncated or the CLI's NextToken: the problem
 * that says so, not yet put to the file; NULL = none.
 */
struct problem *record_sets_more(struct context *context, struct json_value object);

/* "/hostedzone/Z1" and "Z1" are "Z1"; "/change/C1" is "C1". NULL for NULL. */
const char *route53_bare(const char *id);

#endif
