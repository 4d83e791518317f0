/* zone_text: BIND zone files, read into a record dump. */
#ifndef ANALYZER_READ_ZONE_TEXT_H
#define ANALYZER_READ_ZONE_TEXT_H

#include "analyzer/read/context.h"

/* Does the text look like a zone file, or a zone transfer that dig has printed? */
bool zone_text_is(const struct document *document);

/* Read the document as a zone file. What is lost or refused is said of the file. */
void zone_text_take(struct context *context);

#endif
