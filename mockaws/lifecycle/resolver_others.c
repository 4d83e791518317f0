/* resolver_others: what the rest of the world answers, made up where it must be. */
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "base/dns/suffix.h"
#include "mockaws/lifecycle/resolver_parts.h"

enum { NS_TTL_S = 86400, SOA_TTL_S = 900, ADDRESS_TTL_S = 60, TXT_TTL_S = 300 };

/* Zones of AWS that names of ours point into. */
static const char *const aws_zones[] = { "amazonaws.com", "cloudfront.net",
                                         "elasticbeanstalk.com",
                                         "awsglobalaccelerator.com", "amplifyapp.com" };

static const char *aws_zone(const char *name)
{
    for (size_t i = 0; i < sizeof(aws_zones) / sizeof(aws_zones[0]); i++)
        if (name_is_under(name, aws_zones[i]))
            return aws_zones[i];
    return NULL;
}

/* The same name has the same addresses in every run. */
static unsigned hash(const char *text)
{
    unsigned value = 2166136261U;

    for (; *text != '\0'; text++)
        value = (value ^ (unsigned char)*text) * 16777619U;
    return value;
}

void resolver_made_up(struct asking *asking, const char *owner, const char *target,
                      uint16_t type)
{
    const unsigned value = hash(target);
    const char *address;

    if (type == RR_A)
        address = arena_printf(asking->arena, "192.0.2.%u", value % 254 + 1);
    else if (type == RR_AAAA)
        address = arena_printf(asking->arena, "2001:db8::%x:%x",
                               (value >> 16) % 0xffff + 1, value % 0xffff + 1);
    else
        return;
    asking_add(asking, owner, type, ADDRESS_TTL_S, address);
}

static const char *with_dot(const struct asking *asking, const char *name)
{
    return arena_printf(asking->arena, "%s.", name);
}

/* The SOA of a zone that is not ours. server, zone: canonical; zone "" is the root. */
static struct dns_record soa(const struct asking *asking, const char *zone,
                             const char *server)
{
    return (struct dns_record){
        .name = *zone == '\0' ? "." : zone,
        .type = RR_SOA,
        .ttl_s = SOA_TTL_S,
        .value = arena_printf(asking->arena, "%s. hostmaster.%s%s 1 1800 900 604800 900",
                              server, zone, *zone == '\0' ? "" : "."),
    };
}

/* At the apex of a zone that is not ours: NS and SOA, else nothing; below: no name. */
static void from_made_up_zone(struct asking *asking, const char *zone, const char *name,
                              uint16_t type, const char *const *servers, size_t n_servers)
{
    const struct dns_record record = soa(asking, zone, servers[0]);
    const bool apex = strcmp(name, *zone == '\0' ? "." : zone) == 0;

    if (apex && type == RR_NS)
        for (size_t i = 0; i < n_servers; i++)
            asking_add(asking, name, RR_NS, NS_TTL_S, with_dot(asking, servers[i]));
    else if (apex && type == RR_SOA)
        asking_add(asking, name, RR_SOA, record.ttl_s, record.value);
    else
        asking->out->authority = record;
    if (!apex)
        asking->out->status = DNS_NXDOMAIN;
}

/* Does this name end a domain: com, co.uk? */
static bool is_suffix(const struct asking *asking, const char *name)
{
    const char *below = arena_printf(asking->arena, "x.x.%s", name);

    return suffix_registrable(below) == below + 2;
}

/* The public suffix that knows of the name, "" (the root) when none does. */
static const char *suffix_of(const struct asking *asking, const char *name)
{
    for (; name != NULL; name = name_parent(name))
        if (is_suffix(asking, name))
            return name;
    return "";
}

static void from_suffix(struct asking *asking, const char *name, uint16_t type)
{
    const char *suffix = strcmp(name, ".") == 0 ? "" : suffix_of(asking, name);
    const char *dot = *suffix == '\0' ? "" : ".";
    const char *const servers[] = {
        arena_printf(asking->arena, "a.nic%s%s", dot, suffix),
        arena_printf(asking->arena, "b.nic%s%s", dot, suffix),
    };

    from_made_up_zone(asking, suffix, name, type, servers, 2);
}

/* Names for control of a domain: only those who ask for TXT are told that they exist. */
static void from_acm(struct asking *asking, const char *name, uint16_t type)
{
    static const char *const servers[] = { "ns1.acm-validations.aws",
                                           "ns2.acm-validations.aws" };
    const size_t n_first = strcspn(name, ".");

    if (type == RR_TXT && strcmp(name, "acm-validations.aws") != 0 && n_first < 200)
        asking_add(asking, name, RR_TXT, TXT_TTL_S,
                   arena_printf(asking->arena, "\"%.*s\"", (int)n_first, name));
    else
        from_made_up_zone(asking, "acm-validations.aws", name, type, servers, 2);
}

static void from_aws(struct asking *asking, const char *zone, const char *name,
                     uint16_t type)
{
    const char *const servers[] = {
        arena_printf(asking->arena, "ns1.%s", zone),
        arena_printf(asking->arena, "ns2.%s", zone),
    };

    if (strcmp(name, zone) != 0 && (type == RR_A || type == RR_AAAA)) {
        resolver_made_up(asking, name, name, type);
        return;
    }
    from_made_up_zone(asking, zone, name, type, servers, 2);
    asking->out->status = DNS_NOERROR;
}

void resolver_from_others(struct asking *asking, const struct way *way, const char *name,
                          uint16_t type)
{
    const char *aws = aws_zone(name);

    if (way->kind == WAY_LAME)
        asking->out->status = DNS_STATUS_SERVFAIL;
    else if (way->kind == WAY_FOREIGN)
        from_made_up_zone(asking, way->cut, name, type, way->servers, way->n_servers);
    else if (name_is_under(name, "acm-validations.aws"))
        from_acm(asking, name, type);
    else if (aws != NULL)
        from_aws(asking, aws, name, type);
    else
        from_suffix(asking, name, type);
}
