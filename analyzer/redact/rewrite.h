/* rewrite: text, word by word: what could tell whose it is becomes a pseudonym. */
#ifndef ANALYZER_REDACT_REWRITE_H
#define ANALYZER_REDACT_REWRITE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct redaction;

struct rewriting {
    struct redaction *all;
    const char *origin; /* of a zone file, canonical; NULL = none, or not in one */
    bool dns;           /* every word is a name but those of DNS; escapes are decimal */
    bool keep_words;    /* a member's name: plain words stay, names and ids do not */
    bool digits;        /* of a person's address: no digit stays */
    bool issuer;        /* the word before was "issue": a CA's name follows */
};

/*
 * Add text to out. Times, numbers and the words of keep.h stay, and so does all that is
 * no letter and no digit; a name, an id, an address of the net or of a mailbox, and any
 * other word becomes its pseudonym; PEM keeps its first and last line. No word that is
 * not known stays: what can be read afterwards was known before.
 */
void rewrite_text(struct rewriting *state, const char *text, size_t len, struct buf *out);

#endif
