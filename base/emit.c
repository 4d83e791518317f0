/* emit: JSON written member by member, never built as a tree. */
#include "base/emit.h"

#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "base/when.h"

enum { FLUSH_AT = 1 << 16 };

void emit_init(struct emit *emit, FILE *out)
{
    emit->out = out;
    buf_init(&emit->text);
    emit->fresh = true;
    emit->script = false;
}

static void flush(struct emit *emit)
{
    if (emit->out == NULL)
        return;
    if (emit->text.len > 0)
        fwrite(emit->text.data, 1, emit->text.len, emit->out);
    buf_reset(&emit->text);
}

void emit_end(struct emit *emit)
{
    flush(emit);
    buf_clear(&emit->text);
}

/* The comma and the name. Keys are the program's own: they need no escapes. */
static void begin(struct emit *emit, const char *key)
{
    if (!emit->fresh)
        buf_putc(&emit->text, ',');
    emit->fresh = false;
    if (key == NULL)
        return;
    buf_putc(&emit->text, '"');
    buf_puts(&emit->text, key);
    buf_add(&emit->text, "\":", 2);
}

void emit_open(struct emit *emit, const char *key, char bracket)
{
    begin(emit, key);
    buf_putc(&emit->text, bracket);
    emit->fresh = true;
}

void emit_close(struct emit *emit, char bracket)
{
    buf_putc(&emit->text, bracket);
    emit->fresh = false;
    if (emit->text.len >= FLUSH_AT)
        flush(emit);
}

void emit_text(struct emit *emit, const char *key, const char *text)
{
    begin(emit, key);
    if (text == NULL) {
        buf_add(&emit->text, "null", 4);
        return;
    }
    buf_putc(&emit->text, '"');
    if (emit->script)
        escape_json_script(&emit->text, text, strlen(text));
    else
        escape_json(&emit->text, text, strlen(text));
    buf_putc(&emit->text, '"');
}

void emit_number(struct emit *emit, const char *key, int64_t number)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

    begin(emit, key);
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0)
        digits[--at] = '-';
    buf_add(&emit->text, digits + at, sizeof(digits) - at);
}

void emit_millis(struct emit *emit, const char *key, int64_t millis)
{
    const int64_t rest = millis % 1000;

    begin(emit, key);
    buf_printf(&emit->text, "%" PRId64 ".%03" PRId64, millis / 1000, rest);
}

void emit_bool(struct emit *emit, const char *key, bool value)
{
    begin(emit, key);
    buf_puts(&emit->text, value ? "true" : "false");
}

void emit_null(struct emit *emit, const char *key)
{
    emit_text(emit, key, NULL);
}

void emit_time(struct emit *emit, const char *key, int64_t when)
{
    char text[WHEN_TEXT_MAX];

    emit_text(emit, key, when == WHEN_NONE ? NULL : when_iso(when, text));
}

void emit_texts(struct emit *emit, const char *key, const char *const *texts, size_t n)
{
    emit_open(emit, key, '[');
    for (size_t i = 0; i < n; i++)
        emit_text(emit, NULL, texts[i]);
    emit_close(emit, ']');
}

void emit_raw(struct emit *emit, const char *key, const char *json, size_t len)
{
    begin(emit, key);
    buf_add(&emit->text, json, len);
}

void emit_newline(struct emit *emit)
{
    buf_putc(&emit->text, '\n');
    emit->fresh = true;
}
