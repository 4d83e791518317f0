/* pseudonym: for each name or id one made-up one of the same form, the same each time. */
#ifndef ANALYZER_REDACT_PSEUDONYM_H
#define ANALYZER_REDACT_PSEUDONYM_H

#include <stddef.h>
#include <stdint.h>

#include "analyzer/redact/prf.h"
#include "base/arena.h"
#include "base/map.h"

enum pseudonym_kind {
    PSEUDONYM_LABEL,  /* of a DNS name, or a word: "r3kq9" is as long as what it hides */
    PSEUDONYM_DOMAIN, /* the label that is registered: "r-3kq9", as long, 6 at least */
    PSEUDONYM_ODD, /* a label no name may have: letters, digits replaced, the rest kept */
    PSEUDONYM_HEX, /* UUIDs, tokens, serial numbers: hex digits replaced, lower case */
    PSEUDONYM_DIGITS, /* account ids: digits replaced */
    PSEUDONYM_ID,     /* "Z0123ABC", "AKIA...": the first one or four letters are kept */
    PSEUDONYM_HOST,   /* "d111111abcdef8" of CloudFront: the first letter is kept */
    N_PSEUDONYM_KINDS
};

enum { NS_NUMBERS = 512, NS_HOSTS = 64 };

struct pseudonyms {
    struct arena *arena;
    struct prf prf;
    struct map made;                 /* from a kind and a text to its pseudonym */
    struct map used;                 /* pseudonyms that were given away */
    uint16_t ns_numbers[NS_NUMBERS]; /* another order; 0 stays */
    uint16_t ns_hosts[NS_HOSTS];
};

/* prf is set already. */
void pseudonyms_init(struct pseudonyms *all, struct arena *arena);
void pseudonyms_clear(struct pseudonyms *all);

/*
 * The pseudonym of text, lower case but for an id's. Two texts never get the same one
 * while there are enough of the form, and nothing gets itself. Which of two candidates a
 * text gets can depend on what was asked before: ask in the same order for the same
 * answers.
 */
const char *pseudonym(struct pseudonyms *all, enum pseudonym_kind kind, const char *text,
                      size_t len);

/*
 * Make those of n texts of one kind at once, so that they sort as the texts do: what goes
 * by the lesser of two ids still does. texts is sorted; kind is DIGITS or ID.
 */
void pseudonym_in_order(struct pseudonyms *all, enum pseudonym_kind kind,
                        const char *const *texts, size_t n);

#endif
