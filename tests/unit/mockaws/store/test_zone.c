/* test_zone: zones found by id and name, sets in order, and what is seen when. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/dns/name.h"
#include "tests/unit/mockaws/lifecycle/dns_world.h"

static void new_zone_has_its_two_sets(void **state)
{
    struct world world;
    const struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    assert_int_equal(zone->n_sets, 2);
    assert_int_equal(zone->sets[0]->type, RR_NS);
    assert_int_equal(zone->sets[0]->ttl_s, 172800);
    assert_int_equal(zone->sets[0]->n_values, 4);
    assert_string_equal(zone->sets[0]->values[1], "ns2.za.example.net.");
    assert_int_equal(zone->sets[1]->type, RR_SOA);
    assert_int_equal(zone->sets[1]->ttl_s, 900);
    assert_string_equal(zone->sets[1]->values[0],
                        "ns1.za.example.net. awsdns-hostmaster.amazon.com. 1 7200 900 "
                        "1209600 86400");
    assert_int_equal(zone->number, 1);
    world_tear_down(&world);
}

static void zones_are_found_until_they_are_removed(void **state)
{
    struct world world;
    struct zone *a;
    struct zone *b;
    struct zone *inner;

    (void)state;
    world_set_up(&world);
    a = world_zone(&world, "ZA", "example.com", false);
    b = world_zone(&world, "ZB", "example.com", false);
    inner = world_zone(&world, "ZP", "example.com", true);
    assert_ptr_equal(zones_find(&world.zones, "ZB"), b);
    assert_ptr_equal(zones_find(&world.zones, "/hostedzone/ZA"), a);
    assert_null(zones_find(&world.zones, "ZC"));
    assert_ptr_equal(zones_public(&world.zones, "example.com"), a);
    assert_ptr_equal(a->next_of_name, b);
    assert_null(b->next_of_name);
    assert_ptr_equal(zones_private(&world.zones, "example.com"), inner);
    zones_remove(&world.zones, a);
    assert_null(zones_find(&world.zones, "ZA"));
    assert_ptr_equal(zones_public(&world.zones, "example.com"), b);
    assert_ptr_equal(world.zones.items[0], b);
    assert_int_equal(world.zones.n, 2);
    world_tear_down(&world);
}

static void private_zones_all_have_the_same_servers(void **state)
{
    struct world world;
    const struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = zones_add(&world.zones, "ZP", "111122223333", "corp.example.com", "r", NULL,
                     true, 0);
    assert_string_equal(zone->servers[1], "ns-0.awsdns-00.com");
    world_tear_down(&world);
}

static void delegation_comes_by_itself(void **state)
{
    struct world world;
    struct zone *first;
    struct zone *second;
    struct zone *child;

    (void)state;
    world_set_up(&world);
    first = world_zone(&world, "ZA", "example.com", false);
    second = world_zone(&world, "ZB", "example.com", false);
    child = world_zone(&world, "ZC", "dev.example.com", false);
    assert_int_equal(first->delegation, DELEGATION_HERE);
    assert_int_equal(second->delegation, DELEGATION_ELSEWHERE);
    assert_string_equal(second->delegated_to[0], first->servers[0]);
    assert_int_equal(child->delegation, DELEGATION_NOWHERE);
    zones_delegate(&world.zones, second, DELEGATION_HERE, NULL, 0);
    assert_int_equal(second->delegation, DELEGATION_HERE);
    assert_int_equal(second->n_delegated_to, 0);
    assert_int_equal(first->delegation, DELEGATION_ELSEWHERE);
    assert_string_equal(first->delegated_to[3], second->servers[3]);
    world_tear_down(&world);
}

static void changes_are_found(void **state)
{
    struct world world;
    const struct change *change;

    (void)state;
    world_set_up(&world);
    world.zones.delay_ms = 30000;
    zones_add_change(&world.zones, "/change/C1", "111122223333", "why", 1000);
    zones_add_change(&world.zones, "C2", "111122223333", NULL, 2000);
    change = zones_find_change(&world.zones, "C1");
    assert_non_null(change);
    assert_string_equal(change->comment, "why");
    assert_int_equal(change->insync_ms, 31000);
    assert_null(zones_find_change(&world.zones, "/change/C2")->comment);
    assert_null(zones_find_change(&world.zones, "C3"));
    world_tear_down(&world);
}

/* The values that are seen of a name at a time, "1,2". */
static const char *seen(struct world *world, const struct zone *zone, const char *name,
                        int64_t now_ms)
{
    size_t n;
    const struct rrset **sets = zone_visible(zone, name, now_ms, &world->arena, &n);
    const char *text = "";

    for (size_t i = 0; i < n; i++)
        text = arena_printf(&world->arena, "%s%s%s", text, i == 0 ? "" : ",",
                            sets[i]->values[0]);
    return text;
}

