/* redaction: all that a run of redact knows: whose names there are, and what for them. */
#ifndef ANALYZER_REDACT_REDACTION_H
#define ANALYZER_REDACT_REDACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "analyzer/redact/pseudonym.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

struct estate;

enum secret_kind {
    SECRET_DOMAIN, /* a name of two labels at least, canonical */
    SECRET_ACCOUNT,
    SECRET_ZONE,
    SECRET_MAIL,
    SECRET_TOKEN, /* 32 hex digits of a validation record's name or value */
    SECRET_ID,    /* of a certificate, a change, a key, a distribution ... */
    N_SECRET_KINDS
};

/* "a domain", "an account id": for people. */
const char *secret_word(enum secret_kind kind);

struct redaction {
    struct arena arena;
    struct pseudonyms pseudonyms;
    struct map names;   /* canonical names that the readers took for names */
    struct map units;   /* domains at which a name may begin anew within another one */
    struct map owned;   /* those of certificates, zones, owners of records, mailboxes */
    struct map labels;  /* the registered labels of these: "example" */
    struct map domains; /* from a name as written to what it became */
    struct map issuers; /* of CAA records: names that stay, for they are a CA's */
    struct buf key;     /* for look-ups */
    struct map secrets; /* lower case; to an enum secret_kind */
    size_t longest;     /* of the secrets */
};

/* redaction->pseudonyms.prf is set already. */
void redaction_init(struct redaction *all);
void redaction_clear(struct redaction *all);

/* Learn from all that the readers have found. */
void redaction_gather(struct redaction *all, const struct estate *estate);

/* Text must not stand in the output: looked for at the end, see proof.h. */
void redaction_secret(struct redaction *all, enum secret_kind kind, const char *text,
                      size_t len);

#endif
