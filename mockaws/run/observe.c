/* observe: what the public internet shows, saved as people save it: dig and registrar. */
#include "mockaws/run/observe.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "base/dns/suffix.h"
#include "base/emit.h"
#include "base/err.h"
#include "base/file.h"
#include "base/map.h"
#include "mockaws/service/mock.h"

struct observer {
    struct mock *mock;
    const char *dir;
    struct arena arena;
    struct map seen; /* files that are written */
    struct err *err;
};

static int save_text(struct observer *observer, const char *path, const char *text,
                     size_t len)
{
    struct output *output = output_open(path, observer->err);

    if (output == NULL)
        return -1;
    fwrite(text, 1, len, output_stream(output));
    return output_commit(output, observer->err);
}

static int ask(struct observer *observer, const char *name, uint16_t type)
{
    const struct resolver resolver = world_resolver(&observer->mock->world);
    char word[RR_WORD_MAX];
    const char *path = arena_printf(&observer->arena, "%s/dns/%s.%s.txt", observer->dir,
                                    name, rr_type_word(type, word));
    void **place = map_at(&observer->seen, path, strlen(path));
    struct buf text = { NULL, 0, 0 };
    int rc;

    if (*place != NULL)
        return 0;
    *place = observer;
    resolver_dig(&resolver, name, type, false, &observer->arena, &text);
    rc = save_text(observer, path, buf_text(&text), text.len);
    buf_clear(&text);
    return rc;
}

static int ask_about(struct observer *observer, const char *name)
{
    if (ask(observer, name, RR_CAA) < 0 || ask(observer, name, RR_NS) < 0 ||
        ask(observer, name, RR_MX) < 0)
        return -1;
    for (const char *up = name_parent(name); up != NULL; up = name_parent(up))
        if (ask(observer, up, RR_CAA) < 0 || ask(observer, up, RR_NS) < 0)
            return -1;
    return 0;
}

static const char *canonical(struct observer *observer, const char *name)
{
    return name_canonical(&observer->arena, name, strlen(name));
}

static int ask_records(struct observer *observer, const struct validation *validations,
                       size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (validations[i].record_name != NULL &&
            ask(observer, canonical(observer, validations[i].record_name), RR_CNAME) < 0)
            return -1;
    return 0;
}

static int ask_certificate(struct observer *observer,
                           const struct certificate *certificate)
{
    if (certificate->type != ACM_AMAZON_ISSUED)
        return 0;
    for (size_t i = 0; i < certificate->n_validations; i++) {
        const struct validation *validation = &certificate->validations[i];

        if (ask_about(observer, name_base(canonical(observer, validation->domain))) < 0)
            return -1;
        if (validation->method == ACM_METHOD_EMAIL &&
            ask(observer, name_base(canonical(observer, validation->validation_domain)),
                RR_MX) < 0)
            return -1;
    }
    if (ask_records(observer, certificate->validations, certificate->n_validations) < 0)
        return -1;
    return ask_records(observer, certificate->update.validations,
                       certificate->update.n_validations);
}

static void put_servers(struct emit *emit, const struct zone *zone)
{
    const char *const *servers = (const char *const *)zone->delegated_to;
    const char *own[IDS_SERVERS];
    size_t n = zone->delegation == DELEGATION_ELSEWHERE ? zone->n_delegated_to : 0;

    for (size_t i = 0; i < IDS_SERVERS; i++)
        own[i] = zone->servers[i];
    if (zone->delegation == DELEGATION_HERE) {
        servers = own;
        n = IDS_SERVERS;
    }
    emit_open(emit, "Nameservers", '[');
    for (size_t i = 0; i < n; i++) {
        emit_open(emit, NULL, '{');
        emit_text(emit, "Name", servers[i]);
        emit_open(emit, "GlueIps", '[');
        emit_close(emit, ']');
        emit_close(emit, '}');
    }
    emit_close(emit, ']');
}

/* Of several zones of one name the one that the world is sent to speaks. */
static const struct zone *speaker(const struct zones *zones, const struct zone *zone)
{
    const struct zone *best = zone;

    for (const struct zone *twin = zones_public(zones, zone->name); twin != NULL;
         twin = twin->next_of_name)
        if (twin->delegation == DELEGATION_HERE)
            best = twin;
    return best;
}

static int save_registrar(struct observer *observer, const struct zone *zone)
{
    const struct zones *zones = &observer->mock->world.store.zones;
    const char *dir =
        arena_printf(&observer->arena, "%s/%s/registrar", observer->dir, zone->account);
    struct emit emit;
    int rc;

    if (file_mkdirs(dir, observer->err) < 0)
        return -1;
    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_text(&emit, "DomainName", zone->name);
    put_servers(&emit, speaker(zones, zone));
    emit_open(&emit, "StatusList", '[');
    emit_text(&emit, NULL, "clientTransferProhibited");
    emit_close(&emit, ']');
    emit_text(&emit, "RegistrarName", "Example Registrar");
    emit_close(&emit, '}');
    emit_newline(&emit);
    rc =
        save_text(observer, arena_printf(&observer->arena, "%s/%s.json", dir, zone->name),
                  emit.text.data, emit.text.len);
    emit_end(&emit);
    return rc;
}

static int save_all(struct observer *observer)
{
    const struct store *store = &observer->mock->world.store;

    if (file_mkdirs(arena_printf(&observer->arena, "%s/dns", observer->dir),
                    observer->err) < 0)
        return -1;
    for (size_t i = 0; i < store->n_places; i++)
        for (size_t k = 0; k < store->places[i]->n; k++)
            if (ask_certificate(observer, store->places[i]->items[k]) < 0)
                return -1;
    for (size_t i = 0; i < store->zones.n; i++) {
        const struct zone *zone = store->zones.items[i];

        if (!zone->private_zone &&
            strcmp(suffix_registrable(zone->name), zone->name) == 0 &&
            save_registrar(observer, zone) < 0)
            return -1;
    }
    return 0;
}

int observe_save(struct mock *mock, const char *dir, struct err *err)
{
    struct observer observer = { .mock = mock, .dir = dir, .err = err };
    int rc;

    arena_init(&observer.arena);
    rc = save_all(&observer);
    map_clear(&observer.seen);
    arena_clear(&observer.arena);
    return rc;
}
