/* tell: what many checks say alike: times, names, places in the evidence, commands. */
#include "analyzer/check/tell.h"

#include <string.h>

#include "analyzer/join/commands.h"
#include "base/aws/arn.h"
#include "base/buf.h"
#include "base/when.h"

enum { PLACES_MAX = 10, VALUE_MAX = 200 };

int64_t when_add(int64_t when, int64_t seconds)
{
    return when == WHEN_NONE ? WHEN_NONE : when + seconds;
}

enum passed now_is_after(const struct facts *facts, int64_t when, int64_t more)
{
    /* A whole second later: the limit itself is still within. */
    return facts_passed(facts, when_add(when, more + 1));
}

const char *tell_when(struct arena *arena, int64_t when)
{
    char text[WHEN_TEXT_MAX];

    if (when == WHEN_NONE)
        return "an unknown time";
    return arena_strdup(arena, when_iso(when, text));
}

const char *tell_cert(const struct cert *cert)
{
    if (cert->domain != NULL)
        return cert->domain;
    return cert->arn != NULL ? cert->arn : "a certificate without a name";
}

const char *tell_list(struct arena *arena, const char *const *items, size_t n,
                      size_t most)
{
    struct buf buf;
    const char *text;

    buf_init(&buf);
    if (n <= most + 1)
        most = n; /* "and 1 more" would take the room of the name itself */
    for (size_t i = 0; i < n && i < most; i++) {
        if (i > 0)
            buf_puts(&buf, ", ");
        buf_puts(&buf, items[i]);
    }
    if (n > most)
        buf_printf(&buf, " and %zu more", n - most);
    text = arena_strdup(arena, buf_text(&buf));
    buf_clear(&buf);
    return text;
}

struct domain_counts count_domains(const struct cert *cert)
{
    struct domain_counts counts = { .n = cert->n_validations };

    for (uint32_t i = 0; i < cert->n_validations; i++) {
        switch (cert->validations[i].status) {
        case ACM_DOMAIN_SUCCESS:
            counts.success++;
            break;
        case ACM_DOMAIN_FAILED:
            counts.failed++;
            counts.blocking++;
            break;
        case ACM_DOMAIN_PENDING_VALIDATION:
            counts.blocking++;
            break;
        default:
            counts.unknown++;
            break;
        }
    }
    return counts;
}

const char *tell_blocking(struct arena *arena, const struct cert *cert)
{
    const char **names = arena_array(arena, cert->n_validations, sizeof(*names));
    size_t n = 0;

    for (uint32_t i = 0; i < cert->n_validations; i++) {
        if (cert->validations[i].status != ACM_DOMAIN_SUCCESS)
            names[n++] = cert->validations[i].domain;
    }
    return tell_list(arena, names, n, 5);
}

bool cert_is_dead(const struct cert *cert)
{
    return cert->status == ACM_FAILED || cert->status == ACM_VALIDATION_TIMED_OUT;
}

bool cert_lacks_domains(const struct cert *cert)
{
    return cert->n_validations == 0 && !cert->has_validations && !cert->described;
}

bool list_is_cut(const struct facts *facts, const struct cert *cert)
{
    const struct estate *estate = facts->estate;

    if (cert->account == NULL || cert->region == NULL)
        return false;
    for (size_t i = 0; i < estate->n_listings; i++) {
        const struct listing *listing = estate->listings[i];

        if (listing->truncated && listing->account != NULL && listing->region != NULL &&
            strcmp(listing->account, cert->account) == 0 &&
            strcmp(listing->region, cert->region) == 0)
            return true;
    }
    return false;
}

bool cert_is_rival(const struct cert *cert, const struct cert *other)
{
    if (cert->grade == GRADE_TERRAFORM || other->grade == GRADE_TERRAFORM)
        return false;
    return cert->captured_at == WHEN_NONE || other->captured_at == WHEN_NONE ||
           cert->captured_at == other->captured_at;
}

const struct cert *cert_newer(const struct cert *cert)
{
    const struct cert *other;

    for (other = cert->older; other != NULL; other = other->older) {
        if (cert->captured_at != WHEN_NONE && other->captured_at > cert->captured_at &&
            other->grade != GRADE_TERRAFORM && other->status != ACM_STATUS_NONE &&
            other->status != cert->status)
            return other;
    }
    return NULL;
}

