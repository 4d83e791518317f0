/* save: a mock's state as a scenario: accounts, authorities, faults, and the rest's list.
 */
#include "mockaws/scenario/save.h"

#include <string.h>

#include "base/arena.h"
#include "mockaws/scenario/save_parts.h"
#include "mockaws/service/faults.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/quotas.h"

const char *save_text(struct saving *saving, const char *text)
{
    return text != NULL ? arena_strdup(saving->arena, text) : NULL;
}

const char *const *save_texts(struct saving *saving, char *const *texts, size_t n)
{
    const char **out = arena_array(saving->arena, n, sizeof(*out));

    for (size_t i = 0; i < n; i++)
        out[i] = arena_strdup(saving->arena, texts[i]);
    return out;
}

const struct scenario_tag *save_tags(struct saving *saving, const struct tags *tags)
{
    struct scenario_tag *out = arena_array(saving->arena, tags->n, sizeof(*out));

    for (size_t i = 0; i < tags->n; i++) {
        out[i].key = save_text(saving, tags->items[i].key);
        out[i].value = save_text(saving, tags->items[i].value);
    }
    return out;
}

static void save_accounts(struct saving *saving, struct scenario *out)
{
    const struct store *store = &saving->mock->world.store;
    struct scenario_account *accounts =
        arena_array(saving->arena, store->n_accounts, sizeof(*accounts));
    struct scenario_authority *authorities =
        arena_array(saving->arena, store->n_authorities, sizeof(*authorities));

    for (size_t i = 0; i < store->n_accounts; i++) {
        const struct account *from = store->accounts[i];

        accounts[i] =
            (struct scenario_account){ .id = save_text(saving, from->id),
                                       .access_key = save_text(saving, from->access_key),
                                       .secret_key = save_text(saving, from->secret_key),
                                       .days_before_expiry = from->days_before_expiry };
    }
    for (size_t i = 0; i < store->n_authorities; i++) {
        const struct authority *from = &store->authorities[i];

        authorities[i] =
            (struct scenario_authority){ .arn = save_text(saving, from->arn),
                                         .state = save_text(saving, from->state),
                                         .permission = from->permission,
                                         .not_after_ms = from->not_after_ms };
    }
    out->accounts = accounts;
    out->n_accounts = store->n_accounts;
    out->authorities = authorities;
    out->n_authorities = store->n_authorities;
}

/* What a fault names by its id must be there, or the file could not be read again. */
static bool names_what_is_there(struct saving *saving, const struct scenario *out,
                                const struct fault_rule *rule)
{
    const struct store *store = &saving->mock->world.store;

    if (rule->certificate != NULL && strncmp(rule->certificate, "arn:", 4) != 0 &&
        store_find_certificate(store, rule->certificate) == NULL)
        return false;
    if (rule->zone != NULL && zones_find(&store->zones, rule->zone) == NULL)
        return false;
    if (rule->access_key == NULL || out->n_accounts == 0)
        return true;
    for (size_t i = 0; i < out->n_accounts; i++)
        if (out->accounts[i].access_key == NULL ||
            strcmp(out->accounts[i].access_key, rule->access_key) == 0)
            return true;
    return false;
}

/* By its ARN: the scenario's own words for certificates are other ones. */
static const char *fault_certificate(struct saving *saving, const char *certificate)
{
    const struct certificate *found =
        certificate != NULL
            ? store_find_certificate(&saving->mock->world.store, certificate)
            : NULL;

    return save_text(saving, found != NULL ? found->arn : certificate);
}

static struct scenario_counts counts(const struct fault_counts *from)
{
    return (struct scenario_counts){ from->from, from->to, from->every };
}

/* The scenario's tokens begin with "none". */
static enum scenario_token save_token(const struct fault_rule *from)
{
    static const enum scenario_token tokens[] = {
        [FAULT_DUPLICATE] = TOKEN_DUPLICATE,
        [FAULT_LOOP] = TOKEN_LOOP,
        [FAULT_EXPIRED] = TOKEN_EXPIRED,
        [FAULT_EMPTY_PAGE] = TOKEN_EMPTY_PAGE,
    };

