/* test_layout: names of files, whole writes, and what is ours to remove. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/when.h"
#include "collector/layout.h"
#include "collector/operations.h"

struct row {
    const char *name;
    enum operation_id operation;
    const char *region;
    const char *subject;
    const char *file; /* NULL: not fit */
};

#define ARN "arn:aws:acm:eu-west-1:111122223333:certificate/"

/* clang-format off */
static struct row rows[] = {
    { "list", OP_LIST_CERTIFICATES, "eu-west-1", NULL, "111122223333/eu-west-1/acm/list-certificates.json" },
    { "whole list", OP_LIST_ALL_CERTIFICATES, "eu-west-1", NULL,
      "111122223333/eu-west-1/acm/list-certificates-all.json" },
    { "describe", OP_DESCRIBE, "eu-west-1", ARN "00000000-0000-4000-8000-000000000001",
      "111122223333/eu-west-1/acm/describe-certificate/00000000-0000-4000-8000-000000000001.json" },
    { "tags", OP_LIST_TAGS, "eu-west-1", ARN "a", "111122223333/eu-west-1/acm/list-tags/a.json" },
    { "validations", OP_DOMAIN_VALIDATIONS, "eu-west-1", ARN "a",
      "111122223333/eu-west-1/acm/domain-validations/a.json" },
    { "zones", OP_LIST_ZONES, "global", NULL, "111122223333/global/route53/list-hosted-zones.json" },
    { "records", OP_LIST_RECORDS, "global", "Z1",
      "111122223333/global/route53/list-resource-record-sets/Z1.json" },
    { "parent folder", OP_DESCRIBE, "eu-west-1", ARN "..", NULL },
    { "hidden", OP_DESCRIBE, "eu-west-1", ARN ".a", NULL },
    { "empty", OP_DESCRIBE, "eu-west-1", ARN, NULL },
    { "line break", OP_DESCRIBE, "eu-west-1", ARN "a\nb", NULL },
};
/* clang-format on */

static void run(void **state)
{
    const struct row *row = *state;
    struct arena arena;
    const struct layout layout = { .dir = "e", .arena = &arena, .lock = -1 };
    const char *file;

    arena_init(&arena);
    file = layout_file(&layout, operation_get(row->operation), "111122223333",
                       row->region, row->subject);
    if (row->file == NULL)
        assert_null(file);
    else
        assert_string_equal(file, row->file);
    arena_clear(&arena);
}

TEST_ROWS(rows, run)

/* A folder of the test's own; "rm -rf" at the end. */
struct folder {
    char path[64];
    struct arena arena;
    struct layout layout;
};

static int set_up(void **state)
{
    struct folder *folder = calloc(1, sizeof(*folder));

    snprintf(folder->path, sizeof(folder->path), "/tmp/test_layout_XXXXXX");
    if (mkdtemp(folder->path) == NULL)
        return -1;
    arena_init(&folder->arena);
    *state = folder;
    return layout_open(&folder->layout, folder->path, &folder->arena, NULL);
}

static int tear_down(void **state)
{
    struct folder *folder = *state;
    char command[128];
    int rc;

    layout_close(&folder->layout);
    snprintf(command, sizeof(command), "rm -rf %s", folder->path);
    rc = system(command); /* NOLINT(cert-env33-c): a fixed path */
    arena_clear(&folder->arena);
    free(folder);
    return rc;
}

static void saved_is_read_back_with_its_time(void **state)
{
    struct folder *folder = *state;
    json_t *document = json_pack("{s:f}", "t", 1767208919.133);
    json_t *again;
    int64_t at;

    assert_int_equal(
        layout_save(&folder->layout, "a/b/c.json", document, 1700000000, NULL), 0);
    again = layout_load(&folder->layout, "a/b/c.json", &at);
    assert_true(json_equal(document, again));
    assert_int_equal(at, 1700000000);
    json_decref(again);
    layout_remove(&folder->layout, "a/b/c.json");
    assert_null(layout_load(&folder->layout, "a/b/c.json", &at));
    assert_true(at == WHEN_NONE);
    json_decref(document);
}

static void half_a_file_is_not_read(void **state)
{
    struct folder *folder = *state;
    char path[96];
    FILE *out;
    int64_t at;

    snprintf(path, sizeof(path), "%s/x.json", folder->path);
    out = fopen(path, "w");
    fputs("{\"a\":", out);
    fclose(out);
    assert_null(layout_load(&folder->layout, "x.json", &at));
}

static void leftovers_are_swept(void **state)
{
    struct folder *folder = *state;
    json_t *document = json_object();
    char path[96];
    char kept[96];
    struct stat st;

    snprintf(path, sizeof(path), "%s/f", folder->path);
    assert_int_equal(mkdir(path, 0777), 0);
    snprintf(path, sizeof(path), "%s/f/.a.json.tmp-abcdef", folder->path);
    fclose(fopen(path, "w"));
    snprintf(kept, sizeof(kept), "%s/f/.profile", folder->path);
    fclose(fopen(kept, "w"));
    assert_int_equal(layout_save(&folder->layout, "f/b.json", document, WHEN_NONE, NULL),
                     0);
    assert_int_equal(stat(path, &st), -1);
    assert_int_equal(stat(kept, &st), 0);
    json_decref(document);
}

static void second_run_is_kept_out(void **state)
{
    struct folder *folder = *state;
    struct layout second;
    struct err err = { 0 };

    assert_int_equal(layout_open(&second, folder->path, &folder->arena, &err), -1);
    assert_non_null(strstr(err.text, "another acm-collect is writing into it"));
    layout_close(&second);
}

static void unwritable_is_said(void **state)
{
    struct folder *folder = *state;
    json_t *document = json_object();
    struct err err = { 0 };
    char path[96];

    snprintf(path, sizeof(path), "%s/file", folder->path);
    fclose(fopen(path, "w"));
    assert_int_equal(layout_save(&folder->layout, "file/x.json", document, 1, &err), -1);
    assert_int_equal(err.kind, ERR_IO);
    json_decref(document);
}

static void only_paths_of_the_account_are_ours(void **state)
{
    (void)state;
    assert_true(layout_is_ours("1/eu-west-1/acm/x.json", "1"));
    assert_false(layout_is_ours("2/eu-west-1/acm/x.json", "1"));
    assert_false(layout_is_ours("11/x.json", "1"));
    assert_false(layout_is_ours("1", "1"));
    assert_false(layout_is_ours("1/../2/x.json", "1"));
    assert_false(layout_is_ours("1/./x.json", "1"));
    assert_false(layout_is_ours("1//x.json", "1"));
    assert_false(layout_is_ours("1/", "1"));
    assert_false(layout_is_ours("/etc/passwd", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(saved_is_read_back_with_its_time, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(half_a_file_is_not_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(leftovers_are_swept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(second_run_is_kept_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(unwritable_is_said, set_up, tear_down),
        cmocka_unit_test(only_paths_of_the_account_are_ours),
    };
    const int failed = run_rows("layout");

    return failed + cmocka_run_group_tests_name("layout files", tests, NULL, NULL);
}
