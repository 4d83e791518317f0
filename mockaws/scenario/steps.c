/* steps: what each verb of a timeline does to the mock. */
#include <string.h>

#include "base/dns/name.h"
#include "base/err.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/scenario/parts.h"
#include "mockaws/scenario/play.h"
#include "mockaws/service/mock.h"

typedef int step_do(struct play *play, const struct scenario_step *step, struct err *err);

static struct world *world_of(const struct play *play)
{
    return &play->mock->world;
}

static struct certificate *
need_certificate(struct play *play, const struct scenario_step *step, struct err *err)
{
    struct certificate *certificate =
        step->certificate != NULL ? play_certificate(play, step->certificate) : NULL;

    if (certificate == NULL)
        err_set(err, ERR_USAGE, "there is no certificate %s",
                step->certificate != NULL ? step->certificate : "named");
    return certificate;
}

static struct zone *need_zone(struct play *play, const struct scenario_step *step,
                              struct err *err)
{
    struct zone *zone =
        step->zone != NULL ? zones_find(&world_of(play)->store.zones, step->zone) : NULL;

    if (zone == NULL)
        err_set(err, ERR_USAGE, "there is no hosted zone %s",
                step->zone != NULL ? step->zone : "named");
    return zone;
}

static int do_request(struct play *play, const struct scenario_step *step,
                      struct err *err)
{
    const char *arn = step->new_certificate->arn;
    const struct certificate *same =
        arn != NULL ? store_certificate(&world_of(play)->store, arn) : NULL;

    if (same != NULL && (step->verb == DO_REQUEST ||
                         play_certificate(play, step->new_certificate->id) != same))
        return err_set(err, ERR_USAGE, "there is a certificate %s already", arn);
    play_request(play, step->new_certificate);
    return 0;
}

static int do_delete(struct play *play, const struct scenario_step *step, struct err *err)
{
    struct certificate *certificate = need_certificate(play, step, err);

    if (certificate == NULL)
        return -1;
    if (certificate_in_use(certificate))
        return err_set(err, ERR_USAGE, "certificate %s is in use", step->certificate);
    lifecycle_forget(world_of(play), certificate);
    store_remove_certificate(&world_of(play)->store, certificate);
    return 0;
}

static int do_revoke(struct play *play, const struct scenario_step *step, struct err *err)
{
    struct certificate *certificate = need_certificate(play, step, err);

    if (certificate == NULL)
        return -1;
    if (!lifecycle_revoke(world_of(play), certificate,
                          step->revocation_reason != NULL ? step->revocation_reason
                                                          : "UNSPECIFIED"))
        return err_set(err, ERR_USAGE, "certificate %s is not ISSUED", step->certificate);
    return 0;
}

static int do_renew(struct play *play, const struct scenario_step *step, struct err *err)
{
    struct certificate *certificate = need_certificate(play, step, err);

    if (certificate == NULL)
        return -1;
    if (certificate->type != ACM_PRIVATE || certificate->status != ACM_ISSUED)
        return err_set(err, ERR_USAGE, "certificate %s is not private and ISSUED",
                       step->certificate);
    lifecycle_renew(world_of(play), certificate);
    return 0;
}

static int do_upsert_records(struct play *play, const struct scenario_step *step,
                             struct err *err)
{
    struct world *world = world_of(play);
    struct zone *zone = need_zone(play, step, err);

    if (zone == NULL)
        return -1;
    for (size_t i = 0; i < step->n_records; i++)
        if (!name_is_under(step->records[i].name, zone->name))
            return err_set(err, ERR_USAGE, "%s lies outside the zone %s",
                           step->records[i].name, zone->name);
    for (size_t i = 0; i < step->n_records; i++)
        zone_put(&world->store.zones, zone, build_rrset(&step->records[i], zone->id),
                 world->clock.now_ms);
    world_dns_changed(world);
    return 0;
}

