/* rrsets: the records of a zone file or an answer, gathered into record sets. */
#ifndef ANALYZER_READ_RRSETS_H
#define ANALYZER_READ_RRSETS_H

#include "analyzer/model/dns.h"
#include "base/arena.h"
#include "base/buf.h"

/* One record of a text. name and value live as long as the sets. */
struct text_record {
    const char *name;
    const char *value;
    int64_t ttl_s;
    uint64_t offset; /* of its line in the source's text */
    uint32_t len;    /* of that line */
    uint32_t line;   /* 1 is the file's first */
    uint16_t type;
};

/* Records in the order of the text; zeroed it is empty. */
struct rrsets {
    struct buf items; /* struct text_record */
};

void rrsets_add(struct rrsets *rrsets, const struct text_record *record);
size_t rrsets_count(const struct rrsets *rrsets);
const struct text_record *rrsets_at(const struct rrsets *rrsets, size_t index);

/*
 * Sets of one name and type, in the order in which each first comes; a set's place is
 * that of its first record, with an empty pointer. An SOA that stands twice (a zone
 * transfer ends as it began) counts once. Empties rrsets, and keeps its memory.
 */
struct rrset *rrsets_end(struct rrsets *rrsets, struct arena *arena,
                         const struct origin *document, enum dns_from from, uint32_t *n);

/* How long the line at offset is; at least 1. */
uint32_t rrsets_line_len(const char *text, size_t len, size_t offset);

void rrsets_clear(struct rrsets *rrsets);

#endif
