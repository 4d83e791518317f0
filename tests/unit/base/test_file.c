/* Tests of base/file: reads within a limit, outputs that are whole or absent. */
#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "tests/support/test.h"

/* Each test works in a new folder. */
static char before[4096];
static char folder[] = "/tmp/acm-test-file-XXXXXX";

static int enter(void **state)
{
    (void)state;
    strcpy(folder + sizeof(folder) - 7, "XXXXXX");
    return getcwd(before, sizeof(before)) != NULL && mkdtemp(folder) != NULL &&
                   chdir(folder) == 0
               ? 0
               : -1;
}

static int leave(void **state)
{
    char command[64];

    (void)state;
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return chdir(before) == 0 ? system(command) : -1;
}

/* How many entries the folder has, hidden ones too. */
static size_t n_entries(const char *path)
{
    DIR *dir = opendir(path);
    size_t n = 0;

    assert_non_null(dir);
    while (readdir(dir) != NULL)
        n++;
    closedir(dir);
    return n - 2;
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void assert_file(const char *path, const char *text)
{
    struct buf bytes = { 0 };
    struct err err;

    assert_int_equal(file_read(path, 1 << 20, &bytes, &err), 0);
    assert_string_equal(buf_text(&bytes), text);
    buf_clear(&bytes);
}

static void assert_says(const struct err *err, enum err_kind kind, const char *part)
{
    assert_int_equal(err->kind, kind);
    if (strstr(err->text, part) == NULL)
        fail_msg("%s", err->text);
}

static void reads(void **state)
{
    struct buf bytes = { 0 };
    struct err err;

    (void)state;
    write_file("a", "12345");
    assert_int_equal(file_read("a", 5, &bytes, &err), 0);
    assert_string_equal(buf_text(&bytes), "12345");
    buf_reset(&bytes);
    assert_int_equal(file_read("a", 4, &bytes, &err), -1);
    assert_says(&err, ERR_LIMIT, "a: larger than 4 bytes");
    assert_int_equal(file_read("none", 4, &bytes, &err), -1);
    assert_says(&err, ERR_IO, "none: No such file");
    assert_int_equal(file_read(".", 4, &bytes, &err), -1);
    assert_says(&err, ERR_IO, "not a regular file");
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_int_equal(file_read("fifo", 4, &bytes, &err), -1);
    assert_says(&err, ERR_IO, "not a regular file");
    buf_reset(&bytes);
    write_file("empty", "");
    assert_int_equal(file_read("empty", 0, &bytes, &err), 0);
    assert_int_equal(bytes.len, 0);
    buf_clear(&bytes);
}

/* A file of /proc says it has no bytes, and has some. */
static void reads_past_the_size(void **state)
{
    struct buf bytes = { 0 };
    struct err err;

    (void)state;
    assert_int_equal(file_read("/proc/self/status", 1 << 20, &bytes, &err), 0);
    assert_non_null(strstr(buf_text(&bytes), "Name:"));
    buf_reset(&bytes);
    assert_int_equal(file_read("/proc/self/status", 10, &bytes, &err), -1);
    assert_says(&err, ERR_LIMIT, "larger than 10 bytes");
    buf_clear(&bytes);
}

static void commit_puts_in_place(void **state)
{
    struct output *output;
    struct stat st;
    struct err err;
    const mode_t mask = umask(0027);

    (void)state;
    write_file("out", "old");
    output = output_open("out", &err);
    assert_non_null(output);
    fputs("new", output_stream(output));
    assert_int_equal(output_flush(output, &err), 0);
    assert_file("out", "old");
    assert_int_equal(n_entries("."), 2);
    assert_int_equal(output_commit(output, &err), 0);
    assert_file("out", "new");
    assert_int_equal(n_entries("."), 1);
    assert_int_equal(stat("out", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    umask(mask);
}

static void abort_leaves_nothing(void **state)
{
    struct output *output;
    struct err err;

    (void)state;
    output = output_open("out", &err);
    assert_non_null(output);
    fputs("half", output_stream(output));
    output_abort(output);
    assert_int_equal(n_entries("."), 0);
    write_file("out", "old");
    output = output_open("out", &err);
    fputs("half", output_stream(output));
    output_abort(output);
    assert_file("out", "old");
    assert_int_equal(n_entries("."), 1);
    output_abort(NULL);
}

/* What a signal handler does: temporaries go, targets stay; committed ones are safe. */
static void abort_all(void **state)
{
    struct output *first;
    struct output *second;
    struct err err;

    (void)state;
    write_file("b", "old");
    first = output_open("a", &err);
    assert_int_equal(output_commit(first, &err), 0);
    first = output_open("b", &err);
    second = output_open("c", &err);
    assert_int_equal(n_entries("."), 4);
    output_abort_all();
    assert_int_equal(n_entries("."), 2);
    assert_file("b", "old");
    output_abort(first);
    output_abort(second);
}

static void full_disk(void **state)
{
    struct output *output;
    struct err err = { 0 };

    (void)state;
    output = output_open("/dev/full", &err);
    assert_non_null(output);
    fputs("text", output_stream(output));
    assert_int_equal(output_flush(output, &err), -1);
    assert_says(&err, ERR_IO, "/dev/full: could not be written whole: No space left");
    err.text[0] = '\0';
    assert_int_equal(output_commit(output, &err), -1);
    assert_says(&err, ERR_IO, "/dev/full: could not be written whole");
    /* an error long before the commit is found, too */
    output = output_open("/dev/full", &err);
    for (int i = 0; i < 100000; i++)
        fputs("much text ", output_stream(output));
    assert_int_equal(output_commit(output, &err), -1);
    assert_says(&err, ERR_IO, "No space left");
}

static void refused_targets(void **state)
{
    struct err err = { 0 };

    (void)state;
    assert_int_equal(mkdir("dir", 0777), 0);
    assert_null(output_open("dir", &err));
    assert_says(&err, ERR_IO, "dir: is a folder");
    assert_null(output_open("none/out", &err));
    assert_says(&err, ERR_IO, "none/out: No such file");
    assert_null(output_open("", &err));
    assert_int_equal(err.kind, ERR_IO);
    write_file("file", "");
    assert_null(output_open("file/out", &err));
    assert_says(&err, ERR_IO, "Not a directory");
    assert_int_equal(n_entries("."), 2);
    assert_int_equal(n_entries("dir"), 0);
}

static void links_are_written_through(void **state)
{
    struct output *output;
    struct stat st;
    struct err err;

    (void)state;
    assert_int_equal(mkdir("dir", 0777), 0);
    write_file("dir/real", "old");
    assert_int_equal(symlink("dir/real", "link"), 0);
    assert_int_equal(symlink("dir/new", "dangling"), 0);
    output = output_open("link", &err);
    fputs("new", output_stream(output));
    assert_int_equal(output_commit(output, &err), 0);
    assert_file("dir/real", "new");
    output = output_open("dangling", &err);
    assert_non_null(output);
    fputs("made", output_stream(output));
    assert_int_equal(output_commit(output, &err), 0);
    assert_file("dir/new", "made");
    assert_int_equal(lstat("link", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(n_entries("dir"), 2);
}

/* A link that leads round in a circle is refused, and stays. */
static void link_circle(void **state)
{
    struct err err;

    (void)state;
    assert_int_equal(symlink("b", "a"), 0);
    assert_int_equal(symlink("a", "b"), 0);
    assert_null(output_open("a", &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_int_equal(n_entries("."), 2);
}

/* What is open already is gone on with: a log that the shell appends to keeps its text.
 */
static void open_descriptor(void **state)
{
    const int fd = open("log", O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    struct output *output;
    struct err err;
    char path[32];

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "one,", 4), 4);
    snprintf(path, sizeof(path), "/dev/fd/%d", fd);
    output = output_open(path, &err);
    assert_non_null(output);
    fputs("two", output_stream(output));
    assert_int_equal(output_commit(output, &err), 0);
    assert_file("log", "one,two");
    close(fd);
    assert_null(output_open("/dev/fd/999", &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_int_equal(n_entries("."), 1);
}

static void long_names(void **state)
{
    struct output *output;
    struct err err;
    char name[256];

    (void)state;
    memset(name, 'n', 255);
    name[255] = '\0';
    output = output_open(name, &err);
    assert_non_null(output);
    fputs("text", output_stream(output));
    assert_int_equal(output_commit(output, &err), 0);
    assert_file(name, "text");
}

static void makes_folders(void **state)
{
    struct err err;

    (void)state;
    assert_int_equal(file_mkdirs("a/b/c", &err), 0);
    assert_int_equal(file_mkdirs("a/b/c/", &err), 0);
    assert_int_equal(file_mkdirs("a//d", &err), 0);
    assert_int_equal(n_entries("a"), 2);
    assert_int_equal(file_mkdirs(folder, &err), 0);
    assert_int_equal(file_mkdirs("/", &err), 0);
    write_file("file", "");
    assert_int_equal(file_mkdirs("file", &err), -1);
    assert_says(&err, ERR_IO, "file: is there and is no folder");
    assert_int_equal(file_mkdirs("file/x", &err), -1);
    assert_says(&err, ERR_IO, "file");
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(reads),
        IN_FOLDER(reads_past_the_size),
        IN_FOLDER(commit_puts_in_place),
        IN_FOLDER(abort_leaves_nothing),
        IN_FOLDER(abort_all),
        IN_FOLDER(full_disk),
        IN_FOLDER(refused_targets),
        IN_FOLDER(links_are_written_through),
        IN_FOLDER(link_circle),
        IN_FOLDER(open_descriptor),
        IN_FOLDER(long_names),
        IN_FOLDER(makes_folders),
    };

    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
