/* play: a scenario put into a mock, and its timeline played as the clock goes on. */
#include "mockaws/scenario/play.h"

#include <stdlib.h>
#include <string.h>

#include "base/emit.h"
#include "base/err.h"
#include "base/heap.h"
#include "base/when.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/scenario/parts.h"
#include "mockaws/service/faults.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/quotas.h"

static void note_change(void *context, struct certificate *certificate, const char *what);
static void note_call(void *context, const struct call *call);

void play_init(struct play *play, struct mock *mock)
{
    *play = (struct play){ .mock = mock };
    buf_init(&play->changes);
    arena_init(&play->scratch);
    mock->world.changed = note_change;
    mock->world.changed_context = play;
    mock->called = note_call;
    mock->called_context = play;
}

void play_clear(struct play *play)
{
    for (size_t i = 0; i < play->n_names; i++) {
        free(play->names[i]->arn);
        free(play->names[i]);
    }
    for (size_t i = 0; i < play->n_steps; i++)
        free(play->steps[i].fault);
    map_clear(&play->by_id);
    map_clear(&play->by_arn);
    free(play->names);
    free(play->steps);
    buf_clear(&play->changes);
    arena_clear(&play->scratch);
    play->names = NULL;
    play->steps = NULL;
    play->n_names = 0;
    play->n_steps = 0;
    play->scenario = NULL;
}

/* --- names --- */

static struct play_name *find_name(const struct play *play, const char *id)
{
    return map_get(&play->by_id, id, strlen(id));
}

/* Two certificates of one ARN: the first bears it. */
static void set_arn(struct play *play, struct play_name *name, const char *arn)
{
    void **place;

    if (name->arn != NULL && map_get(&play->by_arn, name->arn, strlen(name->arn)) == name)
        map_remove(&play->by_arn, name->arn, strlen(name->arn));
    text_set(&name->arn, arn);
    place = map_at(&play->by_arn, name->arn, strlen(name->arn));
    if (*place == NULL)
        *place = name;
}

static struct play_name *add_name(struct play *play,
                                  const struct scenario_certificate *asked)
{
    struct play_name *name = find_name(play, asked->id);

    if (name != NULL)
        return name;
    name = heap_zalloc(sizeof(*name));
    name->id = asked->id;
    name->play = play;
    play->names = heap_grow(play->names, play->n_names + 1, sizeof(struct play_name *));
    play->names[play->n_names++] = name;
    *map_at(&play->by_id, name->id, strlen(name->id)) = name;
    return name;
}

struct certificate *play_certificate(struct play *play, const char *id)
{
    const struct play_name *name = find_name(play, id);

    if (name != NULL)
        return name->arn != NULL ? store_certificate(&play->mock->world.store, name->arn)
                                 : NULL;
    return store_find_certificate(&play->mock->world.store, id);
}

const struct play_name *play_word(const struct play *play,
                                  const struct certificate *certificate)
{
    return map_get(&play->by_arn, certificate->arn, strlen(certificate->arn));
}

/* --- requests --- */

/* A re-import: the same ARN with the dates, names and keys of the new one. */
static void import_again(struct play *play, struct certificate *old,
                         const struct scenario_certificate *asked)
{
    struct store *store = &play->mock->world.store;
    char *arn = heap_strdup(old->arn);
    char **in_use_by = old->in_use_by;
    const size_t n_in_use_by = old->n_in_use_by;
    const int64_t created = old->created_ms;
    struct certificate *again;

    old->in_use_by = NULL;
    old->n_in_use_by = 0;
    lifecycle_forget(&play->mock->world, old);
    store_remove_certificate(store, old);
    again = build_certificate(play, asked, arn);
    again->created_ms = created;
    again->in_use_by = in_use_by;
    again->n_in_use_by = n_in_use_by;
    lifecycle_import(&play->mock->world, again);
    free(arn);
}

static void use(struct play_name *name, struct certificate *certificate)
{
    if (name->used || name->asked->n_in_use_by == 0 ||
        certificate->status == ACM_PENDING_VALIDATION)
        return;
    name->used = true;
    lifecycle_set_in_use(&name->play->mock->world, certificate, name->asked->in_use_by,
                         name->asked->n_in_use_by, name->asked->state != NULL);
}

