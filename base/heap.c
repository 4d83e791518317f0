/* heap: malloc and its kin, without a failure to test for. */
#include "base/heap.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *sure(void *memory)
{
    if (memory == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

void *heap_alloc(size_t size)
{
    return sure(malloc(size > 0 ? size : 1));
}

void *heap_zalloc(size_t size)
{
    return sure(calloc(1, size > 0 ? size : 1));
}

char *heap_strdup(const char *text)
{
    return text == NULL ? NULL : heap_strndup(text, strlen(text));
}

char *heap_strndup(const char *text, size_t len)
{
    char *copy = heap_alloc(len + 1);

    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

void *heap_grow(void *old, size_t n, size_t size)
{
    if (size > 0 && n > SIZE_MAX / size)
        return sure(NULL);
    return sure(realloc(old, n * size > 0 ? n * size : 1));
}
