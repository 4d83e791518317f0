/* members_certificate: the tables of certificates, asked for, imported or standing. */
#include "mockaws/scenario/members.h"

#include "mockaws/scenario/rows.h"
#include "mockaws/scenario/scenario.h"

/* Certificates: how they stand. */

static const struct member record_of_domain_members[] = {
    ROW("name", MEMBER_TEXT, scenario_domain, record_name, FORM(form_filled), REQUIRED),
    ROW("value", MEMBER_TEXT, scenario_domain, record_value, FORM(form_filled), REQUIRED),
    END,
};

static const struct shape shape_record_of_domain = { .members =
                                                         record_of_domain_members };

static const struct member redirect_members[] = {
    ROW("from", MEMBER_TEXT, scenario_domain, redirect_from, FORM(form_filled), REQUIRED),
    ROW("to", MEMBER_TEXT, scenario_domain, redirect_to, FORM(form_filled), REQUIRED),
    END,
};

static const struct shape shape_redirect = { .members = redirect_members };

static const struct member domain_members[] = {
    ROW("domain", MEMBER_TEXT, scenario_domain, domain, FORM(form_filled), REQUIRED),
    ROW("validation_domain", MEMBER_TEXT, scenario_domain, validation_domain,
        FORM(form_filled)),
    ROW("method", MEMBER_WORD, scenario_domain, method, WORDS(words_method)),
    ROW("status", MEMBER_WORD, scenario_domain, status, WORDS(words_domain_status)),
    ROW("record", MEMBER_INLINE, scenario_domain, domain, SHAPE(shape_record_of_domain)),
    LIST("emails", MEMBER_TEXTS, scenario_domain, emails, FORM(form_filled)),
    ROW("redirect", MEMBER_INLINE, scenario_domain, domain, SHAPE(shape_redirect)),
    ROW("approved", MEMBER_BOOL, scenario_domain, approved, OPTIONAL),
    END,
};

static const struct shape shape_domain = { .members = domain_members,
                                           .size = sizeof(struct scenario_domain) };

static const struct member renewal_members[] = {
    ROW("status", MEMBER_WORD, scenario_renewal, status, WORDS(words_renewal_status),
        REQUIRED),
    ROW("reason", MEMBER_WORD, scenario_renewal, reason, WORDS(words_reason)),
    ROW("updated", MEMBER_MOMENT, scenario_renewal, updated_ms, OPTIONAL),
    ROW("started", MEMBER_MOMENT, scenario_renewal, started_ms, OPTIONAL),
    LIST("domains", MEMBER_OBJECTS, scenario_renewal, domains, SHAPE(shape_domain)),
    END,
};

static void renewal_init(void *item, const struct scenario *scenario)
{
    struct scenario_renewal *renewal = item;

    renewal->updated_ms = scenario->start_ms;
    renewal->started_ms = TIME_NONE;
}

static const struct shape shape_renewal = { .members = renewal_members,
                                            .size = sizeof(struct scenario_renewal),
                                            .init = renewal_init };

static const struct member update_members[] = {
    ROW("status", MEMBER_WORD, scenario_update, status, WORDS(words_update_status),
        REQUIRED),
    ROW("requested", MEMBER_MOMENT, scenario_update, requested_ms, OPTIONAL),
    ROW("updated", MEMBER_MOMENT, scenario_update, updated_ms, OPTIONAL),
    LIST("domains", MEMBER_OBJECTS, scenario_update, domains, SHAPE(shape_domain)),
    END,
};

static void update_init(void *item, const struct scenario *scenario)
{
    struct scenario_update *update = item;

    update->requested_ms = scenario->start_ms;
    update->updated_ms = scenario->start_ms;
}

static const struct shape shape_update = { .members = update_members,
                                           .size = sizeof(struct scenario_update),
                                           .init = update_init };

static const struct member usage_members[] = {
    ROW("name", MEMBER_TEXT, scenario_usage, name, FORM(form_filled), REQUIRED),
    ROW("oid", MEMBER_TEXT, scenario_usage, oid, FORM(form_filled)),
    END,
};

static const struct shape shape_usage = { .members = usage_members,
                                          .size = sizeof(struct scenario_usage),
                                          .bare = true };

