/* endpoint: where calls to a service go, and which region they are signed for. */
#ifndef COLLECTOR_ENDPOINT_H
#define COLLECTOR_ENDPOINT_H

struct arena;
struct err;
struct profile;

enum service { SERVICE_STS, SERVICE_ACM, SERVICE_ROUTE53 };

enum { N_SERVICES = SERVICE_ROUTE53 + 1 };

struct endpoint {
    const char *url;     /* scheme, host, port and perhaps a path, no slash at the end */
    const char *region;  /* of the signature */
    const char *service; /* of the signature: "acm", "route53", "sts" */
};

/* "acm", "route53", "sts": as signatures and manifests name it. */
const char *service_name(enum service service);

/*
 * Where calls go for a region: --endpoint-url (given; NULL = none), then unless
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true: AWS_ENDPOINT_URL_ACM, _ROUTE_53, _STS,
 * AWS_ENDPOINT_URL, the profile's services section, the profile's endpoint_url; last the
 * host that the region's partition has. Fails with ERR_USAGE when a URL is none.
 * Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
 */
int endpoint_find(enum service service, const char *region, const char *given,
                  const struct profile *profile, struct arena *arena,
                  struct endpoint *out, struct err *err);

#endif