void tell_evidence(struct finding *out, struct arena *arena, const struct origin *origin,
                   const char *pointer, const char *value)
{
    struct evidence_ref ref = {
        .file = origin->source == NULL ? "" : origin->source->file,
        .document = origin->document,
        .pointer = pointer,
        .origin = origin,
    };

    if (value != NULL && value[0] != '\0')
        ref.value = arena_strndup(arena, value, strnlen(value, VALUE_MAX));
    finding_evidence(out, arena, &ref);
}

void tell_status(struct finding *out, struct arena *arena, const struct cert *cert)
{
    if (cert->status != ACM_STATUS_NONE)
        tell_evidence(out, arena, &cert->origin, "/Status", cert_status_word(cert));
}

void tell_reason(struct finding *out, struct arena *arena, const struct cert *cert)
{
    if (cert->reason != ACM_REASON_NONE)
        tell_evidence(out, arena, &cert->origin, "/FailureReason",
                      cert_reason_word(cert));
}

static void tell_domain(struct finding *out, struct arena *arena, const struct cert *cert,
                        uint32_t i)
{
    const char *pointer =
        arena_printf(arena, "/DomainValidationOptions/%u/ValidationStatus", i);

    tell_evidence(out, arena, &cert->origin, pointer,
                  cert->validations[i].status == ACM_DOMAIN_OTHER
                      ? cert_oddity(cert, pointer)
                      : acm_word(ACM_WORDS_DOMAIN_STATUS, cert->validations[i].status));
}

void tell_domains(struct finding *out, struct arena *arena, const struct cert *cert,
                  bool success)
{
    int told = 0;

    for (uint32_t i = 0; i < cert->n_validations && told < PLACES_MAX; i++) {
        const struct validation *validation = &cert->validations[i];

        if (validation->status == ACM_DOMAIN_NONE ||
            (validation->status == ACM_DOMAIN_SUCCESS) != success)
            continue;
        tell_domain(out, arena, cert, i);
        told++;
    }
}

void tell_in_use(struct finding *out, struct arena *arena, const struct cert *cert)
{
    if (cert->n_in_use_by > 0) {
        tell_evidence(out, arena, &cert->origin, "/InUseBy/0", cert->in_use_by[0]);
        return;
    }
    /* The summary's word may have come from a list row that lost to a describe. */
    for (const struct cert *dump = cert->older; dump != NULL; dump = dump->older) {
        if (dump->in_use == FLAG_TRUE) {
            tell_evidence(out, arena, &dump->origin, "/InUse", "true");
            return;
        }
    }
    tell_evidence(out, arena, &cert->origin, "/InUse", "true");
}

void tell_describe(struct finding *out, struct arena *arena, const struct cert *cert,
                   enum confidence confidence, const char *detail)
{
    struct cause *cause = finding_cause(out, arena, CAUSE_undetermined, confidence);

    cause_detail(cause, arena, "%s", detail);
    cause_fix(cause, arena, FIX_CLI, "Save a full description of the certificate",
              command_describe(cert, arena));
}

void tell_list_again(struct finding *out, struct arena *arena, const char *account,
                     const char *region, const char *file, enum confidence confidence,
                     const char *detail)
{
    struct cause *cause = finding_cause(out, arena, CAUSE_undetermined, confidence);

    cause_detail(cause, arena, "%s", detail);
    /* Both come from evidence: what is no account or region goes into no command. */
    if (!arn_is_account(account, strlen(account)))
        account = "ACCOUNT";
    if (!arn_is_region(region, strlen(region)))
        region = "REGION";
    cause_fix(
        cause, arena, FIX_CLI, "List the certificates of every key type",
        arena_printf(arena,
                     "# With credentials of account %s, region %s. acm-collect asks "
                     "for every key-pair origin as well.\n"
                     "mkdir -p evidence/%s/%s/acm\n"
                     "aws acm list-certificates --region %s --includes "
                     "keyTypes=RSA_1024,RSA_2048,RSA_3072,RSA_4096,EC_prime256v1,"
                     "EC_secp384r1,EC_secp521r1 --output json > "
                     "evidence/%s/%s/acm/%s",
                     account, region, account, region, region, account, region, file));
}
