/* mail: whom ACM writes to for validation by e-mail. */
#ifndef ANALYZER_JOIN_MAIL_H
#define ANALYZER_JOIN_MAIL_H

#include <stdbool.h>

#include "analyzer/join/zones.h"

struct arena;
struct validation;

/* The link in the mail, and sending it again: ACM API, ResendValidationEmail. */
enum { MAIL_LIMIT_S = 72 * 3600 };

/*
 * The domain behind the '@': ValidationDomain, else the domain; without a leading
 * "*.", and for the domain itself without "www.". Source: ACM User Guide, "Email
 * validation".
 */
const char *mail_domain(const struct validation *validation);

/*
 * The mailboxes, for a sentence: ValidationEmails when the evidence has them, else
 * the five that ACM always takes.
 */
const char *mail_boxes(const struct validation *validation, struct arena *arena);

/* How mail for a domain fares in the saved DNS. */
struct mail_way {
    const char *said; /* what is wrong, a sentence */
    struct look look; /* for MX */
    enum confidence confidence;
};

/*
 * True when no server takes mail for the domain: no MX and no address (with one at most
 * medium: it is a mail server of last resort), or the null MX `0 .`. zones may be NULL.
 * Sources: RFC 5321, 5.1; RFC 7505.
 */
bool mail_is_lost(const struct zones *zones, const char *domain, struct arena *arena,
                  struct mail_way *out);

#endif
