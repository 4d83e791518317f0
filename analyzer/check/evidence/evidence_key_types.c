/* evidence_key_types: a list that may hide every certificate that is not RSA 2048. */
#include "analyzer/check/check.h"

#include <string.h>

#include "analyzer/check/tell.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_key_types = {
    .rule = {
        .id = "evidence_key_types",
        .title = "The list may hide certificates of other key types",
        .group = GROUP_EVIDENCE,
        .severity = SEV_LOW,
        .why = "Without Includes.keyTypes, ListCertificates returns RSA 1024 and RSA 2048 "
               "certificates only, and nothing in the answer says so. Certificates with "
               "RSA 3072, RSA 4096 and elliptic-curve keys may exist and go unjudged.",
        .logic =
            "FAIL, for an account and region with a saved list: every listed certificate "
            "has an RSA 1024 or RSA 2048 key (or the list is empty), and no manifest states "
            "that the list was asked for with key types. "
            "PASS: a listed certificate has another key type, or a manifest states "
            "keyTypes. "
            "UNKNOWN: rows do not give their key type. "
            "NA: no list was saved.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html",
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_ListCertificates.html",
            "NIST SP 800-53 r5 CM-8",
            "PCI DSS 4.0 4.2.1.1",
        },
    },
    .scope = SCOPE_ESTATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "The list was asked for with all key types, or shows that it was.",
    .causes = { "undetermined" },
    .run = run,
};

static bool is_for(const char *word, const char *part)
{
    return word == NULL || strcmp(word, part) == 0;
}

static bool manifest_states_key_types(const struct estate *estate,
                                      const struct estate_part *part)
{
    for (size_t m = 0; m < estate->n_manifests; m++) {
        const struct manifest *manifest = estate->manifests[m];

        for (size_t i = 0; i < manifest->n_calls; i++) {
            const struct manifest_call *call = &manifest->calls[i];

            if (call->key_types && is_for(call->account, part->account) &&
                is_for(call->region, part->region))
                return true;
        }
    }
    return false;
}

static void tell_listings(struct finding *out, struct arena *arena,
                          const struct estate_part *part, enum confidence confidence)
{
    for (size_t i = 0; i < part->n_listings; i++)
        tell_evidence(out, arena, &part->listings[i]->origin, "", NULL);
    tell_list_again(
        out, arena, part->account, part->region, "list-certificates-all-keys.json",
        confidence,
        "A second list, asked for with every key type, shows what this one may "
        "hide.");
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct estate_part *part = subject->part;
    size_t n_rows = 0;
    bool keys_known = true;

    if (part->n_listings == 0)
        return VERDICT_NA;
    for (size_t i = 0; i < part->n_listings; i++) {
        if (part->listings[i]->other_keys)
            return VERDICT_PASS;
        keys_known = keys_known && part->listings[i]->keys_known;
        n_rows += part->listings[i]->n_rows;
    }
    if (manifest_states_key_types(facts->estate, part))
        return VERDICT_PASS;
    if (!keys_known && n_rows > 0) {
        finding_say(
            out, arena,
            "The list of account %s, region %s does not give its certificates' key "
            "types: whether it hides some is not known",
            part->account, part->region);
        tell_listings(out, arena, part, CONFIDENCE_LOW);
        return VERDICT_UNKNOWN;
    }
    if (n_rows == 0)
        finding_say(
            out, arena,
            "The list of account %s, region %s is empty, but may hide certificates "
            "whose key is not RSA 2048",
            part->account, part->region);
    else
        finding_say(
            out, arena,
            "Account %s, region %s: every listed certificate (%zu) has an RSA 1024 "
            "or RSA 2048 key, so the list may hide those of other key types",
            part->account, part->region, n_rows);
    tell_listings(out, arena, part, CONFIDENCE_CERTAIN);
    return VERDICT_FAIL;
}
