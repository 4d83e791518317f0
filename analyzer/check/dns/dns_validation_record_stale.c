/* dns_validation_record_stale: a validation record that no certificate asks for. */
#include "analyzer/check/check.h"

#include "analyzer/check/dns/zone_tell.h"
#include "analyzer/check/tell.h"
#include "base/arena.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_dns_validation_record_stale = {
    .rule = {
        .id = "dns_validation_record_stale",
        .title = "A validation record that no certificate asks for",
        .group = GROUP_DNS,
        .severity = SEV_LOW,
        .why = "Whoever holds the AWS account of the record may still get certificates for "
               "the domain, without asking anybody. Records that are of no use any more "
               "belong removed, once it is proven that nobody needs them.",
        .logic =
            "FAIL: a validation record of the right form is asked for by no certificate "
            "of the evidence, and every certificate of the zone's account is in it: the "
            "manifests are complete, each region was listed with every key type and "
            "key-pair origin, and each certificate was described. "
            "PASS: some certificate, whatever its status, asks for each of them; or the "
            "zone has none. "
            "UNKNOWN: the zone's records, or the account's certificates, are not all in "
            "the evidence; or certificates with key pairs of ACME are in the account, "
            "whose endpoints may use such records. "
            "Other accounts may own the record: before it is deleted, list the "
            "certificates of every account and region and look for its name in their "
            "DomainValidationOptions.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_ListCertificates.html",
            "NIST SP 800-53 r5 CM-8",
        },
    },
    .scope = SCOPE_ZONE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN,
    .pass = "Every validation record of the zone is asked for by some certificate.",
    .causes = { "undetermined" },
    .run = run,
};

/* In the arena; what is misplaced is told by another check. */
static size_t unwanted(const struct zone_use *use, const struct rrset ***out,
                       struct arena *arena)
{
    size_t n = 0;

    for (size_t i = 0; i < use->n_records; i++)
        n += use->records[i].placed == PLACED_RIGHT && !use->records[i].wanted;
    if (n == 0)
        return 0;
    *out = arena_array(arena, n, sizeof(**out));
    n = 0;
    for (size_t i = 0; i < use->n_records; i++)
        if (use->records[i].placed == PLACED_RIGHT && !use->records[i].wanted)
            (*out)[n++] = use->records[i].set;
    return n;
}

static enum verdict unknown(const struct zone *zone, const struct account_use *account,
                            const struct rrset *const *sets, size_t n,
                            struct finding *out, struct arena *arena)
{
    finding_say(out, arena,
                "%s: no certificate of the evidence asks for %s, but %s, so whether "
                "anybody does is not known",
                zone_label(zone, arena), zone_names(sets, n, arena),
                account->lacks != NULL
                    ? account->lacks
                    : "the account has certificates with key pairs of ACME, whose "
                      "endpoints may use it");
    zone_sets_evidence(out, arena, sets, n);
    tell_list_again(out, arena, zone->account != NULL ? zone->account : "ACCOUNT",
                    "REGION", "list-certificates-all-keys.json", CONFIDENCE_LOW,
                    "A list of every region with every key type and key-pair origin, and "
                    "a description of each certificate, would show who asks for it.");
    return VERDICT_UNKNOWN;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct zone *zone = subject->zone;
    const struct account_use *account = account_use_of(facts->users, zone->account);
    const struct rrset **sets = NULL;
    const size_t n = unwanted(zone_use_of(facts->users, zone), &sets, arena);

    if (n > 0 && (account->lacks != NULL || account->acme))
        return unknown(zone, account, sets, n, out, arena);
    if (n > 0) {
        finding_say(out, arena,
                    "%s: no certificate of account %s asks for %s; before deleting, look "
                    "for the name in the DomainValidationOptions of every other account "
                    "that may have certificates for the domain",
                    zone_label(zone, arena), zone->account, zone_names(sets, n, arena));
        zone_sets_evidence(out, arena, sets, n);
        return VERDICT_FAIL;
    }
    if (zone_is_unsaved(zone))
        return zone_unsaved(zone, "whether validation records of it are out of use", out,
                            arena);
    return VERDICT_PASS;
}
