/* members_case: the tables of faults, expectations, and the scenario as a whole. */
#include "mockaws/scenario/members.h"

#include "mockaws/scenario/rows.h"
#include "mockaws/scenario/scenario.h"
#include "mockaws/service/mock.h"

enum { DELAY_MAX_MS = 600000, BYTES_MAX = 1000000000 };

/* Faults. */

static const struct member reply_members[] = {
    ROW("error", MEMBER_TEXT, scenario_fault_rule, error, FORM(form_filled)),
    ROW("message", MEMBER_TEXT, scenario_fault_rule, message, OPTIONAL),
    ROW("http", MEMBER_INTEGER, scenario_fault_rule, http_status, RANGE(200, 599)),
    ROW("body", MEMBER_TEXT, scenario_fault_rule, body, OPTIONAL),
    ROW("type", MEMBER_TEXT, scenario_fault_rule, content_type, FORM(form_filled)),
    ROW("delay_ms", MEMBER_INTEGER, scenario_fault_rule, wire.delay_ms,
        RANGE(1, DELAY_MAX_MS)),
    ROW("drip_ms", MEMBER_INTEGER, scenario_fault_rule, wire.drip_ms,
        RANGE(1, DELAY_MAX_MS)),
    ROW("cut_at", MEMBER_SIZE, scenario_fault_rule, wire.cut_at, RANGE(0, BYTES_MAX),
        .n_at = offsetof(struct scenario_fault_rule, wire.cut)),
    ROW("content_length", MEMBER_INTEGER, scenario_fault_rule, wire.content_length_add,
        RANGE(-BYTES_MAX, BYTES_MAX)),
    ROW("reset", MEMBER_WORD, scenario_fault_rule, wire.reset, WORDS(words_reset)),
    ROW("bad_chunk", MEMBER_BOOL, scenario_fault_rule, wire.bad_chunk, OPTIONAL),
    ROW("token", MEMBER_WORD, scenario_fault_rule, token, WORDS(words_token)),
    END,
};

static const struct shape shape_reply = { .members = reply_members };

static const struct member fault_members[] = {
    ROW("service", MEMBER_WORD, scenario_fault_rule, service, WORDS(words_service),
        .n_at = offsetof(struct scenario_fault_rule, has_service)),
    ROW("operation", MEMBER_TEXT, scenario_fault_rule, operation, FORM(form_filled)),
    ROW("calls", MEMBER_COUNTS, scenario_fault_rule, calls, OPTIONAL),
    ROW("certificate", MEMBER_TEXT, scenario_fault_rule, certificate, FORM(form_filled)),
    ROW("zone", MEMBER_TEXT, scenario_fault_rule, zone, FORM(form_zone_id)),
    ROW("page", MEMBER_COUNTS, scenario_fault_rule, page, OPTIONAL),
    ROW("access_key", MEMBER_TEXT, scenario_fault_rule, access_key, FORM(form_filled)),
    ROW("reply", MEMBER_INLINE, scenario_fault_rule, error, SHAPE(shape_reply)),
    { .name = "comment", .kind = MEMBER_IGNORED },
    END,
};

static void fault_derive(void *item, const struct scenario *scenario)
{
    struct scenario_fault_rule *rule = item;

    (void)scenario;
    rule->reply = rule->error != NULL         ? REPLY_ERROR
                  : rule->http_status != 0    ? REPLY_HTTP
                  : rule->token != TOKEN_NONE ? REPLY_TOKEN
                                              : REPLY_WIRE;
}

const struct shape shape_fault_rule = {
    .members = fault_members,
    .size = sizeof(struct scenario_fault_rule),
    .line_at = offsetof(struct scenario_fault_rule, line),
    .derive = fault_derive,
};

/* Expectations. */

