/* check_force: `force` is for what nothing here can cause; for all else, how it is
 * caused. */
#include <string.h>

#include "mockaws/scenario/check_parts.h"

/* A word of AWS that a scenario can bring about, and how. */
struct cause {
    int word;
    const char *how;
};

/* clang-format off */
static const struct cause of_status[] = {
    { ACM_PENDING_VALIDATION, "request it and leave its records out" },
    { ACM_ISSUED, "upsert_validation_records (or approve_email) and no CAA against Amazon "
                  "make it so; with \"state\" it is issued from the start" },
    { ACM_EXPIRED, "give it a \"state\" whose not_after passes before \"observe\", and "
                   "nothing that uses it: it does not renew" },
    { ACM_VALIDATION_TIMED_OUT, "leave a validation record out and let 72 h pass: "
                                "\"observe\": \"+73h\"" },
    { ACM_REVOKED, "use the step revoke" },
};

static const struct cause of_reason[] = {
    { ACM_NO_AVAILABLE_CONTACTS, "request it with \"method\": \"EMAIL\" for a domain whose "
                                 "zone has neither MX nor address" },
    { ACM_INVALID_PUBLIC_DOMAIN, "request a name below no public suffix, such as "
                                 "\"app.internal\"" },
    { ACM_DOMAIN_VALIDATION_DENIED, "request it with \"method\": \"EMAIL\" and use the step "
                                    "deny_email" },
    { ACM_CAA_ERROR, "upsert its validation records, and a CAA record that names another "
                     "CA alone; or a dns_fault for CAA" },
    { ACM_PCA_INVALID_STATE, "give its authority another \"state\" than ACTIVE" },
    { ACM_PCA_INVALID_DURATION, "give its authority a \"not_after\" in less than 395 days" },
    { ACM_PCA_ACCESS_DENIED, "give its authority \"permission\": false" },
    { ACM_PCA_RESOURCE_NOT_FOUND, "list authorities, and not the one that it names" },
};

static const struct cause of_renewal[] = {
    { ACM_RENEWAL_PENDING_AUTO_RENEWAL, "have it in use and let the renewal window begin "
                                        "(45 or 60 days before its not_after)" },
    { ACM_RENEWAL_PENDING_VALIDATION, "have it in use and use delete_validation_records "
                                      "before the renewal window begins" },
    { ACM_RENEWAL_SUCCESS, "have it in use, leave its records in place and let the renewal "
                           "window begin" },
    { ACM_RENEWAL_FAILED, "have it in use, use delete_validation_records and let its "
                          "not_after pass" },
};
/* clang-format on */

#define CAUSE_OF(table, word) cause_of(table, sizeof(table) / sizeof((table)[0]), word)

static const char *cause_of(const struct cause *causes, size_t n, int word)
{
    for (size_t i = 0; i < n; i++)
        if (causes[i].word == word)
            return causes[i].how;
    return NULL;
}

static void refuse(struct checker *checker, const char *pointer, const char *member,
                   const char *word, const char *how)
{
    checker_fault(checker, pointer, member, "%s can be caused, so it is not forced: %s",
                  word, how);
}

void check_force(struct checker *checker, const char *pointer,
                 const struct scenario_step *step)
{
    const char *of_word = CAUSE_OF(of_status, (int)step->status);
    const char *of_why = CAUSE_OF(of_reason, (int)step->reason);
    const char *of_renewed = CAUSE_OF(of_renewal, (int)step->renewal_status);

    if (mistakes_explain(checker->mistakes, pointer, "status") ||
        mistakes_explain(checker->mistakes, pointer, "renewal_status") ||
        mistakes_explain(checker->mistakes, pointer, "reason"))
        return;
    if (step->status == ACM_STATUS_NONE && step->renewal_status == ACM_RENEWAL_NONE)
        checker_fault(checker, pointer, "", "want \"status\" or \"renewal_status\"");
    else if (step->status != ACM_STATUS_NONE && step->renewal_status != ACM_RENEWAL_NONE)
        checker_fault(checker, pointer, "renewal_status",
                      "want \"status\" or \"renewal_status\", not both");
    else if (of_why != NULL)
        refuse(checker, pointer, "reason", acm_word(ACM_WORDS_REASON, (int)step->reason),
               of_why);
    else if (of_word != NULL)
        refuse(checker, pointer, "status", acm_word(ACM_WORDS_STATUS, (int)step->status),
               of_word);
    else if (of_renewed != NULL && step->reason == ACM_REASON_NONE)
        refuse(checker, pointer, "renewal_status",
               acm_word(ACM_WORDS_RENEWAL_STATUS, (int)step->renewal_status), of_renewed);
    else if (step->status == ACM_FAILED && step->reason == ACM_REASON_NONE)
        checker_fault(checker, pointer, "",
                      "\"reason\" is missing: FAILED always has one");
    else if (step->status != ACM_FAILED && step->status != ACM_STATUS_NONE &&
             step->reason != ACM_REASON_NONE)
        checker_fault(checker, pointer, "reason", "only FAILED has a reason");
}
