/* members_step: the tables of the timeline: triggers, and what each verb takes. */
#include "mockaws/scenario/members.h"

#include <string.h>

#include "mockaws/scenario/rows.h"
#include "mockaws/scenario/scenario.h"

static const struct member after_calls_members[] = {
    ROW("operation", MEMBER_TEXT, scenario_step, operation, FORM(form_filled), REQUIRED),
    ROW("n", MEMBER_INTEGER, scenario_step, n_calls, RANGE(1, 1000000000)),
    END,
};

static const struct shape shape_after_calls = { .members = after_calls_members };

static const struct member when_members[] = {
    ROW("certificate", MEMBER_TEXT, scenario_step, when_certificate, FORM(form_filled),
        REQUIRED),
    ROW("status", MEMBER_WORD, scenario_step, when_status, WORDS(words_status), REQUIRED),
    END,
};

static const struct shape shape_when = { .members = when_members };

static const struct member step_members[] = {
    ROW("at", MEMBER_MOMENT, scenario_step, at_ms, OPTIONAL),
    ROW("after_calls", MEMBER_INLINE, scenario_step, operation, SHAPE(shape_after_calls)),
    ROW("when", MEMBER_INLINE, scenario_step, operation, SHAPE(shape_when)),
    { .name = "do", .kind = MEMBER_IGNORED, .required = true },
    { .name = "comment", .kind = MEMBER_IGNORED },
    END,
};

static void step_init(void *item, const struct scenario *scenario)
{
    struct scenario_step *step = item;

    (void)scenario;
    step->at_ms = TIME_NONE;
    step->n_calls = 1;
    step->ttl_s = 300;
    step->type = RR_ANY;
}

static void step_derive(void *item, const struct scenario *scenario)
{
    struct scenario_step *step = item;

    (void)scenario;
    if (step->at_ms != TIME_NONE)
        step->trigger = TRIGGER_AT;
    else if (step->operation != NULL)
        step->trigger = TRIGGER_AFTER_CALLS;
    else if (step->when_certificate != NULL)
        step->trigger = TRIGGER_WHEN;
    if (step->verb == DO_REVOKE && step->revocation_reason == NULL)
        step->revocation_reason = "UNSPECIFIED";
}

const struct shape shape_step = { .members = step_members,
                                  .size = sizeof(struct scenario_step),
                                  .line_at = offsetof(struct scenario_step, line),
                                  .init = step_init,
                                  .derive = step_derive };

#define CERTIFICATE                                                                      \
    ROW("certificate", MEMBER_TEXT, scenario_step, certificate, FORM(form_filled),       \
        REQUIRED)
#define ZONE       ROW("zone", MEMBER_TEXT, scenario_step, zone, FORM(form_zone_id), REQUIRED)
#define OTHER_ZONE ROW("zone", MEMBER_TEXT, scenario_step, zone, FORM(form_zone_id))
#define NAMES      LIST("names", MEMBER_TEXTS, scenario_step, names, FORM(form_domain))

static const struct member of_nothing[] = { END };

static const struct member of_certificate[] = { CERTIFICATE, END };

static const struct member of_revoke[] = {
    CERTIFICATE,
    ROW("reason", MEMBER_CHOICE, scenario_step, revocation_reason,
        WORDS(words_revocation)),
    END,
};

static const struct member of_upsert_records[] = {
    ZONE,
    LIST("records", MEMBER_OBJECTS, scenario_step, records, SHAPE(shape_record),
         REQUIRED),
    END,
};

static const struct member of_delete_records[] = {
    ZONE,
    LIST("records", MEMBER_OBJECTS, scenario_step, records, SHAPE(shape_record_key),
         REQUIRED),
    END,
};

static const struct member of_upsert_validation[] = {
    CERTIFICATE,
    NAMES,
    OTHER_ZONE,
    ROW("break", MEMBER_WORD, scenario_step, break_as, WORDS(words_break)),
    ROW("ttl", MEMBER_INTEGER, scenario_step, ttl_s, RANGE(0, INT32_MAX)),
    END,
};

