/* test_options: the command line and the regions that it stands for. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "collector/options.h"
#include "collector/regions.h"

enum { WORDS_MAX = 8 };

struct row {
    const char *name;
    const char *words[WORDS_MAX]; /* behind the program's name; ends in NULL */
    const char *said;             /* in the error; NULL: it is good */
};

/* clang-format off */
static struct row rows[] = {
    { "folder", { "-o", "e" }, NULL },
    { "long folder", { "--output-dir=e" }, NULL },
    { "all of them", { "-o", "e", "--region=us-east-1,eu-west-1", "--jobs=4", "--tries=2", "--resume", "-q" }, NULL },
    { "china alone", { "-o", "e", "--region", "cn-north-1,cn-northwest-1" }, NULL },
    { "nothing", { NULL }, "want a folder" },
    { "empty folder", { "-o", "" }, "empty word" },
    { "two folders", { "-o", "a", "-o", "b" }, "given twice" },
    { "operand", { "-o", "e", "f" }, "takes no operand, got 'f'" },
    { "mistyped", { "-o", "e", "--resum3" }, "did you mean '--resume'" },
    { "unknown", { "-o", "e", "--zzzzzzzzzz" }, "unknown option '--zzzzzzzzzz'; see" },
    { "unknown letter", { "-o", "e", "-x" }, "unknown option '-x'" },
    { "no value", { "--jobs" }, "wants a value" },
    { "no jobs", { "-o", "e", "--jobs", "0" }, "--jobs: want a number from 1 to 256" },
    { "minus", { "-o", "e", "--tries", "-1" }, "--tries: want a number" },
    { "no number", { "-o", "e", "--timeout", "1s" }, "--timeout: want a number" },
    { "region mistyped", { "-o", "e", "--region", "eu-west1" }, "did you mean 'eu-west-1'" },
    { "region, a place", { "-o", "e", "--region", "Frankfurt" }, "want regions such as" },
    { "empty region", { "-o", "e", "--region", "us-east-1," }, "want regions such as" },
    { "two partitions", { "-o", "e", "--region", "us-east-1,us-gov-west-1" }, "different partitions (aws, aws-us-gov)" },
    { "label with a slash", { "-o", "e", "--account-label", "a/b" }, "want letters" },
    { "label of the layout", { "-o", "e", "--account-label", "dns" }, "want letters" },
    { "hidden label", { "-o", "e", "--account-label", ".a" }, "want letters" },
};
/* clang-format on */

static int parse(const struct row *row, struct arena *arena, struct options *out,
                 struct err *err)
{
    char program[] = "acm-collect";
    char *argv[WORDS_MAX + 2] = { program };
    int argc = 1;

    for (; row->words[argc - 1] != NULL; argc++)
        argv[argc] = arena_strdup(arena, row->words[argc - 1]);
    return options_parse(argc, argv, arena, out, err);
}

static void run(void **state)
{
    const struct row *row = *state;
    struct err err = { 0 };
    struct options options;
    struct arena arena;
    int rc;

    arena_init(&arena);
    rc = parse(row, &arena, &options, &err);
    if (row->said == NULL) {
        assert_int_equal(rc, 0);
        assert_string_equal(options.dir, "e");
    } else {
        assert_int_equal(rc, -1);
        assert_int_equal(err.kind, ERR_USAGE);
        assert_non_null(strstr(err.text, row->said));
    }
    arena_clear(&arena);
}

TEST_ROWS(rows, run)

static void all_means_the_commercial_regions_once(void **state)
{
    const struct row row = { "", { "-o", "e", "--region", "us-east-1,all" }, NULL };
    struct options options;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_int_equal(parse(&row, &arena, &options, NULL), 0);
    assert_int_equal(options.n_regions, n_regions_all);
    assert_string_equal(options.regions[0], "us-east-1");
    for (size_t i = 0; i < options.n_regions; i++) {
        assert_string_equal(partition_of(options.regions[i])->name, "aws");
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(options.regions[i], options.regions[k]);
    }
    arena_clear(&arena);
}

static const struct {
    const char *region;
    const char *usual;
    const char *of_profile;
    const char *first; /* NULL: an error */
    const char *second;
} defaults[] = {
    { NULL, NULL, NULL, "us-east-1", NULL },
    { "eu-west-1", NULL, NULL, "eu-west-1", "us-east-1" },
    { "eu-west-1", "eu-west-2", "eu-west-3", "eu-west-1", "us-east-1" },
    { NULL, "eu-west-2", "eu-west-3", "eu-west-2", "us-east-1" },
    { "", "", "eu-west-3", "eu-west-3", "us-east-1" },
    { "us-east-1", NULL, NULL, "us-east-1", NULL },
    { "cn-north-1", NULL, NULL, "cn-north-1", NULL },
    { "nowhere", NULL, NULL, NULL, NULL },
};

static void set(const char *name, const char *value)
{
    if (value == NULL)
        unsetenv(name);
    else
        setenv(name, value, 1);
}

static void default_regions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++) {
        const char *const *regions;
        struct arena arena;
        size_t n;
        int rc;

        set("AWS_REGION", defaults[i].region);
        set("AWS_DEFAULT_REGION", defaults[i].usual);
        arena_init(&arena);
        rc = options_default_regions(defaults[i].of_profile, &arena, &regions, &n, NULL);
        if (defaults[i].first == NULL) {
            assert_int_equal(rc, -1);
        } else {
            assert_int_equal(rc, 0);
            assert_int_equal(n, defaults[i].second == NULL ? 1 : 2);
            assert_string_equal(regions[0], defaults[i].first);
            if (n == 2)
                assert_string_equal(regions[1], defaults[i].second);
        }
        arena_clear(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_means_the_commercial_regions_once),
        cmocka_unit_test(default_regions),
    };
    const int failed = run_rows("options");

    return failed + cmocka_run_group_tests_name("regions", tests, NULL, NULL);
}
