/* masterfile: reads zone files and the answer lines of dig, record by record. */
#ifndef BASE_DNS_MASTERFILE_H
#define BASE_DNS_MASTERFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * One record. Names are absolute and canonical (base/dns/name.h). value is the RDATA in
 * presentation form: fields joined by one blank, quotes and escapes kept, names
 * in it (CNAME, NS, PTR, DNAME, MX, SRV, SOA, NAPTR, SVCB, HTTPS) made absolute with a
 * last dot, lower case, escapes as BIND writes them (`\.`, `\032`); a relative one has
 * had the origin added, as the RFC says; SOA's periods are in seconds. RFC 3597 RDATA
 * (`\# n hex`) of CNAME, NS, PTR, DNAME, MX, TXT, A, AAAA, CAA is turned into that form;
 * of others it stays. What a CAA value holds is judged by caa_parse() alone.
 */
struct masterfile_rr {
    const char *name;
    uint16_t type;
    int64_t ttl_s; /* -1 = none given and no $TTL */
    const char *value;
    size_t offset; /* of the line where the record begins, in the text */
    uint32_t line; /* 1 is the first line of the text */
};

struct masterfile_fault {
    const char *text; /* a sentence: what is wrong, what was wanted; arena or static */
    size_t offset;    /* of what is wrong; of the opening one, if it is not closed */
    uint32_t line;    /* likewise */
    bool refused;     /* $INCLUDE, $GENERATE: what they would bring is missing */
};

enum masterfile_step { MASTERFILE_RECORD, MASTERFILE_FAULT, MASTERFILE_END };

/* A reader's place. Zero it by masterfile_init(); the members are its own. */
struct masterfile {
    struct arena *arena;
    const char *text;
    size_t len;
    size_t at;
    uint32_t line;
    const char *origin; /* canonical; NULL = none yet: a relative name is then a fault */
    const char *owner;  /* of the record before, for blank owners; NULL = none, or lost */
    int64_t ttl_s;      /* $TTL; -1 = none */
    int64_t last_ttl_s; /* of the record before; -1 = none */
    uint32_t parens;    /* how many are open */
    uint32_t parens_line;
    size_t parens_at;
};

/*
 * origin: NULL, or the zone's name where it is known from outside. The text needs no
 * NUL. What is produced is the arena's.
 */
void masterfile_init(struct masterfile *file, struct arena *arena, const char *text,
                     size_t len, const char *origin);

/*
 * The next record or fault. After a fault the reader goes on behind the line (behind the
 * closing parenthesis). An owner or an $ORIGIN that could not be read is forgotten: what
 * leans on it is a fault, too, and never put under another name. Classes: IN, or CLASS1;
 * another class is a fault. TTL and class in any order, both may be missing; `5m`,
 * `1h30m` units. Sources: RFC 1035, 5; RFC 2308, 4 ($TTL); RFC 3597, 5.
 */
enum masterfile_step masterfile_next(struct masterfile *file, struct masterfile_rr *rr,
                                     struct masterfile_fault *fault);

#endif
