/* Tests of base/dns/suffix: the registrable part of a name. */
#include "base/dns/suffix.h"

#include "tests/support/test.h"

struct row {
    const char *name;
    const char *want;
};

static struct row rows[] = {
    { "a.b.example.co.uk", "example.co.uk" },
    { "example.co.uk", "example.co.uk" },
    { "www.example.com", "example.com" },
    { "example.com", "example.com" },
    { "example.github.io", "github.io" }, /* the private section does not count */
    { "co.uk", "co.uk" },
    { "com", "com" },
    { "host.corp", "host.corp" },
    { "a.b.host.corp", "a.b.host.corp" },
    { "_x.www.example.org", "example.org" },
    { "", "" },
};

static void registrable(void **state)
{
    const struct row *row = *state;

    assert_string_equal(suffix_registrable(row->name), row->want);
}

TEST_ROWS(rows, registrable)

int main(void)
{
    return run_rows("suffix_registrable");
}
