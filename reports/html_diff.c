/* html_diff: what differs between two texts, and the host part of a record's name. */
#include "reports/html_diff.h"

#include <string.h>
#include <strings.h>

#include "base/dns/name.h"
#include "base/dns/suffix.h"
#include "reports/html_out.h"

static char lower(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c;
}

static bool is_inside(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80; /* not the first byte of a character */
}

static size_t bare_len(const char *text)
{
    size_t len = strlen(text);

    return len > 0 && text[len - 1] == '.' ? len - 1 : len;
}

/* How many bytes are alike at the start, in whole characters. */
static size_t same_start(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t n = 0;

    while (n < a_len && n < b_len && lower(a[n]) == lower(b[n]))
        n++;
    while (n > 0 && n < b_len && is_inside(b[n]))
        n--;
    return n;
}

static size_t same_end(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t n = 0;

    while (n < a_len && n < b_len && lower(a[a_len - 1 - n]) == lower(b[b_len - 1 - n]))
        n++;
    while (n > 0 && is_inside(b[b_len - n]))
        n--;
    return n;
}

/*
 * text with what differs from other marked; lacks: with a mark as well where it has
 * nothing for what other has.
 */
static void put_marked(struct html *html, const char *other, const char *text, bool lacks)
{
    size_t want;
    size_t len;
    size_t start;
    size_t end;

    if (other == NULL || text == NULL) {
        html_text(html, text);
        return;
    }
    want = bare_len(other);
    len = bare_len(text);
    start = same_start(other, want, text, len);
    end = same_end(other + start, want - start, text + start, len - start);
    html_text_n(html, text, start);
    if (len > start + end) {
        html_raw(html, "<mark>");
        html_text_n(html, text + start, len - start - end);
        html_raw(html, "</mark>");
    } else if (lacks && want > len) {
        html_raw(html, "<mark class=\"lacks\" title=\"something is missing here\">"
                       "&#8230;</mark>");
    }
    html_text(html, text + len - end);
}

void html_diff(struct html *html, const char *expected, const char *observed)
{
    put_marked(html, expected, observed, true);
}

void html_diff_expected(struct html *html, const char *expected, const char *observed)
{
    put_marked(html, observed, expected, false);
}

/* The zone's length when name lies below zone; name's last dot is left out. */
static size_t below(const char *name, size_t len, const char *zone)
{
    size_t zone_len = bare_len(zone);

    if (zone_len == 0 || len <= zone_len + 1 || name[len - zone_len - 1] != '.' ||
        strncasecmp(name + len - zone_len, zone, zone_len) != 0)
        return 0;
    return zone_len;
}

size_t html_host_len(const struct cause *cause, size_t *zone_len)
{
    const char *name = cause->expected == NULL ? NULL : cause->expected->name;
    char bare[256];
    size_t len;

    *zone_len = 0;
    if (name == NULL)
        return 0;
    len = bare_len(name);
    if (len >= sizeof(bare))
        return 0;
    memcpy(bare, name, len);
    bare[len] = '\0';
    *zone_len = below(name, len,
                      cause->zone != NULL && cause->zone->name != NULL
                          ? cause->zone->name
                          : suffix_registrable(bare));
    return *zone_len == 0 ? 0 : len - *zone_len - 1;
}
