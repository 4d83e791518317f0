/* caa: CAA records: their text, their issuers, and what a set of them permits. */
#ifndef BASE_DNS_CAA_H
#define BASE_DNS_CAA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* One property. tag is lower case. value may hold any byte but is NUL-terminated. */
struct caa_record {
    uint8_t flags;
    const char *tag;
    const char *value;
    size_t value_len;
};

enum { CAA_CRITICAL = 128 };

/* How bytes are escaped in the text: Route 53 writes \ooo, zone files and dig \DDD. */
enum caa_escapes { CAA_OCTAL, CAA_DECIMAL };

/*
 * Read `0 issue "amazon.com"`, or `\# 17 0005...` (RFC 3597, hex with or without
 * blanks). The value may stand without quotes when it holds no blank. Returns true, or
 * false with *fault a static sentence: flags no number or over 255; no tag, a tag of
 * other than ASCII letters and digits; a value missing, a quote left open, text behind
 * it, over 65,000 octets; hex that does not fit its length. Sources: RFC 8659, 4; RFC
 * 1035, 5.1.
 */
bool caa_parse(struct arena *arena, const char *text, size_t len,
               enum caa_escapes escapes, struct caa_record *out, const char **fault);

/* The value of an issue or issuewild property, taken apart: RFC 8659, 4.2. */
struct caa_issuer {
    const char *domain;         /* lower case; "" = names nobody (";", "") */
    bool malformed;             /* does not fit the grammar: names nobody, too */
    bool parameters;            /* has parameters, RFC 8657's or others */
    const char *parameter_text; /* behind the first ';', trimmed; "" = none */
};
void caa_issuer(struct arena *arena, const struct caa_record *record,
                struct caa_issuer *out);

/* Why a set decides as it does; the first that fits, in the order of `caa_judge`. */
enum caa_why {
    CAA_NO_PROPERTY,      /* permits: empty set, or none of the kind */
    CAA_NAMED,            /* permits: a property names the CA */
    CAA_NAMED_PARAMETERS, /* uncertain: only properties with parameters name it */
    CAA_CRITICAL_UNKNOWN, /* forbids: bit 128 and a tag not understood */
    CAA_NOBODY,           /* forbids: every property of the kind names nobody */
    CAA_LOOKALIKE,        /* forbids: an issuer resembles the CA's names */
    CAA_WILDCARD_ONLY,    /* forbids the wildcard; issue alone would permit it */
    CAA_OTHERS,           /* forbids: others are named */
};

enum caa_answer { CAA_PERMITS, CAA_FORBIDS, CAA_UNCERTAIN };

struct caa_verdict {
    enum caa_answer answer;
    enum caa_why why;
    size_t record; /* the record that decided; SIZE_MAX = none in particular */
};

/*
 * What the set of n records that was found for a name lets Amazon do. wildcard: the name
 * asked for starts with "*.". Several whys may hold of a forbidding set; the order is:
 * CRITICAL_UNKNOWN, WILDCARD_ONLY, LOOKALIKE, NOBODY, OTHERS. n 0 permits.
 * Sources: RFC 8659, 3-4; ACM User Guide, "Configure a CAA record" (the four names);
 * known tags: issue, issuewild, iodef.
 */
struct caa_verdict caa_judge(const struct caa_record *records, size_t n, bool wildcard);

/* One of Amazon's four issuer names, and all of them. Lower case in. */
bool caa_is_amazon(const char *domain);
extern const char *const caa_amazon_names[4];

/* amazon, acm.amazonaws.com, aws.amazon.com, amazon.com., aws.com, other near misses. */
bool caa_is_lookalike(const char *domain);

#endif
