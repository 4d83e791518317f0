/* health_checks: kept as they come; nothing is looked at, nothing is ever unhealthy. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/heap.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route53/operations.h"
#include "mockaws/service/route53/route53.h"
#include "mockaws/service/route53/words.h"
#include "mockaws/wire/xml.h"

enum { CHECKS_MAX = 200 }; /* of an account. Source: Route 53 Developer Guide, "Quotas" */

static const char *const types[] = {
    "HTTP", "HTTPS",      "HTTP_STR_MATCH",    "HTTPS_STR_MATCH",
    "TCP",  "CALCULATED", "CLOUDWATCH_METRIC", "RECOVERY_CONTROL",
    NULL
};

static const char *const checker_regions[] = {
    "us-east-1",      "us-west-1",      "us-west-2", "eu-west-1", "ap-southeast-1",
    "ap-southeast-2", "ap-northeast-1", "sa-east-1", NULL
};

static const char *const insufficient[] = { "Healthy", "Unhealthy", "LastKnownStatus",
                                            NULL };

static const struct field child_item[] = {
    { .name = "ChildHealthCheck", FIELD_MOST(64) },
    { .name = NULL },
};

static const struct field region_item[] = {
    { .name = "Region", FIELD_RANGE(1, 64), .words = checker_regions },
    { .name = NULL },
};

static const struct field alarm_fields[] = {
    { .name = "Region", FIELD_REQUIRED, FIELD_RANGE(1, 64), .words = route53_regions },
    { .name = "Name", FIELD_REQUIRED, FIELD_RANGE(1, 256) },
    { .name = NULL },
};

/* clang-format off */
static const struct field config_fields[] = {
    { .name = "IPAddress", FIELD_MOST(45), .form = &route53_form_address },
    { .name = "Port", .kind = FIELD_INTEGER, FIELD_RANGE(1, 65535) },
    { .name = "Type", FIELD_REQUIRED, .words = types },
    { .name = "ResourcePath", FIELD_MOST(255) },
    { .name = "FullyQualifiedDomainName", FIELD_MOST(255) },
    { .name = "SearchString", FIELD_MOST(255) },
    { .name = "RequestInterval", .kind = FIELD_INTEGER, FIELD_RANGE(10, 30) },
    { .name = "FailureThreshold", .kind = FIELD_INTEGER, FIELD_RANGE(1, 10) },
    { .name = "MeasureLatency", .kind = FIELD_BOOLEAN },
    { .name = "Inverted", .kind = FIELD_BOOLEAN },
    { .name = "Disabled", .kind = FIELD_BOOLEAN },
    { .name = "HealthThreshold", .kind = FIELD_INTEGER, FIELD_RANGE(0, 256) },
    { .name = "ChildHealthChecks", .kind = FIELD_LIST, FIELD_MOST(256), .members = child_item },
    { .name = "EnableSNI", .kind = FIELD_BOOLEAN },
    { .name = "Regions", .kind = FIELD_LIST, FIELD_RANGE(3, 64), .members = region_item },
    { .name = "AlarmIdentifier", .kind = FIELD_STRUCTURE, .members = alarm_fields },
    { .name = "InsufficientDataHealthStatus", .words = insufficient },
    { .name = "RoutingControlArn", FIELD_RANGE(1, 255) },
    { .name = NULL },
};

static const struct field fields[] = {
    { .name = "CallerReference", FIELD_REQUIRED, FIELD_RANGE(1, 64) },
    { .name = "HealthCheckConfig", .kind = FIELD_STRUCTURE, FIELD_REQUIRED, .members = config_fields },
    { .name = NULL },
};
/* clang-format on */

/* Does a type look at an endpoint? The first five do. */
static bool has_endpoint(const char *type)
{
    for (size_t i = 0; i < 5; i++)
        if (strcmp(types[i], type) == 0)
            return true;
    return false;
}

/* What one member demands of another. */
static int check_config(struct call *call, const struct xml_node *config)
{
    const char *type = xml_child_text(config, "Type");
    const int64_t interval = field_integer(config, "RequestInterval", 30);

    if (interval != 10 && interval != 30)
        return call_fail(call, "InvalidInput",
                         "Invalid parameter : RequestInterval must be 10 or 30");
    if (has_endpoint(type) && xml_child(config, "IPAddress") == NULL &&
        xml_child(config, "FullyQualifiedDomainName") == NULL)
        return call_fail(call, "InvalidInput",
                         "Invalid parameter : a health check of type %s must have an "
                         "IPAddress or a FullyQualifiedDomainName",
                         type);
    if (strstr(type, "STR_MATCH") != NULL && xml_child(config, "SearchString") == NULL)
        return call_fail(call, "InvalidInput",
                         "Invalid parameter : a health check of type %s must have a "
                         "SearchString",
                         type);
    return 0;
}

/* The caller's check of that reference, or NULL; *n counts all of the caller's. */
static struct health_check *find_reference(struct mock *mock, struct call *call,
                                           const char *reference, size_t *n)
{
    struct store *store = &mock->world.store;
    struct health_check *found = NULL;

    *n = 0;
    for (size_t i = 0; i < store->n_health_checks; i++) {
        struct health_check *check = &store->health_checks[i];

        if (strcmp(check->account, call->account->id) != 0)
            continue;
        ++*n;
        if (strcmp(check->caller_reference, reference) == 0)
            found = check;
    }
    return found;
}

