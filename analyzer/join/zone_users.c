/* zone_users: what the certificates want of each zone, and its records that matter. */
#include "analyzer/join/zone_users.h"

#include <string.h>

#include "analyzer/join/account_use.h"
#include "analyzer/join/caa_climb.h"
#include "analyzer/join/diagnosis.h"
#include "analyzer/join/record.h"
#include "analyzer/model/estate.h"
#include "base/arena.h"
#include "base/dns/name.h"

enum { NAME_ROOM = 512, LINKS_MAX = 8, SCRATCH_MAX = 1 << 20 };

static const char suffix[] = ".acm-validations.aws";

/* ---- texts ---- */

/*
 * A name as records write it, in the form that compares, without taking memory: lower
 * case, no blanks around, no last dot. What needs more than that (escapes, letters beyond
 * ASCII) is none of ACM's records. False: it does not fit.
 */
static bool plain_name(const char *text, char out[NAME_ROOM])
{
    size_t len;

    text += strspn(text, " \t");
    len = strlen(text);
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'))
        len--;
    if (len > 0 && text[len - 1] == '.')
        len--;
    if (len == 0 || len >= NAME_ROOM)
        return false;
    for (size_t i = 0; i < len; i++)
        out[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]);
    out[len] = '\0';
    return true;
}

static bool name_lacks_underscore(const char *name)
{
    char with[NAME_ROOM + 1];
    const size_t len = strlen(name);

    if (len >= NAME_ROOM || name[0] == '_')
        return false;
    with[0] = '_';
    memcpy(with + 1, name, len + 1);
    return is_validation_name(with);
}

/* "_x.d.zone.zone" in zone: what is left without the last "zone" is still under it. */
static bool is_doubled(const char *name, const struct zone *zone)
{
    const size_t len = strlen(name);
    const size_t zone_len = strlen(zone->name);
    char rest[NAME_ROOM];

    if (len >= NAME_ROOM || len <= zone_len + 1 || !name_is_under(name, zone->name))
        return false;
    memcpy(rest, name, len - zone_len - 1);
    rest[len - zone_len - 1] = '\0';
    return name_is_under(rest, zone->name);
}

/* What a value was meant to be; false: no validation value. */
static bool value_placed(const char *value, const struct zone *zone, enum placed *placed)
{
    char text[NAME_ROOM];
    char *tail;

    *placed = PLACED_RIGHT;
    if (!plain_name(value, text))
        return false;
    if (text[0] == '"') {
        const size_t len = strcspn(text + 1, "\"");
        char bare[NAME_ROOM];

        text[len + 1] = '\0';
        *placed = PLACED_QUOTED;
        return plain_name(text + 1, bare) && is_validation_value(bare);
    }
    if (is_validation_value(text))
        return true;
    tail = strstr(text, suffix);
    if (tail == NULL || tail[strlen(suffix)] != '.' ||
        !name_is_under(tail + strlen(suffix) + 1, zone->name))
        return false;
    tail[strlen(suffix)] = '\0';
    *placed = PLACED_APPENDED;
    return is_validation_value(text);
}

/* Was the set meant as a validation record? A wrong name weighs more than the value. */
static bool set_placed(const struct rrset *set, const struct zone *zone,
                       enum placed *placed)
{
    const bool named = is_validation_name(set->name);

    if (!named && !name_lacks_underscore(set->name))
        return false;
    if (set->n_values == 0 || !value_placed(set->values[0], zone, placed))
        return false;
    if (!named)
        *placed = PLACED_NO_UNDERSCORE;
    else if (is_doubled(set->name, zone))
        *placed = PLACED_DOUBLED;
    return true;
}

/* ---- one walk over a zone's sets ---- */

static void add_record(struct zone_users *users, struct zone_use *use,
                       const struct rrset *set, const struct rrset *cut,
                       enum placed placed)
{
    struct zone_record *record = &use->records[use->n_records++];

