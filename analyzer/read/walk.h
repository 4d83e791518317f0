/* walk: the files that PATH arguments lead to, each with the name it is shown by. */
#ifndef ANALYZER_READ_WALK_H
#define ANALYZER_READ_WALK_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;
struct stat;

/* One file to read. */
struct input {
    const char *file;  /* as shown (design 2, "FILE") */
    const char *path;  /* to open it; "-" is standard input */
    const char *fault; /* why it is not opened at all: a FIFO, a loop ...; else NULL */
    uint64_t size;     /* of a regular file */
    int64_t modified;  /* of a regular file: input_modified(); 0 = not known */
};

/* When a file was last changed, in nanoseconds: equal is the same file as before. */
int64_t input_modified(const struct stat *st);

struct inputs {
    struct input *items; /* by file, bytewise */
    size_t n;
};

/*
 * Folders are walked (".git" is not); links to files are followed, a folder is entered
 * once however many links lead to it, and by its own name when that is in reach. The
 * same PATH twice, or a file in a folder that is a PATH, too, counts once; two that
 * would show alike get as much of their parents' names as tells them apart. Fails with
 * ERR_IO when a PATH does not exist or cannot be opened.
 */
int walk_paths(const char *const *paths, size_t n_paths, struct arena *arena,
               struct inputs *out, struct err *err);

#endif
