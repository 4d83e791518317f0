/* text_page: lines for a terminal: wrapped prose, pasteable lines, colour. */
#include "reports/text_page.h"

#include <string.h>

#include "base/escape.h"

enum { COLUMNS_MIN = 40 };

void page_init(struct page *page, const struct text_style *style, FILE *out)
{
    page->out = out;
    page->color = style->color;
    page->columns = style->columns < COLUMNS_MIN ? COLUMNS_MIN : style->columns;
    buf_init(&page->line);
}

void page_clear(struct page *page)
{
    buf_clear(&page->line);
}

void page_look(const struct page *page, enum look look)
{
    static const char *const codes[] = {
        [LOOK_PLAIN] = "\033[0m",  [LOOK_BOLD] = "\033[1m",    [LOOK_DIM] = "\033[2m",
        [LOOK_RED] = "\033[1;31m", [LOOK_YELLOW] = "\033[33m", [LOOK_GREEN] = "\033[32m",
        [LOOK_CYAN] = "\033[36m",
    };

    if (page->color)
        fputs(codes[look], page->out);
}

/* ---- width ---- */

/* A rough table: wcwidth() asks the locale, and the report must not. */
static const struct {
    uint32_t from;
    uint32_t to;
    int columns;
} widths[] = {
    { 0x0300, 0x036F, 0 },   { 0x1100, 0x115F, 2 },   { 0x200B, 0x200D, 0 },
    { 0x20D0, 0x20FF, 0 },   { 0x2E80, 0x303E, 2 },   { 0x3041, 0xA4CF, 2 },
    { 0xAC00, 0xD7A3, 2 },   { 0xF900, 0xFAFF, 2 },   { 0xFE00, 0xFE0F, 0 },
    { 0xFE20, 0xFE2F, 0 },   { 0xFE30, 0xFE6F, 2 },   { 0xFF00, 0xFF60, 2 },
    { 0xFFE0, 0xFFE6, 2 },   { 0x1F300, 0x1F64F, 2 }, { 0x1F680, 0x1F6FF, 2 },
    { 0x1F900, 0x1F9FF, 2 }, { 0x20000, 0x3FFFD, 2 },
};

static int width_of(uint32_t point)
{
    for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
        if (point >= widths[i].from && point <= widths[i].to)
            return widths[i].columns;
    return 1;
}

int page_width(const char *text, size_t len)
{
    int columns = 0;

    for (size_t i = 0; i < len;) {
        uint32_t point = (unsigned char)text[i++];

        if (point < 0x80) {
            columns++;
            continue;
        }
        point &= point >= 0xF0 ? 0x07 : point >= 0xE0 ? 0x0F : 0x1F;
        for (; i < len && ((unsigned char)text[i] & 0xC0) == 0x80; i++)
            point = point << 6 | ((unsigned char)text[i] & 0x3F);
        columns += width_of(point);
    }
    return columns;
}

/* ---- lines ---- */

static const char *escaped(struct page *page, const char *text, size_t len)
{
    buf_reset(&page->line);
    escape_terminal(&page->line, text, len);
    return buf_text(&page->line);
}

int page_word(struct page *page, const char *text)
{
    const char *word = escaped(page, text, strlen(text));

    fputs(word, page->out);
    return page_width(word, strlen(word));
}

static void put_indent(const struct page *page, int indent)
{
    fprintf(page->out, "%*s", indent, "");
}

void page_prose(struct page *page, int indent, int column, const char *text)
{
    const char *at = escaped(page, text, strlen(text));
    bool glued = column > 0; /* the first word needs no blank before it */

    while (*at != '\0') {
        const size_t len = strcspn(at, " ");
        const int columns = page_width(at, len);

        if (column > indent && column + !glued + columns > page->columns) {
            putc('\n', page->out);
            column = 0;
            glued = false;
        }
        if (column == 0) {
            put_indent(page, indent);
            column = indent;
        } else if (!glued) {
            putc(' ', page->out);
            column++;
        }
        fwrite(at, 1, len, page->out);
        column += columns;
        glued = false;
        at += len;
        at += strspn(at, " ");
    }
    putc('\n', page->out);
}

void page_lines(struct page *page, int indent, const char *text)
{
    while (*text != '\0') {
        const size_t len = strcspn(text, "\n");

        put_indent(page, len == 0 ? 0 : indent);
        fputs(escaped(page, text, len), page->out);
        putc('\n', page->out);
        text += len;
        text += *text == '\n';
    }
}

/* ---- marks ---- */

static enum look look_of(const struct finding *finding)
{
    if (finding->verdict == VERDICT_UNKNOWN)
        return LOOK_CYAN;
    if (finding->verdict != VERDICT_FAIL)
        return LOOK_GREEN;
    if (finding->waived != NULL)
        return LOOK_DIM;
    if (finding->severity >= SEV_HIGH)
        return LOOK_RED;
    return finding->severity == SEV_MEDIUM ? LOOK_YELLOW : LOOK_PLAIN;
}

/* Seen without colour, too: by the word and by how many marks stand before it. */
void page_mark(struct page *page, const struct finding *finding)
{
    static const char *const severities[] = {
        [SEV_INFO] = "  i info",         [SEV_LOW] = "  ! low",
        [SEV_MEDIUM] = " !! medium",     [SEV_HIGH] = "!!! high",
        [SEV_CRITICAL] = "*** critical",
    };
    const enum look look = look_of(finding);

    page_look(page, look);
    fprintf(page->out, "%-12s",
            finding->verdict == VERDICT_FAIL      ? severities[finding->severity]
            : finding->verdict == VERDICT_UNKNOWN ? "  ? unknown"
                                                  : " ok pass");
    page_look(page, LOOK_PLAIN);
    fprintf(page->out, "  %s", finding->rule->id);
}
