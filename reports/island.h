/* island: the findings as compact JSON for the report's script. */
#ifndef REPORTS_ISLAND_H
#define REPORTS_ISLAND_H

#include "reports/resources.h"

/*
 * {"sure": [phrase of each confidence], "kinds": [word of each kind of fix],
 *  "rules": [[id, title, severity, why]], "causes": [[code, title, explanation]],
 *  "resources": [RESOURCE...], "strings": [string...]}
 *
 * RESOURCE [id, domain, account, region, status, type, method, in use, names, reason,
 *   not after, file, document, [FINDING...]]. id is U+0007 and the UUID when it is the
 *   ARN that account and region give, else the whole id. names: joined by blanks, "" when
 *   the domain is the only one. account to in use, reason and file are indexes in
 * strings, -1 for none. FINDING [rule, verdict, severity, confidence, fingerprint, TEXT
 * message, [PLACE...], [CAUSE...]] PLACE [pointer, line, value] and, where they are not
 * the resource's, file and document. CAUSE [cause, confidence, TEXT domains, TEXT detail,
 * expected: 0 or [TEXT name, type, TEXT value], [[TEXT, type, TEXT]... observed], [[kind,
 * TEXT title, TEXT]... fixes]] TEXT 0 for none; an index in strings; or [index,
 * argument...]. U+0001 in the string stands for the next argument; in both, U+0002 to
 * U+0006 stand for the resource's domain, ARN, account, region and UUID. What varies from
 * certificate to certificate is thus not in the strings, and each of them is there once.
 */
void island_write(const struct report *report, const struct resources *resources,
                  FILE *out);

#endif
