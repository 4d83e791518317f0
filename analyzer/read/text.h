/* text: a file's bytes as UTF-8 text in which only the evidence is left. */
#ifndef ANALYZER_READ_TEXT_H
#define ANALYZER_READ_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct text_result {
    char *text; /* JSON_PADDING readable bytes follow; the caller's bytes or out's */
    size_t len;
    const char *note;  /* what was decoded or dropped, static; NULL = nothing */
    const char *fault; /* binary or an encoding that is not read; else NULL */
    bool direct;       /* text is the bytes themselves, offset for offset */
};

/*
 * Byte order marks, UTF-16 (with and without mark) and NUL padding. bytes may be
 * changed in place. out is used when the text must be made anew. Offsets in a direct
 * text are those of the file; lines are the file's in any case.
 */
void text_decode(char *bytes, size_t len, struct buf *out, struct text_result *result);

/*
 * Blank out, with spaces, what people's tools put around JSON: ANSI colours, "> " of
 * mail, fences and prose of Markdown, prompts of a shell, times of a log. Line breaks and
 * offsets stay. Returns what was peeled, static text, or NULL when nothing was.
 */
const char *text_peel(char *text, size_t len);

#endif
