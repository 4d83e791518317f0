/* masterfile_entry: cuts a zone file into entries, and these into tokens. */
#include "base/dns/masterfile_parts.h"

#include <string.h>

#include "base/buf.h"
#include "base/dns/masterfile.h"

enum lexed { LEXED_TOKEN, LEXED_END, LEXED_FAULT };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A carriage return is one, too: lines may end in CR LF. */
static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static enum lexed set_fault(struct masterfile_fault *fault, const char *text,
                            size_t offset, uint32_t line)
{
    masterfile_set_fault(fault, text, offset, line);
    return LEXED_FAULT;
}

static enum lexed fault_here(const struct masterfile *file,
                             struct masterfile_fault *fault, const char *text)
{
    return set_fault(fault, text, file->at, file->line);
}

static bool at_line_end(const struct masterfile *file)
{
    return file->at == file->len || file->text[file->at] == '\n';
}

/* Go on to the line feed, or the end. */
static void skip_comment(struct masterfile *file)
{
    const char *end = memchr(file->text + file->at, '\n', file->len - file->at);

    file->at = end == NULL ? file->len : (size_t)(end - file->text);
}

/* Step over one byte, or over an escape whole. */
static enum lexed step(struct masterfile *file, struct masterfile_fault *fault)
{
    const char *at = file->text + file->at;
    const size_t left = file->len - file->at;

    if ((unsigned char)*at < 0x20 && !is_blank(*at))
        return fault_here(file, fault,
                          *at == '\0' ? "a NUL byte: want text"
                                      : "a control character: want text");
    if (*at != '\\') {
        file->at++;
        return LEXED_TOKEN;
    }
    if (left < 2 || (unsigned char)at[1] < 0x20)
        return fault_here(file, fault, "a backslash: want a character behind it");
    if (!is_digit(at[1])) {
        file->at += 2;
        return LEXED_TOKEN;
    }
    if (left < 4 || masterfile_number(at + 1, 3, UINT8_MAX) < 0)
        return fault_here(file, fault,
                          "a backslash and a digit: want three digits from 000 to 255");
    file->at += 4;
    return LEXED_TOKEN;
}

/* Step from an opening quote behind the closing one. */
static enum lexed step_quoted(struct masterfile *file, struct masterfile_fault *fault)
{
    const size_t opened = file->at++;

    while (!at_line_end(file) && file->text[file->at] != '"')
        if (step(file, fault) == LEXED_FAULT)
            return LEXED_FAULT;
    if (at_line_end(file))
        return set_fault(fault, "a quote is left open: want a \" before the line's end",
                         opened, file->line);
    file->at++;
    return LEXED_TOKEN;
}

/* A quote right behind '=' belongs to the word, as in SVCB's alpn="h2,h3". */
static enum lexed step_word(struct masterfile *file, struct masterfile_fault *fault)
{
    while (!at_line_end(file)) {
        const char c = file->text[file->at];
        enum lexed lexed;

        if (is_blank(c) || c == ';' || c == '(' || c == ')')
            break;
        if (c == '"' && file->text[file->at - 1] != '=')
            break;
        lexed = c == '"' ? step_quoted(file, fault) : step(file, fault);
        if (lexed == LEXED_FAULT)
            return lexed;
    }
    return LEXED_TOKEN;
}

static enum lexed open_or_close(struct masterfile *file, struct masterfile_fault *fault)
{
    if (file->text[file->at] == '(') {
        if (file->parens++ == 0) {
            file->parens_at = file->at;
            file->parens_line = file->line;
        }
    } else if (file->parens-- == 0) {
        file->parens = 0;
        return fault_here(file, fault, "a ) stands alone: want a ( before it");
    }
    file->at++;
    return LEXED_TOKEN;
}

/* Go on to the next token's first byte, or behind the entry's end. */
static enum lexed skip_between(struct masterfile *file, struct masterfile_fault *fault)
{
    for (; file->at < file->len;) {
        const char c = file->text[file->at];

        if (c == '\n') {
            file->at++;
            file->line++;
            if (file->parens == 0)
                return LEXED_END;
        } else if (is_blank(c)) {
            file->at++;
        } else if (c == ';') {
            skip_comment(file);
        } else if (c == '(' || c == ')') {
            if (open_or_close(file, fault) == LEXED_FAULT)
                return LEXED_FAULT;
        } else {
            return LEXED_TOKEN;
        }
    }
    if (file->parens > 0)
        return set_fault(fault,
                         "a parenthesis is left open: want a ) before the file's end",
                         file->parens_at, file->parens_line);
    return LEXED_END;
}

static enum lexed next_token(struct masterfile *file, struct masterfile_token *token,
                             struct masterfile_fault *fault)
{
    enum lexed lexed = skip_between(file, fault);

    if (lexed != LEXED_TOKEN)
        return lexed;
    *token = (struct masterfile_token){ .text = file->text + file->at,
                                        .at = file->at,
                                        .line = file->line,
                                        .quoted = file->text[file->at] == '"' };
    lexed = token->quoted ? step_quoted(file, fault) : step_word(file, fault);
    token->len = file->at - token->at;
    return lexed;
}

void masterfile_skip_entry(struct masterfile *file)
{
    while (file->at < file->len && (file->parens > 0 || !at_line_end(file))) {
        const char c = file->text[file->at];

        if (c == ';') {
            skip_comment(file);
            continue;
        }
        if (c == '\\' && file->len - file->at > 1 && file->text[file->at + 1] != '\n')
            file->at++;
        file->parens += c == '(';
        file->parens -= c == ')' && file->parens > 0;
        file->line += c == '\n';
        file->at++;
        if (c == '"') {
            while (!at_line_end(file) && file->text[file->at] != '"')
                file->at += file->text[file->at] == '\\' && file->len - file->at > 1 &&
                                    file->text[file->at + 1] != '\n'
                                ? 2
                                : 1;
            file->at += !at_line_end(file);
        }
    }
    file->parens = 0;
    if (file->at < file->len) {
        file->at++;
        file->line++;
    }
}

void masterfile_set_fault(struct masterfile_fault *fault, const char *text, size_t offset,
                          uint32_t line)
{
    *fault = (struct masterfile_fault){ .text = text, .offset = offset, .line = line };
}

bool masterfile_take_entry(struct masterfile *file, struct masterfile_entry *entry,
                           struct masterfile_fault *fault)
{
    struct masterfile_token token;
    enum lexed lexed;

    entry->n = 0;
    entry->at = file->at;
    entry->line = file->line;
    entry->blank = file->at < file->len && is_blank(file->text[file->at]);
    buf_reset(&entry->tokens);
    while ((lexed = next_token(file, &token, fault)) == LEXED_TOKEN) {
        buf_add(&entry->tokens, &token, sizeof(token));
        entry->n++;
    }
    return lexed == LEXED_END;
}
