/* mockaws_xml: any bytes as a request's body; what is read is written and read again. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "mockaws/wire/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static size_t count(const struct xml_node *node)
{
    size_t n = 1;

    require(node->name != NULL && node->text != NULL && node->raw != NULL, "a gap");
    for (const struct xml_node *child = node->first; child != NULL; child = child->next)
        n += count(child);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct xml_node *root;
    const struct xml_node *again;
    struct arena arena;
    struct err err = { 0 };

    arena_init(&arena);
    root = xml_parse(&arena, (const char *)data, size, &err);
    require((root == NULL) == (err.kind != ERR_NONE), "an error, or not");
    if (root != NULL && strlen(root->raw) <= 1 << 20) {
        again = xml_parse(&arena, root->raw, strlen(root->raw), &err);
        require(again != NULL, "what was read cannot be read again");
        require(strcmp(again->raw, root->raw) == 0, "another text");
        require(count(again) == count(root), "other elements");
    }
    arena_clear(&arena);
    return 0;
}
