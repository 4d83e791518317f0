/* rrset: what tells record sets apart, for the files of the store. */
#ifndef MOCKAWS_STORE_RRSET_H
#define MOCKAWS_STORE_RRSET_H

#include "mockaws/store/zone.h"

/* Borrowed. RR_NONE stands before every type, no identifier before every other. */
struct rrset_key {
    const char *name;
    uint16_t type;
    const char *set_identifier; /* NULL: none */
};

struct rrset_key rrset_key(const struct rrset *set);
int rrset_key_compare(const struct rrset_key *a, const struct rrset_key *b);

/* The first of n ordered sets at or behind the key. */
size_t rrset_bound(struct rrset *const *sets, size_t n, const struct rrset_key *key);

/* True when sets[i] is there and bears the key. */
bool rrset_at(struct rrset *const *sets, size_t n, size_t i, const struct rrset_key *key);

#endif
