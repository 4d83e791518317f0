/* resolver: asks, and follows the CNAMEs. */
#include "mockaws/lifecycle/resolver.h"

#include <string.h>

#include "base/arena.h"
#include "base/dns/rr.h"
#include "mockaws/lifecycle/resolver_parts.h"

enum { CNAMES_MAX = 12 };

void asking_add(struct asking *asking, const char *name, uint16_t type, int64_t ttl_s,
                const char *value)
{
    struct dns_answer *out = asking->out;

    if (out->n == asking->room) {
        struct dns_record *records;

        asking->room = asking->room == 0 ? 4 : asking->room * 2;
        records = arena_array(asking->arena, asking->room, sizeof(*records));
        if (out->n > 0)
            memcpy(records, out->records, out->n * sizeof(*records));
        out->records = records;
    }
    out->records[out->n++] = (struct dns_record){ name, type, ttl_s, value };
}

/* The question got no answer. */
static void fail(struct dns_answer *out, enum dns_status status)
{
    out->status = status;
    out->n = 0;
    out->authority = (struct dns_record){ 0 };
}

static bool fails(const struct asking *asking, const char *name, uint16_t type)
{
    static const enum dns_status statuses[] = {
        [DNS_FAILURE_NONE] = DNS_NOERROR,   [DNS_SERVFAIL] = DNS_STATUS_SERVFAIL,
        [DNS_TIMEOUT] = DNS_STATUS_TIMEOUT, [DNS_REFUSED] = DNS_STATUS_REFUSED,
        [DNS_BOGUS] = DNS_STATUS_SERVFAIL,
    };
    const enum dns_failure failure =
        dns_faults_find(asking->resolver->faults, name, type);

    if (failure == DNS_FAILURE_NONE)
        return false;
    fail(asking->out, statuses[failure]);
    asking->out->bogus = failure == DNS_BOGUS;
    return true;
}

/* Has the chain been at this name before? */
static bool is_loop(const struct dns_answer *out, const char *target)
{
    for (size_t i = 0; i < out->n; i++)
        if (strcmp(out->records[i].name, target) == 0)
            return true;
    return false;
}

static const char *step(struct asking *asking, const char *name, uint16_t type)
{
    const struct resolver *resolver = asking->resolver;
    const struct way way = resolver_way(resolver, name, type, asking->arena);

    asking->out->zone = way.zone;
    asking->out->wildcard = NULL;
    if (way.kind == WAY_ZONE)
        return resolver_from_zone(asking, way.zone, name, type);
    resolver_from_others(asking, &way, name, type);
    /* A DS was asked of the side above: there the name is, if it is delegated. */
    if (type == RR_DS && asking->out->status == DNS_NXDOMAIN &&
        resolver_way(resolver, name, RR_NS, asking->arena).kind != way.kind)
        asking->out->status = DNS_NOERROR;
    return NULL;
}

void resolver_ask(const struct resolver *resolver, const char *name, uint16_t type,
                  struct arena *arena, struct dns_answer *out)
{
    struct asking asking = { .resolver = resolver, .arena = arena };
    int steps = 0;

    *out = (struct dns_answer){ .final = *name == '\0' ? "." : name };
    asking.out = out;
    for (;;) {
        const char *target;

        if (fails(&asking, out->final, type))
            return;
        target = step(&asking, out->final, type);
        if (out->status == DNS_STATUS_SERVFAIL)
            fail(out, DNS_STATUS_SERVFAIL);
        if (target == NULL)
            return;
        if (++steps > CNAMES_MAX || is_loop(out, target)) {
            fail(out, DNS_STATUS_SERVFAIL);
            return;
        }
        out->final = target;
    }
}
