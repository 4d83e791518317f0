/* path: the names of files and folders: accounts, ids and names in them are replaced. */
#include "analyzer/redact/document.h"

#include <stdbool.h>
#include <string.h>

#include "analyzer/redact/names.h"
#include "analyzer/redact/redaction.h"
#include "analyzer/redact/rewrite.h"
#include "base/buf.h"
#include "base/dns/rr.h"

static bool is_ending(const char *text, size_t len)
{
    static const char *const endings[] = {
        "json", "txt",   "zone", "ndjson", "jsonl",   "csv",    "zip", "gz",  "tar",
        "tgz",  "zst",   "log",  "yaml",   "yml",     "md",     "js",  "py",  "out",
        "err",  "error", "html", "har",    "tfstate", "tfplan", "bak", "dig", "xml",
    };

    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
        if (strlen(endings[i]) == len && memcmp(text, endings[i], len) == 0)
            return true;
    return false;
}

/* The length of a component without its endings, "a.CAA" of "a.CAA.txt.gz". */
static size_t stem(const char *text, size_t len)
{
    for (;;) {
        const char *dot = memrchr(text, '.', len);

        if (dot == NULL || dot == text ||
            !is_ending(dot + 1, len - (size_t)(dot + 1 - text)))
            return len;
        len = (size_t)(dot - text);
    }
}

static void put_component(struct redaction *all, const char *text, size_t len,
                          struct buf *out)
{
    const size_t whole = stem(text, len);
    const char *dot = memrchr(text, '.', whole);
    size_t n = whole;
    struct rewriting state = { .all = all };

    /* dns/NAME.TYPE.txt */
    if (dot != NULL && dot > text &&
        rr_type_parse(dot + 1, whole - (size_t)(dot + 1 - text)) != RR_NONE)
        n = (size_t)(dot - text);
    if (n < whole && memchr(text, '.', n) != NULL)
        names_rewrite(all, text, n, NULL, false, out);
    else
        rewrite_text(&state, text, n, out);
    buf_add(out, text + n, len - n);
}

void document_rewrite_path(struct redaction *all, const char *path, struct buf *out)
{
    for (;;) {
        const size_t n = strcspn(path, "/");

        put_component(all, path, n, out);
        if (path[n] == '\0')
            return;
        buf_putc(out, '/');
        path += n + 1;
    }
}
