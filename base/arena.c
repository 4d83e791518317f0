/* arena: memory that is handed out piece by piece and let go all at once. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/*
 * Blocks double from 4 KiB to 4 MiB. From 2 MiB on they are aligned to huge pages, and
 * the kernel is asked for such: a page fault for every 4 KiB would cost more than
 * filling them.
 */
enum { ALIGNMENT = 8 }; /* for pointers, int64_t and double */

enum { FIRST_BLOCK = 4096, HUGE_BLOCK = 1 << 21, LARGEST_BLOCK = 1 << 22 };

struct arena_block {
    struct arena_block *next;
    size_t size; /* bytes in data */
    size_t used;
    alignas(max_align_t) unsigned char data[];
};

static void out_of_memory(void)
{
    fputs("out of memory\n", stderr);
    exit(2);
}

void arena_init(struct arena *arena)
{
    arena->first = NULL;
    arena->used = 0;
}

void arena_clear(struct arena *arena)
{
    struct arena_block *block = arena->first;

    while (block != NULL) {
        struct arena_block *next = block->next;

        free(block);
        block = next;
    }
    arena_init(arena);
}

static struct arena_block *block_new(size_t size)
{
    struct arena_block *block;

    if (size > SIZE_MAX - sizeof(*block) - HUGE_BLOCK)
        out_of_memory();
    if (size >= HUGE_BLOCK) {
        const size_t whole =
            (sizeof(*block) + size + HUGE_BLOCK - 1) / HUGE_BLOCK * HUGE_BLOCK;

        block = aligned_alloc(HUGE_BLOCK, whole);
        if (block == NULL)
            out_of_memory();
        (void)madvise(block, whole, MADV_HUGEPAGE);
        size = whole - sizeof(*block);
    } else {
        block = malloc(sizeof(*block) + size);
        if (block == NULL)
            out_of_memory();
    }
    block->next = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

/*
 * A piece larger than a block gets one of its own behind the block being
 * filled, so that the rest of that block is not lost.
 */
static void *alloc_slow(struct arena *arena, size_t size)
{
    size_t want = arena->first == NULL ? FIRST_BLOCK : arena->first->size * 2;
    struct arena_block *block;

    if (want > LARGEST_BLOCK)
        want = LARGEST_BLOCK;
    if (size > want && arena->first != NULL) {
        block = block_new(size);
        block->next = arena->first->next;
        arena->first->next = block;
    } else {
        block = block_new(size > want ? size : want);
        block->next = arena->first;
        arena->first = block;
    }
    block->used = size;
    return block->data;
}

static void *alloc_aligned(struct arena *arena, size_t size, size_t align)
{
    struct arena_block *block = arena->first;
    size_t at;

    arena->used += size;
    if (block != NULL) {
        at = (block->used + align - 1) & ~(align - 1);
        if (at <= block->size && size <= block->size - at) {
            block->used = at + size;
            return block->data + at;
        }
    }
    return alloc_slow(arena, size);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return alloc_aligned(arena, size, ALIGNMENT);
}

void *arena_zalloc(struct arena *arena, size_t size)
{
    return memset(arena_alloc(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
    if (size != 0 && n > SIZE_MAX / size)
        out_of_memory();
    return arena_alloc(arena, n * size);
}

char *arena_strndup(struct arena *arena, const char *text, size_t len)
{
    char *copy = alloc_aligned(arena, len + 1, 1);

    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_list again;
    int len;
    char *text;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        out_of_memory();
    text = alloc_aligned(arena, (size_t)len + 1, 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return text;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    struct arena_block *first = arena->first;

    return (struct arena_mark){ .first = first,
                                .behind = first != NULL ? first->next : NULL,
                                .block_used = first != NULL ? first->used : 0,
                                .used = arena->used };
}

static void free_until(struct arena_block *block, const struct arena_block *end)
{
    while (block != end) {
        struct arena_block *next = block->next;

        free(block);
        block = next;
    }
}

void arena_rewind(struct arena *arena, const struct arena_mark *mark)
{
    struct arena_block *newest = arena->first;

    arena->used = mark->used;
    if (newest == NULL)
        return;
    if (newest != mark->first) {
        free_until(newest->next, mark->first);
        newest->next = mark->first;
        newest->used = 0;
    }
    if (mark->first != NULL) { /* pieces too large for it were put behind it */
        free_until(mark->first->next, mark->behind);
        mark->first->next = mark->behind;
        mark->first->used = mark->block_used;
    }
}

void arena_adopt(struct arena *arena, struct arena *from)
{
    struct arena_block **tail = &arena->first;

    while (*tail != NULL)
        tail = &(*tail)->next;
    *tail = from->first;
    arena->used += from->used;
    arena_init(from);
}
