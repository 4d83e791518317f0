/* record: how the validation record that ACM expects is met in the saved DNS. */
#include "analyzer/join/record.h"

#include <string.h>

#include "analyzer/join/record_places.h"
#include "analyzer/join/record_value.h"
#include "analyzer/join/seen.h"
#include "base/arena.h"
#include "base/dns/name.h"

static const char *say_zone(const struct zone *zone, struct arena *arena)
{
    static const char *const seen[] = { "visibility unknown", "public", "private" };

    return arena_printf(arena, "zone %s, %s%s", zone_label(zone, arena),
                        seen[zone->visibility],
                        zone->complete ? "" : ", records saved in part");
}

/* domain -> delegation -> zone, as far as they are known. */
static void say_way(struct record_match *match, const char *domain, struct arena *arena)
{
    const struct serving *serving = &match->serving;
    const struct zone *zone = serving->zone;

    record_step(match, domain);
    if (zone == NULL) {
        record_step(match, "no zone in the evidence serves it");
        return;
    }
    switch (zone->delegation.state) {
    case DELEGATION_AGREES:
        record_step(match, arena_printf(arena, "delegation: %s names this zone's servers",
                                        zone->delegation.who));
        break;
    case DELEGATION_CONTRADICTS:
        record_step(match, arena_printf(arena, "! delegation: %s names other servers: %s",
                                        zone->delegation.who,
                                        servers_text(zone->delegation.servers,
                                                     zone->delegation.n_servers, arena)));
        break;
    case DELEGATION_ABSENT:
    case DELEGATION_UNKNOWN:
    default:
        record_step(match,
                    serving->ambiguous
                        ? arena_printf(arena,
                                       "! delegation: not known to which of %u zones",
                                       zone->n_public_of_name)
                        : "delegation: not in the evidence");
        break;
    }
    record_step(match, say_zone(zone, arena));
    if (serving->cut != NULL)
        record_step(match, arena_printf(arena, "! %s is delegated to other servers",
                                        serving->cut->name));
}

/* ---- nothing stands there ---- */

static void say_missing(struct record_match *match, const struct zone *zone,
                        enum confidence confidence, struct arena *arena)
{
    struct why *why = record_why(match, CAUSE_cname_missing, confidence,
                                 arena_printf(arena, "Zone %s holds no record at %s.",
                                              zone_label(zone, arena), match->name));

    why_proof(why, zone, zone->dump != NULL ? &zone->dump->origin : NULL);
    record_step(match, arena_printf(arena, "! no record at %s", match->name));
}

static void say_not_answered(struct record_match *match, const struct dns_answer *answer,
                             enum confidence confidence, struct arena *arena)
{
    struct why *why = record_why(
        match, CAUSE_cname_missing, confidence,
        arena_printf(arena,
                     "The public DNS was asked for %s and answered %s: there is no such "
                     "record.",
                     match->name,
                     answer->status == DNS_NXDOMAIN ? "NXDOMAIN" : "without a CNAME"));

    why_proof(why, NULL, &answer->origin);
    record_step(match, arena_printf(arena, "! no record at %s", match->name));
}

static void say_failed(struct record_match *match, const struct dns_answer *answer,
                       const char *name, struct arena *arena)
{
    char word[RR_WORD_MAX];
    struct why *why =
        record_why(match, CAUSE_dns_lookup_failed, CONFIDENCE_HIGH,
                   arena_printf(arena, "The look-up of %s %s gave %s%s%s.", name,
                                rr_type_word(answer->type, word), answer_word(answer),
                                answer->server != NULL ? ", asked at " : "",
                                answer->server != NULL ? answer->server : ""));

    why_proof(why, NULL, &answer->origin);
    record_step(match,
                arena_printf(arena, "! look-up of %s: %s", name, answer_word(answer)));
}

/* ---- a saved answer ---- */

/* A saved failure for the name, or for the zone above it; *name is what was asked. */
static const struct dns_answer *failed_answer(const struct zones *zones,
                                              const struct record_match *match,
                                              const char **name)
{
    static const uint16_t types[] = { RR_SOA, RR_NS };
    const struct dns_answer *answer = zones_answer(zones, match->name, RR_CNAME);

    *name = match->name;
    if (answer != NULL && answer_failed(answer))
        return answer;
    for (const char *at = name_parent(match->name); at != NULL && name_labels(at) > 1;
         at = name_parent(at)) {
        for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
            const struct dns_answer *above = zones_answer(zones, at, types[i]);

            if (above == NULL || !answer_failed(above))
                continue;
            *name = at;
            return answer == NULL ? above : NULL; /* an answer came all the same */
        }
    }
    return NULL;
}

