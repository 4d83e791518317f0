/* document: a file's text, of any shape, rewritten string by string and line by line. */
#ifndef ANALYZER_REDACT_DOCUMENT_H
#define ANALYZER_REDACT_DOCUMENT_H

#include <stddef.h>

struct buf;
struct redaction;

/*
 * JSON and what has strings like it, broken or not: names of members stay when they are
 * plain words, numbers and words outside strings as rewrite.h says. Strings that hold
 * JSON are rewritten as such.
 */
void document_rewrite(struct redaction *all, const char *text, size_t len,
                      struct buf *out);

/* Zone files and output of dig. origin: the zone's name, canonical; NULL = not known. */
void document_rewrite_dns(struct redaction *all, const char *text, size_t len,
                          const char *origin, struct buf *out);

/* A file name relative to the folder, "/" between its components. */
void document_rewrite_path(struct redaction *all, const char *path, struct buf *out);

#endif
