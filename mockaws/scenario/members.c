/* members: the tables of accounts, authorities, records and zones. */
#include "mockaws/scenario/members.h"

#include "mockaws/scenario/rows.h"
#include "mockaws/scenario/scenario.h"
#include "mockaws/service/mock.h"

enum { DAYS_MAX = 3650 };

/* Accounts, authorities. */

static const struct member account_members[] = {
    ROW("id", MEMBER_TEXT, scenario_account, id, FORM(form_account), REQUIRED),
    ROW("access_key", MEMBER_TEXT, scenario_account, access_key, FORM(form_filled)),
    ROW("secret_key", MEMBER_TEXT, scenario_account, secret_key, FORM(form_filled)),
    ROW("days_before_expiry", MEMBER_INTEGER, scenario_account, days_before_expiry,
        RANGE(1, DAYS_MAX)),
    END,
};

static void account_init(void *item, const struct scenario *scenario)
{
    struct scenario_account *account = item;

    (void)scenario;
    account->days_before_expiry = 45;
}

const struct shape shape_account = { .members = account_members,
                                     .size = sizeof(struct scenario_account),
                                     .init = account_init };

static const struct member authority_members[] = {
    ROW("arn", MEMBER_TEXT, scenario_authority, arn, FORM(form_authority_arn), REQUIRED),
    ROW("state", MEMBER_CHOICE, scenario_authority, state, WORDS(words_pca_state)),
    ROW("permission", MEMBER_BOOL, scenario_authority, permission, OPTIONAL),
    ROW("not_after", MEMBER_MOMENT, scenario_authority, not_after_ms, OPTIONAL),
    END,
};

static void authority_init(void *item, const struct scenario *scenario)
{
    struct scenario_authority *authority = item;

    (void)scenario;
    authority->state = "ACTIVE";
    authority->permission = true;
    authority->not_after_ms = TIME_NONE;
}

const struct shape shape_authority = { .members = authority_members,
                                       .size = sizeof(struct scenario_authority),
                                       .init = authority_init };

/* Records, zones. */

static const struct member alias_members[] = {
    ROW("zone", MEMBER_TEXT, scenario_alias, zone, FORM(form_zone_id)),
    ROW("name", MEMBER_NAME, scenario_alias, name, REQUIRED),
    ROW("evaluates", MEMBER_BOOL, scenario_alias, evaluates, OPTIONAL),
    END,
};

static const struct shape shape_alias = { .members = alias_members,
                                          .size = sizeof(struct scenario_alias) };

static const struct member geo_members[] = {
    ROW("continent", MEMBER_TEXT, scenario_record, continent, FORM(form_filled)),
    ROW("country", MEMBER_TEXT, scenario_record, country, FORM(form_filled)),
    ROW("subdivision", MEMBER_TEXT, scenario_record, subdivision, FORM(form_filled)),
    END,
};

static const struct shape shape_geo = { .members = geo_members };

static const struct member cidr_members[] = {
    ROW("collection", MEMBER_TEXT, scenario_record, cidr_collection, FORM(form_filled)),
    ROW("location", MEMBER_TEXT, scenario_record, cidr_location, FORM(form_filled)),
    END,
};

static const struct shape shape_cidr = { .members = cidr_members };

static const struct member record_members[] = {
    ROW("name", MEMBER_NAME, scenario_record, name, REQUIRED),
    ROW("type", MEMBER_WORD, scenario_record, type, WORDS(words_type), REQUIRED),
    ROW("ttl", MEMBER_INTEGER, scenario_record, ttl_s, RANGE(0, INT32_MAX)),
    LIST("values", MEMBER_TEXTS, scenario_record, values, FORM(form_filled)),
    ROW("alias", MEMBER_OBJECT, scenario_record, alias, SHAPE(shape_alias)),
    ROW("set_identifier", MEMBER_TEXT, scenario_record, set_identifier,
        FORM(form_filled)),
    ROW("weight", MEMBER_INTEGER, scenario_record, weight, RANGE(0, 255)),
    ROW("region", MEMBER_TEXT, scenario_record, region, FORM(form_region)),
    ROW("geo", MEMBER_INLINE, scenario_record, name, SHAPE(shape_geo)),
    ROW("failover", MEMBER_CHOICE, scenario_record, failover, WORDS(words_failover)),
    ROW("multi_value", MEMBER_TRISTATE, scenario_record, multi_value, OPTIONAL),
    ROW("cidr", MEMBER_INLINE, scenario_record, name, SHAPE(shape_cidr)),
    ROW("geo_proximity", MEMBER_TEXT, scenario_record, geo_proximity, FORM(form_filled)),
    ROW("health_check", MEMBER_TEXT, scenario_record, health_check, FORM(form_filled)),
    END,
};

