/* test_manifest: what a run notes, keeps of others, and forgets. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/when.h"
#include "collector/manifest.h"

struct folder {
    char path[64];
    struct arena arena;
    struct manifest manifest;
};

static int set_up(void **state)
{
    struct folder *folder = calloc(1, sizeof(*folder));

    snprintf(folder->path, sizeof(folder->path), "/tmp/test_manifest_XXXXXX");
    if (mkdtemp(folder->path) == NULL)
        return -1;
    arena_init(&folder->arena);
    *state = folder;
    return 0;
}

static int tear_down(void **state)
{
    struct folder *folder = *state;
    char path[96];

    snprintf(path, sizeof(path), "%s/manifest.json", folder->path);
    unlink(path);
    rmdir(folder->path);
    arena_clear(&folder->arena);
    free(folder);
    return 0;
}

static void begin(struct folder *folder, const char *account, const char *region,
                  bool resume)
{
    assert_int_equal(manifest_open(&folder->manifest, folder->path, &folder->arena, NULL),
                     0);
    manifest_begin(&folder->manifest, account, &region, 1, resume);
}

static void note(struct folder *folder, const char *file, const char *error,
                 const char *region, int64_t at)
{
    json_t *parameters = json_object();
    const struct manifest_entry entry = { .file = file,
                                          .error = error,
                                          .service = "acm",
                                          .operation = "DescribeCertificate",
                                          .parameters = parameters,
                                          .region = region,
                                          .at = at,
                                          .status = 200 };

    manifest_note(&folder->manifest, &entry);
    json_decref(parameters);
}

/* Write, close, and read what stands there now. */
static json_t *end(struct folder *folder, const char *const *pending, size_t n)
{
    char path[96];
    json_t *root;

    assert_int_equal(manifest_write(&folder->manifest, pending, n, NULL), 0);
    manifest_close(&folder->manifest);
    snprintf(path, sizeof(path), "%s/manifest.json", folder->path);
    root = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    return root;
}

static size_t size_of(const json_t *root, const char *key)
{
    return json_array_size(json_object_get(root, key));
}

static const char *text_at(const json_t *root, const char *key, size_t i,
                           const char *member)
{
    return json_string_value(
        json_object_get(json_array_get(json_object_get(root, key), i), member));
}

static void whole_run_is_complete(void **state)
{
    struct folder *folder = *state;
    json_t *root;

    begin(folder, "111122223333", "eu-west-1", false);
    note(folder, "111122223333/b.json", NULL, "eu-west-1", 2000000000);
    note(folder, "111122223333/a\"x.json", NULL, "eu-west-1", 1999999999);
    root = end(folder, NULL, 0);
    assert_true(json_is_true(json_object_get(root, "complete")));
    assert_int_equal(size_of(root, "calls"), 2);
    assert_string_equal(text_at(root, "calls", 0, "file"), "111122223333/a\"x.json");
    assert_string_equal(text_at(root, "calls", 0, "at"), "2033-05-18T03:33:19Z");
    assert_string_equal(text_at(root, "runs", 0, "started_at"), "2033-05-18T03:33:19Z");
    assert_string_equal(text_at(root, "runs", 0, "captured_at"), "2033-05-18T03:33:20Z");
    json_decref(root);
}

static void missing_or_pending_is_not_complete(void **state)
{
    struct folder *folder = *state;
    const char *pending = "{\"service\":\"acm\",\"operation\":\"X\",\"error\":\"e\"}";
    json_t *root;

    begin(folder, "111122223333", "eu-west-1", false);
    root = end(folder, &pending, 1);
    assert_true(json_is_false(json_object_get(root, "complete")));
    assert_string_equal(text_at(root, "missing", 0, "operation"), "X");
    json_decref(root);
    begin(folder, "111122223333", "eu-west-1", false);
    note(folder, NULL, "AccessDeniedException", "eu-west-1", WHEN_NONE);
    root = end(folder, NULL, 0);
    assert_true(json_is_false(json_object_get(root, "complete")));
    assert_string_equal(text_at(root, "missing", 0, "error"), "AccessDeniedException");
    assert_null(text_at(root, "missing", 0, "file"));
    json_decref(root);
    /* The next run of the region asks again: what was missing is forgotten. */
    begin(folder, "111122223333", "eu-west-1", false);
    root = end(folder, NULL, 0);
    assert_int_equal(size_of(root, "missing"), 1); /* that row named no account */
    json_decref(root);
}

