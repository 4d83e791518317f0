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
    bool alike;        /* shows like another one, so far */
};

/* A link to a folder: followed when all that is no link was walked. */
struct link {
    const char *file;
    const char *path;
    int depth;
    struct link *next;
};

struct walker {
    struct arena *arena;
    struct inputs *out;
    size_t room;
    struct map seen;    /* folders entered, by device and inode */
    struct link *links; /* not followed yet */
    size_t n_links;
};

static void add(struct walker *walker, const char *file, const char *path,
                const char *fault, const struct stat *st)
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
    out->items[out->n++] = (struct input){
        .file = file,
        .path = path,
        .fault = fault,
        .size = st == NULL ? 0 : (uint64_t)st->st_size,
        .modified = st == NULL ? 0 : input_modified(st),
    };
}

int64_t input_modified(const struct stat *st)
{
    return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

/* A folder by what it is, not by its name. */
struct folder_key {
    dev_t device;
    ino_t inode;
};

static void folder_key_init(struct folder_key *key, const struct stat *st)
{
    memset(key, 0, sizeof(*key)); /* the map compares bytes */
    key->device = st->st_dev;
    key->inode = st->st_ino;
}

/* Returns false when the folder was entered before. */
static bool enter(struct walker *walker, const struct stat *st)
{
    struct folder_key *key = arena_alloc(walker->arena, sizeof(*key));
    void **place;

    folder_key_init(key, st);
    place = map_at(&walker->seen, (const char *)key, sizeof(*key));
    if (*place != NULL)
        return false;
    *place = key;
    return true;
}

/* Is the file in a folder that was entered? Then it was found there. */
static bool is_found(const struct walker *walker, const char *real)
{
    const char *slash = strrchr(real, '/');
    struct folder_key key;
    struct stat st;

    if (slash == NULL ||
        stat(slash == real ? "/"
                           : arena_strndup(walker->arena, real, (size_t)(slash - real)),
             &st) != 0)
        return false;
    folder_key_init(&key, &st);
    return map_get(&walker->seen, (const char *)&key, sizeof(key)) != NULL;
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

static void add_failed(struct walker *walker, const char *file, const char *path)
{
    add(walker, file, path, arena_strdup(walker->arena, strerror(errno)), NULL);
}

static void open_folder(struct walker *walker, int parent, const char *name,
                        const char *file, const char *path, int depth)
{
    const int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        add_failed(walker, file, path);
    else
        walk_folder(walker, fd, file, path, depth + 1);
}

static void keep_link(struct walker *walker, const char *file, const char *path,
                      int depth)
{
    struct link *link = arena_alloc(walker->arena, sizeof(*link));

    *link = (struct link){ file, path, depth, walker->links };
    walker->links = link;
    walker->n_links++;
}

static void walk_entry(struct walker *walker, int folder, const struct dirent *entry,
                       const char *file, const char *path, int depth)
{
    const char *name = entry->d_name;
    bool is_link = entry->d_type == DT_LNK;
    struct stat st;

    if (entry->d_type == DT_UNKNOWN &&
        fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0)
        is_link = S_ISLNK(st.st_mode);
    if (fstatat(folder, name, &st, 0) != 0)
        add_failed(walker, file, path);
    else if (S_ISREG(st.st_mode))
        add(walker, file, path, NULL, &st);
    else if (!S_ISDIR(st.st_mode))
        add(walker, file, path, special_fault(st.st_mode), NULL);
    else if (depth == DEPTH_MAX)
        add(walker, file, path, "a folder more than 128 levels deep: not entered", NULL);
    else if (is_link)
        keep_link(walker, file, path, depth);
    else if (enter(walker, &st))
        open_folder(walker, folder, name, file, path, depth);
}

/* Takes fd. The order is put right at the end, over all that was found. */
static void walk_folder(struct walker *walker, int fd, const char *file, const char *path,
                        int depth)
{
    DIR *dir = fdopendir(fd);
    struct dirent *entry;

    if (dir == NULL) {
        add_failed(walker, file, path);
        close(fd);
        return;
    }
    while ((entry = readdir(dir)) != NULL) {
        const char *name = entry->d_name;

        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
            strcmp(name, ".git") == 0)
            continue;
        walk_entry(walker, dirfd(dir), entry,
                   arena_printf(walker->arena, "%s/%s", file, name),
                   arena_printf(walker->arena, "%s/%s", path, name), depth);
    }
    closedir(dir);
}

static int compare_links(const void *a, const void *b)
{
    return strcmp((*(struct link *const *)a)->file, (*(struct link *const *)b)->file);
}

/*
 * Follow the links in the order of their names, then those found behind them: which of
 * several names a folder gets does not depend on the order that the system lists.
 */
static void follow_links(struct walker *walker)
{
    while (walker->n_links > 0) {
        const size_t n = walker->n_links;
        struct link **links = arena_array(walker->arena, n, sizeof(struct link *));
        struct link *link = walker->links;

        for (size_t i = 0; i < n; i++, link = link->next)
            links[i] = link;
        qsort(links, n, sizeof(struct link *), compare_links);
        walker->links = NULL;
        walker->n_links = 0;
        for (size_t i = 0; i < n; i++) {
            struct stat st;

            if (stat(links[i]->path, &st) != 0)
                add_failed(walker, links[i]->file, links[i]->path);
            else if (enter(walker, &st))
                open_folder(walker, AT_FDCWD, links[i]->path, links[i]->file,
                            links[i]->path, links[i]->depth);
        }
    }
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

/* Mark the roots whose last parts are those of another one, too. */
static void mark_alike(struct root *roots, size_t n, size_t parts)
{
    struct map names = { 0 };

    for (size_t i = 0; i < n; i++) {
        const char *name = last_components(roots[i].real, parts);
        void **place = map_at(&names, name, strlen(name));
        struct root *other = *place;

        roots[i].alike = other != NULL;
        if (other != NULL)
            other->alike = true;
        else
            *place = &roots[i];
    }
    map_clear(&names);
}

/* Lengthen the names of roots that show alike, until none does. */
static void tell_apart(struct root *roots, size_t n)
{
    bool more = n > 0;

    for (size_t i = 0; i < n; i++)
        roots[i].shown = NULL;
    for (size_t parts = 1; more; parts++) {
        more = false;
        mark_alike(roots, n, parts);
        for (size_t i = 0; i < n; i++) {
            if (roots[i].shown != NULL)
                continue;
            if (!roots[i].alike || parts >= n_components(roots[i].real))
                roots[i].shown = last_components(roots[i].real, parts);
            else
                more = true;
        }
    }
}

static int open_root(struct walker *walker, const struct root *root, struct err *err)
{
    struct stat st;
    int fd;

    if (strcmp(root->path, "-") == 0) {
        add(walker, "-", "-", NULL, NULL);
        return 0;
    }
    if (stat(root->path, &st) != 0)
        return err_set(err, ERR_IO, "%s: %s", root->path, strerror(errno));
    if (S_ISREG(st.st_mode)) {
        if (access(root->path, R_OK) != 0)
            return err_set(err, ERR_IO, "%s: %s", root->path, strerror(errno));
        if (!is_found(walker, root->real))
            add(walker, root->shown, root->path, NULL, &st);
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
    const struct input *x = a;
    const struct input *y = b;
    const int order = strcmp(x->file, y->file);

    return order != 0 ? order : strcmp(x->path, y->path);
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
    if (rc == 0)
        follow_links(&walker);
    map_clear(&walker.seen);
    if (rc == 0 && out->n > 1)
        qsort(out->items, out->n, sizeof(*out->items), compare_inputs);
    return rc;
}
