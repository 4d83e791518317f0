/* buf: a string of bytes that grows. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *buf)
{
    buf->data = NULL;
    buf->len = 0;
    buf->room = 0;
}

void buf_clear(struct buf *buf)
{
    free(buf->data);
    buf_init(buf);
}

void buf_reset(struct buf *buf)
{
    buf->len = 0;
    if (buf->data != NULL)
        buf->data[0] = '\0';
}

void buf_reserve(struct buf *buf, size_t more)
{
    size_t room = buf->room;
    char *data;

    if (more < SIZE_MAX - buf->len && buf->len + more + 1 <= room)
        return;
    if (more >= SIZE_MAX / 2 - buf->len) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    if (room < 64)
        room = 64;
    while (room < buf->len + more + 1)
        room += room / 2;
    data = realloc(buf->data, room);
    if (data == NULL) {
        fputs("out of memory\n", stderr);
        exit(2);
    }
    buf->data = data;
    buf->room = room;
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
    buf_reserve(buf, len);
    if (len != 0)
        memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void buf_puts(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_putc(struct buf *buf, char c)
{
    buf_reserve(buf, 1);
    buf->data[buf->len++] = c;
    buf->data[buf->len] = '\0';
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_list again;
    int len;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len > 0) {
        buf_reserve(buf, (size_t)len);
        vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

const char *buf_text(const struct buf *buf)
{
    return buf->data == NULL ? "" : buf->data;
}
