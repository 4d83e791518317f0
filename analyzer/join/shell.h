/* shell: pieces of evidence put into commands that people paste. */
#ifndef ANALYZER_JOIN_SHELL_H
#define ANALYZER_JOIN_SHELL_H

#include <stdbool.h>

struct arena;
struct buf;
struct cert;

/* A word, quoted where it needs it. */
void shell_word(struct buf *out, const char *text);

/*
 * Text for a comment, a title or a sheet: a control character, which could end the
 * line, becomes '?'.
 */
void shell_comment(struct buf *out, const char *text);

/*
 * True for what can be a DNS name in a command: letters, digits, '.', '-', '_' and
 * '*' only, not empty, no '-' in front. Nothing else is ever put where a program might
 * take it for an option, a file or a URL.
 */
bool shell_is_name(const char *text);

/* A comment line with account and region, and which placeholders are to be filled in. */
void shell_place(struct buf *out, const struct cert *cert, bool with_arn);

/* " --region R", or " --region REGION" where it is not known. */
void shell_region(struct buf *out, const struct cert *cert);

/* The ARN, quoted, or the placeholder ARN. */
void shell_arn(struct buf *out, const struct cert *cert);

/* Move the text into the arena. */
const char *shell_keep(struct buf *buf, struct arena *arena);

#endif
