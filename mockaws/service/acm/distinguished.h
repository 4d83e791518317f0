/* distinguished: distinguished names as text ("C=US,O=Example,CN=example.com"), by part.
 */
#ifndef MOCKAWS_SERVICE_ACM_DISTINGUISHED_H
#define MOCKAWS_SERVICE_ACM_DISTINGUISHED_H

#include <stdbool.h>

struct emit;

enum { DN_KEY_MAX = 32, DN_VALUE_MAX = 512 };

struct dn_part {
    char key[DN_KEY_MAX];     /* "CN"; a longer one is cut */
    char value[DN_VALUE_MAX]; /* unescaped; a longer one is cut */
};

/* The next part of a name (RFC 4514); *at is moved behind it. False: there is none. */
bool dn_next(const char **at, struct dn_part *out);

/* The last CN into out->value. False: there is none. text may be NULL. */
bool dn_common_name(const char *text, struct dn_part *out);

/*
 * SearchCertificates's DistinguishedName: {"CommonName":...,"Country":...}; parts that it
 * has no member for go to CustomAttributes by their name.
 */
void dn_json(struct emit *emit, const char *key, const char *text);

#endif
