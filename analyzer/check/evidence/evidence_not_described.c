/* evidence_not_described: the certificate stands in a list, but nobody described it. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_evidence_not_described = {
    .rule = {
        .id = "evidence_not_described",
        .title = "Listed, but never described",
        .group = GROUP_EVIDENCE,
        .severity = SEV_MEDIUM,
        .why = "A list row holds no failure reason, no domain states, no validation "
               "records and no renewal. Why a certificate fails, and what its next renewal "
               "will ask for, is not in the evidence.",
        .logic =
            "FAIL: the certificate stands in a ListCertificates or SearchCertificates "
            "answer, and no full description of it (DescribeCertificate, AWS Config, "
            "Security Hub) was saved. The command to run is given. "
            "PASS: it was described. "
            "NA: it was never listed, and other evidence speaks of it.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_DescribeCertificate.html",
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_CertificateSummary.html",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_NA,
    .pass = "A full description of the certificate was saved.",
    .causes = { "undetermined" },
    .run = run,
};

static const struct cert *row_of(const struct cert *cert)
{
    while (cert != NULL && cert->grade != GRADE_LIST && cert->grade != GRADE_SEARCH)
        cert = cert->older;
    return cert;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;
    const struct cert *row;

    (void)facts;
    if (cert->described)
        return VERDICT_PASS;
    row = row_of(cert);
    if (row == NULL)
        return VERDICT_NA;
    finding_say(
        out, arena,
        "%s%s%s is listed in %s but was never described: reason, domain states and "
        "records are not in the evidence",
        tell_cert(cert), cert->status == ACM_STATUS_NONE ? "" : ", ",
        cert_status_word(cert), row->origin.source->file);
    tell_evidence(out, arena, &row->origin, "", row->arn);
    tell_describe(out, arena, cert, CONFIDENCE_CERTAIN,
                  "The description holds what the list leaves out; save it beside the "
                  "list.");
    return VERDICT_FAIL;
}
