/* spell: words compared loosely, and the nearest word to a mistyped one. */
#include "base/spell.h"

#include <limits.h>
#include <string.h>

enum { WORD_MAX = 64 };

static char lower(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return c;
}

static bool is_dropped(char c)
{
    return c == '_' || c == '-' || c == ' ';
}

bool spell_same(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t i = 0;
    size_t j = 0;

    for (;;) {
        while (i < a_len && is_dropped(a[i]))
            i++;
        while (j < b_len && is_dropped(b[j]))
            j++;
        if (i == a_len || j == b_len)
            return i == a_len && j == b_len;
        if (lower(a[i++]) != lower(b[j++]))
            return false;
    }
}

size_t spell_fold(const char *text, size_t len, char *out)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        if (!is_dropped(text[i]))
            out[n++] = lower(text[i]);
    return n;
}

static int min3(int a, int b, int c)
{
    const int ab = a < b ? a : b;

    return ab < c ? ab : c;
}

/* Optimal string alignment: insert, delete, replace, swap of neighbours; no case. */
static int distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    int rows[3][WORD_MAX + 1];

    for (size_t j = 0; j <= b_len; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= a_len; i++) {
        int *row = rows[i % 3];
        const int *above = rows[(i + 2) % 3];
        const int *above2 = rows[(i + 1) % 3];

        row[0] = (int)i;
        for (size_t j = 1; j <= b_len; j++) {
            const int differs = lower(a[i - 1]) != lower(b[j - 1]);

            row[j] = min3(above[j] + 1, row[j - 1] + 1, above[j - 1] + differs);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]) && above2[j - 2] + 1 < row[j])
                row[j] = above2[j - 2] + 1;
        }
    }
    return rows[a_len % 3][b_len];
}

const char *spell_nearest(const char *word, const char *const *candidates)
{
    const size_t len = strlen(word);
    const int third = (int)(len / 3);
    const int limit = third < 1 ? 1 : third > 4 ? 4 : third;
    const char *best = NULL;
    int best_distance = INT_MAX;

    if (len == 0 || len > WORD_MAX)
        return NULL;
    for (; *candidates != NULL; candidates++) {
        const size_t n = strlen(*candidates);
        int d;

        if (n > WORD_MAX)
            continue;
        d = distance(word, len, *candidates, n);
        if (d <= limit && d < best_distance) {
            best_distance = d;
            best = *candidates;
        }
    }
    return best;
}
