/* zone_tell: what the checks of zones say alike: places, causes, what was not saved. */
#include "analyzer/check/dns/zone_tell.h"

#include <string.h>

#include "analyzer/check/tell.h"
#include "base/arena.h"
#include "base/aws/arn.h"

enum { DOMAINS_MAX = 100, VALUES_SHOWN = 4 };

struct fix_place zone_place(const struct zone *zone)
{
    return (struct fix_place){
        .zone_id = zone->id,
        .zone = zone->name,
        .account = zone->account,
    };
}

bool zone_is_hosted(const struct zone *zone)
{
    return zone->row != NULL || zone->from != DNS_FROM_ZONEFILE;
}

void zone_evidence(struct finding *out, struct arena *arena, const struct zone *zone)
{
    if (zone->row != NULL)
        tell_evidence(out, arena, &zone->row->origin, "", zone->id);
    else if (zone->dump != NULL)
        tell_evidence(out, arena, &zone->dump->origin, "", NULL);
}

static const char *first_value(const struct rrset *set)
{
    return set->n_values > 0 ? set->values[0] : NULL;
}

void zone_sets_evidence(struct finding *out, struct arena *arena,
                        const struct rrset *const *sets, size_t n)
{
    for (size_t i = 0; i < n && i < ZONE_PLACES_MAX; i++)
        tell_evidence(out, arena, &sets[i]->origin, "", first_value(sets[i]));
}

/* ---- commands ---- */

static const char *account_of(const struct zone *zone)
{
    if (zone->account == NULL || !arn_is_account(zone->account, strlen(zone->account)))
        return "ACCOUNT";
    return zone->account;
}

/* An id comes from evidence: what is none goes into no command. */
static const char *id_of(const struct zone *zone)
{
    if (zone->id == NULL ||
        strspn(zone->id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != strlen(zone->id))
        return "ZONE_ID";
    return zone->id;
}

static const char *command_of(const struct zone *zone, const char *operation,
                              const char *option, struct arena *arena)
{
    return arena_printf(arena,
                        "# With credentials of account %s\n"
                        "mkdir -p evidence/%s/global/route53/%s\n"
                        "aws route53 %s %s %s --output json > "
                        "evidence/%s/global/route53/%s/%s.json",
                        account_of(zone), account_of(zone), operation, operation, option,
                        id_of(zone), account_of(zone), operation, id_of(zone));
}

const char *zone_command_get(const struct zone *zone, struct arena *arena)
{
    return command_of(zone, "get-hosted-zone", "--id", arena);
}

const char *zone_command_records(const struct zone *zone, struct arena *arena)
{
    return command_of(zone, "list-resource-record-sets", "--hosted-zone-id", arena);
}

const char *zone_command_list(const struct zone *zone, struct arena *arena)
{
    return arena_printf(arena,
                        "# With credentials of account %s\n"
                        "mkdir -p evidence/%s/global/route53\n"
                        "aws route53 list-hosted-zones --output json > "
                        "evidence/%s/global/route53/list-hosted-zones.json",
                        account_of(zone), account_of(zone), account_of(zone));
}

/* ---- not known ---- */

enum verdict zone_unknown(const struct zone *zone, const char *message,
                          const char *detail, const char *title, const char *command,
                          struct finding *out, struct arena *arena)
{
    struct cause *cause = finding_cause(out, arena, CAUSE_undetermined, CONFIDENCE_LOW);

    out->message = message;
    cause_detail(cause, arena, "%s", detail);
    cause->zone = zone_ref_of(zone, arena);
    cause_fix(cause, arena, FIX_CLI, title, command);
    zone_evidence(out, arena, zone);
    return VERDICT_UNKNOWN;
}

bool zone_is_unsaved(const struct zone *zone)
{
    return !zone->complete;
}

enum verdict zone_unsaved(const struct zone *zone, const char *what, struct finding *out,
                          struct arena *arena)
{
    const char *lack = zone->dump == NULL ? "its records were not saved"
                                          : "only a part of its records was saved";

    return zone_unknown(zone,
                        arena_printf(arena, "%s: %s, so %s is not known",
                                     zone_label(zone, arena), lack, what),
                        "The whole list of the zone's records decides.",
                        "Save the zone's records", zone_command_records(zone, arena), out,
                        arena);
}

/* ---- names and values ---- */

/* Sets of one name stand side by side: each name once. */
const char *zone_names(const struct rrset *const *sets, size_t n, struct arena *arena)
{
    const char **names = arena_array(arena, n, sizeof(*names));
    size_t n_names = 0;

    for (size_t i = 0; i < n; i++)
        if (n_names == 0 || strcmp(names[n_names - 1], sets[i]->name) != 0)
            names[n_names++] = sets[i]->name;
    return tell_list(arena, names, n_names, ZONE_NAMES_MAX);
}

/* The first names that hold, each once. */
static size_t distinct(const struct zone_caa *caa, const char *names[DOMAINS_MAX])
{
    size_t n = 0;

    for (const struct held_name *held = caa->held; held != NULL && n < DOMAINS_MAX;
         held = held->next) {
        size_t i = 0;

        while (i < n && strcmp(names[i], held->name) != 0)
            i++;
        if (i == n)
            names[n++] = held->name;
    }
    return n;
}

const char *zone_held_names(const struct zone_caa *caa, struct arena *arena)
{
    const char *names[DOMAINS_MAX];
    const size_t n = distinct(caa, names);

    return tell_list(arena, names, n, ZONE_NAMES_MAX);
}

void zone_held_domains(struct cause *cause, const struct zone_caa *caa,
                       struct arena *arena)
{
    const char *names[DOMAINS_MAX];
    const size_t n = distinct(caa, names);

    for (size_t i = 0; i < n; i++)
        cause_domain(cause, arena, names[i]);
}

const char *zone_values(const struct rrset *set, struct arena *arena)
{
    return tell_list(arena, set->values, set->n_values, VALUES_SHOWN);
}

/* ---- CAA ---- */

struct cause *zone_caa_cause(struct finding *out, struct arena *arena,
                             const struct zone_caa *caa, enum cause_code code)
{
    struct cause *cause = finding_cause(out, arena, code, zone_confidence(caa->zone));
    const struct fix_place place = zone_place(caa->zone);
    const unsigned names = (caa->plain.answer == CAA_FORBIDS ? CAA_FIX_PLAIN : 0u) |
                           (caa->wildcard.answer == CAA_FORBIDS ? CAA_FIX_WILDCARD : 0u);
    const char *text;

    cause_detail(cause, arena, "The CAA set at %s is: %s.", caa->set->name,
                 zone_values(caa->set, arena));
    cause_see(cause, arena, caa->zone, &caa->set, 1);
    zone_held_domains(cause, caa, arena);
    if (zone_is_hosted(caa->zone)) {
        text = fix_caa(&place, caa->set->name, caa->set, names, arena);
        if (text != NULL)
            cause_fix(cause, arena, FIX_CLI, "Let Amazon issue in the CAA records", text);
    }
    text = fix_caa_lines(caa->set->name, caa->set, names, arena);
    if (text != NULL)
        cause_fix(cause, arena, FIX_ZONEFILE, "The CAA records in a zone file", text);
    return cause;
}