    *record = (struct zone_record){ .set = set, .cut = cut, .placed = placed };
    if (placed != PLACED_NO_UNDERSCORE) {
        void **place = map_at(&users->names, set->name, strlen(set->name));

        record->next_of_name = *place;
        *place = record;
    }
}

static void add_caa(struct zone_users *users, struct zone_use *use,
                    const struct zone *zone, const struct rrset *set)
{
    struct zone_caa *caa = &use->caa[use->n_caa++];
    struct arena scratch;
    struct caa_record *records;

    arena_init(&scratch);
    *caa = (struct zone_caa){ .set = set, .zone = zone };
    caa->held_end = &caa->held;
    records = caa_records(set, &scratch);
    caa->plain = caa_judge(records, set->n_values, false);
    caa->wildcard = caa_judge(records, set->n_values, true);
    arena_clear(&scratch);
    if (caa->plain.answer == CAA_FORBIDS || caa->wildcard.answer == CAA_FORBIDS) {
        void **place = map_at(&users->owners, set->name, strlen(set->name));

        caa->next_of_name = *place;
        *place = caa;
    }
}

static void take_set(struct zone_users *users, struct zone_use *use,
                     const struct zone *zone, const struct rrset *set,
                     const struct rrset *cut)
{
    enum placed placed;

    if (set->type == RR_CNAME && set_placed(set, zone, &placed))
        add_record(users, use, set, cut, placed);
    if (set->type == RR_CAA && cut == NULL)
        add_caa(users, use, zone, set);
    if (set->type == RR_SOA && set->n_values > 0 && strcmp(set->name, zone->name) == 0)
        use->soa = set;
}

/* What lies below a cut follows it at once: the sets stand in that order. */
static void walk(struct zone_users *users, const struct zone *zone)
{
    struct zone_use *use = &users->uses[zone->index];
    const struct rrset *cut = NULL;
    size_t n_cname = 0;
    size_t n_caa = 0;

    for (size_t i = 0; i < zone->n_sets; i++) {
        n_cname += zone->sets[i]->type == RR_CNAME;
        n_caa += zone->sets[i]->type == RR_CAA;
    }
    use->records = arena_array(users->arena, n_cname, sizeof(*use->records));
    use->caa = arena_array(users->arena, n_caa, sizeof(*use->caa));
    for (size_t i = 0; i < zone->n_sets; i++) {
        const struct rrset *set = zone->sets[i];

        if (cut != NULL && !name_is_under(set->name, cut->name))
            cut = NULL;
        if (cut == NULL && set->type == RR_NS && strcmp(set->name, zone->name) != 0)
            cut = set;
        take_set(users, use, zone, set, cut);
    }
}

/* ---- CNAMEs that lead to a CAA set ---- */

/* True when name is new among those that lead to an owner. */
static bool lead(struct zone_users *users, const struct rrset *set)
{
    const char *name = name_base(set->name);
    char target[NAME_ROOM];
    void **place;

    if (set->type != RR_CNAME || set->n_values == 0 || set->name[0] == '_' ||
        !plain_name(set->values[0], target))
        return false;
    if (map_get(&users->owners, target, strlen(target)) == NULL &&
        map_get(&users->led, target, strlen(target)) == NULL)
        return false;
    place = map_at(&users->led, name, strlen(name));
    if (*place != NULL)
        return false;
    *place = users;
    return true;
}

static void find_led(struct zone_users *users)
{
    const struct zones *zones = users->zones;
    bool more = true;

    for (int links = 0; more && links < LINKS_MAX; links++) {
        more = false;
        for (size_t z = 0; z < zones->n; z++)
            for (size_t i = 0; i < zones->zones[z].n_sets; i++)
                more = lead(users, zones->zones[z].sets[i]) || more;
        for (size_t a = 0; a < zones->evidence->n_answers; a++) {
            const struct dns_answer *answer = zones->evidence->answers[a];

            for (uint32_t i = 0; i < answer->n_answer; i++)
                more = lead(users, &answer->answer[i]) || more;
        }
    }
}

