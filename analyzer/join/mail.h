/* mail: whom ACM writes to for validation by e-mail. */
#ifndef ANALYZER_JOIN_MAIL_H
#define ANALYZER_JOIN_MAIL_H

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

#endif
