/* test_change_rules: what a batch may do, in Route 53's words, and all of it or none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dns/name.h"
#include "tests/unit/mockaws/lifecycle/dns_world.h"

/* The next field up to c; the rest goes on behind it. NULL: no more. */
static char *take(char **rest, char c)
{
    char *field = *rest;
    char *end;

    if (field == NULL)
        return NULL;
    end = strchr(field, c);
    *rest = end == NULL ? NULL : end + 1;
    if (end != NULL)
        *end = '\0';
    return field;
}

static void set_option(struct rrset *set, const char *key, char *value)
{
    char **place = NULL;

    if (strcmp(key, "weight") == 0)
        set->weight = strtol(value, NULL, 10);
    else if (strcmp(key, "multi") == 0)
        set->multi_value = value[0] - '0';
    else if (strcmp(key, "id") == 0)
        place = &set->set_identifier;
    else if (strcmp(key, "region") == 0)
        place = &set->region;
    else if (strcmp(key, "country") == 0)
        place = &set->country;
    else if (strcmp(key, "failover") == 0)
        place = &set->failover;
    else if (strcmp(key, "health") == 0)
        place = &set->health_check;
    else if (strcmp(key, "zone") == 0)
        place = &set->alias_zone;
    else if (strcmp(key, "target") == 0)
        place = &set->alias_name;
    else
        fail_msg("no such option: %s", key);
    if (place != NULL)
        *place = heap_strdup(value);
}

/* "NAME|TYPE|TTL|key=value key=value|value|value"; a TTL of "-" is none. */
static struct rrset *read_set(char *text)
{
    struct rrset *set = heap_zalloc(sizeof(*set));
    char *type;
    char *ttl;
    char *options;
    char *field;

    set->name = heap_strdup(take(&text, '|'));
    type = take(&text, '|');
    set->type = rr_type_parse(type, strlen(type));
    ttl = take(&text, '|');
    set->ttl_s = strcmp(ttl, "-") == 0 ? -1 : strtoll(ttl, NULL, 10);
    set->weight = -1;
    set->multi_value = -1;
    options = take(&text, '|');
    while (options != NULL && *options != '\0') {
        char *option = take(&options, ' ');
        char *key = take(&option, '=');

        set_option(set, key, option);
    }
    while ((field = take(&text, '|')) != NULL) {
        set->values = heap_grow(set->values, set->n_values + 1, sizeof(*set->values));
        set->values[set->n_values++] = heap_strdup(field);
    }
    return set;
}

enum { CHANGES_MAX = 1100 };

struct changes {
    struct zone_change items[CHANGES_MAX];
    size_t n;
};

/* Lines of "ACTION|" and a set. */
static void read_changes(const char *text, struct changes *out)
{
    char *copy = heap_strdup(text);
    char *rest = *copy == '\0' ? NULL : copy;
    char *line;

    out->n = 0;
    while ((line = take(&rest, '\n')) != NULL) {
        const char *action = take(&line, '|');

        out->items[out->n].action = *action == 'C'   ? CHANGE_CREATE
                                    : *action == 'D' ? CHANGE_DELETE
                                                     : CHANGE_UPSERT;
        out->items[out->n].set = read_set(line);
        out->n++;
    }
    free(copy);
}

static void free_changes(struct changes *changes)
{
    for (size_t i = 0; i < changes->n; i++)
        rrset_free(changes->items[i].set);
}

/* What zone_apply() says: "" when it is well; problems have " / " between. */
static const char *apply(struct world *world, struct zone *zone, const char *text)
{
    struct change_problems problems;
    struct changes changes;
    const char *said = "";
    int rc;

    read_changes(text, &changes);
    rc = zone_apply(&world->zones, zone, changes.items, changes.n, 0, &world->arena,
                    &problems);
    free_changes(&changes);
    assert_int_equal(rc == 0, problems.n == 0);
    if (problems.invalid_input)
        said = "InvalidInput: ";
    for (size_t i = 0; i < problems.n; i++)
        said = arena_printf(&world->arena, "%s%s%s", said, i == 0 ? "" : " / ",
                            problems.messages[i]);
    return said;
}

