/* file: whole reads, and outputs that are whole or absent. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>
#include <stdio.h>

struct buf;
struct err;

/* Read a regular file of at most limit bytes. Fails with ERR_IO or ERR_LIMIT. */
int file_read(const char *path, size_t limit, struct buf *out, struct err *err);

/*
 * An output: bytes go to a temporary file in the target's folder, and
 * output_commit() renames it onto the target. "-" is standard output, which is
 * written straight. A target that is a FIFO or a device (/dev/full, /dev/stdout)
 * is written straight as well. A folder is refused.
 */
struct output;

/* Open for writing. Fails with ERR_IO. mode bits follow the umask. */
struct output *output_open(const char *path, struct err *err);

/* The stream to write to, fully buffered. Errors are kept until the commit. */
FILE *output_stream(struct output *output);

/*
 * Write out what is buffered, so that a full disk is known before any output is put
 * in its place. The output stays open. Fails with ERR_IO.
 */
int output_flush(struct output *output, struct err *err);

/*
 * Flush, check every error that happened since the open (full disk, closed
 * pipe), sync nothing, rename. Frees output either way; on failure the
 * temporary is gone and the target is what it was.
 */
int output_commit(struct output *output, struct err *err);

/* Give up: remove the temporary, free. NULL is allowed. */
void output_abort(struct output *output);

/*
 * Remove the temporaries that are still open; only async-signal-safe calls, for
 * a handler of SIGINT, SIGTERM and SIGHUP.
 */
void output_abort_all(void);

/* Is the folder empty, or not there yet? ERR_USAGE when it holds something, ERR_IO. */
int file_want_empty(const char *path, struct err *err);

/* Make a folder and the ones above it. Fails with ERR_IO. */
int file_mkdirs(const char *path, struct err *err);

#endif
