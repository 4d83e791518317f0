/* html_island: the data island while it is gathered, before it is written. */
#ifndef REPORTS_HTML_ISLAND_H
#define REPORTS_HTML_ISLAND_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/map.h"
#include "reports/finding/cause.h"
#include "reports/html_code.h"

struct arena;
struct html;
struct html_row;
struct report;

/* The columns of rows, as JSON without the brackets. */
struct columns {
    struct buf shape, list, doc, made, end, names, more, places, prints;
};

/* The columns of files. */
struct files {
    struct buf path, more, kind, records, skipped, bytes, captured, note, hashes;
};

/* Where a fact stands, as far as it differs from row to row. */
struct spot {
    uint32_t document;
    uint32_t line;
    uint32_t column;
};

struct island {
    struct coder coder;
    struct columns columns;
    struct files files;
    const struct report *report;
    uint32_t causes[N_CAUSES]; /* number + 1 of those that occur */
    enum cause_code used[N_CAUSES];
    uint32_t n_used;
    struct spot *spots; /* of the row */
    size_t n_spots;
    size_t room_spots;
    const char *last_zone; /* of the first name of the last row that has one */
    struct map idn_seen;
    const char **idn; /* A-label form and Unicode form, in turn */
    size_t n_idn;
    size_t room_idn;
    struct arena *arena;
};

/* Let the texts of a row refer to its own values. */
void island_learn(struct island *island, const struct html_row *row);
/* Add the row's values to the columns names and more. */
void island_put_values(struct island *island);
void island_put_others(const struct coder *coder, struct buf *column);

void island_next(struct buf *column); /* a comma, unless it is the first item */

/* Write the object of island.h; frees the columns. */
void island_put(struct html *html, struct island *island);

#endif
