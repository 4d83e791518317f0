/* layout: the files of an evidence folder: where they lie, how they are written and read.
 */
#include "collector/layout.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/when.h"
#include "collector/operations.h"

enum { ID_MAX = 200 };

/* ".name.tmp-XXXXXX": what base/file leaves when it is killed while it writes. */
static bool is_leftover(const char *name)
{
    const char *mark = strstr(name, ".tmp-");

    return name[0] == '.' && mark != NULL && strlen(mark) == strlen(".tmp-XXXXXX");
}

static void sweep(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;

    if (dir == NULL)
        return;
    while ((entry = readdir(dir)) != NULL)
        if (is_leftover(entry->d_name))
            unlinkat(dirfd(dir), entry->d_name, 0);
    closedir(dir);
}

int layout_open(struct layout *layout, const char *dir, struct arena *arena,
                struct err *err)
{
    memset(layout, 0, sizeof(*layout));
    layout->dir = dir;
    layout->arena = arena;
    layout->lock = -1;
    if (file_mkdirs(dir, err) != 0)
        return -1;
    layout->lock = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (layout->lock < 0)
        return err_set(err, ERR_IO, "%s: %s", dir, strerror(errno));
    if (flock(layout->lock, LOCK_EX | LOCK_NB) != 0)
        return err_set(err, ERR_IO, "%s: %s", dir,
                       errno == EWOULDBLOCK ? "another acm-collect is writing into it"
                                            : strerror(errno));
    sweep(dir);
    return 0;
}

void layout_close(struct layout *layout)
{
    map_clear(&layout->made);
    if (layout->lock >= 0)
        close(layout->lock);
    layout->lock = -1;
}

/* What of a subject goes into a file name: the last part of an ARN, a zone's bare id. */
static const char *id_of(const char *subject)
{
    const char *slash = strrchr(subject, '/');
    const char *id = slash == NULL ? subject : slash + 1;
    const size_t len = strlen(id);

    if (len == 0 || len > ID_MAX || *id == '.')
        return NULL;
    for (const char *c = id; *c != '\0'; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
              (*c >= '0' && *c <= '9') || strchr("_+=,.@-", *c) != NULL))
            return NULL;
    return id;
}

const char *layout_file(const struct layout *layout, const struct operation *operation,
                        const char *account, const char *region, const char *subject)
{
    const char *star = strchr(operation->file, '*');
    const char *id;

    if (star == NULL)
        return arena_printf(layout->arena, "%s/%s/%s", account, region, operation->file);
    id = id_of(subject);
    if (id == NULL)
        return NULL;
    return arena_printf(layout->arena, "%s/%s/%.*s%s%s", account, region,
                        (int)(star - operation->file), operation->file, id, star + 1);
}

static void path_of(const struct layout *layout, const char *file, struct buf *out)
{
    buf_printf(out, "%s/%s", layout->dir, file);
}

/* Once for each folder of a run. */
static int make_folder(struct layout *layout, const char *path, struct err *err)
{
    const char *slash = strrchr(path, '/');
    const size_t len = (size_t)(slash - path);
    const char *folder;
    void **place;

    if (map_get(&layout->made, path, len) != NULL)
        return 0;
    folder = arena_strndup(layout->arena, path, len);
    if (file_mkdirs(folder, err) != 0)
        return -1;
    sweep(folder);
    place = map_at(&layout->made, folder, len);
    *place = layout;
    return 0;
}

static int write_json(FILE *stream, const json_t *document, int64_t at)
{
    const struct timespec times[2] = { { .tv_nsec = UTIME_OMIT },
                                       { .tv_sec = (time_t)at } };
    const size_t flags = JSON_INDENT(4) | JSON_REAL_PRECISION(15);

    if (json_dumpf(document, stream, flags) != 0 || fputc('\n', stream) == EOF ||
        fflush(stream) != 0)
        return -1;
    if (at != WHEN_NONE)
        futimens(fileno(stream), times);
    return 0;
}

static int save_at(const char *path, const json_t *document, int64_t at, struct err *err)
{
    struct output *output = output_open(path, err);
    int why;

    if (output == NULL)
        return -1;
    errno = 0;
    if (write_json(output_stream(output), document, at) == 0)
        return output_commit(output, err);
    why = errno != 0 ? errno : EIO;
    output_abort(output);
    return err_set(err, ERR_IO, "%s: could not be written whole: %s", path,
                   strerror(why));
}

int layout_save(struct layout *layout, const char *file, const json_t *document,
                int64_t at, struct err *err)
{
    struct buf path = { 0 };
    int rc;

    path_of(layout, file, &path);
    rc = make_folder(layout, buf_text(&path), err);
    if (rc == 0)
        rc = save_at(buf_text(&path), document, at, err);
    buf_clear(&path);
    return rc;
}

json_t *layout_load(const struct layout *layout, const char *file, int64_t *at)
{
    struct buf path = { 0 };
    json_t *document = NULL;
    struct stat st;

    *at = WHEN_NONE;
    path_of(layout, file, &path);
    if (lstat(buf_text(&path), &st) == 0 && S_ISREG(st.st_mode))
        document = json_load_file(buf_text(&path), JSON_ALLOW_NUL, NULL);
    if (document != NULL)
        *at = st.st_mtim.tv_sec;
    buf_clear(&path);
    return document;
}

void layout_remove(const struct layout *layout, const char *file)
{
    struct buf path = { 0 };

    path_of(layout, file, &path);
    unlink(buf_text(&path));
    buf_clear(&path);
}

bool layout_is_ours(const char *file, const char *account)
{
    const size_t len = strlen(account);

    if (len == 0 || strncmp(file, account, len) != 0 || file[len] != '/')
        return false;
    for (const char *part = file; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        if (*part == '.' || *part == '/' || *part == '\0')
            return false;
    }
    return true;
}
