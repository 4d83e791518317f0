/* names: domain names, label by label; what a name says by its form is kept. */
#ifndef ANALYZER_REDACT_NAMES_H
#define ANALYZER_REDACT_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct redaction;

/*
 * Is the text, with a dot within, a domain name, and not a file or a path of members? Yes
 * if the readers took it or a parent for one, or if it ends in a public suffix.
 */
bool names_is_name(struct redaction *all, const char *text, size_t len);

/*
 * Add the name's pseudonym to out. A label has the same one wherever it stands, so that a
 * name stays below its zone, doubled names are doubled, and so on; the public suffix,
 * "*", "www" and the like, and the domains of keep.h stay. Escapes are decoded but for
 * those of a star. Upper case stays upper case.
 *
 * origin  canonical: of a zone file, for names without a last dot; or NULL
 */
void names_rewrite(struct redaction *all, const char *text, size_t len,
                   const char *origin, bool decimal, struct buf *out);

/* The same of one label, or of a word that could be one. */
void names_rewrite_label(struct redaction *all, const char *text, size_t len,
                         struct buf *out);

/* Does the name belong to those whose evidence it is? Canonical. */
bool names_is_owned(struct redaction *all, const char *name);

#endif
