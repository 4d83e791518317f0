/* err: why a call failed, on the caller's stack. */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
    va_list args;

    if (err == NULL)
        return -1;
    err->kind = kind;
    va_start(args, format);
    vsnprintf(err->text, sizeof(err->text), format, args);
    va_end(args);
    return -1;
}

int err_at(struct err *err, const char *place)
{
    char text[ERR_TEXT_MAX];

    if (err == NULL)
        return -1;
    memcpy(text, err->text, sizeof(text));
    text[sizeof(text) - 1] = '\0';
    if (snprintf(err->text, sizeof(err->text), "%s: %s", place, text) < 0)
        err->text[0] = '\0';
    return -1;
}
