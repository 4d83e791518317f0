/* members: the format as tables: which members an object has, of what kind, where kept.
 */
#ifndef MOCKAWS_SCENARIO_MEMBERS_H
#define MOCKAWS_SCENARIO_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mockaws/scenario/words.h"

struct scenario;
struct shape;

/* What the JSON is, and the C type that the member is kept in. */
enum member_kind {
    MEMBER_TEXT,      /* text: const char * */
    MEMBER_TEXTS,     /* array of text: const char *const *, and a count */
    MEMBER_NAME,      /* text: const char *, canonical DNS name */
    MEMBER_NAMES,     /* array of them */
    MEMBER_CHOICE,    /* a word: const char *, the word itself */
    MEMBER_WORD,      /* a word: an enumeration */
    MEMBER_FLAGS,     /* array of words: unsigned, or-ed */
    MEMBER_BOOL,      /* bool */
    MEMBER_TRISTATE,  /* boolean: int64_t 0 or 1 */
    MEMBER_INTEGER,   /* int64_t between min and max */
    MEMBER_SIZE,      /* integer: size_t */
    MEMBER_REAL,      /* number above 0: double */
    MEMBER_SPAN,      /* "72h": int64_t milliseconds */
    MEMBER_MOMENT,    /* "+1h", ISO 8601: int64_t milliseconds */
    MEMBER_INSTANT,   /* ISO 8601 alone: the same */
    MEMBER_COUNTS,    /* 2, "2", "2-3", "3+", "%5": struct scenario_counts */
    MEMBER_MAP,       /* object of text: array of struct scenario_tag, and a count */
    MEMBER_INLINE,    /* object: its members are kept in the same struct */
    MEMBER_OBJECT,    /* object: a pointer to a struct of its own */
    MEMBER_OBJECTS,   /* array of objects: an array of structs, and a count */
    MEMBER_KEYED,     /* object of objects: the same; the key is the first member */
    MEMBER_PAIRS,     /* object of words: the same, of struct scenario_domain */
    MEMBER_DELEGATED, /* true, false, array of names: three members of a zone */
    MEMBER_STEPS,     /* array of steps: an array of struct scenario_step, and a count */
    MEMBER_CONSTANT,  /* that text, no other: kept nowhere */
    MEMBER_IGNORED,   /* text: kept nowhere */
    MEMBER_KINDS,
};

struct member {
    const char *name; /* NULL ends a table */
    enum member_kind kind;
    size_t at;   /* offset in the struct */
    size_t n_at; /* offset of the count of an array; of a bool "was given"; 0: none */
    const struct scenario_words *words;
    const struct shape *shape;
    int64_t min;
    int64_t max;
    const char *(*fault)(const char *text); /* a sentence, or NULL; NULL: any text */
    const char *constant;
    bool required;
    bool or_null; /* null is taken for "none" */
};

/* A kind of object. */
struct shape {
    const struct member *members;
    size_t size;
    size_t line_at; /* offset of its line; 0: it keeps none */
    /* Put the defaults in; item is zeroed. scenario: what was read before, start at
     * least.
     */
    void (*init)(void *item, const struct scenario *scenario);
    /* Fill in what follows from other members, after all were read. */
    void (*derive)(void *item, const struct scenario *scenario);
    bool bare; /* a text stands for an object of the first member alone */
};

extern const struct shape shape_scenario;
extern const struct shape shape_zone;
extern const struct shape shape_certificate;
extern const struct shape shape_import;
extern const struct shape shape_fault_rule;
extern const struct shape shape_step; /* what all steps have: at, after_calls, when, do */

/* What a verb takes beside that. */
struct verb {
    const char *word;
    int verb;                         /* enum scenario_verb */
    const struct member *members;     /* of struct scenario_step */
    const struct member *certificate; /* of the new certificate, or NULL */
    const struct member *import;      /* of its import, or NULL */
    const struct member *zone;        /* of the new zone, or NULL */
};

extern const struct verb verbs[]; /* ends with a word that is NULL */

const struct verb *verb_find(const char *word);

/* Forms of texts, for the tables: a sentence when the text has not the form. */
const char *form_id(const char *text);
const char *form_account(const char *text);
const char *form_region(const char *text);
const char *form_zone_id(const char *text);
const char *form_name(const char *text);     /* a canonical DNS name */
const char *form_domain(const char *text);   /* DomainNameString of the ACM API */
const char *form_imported(const char *text); /* of a certificate from elsewhere */
const char *form_arn(const char *text);
const char *form_certificate_arn(const char *text);
const char *form_authority_arn(const char *text);
const char *form_slug(const char *text);  /* "caa-forbids-amazon" */
const char *form_check(const char *text); /* "acm_validationfailed" */
const char *form_serial(const char *text);
const char *form_filled(const char *text); /* anything but "" */

#endif
