/* acm_validation_dead_in_use: something uses a certificate that is not issued. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"

enum { USERS_SHOWN = 3 };

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_acm_validation_dead_in_use = {
    .rule = {
        .id = "acm_validation_dead_in_use",
        .title = "In use, but not issued",
        .group = GROUP_VALIDATION,
        .severity = SEV_CRITICAL,
        .why = "What is attached to this certificate serves one that clients refuse, or "
               "none at all: the outage is now, not later.",
        .logic =
            "FAIL: InUseBy is not empty (or a summary says InUse), and Status is known and "
            "not ISSUED. "
            "PASS: not issued, and known to be unused. "
            "UNKNOWN: in use, but Status is lacking or an unknown word; or EXPIRED, REVOKED "
            "or INACTIVE, and whether it is in use is not in the evidence; or two dumps of "
            "unknown or equal time disagree. "
            "NA: ISSUED; or never issued, without a word on its use (an unissued "
            "certificate cannot be attached).",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateDetail.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/acm-services.html",
            "NIST SP 800-53 r5 SC-17",
            "PCI DSS 4.0 4.2.1",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "The certificate is not issued, and nothing uses it.",
    .causes = { "undetermined" },
    .run = run,
};

static enum verdict unknown(const struct cert *cert, const char *lack,
                            struct finding *out, struct arena *arena)
{
    finding_say(out, arena, "%s: %s, so whether something depends on it is not known",
                tell_cert(cert), lack);
    tell_status(out, arena, cert);
    if (cert_in_use(cert) == FLAG_TRUE)
        tell_in_use(out, arena, cert);
    tell_describe(out, arena, cert, CONFIDENCE_LOW,
                  "A full description shows Status and InUseBy.");
    return VERDICT_UNKNOWN;
}

static enum verdict fail(const struct cert *cert, struct finding *out,
                         struct arena *arena)
{
    if (cert->n_in_use_by > 0)
        finding_say(out, arena, "%s is %s and is used by %u %s: %s", tell_cert(cert),
                    cert_status_word(cert), cert->n_in_use_by,
                    cert->n_in_use_by == 1 ? "resource" : "resources",
                    tell_list(arena, cert->in_use_by, cert->n_in_use_by, USERS_SHOWN));
    else
        finding_say(
            out, arena,
            "%s is %s and in use, says its list row; a full description names the "
            "resources",
            tell_cert(cert), cert_status_word(cert));
    tell_status(out, arena, cert);
    tell_in_use(out, arena, cert);
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;
    enum flag in_use;

    (void)facts;
    if (cert->status == ACM_ISSUED)
        return VERDICT_NA;
    in_use = cert_in_use(cert);
    if (cert->status == ACM_STATUS_NONE || cert->status == ACM_STATUS_OTHER)
        return in_use == FLAG_TRUE
                   ? unknown(cert, "it is in use, but the evidence holds no known status",
                             out, arena)
                   : VERDICT_NA;
    if (in_use == FLAG_TRUE)
        return fail(cert, out, arena);
    if (in_use == FLAG_FALSE)
        return VERDICT_PASS;
    if (cert_is_dead(cert) || cert->status == ACM_PENDING_VALIDATION)
        return VERDICT_NA;
    return unknown(cert,
                   arena_printf(arena,
                                "it is %s, and the evidence does not say whether it "
                                "is in use",
                                cert_status_word(cert)),
                   out, arena);
}