/* What stands at the name: of this answer, and of those to questions for other types. */
static const struct rrset *const *gather(const struct zones *zones,
                                         const struct record_match *match,
                                         const struct dns_answer *answer, size_t *n,
                                         struct arena *arena)
{
    static const uint16_t types[] = { RR_TXT, RR_A, RR_AAAA, RR_MX };
    const struct dns_answer *answers[1 + sizeof(types) / sizeof(types[0])] = { answer };
    const struct rrset **sets;
    size_t room = answer->n_answer;

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        answers[1 + i] = zones_answer(zones, match->name, types[i]);
        room += answers[1 + i] != NULL ? answers[1 + i]->n_answer : 0;
    }
    sets = arena_array(arena, room, sizeof(*sets));
    *n = 0;
    for (size_t a = 0; a < sizeof(answers) / sizeof(answers[0]); a++)
        for (uint32_t i = 0; answers[a] != NULL && i < answers[a]->n_answer; i++)
            if (strcmp(answers[a]->answer[i].name, match->name) == 0 &&
                (a == 0 || answers[a]->answer[i].type == types[a - 1]))
                sets[(*n)++] = &answers[a]->answer[i];
    return sets;
}

/* A saved `dig NS` of the name or a parent that gave servers. */
static const struct dns_answer *answered_elsewhere(const struct zones *zones,
                                                   const char *name)
{
    for (; name != NULL && name_labels(name) > 1; name = name_parent(name)) {
        const struct dns_answer *answer = zones_answer(zones, name, RR_NS);

        if (answer != NULL && answer->n_answer > 0 && answer->answer[0].type == RR_NS)
            return answer;
    }
    return NULL;
}

/* Nothing in the evidence serves the name: who does, as far as that is known. */
static void say_external(const struct zones *zones, struct record_match *match,
                         const char *account, struct arena *arena)
{
    const struct zone_list *list = zones_list_of(zones, account);
    const struct dns_answer *ns = answered_elsewhere(zones, match->name);
    struct why *why;

    if (ns != NULL) {
        why = record_why(match, CAUSE_zone_external, CONFIDENCE_HIGH,
                         arena_printf(arena,
                                      "The public DNS names %s as the servers of %s; no "
                                      "zone in the evidence has them.",
                                      servers_text(ns->answer[0].values,
                                                   ns->answer[0].n_values, arena),
                                      ns->name));
        why_proof(why, NULL, &ns->origin);
    } else if (list != NULL) {
        why = record_why(match, CAUSE_zone_external, CONFIDENCE_MEDIUM,
                         arena_printf(arena,
                                      "Account %s has %u hosted zone%s, and none of them "
                                      "is above %s: its DNS is run elsewhere.",
                                      account, list->n_rows, list->n_rows == 1 ? "" : "s",
                                      match->name));
        why_proof(why, NULL, &list->origin);
    } else {
        match->lacking =
            "The hosted zones of the account that runs the DNS are not in the evidence.";
    }
}

static void judge_answer(const struct zones *zones, struct record_match *match,
                         const char *account, const struct dns_answer *answer,
                         struct arena *arena)
{
    struct look look = { .answer = answer, .confidence = CONFIDENCE_HIGH };
    const struct rrset *const *sets;
    size_t n;

    if (answer->short_form)
        look.confidence = CONFIDENCE_MEDIUM;
    sets = gather(zones, match, answer, &n, arena);
    if (n > 0) {
        record_judge(zones, match, &look, sets, n, arena);
        return;
    }
    record_search(zones, match, look.confidence, arena);
    if (match->n_whys > 0 || match->state == RECORD_RIGHT)
        return;
    say_not_answered(match, answer, look.confidence, arena);
    /* And why the account's own zones do not answer. */
    if (match->serving.zone == NULL)
        say_external(zones, match, account, arena);
    else if (match->serving.zone->delegation.state == DELEGATION_CONTRADICTS)
        record_say_mismatch(match, match->serving.zone, arena);
}

/* ---- the zone that serves the name ---- */

/* Several zones of one name, and which is delegated to is not known. */
static bool judge_candidates(const struct zones *zones, struct record_match *match,
                             struct arena *arena)
{
    size_t n_holding = 0;
    size_t n_zones = 0;
    const struct rrset *first = NULL;

