/* acm_name_invalid: a name that ACM cannot issue for. */
#include "analyzer/check/check.h"

#include <string.h>

#include "analyzer/check/tell.h"
#include "base/dns/name.h"

/* The first name becomes the common name. Source: ACM API, RequestCertificate. */
enum { COMMON_NAME_MAX = 64, NAME_MAX = 253, NAMES_SHOWN = 3 };

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_acm_name_invalid = {
    .rule = {
        .id = "acm_name_invalid",
        .title = "A name that ACM cannot issue for",
        .group = GROUP_VALIDATION,
        .severity = SEV_HIGH,
        .why = "No record and no mail can validate a name that a public certificate must "
               "not hold: the whole request fails or times out with it.",
        .logic =
            "FAIL, for AMAZON_ISSUED certificates: a name is too long, has a label that is "
            "empty, over 63 octets or ill-formed, an underscore or other character beyond "
            "letters, digits and hyphens, \"--\" at positions 3-4 without \"xn--\", a star "
            "that is not the whole first label, a single label, an IP address, no public "
            "suffix, or belongs to AWS; or DomainName is over 64 octets. low when the "
            "certificate is ISSUED all the same. "
            "PASS: every name is fit. "
            "UNKNOWN: names are lacking or cut short, or a name is unfit and the type of "
            "the certificate is not known. "
            "NA: imported and private certificates; an unknown type with fit names.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/APIReference/"
            "API_RequestCertificate.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/"
            "troubleshooting-cert-requests.html",
            "https://www.rfc-editor.org/rfc/rfc1034",
            "https://www.rfc-editor.org/rfc/rfc5890",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "Every name is one that ACM can issue for.",
    .causes = { "undetermined" },
    .run = run,
};

static const char *fault_of(const struct cert *cert, uint32_t at)
{
    const char *fault = name_fault(cert->names[at]);

    if (fault == NULL && at == 0 && cert->domain != NULL &&
        strlen(cert->domain) > COMMON_NAME_MAX)
        fault = "as the first name it is the common name, which takes at most 64 octets";
    return fault;
}

/* "*.x" behind a fit "x" is fit as well: most certificates with a wildcard have both. */
static bool is_wildcard_of_last(const struct cert *cert, uint32_t at)
{
    const char *name = cert->names[at];
    const char *base = name_base(name);

    return name_is_wildcard(name) && !name_is_wildcard(base) &&
           strcmp(base, cert->names[at - 1]) == 0 && strlen(name) <= NAME_MAX;
}

/* The first unfit name at or after *at, or NULL. */
static const char *next_fault(const struct cert *cert, uint32_t *at)
{
    const uint32_t first = *at;

    for (; *at < cert->n_names; (*at)++) {
        const char *fault;

        if (*at > first && is_wildcard_of_last(cert, *at))
            continue;
        fault = fault_of(cert, *at);
        if (fault != NULL)
            return fault;
    }
    return NULL;
}

static const char *say_faults(const struct cert *cert, uint32_t at, struct arena *arena)
{
    const char *faults[NAMES_SHOWN + 2];
    const char *fault;
    size_t n = 0;
    size_t more = 0;

    while ((fault = next_fault(cert, &at)) != NULL) {
        if (n <= NAMES_SHOWN)
            faults[n++] = arena_printf(arena, "\"%s\" (%s)", cert->names[at], fault);
        else
            more++;
        at++;
    }
    if (more > 0)
        faults[n++] = arena_printf(arena, "and %zu more", more);
    return tell_list(arena, faults, n, n);
}

static enum verdict unknown(const struct cert *cert, const char *lack,
                            struct finding *out, struct arena *arena)
{
    finding_say(out, arena, "%s: %s, so whether ACM can issue for all of it is not known",
                tell_cert(cert), lack);
    tell_describe(out, arena, cert, CONFIDENCE_LOW,
                  "A full description shows the type and all names.");
    return VERDICT_UNKNOWN;
}

static enum verdict fail(const struct cert *cert, uint32_t at, struct finding *out,
                         struct arena *arena)
{
    finding_say(out, arena, "%s: ACM cannot issue for %s", tell_cert(cert),
                say_faults(cert, at, arena));
    tell_evidence(out, arena, &cert->origin,
                  at == 0 && cert->domain != NULL ? "/DomainName"
                                                  : "/SubjectAlternativeNames",
                  cert->names[at]);
    tell_status(out, arena, cert);
    if (cert->status == ACM_ISSUED)
        out->severity = SEV_LOW;
    return VERDICT_FAIL;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;
    uint32_t at = 0;

    (void)facts;
    if (cert->type == ACM_IMPORTED || cert->type == ACM_PRIVATE)
        return VERDICT_NA;
    if (next_fault(cert, &at) != NULL) {
        if (cert->type == ACM_AMAZON_ISSUED)
            return fail(cert, at, out, arena);
        return unknown(cert,
                       arena_printf(arena,
                                    "the name \"%s\" is unfit (%s), but the type "
                                    "of the certificate is not in the evidence",
                                    cert->names[at], fault_of(cert, at)),
                       out, arena);
    }
    if (cert->type != ACM_AMAZON_ISSUED)
        return VERDICT_NA;
    if (cert->n_names == 0 || cert->names_cut)
        return unknown(cert, "not all of its names are in the evidence", out, arena);
    return VERDICT_PASS;
}