static const struct member expect_certificate_members[] = {
    ROW("Deleted", MEMBER_BOOL, scenario_expect_certificate, deleted, OPTIONAL),
    ROW("Status", MEMBER_WORD, scenario_expect_certificate, status, WORDS(words_status)),
    ROW("FailureReason", MEMBER_WORD, scenario_expect_certificate, reason,
        WORDS(words_reason), .or_null = true,
        .n_at = offsetof(struct scenario_expect_certificate, asks_reason)),
    ROW("RenewalStatus", MEMBER_WORD, scenario_expect_certificate, renewal_status,
        WORDS(words_renewal_status), .or_null = true,
        .n_at = offsetof(struct scenario_expect_certificate, asks_renewal)),
    ROW("RenewalStatusReason", MEMBER_WORD, scenario_expect_certificate, renewal_reason,
        WORDS(words_reason), .or_null = true,
        .n_at = offsetof(struct scenario_expect_certificate, asks_renewal_reason)),
    ROW("RenewalEligibility", MEMBER_WORD, scenario_expect_certificate, eligibility,
        WORDS(words_eligibility)),
    ROW("NotAfter", MEMBER_MOMENT, scenario_expect_certificate, not_after_ms, OPTIONAL),
    LIST("Domains", MEMBER_PAIRS, scenario_expect_certificate, domains,
         WORDS(words_domain_status)),
    END,
};

static void expect_certificate_init(void *item, const struct scenario *scenario)
{
    struct scenario_expect_certificate *expect = item;

    (void)scenario;
    expect->not_after_ms = TIME_NONE;
}

static const struct shape shape_expect_certificate = {
    .members = expect_certificate_members,
    .size = sizeof(struct scenario_expect_certificate),
    .line_at = offsetof(struct scenario_expect_certificate, line),
    .init = expect_certificate_init,
};

#define RESOURCE_MEMBERS                                                                 \
    ROW("certificate", MEMBER_TEXT, scenario_expect_finding, certificate,                \
        FORM(form_filled)),                                                              \
        ROW("zone", MEMBER_TEXT, scenario_expect_finding, zone, FORM(form_zone_id)),     \
        ROW("domain", MEMBER_TEXT, scenario_expect_finding, domain, FORM(form_filled))

static const struct member finding_members[] = {
    ROW("check", MEMBER_TEXT, scenario_expect_finding, check, FORM(form_check), REQUIRED),
    ROW("verdict", MEMBER_WORD, scenario_expect_finding, verdict, WORDS(words_verdict)),
    RESOURCE_MEMBERS,
    ROW("severity", MEMBER_CHOICE, scenario_expect_finding, severity,
        WORDS(words_severity)),
    LIST("causes", MEMBER_TEXTS, scenario_expect_finding, causes, FORM(form_check)),
    END,
};

static const struct shape shape_finding = {
    .members = finding_members,
    .size = sizeof(struct scenario_expect_finding),
    .line_at = offsetof(struct scenario_expect_finding, line),
};

static const struct member no_finding_members[] = {
    ROW("check", MEMBER_TEXT, scenario_expect_finding, check, FORM(form_check), REQUIRED),
    RESOURCE_MEMBERS,
    END,
};

static const struct shape shape_no_finding = {
    .members = no_finding_members,
    .size = sizeof(struct scenario_expect_finding),
    .line_at = offsetof(struct scenario_expect_finding, line),
    .bare = true,
};

static const struct member expect_members[] = {
    LIST("certificates", MEMBER_KEYED, scenario_expect, certificates,
         SHAPE(shape_expect_certificate)),
    LIST("findings", MEMBER_OBJECTS, scenario_expect, findings, SHAPE(shape_finding)),
    LIST("no_findings", MEMBER_OBJECTS, scenario_expect, no_findings,
         SHAPE(shape_no_finding)),
    ROW("exit", MEMBER_INTEGER, scenario_expect, exit, RANGE(0, 255)),
    END,
};

static void expect_init(void *item, const struct scenario *scenario)
{
    struct scenario_expect *expect = item;

    (void)scenario;
    expect->exit = -1;
}

