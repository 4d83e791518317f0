/* Tests of analyzer/read/walk: which files PATH arguments lead to, under which names. */
#include "analyzer/read/walk.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "tests/support/evidence.h"
#include "tests/support/test.h"

/* Walk n paths; what is found must show as want, one name a line. */
static void assert_walk(const char *const *paths, size_t n, const char *want)
{
    struct arena arena;
    struct inputs inputs;
    struct err err = { 0 };
    struct buf found = { 0 };

    arena_init(&arena);
    if (walk_paths(paths, n, &arena, &inputs, &err) != 0)
        fail_msg("%s", err.text);
    for (size_t i = 0; i < inputs.n; i++) {
        buf_puts(&found, inputs.items[i].file);
        buf_puts(&found, inputs.items[i].fault == NULL ? "\n" : " !\n");
    }
    assert_string_equal(buf_text(&found), want);
    buf_clear(&found);
    arena_clear(&arena);
}

#define WALK(want, ...)                                                                  \
    assert_walk((const char *const[]){ __VA_ARGS__ },                                    \
                sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *), want)

static void assert_refused(const char *path, const char *part)
{
    struct arena arena;
    struct inputs inputs;
    struct err err = { 0 };

    arena_init(&arena);
    assert_int_equal(walk_paths(&path, 1, &arena, &inputs, &err), -1);
    assert_int_equal(err.kind, ERR_IO);
    if (strstr(err.text, part) == NULL)
        fail_msg("%s", err.text);
    arena_clear(&arena);
}

static void make_folder(const char *path)
{
    assert_int_equal(mkdir(path, 0777), 0);
}

static void make_file(const char *path)
{
    evidence_write(path, "{}", 2);
}

static void make_link(const char *target, const char *path)
{
    assert_int_equal(symlink(target, path), 0);
}

static void folders(void **state)
{
    (void)state;
    make_folder("e");
    make_folder("e/b");
    make_folder("e/.git");
    make_folder("e/empty");
    make_file("e/b/2");
    make_file("e/b.json");
    make_file("e/.hidden");
    make_file("e/.git/config");
    WALK("e/.hidden\ne/b.json\ne/b/2\n", "e");
    WALK("e/.hidden\ne/b.json\ne/b/2\n", "e/");
    WALK("b.json\n", "e/b.json");
    WALK("", "e/empty");
}

static void absent(void **state)
{
    (void)state;
    assert_refused("none", "none");
    assert_refused("", "");
    make_link("none", "dangling");
    assert_refused("dangling", "dangling");
}

/* The order of the arguments does not count, and nothing counts twice. */
static void the_same_twice(void **state)
{
    (void)state;
    make_folder("e");
    make_file("e/a");
    make_file("e/b");
    WALK("e/a\ne/b\n", "e", "e");
    WALK("e/a\ne/b\n", "e", "./e/../e/");
    WALK("a\n", "e/a", "e/a");
    WALK("e/a\ne/b\n", "e", "e/a");
    WALK("e/a\ne/b\n", "e/a", "e");
    make_link("e", "link");
    WALK("e/a\ne/b\n", "link", "e");
}

static void shown_apart(void **state)
{
    (void)state;
    make_folder("x");
    make_folder("y");
    make_folder("x/e");
    make_folder("y/e");
    make_file("x/e/a");
    make_file("y/e/a");
    WALK("x/e/a\ny/e/a\n", "x/e", "y/e");
    WALK("x/e/a\ny/e/a\n", "y/e", "x/e");
    WALK("x/e/a\ny/e/a\n", "x/e/a", "y/e/a");
}

static void links(void **state)
{
    (void)state;
    make_folder("e");
    make_folder("e/real");
    make_folder("out");
    make_file("e/real/a");
    make_file("out/b");
    make_link("real", "e/again");  /* reached by its own name */
    make_link("../out", "e/zout"); /* only reached by the link */
    make_link("real/a", "e/file");
    make_link("nothing", "e/dangling");
    WALK("e/dangling !\ne/file\ne/real/a\ne/zout/b\n", "e");
}

/* Links to the folder itself and the one above: no end of names. */
static void loops(void **state)
{
    (void)state;
    make_folder("e");
    make_folder("e/d");
    make_file("e/d/a");
    make_link(".", "e/self");
    make_link("..", "e/d/up");
    make_link("loop2", "e/loop1");
    make_link("loop1", "e/loop2");
    WALK("e/d/a\ne/loop1 !\ne/loop2 !\n", "e");
}

/* Whoever opened these would wait, or read for ever. */
static void special_files(void **state)
{
    (void)state;
    make_folder("e");
    make_file("e/a");
    assert_int_equal(mkfifo("e/fifo", 0600), 0);
    make_link("/dev/zero", "e/zero");
    WALK("e/a\ne/fifo !\ne/zero !\n", "e");
}

static void very_deep(void **state)
{
    char path[512] = "e";
    struct arena arena;
    struct inputs inputs;
    struct err err;
    const char *root = "e";

    (void)state;
    make_folder(path);
    for (int i = 0; i < 140; i++) {
        strcat(path, "/d");
        make_folder(path);
    }
    strcat(path, "/a");
    make_file(path);
    arena_init(&arena);
    assert_int_equal(walk_paths(&root, 1, &arena, &inputs, &err), 0);
    assert_int_equal(inputs.n, 1);
    assert_non_null(inputs.items[0].fault);
    assert_non_null(strstr(inputs.items[0].fault, "deep"));
    arena_clear(&arena);
}

static void odd_names(void **state)
{
    (void)state;
    make_folder("e");
    make_file("e/a\nb");
    make_file("e/\xff.json");
    make_file("e/ blank ");
    WALK("e/ blank \ne/a\nb\ne/\xff.json\n", "e");
}

static void sizes(void **state)
{
    struct arena arena;
    struct inputs inputs;
    struct err err;
    const char *path = "a";

    (void)state;
    evidence_write("a", "12345", 5);
    arena_init(&arena);
    assert_int_equal(walk_paths(&path, 1, &arena, &inputs, &err), 0);
    assert_int_equal(inputs.n, 1);
    assert_int_equal(inputs.items[0].size, 5);
    assert_true(inputs.items[0].modified != 0);
    arena_clear(&arena);
}

#define IN_FOLDER(test)                                                                  \
    cmocka_unit_test_setup_teardown(test, evidence_enter, evidence_leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(folders),   IN_FOLDER(absent), IN_FOLDER(the_same_twice),
        IN_FOLDER(links),     IN_FOLDER(loops),  IN_FOLDER(shown_apart),
        IN_FOLDER(very_deep), IN_FOLDER(sizes),  IN_FOLDER(special_files),
        IN_FOLDER(odd_names),
    };

    return cmocka_run_group_tests_name("walk", tests, NULL, NULL);
}
