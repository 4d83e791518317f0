/* acm_validationfailed: ACM refused the request, or gave up waiting for its validation.
 */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"
#include "analyzer/join/diagnosis.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_acm_validationfailed = {
    .rule = {
        .id = "acm_validationfailed",
        .title = "Certificate validation failed",
        .group = GROUP_VALIDATION,
        .severity = SEV_HIGH,
        .why = "FAILED and VALIDATION_TIMED_OUT are final: the certificate will never be "
               "issued, and whatever waits for it waits for ever. Only a new request "
               "helps, after the cause is mended.",
        .logic =
            "FAIL: Status is FAILED or VALIDATION_TIMED_OUT, or a domain's "
            "ValidationStatus is FAILED on a certificate that is not issued yet. One step "
            "more severe when the certificate is in use; one step less when it is known "
            "to be unused and an ISSUED certificate of the same account and region covers "
            "every name. "
            "PASS: Status is ISSUED, whatever became of its renewal (other checks judge "
            "that), or EXPIRED or REVOKED, which only an issued certificate becomes. "
            "UNKNOWN: no Status in the evidence, a word that is not known, or INACTIVE, "
            "whose meaning AWS does not document; or two dumps of unknown or equal time "
            "disagree. "
            "NA: imported certificates, and PENDING_VALIDATION without a FAILED domain.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/"
            "troubleshooting-cert-requests.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/certificate-validation.html",
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateDetail.html",
            "https://www.rfc-editor.org/rfc/rfc8659",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .modified = true,
    .pass = "The certificate was issued: its validation succeeded.",
    .causes = { "caa_error", "email_unanswered", "email_no_mailbox", "email_denied",
                "http_token_unreachable", "aws_verification_required",
                "domain_not_allowed", "domain_not_public", "reason_other",
                "pca_access_denied", "undetermined" },
    .run = run,
};

static enum verdict unknown(const struct cert *cert, struct finding *out,
                            struct arena *arena)
{
    if (cert->status == ACM_STATUS_NONE)
        finding_say(
            out, arena,
            "%s: the evidence holds no Status, so whether its validation failed is "
            "not known",
            tell_cert(cert));
    else if (cert->status == ACM_INACTIVE)
        finding_say(out, arena,
                    "%s is INACTIVE, a status that AWS does not explain: whether its "
                    "validation failed is not known",
                    tell_cert(cert));
    else
        finding_say(out, arena,
                    "%s has the unknown status \"%s\": whether its validation failed is "
                    "not known",
                    tell_cert(cert), cert_status_word(cert));
    tell_status(out, arena, cert);
    tell_describe(out, arena, cert, CONFIDENCE_LOW,
                  "A full description of the certificate, taken now, shows its Status.");
    return VERDICT_UNKNOWN;
}

static void say_failed(const struct cert *cert, const struct domain_counts *counts,
                       struct finding *out, struct arena *arena)
{
    const char *reason = cert_reason_word(cert);
    const char *note = "";

    if (counts->n > 0 && counts->success == counts->n)
        note = ", although every domain is validated";
    else if (counts->blocking > 0)
        note = arena_printf(arena, "; not validated: %s", tell_blocking(arena, cert));
    finding_say(out, arena, "%s: the request FAILED%s%s%s", tell_cert(cert),
                reason[0] == '\0' ? "; the evidence gives no reason"
                                  : ", and ACM gives the reason ",
                reason, note);
}

static void say_timed_out(const struct cert *cert, const struct domain_counts *counts,
                          struct finding *out, struct arena *arena)
{
    if (counts->blocking + counts->unknown > 0)
        finding_say(out, arena,
                    "%s: the request of %s timed out (VALIDATION_TIMED_OUT): %u of %u "
                    "names not validated within 72 h: %s",
                    tell_cert(cert), tell_when(arena, cert->created_at),
                    counts->blocking + counts->unknown, counts->n,
                    tell_blocking(arena, cert));
    else
        finding_say(out, arena,
                    "%s: the request of %s timed out (VALIDATION_TIMED_OUT): it was not "
                    "validated within 72 h",
                    tell_cert(cert), tell_when(arena, cert->created_at));
}

static void say_domains(const struct cert *cert, const struct domain_counts *counts,
                        struct finding *out, struct arena *arena)
{
    const char **names = arena_array(arena, counts->failed, sizeof(*names));
    size_t n = 0;

    for (uint32_t i = 0; i < cert->n_validations; i++) {
        if (cert->validations[i].status == ACM_DOMAIN_FAILED)
            names[n++] = cert->validations[i].domain;
    }
    finding_say(out, arena, "%s: validation FAILED for %s, while the certificate is %s",
                tell_cert(cert), tell_list(arena, names, n, 5),
                cert->status == ACM_STATUS_NONE ? "of unknown status"
                                                : cert_status_word(cert));
}

static enum verdict fail(const struct facts *facts, const struct cert *cert,
                         const struct domain_counts *counts, struct finding *out,
                         struct arena *arena)
{
    if (cert->status == ACM_FAILED)
        say_failed(cert, counts, out, arena);
    else if (cert->status == ACM_VALIDATION_TIMED_OUT)
        say_timed_out(cert, counts, out, arena);
    else
        say_domains(cert, counts, out, arena);
    tell_status(out, arena, cert);
    tell_reason(out, arena, cert);
    tell_domains(out, arena, cert, false);
    diagnose(facts, cert, out, arena);
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;
    struct domain_counts counts;

    if (cert->type == ACM_IMPORTED)
        return VERDICT_NA;
    if (cert->status == ACM_ISSUED || cert->status == ACM_EXPIRED ||
        cert->status == ACM_REVOKED)
        return VERDICT_PASS;
    counts = count_domains(cert);
    if (cert_is_dead(cert) || counts.failed > 0)
        return fail(facts, cert, &counts, out, arena);
    if (cert->status == ACM_PENDING_VALIDATION)
        return VERDICT_NA;
    return unknown(cert, out, arena);
}
