/* fuzz_name: any bytes as two names; canonical forms, order and parents keep their laws.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/dns/name.h"
#include "base/dns/suffix.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what, const char *name)
{
    if (ok)
        return;
    fprintf(stderr, "%s: %s\n", what, name);
    abort();
}

static void check_one(const char *name)
{
    size_t n = name[0] != '\0' && strcmp(name, ".") != 0;
    const char *fault = name_fault(name);

    require(fault == NULL || *fault != '\0', "a fault without a sentence", name);
    for (const char *up = name_parent(name); up != NULL; up = name_parent(up)) {
        require(up > name && up[-1] == '.' && name_is_under(name, up), "no parent", name);
        n++;
    }
    require(n == name_labels(name), "labels and parents", name);
    require(strstr(name, suffix_registrable(name)) != NULL, "no part of it", name);
    require(name_compare(name, name) == 0 && name_covers(name, name), "not itself", name);
}

static void check_two(const char *a, const char *b)
{
    const int order = name_compare(a, b);

    require((order == 0) == (strcmp(a, b) == 0), "equal, or not", a);
    require((order < 0) == (name_compare(b, a) > 0), "both before each other", a);
    require(!name_wildcard_answers(a, b) || name_is_under(b, name_base(a)),
            "an answer from elsewhere", a);
}

/* The first line is one name, what follows another. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const char *feed = size == 0 ? NULL : memchr(text, '\n', size);
    const size_t first = feed == NULL ? size : (size_t)(feed - text);
    const size_t rest = feed == NULL ? 0 : size - first - 1;
    const char *names[3];
    struct arena arena;

    arena_init(&arena);
    names[0] = name_canonical(&arena, text, first);
    names[1] = name_canonical_decimal(&arena, text, first);
    names[2] = name_canonical(&arena, feed == NULL ? "" : feed + 1, rest);
    for (size_t i = 0; i < 3; i++)
        check_one(names[i]);
    for (size_t i = 0; i < 9; i++)
        check_two(names[i / 3], names[i % 3]);
    arena_clear(&arena);
    return 0;
}