static int do_delete_records(struct play *play, const struct scenario_step *step,
                             struct err *err)
{
    struct world *world = world_of(play);
    struct zone *zone = need_zone(play, step, err);

    if (zone == NULL)
        return -1;
    for (size_t i = 0; i < step->n_records; i++) {
        const struct scenario_record *record = &step->records[i];

        if (!zone_drop(&world->store.zones, zone, record->name, (uint16_t)record->type,
                       record->set_identifier, world->clock.now_ms))
            return err_set(err, ERR_USAGE, "zone %s holds no such record at %s", zone->id,
                           record->name);
    }
    world_dns_changed(world);
    return 0;
}

static int do_create_zone(struct play *play, const struct scenario_step *step,
                          struct err *err)
{
    if (zones_find(&world_of(play)->store.zones, step->new_zone->id) != NULL)
        return err_set(err, ERR_USAGE, "there is a hosted zone %s already",
                       step->new_zone->id);
    play_delegate_as_described(play, build_zone(play, step->new_zone), step->new_zone);
    world_dns_changed(world_of(play));
    return 0;
}

static int do_delete_zone(struct play *play, const struct scenario_step *step,
                          struct err *err)
{
    struct zone *zone = need_zone(play, step, err);

    if (zone == NULL)
        return -1;
    zones_remove(&world_of(play)->store.zones, zone);
    world_dns_changed(world_of(play));
    return 0;
}

static int do_delegate(struct play *play, const struct scenario_step *step,
                       struct err *err)
{
    struct zone *zone = need_zone(play, step, err);

    if (zone == NULL)
        return -1;
    play_delegate(play, zone,
                  step->n_servers > 0 ? DELEGATION_ELSEWHERE : DELEGATION_HERE,
                  step->servers, step->n_servers);
    world_dns_changed(world_of(play));
    return 0;
}

static int do_undelegate(struct play *play, const struct scenario_step *step,
                         struct err *err)
{
    struct zone *zone = need_zone(play, step, err);

    if (zone == NULL)
        return -1;
    play_delegate(play, zone, DELEGATION_NOWHERE, NULL, 0);
    world_dns_changed(world_of(play));
    return 0;
}

static int do_set_in_use(struct play *play, const struct scenario_step *step,
                         struct err *err)
{
    struct certificate *certificate = need_certificate(play, step, err);

    if (certificate == NULL)
        return -1;
    if (!lifecycle_set_in_use(world_of(play), certificate, step->arns, step->n_arns,
                              step->force))
        return err_set(err, ERR_USAGE,
                       "certificate %s is not ISSUED, so nothing can use it (\"force\": "
                       "true does it all the same)",
                       step->certificate);
    return 0;
}

static int answer_mail(struct play *play, const struct scenario_step *step,
                       struct err *err)
{
    void (*answer)(struct world *, struct certificate *, const char *) =
        step->verb == DO_APPROVE_EMAIL ? lifecycle_approve : lifecycle_deny;
    struct certificate *certificate = need_certificate(play, step, err);

    if (certificate == NULL)
        return -1;
    if (step->n_names == 0)
        answer(world_of(play), certificate, NULL);
    for (size_t i = 0; i < step->n_names; i++)
        answer(world_of(play), certificate, step->names[i]);
    return 0;
}

static int do_dns_fault(struct play *play, const struct scenario_step *step,
                        struct err *err)
{
    (void)err;
    dns_faults_set(&world_of(play)->dns_faults, step->name, (uint16_t)step->type,
                   step->failure);
    world_dns_changed(world_of(play));
    return 0;
}

static int do_force(struct play *play, const struct scenario_step *step, struct err *err)
{
    struct certificate *certificate = need_certificate(play, step, err);

    if (certificate == NULL)
        return -1;
    if (step->renewal_status != ACM_RENEWAL_NONE)
        lifecycle_force_renewal(world_of(play), certificate, step->renewal_status,
                                step->reason);
    else
        lifecycle_force(world_of(play), certificate, step->status, step->reason);
    return 0;
}

