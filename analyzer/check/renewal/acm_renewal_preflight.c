/* acm_renewal_preflight: the next renewal would fail as the DNS stands today. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"
#include "analyzer/join/diagnosis.h"
#include "analyzer/join/zones.h"
#include "base/when.h"

/*
 * When ACM starts to renew: 45 days before NotAfter of a certificate that lives up to 200
 * days, 60 days before that of a longer one. Source: ACM User Guide, "Managed
 * certificate renewal", read 2026-11-23.
 */
enum {
    SHORT_LIFE_S = 200 * WHEN_DAY,
    START_SHORT_S = 45 * WHEN_DAY,
    START_LONG_S = 60 * WHEN_DAY,
};

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_acm_renewal_preflight = {
    .rule = {
        .id = "acm_renewal_preflight",
        .title = "The next renewal will fail as the DNS stands today",
        .group = GROUP_RENEWAL,
        .severity = SEV_HIGH,
        .why = "ACM renews by looking for the same record again, and asks CAA again. "
               "What was cleared away after the first issue shows only weeks before the "
               "certificate ends, when somebody else is on call.",
        .logic =
            "FAIL: ISSUED, validated by DNS, in use or exported, and the saved DNS shows a "
            "definite cause for some name: its record is missing or wrong, or CAA forbids "
            "Amazon. "
            "PASS: every record stands right, and CAA permits every name. "
            "UNKNOWN: the evidence does not hold the records or CAA of some name, or "
            "whether the certificate is used. "
            "NA: another type, status or method; neither used nor exported; its renewal "
            "has failed or waits for validation already; an ACME key pair; no DNS evidence "
            "of any kind was saved.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html",
            "NIST SP 800-53 r5 SC-17",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .modified = true,
    .pass = "Every validation record stands right, and CAA permits Amazon.",
    .causes = { "cname_missing", "cname_value_differs", "cname_other_token",
                "zone_private", "zone_duplicate", "delegation_mismatch",
                "caa_not_amazon", "caa_nobody", "caa_wildcard_forbidden",
                "caa_lookup_failed", "undetermined" },
    .run = run,
};

/* Another check tells of it already: the renewal failed, or waits. */
static bool is_told(const struct cert *cert)
{
    return (cert->renewal != NULL &&
            (cert->renewal->status == ACM_RENEWAL_FAILED ||
             cert->renewal->status == ACM_RENEWAL_PENDING_VALIDATION)) ||
           (cert->update != NULL &&
            cert->update->status == ACM_UPDATE_PENDING_DOMAIN_VALIDATION);
}

static bool has_dns(const struct cert *cert)
{
    for (uint32_t i = 0; i < cert->n_validations; i++)
        if (cert->validations[i].method == ACM_METHOD_DNS)
            return true;
    return cert->method == ACM_METHOD_DNS;
}

static bool is_asked(const struct cert *cert)
{
    return cert->type == ACM_AMAZON_ISSUED && cert->status == ACM_ISSUED &&
           cert->key_origin != ACM_ORIGIN_ACME && has_dns(cert) && !is_told(cert);
}

/* FLAG_TRUE: ACM will renew it, for it is used or was exported. */
static enum flag will_renew(const struct cert *cert)
{
    const enum flag in_use = cert_in_use(cert);

    if (in_use == FLAG_TRUE || cert->exported == FLAG_TRUE)
        return FLAG_TRUE;
    if (in_use == FLAG_FALSE &&
        (cert->exported == FLAG_FALSE || cert->exportable != ACM_ENABLED))
        return FLAG_FALSE;
    return FLAG_NONE;
}

/* When the renewal starts; NotAfter is known. */
static int64_t start_of(const struct cert *cert)
{
    if (cert->not_before != WHEN_NONE &&
        cert->not_after - cert->not_before > SHORT_LIFE_S)
        return cert->not_after - START_LONG_S;
    return cert->not_after - START_SHORT_S;
}

static enum verdict fail(const struct facts *facts, const struct cert *cert,
                         struct finding *out, struct arena *arena)
{
    if (cert->not_after == WHEN_NONE)
        finding_say(out, arena, "%s: as the DNS stands today, the next renewal will fail",
                    tell_cert(cert));
    else
        finding_say(out, arena,
                    "%s: as the DNS stands today, the renewal %s about %s %s; it can be "
                    "mended until %s, when the certificate ends",
                    tell_cert(cert),
                    facts_passed(facts, start_of(cert)) == PASSED_YES ? "due since"
                                                                      : "on",
                    tell_when(arena, start_of(cert)),
                    facts_passed(facts, start_of(cert)) == PASSED_YES ? "cannot succeed"
                                                                      : "will fail",
                    tell_when(arena, cert->not_after));
    tell_status(out, arena, cert);
    if (cert->not_after != WHEN_NONE)
        tell_evidence(out, arena, &cert->origin, "/NotAfter",
                      tell_when(arena, cert->not_after));
    tell_in_use(out, arena, cert);
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;

    if (facts->zones == NULL || !facts->zones->any) /* one gap, not one a certificate */
        return VERDICT_NA;
    if (!is_asked(cert) || will_renew(cert) == FLAG_FALSE)
        return VERDICT_NA;
    if (will_renew(cert) == FLAG_NONE) {
        finding_say(out, arena,
                    "%s: whether it is in use or exported is not in the evidence, so "
                    "whether ACM will renew it is not known",
                    tell_cert(cert));
        tell_describe(out, arena, cert, CONFIDENCE_LOW,
                      "A full description shows InUseBy.");
        return VERDICT_UNKNOWN;
    }
    switch (diagnose_renewal(facts, cert, out, arena)) {
    case OUTLOOK_BLOCKED:
        return fail(facts, cert, out, arena);
    case OUTLOOK_CLEAR:
        return VERDICT_PASS;
    case OUTLOOK_OPEN:
    default:
        finding_say(out, arena,
                    "%s: the saved DNS does not tell whether the next renewal will "
                    "succeed",
                    tell_cert(cert));
        return VERDICT_UNKNOWN;
    }
}
