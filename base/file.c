/* file: whole reads, and outputs that are whole or absent. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"

enum { TEMPORARIES_MAX = 64, STREAM_BUFFER = 1 << 18, LINKS_MAX = 40 };

struct output {
    char *target;    /* links followed; for messages and the rename */
    char *temporary; /* NULL: written straight */
    FILE *stream;
    char *buffer;
    int first_errno; /* of the first write that failed */
    int slot;        /* in temporaries; -1 = none */
};

/*
 * The temporaries that stand on the disk now, for the signal handler: the one thing
 * that it can know about is a global. A slot is set after its file is made and
 * cleared after the file was renamed or removed: a handler that comes between finds
 * nothing under the name.
 */
static char *volatile temporaries[TEMPORARIES_MAX];

static int io_error(struct err *err, const char *path)
{
    return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
}

int file_read(const char *path, size_t limit, struct buf *out, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    ssize_t got = 0;
    int rc = -1;

    if (fd < 0)
        return io_error(err, path);
    if (fstat(fd, &st) != 0) {
        io_error(err, path);
    } else if (!S_ISREG(st.st_mode)) {
        err_set(err, ERR_IO, "%s: not a regular file", path);
    } else if (st.st_size < 0 || (size_t)st.st_size > limit) {
        err_set(err, ERR_LIMIT, "%s: larger than %zu bytes", path, limit);
    } else {
        buf_reserve(out, (size_t)st.st_size + 1);
        while (out->len <= limit &&
               (got = read(fd, out->data + out->len, out->room - out->len - 1)) > 0) {
            out->len += (size_t)got;
            buf_reserve(out, 1);
        }
        buf_add(out, "", 0);
        if (got < 0)
            io_error(err, path);
        else if (out->len > limit)
            err_set(err, ERR_LIMIT, "%s: larger than %zu bytes", path, limit);
        else
            rc = 0;
    }
    close(fd);
    return rc;
}

/* "dir/.name.tmp-XXXXXX" beside target; the caller frees. */
static char *temporary_name(const char *target)
{
    const char *slash = strrchr(target, '/');
    const size_t folder = slash == NULL ? 0 : (size_t)(slash - target) + 1;
    struct buf name = { 0 };

    buf_add(&name, target, folder);
    buf_putc(&name, '.');
    buf_add(&name, target + folder, strnlen(target + folder, NAME_MAX - 13));
    buf_puts(&name, ".tmp-XXXXXX");
    return name.data;
}

static int claim_slot(char *path)
{
    for (int i = 0; i < TEMPORARIES_MAX; i++)
        if (temporaries[i] == NULL) {
            temporaries[i] = path;
            return i;
        }
    return -1;
}

static void release_slot(struct output *output)
{
    if (output->slot >= 0)
        temporaries[output->slot] = NULL;
    output->slot = -1;
}

static void output_free(struct output *output)
{
    release_slot(output);
    free(output->target);
    free(output->temporary);
    free(output->buffer);
    free(output);
}

static mode_t current_umask(void)
{
    const mode_t mask = umask(0);

    umask(mask);
    return mask;
}

/* A new file beside the target, with the mode that the target would have had. */
static int open_temporary(struct output *output)
{
    int fd;

    output->temporary = temporary_name(output->target);
    fd = mkostemp(output->temporary, O_CLOEXEC);
    if (fd < 0)
        return -1;
    output->slot = claim_slot(output->temporary);
    if (fchmod(fd, 0666 & ~current_umask()) != 0) {
        const int why = errno;

        close(fd);
        unlink(output->temporary);
        errno = why;
        return -1;
    }
    return fd;
}

/* What the link at path says, from where path is seen; NULL when path is no link. */
static char *link_target(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct buf target = { 0 };
    char text[PATH_MAX];
    const ssize_t len = readlink(path, text, sizeof(text));

    if (len <= 0 || (size_t)len == sizeof(text))
        return NULL;
    if (text[0] != '/' && slash != NULL)
        buf_add(&target, path, (size_t)(slash - path) + 1);
    buf_add(&target, text, (size_t)len);
    return target.data;
}

/*
 * The file that path leads to, so that a link is written through and not replaced;
 * where the last link points to nothing yet, what it points to.
 */
static char *follow(const char *path)
{
    char *real = realpath(path, NULL);
    char *next;

    if (real != NULL || (real = strdup(path)) == NULL)
        return real;
    for (int i = 0; i < LINKS_MAX && (next = link_target(real)) != NULL; i++) {
        free(real);
        real = next;
    }
    return real;
}

