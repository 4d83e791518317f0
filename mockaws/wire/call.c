/* call: one API call between the wire and the operation that answers it. */
#include "mockaws/wire/call.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"

enum { MESSAGE_MAX = 4096 };

int call_fail(struct call *call, const char *code, const char *format, ...)
{
    char text[MESSAGE_MAX];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    call->code = code;
    call->message = arena_strdup(call->arena, text);
    return -1;
}