static const struct member state_members[] = {
    ROW("status", MEMBER_WORD, scenario_state, status, WORDS(words_status), REQUIRED),
    ROW("failure_reason", MEMBER_WORD, scenario_state, reason, WORDS(words_reason)),
    ROW("created", MEMBER_MOMENT, scenario_state, created_ms, OPTIONAL),
    ROW("issued", MEMBER_MOMENT, scenario_state, issued_ms, OPTIONAL),
    ROW("imported", MEMBER_MOMENT, scenario_state, imported_ms, OPTIONAL),
    ROW("revoked", MEMBER_MOMENT, scenario_state, revoked_ms, OPTIONAL),
    ROW("revocation_reason", MEMBER_CHOICE, scenario_state, revocation_reason,
        WORDS(words_revocation)),
    ROW("not_before", MEMBER_MOMENT, scenario_state, not_before_ms, OPTIONAL),
    ROW("not_after", MEMBER_MOMENT, scenario_state, not_after_ms, OPTIONAL),
    ROW("serial", MEMBER_TEXT, scenario_state, serial, FORM(form_serial)),
    ROW("subject", MEMBER_TEXT, scenario_state, subject, FORM(form_filled)),
    ROW("issuer", MEMBER_TEXT, scenario_state, issuer, FORM(form_filled)),
    ROW("signature_algorithm", MEMBER_TEXT, scenario_state, signature_algorithm,
        FORM(form_filled)),
    LIST("key_usages", MEMBER_TEXTS, scenario_state, key_usages, FORM(form_filled)),
    LIST("extended_key_usages", MEMBER_OBJECTS, scenario_state, extended_key_usages,
         SHAPE(shape_usage)),
    LIST("domains", MEMBER_OBJECTS, scenario_state, domains, SHAPE(shape_domain)),
    ROW("renewal", MEMBER_OBJECT, scenario_state, renewal, SHAPE(shape_renewal)),
    ROW("update", MEMBER_OBJECT, scenario_state, update, SHAPE(shape_update)),
    ROW("forced", MEMBER_BOOL, scenario_state, forced, OPTIONAL),
    END,
};

static void state_init(void *item, const struct scenario *scenario)
{
    struct scenario_state *state = item;

    (void)scenario;
    state->created_ms = TIME_NONE;
    state->issued_ms = TIME_NONE;
    state->imported_ms = TIME_NONE;
    state->revoked_ms = TIME_NONE;
    state->not_before_ms = TIME_NONE;
    state->not_after_ms = TIME_NONE;
}

/* A certificate is created no later than all else of it. */
static void state_derive(void *item, const struct scenario *scenario)
{
    struct scenario_state *state = item;

    if (state->created_ms != TIME_NONE)
        return;
    state->created_ms = scenario->start_ms;
    if (state->issued_ms != TIME_NONE && state->issued_ms < state->created_ms)
        state->created_ms = state->issued_ms;
    if (state->imported_ms != TIME_NONE && state->imported_ms < state->created_ms)
        state->created_ms = state->imported_ms;
    if (state->not_before_ms != TIME_NONE && state->not_before_ms < state->created_ms)
        state->created_ms = state->not_before_ms;
}

static const struct shape shape_state = { .members = state_members,
                                          .size = sizeof(struct scenario_state),
                                          .init = state_init,
                                          .derive = state_derive };

/* Certificates: what is asked for. */

#define IMPORT_MEMBERS                                                                   \
    LIST("names", MEMBER_TEXTS, scenario_import, names, FORM(form_imported), REQUIRED),  \
        ROW("not_before", MEMBER_MOMENT, scenario_import, not_before_ms, OPTIONAL),      \
        ROW("not_after", MEMBER_MOMENT, scenario_import, not_after_ms, OPTIONAL),        \
        ROW("key_algorithm", MEMBER_WORD, scenario_import, key, WORDS(words_key))

const struct member import_members[] = {
    IMPORT_MEMBERS,
    END,
};

static void import_init(void *item, const struct scenario *scenario)
{
    struct scenario_import *import = item;

    import->not_before_ms = scenario->start_ms;
    import->not_after_ms = scenario->start_ms + (int64_t)365 * 86400 * 1000;
    import->key = ACM_RSA_2048;
}

const struct shape shape_import = { .members = import_members,
                                    .size = sizeof(struct scenario_import),
                                    .init = import_init };