static void put_at(struct world *world, struct zone *zone, const char *name,
                   const char *value, int64_t now_ms)
{
    zone_put(&world->zones, zone, world_set(name, "TXT", value), now_ms);
}

static void changes_are_seen_after_the_delay(void **state)
{
    struct world world;
    struct zone *zone;
    uint64_t generation;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    world.zones.delay_ms = 100;
    generation = world.zones.generation;
    put_at(&world, zone, "a.example.com", "1", 1000);
    assert_true(world.zones.generation > generation);
    assert_string_equal(seen(&world, zone, "a.example.com", 1099), "");
    assert_false(zone_has_name(zone, "a.example.com", 1099));
    assert_string_equal(seen(&world, zone, "a.example.com", 1100), "1");
    assert_true(zone_has_name(zone, "a.example.com", 1100));

    put_at(&world, zone, "a.example.com", "2", 1050); /* before the first is seen */
    assert_string_equal(seen(&world, zone, "a.example.com", 1099), "");
    assert_string_equal(seen(&world, zone, "a.example.com", 1120), "1");
    assert_string_equal(seen(&world, zone, "a.example.com", 1150), "2");

    assert_true(zone_drop(&world.zones, zone, "a.example.com", RR_TXT, NULL, 2000));
    assert_false(zone_drop(&world.zones, zone, "a.example.com", RR_TXT, NULL, 2000));
    assert_string_equal(seen(&world, zone, "a.example.com", 2099), "2");
    assert_true(zone_has_name(zone, "a.example.com", 2099));
    assert_string_equal(seen(&world, zone, "a.example.com", 2100), "");
    assert_false(zone_has_name(zone, "a.example.com", 2100));

    put_at(&world, zone, "a.example.com", "3", 2200); /* lets go of what is over */
    assert_int_equal(zone->n_shadows, 1);
    world.zones.delay_ms = 0;
    put_at(&world, zone, "a.example.com", "4", 2210);
    assert_string_equal(seen(&world, zone, "a.example.com", 2210), "4");
    assert_int_equal(zone->n_shadows, 0);
    world_tear_down(&world);
}

static void deleted_and_made_anew_at_once_is_one_change(void **state)
{
    struct world world;
    struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    put_at(&world, zone, "a.example.com", "old", 0);
    world.zones.delay_ms = 100;
    zone_drop(&world.zones, zone, "a.example.com", RR_TXT, NULL, 1000);
    put_at(&world, zone, "a.example.com", "new", 1000);
    assert_string_equal(seen(&world, zone, "a.example.com", 1099), "old");
    assert_string_equal(seen(&world, zone, "a.example.com", 1100), "new");
    world_tear_down(&world);
}

static void names_above_sets_exist(void **state)
{
    struct world world;
    struct zone *zone;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    put_at(&world, zone, "a.b.c.example.com", "1", 0);
    put_at(&world, zone, "b-c.example.com", "1", 0);
    assert_true(zone_has_name(zone, "c.example.com", 0));
    assert_true(zone_has_name(zone, "b.c.example.com", 0));
    assert_false(zone_has_name(zone, "b.example.com", 0));
    assert_false(zone_has_name(zone, "x.a.b.c.example.com", 0));
    assert_string_equal(seen(&world, zone, "c.example.com", 0), "");
    world_tear_down(&world);
}

/* Any order of entry, any delays: listed in name_compare()'s order, and as a model says.
 */