/* ---- certificates ---- */

static void add_held(struct zone_users *users, struct zone_caa *caa, const char *name,
                     const struct cert *cert)
{
    const struct caa_verdict *verdict =
        name_is_wildcard(name) ? &caa->wildcard : &caa->plain;
    struct held_name *held;

    if (verdict->answer != CAA_FORBIDS)
        return;
    held = arena_alloc(users->arena, sizeof(*held));
    *held = (struct held_name){ .name = name, .cert = cert };
    *caa->held_end = held;
    caa->held_end = &held->next;
    caa->n_held++;
}

/* Some set that forbids may decide for the name: only then is the climb worth while. */
static bool may_be_held(const struct zone_users *users, const char *name)
{
    for (; name != NULL; name = name_parent(name))
        if (map_get(&users->owners, name, strlen(name)) != NULL ||
            map_get(&users->led, name, strlen(name)) != NULL)
            return true;
    return false;
}

/* Which of several zones serves is not known: the set may be the one that decides. */
static bool may_decide(const struct zone_caa *caa)
{
    return caa->zone->visibility != VISIBILITY_PRIVATE &&
           caa->zone->n_public_of_name > 1 &&
           caa->zone->delegation.state == DELEGATION_UNKNOWN;
}

/* A domain and its wildcard stand side by side and are one climb: the last is kept. */
struct climbing {
    struct arena scratch;
    const char *base; /* of the last climb; NULL = none */
    struct caa_climb climb;
};

static const struct caa_climb *climb_of(const struct zone_users *users, const char *base,
                                        struct climbing *climbing)
{
    if (climbing->base != NULL && strcmp(climbing->base, base) == 0)
        return &climbing->climb;
    if (climbing->scratch.used > SCRATCH_MAX)
        arena_clear(&climbing->scratch);
    caa_climb(users->zones, base, &climbing->scratch, &climbing->climb);
    climbing->base = base;
    return &climbing->climb;
}

static void hold(struct zone_users *users, const struct cert *cert, const char *name,
                 struct climbing *climbing)
{
    const struct caa_climb *climb;
    const char *owner;

    if (!may_be_held(users, name_base(name)))
        return;
    climb = climb_of(users, name_base(name), climbing);
    if (climb->end != CLIMB_SET && climb->end != CLIMB_UNKNOWN)
        return;
    owner = climb->end == CLIMB_SET && climb->via != NULL ? climb->via : climb->at;
    for (struct zone_caa *caa = map_get(&users->owners, owner, strlen(owner));
         caa != NULL; caa = caa->next_of_name)
        if (climb->end == CLIMB_SET ? climb->set == caa->set : may_decide(caa))
            add_held(users, caa, name, cert);
}

static bool is_live(const struct cert *cert)
{
    return cert->type != ACM_IMPORTED && cert->type != ACM_PRIVATE &&
           (cert->status == ACM_ISSUED || cert->status == ACM_PENDING_VALIDATION);
}

static void want(struct zone_users *users, const struct validation *validations, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char name[NAME_ROOM];

        if (validations[i].record.name == NULL ||
            !plain_name(validations[i].record.name, name))
            continue;
        for (struct zone_record *record = map_get(&users->names, name, strlen(name));
             record != NULL; record = record->next_of_name) {
            record->wanted = true;
            if (record->placed == PLACED_DOUBLED)
                record->placed =
                    PLACED_RIGHT; /* the long name is the one that is meant */
        }
    }
}

static bool waits(const struct cert *cert)
{
    return cert->status == ACM_PENDING_VALIDATION ||
           (cert->status == ACM_ISSUED && cert->renewal != NULL &&
            cert->renewal->status == ACM_RENEWAL_PENDING_VALIDATION);
}