void play_request(struct play *play, const struct scenario_certificate *asked)
{
    struct world *world = &play->mock->world;
    struct play_name *name = add_name(play, asked);
    struct certificate *certificate = play_certificate(play, asked->id);

    name->asked = asked;
    name->used = false;
    if (asked->import != NULL && certificate != NULL) {
        import_again(play, certificate, asked);
        return;
    }
    certificate = build_certificate(play, asked, NULL);
    set_arn(play, name, certificate->arn);
    faults_name_certificate(play->mock->faults, asked->id, certificate->arn);
    if (asked->state != NULL)
        lifecycle_adopt(world, certificate);
    else if (asked->import != NULL)
        lifecycle_import(world, certificate);
    else
        lifecycle_request(world, certificate);
    use(name, certificate);
}

static void request_due(void *context, void *subject)
{
    struct play_name *name = subject;

    (void)context;
    play_request(name->play, name->asked);
    arena_clear(&name->play->scratch);
}

/* --- the timeline --- */

static void step_due(void *context, void *subject)
{
    struct play_step *step = subject;
    struct err err;

    (void)context;
    step->reached = true;
    if (play_do(step->play, step->step, &err) < 0)
        text_set(&step->fault, err.text);
}

/* In an event of its own, since what it hangs on is still under way. */
static void do_soon(struct play_step *step)
{
    struct world *world = &step->play->mock->world;

    step->reached = true;
    events_add(&world->events, world->clock.now_ms, "step of the timeline", step_due,
               step);
}

static void note_call(void *context, const struct call *call)
{
    struct play *play = context;

    for (size_t i = 0; i < play->n_steps; i++) {
        struct play_step *step = &play->steps[i];

        if (step->reached || step->step->trigger != TRIGGER_AFTER_CALLS ||
            strcmp(step->step->operation, call->operation->name) != 0)
            continue;
        if (++step->n_calls >= step->step->n_calls)
            do_soon(step);
    }
}

static void fire_when(struct play *play, const struct certificate *certificate)
{
    for (size_t i = 0; i < play->n_steps; i++) {
        struct play_step *step = &play->steps[i];

        if (!step->reached && step->step->trigger == TRIGGER_WHEN &&
            step->step->when_status == certificate->status &&
            play_certificate(play, step->step->when_certificate) == certificate)
            do_soon(step);
    }
}

static void note_change(void *context, struct certificate *certificate, const char *what)
{
    struct play *play = context;
    struct play_name *name =
        map_get(&play->by_arn, certificate->arn, strlen(certificate->arn));
    struct emit emit;

    if (name != NULL)
        use(name, certificate);
    fire_when(play, certificate);
    if (play->changes.len > 1 << 20)
        return;
    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_time(&emit, "at", clock_now_s(&play->mock->world.clock));
    emit_text(&emit, "certificate", certificate->arn);
    emit_text(&emit, "domain", certificate->domain);
    emit_text(&emit, "change", what);
    emit_close(&emit, '}');
    if (play->changes.len > 0)
        buf_putc(&play->changes, ',');
    buf_add(&play->changes, emit.text.data, emit.text.len);
    emit_end(&emit);
}

void play_changes_begin(struct play *play)
{
    buf_reset(&play->changes);
}

/* --- loading --- */

static void load_accounts(struct play *play)
{
    struct store *store = &play->mock->world.store;

    for (size_t i = 0; i < play->scenario->n_accounts; i++) {
        const struct scenario_account *from = &play->scenario->accounts[i];
        struct account *account = store_account(store, from->id);

        text_set(&account->access_key, from->access_key);
        text_set(&account->secret_key, from->secret_key);
        if (from->days_before_expiry > 0)
            account->days_before_expiry = (int)from->days_before_expiry;
    }
    for (size_t i = 0; i < play->scenario->n_authorities; i++) {
        const struct scenario_authority *from = &play->scenario->authorities[i];

        store->authorities = heap_grow(store->authorities, store->n_authorities + 1,
                                       sizeof(*store->authorities));
        store->authorities[store->n_authorities++] =
            (struct authority){ .arn = heap_strdup(from->arn),
                                .state = heap_strdup(from->state),
                                .permission = from->permission,
                                .not_after_ms = from->not_after_ms };
    }
}

/* NS sets that a zone lists for its children stand as they are listed. */
static void put_cuts(struct play *play, struct zone *zone,
                     const struct scenario_zone *described)
{
    for (size_t i = 0; i < described->n_records; i++) {
        const struct scenario_record *record = &described->records[i];

        if (record->type == RR_NS && strcmp(record->name, described->name) != 0)
            zone_put(&play->mock->world.store.zones, zone, build_rrset(record, zone->id),
                     play->mock->world.clock.now_ms);
    }
}

/*
 * A child may stand before its parent: all are made first, then delegated. The world has
 * seen all of it already.
 */
