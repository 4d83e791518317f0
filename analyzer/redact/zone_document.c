/* zone_document: zone files and answers of dig, line by line. */
#include "analyzer/redact/document.h"

#include <stdbool.h>
#include <string.h>

#include "analyzer/redact/redaction.h"
#include "analyzer/redact/rewrite.h"
#include "base/buf.h"
#include "base/dns/name.h"

struct zone_text {
    struct rewriting words; /* comments, text in quotes */
    struct rewriting names; /* all else */
};

static bool starts(const char *text, size_t len, const char *with)
{
    const size_t n = strlen(with);

    return len >= n && memcmp(text, with, n) == 0;
}

/* What dig says of itself, or a shell. */
static bool is_talk(const char *text, size_t len)
{
    return starts(text, len, ";") || starts(text, len, "dig: ") ||
           starts(text, len, "$ ") || starts(text, len, "# ") || starts(text, len, "```");
}

/* The end of a string in quotes, or of the line. */
static size_t quoted(const char *text, size_t len)
{
    size_t n = 1;

    while (n < len && text[n] != '"')
        n += text[n] == '\\' && n + 1 < len ? 2 : 1;
    return n < len ? n + 1 : len;
}

/* "$ORIGIN example.com." is what the names below it are relative to. */
static void take_origin(struct zone_text *zone, const char *text, size_t len)
{
    const char *name;

    if (!starts(text, len, "$ORIGIN"))
        return;
    text += 7;
    len -= 7;
    while (len > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        len--;
    }
    for (size_t n = 0; n < len; n++)
        if (strchr(" \t\r;", text[n]) != NULL || text[n] == '\0')
            len = n;
    if (len == 0)
        return;
    name = name_canonical_decimal(&zone->names.all->arena, text, len);
    if (text[len - 1] == '.' || zone->names.origin == NULL)
        zone->names.origin = name;
    else
        zone->names.origin =
            arena_printf(&zone->names.all->arena, "%s.%s", name, zone->names.origin);
}

static void put_line(struct zone_text *zone, const char *text, size_t len,
                     struct buf *out)
{
    size_t from = 0;
    size_t at = 0;

    if (is_talk(text, len)) {
        rewrite_text(&zone->words, text, len, out);
        return;
    }
    while (at < len) {
        if (text[at] != '"' && text[at] != ';') {
            at += text[at] == '\\' && at + 1 < len ? 2 : 1;
            continue;
        }
        rewrite_text(&zone->names, text + from, at - from, out);
        zone->words.issuer = zone->names.issuer;
        zone->names.issuer = false;
        from = at;
        at += text[at] == ';' ? len - at : quoted(text + at, len - at);
        rewrite_text(&zone->words, text + from, at - from, out);
        from = at;
    }
    rewrite_text(&zone->names, text + from, at - from, out);
    zone->names.issuer = false;
    zone->words.issuer = false;
    take_origin(zone, text, len);
}

void document_rewrite_dns(struct redaction *all, const char *text, size_t len,
                          const char *origin, struct buf *out)
{
    struct zone_text zone = { .words = { .all = all },
                              .names = { .all = all, .origin = origin, .dns = true } };

    while (len > 0) {
        const char *newline = memchr(text, '\n', len);
        const size_t n = newline == NULL ? len : (size_t)(newline - text) + 1;

        put_line(&zone, text, n, out);
        text += n;
        len -= n;
    }
}
