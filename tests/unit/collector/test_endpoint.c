/* test_endpoint: where calls go, by option, environment, profile and partition. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "collector/endpoint.h"
#include "collector/profile.h"

static const char *const variables[] = {
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_ACM",
    "AWS_ENDPOINT_URL_ROUTE_53",
    "AWS_ENDPOINT_URL_STS",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
};

struct row {
    const char *name;
    enum service service;
    const char *region;
    const char *given;
    const char *variable; /* set to value; NULL = none */
    const char *value;
    const char *setting;         /* endpoint_url of the profile */
    const char *service_setting; /* in its services section, for acm */
    const char *url;             /* NULL: refused */
    const char *signed_for;
};

/* clang-format off */
static struct row rows[] = {
    { "acm", SERVICE_ACM, "eu-west-1", NULL, NULL, NULL, NULL, NULL,
      "https://acm.eu-west-1.amazonaws.com", "eu-west-1" },
    { "sts", SERVICE_STS, "eu-west-1", NULL, NULL, NULL, NULL, NULL,
      "https://sts.eu-west-1.amazonaws.com", "eu-west-1" },
    { "route53 is global", SERVICE_ROUTE53, "eu-west-1", NULL, NULL, NULL, NULL, NULL,
      "https://route53.amazonaws.com", "us-east-1" },
    { "china", SERVICE_ACM, "cn-north-1", NULL, NULL, NULL, NULL, NULL,
      "https://acm.cn-north-1.amazonaws.com.cn", "cn-north-1" },
    { "route53 in china", SERVICE_ROUTE53, "cn-north-1", NULL, NULL, NULL, NULL, NULL,
      "https://route53.amazonaws.com.cn", "cn-northwest-1" },
    { "route53 in govcloud", SERVICE_ROUTE53, "us-gov-east-1", NULL, NULL, NULL, NULL, NULL,
      "https://route53.us-gov.amazonaws.com", "us-gov-west-1" },
    { "route53 in eusc", SERVICE_ROUTE53, "eusc-de-east-1", NULL, NULL, NULL, NULL, NULL,
      "https://route53.amazonaws.eu", "eusc-de-east-1" },
    { "option", SERVICE_ACM, "eu-west-1", "http://127.0.0.1:4580/", NULL, NULL, NULL, NULL,
      "http://127.0.0.1:4580", "eu-west-1" },
    { "option before environment", SERVICE_ACM, "eu-west-1", "http://a:1", "AWS_ENDPOINT_URL", "http://b:2",
      NULL, NULL, "http://a:1", "eu-west-1" },
    { "route53 is signed as ever", SERVICE_ROUTE53, "eu-west-1", "http://a:1", NULL, NULL, NULL, NULL,
      "http://a:1", "us-east-1" },
    { "environment", SERVICE_STS, "eu-west-1", NULL, "AWS_ENDPOINT_URL", "http://b:2/base/", "http://c:3", NULL,
      "http://b:2/base", "eu-west-1" },
    { "environment of another service", SERVICE_ACM, "eu-west-1", NULL, "AWS_ENDPOINT_URL_STS", "http://b:2", NULL,
      NULL, "https://acm.eu-west-1.amazonaws.com", "eu-west-1" },
    { "environment of the service", SERVICE_ROUTE53, "eu-west-1", NULL, "AWS_ENDPOINT_URL_ROUTE_53", "http://b:2",
      "http://c:3", NULL, "http://b:2", "us-east-1" },
    { "profile", SERVICE_ACM, "eu-west-1", NULL, NULL, NULL, "http://c:3", NULL, "http://c:3", "eu-west-1" },
    { "services before profile", SERVICE_ACM, "eu-west-1", NULL, NULL, NULL, "http://c:3", "http://d:4",
      "http://d:4", "eu-west-1" },
    { "ignored", SERVICE_ACM, "eu-west-1", NULL, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true", "http://c:3", NULL,
      "https://acm.eu-west-1.amazonaws.com", "eu-west-1" },
    { "no scheme", SERVICE_ACM, "eu-west-1", "127.0.0.1:4580", NULL, NULL, NULL, NULL, NULL, NULL },
    { "no host", SERVICE_ACM, "eu-west-1", "http:///", NULL, NULL, NULL, NULL, NULL, NULL },
    { "query", SERVICE_ACM, "eu-west-1", "http://a?x", NULL, NULL, NULL, NULL, NULL, NULL },
    { "line break", SERVICE_ACM, "eu-west-1", "http://a\nb", NULL, NULL, NULL, NULL, NULL, NULL },
    { "keys in it", SERVICE_ACM, "eu-west-1", "http://u:p@a", NULL, NULL, NULL, NULL, NULL, NULL },
};
/* clang-format on */

static void run(void **state)
{
    const struct row *row = *state;
    struct ini_entry entries[] = {
        { "default", "endpoint_url", row->setting == NULL ? "" : row->setting },
        { "default", "services", row->service_setting == NULL ? "" : "s" },
        { "services s", "acm.endpoint_url",
          row->service_setting == NULL ? "" : row->service_setting },
    };
    struct arena arena;
    struct profile profile = { .name = "default",
                               .section = "default",
                               .config = { "config", entries, 3 },
                               .arena = &arena };
    struct endpoint endpoint;
    struct err err = { 0 };
    int rc;

    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
        unsetenv(variables[i]);
    if (row->variable != NULL)
        setenv(row->variable, row->value, 1);
    arena_init(&arena);
    rc = endpoint_find(row->service, row->region, row->given, &profile, &arena, &endpoint,
                       &err);
    if (row->url == NULL) {
        assert_int_equal(rc, -1);
        assert_int_equal(err.kind, ERR_USAGE);
        assert_non_null(strstr(err.text, "--endpoint-url: want a URL"));
    } else {
        assert_int_equal(rc, 0);
        assert_string_equal(endpoint.url, row->url);
        assert_string_equal(endpoint.region, row->signed_for);
        assert_string_equal(endpoint.service, service_name(row->service));
    }
    arena_clear(&arena);
}

TEST_ROWS(rows, run)

int main(void)
{
    return run_rows("endpoint");
}
