/* record_fixes: what to do about each cause that a validation record has. */
#include "analyzer/join/record_fixes.h"

#include <string.h>

#include "analyzer/join/commands.h"
#include "analyzer/join/delegation.h"
#include "analyzer/join/dns_fixes.h"
#include "analyzer/join/fixes.h"
#include "analyzer/join/shell.h"
#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/suffix.h"

static struct fix_place place_of(const struct job *job, const struct zone *zone)
{
    struct fix_place place = { .cert = job->cert };

    if (zone != NULL) {
        place.zone_id = zone->id;
        place.zone = zone->name;
        place.account = zone->account;
    }
    return place;
}

/* A change to the DNS: the first thing to do. */
static void add_change(struct job *job, struct cause *cause, const char *title,
                       const char *text)
{
    if (text != NULL)
        job_mend_first(job, cause, cause_fix(cause, job->arena, FIX_CLI, title, text));
}

static void add_text(struct job *job, struct cause *cause, enum fix_kind kind,
                     const char *title, const char *text)
{
    if (text != NULL)
        cause_fix(cause, job->arena, kind, title, text);
}

/* ---- Route 53 ---- */

/* The zone in which the record is to be made; NULL when it is not known, or not AWS's. */
static const struct zone *home(const struct record_match *match)
{
    const struct zone *zone = match->serving.zone;

    if (zone == NULL || match->serving.cut != NULL || match->serving.ambiguous ||
        zone->from == DNS_FROM_ZONEFILE)
        return NULL;
    return zone;
}

static void add_upsert(struct job *job, struct cause *cause,
                       const struct record_match *match)
{
    const struct fix_place place = place_of(job, home(match));

    if (cause->expected->value[0] == '\0')
        return;
    add_change(job, cause, "Make the record",
               fix_upsert(&place, cause->expected, job->arena));
}

/* What stands in the way cannot be written out: it goes first, by a person's hand. */
static void add_by_hand(struct job *job, struct cause *cause,
                        const struct record_match *match, const struct why *why)
{
    const struct fix_place place = place_of(job, home(match));
    const char *upsert = fix_upsert(&place, cause->expected, job->arena);
    const char *name = why->n_sets > 0 ? why->sets[0]->name : match->name;

    if (upsert == NULL || !shell_is_name(name))
        return;
    cause_fix(
        cause, job->arena, FIX_TEXT, "Take away what stands there, then make the record",
        arena_printf(
            job->arena,
            "1. Delete what stands at %s, in the console or where the zone is kept: "
            "the evidence does not hold it to the letter, as a deletion must.\n"
            "2. Then make the record:\n%s",
            name, upsert));
}

/* The wrong sets stand in the zone that serves the name: away with them, in one batch. */
static void add_replace(struct job *job, struct cause *cause,
                        const struct record_match *match, const struct why *why)
{
    const struct fix_place place = place_of(job, home(match));
    const char *text = NULL;

    if (cause->expected->value[0] == '\0')
        return;
    if (why->zone != NULL && why->zone == home(match))
        text = fix_replace(&place, cause->expected, why->sets, why->n_sets, job->arena);
    if (text != NULL)
        add_change(job, cause, "Put the right record in the place of the wrong", text);
    else
        add_by_hand(job, cause, match, why);
}

/* The record in a zone that has nothing to do with the name helps nobody there. */
static void add_removal(struct job *job, struct cause *cause, const struct why *why)
{
    const struct fix_place place = place_of(job, why->zone);
    const char *text;

    if (why->zone == NULL || why->zone->from == DNS_FROM_ZONEFILE)
        return;
    text = fix_replace(&place, NULL, why->sets, why->n_sets, job->arena);
    if (text != NULL)
        cause_fix(cause, job->arena, FIX_CLI,
                  arena_printf(job->arena, "Then take it out of %s", why->zone->name),
                  text);
}

/* One CNAME that is only wrong in its value is written over. */
static void add_correction(struct job *job, struct cause *cause,
                           const struct record_match *match, const struct why *why)
{
    if (why->n_sets == 1 && why->sets[0]->type == RR_CNAME &&
        why->sets[0]->set_id == NULL)
        add_upsert(job, cause, match);
    else
        add_replace(job, cause, match, why);
}

/* ---- delegation ---- */