static void miss(struct zone_users *users, const struct cert *cert)
{
    const struct validation_set set = diagnosis_set(cert);

    for (size_t i = 0; i < set.n && waits(cert); i++) {
        const struct validation *validation = &set.validations[i];
        char name[NAME_ROOM];
        struct serving serving;
        struct zone_use *use;
        enum found found;

        if (validation->status == ACM_DOMAIN_SUCCESS || validation->record.name == NULL ||
            !plain_name(validation->record.name, name))
            continue;
        serving = zones_serving(users->zones, name);
        if (serving.zone == NULL)
            continue;
        found = zone_look(serving.zone, name, RR_CNAME).found;
        if (found != FOUND_NXDOMAIN && found != FOUND_NODATA)
            continue;
        use = &users->uses[serving.zone->index];
        if (use->n_missing++ > 0)
            continue;
        use->missing = arena_strdup(users->arena, name);
        use->missing_for = cert;
    }
}

static void take_cert(struct zone_users *users, const struct cert *cert,
                      struct climbing *climbing)
{
    want(users, cert->validations, cert->n_validations);
    if (cert->renewal != NULL)
        want(users, cert->renewal->validations, cert->renewal->n_validations);
    miss(users, cert);
    if (users->owners.n == 0 || !is_live(cert))
        return;
    for (uint32_t i = 0; i < cert->n_names; i++)
        hold(users, cert, cert->names[i], climbing);
}

/* ---- all together ---- */

static void index_ids(struct zone_users *users)
{
    for (size_t i = 0; i < users->zones->n; i++) {
        struct zone *zone = &users->zones->zones[i];

        if (zone->id != NULL)
            *map_at(&users->by_id, zone->id, strlen(zone->id)) = zone;
    }
}

struct zone_users *zone_users_new(const struct estate *estate, const struct zones *zones,
                                  struct arena *arena)
{
    struct zone_users *users = arena_zalloc(arena, sizeof(*users));
    struct climbing climbing = { .base = NULL };

    users->zones = zones;
    users->arena = arena;
    users->uses = arena_zalloc(arena, (zones->n + 1) * sizeof(*users->uses));
    if (zones->n == 0)
        return users;
    index_ids(users);
    for (size_t i = 0; i < zones->n; i++)
        walk(users, &zones->zones[i]);
    if (users->owners.n > 0)
        find_led(users);
    arena_init(&climbing.scratch);
    for (size_t i = 0; i < estate->n_certs; i++)
        take_cert(users, estate->certs[i], &climbing);
    arena_clear(&climbing.scratch);
    account_uses(&users->accounts, estate, arena);
    return users;
}

void zone_users_clear(struct zone_users *users)
{
    map_clear(&users->by_id);
    map_clear(&users->names);
    map_clear(&users->accounts);
    map_clear(&users->owners);
    map_clear(&users->led);
}

const struct zone_use *zone_use_of(const struct zone_users *users,
                                   const struct zone *zone)
{
    return &users->uses[zone->index];
}

const struct account_use *account_use_of(const struct zone_users *users,
                                         const char *account)
{
    static const struct account_use nothing = {
        .lacks = "no manifest states that every certificate of the zone's account was "
                 "listed",
    };
    const struct account_use *use =
        account == NULL ? NULL : map_get(&users->accounts, account, strlen(account));

    return use == NULL ? &nothing : use;
}

const struct zone *zone_of(const struct zone_users *users, const struct record_dump *dump)
{
    const struct zone *likely = NULL;

    if (dump->zone_id != NULL)
        return map_get(&users->by_id, dump->zone_id, strlen(dump->zone_id));
    if (dump->zone == NULL)
        return NULL;
    for (const struct zone *zone = zones_named(users->zones, dump->zone); zone != NULL;
         zone = zone->next_of_name) {
        if (zone->dump == dump)
            return zone;
        if (likely == NULL && zone->dump != NULL && zone->dump->from == dump->from &&
            (zone->account == NULL || dump->account == NULL ||
             strcmp(zone->account, dump->account) == 0))
            likely = zone; /* a better dump of it was saved, too */
    }
    return likely;
}
