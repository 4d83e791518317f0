/* zone_tell: what the checks of zones say alike: places, causes, what was not saved. */
#ifndef ANALYZER_CHECK_DNS_ZONE_TELL_H
#define ANALYZER_CHECK_DNS_ZONE_TELL_H

#include "analyzer/check/check.h"
#include "analyzer/join/dns_fixes.h"
#include "analyzer/join/seen.h"
#include "analyzer/join/zone_users.h"

enum { ZONE_PLACES_MAX = SEEN_MAX, ZONE_NAMES_MAX = 5 };

/* For a fix that changes the zone. */
struct fix_place zone_place(const struct zone *zone);

/* A hosted zone of Route 53, not a zone file. */
bool zone_is_hosted(const struct zone *zone);

/* Where the zone itself stands in the evidence: its row, else its records. */
void zone_evidence(struct finding *out, struct arena *arena, const struct zone *zone);

/* Where record sets stand, a few, as the finding's evidence. */
void zone_sets_evidence(struct finding *out, struct arena *arena,
                        const struct rrset *const *sets, size_t n);

/*
 * UNKNOWN, for want of the zone's records or of a part of them; what names what is not
 * known: "whether a CAA set of it forbids Amazon". Says how to save them.
 */
enum verdict zone_unsaved(const struct zone *zone, const char *what, struct finding *out,
                          struct arena *arena);

/* The zone's records are not all in evidence: nothing found in them proves nothing. */
bool zone_is_unsaved(const struct zone *zone);

/* UNKNOWN, with detail and a command whose output would decide. */
enum verdict zone_unknown(const struct zone *zone, const char *message,
                          const char *detail, const char *title, const char *command,
                          struct finding *out, struct arena *arena);

/* The commands that list the account's zones, read one of them, and save its records. */
const char *zone_command_list(const struct zone *zone, struct arena *arena);
const char *zone_command_get(const struct zone *zone, struct arena *arena);
const char *zone_command_records(const struct zone *zone, struct arena *arena);

/* The names of the sets: "a, b and 3 more". */
const char *zone_names(const struct rrset *const *sets, size_t n, struct arena *arena);

/* The names of a CAA set's holders, and as domains of the cause. */
const char *zone_held_names(const struct zone_caa *caa, struct arena *arena);
void zone_held_domains(struct cause *cause, const struct zone_caa *caa,
                       struct arena *arena);

/*
 * Cause for a CAA set of a zone that keeps Amazon out, with its place, and how to mend
 * it, for plain names and for wildcards where the set forbids either.
 */
struct cause *zone_caa_cause(struct finding *out, struct arena *arena,
                             const struct zone_caa *caa, enum cause_code code);

/* "0 issue "x"; ..." of the set, cut to a few. */
const char *zone_values(const struct rrset *set, struct arena *arena);

#endif
