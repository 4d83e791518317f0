/* save_parts: what the files that save a mock share among themselves. */
#ifndef MOCKAWS_SCENARIO_SAVE_PARTS_H
#define MOCKAWS_SCENARIO_SAVE_PARTS_H

#include <stddef.h>
#include <stdint.h>

#include "mockaws/scenario/scenario.h"

struct arena;
struct mock;
struct tags;

struct saving {
    struct mock *mock;
    struct arena *arena;
    int64_t now_ms;
};

/* Copies of the arena's; NULL stays NULL. */
const char *save_text(struct saving *saving, const char *text);
const char *const *save_texts(struct saving *saving, char *const *texts, size_t n);
const struct scenario_tag *save_tags(struct saving *saving, const struct tags *tags);

/* save_zone.c */
void save_zones(struct saving *saving, struct scenario *out);

/* save_certificate.c */
void save_certificates(struct saving *saving, struct scenario *out);

#endif
