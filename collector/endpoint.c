/* endpoint: where calls to a service go, and which region they are signed for. */
#include "collector/endpoint.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "collector/profile.h"
#include "collector/regions.h"

static const struct {
    const char *name;
    const char *variable;
    const char *setting; /* in a services section */
} services[N_SERVICES] = {
    [SERVICE_STS] = { "sts", "AWS_ENDPOINT_URL_STS", "sts" },
    [SERVICE_ACM] = { "acm", "AWS_ENDPOINT_URL_ACM", "acm" },
    [SERVICE_ROUTE53] = { "route53", "AWS_ENDPOINT_URL_ROUTE_53", "route_53" },
};

const char *service_name(enum service service)
{
    return services[service].name;
}

static bool is_true(const char *text)
{
    return text != NULL && strcasecmp(text, "true") == 0;
}

/* A URL that somebody set, and who: *source is for the message. */
static const char *configured(enum service service, const struct profile *profile,
                              const char **source)
{
    const char *url;

    if (is_true(getenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) ||
        is_true(profile_get(profile, "ignore_configured_endpoint_urls")))
        return NULL;
    *source = services[service].variable;
    if ((url = getenv(*source)) != NULL && *url != '\0')
        return url;
    *source = "AWS_ENDPOINT_URL";
    if ((url = getenv(*source)) != NULL && *url != '\0')
        return url;
    *source = "endpoint_url in the services section of the shared config";
    if ((url = profile_service_url(profile, services[service].setting)) != NULL)
        return url;
    *source = "endpoint_url of the profile";
    return profile_get(profile, "endpoint_url");
}

/* A scheme, a host, and nothing that would end up within a request line. */
static bool is_url(const char *url)
{
    const char *host = strncasecmp(url, "https://", 8) == 0  ? url + 8
                       : strncasecmp(url, "http://", 7) == 0 ? url + 7
                                                             : NULL;

    if (host == NULL || strcspn(host, "/") == 0)
        return false;
    for (const char *c = host; *c != '\0'; c++)
        if (*c <= ' ' || *c == 0x7f || strchr("?#@\\", *c) != NULL)
            return false;
    return true;
}

int endpoint_find(enum service service, const char *region, const char *given,
                  const struct profile *profile, struct arena *arena,
                  struct endpoint *out, struct err *err)
{
    const struct partition *partition = partition_of(region);
    const char *source = "--endpoint-url";
    const char *url = given != NULL ? given : configured(service, profile, &source);
    size_t len;

    out->service = services[service].name;
    out->region = service == SERVICE_ROUTE53 ? partition->route53_region : region;
    if (url == NULL) {
        out->url = service == SERVICE_ROUTE53
                       ? arena_printf(arena, "https://%s", partition->route53_host)
                       : arena_printf(arena, "https://%s.%s.%s", services[service].name,
                                      region, partition->suffix);
        return 0;
    }
    if (!is_url(url))
        return err_set(err, ERR_USAGE,
                       "%s: want a URL such as http://127.0.0.1:4580, got '%s'", source,
                       url);
    len = strlen(url);
    while (url[len - 1] == '/')
        len--;
    out->url = arena_strndup(arena, url, len);
    return 0;
}