static void load_zones(struct play *play)
{
    const struct scenario *scenario = play->scenario;
    struct zones *zones = &play->mock->world.store.zones;
    const int64_t delay_ms = zones->delay_ms;
    struct zone **made =
        arena_array(&play->scratch, scenario->n_zones, sizeof(struct zone *));

    zones->delay_ms = 0;
    for (size_t i = 0; i < scenario->n_zones; i++) {
        made[i] = build_zone(play, &scenario->zones[i]);
        if (scenario->zones[i].created_ms != TIME_NONE)
            made[i]->created_ms = scenario->zones[i].created_ms;
    }
    for (size_t i = 0; i < scenario->n_zones; i++)
        if (!made[i]->private_zone)
            zones_delegate(zones, made[i], scenario->zones[i].delegation,
                           scenario->zones[i].delegated_to,
                           scenario->zones[i].n_delegated_to);
    for (size_t i = 0; i < scenario->n_zones; i++)
        play_delegate_as_described(play, made[i], &scenario->zones[i]);
    for (size_t i = 0; i < scenario->n_zones; i++)
        put_cuts(play, made[i], &scenario->zones[i]);
    zones->delay_ms = delay_ms;
}

static struct fault_counts counts(const struct scenario_counts *from)
{
    return (
        struct fault_counts){ .from = from->from, .to = from->to, .every = from->every };
}

/* The scenario's tokens begin with "none". */
static enum fault_token token(enum scenario_token from)
{
    return from == TOKEN_NONE ? FAULT_DUPLICATE : (enum fault_token)(from - 1);
}

void play_fault(struct play *play, const struct scenario_fault_rule *from)
{
    const struct certificate *certificate =
        from->certificate != NULL ? play_certificate(play, from->certificate) : NULL;
    struct fault_rule rule = {
        .service = from->has_service ? (int)from->service : -1,
        .operation = heap_strdup(from->operation),
        .calls = counts(&from->calls),
        .certificate =
            heap_strdup(certificate != NULL ? certificate->arn : from->certificate),
        .zone = heap_strdup(from->zone),
        .page = counts(&from->page),
        .access_key = heap_strdup(from->access_key),
        .reply = (enum fault_reply)from->reply,
        .error = heap_strdup(from->error),
        .message = heap_strdup(from->message),
        .http_status = (unsigned)from->http_status,
        .body = heap_strdup(from->body),
        .content_type = heap_strdup(from->content_type),
        .wire = from->wire,
        .token = token(from->token),
    };

    faults_add_take(play->mock->faults, &rule);
}

static void set_unless(int64_t *to, int64_t from)
{
    if (from >= 0)
        *to = from;
}

static void load_conditions(struct play *play)
{
    const struct scenario *scenario = play->scenario;
    struct world *world = &play->mock->world;

    world->oddities = scenario->oddities;
    set_unless(&world->store.zones.delay_ms, scenario->delays.propagation_ms);
    set_unless(&world->delays.records_ms, scenario->delays.records_ms);
    set_unless(&world->delays.issue_ms, scenario->delays.issue_ms);
    set_unless(&world->delays.private_ms, scenario->delays.private_ms);
    set_unless(&world->delays.renewal_ms, scenario->delays.renewal_ms);
    if (scenario->quota_scale > 0)
        play->mock->quotas = quotas_new(scenario->quota_scale);
    for (size_t i = 0; i < scenario->n_faults; i++)
        play_fault(play, &scenario->faults[i]);
}

static void load_timeline(struct play *play)
{
    const struct scenario *scenario = play->scenario;
    struct world *world = &play->mock->world;

    for (size_t i = 0; i < scenario->n_certificates; i++) {
        const struct scenario_certificate *asked = &scenario->certificates[i];
        struct play_name *name = add_name(play, asked);

        name->asked = asked;
        events_add(&world->events,
                   asked->state != NULL ? world->clock.now_ms : asked->requested_ms,
                   "request", request_due, name);
    }
    play->n_steps = scenario->n_timeline;
    play->steps = heap_zalloc(play->n_steps * sizeof(*play->steps));
    for (size_t i = 0; i < play->n_steps; i++) {
        struct play_step *step = &play->steps[i];

        step->play = play;
        step->step = &scenario->timeline[i];
        if (step->step->trigger == TRIGGER_AT)
            events_add(&world->events, step->step->at_ms, "step of the timeline",
                       step_due, step);
    }
}

void play_load(struct play *play, const struct scenario *scenario)
{
    struct world *world = &play->mock->world;

    play->scenario = scenario;
    load_accounts(play);
    load_conditions(play);
    load_zones(play);
    load_timeline(play);
    events_run(&world->events, &world->clock, world->clock.now_ms);
    arena_clear(&play->scratch);
}
