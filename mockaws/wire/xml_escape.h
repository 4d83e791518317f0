/* xml_escape: text made fit to stand between two tags. */
#ifndef MOCKAWS_WIRE_XML_ESCAPE_H
#define MOCKAWS_WIRE_XML_ESCAPE_H

struct buf;

/*
 * & < > as entities, a carriage return as a character reference; what XML 1.0 cannot hold
 * (controls, U+FFFE, U+FFFF, bytes that are no UTF-8) becomes U+FFFD. Source: XML 1.0,
 * 2.2 and 2.11.
 */
void xml_escape(struct buf *out, const char *text);

#endif
