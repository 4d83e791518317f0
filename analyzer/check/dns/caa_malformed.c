/* caa_malformed: a CAA record that issuers cannot read as it was meant. */
#include "analyzer/check/check.h"

#include <string.h>

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "base/arena.h"
#include "base/dns/caa.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_caa_malformed = {
    .rule = {
        .id = "caa_malformed",
        .title = "A CAA record that cannot be read",
        .group = GROUP_DNS,
        .severity = SEV_MEDIUM,
        .why = "An issuer that cannot read a record takes it to name nobody: what was "
               "meant to allow one issuer then forbids all, or the record protects from "
               "nothing.",
        .logic =
            "FAIL: a CAA record of the zone has flags that are no number from 0 to 255, "
            "no tag or one of other than letters and digits, no value, a quote left open; "
            "or the value of an issue or issuewild property does not fit the grammar of "
            "RFC 8659. A last dot behind a name like Amazon's is told by "
            "caa_forbids_amazon. "
            "PASS: every CAA record can be read; a tag that is not known may be. "
            "UNKNOWN: the zone's records were not saved, or in part, and none was found. "
            "NA: private zones.",
        .references = {
            "https://www.rfc-editor.org/rfc/rfc8659",
            "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/"
            "ResourceRecordTypes.html",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "Every CAA record of the zone can be read.",
    .causes = { "undetermined" },
    .run = run,
};

/* What is wrong with one record, a sentence; NULL = nothing. */
static const char *fault_of(const struct rrset *set, uint32_t i, struct arena *scratch)
{
    const char *text = set->values[i];
    struct caa_record record;
    struct caa_issuer issuer;
    const char *fault;

    if (!caa_parse(scratch, text, strlen(text), set->octal ? CAA_OCTAL : CAA_DECIMAL,
                   &record, &fault))
        return fault;
    if (strcmp(record.tag, "issue") != 0 && strcmp(record.tag, "issuewild") != 0)
        return NULL;
    caa_issuer(scratch, &record, &issuer);
    if (!issuer.malformed || caa_is_lookalike(issuer.domain))
        return NULL;
    return issuer.parameters ? "the issuer's name or parameters do not fit the grammar"
                             : "the value is no issuer's name";
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;
    const struct zone_use *use = zone_use_of(facts->users, zone);
    const char *first = NULL;
    struct arena scratch;
    size_t n = 0;

    if (zone->visibility == VISIBILITY_PRIVATE)
        return VERDICT_NA;
    arena_init(&scratch);
    for (size_t i = 0; i < use->n_caa; i++) {
        const struct rrset *set = use->caa[i].set;

        for (uint32_t v = 0; v < set->n_values; v++) {
            const char *fault = fault_of(set, v, &scratch);

            if (fault == NULL)
                continue;
            if (n++ == 0)
                first = arena_printf(arena, "at %s, %s: %s", set->name, set->values[v],
                                     fault);
            if (n <= ZONE_PLACES_MAX)
                tell_evidence(out, arena, &set->origin, "", set->values[v]);
        }
    }
    arena_clear(&scratch);
    if (n > 0) {
        finding_say(out, arena, "%s: %zu CAA record%s cannot be read; %s",
                    zone_label(zone, arena), n, n == 1 ? "" : "s", first);
        return VERDICT_FAIL;
    }
    if (zone_is_unsaved(zone))
        return zone_unsaved(zone, "whether its CAA records can be read", out, arena);
    return VERDICT_PASS;
}