static int do_advance(struct play *play, const struct scenario_step *step,
                      struct err *err)
{
    (void)err;
    world_advance(world_of(play), step->by_ms);
    return 0;
}

static step_do *const verbs[] = {
    [DO_REQUEST] = do_request,
    [DO_IMPORT] = do_request,
    [DO_DELETE] = do_delete,
    [DO_REVOKE] = do_revoke,
    [DO_RENEW] = do_renew,
    [DO_UPSERT_RECORDS] = do_upsert_records,
    [DO_DELETE_RECORDS] = do_delete_records,
    [DO_UPSERT_VALIDATION_RECORDS] = play_validation_records,
    [DO_DELETE_VALIDATION_RECORDS] = play_validation_records,
    [DO_CREATE_ZONE] = do_create_zone,
    [DO_DELETE_ZONE] = do_delete_zone,
    [DO_DELEGATE] = do_delegate,
    [DO_UNDELEGATE] = do_undelegate,
    [DO_SET_IN_USE] = do_set_in_use,
    [DO_APPROVE_EMAIL] = answer_mail,
    [DO_DENY_EMAIL] = answer_mail,
    [DO_DNS_FAULT] = do_dns_fault,
    [DO_FORCE] = do_force,
    [DO_ADVANCE] = do_advance,
};

int play_do(struct play *play, const struct scenario_step *step, struct err *err)
{
    const int rc = verbs[step->verb](play, step, err);

    arena_clear(&play->scratch);
    return rc;
}

struct zone *play_parent(const struct zones *zones, const struct zone *zone)
{
    for (const char *up = name_parent(zone->name); up != NULL; up = name_parent(up)) {
        struct zone *found = zones_public(zones, up);

        while (found != NULL && found->delegation != DELEGATION_HERE &&
               found->next_of_name != NULL)
            found = found->next_of_name;
        if (found != NULL)
            return found;
    }
    return NULL;
}

static void put_cut(struct play *play, struct zone *parent, const char *name,
                    const char *const *servers, size_t n)
{
    const int64_t now = world_of(play)->clock.now_ms;
    struct zones *zones = &world_of(play)->store.zones;
    const char **values = arena_array(&play->scratch, n, sizeof(*values));
    struct scenario_record record = { .name = name,
                                      .type = RR_NS,
                                      .weight = -1,
                                      .multi_value = -1,
                                      .ttl_s = 172800,
                                      .n_values = n };

    for (size_t i = 0; i < n; i++)
        values[i] = arena_printf(&play->scratch, "%s.", servers[i]);
    record.values = values;
    zone_put(zones, parent, build_rrset(&record, parent->id), now);
}

void play_delegate(struct play *play, struct zone *zone, enum delegation delegation,
                   const char *const *servers, size_t n_servers)
{
    struct world *world = world_of(play);
    struct zone *parent = play_parent(&world_of(play)->store.zones, zone);
    const char *own[IDS_SERVERS];

    zones_delegate(&world->store.zones, zone, delegation, servers, n_servers);
    if (parent == NULL || zone->private_zone)
        return;
    for (size_t i = 0; i < IDS_SERVERS; i++)
        own[i] = zone->servers[i];
    if (delegation == DELEGATION_HERE)
        put_cut(play, parent, zone->name, own, IDS_SERVERS);
    else if (delegation == DELEGATION_ELSEWHERE)
        put_cut(play, parent, zone->name, servers, n_servers);
    else
        zone_drop(&world->store.zones, parent, zone->name, RR_NS, NULL,
                  world->clock.now_ms);
}

void play_delegate_as_described(struct play *play, struct zone *zone,
                                const struct scenario_zone *described)
{
    if (!zone->private_zone)
        play_delegate(play, zone, described->delegation, described->delegated_to,
                      described->n_delegated_to);
}