#define PLACE_MEMBERS                                                                    \
    ROW("arn", MEMBER_TEXT, scenario_certificate, arn, FORM(form_certificate_arn)),      \
        ROW("account", MEMBER_TEXT, scenario_certificate, account, FORM(form_account)),  \
        ROW("region", MEMBER_TEXT, scenario_certificate, region, FORM(form_region))

#define REQUEST_MEMBERS                                                                  \
    LIST("names", MEMBER_TEXTS, scenario_certificate, names, FORM(form_domain)),         \
        ROW("method", MEMBER_WORD, scenario_certificate, method, WORDS(words_method)),   \
        ROW("validation_domain", MEMBER_TEXT, scenario_certificate, validation_domain,   \
            FORM(form_domain)),                                                          \
        LIST("validation_domains", MEMBER_MAP, scenario_certificate, validation_domains, \
             FORM(form_domain)),                                                         \
        ROW("key_algorithm", MEMBER_WORD, scenario_certificate, key, WORDS(words_key)),  \
        ROW("export", MEMBER_WORD, scenario_certificate, export_option,                  \
            WORDS(words_switch)),                                                        \
        ROW("transparency", MEMBER_WORD, scenario_certificate, transparency,             \
            WORDS(words_switch)),                                                        \
        ROW("managed_by", MEMBER_WORD, scenario_certificate, manager,                    \
            WORDS(words_manager)),                                                       \
        ROW("authority", MEMBER_TEXT, scenario_certificate, authority,                   \
            FORM(form_authority_arn)),                                                   \
        ROW("exported", MEMBER_BOOL, scenario_certificate, exported, OPTIONAL)

#define USE_MEMBERS                                                                      \
    LIST("in_use_by", MEMBER_TEXTS, scenario_certificate, in_use_by, FORM(form_arn)),    \
        LIST("tags", MEMBER_MAP, scenario_certificate, tags, OPTIONAL)

static const struct member certificate_members[] = {
    ROW("id", MEMBER_TEXT, scenario_certificate, id, FORM(form_id), REQUIRED),
    PLACE_MEMBERS,
    REQUEST_MEMBERS,
    ROW("key_pair_origin", MEMBER_WORD, scenario_certificate, origin,
        WORDS(words_origin)),
    ROW("requested", MEMBER_MOMENT, scenario_certificate, requested_ms, OPTIONAL),
    USE_MEMBERS,
    ROW("import", MEMBER_OBJECT, scenario_certificate, import, SHAPE(shape_import)),
    ROW("state", MEMBER_OBJECT, scenario_certificate, state, SHAPE(shape_state)),
    END,
};

const struct member requested_members[] = {
    ROW("certificate", MEMBER_TEXT, scenario_certificate, id, FORM(form_id), REQUIRED),
    PLACE_MEMBERS,
    REQUEST_MEMBERS,
    USE_MEMBERS,
    END,
};

const struct member imported_members[] = {
    ROW("certificate", MEMBER_TEXT, scenario_certificate, id, FORM(form_id), REQUIRED),
    PLACE_MEMBERS,
    USE_MEMBERS,
    END,
};

static void certificate_init(void *item, const struct scenario *scenario)
{
    struct scenario_certificate *certificate = item;

    certificate->account = members_first_account(scenario);
    certificate->region = "us-east-1";
    certificate->key = ACM_RSA_2048;
    certificate->export_option = ACM_DISABLED;
    certificate->transparency = ACM_ENABLED;
    certificate->requested_ms = scenario->start_ms;
}

static void certificate_derive(void *item, const struct scenario *scenario)
{
    struct scenario_certificate *certificate = item;

    (void)scenario;
    certificate->type = certificate->import != NULL      ? ACM_IMPORTED
                        : certificate->authority != NULL ? ACM_PRIVATE
                                                         : ACM_AMAZON_ISSUED;
    if (certificate->method == ACM_METHOD_NONE && certificate->type == ACM_AMAZON_ISSUED)
        certificate->method = ACM_METHOD_DNS;
    if (certificate->import != NULL && certificate->n_names == 0) {
        certificate->names = certificate->import->names;
        certificate->n_names = certificate->import->n_names;
        certificate->key = certificate->import->key;
    }
}

const struct shape shape_certificate = {
    .members = certificate_members,
    .size = sizeof(struct scenario_certificate),
    .line_at = offsetof(struct scenario_certificate, line),
    .init = certificate_init,
    .derive = certificate_derive,
};
