/* buf: a string of bytes that grows. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

/*
 * data is always NUL-terminated once something was added (the NUL is not
 * counted in len) and may hold other NULs. A zeroed struct is an empty buf.
 */
struct buf {
    char *data;
    size_t len;
    size_t room;
};

void buf_init(struct buf *buf);
void buf_clear(struct buf *buf); /* frees; the buf may be used again */
void buf_reset(struct buf *buf); /* empties, keeps the memory */

/* Make room for more further bytes and the NUL. Out of memory: status 2. */
void buf_reserve(struct buf *buf, size_t more);

void buf_add(struct buf *buf, const void *bytes, size_t len);
void buf_puts(struct buf *buf, const char *text);
void buf_putc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The text so far, "" when nothing was added; valid until the next change. */
const char *buf_text(const struct buf *buf);

#endif
