/* pages: the pages of one list put together, each row once. */
#ifndef COLLECTOR_PAGES_H
#define COLLECTOR_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/map.h"

struct arena;
struct operation;

struct pages {
    const struct operation *operation;
    struct arena *arena;
    json_t *rows;   /* an array: all rows so far */
    json_t *paging; /* parameters of the next page, or NULL */
    json_t *rest;   /* what the last page said of there being more, or NULL */
    int64_t at;     /* of the first page */
    size_t n_pages;
    size_t n_new; /* rows that the last page added: the last of rows */
    struct map seen_rows;
    struct map seen_tokens;
};

enum pages_state {
    PAGES_END,  /* that was the last page */
    PAGES_MORE, /* ask for `paging` */
    PAGES_LOOP, /* the service gave a token for the second time */
    PAGES_LOST, /* the service says that there is more, but not where */
};

void pages_init(struct pages *pages, const struct operation *operation,
                struct arena *arena);
void pages_clear(struct pages *pages);

/* Begin anew: the service forgot its own token. */
void pages_restart(struct pages *pages);

/*
 * Take a page (a whole answer). A row that was there before is dropped. An empty page
 * with a token that is new is a page as any other.
 */
enum pages_state pages_add(struct pages *pages, json_t *answer, int64_t at);

/*
 * The rows as one answer, a new reference: {"HostedZones":[...]}. A list that was not
 * read to its end keeps the members that say so (NextToken, IsTruncated, ...).
 */
json_t *pages_document(const struct pages *pages, bool whole);

/* True when a saved list was read to its end. */
bool pages_is_whole(const json_t *document);

#endif