/* All that a zone lists, as text. */
static const char *listed(struct world *world, const struct zone *zone)
{
    const char *text = "";
    char word[RR_WORD_MAX];

    for (size_t i = 0; i < zone->n_sets; i++) {
        const struct rrset *set = zone->sets[i];

        text = arena_printf(&world->arena, "%s%s %s %s %d", text, set->name,
                            rr_type_word(set->type, word),
                            set->set_identifier == NULL ? "-" : set->set_identifier,
                            (int)set->ttl_s);
        for (size_t j = 0; j < set->n_values; j++)
            text = arena_printf(&world->arena, "%s %s", text, set->values[j]);
        text = arena_printf(&world->arena, "%s\n", text);
    }
    return text;
}

/* clang-format off */
#define WWW_A "CREATE|www.example.com|A|300||192.0.2.1"
#define ONE_OF \
    "InvalidInput: Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and " \
    "ResourceRecords], or TrafficPolicyInstanceId], but found "
#define POLICIES \
    "InvalidInput: Invalid request: Expected exactly one of [Weight, Region, Failover, " \
    "GeoLocation, MultiValueAnswer, CidrRoutingConfig, or GeoProximityLocation], but found "
#define IN_WWW(action, id) \
    " in Change with [Action=" action ", Name=www.example.com., Type=A, SetIdentifier=" id "]"

