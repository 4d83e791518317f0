/* evidence_coverage: an account or region that should be in the evidence, and is not. */
#include "analyzer/check/check.h"

#include <string.h>

#include "analyzer/check/subjects.h"
#include "analyzer/check/tell.h"

enum { MISSING_SHOWN = 3 };

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_coverage = {
    .rule = {
        .id = "evidence_coverage",
        .title = "An account or region without evidence",
        .group = GROUP_EVIDENCE,
        .severity = SEV_MEDIUM,
        .why = "ACM keeps certificates by account and region, and each must be asked by "
               "itself. A certificate that nobody exported is not judged, and CloudFront's "
               "are in us-east-1 whatever region the rest is in.",
        .logic =
            "FAIL, for an account and region: a manifest says that it was to be exported, "
            "and there is no certificate or list of it; or calls for it are missing; or the "
            "export that names it broke off (complete is false) without saying what is "
            "missing; or the account has evidence in other regions and none of us-east-1 "
            "(commercial partition). "
            "PASS: there is evidence of it, and no manifest misses any. "
            "NA: the account is not known.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/"
            "cnames-and-https-requirements.html",
            "NIST SP 800-53 r5 CM-8",
            "PCI DSS 4.0 4.2.1.1",
        },
    },
    .scope = SCOPE_ESTATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_NA,
    .pass = "There is evidence of the account and region, and no call for it is missing.",
    .causes = { "undetermined" },
    .run = run,
};

static bool is_same(const char *word, const char *part)
{
    return strcmp(word == NULL ? "unknown" : word, part) == 0;
}

static bool is_among(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i], word) == 0)
            return true;
    }
    return false;
}

static bool manifest_names(const struct manifest *manifest,
                           const struct estate_part *part)
{
    for (size_t i = 0; i < manifest->n_runs; i++) {
        const struct manifest_run *one = &manifest->runs[i];

        if (is_among(part->account, one->accounts, one->n_accounts) &&
            is_among(part->region, one->regions, one->n_regions))
            return true;
    }
    return false;
}

/* The first manifest that names the part; broken: one that broke off unexplained. */
static const struct manifest *naming(const struct estate *estate,
                                     const struct estate_part *part, bool broken)
{
    for (size_t i = 0; i < estate->n_manifests; i++) {
        const struct manifest *manifest = estate->manifests[i];

        if (broken && (manifest->complete || manifest->n_missing > 0))
            continue;
        if (manifest_names(manifest, part))
            return manifest;
    }
    return NULL;
}

static void tell_manifest(struct finding *out, struct arena *arena,
                          const struct manifest *manifest, const char *pointer)
{
    struct origin *origin = arena_zalloc(arena, sizeof(*origin));

    origin->source = manifest->source;
    origin->pointer = "";
    tell_evidence(out, arena, origin, pointer, NULL);
}

/* Calls of the part that a manifest misses: how many, the first few by name. */
static size_t missing_calls(const struct estate *estate, const struct estate_part *part,
                            struct finding *out, struct arena *arena, const char **said)
{
    const char *names[MISSING_SHOWN + 1];
    size_t n = 0;

    for (size_t m = 0; m < estate->n_manifests; m++) {
        const struct manifest *manifest = estate->manifests[m];

        for (size_t i = 0; i < manifest->n_missing; i++) {
            const struct manifest_missing *call = &manifest->missing[i];

            if (!is_same(call->account, part->account) ||
                !is_same(missing_region(call), part->region))
                continue;
            if (n < MISSING_SHOWN) {
                names[n] = arena_printf(
                    arena, "%s:%s (%s)", call->service == NULL ? "?" : call->service,
                    call->operation == NULL ? "?" : call->operation,
                    call->error == NULL ? "no error is given" : call->error);
                tell_manifest(out, arena, manifest,
                              arena_printf(arena, "/missing/%zu", i));
            }
            n++;
        }
    }
    if (n > MISSING_SHOWN) {
        names[MISSING_SHOWN] = arena_printf(arena, "and %zu more", n - MISSING_SHOWN);
        *said = tell_list(arena, names, MISSING_SHOWN + 1, MISSING_SHOWN + 1);
    } else if (n > 0) {
        *said = tell_list(arena, names, n, n);
    }
    return n;
}

static enum verdict fail(const struct estate_part *part, struct finding *out,
                         struct arena *arena, const char *what)
{
    finding_say(out, arena, "Account %s, region %s: %s", part->account, part->region,
                what);
    if (strcmp(part->region, "global") != 0)
        tell_list_again(
            out, arena, part->account, part->region, "list-certificates.json",
            CONFIDENCE_CERTAIN,
            "The list shows what is there; describe each certificate of it, or "
            "see why the export failed.");
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct estate_part *part = subject->part;
    const struct estate *estate = facts->estate;
    const struct manifest *manifest;
    const char *said = "";
    size_t n = missing_calls(estate, part, out, arena, &said);

    if (n > 0)
        return fail(part, out, arena,
                    arena_printf(arena, "%zu %s missing from the export: %s", n,
                                 n == 1 ? "call is" : "calls are", said));
    if (strcmp(part->account, "unknown") == 0)
        return VERDICT_NA;
    manifest = naming(estate, part, true);
    if (manifest != NULL) {
        tell_manifest(out, arena, manifest, "/complete");
        return fail(part, out, arena,
                    "the export broke off (the manifest says that it is not complete)");
    }
    if (part->n_certs + part->n_listings > 0)
        return VERDICT_PASS;
    manifest = naming(estate, part, false);
    if (manifest != NULL) {
        tell_manifest(out, arena, manifest, "/runs");
        return fail(
            part, out, arena,
            "the manifest names it, but there is no certificate and no list of it");
    }
    if (strcmp(part->region, "us-east-1") == 0 && part->account_has_evidence)
        return fail(part, out, arena,
                    "the account has evidence in other regions, but none of us-east-1, "
                    "where CloudFront's certificates are");
    return VERDICT_PASS;
}