    for (const struct zone *zone = zones_named(zones, match->serving.zone->name);
         zone != NULL; zone = zone->next_of_name) {
        size_t n;
        const struct rrset *const *sets = zone_sets(zone, match->name, &n);

        if (zone->visibility == VISIBILITY_PRIVATE ||
            zone->delegation.state == DELEGATION_CONTRADICTS)
            continue;
        n_zones++;
        if (n > 0 && record_holds(match, sets, n, arena)) {
            n_holding++;
            first = sets[0];
        }
    }
    if (n_holding == 0 || n_holding < n_zones)
        return false;
    match->state = RECORD_RIGHT;
    match->right = first;
    match->confidence = CONFIDENCE_MEDIUM;
    return true;
}

static void judge_zone(const struct zones *zones, struct record_match *match,
                       struct arena *arena)
{
    const struct zone *zone = match->serving.zone;
    struct look look = { .zone = zone, .confidence = match->serving.confidence };
    const struct rrset *const *sets;
    size_t n;

    if (match->serving.ambiguous && judge_candidates(zones, match, arena))
        return;
    sets = zone_sets(zone, match->name, &n);
    if (match->serving.cut == NULL && n > 0 && !match->serving.ambiguous) {
        record_judge(zones, match, &look, sets, n, arena);
        if (match->n_whys > 0 || zone->delegation.state == DELEGATION_CONTRADICTS)
            record_say_mismatch(match, zone, arena);
        return;
    }
    record_search(zones, match, match->serving.confidence, arena);
    if (match->state == RECORD_RIGHT)
        return;
    if (match->n_whys > 0) {
        if (n == 0)
            record_step(match, arena_printf(arena, "! no record at %s", match->name));
        return;
    }
    if (match->serving.cut != NULL) {
        match->lacking =
            (arena_printf(arena,
                          "%s is delegated to %s, and their zone is not in the "
                          "evidence.",
                          match->serving.cut->name,
                          servers_text(match->serving.cut->values,
                                       match->serving.cut->n_values, arena)));
    } else if (n > 0) {
        record_judge(zones, match, &look, sets, n, arena);
    } else if (!zone->complete) {
        match->lacking =
            (zone->dump == NULL
                 ? arena_printf(arena, "The records of zone %s are not in the evidence.",
                                zone->name)
                 : arena_printf(arena,
                                "Only a part of the records of zone %s was saved, "
                                "and %s is not among them.",
                                zone->name, match->name));
    } else {
        say_missing(match, zone, match->serving.confidence, arena);
        record_say_mismatch(match, zone, arena);
    }
}

/* ---- no zone ---- */

/* Some place above the name holds it; an unrelated zone says nothing of who serves. */
static bool found_elsewhere(const struct record_match *match)
{
    for (size_t i = 0; i < match->n_whys; i++)
        if (match->whys[i].code != CAUSE_zone_unrelated &&
            match->whys[i].code != CAUSE_dns_lookup_failed)
            return true;
    return false;
}

static void judge_nowhere(const struct zones *zones, struct record_match *match,
                          const char *account, struct arena *arena)
{
    record_search(zones, match, CONFIDENCE_MEDIUM, arena);
    if (match->state != RECORD_RIGHT && !found_elsewhere(match))
        say_external(zones, match, account, arena);
}

void record_meet(const struct zones *zones, const char *account, const char *domain,
                 const char *name, const char *value, struct arena *arena,
                 struct record_match *out)
{
    const struct dns_answer *answer;
    const struct dns_answer *failed;
    const char *failed_name;
    struct serving serving;

    memset(out, 0, sizeof(*out));
    out->state = RECORD_UNKNOWN;
    out->name = name_canonical(arena, name, strlen(name));
    out->value = value == NULL ? "" : rr_target(arena, RR_CNAME, value);
    out->lacking = "No DNS evidence was saved.";
    serving = zones_serving(zones, out->name);
    out->serving = serving;
    say_way(out, domain, arena);

    failed = failed_answer(zones, out, &failed_name);
    if (failed != NULL)
        say_failed(out, failed, failed_name, arena);
    answer = zones_answer(zones, out->name, RR_CNAME);
    if (answer != NULL && answer_failed(answer))
        answer = NULL;
    if (answer != NULL &&
        (serving.zone == NULL || serving.cut != NULL || serving.ambiguous ||
         !serving.zone->complete || serving.zone->delegation.state != DELEGATION_AGREES))
        judge_answer(zones, out, account, answer, arena);
    else if (failed != NULL && serving.zone == NULL)
        return;
    else if (serving.zone != NULL)
        judge_zone(zones, out, arena);
    else
        judge_nowhere(zones, out, account, arena);
    if (failed != NULL && out->state == RECORD_RIGHT)
        out->state = RECORD_WRONG;
}