static struct row {
    const char *name;
    const char *before; /* applied first, must be well */
    const char *batch;
    const char *said;
} rows[] = {
    { "create", "", WWW_A, "" },
    { "create_twice", WWW_A, WWW_A,
      "Tried to create resource record set [name='www.example.com.', type='A'] but it "
      "already exists" },
    { "create_routed_twice", "CREATE|w.example.com|A|60|id=a weight=1|192.0.2.1",
      "CREATE|w.example.com|A|60|id=a weight=2|192.0.2.1",
      "Tried to create resource record set [name='w.example.com.', type='A', set "
      "identifier='a'] but it already exists" },
    { "upsert_new_and_old", WWW_A,
      "UPSERT|www.example.com|A|60||192.0.2.2\nUPSERT|w.example.com|A|60||192.0.2.2", "" },
    { "upsert_does_not_change_the_type", WWW_A, "UPSERT|www.example.com|CNAME|60||x.example.net",
      "RRSet of type CNAME with DNS name www.example.com. is not permitted as it conflicts "
      "with other records with the same DNS name in zone example.com." },
    { "delete", WWW_A, "DELETE|www.example.com|A|300||192.0.2.1", "" },
    { "delete_what_is_not_there", "", "DELETE|x.example.com|A|300||192.0.2.1",
      "Tried to delete resource record set [name='x.example.com.', type='A'] but it was not "
      "found" },
    { "delete_other_ttl", WWW_A, "DELETE|www.example.com|A|301||192.0.2.1",
      "Tried to delete resource record set [name='www.example.com.', type='A'] but the "
      "values provided do not match the current values" },
    { "delete_other_value", WWW_A, "DELETE|www.example.com|A|300||192.0.2.2",
      "Tried to delete resource record set [name='www.example.com.', type='A'] but the "
      "values provided do not match the current values" },
    { "delete_less_values", "CREATE|w.example.com|A|60||192.0.2.1|192.0.2.2",
      "DELETE|w.example.com|A|60||192.0.2.1",
      "Tried to delete resource record set [name='w.example.com.', type='A'] but the "
      "values provided do not match the current values" },
    { "delete_values_in_any_order", "CREATE|w.example.com|A|60||192.0.2.1|192.0.2.2",
      "DELETE|w.example.com|A|60||192.0.2.2|192.0.2.1", "" },
    { "delete_without_the_last_dot", "CREATE|w.example.com|CNAME|60||X.example.net.",
      "DELETE|w.example.com|CNAME|60||x.example.net", "" },
    { "delete_other_weight", "CREATE|w.example.com|A|60|id=a weight=1|192.0.2.1",
      "DELETE|w.example.com|A|60|id=a weight=2|192.0.2.1",
      "Tried to delete resource record set [name='w.example.com.', type='A', set "
      "identifier='a'] but the values provided do not match the current values" },
    { "empty_batch", "", "", "InvalidInput: Invalid request: ChangeBatch must have at least one "
      "Change" },

    { "cname_beside_a", WWW_A, "CREATE|www.example.com|CNAME|60||x.example.net",
      "RRSet of type CNAME with DNS name www.example.com. is not permitted as it conflicts "
      "with other records with the same DNS name in zone example.com." },
    { "a_beside_cname", "CREATE|www.example.com|CNAME|60||x.example.net", WWW_A,
      "RRSet of type A with DNS name www.example.com. is not permitted because a conflicting "
      "RRSet of type  CNAME with the same DNS name already exists in zone example.com." },
    { "cname_for_a_in_one_batch", WWW_A,
      "DELETE|www.example.com|A|300||192.0.2.1\nCREATE|www.example.com|CNAME|60||x.example.net", "" },
    { "cname_at_apex", "", "CREATE|example.com|CNAME|60||x.example.net",
      "RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone "
      "example.com. / RRSet of type CNAME with DNS name example.com. is not permitted as it "
      "conflicts with other records with the same DNS name in zone example.com." },
    { "cname_of_two_values", "", "CREATE|w.example.com|CNAME|60||x.example.net|y.example.net",
      "RRSet of type CNAME with DNS name w.example.com. cannot have more than one resource "
      "record" },
    { "outside_of_the_zone", "", "CREATE|www.example.org|A|60||192.0.2.1",
      "RRSet with DNS name www.example.org. is not permitted in zone example.com." },
    { "outside_by_half_a_label", "", "CREATE|badexample.com|A|60||192.0.2.1",
      "RRSet with DNS name badexample.com. is not permitted in zone example.com." },
    { "wildcard_is_printed_octal", "CREATE|*.example.com|A|60||192.0.2.1",
      "CREATE|*.example.com|A|60||192.0.2.1",
      "Tried to create resource record set [name='\\052.example.com.', type='A'] but it "
      "already exists" },
    { "apex_ns_replaced", "", "UPSERT|example.com|NS|60||ns1.example.net", "" },
    { "apex_ns_deleted", "UPSERT|example.com|NS|60||ns1.example.net",
      "DELETE|example.com|NS|60||ns1.example.net",
      "A HostedZone must contain at least one NS record for the zone itself." },
    { "apex_ns_deleted_and_created", "UPSERT|example.com|NS|60||ns1.example.net",
      "DELETE|example.com|NS|60||ns1.example.net\nCREATE|example.com|NS|60||ns2.example.net", "" },
    { "soa_deleted", "UPSERT|example.com|SOA|60||a.example.net b.example.net 1 2 3 4 5",
      "DELETE|example.com|SOA|60||a.example.net b.example.net 1 2 3 4 5",
      "A HostedZone must contain exactly one SOA record." },
    { "soa_below", "", "CREATE|w.example.com|SOA|60||a.example.net b.example.net 1 2 3 4 5",
      "RRSet of type SOA with DNS name w.example.com. is not permitted except at apex in zone "
      "example.com." },
    { "ns_wildcard", "", "CREATE|*.example.com|NS|60||ns1.example.net",
      "RRSet of type NS with DNS name \\052.example.com. is not permitted as a wildcard in "
      "zone example.com." },
    { "ds_at_apex", "", "CREATE|example.com|DS|60||1 8 2 AABB",
      "RRSet of type DS with DNS name example.com. is not permitted at apex in zone "
      "example.com." },

    { "twice_in_a_batch", "",
      "CREATE|x.example.com|CNAME|60||a.example.net\nCREATE|x.example.com|CNAME|60||b.example.net",
      "The request contains an invalid set of changes for a resource record set 'CNAME "
      "x.example.com.'" },
    { "upsert_twice", "",
      "UPSERT|x.example.com|A|60||192.0.2.1\nUPSERT|x.example.com|A|60||192.0.2.1",
      "The request contains an invalid set of changes for a resource record set 'A "
      "x.example.com.'" },
    { "create_then_delete", "", WWW_A "\nDELETE|www.example.com|A|300||192.0.2.1",
      "The request contains an invalid set of changes for a resource record set 'A "
      "www.example.com.'" },
    { "delete_then_create", WWW_A,
      "DELETE|www.example.com|A|300||192.0.2.1\nCREATE|www.example.com|A|60||192.0.2.9", "" },
    { "delete_create_create", WWW_A,
      "DELETE|www.example.com|A|300||192.0.2.1\nCREATE|www.example.com|A|60||192.0.2.9\n" WWW_A,
      "The request contains an invalid set of changes for a resource record set 'A "
      "www.example.com.'" },
    { "two_identifiers_are_two_sets", "",
      "CREATE|x.example.com|A|60|id=a weight=1|192.0.2.1\n"
      "CREATE|x.example.com|A|60|id=b weight=1|192.0.2.1", "" },
    { "two_problems", "", "DELETE|x.example.com|A|60||192.0.2.1\nDELETE|y.example.com|A|60||192.0.2.1",
      "Tried to delete resource record set [name='x.example.com.', type='A'] but it was not "
      "found / Tried to delete resource record set [name='y.example.com.', type='A'] but it "
      "was not found" },

    { "no_ttl", "", "CREATE|www.example.com|A|-||192.0.2.1", ONE_OF "none" IN_WWW("CREATE", "null") },
    { "no_values", "", "UPSERT|www.example.com|A|60|", ONE_OF "none" IN_WWW("UPSERT", "null") },
    { "alias_and_ttl", "", "UPSERT|www.example.com|A|60|zone=Z2FDTNDATAQYW2 target=d1.cloudfront.net",
      ONE_OF "more than one" IN_WWW("UPSERT", "null") },
    { "ttl_too_large", "", "CREATE|www.example.com|A|2147483648||192.0.2.1",
      "InvalidInput: Invalid request: TTL must be between 0 and 2147483647" IN_WWW("CREATE", "null") },
    { "ttl_largest_and_none", "",
      "CREATE|a.example.com|A|2147483647||192.0.2.1\nCREATE|b.example.com|A|0||192.0.2.1", "" },
    { "policy_without_identifier", "", "CREATE|www.example.com|A|60|weight=1|192.0.2.1",
      "InvalidInput: Invalid request: Missing field 'SetIdentifier'" IN_WWW("CREATE", "null") },
    { "identifier_without_policy", "", "CREATE|www.example.com|A|60|id=a|192.0.2.1",
      POLICIES "none" IN_WWW("CREATE", "a") },
    { "two_policies", "", "CREATE|www.example.com|A|60|id=a weight=1 region=us-east-1|192.0.2.1",
      POLICIES "more than one" IN_WWW("CREATE", "a") },
    { "weight_too_large", "", "CREATE|www.example.com|A|60|id=a weight=256|192.0.2.1",
      "InvalidInput: Invalid request: Weight must be between 0 and 255" IN_WWW("CREATE", "a") },
    { "failover_unknown", "", "CREATE|www.example.com|A|60|id=a failover=THIRD|192.0.2.1",
      "InvalidInput: Invalid request: Failover must be PRIMARY or SECONDARY" IN_WWW("CREATE", "a") },

    { "routed_beside_simple", WWW_A, "CREATE|www.example.com|A|300|id=a weight=1|192.0.2.1",
      "RRSet with DNS name www.example.com., type A, SetIdentifier a cannot be created as a "
      "non-weighted set exists with the same name and type." },
    { "simple_beside_routed", "CREATE|www.example.com|A|300|id=a weight=1|192.0.2.1", WWW_A,
      "RRSet with DNS name www.example.com., type A cannot be created as other RRSets exist "
      "with the same name and type." },
    { "multivalue_beside_simple", "CREATE|w.example.com|TXT|300||\"a\"",
      "UPSERT|w.example.com|TXT|300|id=a multi=1|\"b\"",
      "RRSet with DNS name w.example.com., type TXT, SetIdentifier a cannot be created because "
      "a non multivalue answer rrset exists with the same name and type." },
    { "latency_beside_weighted", "CREATE|w.example.com|A|300|id=a weight=1|192.0.2.1",
      "CREATE|w.example.com|A|300|id=b region=us-east-1|192.0.2.1",
      "RRSet with DNS name w.example.com., type A, SetIdentifier b cannot be created as a "
      "non-latency set exists with the same name and type." },
    { "two_primaries", "CREATE|w.example.com|A|300|id=a failover=PRIMARY|192.0.2.1",
      "CREATE|w.example.com|A|300|id=b failover=PRIMARY|192.0.2.1",
      "RRSet with DNS name w.example.com., type A, SetIdentifier b cannot be created as a set "
      "with the same failover value exists with the same name and type." },
    { "one_region_twice", "CREATE|w.example.com|A|300|id=a region=us-east-1|192.0.2.1",
      "CREATE|w.example.com|A|300|id=b region=us-east-1|192.0.2.1",
      "RRSet with DNS name w.example.com., type A, SetIdentifier b cannot be created as a set "
      "with the same region or location exists with the same name and type." },
    { "weighted_ttls_differ", "CREATE|w.example.com|A|300|id=a weight=1|192.0.2.1",
      "CREATE|w.example.com|A|60|id=b weight=1|192.0.2.1",
      "RRSet with DNS name w.example.com., type A, SetIdentifier b cannot be created as "
      "weighted sets must contain the same TTL." },
    { "from_simple_to_routed_in_one_batch", WWW_A,
      "DELETE|www.example.com|A|300||192.0.2.1\n"
      "CREATE|www.example.com|A|60|id=a weight=1|192.0.2.1", "" },
    { "routed_types_apart", WWW_A, "CREATE|www.example.com|AAAA|300|id=a weight=1|2001:db8::1", "" },
    { "multivalue_cname", "", "CREATE|w.example.com|CNAME|300|id=a multi=1|x.example.net",
      "RRSet of type CNAME with DNS name w.example.com. is not permitted as a multivalue "
      "answer in zone example.com." },
    { "routed_ns", "", "CREATE|w.example.com|NS|300|id=a weight=1|x.example.net",
      "RRSet of type NS with DNS name w.example.com. is not permitted with a routing policy in "
      "zone example.com." },

    { "alias_to_cloudfront", "", "CREATE|example.com|A|-|zone=Z2FDTNDATAQYW2 target=d1.cloudfront.net", "" },
    { "alias_to_cloudfront_elsewhere", "",
      "CREATE|example.com|A|-|zone=Z2FDTNDATAQYW2 target=d1.example.net",
      "Tried to create an alias that targets d1.example.net., type A in zone Z2FDTNDATAQYW2, "
      "but the alias target name does not lie within the target zone / Tried to create an alias "
      "that targets d1.example.net., type A in zone Z2FDTNDATAQYW2, but that target was not found" },
    { "alias_to_a_zone_of_aws", "", "CREATE|example.com|A|-|zone=Z35SXDOTRQ7X7K target=lb.elb.amazonaws.com", "" },
    { "alias_in_the_zone", WWW_A, "CREATE|example.com|A|-|zone=ZA target=www.example.com", "" },
    { "alias_in_one_batch", "", "CREATE|example.com|A|-|zone=ZA target=www.example.com\n" WWW_A, "" },
    { "alias_of_another_type", WWW_A, "CREATE|example.com|AAAA|-|zone=ZA target=www.example.com",
      "Tried to create an alias that targets www.example.com., type AAAA in zone ZA, but that "
      "target was not found" },
    { "alias_to_itself", "", "CREATE|w.example.com|A|-|zone=ZA target=w.example.com",
      "Tried to create an alias that targets w.example.com., type A in zone ZA, but that target "
      "was not found" },
    { "alias_ns", "UPSERT|b.example.com|NS|60||ns.example.net",
      "CREATE|w.example.com|NS|-|zone=ZA target=b.example.com",
      "RRSet of type NS with DNS name w.example.com. is not permitted as an alias in zone "
      "example.com." },
    { "alias_without_a_zone", "", "CREATE|www.example.com|A|-|target=w.example.com",
      "InvalidInput: Invalid request: AliasTarget must have both HostedZoneId and DNSName"
      IN_WWW("CREATE", "null") },

    { "label_too_long", "",
      "CREATE|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com|A|60||192.0.2.1",
      "FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with "
      "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com'" },
    { "label_empty", "", "CREATE|a..example.com|A|60||192.0.2.1",
      "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with "
      "'a..example.com'" },
    { "value_twice", "", "CREATE|w.example.com|AAAA|60||2001:db8::1|2001:DB8:0::1",
      "Duplicate Resource Record: '2001:DB8:0::1'" },
    { "no_address", "", "CREATE|w.example.com|A|60||192.0.2",
      "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not a valid "
      "IPv4 address) encountered with '192.0.2''" },
    { "all_values_that_are_wrong", "", "CREATE|w.example.com|TXT|60||a|\"b\"|c",
      "Invalid Resource Record: 'FATAL problem: InvalidCharacterString (Value should be enclosed "
      "in quotation marks) encountered with 'a'' / Invalid Resource Record: 'FATAL problem: "
      "InvalidCharacterString (Value should be enclosed in quotation marks) encountered with 'c''" },
    { "unknown_type", "", "CREATE|w.example.com|TYPE65280|60||x",
      "RRSet of type TYPE65280 is not supported" },
};
/* clang-format on */

