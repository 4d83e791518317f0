/* acm_validation_repeated: the same names were asked for again, and died again. */
#include "analyzer/check/check.h"

#include "analyzer/check/tell.h"
#include "analyzer/join/siblings.h"

enum { REQUESTS_SHOWN = 5 };

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena);

const struct check check_acm_validation_repeated = {
    .rule = {
        .id = "acm_validation_repeated",
        .title = "The same request died more than once",
        .group = GROUP_VALIDATION,
        .severity = SEV_MEDIUM,
        .why = "Asking again without mending the cause fails again, and each request "
               "counts against the yearly quota. In one account the validation record of a "
               "name is the same for every request: a second request needs the first "
               "one's record in place, not a new one.",
        .logic =
            "FAIL, on the newest of them: two or more requests for the same set of names "
            "in one account and region are FAILED or VALIDATION_TIMED_OUT. "
            "PASS: it is the only dead request for its names. "
            "UNKNOWN: the full list of names, the account or the region is not in the "
            "evidence, or the list of the account and region is cut short and shows one. "
            "NA: the request is not dead, or it is not the newest of its kind.",
        .references = {
            "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/"
            "troubleshooting-cert-requests.html",
            "https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html",
        },
    },
    .scope = SCOPE_CERTIFICATE,
    .verdicts = CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA,
    .pass = "No other dead request is for the same names.",
    .causes = { "undetermined" },
    .run = run,
};

static enum verdict fail(const struct cert *cert, const struct sibling_list *list,
                         struct finding *out, struct arena *arena)
{
    finding_say(out, arena,
                "%s: %zu requests for the same %u %s died in account %s, region %s, the "
                "first of %s and the last of %s",
                tell_cert(cert), list->n, cert->n_names,
                cert->n_names == 1 ? "name" : "names", cert->account, cert->region,
                tell_when(arena, list->certs[0]->created_at),
                tell_when(arena, cert->created_at));
    tell_status(out, arena, cert);
    for (size_t i = list->n - 1; i > 0 && i + REQUESTS_SHOWN >= list->n; i--)
        tell_status(out, arena, list->certs[i - 1]);
    return VERDICT_FAIL;
}

static enum verdict unknown(const struct cert *cert, const char *lack,
                            struct finding *out, struct arena *arena)
{
    finding_say(out, arena,
                "%s: %s, so whether the same request died before is not known",
                tell_cert(cert), lack);
    tell_status(out, arena, cert);
    tell_describe(out, arena, cert, CONFIDENCE_LOW,
                  "Full descriptions of all certificates of the account and region show "
                  "the names of each request.");
    return VERDICT_UNKNOWN;
}

static enum verdict run(const struct facts *facts, const struct subject *subject,
                        struct finding *out, struct arena *arena)
{
    const struct cert *cert = subject->cert;
    struct sibling_list list;

    if (!cert_is_dead(cert))
        return VERDICT_NA;
    if (cert->account == NULL || cert->region == NULL)
        return unknown(cert, "its account or region is not in the evidence", out, arena);
    if (cert->names_cut || cert->n_names == 0)
        return unknown(cert, "not all of its names are in the evidence", out, arena);
    list = siblings_dead_requests(facts, cert);
    if (list.n >= 2)
        return list.certs[list.n - 1] == cert ? fail(cert, &list, out, arena)
                                              : VERDICT_NA;
    if (list_is_cut(facts, cert))
        return unknown(cert, "the list of its account and region is cut short", out,
                       arena);
    return VERDICT_PASS;
}