static void record_init(void *item, const struct scenario *scenario)
{
    struct scenario_record *record = item;

    (void)scenario;
    record->weight = -1;
    record->multi_value = -1;
    record->ttl_s = -1;
}

static void record_derive(void *item, const struct scenario *scenario)
{
    struct scenario_record *record = item;

    (void)scenario;
    if (record->ttl_s == -1 && record->alias == NULL)
        record->ttl_s = 300;
}

const struct shape shape_record = { .members = record_members,
                                    .size = sizeof(struct scenario_record),
                                    .init = record_init,
                                    .derive = record_derive };

static const struct member record_key_members[] = {
    ROW("name", MEMBER_NAME, scenario_record, name, REQUIRED),
    ROW("type", MEMBER_WORD, scenario_record, type, WORDS(words_type), REQUIRED),
    ROW("set_identifier", MEMBER_TEXT, scenario_record, set_identifier,
        FORM(form_filled)),
    END,
};

const struct shape shape_record_key = { .members = record_key_members,
                                        .size = sizeof(struct scenario_record),
                                        .init = record_init };

static const struct member vpc_members[] = {
    ROW("region", MEMBER_TEXT, scenario_vpc, region, FORM(form_region), REQUIRED),
    ROW("id", MEMBER_TEXT, scenario_vpc, id, FORM(form_filled), REQUIRED),
    END,
};

static const struct shape shape_vpc = { .members = vpc_members,
                                        .size = sizeof(struct scenario_vpc) };

/* Everything of a zone but its id, which a step calls `zone`. */
#define ZONE_MEMBERS                                                                     \
    ROW("account", MEMBER_TEXT, scenario_zone, account, FORM(form_account)),             \
        ROW("name", MEMBER_NAME, scenario_zone, name, REQUIRED),                         \
        ROW("comment", MEMBER_TEXT, scenario_zone, comment, OPTIONAL),                   \
        ROW("caller_reference", MEMBER_TEXT, scenario_zone, caller_reference,            \
            FORM(form_filled)),                                                          \
        ROW("private", MEMBER_BOOL, scenario_zone, private_zone, OPTIONAL),              \
        LIST("vpcs", MEMBER_OBJECTS, scenario_zone, vpcs, SHAPE(shape_vpc)),             \
        ROW("delegated", MEMBER_DELEGATED, scenario_zone, delegation, OPTIONAL),         \
        LIST("servers", MEMBER_NAMES, scenario_zone, servers, OPTIONAL),                 \
        ROW("delegation_set", MEMBER_TEXT, scenario_zone, delegation_set,                \
            FORM(form_zone_id)),                                                         \
        ROW("dnssec", MEMBER_BOOL, scenario_zone, dnssec, OPTIONAL),                     \
        LIST("records", MEMBER_OBJECTS, scenario_zone, records, SHAPE(shape_record)),    \
        LIST("tags", MEMBER_MAP, scenario_zone, tags, OPTIONAL)

static const struct member zone_members[] = {
    ROW("id", MEMBER_TEXT, scenario_zone, id, FORM(form_zone_id), REQUIRED),
    ZONE_MEMBERS,
    ROW("created", MEMBER_MOMENT, scenario_zone, created_ms, OPTIONAL),
    END,
};

const struct member new_zone_members[] = {
    ROW("zone", MEMBER_TEXT, scenario_zone, id, FORM(form_zone_id), REQUIRED),
    ZONE_MEMBERS,
    END,
};

const char *members_first_account(const struct scenario *scenario)
{
    return scenario->n_accounts > 0 ? scenario->accounts[0].id : MOCK_DEFAULT_ACCOUNT;
}

static void zone_init(void *item, const struct scenario *scenario)
{
    struct scenario_zone *zone = item;

    zone->account = members_first_account(scenario);
    zone->created_ms = scenario->start_ms;
}

static void zone_derive(void *item, const struct scenario *scenario)
{
    static const struct scenario_vpc usual = { "us-east-1", "vpc-0123456789abcdef0" };
    struct scenario_zone *zone = item;

    (void)scenario;
    if (zone->private_zone)
        zone->delegation = DELEGATION_NOWHERE;
    if (zone->private_zone && zone->n_vpcs == 0) {
        zone->vpcs = &usual;
        zone->n_vpcs = 1;
    }
}

const struct shape shape_zone = { .members = zone_members,
                                  .size = sizeof(struct scenario_zone),
                                  .line_at = offsetof(struct scenario_zone, line),
                                  .init = zone_init,
                                  .derive = zone_derive };
