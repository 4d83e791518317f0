/* search: SearchCertificates. */
#include <string.h>

#include "base/arena.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/acm/acm.h"
#include "mockaws/service/acm/search_filter.h"
#include "mockaws/service/acm/search_json.h"
#include "mockaws/service/acm/search_order.h"
#include "mockaws/service/acm/token.h"
#include "mockaws/service/mock.h"

enum { PAGE_DEFAULT = 100 };

/* What a token depends on; MaxResults may change from page to page. */
static const char *const question[] = { "FilterStatement", "SortBy", "SortOrder", NULL };

/* What is found, from where the page begins: order is its place in the whole answer. */
struct found {
    struct certificate **items;
    size_t n;
    size_t first;
};

static bool passes(const struct world *world, const struct search_filter *filter,
                   const struct certificate *certificate)
{
    return lifecycle_is_listed(world, certificate) &&
           search_filter_passes(filter, certificate);
}

/* In order of creation: as many as a page takes and one more, for the token. */
static void find_in_place(const struct world *world, struct call *call,
                          const struct search_filter *filter, uint64_t number,
                          size_t n_wanted, struct found *out)
{
    const struct place *place = call->place;

    out->items = arena_array(call->arena, n_wanted + 1, sizeof(*out->items));
    for (size_t i = place_lower_bound(place, number); i < place->n && out->n <= n_wanted;
         i++)
        if (passes(world, filter, place->items[i]))
            out->items[out->n++] = place->items[i];
}

/* Everything that passes, sorted. Either of SortBy and SortOrder may be left out. */
static void find_sorted(const struct world *world, struct call *call,
                        const struct search_filter *filter, struct found *out)
{
    const char *sort_by = acm_text(call->input, "SortBy");
    const char *order = acm_text(call->input, "SortOrder");
    const struct place *place = call->place;

    out->items = arena_array(call->arena, place->n, sizeof(*out->items));
    for (size_t i = 0; i < place->n; i++)
        if (passes(world, filter, place->items[i]))
            out->items[out->n++] = place->items[i];
    search_sort(call->arena, out->items, out->n, sort_by != NULL ? sort_by : "CREATED_AT",
                order != NULL && strcmp(order, "DESCENDING") == 0);
}

/* The page begins at the certificate of the token; is it gone, where it stood. */
static size_t start_of(const struct found *found, struct token_place start)
{
    for (size_t i = 0; i < found->n; i++)
        if (found->items[i]->number == start.number)
            return i;
    return start.order < (int64_t)found->n ? (size_t)start.order : found->n;
}

static void find(const struct world *world, struct call *call,
                 const struct token_place *start, size_t n_wanted, struct found *out)
{
    const struct search_filter *filter =
        search_filter_read(call->arena, acm_member(call->input, "FilterStatement"));

    *out = (struct found){ 0 };
    if (acm_text(call->input, "SortBy") == NULL &&
        acm_text(call->input, "SortOrder") == NULL) {
        find_in_place(world, call, filter, start != NULL ? start->number : 0, n_wanted,
                      out);
        return;
    }
    find_sorted(world, call, filter, out);
    if (start != NULL)
        out->first = start_of(out, *start);
}

int acm_search_certificates(struct mock *mock, struct call *call)
{
    size_t n_wanted = (size_t)acm_integer(call->input, "MaxResults", PAGE_DEFAULT);
    struct token_place start;
    struct found found;
    size_t i;
    const int has_token = token_read(mock, call, question, &start);

    if (has_token < 0)
        return -1;
    if (call->empty_page ||
        (!has_token && (mock->world.oddities & ODDITY_EMPTY_PAGE) != 0))
        n_wanted = 0;
    find(&mock->world, call, has_token ? &start : NULL, n_wanted, &found);
    emit_open(&call->json, NULL, '{');
    emit_open(&call->json, "Results", '[');
    for (i = found.first; i < found.n && i < found.first + n_wanted; i++)
        search_json(&call->json, found.items[i]);
    emit_close(&call->json, ']');
    if (i < found.n) {
        start = (struct token_place){ found.items[i]->number, (int64_t)i };
        emit_text(&call->json, "NextToken", token_make(mock, call, question, start));
    }
    emit_close(&call->json, '}');
    return 0;
}
