/* Tests of mockaws/http/request: header, query and percent-decoding. */
#include "mockaws/http/server.h"

#include <string.h>

#include "base/arena.h"
#include "tests/support/test.h"

enum what { UNESCAPE, QUERY, HEADER };

struct row {
    const char *name;
    enum what what;
    const char *text; /* the escaped text; the query; nothing */
    const char *key;
    const char *want; /* NULL: none */
};

static struct row rows[] = {
    /* clang-format off */
    { "plain text stays", UNESCAPE, "hostedzone", NULL, "hostedzone" },
    { "escapes in both cases", UNESCAPE, "%2f%2Fa%20b", NULL, "//a b" },
    { "a plus stays a plus in a path", UNESCAPE, "a+b", NULL, "a+b" },
    { "octets above ASCII", UNESCAPE, "%C3%A9", NULL, "\xc3\xa9" },
    { "a NUL is refused", UNESCAPE, "a%00b", NULL, NULL },
    { "an escape cut short", UNESCAPE, "a%2", NULL, NULL },
    { "an escape cut shorter", UNESCAPE, "a%", NULL, NULL },
    { "an escape that is no number", UNESCAPE, "%zz", NULL, NULL },
    { "an escape with a sign", UNESCAPE, "%+1", NULL, NULL },
    { "nothing", UNESCAPE, "", NULL, "" },
    { "query: the first", QUERY, "name=a&type=b", "name", "a" },
    { "query: the last", QUERY, "name=a&type=b", "type", "b" },
    { "query: of twins the first", QUERY, "a=1&a=2", "a", "1" },
    { "query: not there", QUERY, "name=a", "nam", NULL },
    { "query: no value", QUERY, "short&name=a", "short", "" },
    { "query: an empty value", QUERY, "name=&b=c", "name", "" },
    { "query: a plus is a blank", QUERY, "a=b+c%2Bd", "a", "b c+d" },
    { "query: an escaped name", QUERY, "%61b=c", "ab", "c" },
    { "query: an equals sign in the value", QUERY, "token=a=b=", "token", "a=b=" },
    { "query: a broken value", QUERY, "a=%", "a", NULL },
    { "query: a broken name hides nothing", QUERY, "%=1&a=2", "a", "2" },
    { "query: a NUL", QUERY, "a=%00", "a", NULL },
    { "query: empty", QUERY, "", "a", NULL },
    { "query: ampersands alone", QUERY, "&&&", "a", NULL },
    { "header: without case", HEADER, NULL, "x-amz-TARGET", "one" },
    { "header: not there", HEADER, NULL, "x-amz", NULL },
    /* clang-format on */
};

static void run_row(void **state)
{
    static const struct http_field fields[] = { { "Host", "example.com" },
                                                { "X-Amz-Target", "one" },
                                                { "X-Amz-Target", "two" } };
    const struct row *row = *state;
    struct arena arena;
    struct http_request request = { .query = row->text != NULL ? row->text : "",
                                    .fields = fields,
                                    .n_fields = 3,
                                    .arena = &arena };
    const char *got = NULL;

    arena_init(&arena);
    switch (row->what) {
    case UNESCAPE:
        got = http_unescape(&arena, row->text, strlen(row->text));
        break;
    case QUERY:
        got = http_query(&request, row->key);
        break;
    case HEADER:
        got = http_header(&request, row->key);
        break;
    }
    if (row->want == NULL)
        assert_null(got);
    else
        assert_string_equal(got, row->want);
    arena_clear(&arena);
}

TEST_ROWS(rows, run_row)

int main(void)
{
    return run_rows("http/request");
}
