/* change_batch: one call of ChangeResourceRecordSets, put together and held to its rules.
 */
#ifndef ANALYZER_JOIN_CHANGE_BATCH_H
#define ANALYZER_JOIN_CHANGE_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct arena;
struct fix_place;

/* A record set: TTL and values, or an alias; with its routing, where it has one. */
struct batch_set {
    const char *name; /* canonical */
    uint16_t type;    /* enum rr_type */
    int64_t ttl_s;
    const char *const *values; /* presentation form with octal escapes */
    size_t n_values;
    const char *alias; /* canonical; NULL = none. Then without TTL and values */
    const char *alias_zone;
    bool alias_health;        /* EvaluateTargetHealth */
    const char *set_id;       /* SetIdentifier; NULL = no routing policy */
    const char *routing_json; /* `"Weight": 10` */
    const char *health_check; /* NULL = none */
};

/*
 * A batch in the making. Whatever breaks a rule (a name that is none or lies outside of
 * the zone, a TTL or value out of range, a CNAME at the apex, one rrset twice, too much
 * for one call) makes unfit true, and then there is no text.
 * Sources: Route 53 API, ChangeResourceRecordSets; facts 8.3.
 */
struct change_batch {
    const struct fix_place *place;
    struct arena *arena;
    struct buf changes; /* the JSON of the changes so far */
    struct {
        const char *name;
        const char *set_id;
        uint16_t type;
    } * seen;
    size_t n_changes;
    size_t room;     /* of seen */
    size_t elements; /* ResourceRecord elements, an UPSERT's twice */
    size_t octets;   /* of values, an UPSERT's twice */
    bool unfit;
};

/* most: how many changes there can be. */
void batch_init(struct change_batch *batch, const struct fix_place *place, size_t most,
                struct arena *arena);

/* action: "CREATE", "DELETE" or "UPSERT". */
void batch_add(struct change_batch *batch, const char *action,
               const struct batch_set *set);

/*
 * The command in the arena: a comment that names account and zone, remarks (comment
 * lines with their newlines, or ""), the call. NULL when unfit. Lets go of the batch.
 */
const char *batch_text(struct change_batch *batch, const char *comment,
                       const char *remarks);

/* ---- what the templates need, too ---- */

/*
 * A canonical name as Route 53 takes it: absolute, odd bytes as `\ooo`. NULL: an empty
 * or long label, a long name, a control character.
 */
const char *batch_name(const char *name, struct arena *arena);

/* True for a value that can stand in JSON, YAML and the API: no controls, 1-4000 long. */
bool batch_is_value(const char *value);

/* The bare id of place's zone, or NULL when none is known that can be one. */
const char *batch_zone_id(const struct fix_place *place);

/*
 * "# Account A, zone Z (ID)." and, where something is not known, lines that say how to
 * find it.
 */
void batch_place(struct buf *out, const struct fix_place *place);

#endif