static void another_account_stays(void **state)
{
    struct folder *folder = *state;
    json_t *root;

    begin(folder, "111122223333", "eu-west-1", false);
    note(folder, "111122223333/a.json", NULL, "eu-west-1", 1);
    note(folder, NULL, "no", "eu-west-1", WHEN_NONE);
    json_decref(end(folder, NULL, 0));
    begin(folder, "444455556666", "eu-west-1", false);
    note(folder, "444455556666/a.json", NULL, "eu-west-1", 2);
    root = end(folder, NULL, 0);
    assert_int_equal(size_of(root, "runs"), 2);
    assert_int_equal(size_of(root, "calls"), 2);
    assert_int_equal(size_of(root, "missing"), 1);
    assert_true(json_is_false(json_object_get(root, "complete")));
    json_decref(root);
}

static void another_region_stays(void **state)
{
    struct folder *folder = *state;
    json_t *root;

    begin(folder, "111122223333", "eu-west-1", false);
    note(folder, "111122223333/eu-west-1/a.json", NULL, "eu-west-1", 1);
    json_decref(end(folder, NULL, 0));
    begin(folder, "111122223333", "us-east-1", false);
    root = end(folder, NULL, 0);
    assert_int_equal(size_of(root, "runs"), 2);
    assert_int_equal(size_of(root, "calls"), 1);
    json_decref(root);
    begin(folder, "111122223333", "us-east-1", false);
    root = end(folder, NULL, 0);
    assert_int_equal(size_of(root, "runs"), 2); /* the run of the region is replaced */
    json_decref(root);
}

static void resume_knows_its_own_files(void **state)
{
    struct folder *folder = *state;
    json_t *root;

    begin(folder, "111122223333", "eu-west-1", false);
    note(folder, "old.json", NULL, "eu-west-1", 1000);
    json_decref(end(folder, NULL, 0));
    begin(folder, "111122223333", "eu-west-1", false);
    note(folder, "new.json", NULL, "eu-west-1", 5000);
    assert_false(manifest_is_fresh(&folder->manifest, "new.json", 5000));
    json_decref(end(folder, NULL, 0));
    begin(folder, "111122223333", "eu-west-1", true);
    assert_true(manifest_is_fresh(&folder->manifest, "new.json", WHEN_NONE));
    assert_false(manifest_is_fresh(&folder->manifest, "old.json", 1000));
    /* Saved, but killed before it was noted: the file's own time tells. */
    assert_true(manifest_is_fresh(&folder->manifest, "unnoted.json", 5001));
    assert_false(manifest_is_fresh(&folder->manifest, "unnoted.json", 4999));
    root = end(folder, NULL, 0);
    assert_int_equal(size_of(root, "runs"), 1);
    json_decref(root);
}

static void forget(void *context, const char *file)
{
    json_array_append_new(context, json_string(file));
}

static void what_is_gone_is_pruned(void **state)
{
    struct folder *folder = *state;
    json_t *removed = json_array();
    json_t *root;

    begin(folder, "111122223333", "eu-west-1", false);
    note(folder, "gone.json", NULL, "eu-west-1", 1);
    note(folder, "stays.json", NULL, "eu-west-1", 1);
    note(folder, "failed.json", NULL, "eu-west-1", 1);
    note(folder, "elsewhere.json", NULL, "us-east-1", 1);
    json_decref(end(folder, NULL, 0));
    begin(folder, "111122223333", "eu-west-1", false);
    note(folder, "stays.json", NULL, "eu-west-1", 2);
    manifest_expect(&folder->manifest, "failed.json");
    manifest_prune(&folder->manifest, "eu-west-1", forget, removed);
    root = end(folder, NULL, 0);
    assert_int_equal(json_array_size(removed), 1);
    assert_string_equal(json_string_value(json_array_get(removed, 0)), "gone.json");
    assert_int_equal(size_of(root, "calls"), 3);
    json_decref(root);
    json_decref(removed);
}

static void broken_one_is_refused(void **state)
{
    static const char *const texts[] = { "{", "[]", "{\"schema\":\"x\"}", "" };
    struct folder *folder = *state;
    char path[96];

    snprintf(path, sizeof(path), "%s/manifest.json", folder->path);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        FILE *out = fopen(path, "w");
        struct err err = { 0 };

        fputs(texts[i], out);
        fclose(out);
        assert_int_equal(
            manifest_open(&folder->manifest, folder->path, &folder->arena, &err), -1);
        assert_int_equal(err.kind, ERR_FORMAT);
        assert_non_null(strstr(err.text, "choose another folder"));
        manifest_close(&folder->manifest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whole_run_is_complete, set_up, tear_down),
        cmocka_unit_test_setup_teardown(missing_or_pending_is_not_complete, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(another_account_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(another_region_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(resume_knows_its_own_files, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_gone_is_pruned, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken_one_is_refused, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