static void run(void **state)
{
    const struct row *row = *state;
    struct world world;
    struct zone *zone;
    const char *before;
    const char *said;

    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    if (*row->before != '\0')
        assert_string_equal(apply(&world, zone, row->before), "");
    before = listed(&world, zone);
    said = apply(&world, zone, row->batch);
    assert_string_equal(said, row->said);
    if (*row->said == '\0')
        assert_string_not_equal(listed(&world, zone), before);
    else
        assert_string_equal(listed(&world, zone), before);
    world_tear_down(&world);
}

/* n records, each with len characters, by that action. */
static const char *apply_many(struct world *world, struct zone *zone,
                              enum change_action action, int n, int len)
{
    struct change_problems problems;
    struct changes changes = { .n = (size_t)n };
    const char *said;

    for (int i = 0; i < n; i++) {
        struct rrset *set =
            world_set(arena_printf(&world->arena, "n%d.example.com", i), "TXT",
                      arena_printf(&world->arena, "\"%0*d\"", len - 2, 0));

        changes.items[i] = (struct zone_change){ action, set };
    }
    zone_apply(&world->zones, zone, changes.items, changes.n, 0, &world->arena,
               &problems);
    said = problems.n == 0 ? "" : problems.messages[0];
    free_changes(&changes);
    return said;
}

