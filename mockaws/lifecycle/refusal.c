/* refusal: requests that ACM refuses at once, whatever DNS says. */
#include <libpsl.h>
#include <string.h>

#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "mockaws/lifecycle/parts.h"
#include "mockaws/lifecycle/world.h"

/* Source: ACM User Guide, "Certificate request fails"; facts 3.4, 5. */
static bool is_aws_owned(const char *name)
{
    return name_is_under(name, "amazonaws.com") ||
           name_is_under(name, "cloudfront.net") ||
           name_is_under(name, "elasticbeanstalk.com");
}

/* Below a suffix that the public knows, and no such suffix itself. */
static bool is_public(const char *name)
{
    const int kind = PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE;
    const psl_ctx_t *list = psl_builtin();

    if (list == NULL)
        return true;
    if (psl_is_public_suffix2(list, name, kind))
        return false;
    for (const char *up = name_parent(name); up != NULL; up = name_parent(up))
        if (psl_is_public_suffix2(list, up, kind))
            return true;
    return false;
}

enum acm_reason refusal_of_names(const struct certificate *certificate)
{
    struct arena arena;
    enum acm_reason reason = ACM_REASON_NONE;

    arena_init(&arena);
    for (size_t i = 0; i < certificate->n_names && reason == ACM_REASON_NONE; i++) {
        const char *name =
            name_canonical(&arena, certificate->names[i], strlen(certificate->names[i]));

        if (is_aws_owned(name_base(name)))
            reason = ACM_ADDITIONAL_VERIFICATION_REQUIRED;
        else if (!is_public(name_base(name)))
            reason = ACM_INVALID_PUBLIC_DOMAIN;
    }
    arena_clear(&arena);
    return reason;
}

/* A domain that no zone here serves is somebody else's: its mail is taken to arrive. */
static bool mail_arrives(struct world *world, const char *domain)
{
    const struct resolver resolver = world_resolver(world);
    const struct arena_mark mark = arena_mark(&world->scratch);
    const char *name = name_canonical(&world->scratch, domain, strlen(domain));
    struct dns_answer answer;
    bool arrives;

    resolver_ask(&resolver, name, RR_MX, &world->scratch, &answer);
    arrives = answer.zone == NULL || resolver_has_mail(&resolver, name, &world->scratch);
    arena_rewind(&world->scratch, &mark);
    return arrives;
}

enum acm_reason refusal_of_mail(struct world *world,
                                const struct certificate *certificate)
{
    for (size_t i = 0; i < certificate->n_validations; i++) {
        const struct validation *validation = &certificate->validations[i];

        if (validation->method == ACM_METHOD_EMAIL &&
            !mail_arrives(world, name_base(validation->validation_domain)))
            return ACM_NO_AVAILABLE_CONTACTS;
    }
    return ACM_REASON_NONE;
}

/*
 * An authority that no scenario describes is taken to be in order. Source: ACM User
 * Guide, "Troubleshoot private PKI"; facts 5.
 */
enum acm_reason refusal_of_authority(const struct world *world,
                                     const struct certificate *certificate)
{
    const int64_t lifetime_ms = 395 * 86400 * (int64_t)1000;
    const struct authority *authority;

    if (certificate->authority == NULL)
        return ACM_REASON_NONE;
    authority = store_authority(&world->store, certificate->authority);
    if (authority == NULL)
        return world->store.n_authorities > 0 ? ACM_PCA_RESOURCE_NOT_FOUND
                                              : ACM_REASON_NONE;
    if (strcmp(authority->state, "ACTIVE") != 0)
        return ACM_PCA_INVALID_STATE;
    if (!authority->permission)
        return ACM_PCA_ACCESS_DENIED;
    if (authority->not_after_ms != TIME_NONE &&
        authority->not_after_ms < world->clock.now_ms + lifetime_ms)
        return ACM_PCA_INVALID_DURATION;
    return ACM_REASON_NONE;
}
