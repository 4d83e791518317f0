/* file: whole reads, and outputs that are whole or absent. */
#include "base/file.h"

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

enum { TEMPORARIES_MAX = 64, STREAM_BUFFER = 1 << 18 };

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
 * cleared before the file is renamed or removed.
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
            buf_reserve(out, 4096);
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
        close(fd);
        unlink(output->temporary);
        return -1;
    }
    return fd;
}

/* The file that path leads to, so that a link is written through and not replaced. */
static char *follow(const char *path)
{
    char *real = strcmp(path, "-") == 0 ? NULL : realpath(path, NULL);

    return real != NULL ? real : strdup(path);
}

static int open_target(struct output *output, const char *path, struct err *err)
{
    struct stat st;
    int fd;

    if (strcmp(path, "-") == 0)
        return dup(STDOUT_FILENO);
    if (stat(path, &st) != 0)
        fd = open_temporary(output);
    else if (S_ISDIR(st.st_mode)) {
        err_set(err, ERR_IO, "%s: is a folder; want a file name", path);
        return -1;
    } else if (S_ISREG(st.st_mode)) {
        fd = open_temporary(output);
    } else {
        fd = open(path, O_WRONLY | O_CLOEXEC);
    }
    if (fd < 0)
        io_error(err, path);
    return fd;
}

struct output *output_open(const char *path, struct err *err)
{
    struct output *output = calloc(1, sizeof(*output));
    int fd;

    if (output == NULL || (output->target = follow(path)) == NULL ||
        (output->buffer = malloc(STREAM_BUFFER)) == NULL) {
        err_set(err, ERR_IO, "out of memory");
        goto fail;
    }
    output->slot = -1;
    fd = open_target(output, path, err);
    if (fd < 0)
        goto fail;
    output->stream = fdopen(fd, "w");
    if (output->stream == NULL) {
        io_error(err, path);
        close(fd);
        goto fail;
    }
    setvbuf(output->stream, output->buffer, _IOFBF, STREAM_BUFFER);
    return output;
fail:
    if (output != NULL)
        output_free(output);
    return NULL;
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