static struct health_check *make(struct mock *mock, struct call *call,
                                 const char *reference, const char *config)
{
    struct store *store = &mock->world.store;
    struct health_check *check;
    char id[IDS_UUID];

    ids_uuid(&store->ids, id);
    store->health_checks =
        heap_grow(store->health_checks, store->n_health_checks + 1, sizeof(*check));
    check = &store->health_checks[store->n_health_checks++];
    *check = (struct health_check){ .id = heap_strdup(id),
                                    .account = heap_strdup(call->account->id),
                                    .caller_reference = heap_strdup(reference),
                                    .config_xml = heap_strdup(config) };
    return check;
}

static void answer(struct call *call, const char *root, const struct health_check *check)
{
    route53_open(call, root);
    route53_put_health_check(call, check);
    route53_close(call, root);
}

/* The same request again is answered with what it made the first time. */
int route53_create_health_check(struct mock *mock, struct call *call)
{
    const struct xml_node *config;
    struct health_check *check;
    const char *reference;
    size_t n;

    if (field_check_body(call, "CreateHealthCheckRequest", fields) != 0)
        return -1;
    config = xml_child(call->body, "HealthCheckConfig");
    reference = xml_child_text(call->body, "CallerReference");
    if (check_config(call, config) != 0)
        return -1;
    check = find_reference(mock, call, reference, &n);
    if (check != NULL && strcmp(check->config_xml, config->raw) != 0)
        return call_fail(call, "HealthCheckAlreadyExists",
                         "A health check with the same caller reference but other "
                         "settings has already been created.");
    if (check == NULL && n >= CHECKS_MAX)
        return call_fail(call, "TooManyHealthChecks",
                         "Limits Exceeded: MAX_HEALTH_CHECKS_BY_OWNER");
    if (check == NULL)
        check = make(mock, call, reference, config->raw);
    answer(call, "CreateHealthCheckResponse", check);
    route53_created(call, "healthcheck", check->id);
    return 0;
}

int route53_get_health_check(struct mock *mock, struct call *call)
{
    const struct health_check *check =
        route53_health_check(mock, call, call->parameters[0]);

    if (check == NULL)
        return -1;
    answer(call, "GetHealthCheckResponse", check);
    return 0;
}

static int by_id(const void *a, const void *b)
{
    const struct health_check *const *one = a;
    const struct health_check *const *other = b;

    return strcmp((*one)->id, (*other)->id);
}

/* The caller's checks from that id on, by id. */
static const struct health_check **list_from(struct mock *mock, struct call *call,
                                             const char *from, size_t *n)
{
    const struct store *store = &mock->world.store;
    const struct health_check **own =
        arena_array(call->arena, store->n_health_checks + 1, sizeof(*own));

    *n = 0;
    for (size_t i = 0; i < store->n_health_checks; i++)
        if (strcmp(store->health_checks[i].account, call->account->id) == 0 &&
            strcmp(store->health_checks[i].id, from) >= 0)
            own[(*n)++] = &store->health_checks[i];
    qsort(own, *n, sizeof(*own), by_id);
    return own;
}

int route53_list_health_checks(struct mock *mock, struct call *call)
{
    static const char root[] = "ListHealthChecksResponse";
    const struct health_check **own;
    const char *marker;
    size_t max;
    size_t n;

    if (route53_query(call, "marker", "marker", 64, &marker) != 0 ||
        route53_max_items(call, ROUTE53_PAGE, &max) != 0)
        return -1;
    own = list_from(mock, call, marker == NULL ? "" : marker, &n);
    route53_open(call, root);
    xml_open(&call->xml, "HealthChecks");
    for (size_t i = 0; i < n && i < max; i++)
        route53_put_health_check(call, own[i]);
    xml_close(&call->xml, "HealthChecks");
    xml_text(&call->xml, "Marker", marker == NULL ? "" : marker);
    route53_put_page(call, n > max ? own[max]->id : NULL, max);
    route53_close(call, root);
    return 0;
}

int route53_get_health_check_count(struct mock *mock, struct call *call)
{
    static const char root[] = "GetHealthCheckCountResponse";
    size_t n;

    list_from(mock, call, "", &n);
    route53_open(call, root);
    xml_number(&call->xml, "HealthCheckCount", (int64_t)n);
    route53_close(call, root);
    return 0;
}

/* A calculated check that watches this one; NULL: there is none. */
static const struct health_check *parent_of(const struct store *store, struct call *call,
                                            const struct health_check *check)
{
    const char *child =
        arena_printf(call->arena, "<ChildHealthCheck>%s</ChildHealthCheck>", check->id);

    for (size_t i = 0; i < store->n_health_checks; i++)
        if (strstr(store->health_checks[i].config_xml, child) != NULL)
            return &store->health_checks[i];
    return NULL;
}

static void forget(struct store *store, struct health_check *check)
{
    const size_t i = (size_t)(check - store->health_checks);

    free(check->id);
    free(check->account);
    free(check->caller_reference);
    free(check->config_xml);
    tags_clear(&check->tags);
    store->n_health_checks--;
    memmove(check, check + 1, (store->n_health_checks - i) * sizeof(*check));
}

int route53_delete_health_check(struct mock *mock, struct call *call)
{
    static const char root[] = "DeleteHealthCheckResponse";
    struct store *store = &mock->world.store;
    struct health_check *check = route53_health_check(mock, call, call->parameters[0]);
    const struct health_check *parent;

    if (check == NULL)
        return -1;
    parent = parent_of(store, call, check);
    if (parent != NULL)
        return call_fail(call, "HealthCheckInUse",
                         "The health check %s is used by the health check %s.", check->id,
                         parent->id);
    forget(store, check);
    route53_open(call, root);
    route53_close(call, root);
    return 0;
}
