/* cause_groups: findings gathered by cause: what one fix would mend in many places. */
#include "reports/cause_groups.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "reports/html_rows.h"

/* A group while it is gathered. */
struct gathered {
    struct cause_group group;
    size_t last; /* the last row that was counted, + 1 */
    size_t from; /* where its rows begin in the list of all */
    size_t order;
};

/* One row in one group. */
struct member {
    struct gathered *group;
    const struct html_row *row;
};

struct gathering {
    struct arena *arena;
    struct map known;
    struct gathered *groups; /* room for all causes */
    size_t n;
    struct member *members; /* likewise */
    size_t n_members;
    struct buf key;
};

static void add_part(struct buf *key, const char *text)
{
    if (text != NULL)
        buf_puts(key, text);
    buf_putc(key, '\0');
}

static void make_key(struct buf *key, const struct cause *cause)
{
    buf_reset(key);
    add_part(key, cause_word(cause->code));
    if (cause->expected != NULL) {
        add_part(key, cause->expected->name);
        add_part(key, cause->expected->value);
    } else if (cause->zone != NULL) {
        buf_putc(key, 'z');
        add_part(key, cause->zone->id != NULL ? cause->zone->id : cause->zone->name);
    }
}

static struct gathered *group_of(struct gathering *gathering, const struct cause *cause)
{
    struct gathered *group;
    void **place;

    make_key(&gathering->key, cause);
    group = map_get(&gathering->known, gathering->key.data, gathering->key.len);
    if (group == NULL) {
        char *key = arena_alloc(gathering->arena, gathering->key.len);

        memcpy(key, gathering->key.data, gathering->key.len);
        place = map_at(&gathering->known, key, gathering->key.len);
        group = &gathering->groups[gathering->n];
        group->order = gathering->n++;
        group->group.cause = cause;
        group->group.all_certs = true;
        *place = group;
    }
    return group;
}

/* Failures by severity, above what could not be told. */
static int rank(const struct finding *finding)
{
    if (finding == NULL)
        return -1;
    return finding->verdict == VERDICT_FAIL ? 1 + (int)finding->severity : 0;
}

static bool counts(const struct finding *finding)
{
    return finding->verdict == VERDICT_UNKNOWN ||
           (finding->verdict == VERDICT_FAIL && finding->waived == NULL);
}

static void add_finding(struct gathering *gathering, const struct html_row *row,
                        size_t index, const struct finding *finding)
{
    for (const struct cause *cause = finding->causes; cause != NULL;
         cause = cause->next) {
        struct gathered *group = group_of(gathering, cause);

        if (rank(finding) > rank(group->group.worst))
            group->group.worst = finding;
        if (group->last == index + 1)
            continue;
        group->last = index + 1;
        group->group.n++;
        group->group.all_certs = group->group.all_certs && row->cert != NULL;
        gathering->members[gathering->n_members++] = (struct member){ group, row };
    }
}

static size_t count_causes(const struct html_rows *rows)
{
    size_t n = 0;

    for (size_t i = 0; i < rows->n; i++)
        for (size_t k = 0; k < rows->items[i].n; k++)
            for (const struct cause *cause = rows->items[i].findings[k]->causes;
                 cause != NULL; cause = cause->next)
                n++;
    return n;
}

/* Each row into its group's part of one list. */
static void distribute(struct gathering *gathering)
{
    const struct html_row **list =
        arena_array(gathering->arena, gathering->n_members + 1, sizeof(*list));
    size_t from = 0;

    for (size_t i = 0; i < gathering->n; i++) {
        gathering->groups[i].from = from;
        gathering->groups[i].group.rows = list + from;
        from += gathering->groups[i].group.n;
    }
    for (size_t i = 0; i < gathering->n_members; i++)
        list[gathering->members[i].group->from++] = gathering->members[i].row;
}

static int compare(const void *a, const void *b)
{
    const struct gathered *left = a;
    const struct gathered *right = b;

    if (left->group.n != right->group.n)
        return left->group.n > right->group.n ? -1 : 1;
    if (rank(left->group.worst) != rank(right->group.worst))
        return rank(right->group.worst) - rank(left->group.worst);
    return left->order < right->order ? -1 : 1;
}

void cause_groups_make(const struct html_rows *rows, struct arena *arena,
                       struct cause_groups *out)
{
    const size_t n_causes = count_causes(rows);
    struct gathering gathering = { .arena = arena };

    map_init(&gathering.known);
    gathering.groups = arena_zalloc(arena, (n_causes + 1) * sizeof(*gathering.groups));
    gathering.members = arena_array(arena, n_causes + 1, sizeof(*gathering.members));
    for (size_t i = 0; i < rows->n; i++)
        for (size_t k = 0; k < rows->items[i].n; k++)
            if (counts(rows->items[i].findings[k]))
                add_finding(&gathering, &rows->items[i], i, rows->items[i].findings[k]);
    distribute(&gathering);
    qsort(gathering.groups, gathering.n, sizeof(*gathering.groups), compare);
    out->n = gathering.n;
    out->n_shared = 0;
    out->items = arena_array(arena, gathering.n + 1, sizeof(*out->items));
    for (size_t i = 0; i < gathering.n; i++) {
        out->items[i] = gathering.groups[i].group;
        out->n_shared += out->items[i].n > 1;
    }
    map_clear(&gathering.known);
    buf_clear(&gathering.key);
}

bool cause_group_has_one_fix(const struct cause_group *group)
{
    return group->cause->expected != NULL || group->cause->zone != NULL;
}
