/* label: one label of a domain name, as the place where it stands demands. */
#ifndef ANALYZER_REDACT_LABEL_H
#define ANALYZER_REDACT_LABEL_H

#include <stddef.h>

struct buf;
struct redaction;

/* What is to become of one label. */
enum fate {
    FATE_LABEL,  /* a word of the zone's owner */
    FATE_DOMAIN, /* what is registered */
    FATE_KEEP,
    FATE_HOST,  /* below a domain that is known: words of AWS stay */
    FATE_SERVER /* of "ns-42.awsdns-05.com": not for label_rewrite() */
};

struct label {
    const char *text; /* as written */
    size_t len;
    const char *canonical; /* base/dns/name.h */
    enum fate fate;
};

/*
 * Add what the label becomes: tokens, account ids, A-labels and labels that no
 * certificate may hold stay what they are by form; leading underscores and upper case do.
 */
void label_rewrite(struct redaction *all, const struct label *label, struct buf *out);

#endif
