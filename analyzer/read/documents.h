/* documents: the documents of one text, decoded; broken ones repaired and named. */
#ifndef ANALYZER_READ_DOCUMENTS_H
#define ANALYZER_READ_DOCUMENTS_H

#include "analyzer/read/decode.h"

/*
 * Decode all documents of text: one, several one after another, one a line, with
 * error texts between them. text may be changed (peeled); JSON_PADDING bytes follow
 * it. Problems and counts go to source.
 */
void documents_read(struct decoder *decoder, struct source *source, char *text,
                    size_t len);

#endif