static const struct member of_delete_validation[] = { CERTIFICATE, NAMES, END };

static const struct member of_zone[] = { ZONE, END };

static const struct member of_delegate[] = {
    ZONE,
    LIST("servers", MEMBER_NAMES, scenario_step, servers, OPTIONAL),
    END,
};

static const struct member of_set_in_use[] = {
    CERTIFICATE,
    LIST("arns", MEMBER_TEXTS, scenario_step, arns, FORM(form_arn), REQUIRED),
    ROW("force", MEMBER_BOOL, scenario_step, force, OPTIONAL),
    END,
};

static const struct member of_mail[] = { CERTIFICATE, NAMES, END };

static const struct member of_dns_fault[] = {
    ROW("name", MEMBER_NAME, scenario_step, name, REQUIRED),
    ROW("type", MEMBER_WORD, scenario_step, type, WORDS(words_type)),
    ROW("failure", MEMBER_WORD, scenario_step, failure, WORDS(words_failure), REQUIRED),
    END,
};

static const struct member of_force[] = {
    CERTIFICATE,
    ROW("status", MEMBER_WORD, scenario_step, status, WORDS(words_status)),
    ROW("reason", MEMBER_WORD, scenario_step, reason, WORDS(words_reason)),
    ROW("renewal_status", MEMBER_WORD, scenario_step, renewal_status,
        WORDS(words_renewal_status)),
    END,
};

static const struct member of_advance[] = {
    ROW("by", MEMBER_SPAN, scenario_step, by_ms, REQUIRED),
    END,
};

/* clang-format off */
const struct verb verbs[] = {
    { "request", DO_REQUEST, of_nothing, requested_members, NULL, NULL },
    { "import", DO_IMPORT, of_nothing, imported_members, import_members, NULL },
    { "delete", DO_DELETE, of_certificate, NULL, NULL, NULL },
    { "revoke", DO_REVOKE, of_revoke, NULL, NULL, NULL },
    { "renew", DO_RENEW, of_certificate, NULL, NULL, NULL },
    { "upsert_records", DO_UPSERT_RECORDS, of_upsert_records, NULL, NULL, NULL },
    { "delete_records", DO_DELETE_RECORDS, of_delete_records, NULL, NULL, NULL },
    { "upsert_validation_records", DO_UPSERT_VALIDATION_RECORDS, of_upsert_validation,
      NULL, NULL, NULL },
    { "delete_validation_records", DO_DELETE_VALIDATION_RECORDS, of_delete_validation,
      NULL, NULL, NULL },
    { "create_zone", DO_CREATE_ZONE, of_nothing, NULL, NULL, new_zone_members },
    { "delete_zone", DO_DELETE_ZONE, of_zone, NULL, NULL, NULL },
    { "delegate", DO_DELEGATE, of_delegate, NULL, NULL, NULL },
    { "undelegate", DO_UNDELEGATE, of_zone, NULL, NULL, NULL },
    { "set_in_use", DO_SET_IN_USE, of_set_in_use, NULL, NULL, NULL },
    { "approve_email", DO_APPROVE_EMAIL, of_mail, NULL, NULL, NULL },
    { "deny_email", DO_DENY_EMAIL, of_mail, NULL, NULL, NULL },
    { "dns_fault", DO_DNS_FAULT, of_dns_fault, NULL, NULL, NULL },
    { "force", DO_FORCE, of_force, NULL, NULL, NULL },
    { "advance", DO_ADVANCE, of_advance, NULL, NULL, NULL },
    { NULL, 0, NULL, NULL, NULL, NULL },
};
/* clang-format on */

const struct verb *verb_find(const char *word)
{
    for (const struct verb *verb = verbs; verb->word != NULL; verb++)
        if (strcmp(verb->word, word) == 0)
            return verb;
    return NULL;
}