/* "-", "/dev/stdout", "/dev/fd/3": a stream that is open already; else -1. */
static int open_descriptor(const char *path)
{
    static const char prefix[] = "/dev/fd/";
    const size_t n = sizeof(prefix) - 1;

    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    if (strncmp(path, prefix, n) == 0 && path[n] >= '0' && path[n] <= '9' &&
        strlen(path) <= n + 4 && strspn(path + n, "0123456789") == strlen(path + n))
        return (int)strtol(path + n, NULL, 10);
    return -1;
}

/* A target that is not there yet, or a regular file, is put in place at the commit. */
static int open_target(struct output *output, const char *path)
{
    const int descriptor = open_descriptor(path);
    struct stat st;

    if (descriptor >= 0)
        return fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (stat(path, &st) != 0)
        return errno == ENOENT && *path != '\0' ? open_temporary(output) : -1;
    if (S_ISREG(st.st_mode))
        return open_temporary(output);
    return open(path, O_WRONLY | O_CLOEXEC); /* a folder answers EISDIR */
}

static struct output *output_new(const char *path)
{
    struct output *output = calloc(1, sizeof(*output));

    if (output == NULL)
        return NULL;
    output->slot = -1;
    output->target = open_descriptor(path) >= 0 ? strdup(path) : follow(path);
    output->buffer = malloc(STREAM_BUFFER);
    if (output->target != NULL && output->buffer != NULL)
        return output;
    output_free(output);
    return NULL;
}

struct output *output_open(const char *path, struct err *err)
{
    struct output *output = output_new(path);
    int fd;

    if (output == NULL) {
        err_set(err, ERR_IO, "out of memory");
        return NULL;
    }
    fd = open_target(output, path);
    if (fd >= 0)
        output->stream = fdopen(fd, "w");
    if (output->stream == NULL) {
        if (fd < 0 && errno == EISDIR)
            err_set(err, ERR_IO, "%s: is a folder; want a file name", path);
        else
            io_error(err, path);
        if (fd >= 0)
            close(fd);
        if (fd >= 0 && output->temporary != NULL)
            unlink(output->temporary);
        output_free(output);
        return NULL;
    }
    setvbuf(output->stream, output->buffer, _IOFBF, STREAM_BUFFER);
    return output;
}

FILE *output_stream(struct output *output)
{
    return output->stream;
}

static const char *shown(const struct output *output)
{
    return strcmp(output->target, "-") == 0 ? "standard output" : output->target;
}

int output_flush(struct output *output, struct err *err)
{
    errno = 0;
    if (fflush(output->stream) == 0 && !ferror(output->stream))
        return 0;
    if (output->first_errno == 0)
        output->first_errno = errno != 0 ? errno : EIO;
    return err_set(err, ERR_IO, "%s: could not be written whole: %s", shown(output),
                   strerror(output->first_errno));
}

int output_commit(struct output *output, struct err *err)
{
    int rc = output_flush(output, err);

    if (fclose(output->stream) != 0 && rc == 0)
        rc = err_set(err, ERR_IO, "%s: could not be written whole: %s", shown(output),
                     strerror(errno));
    if (output->temporary != NULL) {
        if (rc == 0 && rename(output->temporary, output->target) != 0)
            rc = io_error(err, output->target);
        if (rc != 0)
            unlink(output->temporary);
    }
    output_free(output);
    return rc;
}

void output_abort(struct output *output)
{
    if (output == NULL)
        return;
    fclose(output->stream);
    if (output->temporary != NULL)
        unlink(output->temporary);
    output_free(output);
}

void output_abort_all(void)
{
    for (int i = 0; i < TEMPORARIES_MAX; i++) {
        char *path = temporaries[i];

        if (path != NULL)
            unlink(path);
    }
}

int file_mkdirs(const char *path, struct err *err)
{
    char *copy = strdup(path);
    struct stat st;
    int rc = 0;

    if (copy == NULL)
        return err_set(err, ERR_IO, "out of memory");
    for (char *at = copy + 1; rc == 0 && *copy != '\0'; at++) {
        const char c = *at;

        if (c != '/' && c != '\0')
            continue;
        *at = '\0';
        if (mkdir(copy, 0777) != 0 &&
            !(errno == EEXIST && stat(copy, &st) == 0 && S_ISDIR(st.st_mode)))
            rc = err_set(err, ERR_IO, "%s: %s", copy,
                         errno == EEXIST ? "is there and is no folder" : strerror(errno));
        *at = c;
        if (c == '\0')
            break;
    }
    free(copy);
    return rc;
}

int file_want_empty(const char *path, struct err *err)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    int rc = 0;

    if (dir == NULL)
        return errno == ENOENT ? 0
                               : err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    while (rc == 0 && (entry = readdir(dir)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            rc = err_set(err, ERR_USAGE, "%s: want a new or empty folder", path);
    closedir(dir);
    return rc;
}
