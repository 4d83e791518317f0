/* arena: memory that is handed out piece by piece and let go all at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

/*
 * An arena is not shared between threads: each worker fills its own, and
 * arena_adopt() joins them when the work is done.
 */
struct arena {
    struct arena_block *first; /* the block being filled is the first */
    size_t used;               /* bytes handed out, for reports of memory */
};

/* Make an empty arena; it takes no memory yet. */
void arena_init(struct arena *arena);

/* Free everything that was handed out. The arena may be used again. */
void arena_clear(struct arena *arena);

/*
 * Hand out size bytes, aligned to 8 and not cleared; arena_zalloc()
 * clears them. Never returns NULL: out of memory ends the program with a
 * message and status 2.
 */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_zalloc(struct arena *arena, size_t size);

/* Hand out room for n items of size bytes each; the product is checked. */
void *arena_array(struct arena *arena, size_t n, size_t size);

/* Copy a string of len bytes and add the NUL. The bytes may hold no NUL. */
char *arena_strndup(struct arena *arena, const char *text, size_t len);
char *arena_strdup(struct arena *arena, const char *text);

/* Format into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * A moment in the life of an arena: arena_rewind() takes back all that was handed out
 * since, and nothing else. One block of it is kept for what comes next. Marks nest; an
 * arena that was cleared or adopted in between has no marks.
 */
struct arena_mark {
    struct arena_block *first;
    struct arena_block *behind;
    size_t block_used;
    size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, const struct arena_mark *mark);

/* Move all blocks of from into arena; from is then empty. */
void arena_adopt(struct arena *arena, struct arena *from);

#endif
