/* xml: answers of Route 53 and STS turned into the JSON that the AWS CLI prints
 * (libxml2). */
#ifndef COLLECTOR_XML_H
#define COLLECTOR_XML_H

#include <stddef.h>

#include <jansson.h>

struct err;

/*
 * text is one XML document; what stands in its root element becomes the members of an
 * object: numbers, booleans and arrays where the API's model has them, text as it is
 * (`\052` stays), unknown elements kept. *root is the name of the root element, to be
 * freed. A DTD is refused; nothing outside is ever read. Fails with ERR_FORMAT.
 * Source: Route 53 API model 2013-04-01.
 */
json_t *xml_to_json(const char *text, size_t len, char **root, struct err *err);

#endif
