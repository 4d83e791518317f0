/* explain_record: the record that a domain waits for, met in the DNS, as causes. */
#ifndef ANALYZER_JOIN_EXPLAIN_RECORD_H
#define ANALYZER_JOIN_EXPLAIN_RECORD_H

#include "analyzer/join/job.h"
#include "analyzer/join/record.h"

/* The causes of one record; several domains may share it. */
struct record_causes {
    struct cause *causes[WHYS_MAX];
    size_t n;
    struct record_match match;
    const struct dns_record *expected;
};

/*
 * Add the causes of the record that validation waits for. `only_wrong`: nothing is
 * said of a record that is right or not in evidence.
 */
void explain_record(struct job *job, const struct validation *validation, bool only_wrong,
                    struct record_causes *out);

/* The fixes of these causes, once all domains were added to them. */
void explain_record_fixes(struct job *job, struct record_causes *causes);

#endif