static void lists_are_in_order(void **state)
{
    static const char *const labels[] = { "a", "b", "a-b", "*", "_x", "aa", "a!", "" };
    enum { STEPS = 3000, N_LABELS = 8, MODEL = 8 * 8 };
    struct world world;
    struct zone *zone;
    bool there[MODEL] = { false };
    bool visible[MODEL] = { false };
    int64_t due[MODEL] = { 0 };
    int64_t now = 0;
    char name[64];

    (void)state;
    srand(11);
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    world.zones.delay_ms = 50;
    for (int step = 0; step < STEPS; step++) {
        const int i = rand() % (N_LABELS - 1);
        const int j = rand() % N_LABELS;
        const int at = i * N_LABELS + j;
        size_t n_there = 0;
        size_t n;

        /* One change of a name within a delay: the model holds one step back. */
        now += 20;
        snprintf(name, sizeof(name), "%s%s%s.example.com", labels[i],
                 *labels[j] == '\0' ? "" : ".", labels[j]);
        if (now >= due[at]) {
            visible[at] = there[at];
            due[at] = now + 50;
            if (there[at])
                assert_true(zone_drop(&world.zones, zone, name, RR_TXT, NULL, now));
            else
                put_at(&world, zone, name, "v", now);
            there[at] = !there[at];
        }
        zone_visible(zone, name, now, &world.arena, &n);
        assert_int_equal(n, visible[at]);
        zone_visible(zone, name, due[at], &world.arena, &n);
        assert_int_equal(n, there[at]);
        for (size_t k = 0; k < MODEL; k++)
            n_there += there[k];
        assert_int_equal(zone->n_sets, n_there + 2);
        for (size_t k = 1; k < zone->n_sets; k++)
            assert_true(rrset_compare(zone->sets[k - 1], zone->sets[k]) < 0 &&
                        name_compare(zone->sets[k - 1]->name, zone->sets[k]->name) <= 0);
        assert_int_equal(zone_find(zone, name, RR_TXT, NULL) != NULL, there[at]);
        assert_int_equal(zone->shadows_due_ms > 0 || zone->n_shadows == 0, true);
    }
    world_tear_down(&world);
}

static void bounds_order_by_type_and_identifier(void **state)
{
    struct world world;
    struct zone *zone;
    struct rrset *set;

    (void)state;
    world_set_up(&world);
    zone = world_zone(&world, "ZA", "example.com", false);
    for (int i = 0; i < 2; i++) {
        set = world_set("example.com", "TXT", "\"v\"");
        set->set_identifier = heap_strdup(i == 0 ? "b" : "a");
        set->weight = 1;
        zone_put(&world.zones, zone, set, 0);
    }
    world_put(&world, zone, "example.com", "AAAA", "2001:db8::1");
    world_put(&world, zone, "example.com", "A", "192.0.2.1");
    assert_int_equal(zone->sets[0]->type, RR_A);
    assert_int_equal(zone->sets[1]->type, RR_AAAA);
    assert_int_equal(zone->sets[2]->type, RR_NS);
    assert_int_equal(zone->sets[3]->type, RR_SOA);
    assert_string_equal(zone->sets[4]->set_identifier, "a");
    assert_int_equal(zone_lower_bound(zone, "example.com", RR_NONE, NULL), 0);
    assert_int_equal(zone_lower_bound(zone, "example.com", RR_TXT, NULL), 4);
    assert_int_equal(zone_lower_bound(zone, "example.com", RR_TXT, "b"), 5);
    assert_int_equal(zone_lower_bound(zone, "www.example.com", RR_NONE, NULL), 6);
    assert_null(zone_find(zone, "example.com", RR_TXT, NULL));
    assert_non_null(zone_find(zone, "example.com", RR_TXT, "b"));
    world_tear_down(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_zone_has_its_two_sets),
        cmocka_unit_test(zones_are_found_until_they_are_removed),
        cmocka_unit_test(private_zones_all_have_the_same_servers),
        cmocka_unit_test(delegation_comes_by_itself),
        cmocka_unit_test(changes_are_found),
        cmocka_unit_test(changes_are_seen_after_the_delay),
        cmocka_unit_test(deleted_and_made_anew_at_once_is_one_change),
        cmocka_unit_test(names_above_sets_exist),
        cmocka_unit_test(lists_are_in_order),
        cmocka_unit_test(bounds_order_by_type_and_identifier),
    };

    return cmocka_run_group_tests_name("zone", tests, NULL, NULL);
}