    return from->reply == FAULT_TOKEN ? tokens[from->token] : TOKEN_NONE;
}

static void save_fault(struct saving *saving, const struct fault_rule *from,
                       struct scenario_fault_rule *to)
{
    *to = (struct scenario_fault_rule){
        .has_service = from->service >= 0,
        .service = from->service >= 0 ? (enum aws_service)from->service : AWS_ACM,
        .operation = save_text(saving, from->operation),
        .calls = counts(&from->calls),
        .certificate = fault_certificate(saving, from->certificate),
        .zone = save_text(saving, from->zone),
        .page = counts(&from->page),
        .access_key = save_text(saving, from->access_key),
        .reply = (enum scenario_reply)from->reply,
        .error = save_text(saving, from->error),
        .message = save_text(saving, from->message),
        .http_status = from->http_status,
        .body = save_text(saving, from->body),
        .content_type = save_text(saving, from->content_type),
        .wire = from->wire,
        .token = save_token(from),
    };
}

static void save_faults(struct saving *saving, struct scenario *out)
{
    const struct faults *faults = saving->mock->faults;
    struct scenario_fault_rule *rules =
        arena_array(saving->arena, faults_n(faults), sizeof(*rules));

    for (size_t i = 0; i < faults_n(faults); i++)
        if (names_what_is_there(saving, out, faults_at(faults, i)))
            save_fault(saving, faults_at(faults, i), &rules[out->n_faults++]);
    out->faults = rules;
}

/* Faults of the DNS have no place but the timeline: at the very start. */
static void save_dns_faults(struct saving *saving, struct scenario *out)
{
    const struct dns_faults *faults = &saving->mock->world.dns_faults;
    struct scenario_step *steps =
        arena_zalloc(saving->arena, (faults->n + 1) * sizeof(*steps));

    for (size_t i = 0; i < faults->n; i++) {
        const char *name;
        uint16_t type;
        const enum dns_failure failure = dns_faults_at(faults, i, &name, &type);

        steps[i] = (struct scenario_step){ .trigger = TRIGGER_AT,
                                           .at_ms = saving->now_ms,
                                           .n_calls = 1,
                                           .verb = DO_DNS_FAULT,
                                           .name = save_text(saving, name),
                                           .type = (enum rr_type)type,
                                           .failure = failure,
                                           .ttl_s = 300 };
    }
    out->timeline = steps;
    out->n_timeline = faults->n;
}

static int64_t unless(int64_t value, int64_t usual)
{
    return value == usual ? -1 : value;
}

/* Only what is not as it is by itself. */
static void save_delays(struct saving *saving, struct scenario *out)
{
    const struct world *world = &saving->mock->world;
    struct world usual;

    world_init(&usual, 1, CLOCK_MANUAL, 1, 0);
    out->delays = (struct scenario_delays){
        .propagation_ms = unless(world->store.zones.delay_ms, usual.store.zones.delay_ms),
        .records_ms = unless(world->delays.records_ms, usual.delays.records_ms),
        .issue_ms = unless(world->delays.issue_ms, usual.delays.issue_ms),
        .private_ms = unless(world->delays.private_ms, usual.delays.private_ms),
        .renewal_ms = unless(world->delays.renewal_ms, usual.delays.renewal_ms),
    };
    world_clear(&usual);
}

struct scenario *scenario_save(struct mock *mock, struct arena *arena)
{
    struct saving saving = { .mock = mock,
                             .arena = arena,
                             .now_ms = mock->world.clock.now_ms };
    struct scenario *out = arena_zalloc(arena, sizeof(*out));

    out->name = "state";
    out->seed = (int64_t)(mock->world.store.ids.seed & INT64_MAX);
    out->start_ms = saving.now_ms;
    out->observe_ms = TIME_NONE;
    out->oddities = mock->world.oddities;
    out->quota_scale = mock->quotas != NULL ? quotas_scale(mock->quotas) : 0;
    save_accounts(&saving, out);
    save_zones(&saving, out);
    save_certificates(&saving, out);
    save_faults(&saving, out);
    save_dns_faults(&saving, out);
    save_delays(&saving, out);
    return out;
}
