/* rdata: records written in hex (RFC 3597): what they hold is rewritten within. */
#ifndef ANALYZER_REDACT_RDATA_H
#define ANALYZER_REDACT_RDATA_H

#include <stddef.h>

struct buf;
struct rewriting;

/*
 * `\# 22 0005...` at text: the value of a CAA record, or a name, is rewritten and put
 * back into hex; of anything else the digits are replaced. Returns how much of text was
 * taken, 0 when it is none.
 */
size_t rdata_rewrite(struct rewriting *state, const char *text, size_t len,
                     struct buf *out);

#endif
