/* account_use: is every certificate of an account in the evidence, as manifests state? */
#ifndef ANALYZER_JOIN_ACCOUNT_USE_H
#define ANALYZER_JOIN_ACCOUNT_USE_H

#include "analyzer/join/zone_users.h"

/*
 * Fill accounts (account -> struct account_use) for every account that a run of a
 * manifest names. An account is whole when each manifest that names it is complete, each
 * of its regions was listed with every key type and key-pair origin, no list of it is
 * cut, and every public certificate of it that DNS validates shows its records. The keys
 * and values are the arena's or the estate's.
 */
void account_uses(struct map *accounts, const struct estate *estate, struct arena *arena);

#endif