static const struct shape shape_expect = { .members = expect_members,
                                           .size = sizeof(struct scenario_expect),
                                           .init = expect_init };

/* The whole. What others are counted from stands first: start, accounts. */

static const struct member quotas_members[] = {
    ROW("scale", MEMBER_REAL, scenario, quota_scale, REQUIRED),
    END,
};

static const struct shape shape_quotas = { .members = quotas_members };

static const struct member delays_members[] = {
    ROW("propagation", MEMBER_SPAN, scenario, delays.propagation_ms, OPTIONAL),
    ROW("records", MEMBER_SPAN, scenario, delays.records_ms, OPTIONAL),
    ROW("issue", MEMBER_SPAN, scenario, delays.issue_ms, OPTIONAL),
    ROW("private", MEMBER_SPAN, scenario, delays.private_ms, OPTIONAL),
    ROW("renewal", MEMBER_SPAN, scenario, delays.renewal_ms, OPTIONAL),
    END,
};

static const struct shape shape_delays = { .members = delays_members };

static const struct member scenario_members[] = {
    { .name = "$schema", .kind = MEMBER_IGNORED },
    { .name = "schema",
      .kind = MEMBER_CONSTANT,
      .constant = "mockaws.scenario.v1",
      .required = true },
    ROW("name", MEMBER_TEXT, scenario, name, FORM(form_slug), REQUIRED),
    ROW("title", MEMBER_TEXT, scenario, title, FORM(form_filled)),
    ROW("comment", MEMBER_TEXT, scenario, comment, OPTIONAL),
    ROW("seed", MEMBER_INTEGER, scenario, seed, RANGE(0, INT64_MAX)),
    ROW("start", MEMBER_INSTANT, scenario, start_ms, OPTIONAL),
    LIST("accounts", MEMBER_OBJECTS, scenario, accounts, SHAPE(shape_account)),
    LIST("authorities", MEMBER_OBJECTS, scenario, authorities, SHAPE(shape_authority)),
    LIST("zones", MEMBER_OBJECTS, scenario, zones, SHAPE(shape_zone)),
    LIST("certificates", MEMBER_OBJECTS, scenario, certificates,
         SHAPE(shape_certificate)),
    LIST("timeline", MEMBER_STEPS, scenario, timeline, SHAPE(shape_step)),
    LIST("faults", MEMBER_OBJECTS, scenario, faults, SHAPE(shape_fault_rule)),
    ROW("oddities", MEMBER_FLAGS, scenario, oddities, WORDS(words_oddity)),
    ROW("quotas", MEMBER_INLINE, scenario, name, SHAPE(shape_quotas)),
    ROW("delays", MEMBER_INLINE, scenario, name, SHAPE(shape_delays)),
    ROW("observe", MEMBER_MOMENT, scenario, observe_ms, OPTIONAL),
    ROW("expect", MEMBER_OBJECT, scenario, expect, SHAPE(shape_expect)),
    END,
};

/* 2026-03-01T00:00:00Z */
enum { START_S = 1772323200 };

static void scenario_init(void *item, const struct scenario *unused)
{
    struct scenario *scenario = item;

    (void)unused;
    scenario->seed = 1;
    scenario->start_ms = (int64_t)START_S * 1000;
    scenario->observe_ms = TIME_NONE;
    scenario->delays = (struct scenario_delays){ -1, -1, -1, -1, -1 };
}

static void scenario_derive(void *item, const struct scenario *unused)
{
    struct scenario *scenario = item;

    (void)unused;
    if (scenario->observe_ms != TIME_NONE)
        return;
    scenario->observe_ms = scenario->start_ms;
    for (size_t i = 0; i < scenario->n_timeline; i++)
        if (scenario->timeline[i].at_ms > scenario->observe_ms)
            scenario->observe_ms = scenario->timeline[i].at_ms;
}

const struct shape shape_scenario = { .members = scenario_members,
                                      .size = sizeof(struct scenario),
                                      .init = scenario_init,
                                      .derive = scenario_derive };
