/* places: the lines and full pointers of all evidence that findings point to. */
#include "analyzer/places.h"

#include <stdlib.h>

#include "analyzer/read/read.h"
#include "base/arena.h"
#include "reports/finding/finding.h"

/* Calls visit for every reference that wants a place; counts them. */
struct visitor {
    struct locate_query *queries; /* NULL: only count */
    struct evidence_ref **refs;
    size_t n;
};

static void visit(struct visitor *visitor, struct evidence_ref *refs, size_t n_refs)
{
    for (size_t i = 0; i < n_refs; i++) {
        if (refs[i].origin == NULL)
            continue;
        if (visitor->queries != NULL) {
            visitor->queries[visitor->n].origin = refs[i].origin;
            visitor->queries[visitor->n].pointer = refs[i].pointer;
            visitor->refs[visitor->n] = &refs[i];
        }
        visitor->n++;
    }
}

static void visit_all(struct visitor *visitor, struct finding *const *findings, size_t n)
{
    visitor->n = 0;
    for (size_t i = 0; i < n; i++) {
        visit(visitor, findings[i]->evidence, findings[i]->n_evidence);
        for (struct cause *cause = findings[i]->causes; cause != NULL;
             cause = cause->next)
            visit(visitor, cause->evidence, cause->n_evidence);
    }
}

void places_find(const struct estate *estate, struct finding *const *findings, size_t n,
                 unsigned n_threads, struct arena *arena)
{
    struct visitor visitor = { 0 };
    struct arena work;

    visit_all(&visitor, findings, n);
    if (visitor.n == 0)
        return;
    arena_init(&work);
    visitor.queries = arena_zalloc(&work, visitor.n * sizeof(*visitor.queries));
    visitor.refs = arena_array(&work, visitor.n, sizeof(*visitor.refs));
    visit_all(&visitor, findings, n);
    read_locate(estate, visitor.queries, visitor.n, n_threads, arena);
    for (size_t i = 0; i < visitor.n; i++) {
        const struct locate_query *query = &visitor.queries[i];

        if (query->full_pointer != NULL)
            visitor.refs[i]->pointer = query->full_pointer;
        visitor.refs[i]->line = query->line;
        visitor.refs[i]->column = query->column;
    }
    arena_clear(&work);
}
