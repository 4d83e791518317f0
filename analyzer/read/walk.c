/* walk: the files that PATH arguments lead to, each with the name it is shown by. */
#include "analyzer/read/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"

enum { DEPTH_MAX = 128 };

/* A PATH argument, its links resolved. */
struct root {
    const char *path;
    const char *real;
    const char *shown; /* the last components of real that tell it from the others */
};

struct walker {
    struct arena *arena;
    struct inputs *out;
    size_t room;
    struct map seen; /* folders entered, by device and inode */
};

static void add(struct walker *walker, const char *file, const char *path,
                const char *fault, uint64_t size)
{
    struct inputs *out = walker->out;

    if (out->n == walker->room) {
        struct input *items;

        walker->room = walker->room == 0 ? 64 : walker->room * 2;
        items = arena_array(walker->arena, walker->room, sizeof(*items));
        if (out->n > 0)
            memcpy(items, out->items, out->n * sizeof(*items));
        out->items = items;
    }
    out->items[out->n++] = (struct input){ file, path, fault, size };
}

/* Returns false when the folder was entered before. */
static bool enter(struct walker *walker, const struct stat *st)
{
    struct {
        dev_t device;
        ino_t inode;
    } *key = arena_zalloc(walker->arena, sizeof(*key));
    void **place;

    key->device = st->st_dev;
    key->inode = st->st_ino;
    place = map_at(&walker->seen, (const char *)key, sizeof(*key));
    if (*place != NULL)
        return false;
    *place = key;
    return true;
}

static const char *special_fault(mode_t mode)
{
    if (S_ISFIFO(mode))
        return "a FIFO, which is never opened";
    if (S_ISSOCK(mode))
        return "a socket, which is never opened";
    return "a device, which is never opened";
}

static void walk_folder(struct walker *walker, int fd, const char *file, const char *path,
                        int depth);

static void walk_entry(struct walker *walker, int folder, const char *name,
                       const char *file, const char *path, int depth)
{
    struct stat st;
    int fd;

    if (fstatat(folder, name, &st, 0) != 0) {
        add(walker, file, path, arena_strdup(walker->arena, strerror(errno)), 0);
    } else if (S_ISREG(st.st_mode)) {
        add(walker, file, path, NULL, (uint64_t)st.st_size);
    } else if (!S_ISDIR(st.st_mode)) {
        add(walker, file, path, special_fault(st.st_mode), 0);
    } else if (depth == DEPTH_MAX) {
        add(walker, file, path, "a folder more than 128 levels deep: not entered", 0);
    } else if (enter(walker, &st)) {
        fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0)
            add(walker, file, path, arena_strdup(walker->arena, strerror(errno)), 0);
        else
            walk_folder(walker, fd, file, path, depth + 1);
    }
}

/* Takes fd. The order is put right at the end, over all that was found. */
static void walk_folder(struct walker *walker, int fd, const char *file, const char *path,
                        int depth)
{
    DIR *dir = fdopendir(fd);
    struct dirent *entry;

    if (dir == NULL) {
        close(fd);
        add(walker, file, path, arena_strdup(walker->arena, strerror(errno)), 0);
        return;
    }
    while ((entry = readdir(dir)) != NULL) {
        const char *name = entry->d_name;

        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
            strcmp(name, ".git") == 0)
            continue;
        walk_entry(walker, dirfd(dir), name,
                   arena_printf(walker->arena, "%s/%s", file, name),
                   arena_printf(walker->arena, "%s/%s", path, name), depth);
    }
    closedir(dir);
}

/* The last n components of a real path. */
static const char *last_components(const char *real, size_t n)
{
    const char *at = real + strlen(real);

    while (at > real && n > 0) {
        at--;
        if (*at == '/')
            n--;
    }
    return *at == '/' ? at + 1 : at;
}

static size_t n_components(const char *real)
{
    size_t n = 0;

    for (; *real != '\0'; real++)
        n += *real == '/';
    return n;
}

static int compare_roots(const void *a, const void *b)
{
    return strcmp(((const struct root *)a)->real, ((const struct root *)b)->real);
}

/* Lengthen the names of roots that show alike, until none does. */
static void tell_apart(struct root *roots, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t parts = 1;
        bool alike = true;

        while (alike && parts <= n_components(roots[i].real)) {
            roots[i].shown = last_components(roots[i].real, parts++);
            alike = false;
            for (size_t k = 0; k < n && !alike; k++)
                alike = k != i && strcmp(roots[i].shown,
                                         last_components(roots[k].real, parts - 1)) == 0;
        }
    }
}

static int open_root(struct walker *walker, const struct root *root, struct err *err)
{
    struct stat st;
    int fd;

    if (strcmp(root->path, "-") == 0) {
        add(walker, "-", "-", NULL, 0);
        return 0;
    }
    if (stat(root->path, &st) != 0)
        return err_set(err, ERR_IO, "%s: %s", root->path, strerror(errno));
    if (S_ISREG(st.st_mode)) {
        if (access(root->path, R_OK) != 0)
            return err_set(err, ERR_IO, "%s: %s", root->path, strerror(errno));
        add(walker, root->shown, root->path, NULL, (uint64_t)st.st_size);
        return 0;
    }
    if (!S_ISDIR(st.st_mode))
        return err_set(err, ERR_IO, "%s: %s", root->path, special_fault(st.st_mode));
    fd = open(root->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return err_set(err, ERR_IO, "%s: %s", root->path, strerror(errno));
    if (enter(walker, &st))
        walk_folder(walker, fd, root->shown, root->path, 0);
    else
        close(fd);
    return 0;
}

static int compare_inputs(const void *a, const void *b)
{
    return strcmp(((const struct input *)a)->file, ((const struct input *)b)->file);
}

static int resolve(const char *const *paths, size_t n_paths, struct arena *arena,
                   struct root *roots, size_t *n_roots, struct err *err)
{
    size_t n = 0;

    for (size_t i = 0; i < n_paths; i++) {
        char *real = strcmp(paths[i], "-") == 0 ? strdup("-") : realpath(paths[i], NULL);

        if (real == NULL)
            return err_set(err, ERR_IO, "%s: %s", paths[i], strerror(errno));
        roots[n].path = paths[i];
        roots[n].real = arena_strdup(arena, real);
        roots[n].shown = "";
        free(real);
        n++;
    }
    qsort(roots, n, sizeof(*roots), compare_roots);
    *n_roots = n == 0 ? 0 : 1;
    for (size_t i = 1; i < n; i++)
        if (strcmp(roots[i].real, roots[*n_roots - 1].real) != 0)
            roots[(*n_roots)++] = roots[i];
    tell_apart(roots, *n_roots);
    return 0;
}

int walk_paths(const char *const *paths, size_t n_paths, struct arena *arena,
               struct inputs *out, struct err *err)
{
    struct walker walker = { .arena = arena, .out = out };
    struct root *roots = arena_array(arena, n_paths + 1, sizeof(*roots));
    size_t n_roots = 0;
    int rc;

    out->items = NULL;
    out->n = 0;
    rc = resolve(paths, n_paths, arena, roots, &n_roots, err);
    for (size_t i = 0; i < n_roots && rc == 0; i++)
        rc = open_root(&walker, &roots[i], err);
    map_clear(&walker.seen);
    if (rc == 0 && out->n > 1)
        qsort(out->items, out->n, sizeof(*out->items), compare_inputs);
    return rc;
}
