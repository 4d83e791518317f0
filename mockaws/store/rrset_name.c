/* rrset_name: names of record sets: their form, and how Route 53 and dig print them. */
#include "mockaws/store/rrset_value.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "mockaws/store/zone.h"

enum { LABEL_MAX = 63, NAME_MAX_WIRE = 255, SHOWN_MAX = 200 };

const char *rrset_problem(struct arena *arena, const char *code, const char *text,
                          size_t len)
{
    return arena_printf(arena, "FATAL problem: %s encountered with '%.*s'", code,
                        (int)(len < SHOWN_MAX ? len : SHOWN_MAX), text);
}

/* The length of a label in octets on the wire; *end is its end in the text. */
static size_t label_octets(const char *label, const char **end)
{
    size_t n = 0;

    for (; *label != '\0' && *label != '.'; n++)
        label += *label == '\\' && strlen(label) >= 4 ? 4 : 1; /* `\056`, `\134` */
    *end = label;
    return n;
}

const char *rrset_name_fault(struct arena *arena, const char *name)
{
    const char *label = name;
    size_t wire = 1;

    if (*name == '\0')
        return rrset_problem(arena, "DomainNameEmpty (Domain name is empty)", "", 0);
    if (strcmp(name, ".") == 0)
        return NULL;
    for (;;) {
        const char *end;
        const size_t octets = label_octets(label, &end);

        if (octets == 0)
            return rrset_problem(arena, "DomainLabelEmpty (Domain label is empty)", name,
                                 strlen(name));
        if (octets > LABEL_MAX)
            return rrset_problem(arena, "DomainLabelTooLong (Domain label is too long)",
                                 name, strlen(name));
        wire += octets + 1;
        if (*end == '\0')
            break;
        label = end + 1;
    }
    if (wire > NAME_MAX_WIRE)
        return rrset_problem(arena, "DomainNameTooLong (Domain name is too long)", name,
                             strlen(name));
    return NULL;
}

bool rrset_is_escape(const char *at)
{
    return at[0] == '\\' && at[1] >= '0' && at[1] <= '3' && at[2] >= '0' &&
           at[2] <= '7' && at[3] >= '0' && at[3] <= '7';
}

/* Names in a canonical name's form hold no escape but `\056` and `\134`. */
char rrset_take_byte(const char **at)
{
    char c = **at;

    if (rrset_is_escape(*at)) {
        c = (char)(((*at)[1] - '0') * 64 + ((*at)[2] - '0') * 8 + ((*at)[3] - '0'));
        *at += 3;
    }
    ++*at;
    return c;
}

void rrset_name_dig(struct buf *out, const char *name)
{
    const char *at = name;

    while (*at != '\0' && strcmp(name, ".") != 0) {
        const bool dot = *at == '.';
        const char c = rrset_take_byte(&at);

        if (dot)
            buf_putc(out, '.');
        else if (c == '\0' || (unsigned char)c <= ' ' || (unsigned char)c >= 0x7f)
            buf_printf(out, "\\%03u", (unsigned)(unsigned char)c);
        else if (strchr("\"$().;@\\", c) != NULL)
            buf_printf(out, "\\%c", c);
        else
            buf_putc(out, c);
    }
    buf_putc(out, '.');
}

const char *rrset_name_text(struct arena *arena, const char *name)
{
    struct buf out = { 0 };
    const char *text;

    for (const char *at = name; *at != '\0' && strcmp(name, ".") != 0;) {
        const bool dot = *at == '.';
        const char c = rrset_take_byte(&at);

        if (dot || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
            c == '_')
            buf_putc(&out, c);
        else
            buf_printf(&out, "\\%03o", (unsigned)(unsigned char)c);
    }
    buf_putc(&out, '.');
    text = arena_strdup(arena, buf_text(&out));
    buf_clear(&out);
    return text;
}
