/* common: what the handlers of ACM's operations share. */
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/aws/arn.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/mock.h"

const json_t *acm_member(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);

    return value == NULL || json_is_null(value) ? NULL : value;
}

const char *acm_text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

int64_t acm_integer(const json_t *object, const char *name, int64_t otherwise)
{
    const json_t *value = acm_member(object, name);

    return value == NULL ? otherwise : json_integer_value(value);
}

/* The ARN of a certificate that lies elsewhere is not told from one that is not there. */
struct certificate *acm_find(struct mock *mock, struct call *call)
{
    const char *arn = arena_strdup(call->arena, acm_text(call->input, "CertificateArn"));
    struct certificate *certificate;

    call->certificate = arn;
    if (!arn_is_acm_certificate(arn, strlen(arn))) {
        call_fail(call, "InvalidArnException", "%s is not the ARN of a certificate.",
                  arn);
        return NULL;
    }
    certificate = store_certificate(&mock->world.store, arn);
    if (certificate == NULL || certificate->place != call->place ||
        mock->world.clock.now_ms < certificate->visible_ms) {
        call_fail(call, "ResourceNotFoundException", "Could not find certificate %s.",
                  arn);
        return NULL;
    }
    return certificate;
}

bool acm_has_body(const struct certificate *certificate)
{
    return certificate->import_pem != NULL || certificate->serial != NULL;
}

bool acm_same_name(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

/* The star of a wildcard is no part of the domain that is validated: facts 3.2. */
static const char *without_star(const char *name)
{
    return strncmp(name, "*.", 2) == 0 ? name + 2 : name;
}

bool acm_is_validation_domain(const char *domain, const char *other)
{
    const char *below = without_star(domain);
    const char *above = without_star(other);
    const size_t below_len = strlen(below);
    const size_t above_len = strlen(above);

    if (below_len < above_len || strcasecmp(below + below_len - above_len, above) != 0)
        return false;
    return below_len == above_len || below[below_len - above_len - 1] == '.';
}

enum { YEAR_DAYS = 365, DAY_MS = 86400 * 1000 };

int acm_limits_check(struct mock *mock, struct call *call)
{
    const struct acm_limits *limits = &mock->acm_limits;
    const int64_t year_ago = mock->world.clock.now_ms - (int64_t)YEAR_DAYS * DAY_MS;
    const struct place *place = call->place;
    size_t n = 0;
    size_t n_in_year = 0;

    if (limits->certificates == 0 && limits->certificates_a_year == 0)
        return 0;
    for (size_t i = 0; i < place->n; i++) {
        const struct certificate *certificate = place->items[i];

        if (certificate->type == ACM_PRIVATE || certificate->origin == ACM_ORIGIN_ACME)
            continue;
        n++;
        n_in_year += certificate->created_ms > year_ago;
    }
    if (limits->certificates_a_year > 0 && n_in_year >= limits->certificates_a_year)
        return call_fail(call, "LimitExceededException",
                         "Error: you have reached your limit of %u certificates in the "
                         "last year.",
                         limits->certificates_a_year);
    if (limits->certificates > 0 && n >= limits->certificates)
        return call_fail(call, "LimitExceededException",
                         "Error: you have reached your limit of %u certificates.",
                         limits->certificates);
    return 0;
}

int acm_not_supported(struct mock *mock, struct call *call)
{
    (void)mock;
    return call_fail(call, "AccessDeniedException", "mockaws does not support %s.",
                     call->operation->name);
}
