/* suffix: where the public part of a domain name ends (public suffix list). */
#ifndef BASE_DNS_SUFFIX_H
#define BASE_DNS_SUFFIX_H

/*
 * The registrable domain of a name: one label more than its public suffix, by the
 * ICANN section of libpsl's built-in list. "a.b.example.co.uk" -> "example.co.uk".
 * Points into name. A name without a known public suffix above it, or that is one
 * itself, is returned whole. name: canonical, without "*.".
 */
const char *suffix_registrable(const char *name);

/*
 * The public suffix of a name by the same list, "co.uk" of that one; the name itself when
 * it is one; NULL when none is known. Of a suffix by a rule with a star ("*.ck") it is
 * the part that the rule spells, "ck". Points into name.
 */
const char *suffix_public(const char *name);

#endif