static void limits_count_upserts_twice(void **state)
{
    static const char records[] = "Number of records limit of 1000 exceeded.";
    static const char characters[] = "Number of characters limit of 32000 exceeded.";
    struct world world;
    struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    assert_string_equal(apply_many(&world, zone, CHANGE_CREATE, 1001, 3), records);
    assert_string_equal(apply_many(&world, zone, CHANGE_UPSERT, 501, 3), records);
    assert_string_equal(apply_many(&world, zone, CHANGE_UPSERT, 500, 3), "");
    assert_string_equal(apply_many(&world, zone, CHANGE_DELETE, 500, 3), "");
    assert_string_equal(apply_many(&world, zone, CHANGE_CREATE, 129, 250), characters);
    assert_string_equal(apply_many(&world, zone, CHANGE_UPSERT, 65, 250), characters);
    assert_string_equal(apply_many(&world, zone, CHANGE_UPSERT, 64, 250), "");
    assert_int_equal(zone->n_sets, 66);
    world_tear_down(&world);
}

static void four_hundred_values_at_most(void **state)
{
    struct world world;
    struct zone *zone;
    char text[16 * 402] = "CREATE|w.example.com|A|60|";
    char *at = text + strlen(text);

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    for (int i = 0; i < 400; i++)
        at += sprintf(at, "|192.0.%d.%d", i / 200, i % 200);
    assert_string_equal(apply(&world, zone, text), "");
    sprintf(at, "|192.0.2.1");
    assert_string_equal(apply(&world, zone, text),
                        "Cannot have more than 400 records in a RRSet.");
    world_tear_down(&world);
}