static void add_delegation(struct job *job, struct cause *cause, const struct zone *zone)
{
    const struct zone *parent = zone_above(job->facts->zones, zone->name);
    const struct fix_place place = place_of(job, parent);

    if (zone->n_servers == 0)
        return;
    if (strcmp(suffix_registrable(zone->name), zone->name) == 0)
        add_change(job, cause, "Let the registrar name this zone's servers",
                   fix_registrar(zone->name, zone->servers, zone->n_servers, job->arena));
    else
        add_change(
            job, cause, "Delegate to this zone in the zone above it",
            fix_delegate(&place, zone->name, zone->servers, zone->n_servers, job->arena));
}

/* ---- what always helps ---- */

static void add_evidence(struct job *job, struct cause *cause)
{
    const char *names[] = { cause->expected->name };

    add_text(job, cause, FIX_CLI,
             "Ask the public DNS: the answer must be the expected value",
             command_dig("CNAME", names, 1, job->arena));
    add_text(job, cause, FIX_CLI,
             "Save the hosted zones and the records of the zone that serves the name",
             command_zones(job->cert, cause->expected->name, job->arena));
}

static void add_forms(struct job *job, struct cause *cause,
                      const struct record_match *match, bool sheet_first)
{
    const struct zone *zone = home(match);
    const struct fix_place place = place_of(job, zone);
    const struct dns_record *record = cause->expected;

    if (record->value[0] == '\0')
        return;
    if (sheet_first && cause->n_domains > 0)
        add_text(job, cause, FIX_TEXT, "Hand the record to whoever runs the DNS",
                 fix_sheet(record, cause->domains[0], job->arena));
    add_text(job, cause, FIX_ZONEFILE, "The record in a zone file",
             fix_zone_line(record, job->arena));
    if (zone != NULL) {
        add_text(job, cause, FIX_TERRAFORM, "The whole pattern in Terraform",
                 fix_terraform(job->cert, zone->name, zone->id, job->arena));
        add_text(job, cause, FIX_CLOUDFORMATION, "The record in CloudFormation",
                 fix_cloudformation(&place, record, job->arena));
    }
    if (!sheet_first && cause->n_domains > 0)
        add_text(job, cause, FIX_TEXT, "Hand the record to whoever runs the DNS",
                 fix_sheet(record, cause->domains[0], job->arena));
}

static void add_failed(struct job *job, struct cause *cause)
{
    const char *names[] = { cause->expected->name };

    add_text(job, cause, FIX_CLI, "Ask again, and see which server fails",
             command_dig("CNAME", names, 1, job->arena));
    cause_fix(cause, job->arena, FIX_TEXT, "Where to look",
              "SERVFAIL that turns to NOERROR with `dig +cd` is DNSSEC: a DS record at "
              "the parent that no key of the zone matches. REFUSED or SERVFAIL without: "
              "the delegation names servers that do not serve the zone. A timeout: a "
              "firewall, or an expired domain.");
}

void record_add_fixes(struct job *job, struct cause *cause,
                      const struct record_match *match, const struct why *why)
{
    if (why == NULL) {
        if (cause->code == CAUSE_undetermined)
            add_evidence(job, cause);
        if (cause->code == CAUSE_propagation)
            cause_fix(cause, job->arena, FIX_TEXT, "Wait",
                      "ACM asks again by itself. If the status has not changed 30 "
                      "minutes after the record was made, save the evidence anew.");
        if (cause->code == CAUSE_undetermined)
            add_forms(job, cause, match, true);
        return;
    }
    switch ((int)why->code) {
    case CAUSE_cname_value_differs:
    case CAUSE_cname_other_token:
    case CAUSE_cname_value_zone_appended:
    case CAUSE_cname_value_quoted:
    case CAUSE_cname_chain:
        add_correction(job, cause, match, why);
        break;
    case CAUSE_cname_wrong_type:
    case CAUSE_cname_conflict:
    case CAUSE_cname_routed:
    case CAUSE_cname_without_underscore:
    case CAUSE_cname_swapped:
    case CAUSE_cname_name_doubled:
        add_replace(job, cause, match, why);
        break;
    case CAUSE_zone_undelegated:
    case CAUSE_delegation_mismatch:
        if (why->zone != NULL)
            add_delegation(job, cause, why->zone);
        break;
    case CAUSE_zone_unrelated:
        add_upsert(job, cause, match);
        add_removal(job, cause, why);
        break;
    case CAUSE_dns_lookup_failed:
        add_failed(job, cause);
        return;
    case CAUSE_zone_external:
        add_forms(job, cause, match, true);
        return;
    default:
        add_upsert(job, cause, match);
        break;
    }
    add_forms(job, cause, match, false);
}
