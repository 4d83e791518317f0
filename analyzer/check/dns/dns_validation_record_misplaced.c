/* dns_validation_record_misplaced: a validation record that cannot work where it stands.
 */
#include "analyzer/check/check.h"

#include <string.h>

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "base/arena.h"
#include "base/dns/name.h"

enum { FIXES_MAX = 3 };

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_dns_validation_record_misplaced = {
    .rule = {
        .id = "dns_validation_record_misplaced",
        .title = "A validation record that cannot work where it stands",
        .group = GROUP_DNS,
        .severity = SEV_MEDIUM,
        .why = "Somebody made the record that ACM asked for, and a small slip keeps ACM "
               "from finding it: the certificate waits, or its next renewal fails, while "
               "the console seems to show that all is done.",
        .logic =
            "FAIL: a CNAME that looks like ACM's has lost the underscore of its name, "
            "bears the zone's name twice, points to a value with the zone behind it or in "
            "quotes, or stands in a private zone or below a name that the zone delegates "
            "away. "
            "PASS: no such record in the zone, all of whose records are in the evidence. A "
            "name with the zone twice that some certificate asks for is right. "
            "UNKNOWN: the zone's records were not saved, or in part, and none was found.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/"
            "troubleshooting-DNS-validation.html",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN,
    .pass = "No validation record stands where it cannot work.",
    .causes = { "cname_without_underscore", "cname_name_doubled",
                "cname_value_zone_appended", "cname_value_quoted", "zone_private",
                "zone_occluded", "undetermined" },
    .run = run,
};

/* The kinds, in the order in which they are looked for; one record is of one kind. */
enum kind {
    KIND_PRIVATE,
    KIND_OCCLUDED,
    KIND_NO_UNDERSCORE,
    KIND_DOUBLED,
    KIND_APPENDED,
    KIND_QUOTED,
    N_KINDS /* right */
};

static const struct {
    enum cause_code code;
    const char *said;
} kinds[N_KINDS] = {
    [KIND_PRIVATE] = { CAUSE_zone_private, "in a private zone, which ACM never sees" },
    [KIND_OCCLUDED] = { CAUSE_zone_occluded,
                        "below a name that the zone delegates to other name servers" },
    [KIND_NO_UNDERSCORE] = { CAUSE_cname_without_underscore,
                             "without the underscore in front of its name" },
    [KIND_DOUBLED] = { CAUSE_cname_name_doubled, "with the zone twice in its name" },
    [KIND_APPENDED] = { CAUSE_cname_value_zone_appended,
                        "with the zone behind its value" },
    [KIND_QUOTED] = { CAUSE_cname_value_quoted, "with its value in quotes" },
};

static enum kind kind_of(const struct zone *zone, const struct zone_record *record)
{
    if (zone->visibility == VISIBILITY_PRIVATE)
        return KIND_PRIVATE;
    if (record->cut != NULL)
        return KIND_OCCLUDED;
    switch (record->placed) {
    case PLACED_NO_UNDERSCORE:
        return KIND_NO_UNDERSCORE;
    case PLACED_DOUBLED:
        return KIND_DOUBLED;
    case PLACED_APPENDED:
        return KIND_APPENDED;
    case PLACED_QUOTED:
        return KIND_QUOTED;
    case PLACED_RIGHT:
    default:
        return N_KINDS;
    }
}

/* ---- fixes ---- */

/* What was meant: the name and value as ACM gave them. */
static struct dns_record meant(const struct zone *zone, const struct rrset *set,
                               enum kind kind, struct arena *arena)
{
    const char *name = set->name;
    char *value = arena_strdup(arena, set->values[0]);
    char *tail;

    if (value[0] == '"')
        value++;
    value[strcspn(value, "\"")] = '\0';
    tail = strstr(value, ".acm-validations.aws.");
    if (tail != NULL)
        tail[strlen(".acm-validations.aws.")] = '\0';
    if (kind == KIND_NO_UNDERSCORE)
        name = arena_printf(arena, "_%s", name);
    if (kind == KIND_DOUBLED)
        name = arena_strndup(arena, name, strlen(name) - strlen(zone->name) - 1);
    return (struct dns_record){
        .name = arena_printf(arena, "%s.", name),
        .type = "CNAME",
        .value = value,
    };
}

/* The zone in evidence in which the record would work, or NULL. */
static const struct zone *right_zone(const struct facts *facts, const struct zone *zone,
                                     const struct rrset *set)
{
    const struct serving serving = zones_serving(facts->zones, set->name);

    if (serving.zone == NULL || serving.zone == zone || serving.cut != NULL ||
        serving.ambiguous)
        return NULL;
    return serving.zone;
}

static void add_fix(const struct facts *facts, const struct zone *zone,
                    const struct rrset *set, enum kind kind, struct cause *cause,
                    struct arena *arena)
{
    const struct dns_record record = meant(zone, set, kind, arena);
    const bool moves = kind == KIND_PRIVATE || kind == KIND_OCCLUDED;
    const struct zone *where = moves ? right_zone(facts, zone, set) : zone;
    struct fix_place place;
    const char *text;

    if (where == NULL || !zone_is_hosted(where)) {
        cause_fix(cause, arena, FIX_TEXT, "Make the record where it is asked for",
                  arena_printf(arena, "%s CNAME %s, in the public zone that serves %s",
                               record.name, record.value, set->name));
        return;
    }
    place = zone_place(where);
    text = moves ? fix_upsert(&place, &record, arena)
                 : fix_replace(&place, &record, &set, 1, arena);
    if (text != NULL)
        cause_fix(
            cause, arena, FIX_CLI,
            moves ? arena_printf(arena, "Make the record in %s", zone_label(where, arena))
                  : "Put it right",
            text);
    if (!moves || !zone_is_hosted(zone))
        return;
    place = zone_place(zone);
    text = fix_replace(&place, NULL, &set, 1, arena);
    if (text != NULL)
        cause_fix(cause, arena, FIX_CLI,
                  arena_printf(arena, "Then take it out of %s", zone_label(zone, arena)),
                  text);
}

/* ---- the finding ---- */

static size_t gather(const struct zone *zone, const struct zone_use *use, enum kind kind,
                     const struct rrset **sets)
{
    size_t n = 0;

    for (size_t i = 0; i < use->n_records; i++)
        if (kind_of(zone, &use->records[i]) == kind)
            sets[n++] = use->records[i].set;
    return n;
}

/* The domain that the record is to prove: behind the first label. */
static void add_domains(struct cause *cause, const struct rrset *const *sets, size_t n,
                        struct arena *arena)
{
    for (size_t i = 0; i < n && i < ZONE_PLACES_MAX; i++)
        cause_domain(cause, arena, name_parent(sets[i]->name));
}

static const char *tell_kind(const struct facts *facts, const struct zone *zone,
                             enum kind kind, const struct rrset *const *sets, size_t n,
                             struct finding *out, struct arena *arena)
{
    const char *names = zone_names(sets, n, arena);
    struct cause *cause = finding_cause(out, arena, kinds[kind].code,
                                        kind == KIND_PRIVATE ? zone_place_confidence(zone)
                                                             : zone_confidence(zone));

    cause_detail(cause, arena, "%zu record%s of zone %s stand%s %s: %s.", n,
                 n == 1 ? "" : "s", zone_label(zone, arena), n == 1 ? "s" : "",
                 kinds[kind].said, names);
    cause_see(cause, arena, zone, sets, n);
    add_domains(cause, sets, n, arena);
    for (size_t i = 0; i < n && i < FIXES_MAX; i++)
        add_fix(facts, zone, sets[i], kind, cause, arena);
    zone_sets_evidence(out, arena, sets, n);
    return arena_printf(arena, "%s stand%s %s", names, n == 1 ? "s" : "",
                        kinds[kind].said);
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;
    const struct zone_use *use = zone_use_of(facts->users, zone);
    const struct rrset **sets;
    const char *said = "";

    for (int kind = 0; kind < N_KINDS && use->n_records > 0; kind++) {
        const char *part;
        size_t n = 0;

        for (size_t i = 0; i < use->n_records; i++)
            n += kind_of(zone, &use->records[i]) == (enum kind)kind;
        if (n == 0)
            continue;
        sets = arena_array(arena, n, sizeof(*sets));
        gather(zone, use, (enum kind)kind, sets);
        part = tell_kind(facts, zone, (enum kind)kind, sets, n, out, arena);
        said = said[0] == '\0' ? part : arena_printf(arena, "%s; %s", said, part);
    }
    if (said[0] != '\0') {
        finding_say(out, arena, "%s: validation records that cannot work: %s",
                    zone_label(zone, arena), said);
        return VERDICT_FAIL;
    }
    if (zone_is_unsaved(zone))
        return zone_unsaved(zone, "whether validation records of it are misplaced", out,
                            arena);
    return VERDICT_PASS;
}