static void zone_holds_ten_thousand_sets(void **state)
{
    struct world world;
    struct zone *zone;
    char name[32];

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    for (int i = 0; i < 9997; i++) {
        snprintf(name, sizeof(name), "n%d.example.com", i);
        world_put(&world, zone, name, "A", "192.0.2.1");
    }
    assert_string_equal(apply(&world, zone, WWW_A), "");
    assert_int_equal(zone->n_sets, 10000);
    assert_string_equal(
        apply(&world, zone, "CREATE|x.example.com|A|60||192.0.2.1"),
        "Number of resource record sets limit of 10000 exceeded for the hosted zone.");
    assert_string_equal(apply(&world, zone, "UPSERT|n1.example.com|A|60||192.0.2.1"), "");
    world_tear_down(&world);
}

/* Random batches: a refused one leaves no trace, a taken one does what it says. */
static void all_or_nothing(void **state)
{
    static const char *const names[] = { "example.com", "a.example.com", "b.example.com",
                                         "*.example.com", "a.example.org" };
    static const char *const sets[] = {
        "A|60||192.0.2.1",         "A|60||192.0.2.2", "A|60|id=a weight=1|192.0.2.1",
        "CNAME|60||x.example.net", "TXT|60||\"t\"",   "TXT|60||t"
    };
    static const char *const actions[] = { "CREATE", "DELETE", "UPSERT" };
    struct world world;
    struct zone *zone;
    int n_taken = 0;
    int n_refused = 0;

    (void)state;
    srand(5);
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    for (int step = 0; step < 4000; step++) {
        const struct arena_mark mark = arena_mark(&world.arena);
        const char *before = listed(&world, zone);
        const uint64_t generation = world.zones.generation;
        const char *text = "";
        const char *said;

        for (int i = rand() % 3; i >= 0; i--)
            text = arena_printf(&world.arena, "%s%s%s|%s|%s", text,
                                *text == '\0' ? "" : "\n", actions[rand() % 3],
                                names[rand() % 5], sets[rand() % 6]);
        said = apply(&world, zone, text);
        if (*said != '\0') {
            assert_string_equal(listed(&world, zone), before);
            assert_int_equal(world.zones.generation, generation);
            n_refused++;
        } else {
            assert_true(world.zones.generation > generation);
            n_taken++;
        }
        for (size_t i = 1; i < zone->n_sets; i++) {
            assert_true(rrset_compare(zone->sets[i - 1], zone->sets[i]) < 0);
            /* No batch that was taken leaves a CNAME beside another type. */
            assert_false(
                strcmp(zone->sets[i - 1]->name, zone->sets[i]->name) == 0 &&
                zone->sets[i - 1]->type != zone->sets[i]->type &&
                (zone->sets[i - 1]->type == RR_CNAME || zone->sets[i]->type == RR_CNAME));
        }
        arena_rewind(&world.arena, &mark);
    }
    assert_in_range(n_taken, 200, 3800);
    assert_in_range(n_refused, 200, 3800);
    world_tear_down(&world);
}

TEST_ROWS(rows, run)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_count_upserts_twice),
        cmocka_unit_test(four_hundred_values_at_most),
        cmocka_unit_test(zone_holds_ten_thousand_sets),
        cmocka_unit_test(all_or_nothing),
    };

    return run_rows("change_rules") +
           cmocka_run_group_tests_name("batches", tests, NULL, NULL);
}
