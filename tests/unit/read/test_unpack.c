/* Tests of analyzer/read/unpack: members of archives, paths that leave, limits. */
#include "analyzer/read/unpack.h"

#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "tests/support/evidence.h"
#include "tests/support/test.h"

enum { ARCHIVE_ROOM = 8 << 20 };

/* An archive being made in memory. */
struct packing {
    struct archive *archive;
    char *bytes;
    size_t len;
};

/* format: "zip", "tar", "raw" with filter "" or "gzip". */
static void pack_start(struct packing *packing, const char *format, const char *filter)
{
    packing->archive = archive_write_new();
    packing->bytes = malloc(ARCHIVE_ROOM);
    assert_non_null(packing->bytes);
    assert_int_equal(archive_write_set_format_by_name(
                         packing->archive, strcmp(format, "tar") == 0 ? "ustar" : format),
                     ARCHIVE_OK);
    if (*filter != '\0')
        assert_int_equal(archive_write_add_filter_by_name(packing->archive, filter),
                         ARCHIVE_OK);
    assert_int_equal(archive_write_open_memory(packing->archive, packing->bytes,
                                               ARCHIVE_ROOM, &packing->len),
                     ARCHIVE_OK);
}

static void pack_as(struct packing *packing, const char *name, unsigned type,
                    const char *link, const void *bytes, size_t len)
{
    struct archive_entry *entry = archive_entry_new();

    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, type);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)len);
    if (link != NULL)
        archive_entry_set_symlink(entry, link);
    assert_int_equal(archive_write_header(packing->archive, entry), ARCHIVE_OK);
    if (len > 0)
        assert_int_equal(archive_write_data(packing->archive, bytes, len), len);
    archive_entry_free(entry);
}

static void pack(struct packing *packing, const char *name, const char *text)
{
    pack_as(packing, name, AE_IFREG, NULL, text, strlen(text));
}

static void pack_end(struct packing *packing)
{
    assert_int_equal(archive_write_close(packing->archive), ARCHIVE_OK);
    archive_write_free(packing->archive);
}

/* What came out, one leaf a line: "name=bytes" or "name!fault". */
struct unpacked {
    struct buf out;
    size_t n;
    size_t n_faults;
};

static void take(void *context, const struct leaf *leaf)
{
    struct unpacked *unpacked = context;

    unpacked->n++;
    if (leaf->fault != NULL) {
        unpacked->n_faults++;
        assert_null(leaf->bytes);
        buf_printf(&unpacked->out, "%s!%s\n", leaf->file, leaf->fault);
    } else if (leaf->len > 100) {
        buf_printf(&unpacked->out, "%s=(%zu)\n", leaf->file, leaf->len);
    } else {
        buf_printf(&unpacked->out, "%s=", leaf->file);
        buf_add(&unpacked->out, leaf->bytes, leaf->len);
        buf_putc(&unpacked->out, '\n');
    }
}

static void unpack_bytes(struct unpacked *unpacked, const char *file, const char *bytes,
                         size_t len, const struct read_limits *limits)
{
    const struct input input = { .file = file, .path = "-", .size = len };
    struct arena arena;
    struct unpacker unpacker = {
        .arena = &arena, .limits = limits, .take = take, .context = unpacked
    };

    memset(unpacked, 0, sizeof(*unpacked));
    arena_init(&arena);
    unpack(&unpacker, &input, bytes, len);
    unpacker_clear(&unpacker);
    arena_clear(&arena);
}

/* Unpack what was packed, hold it against want, let go of both. */
static void assert_unpacks(struct packing *packing, const char *file, const char *want)
{
    struct unpacked unpacked;

    unpack_bytes(&unpacked, file, packing->bytes, packing->len, &read_limits_default);
    assert_string_equal(buf_text(&unpacked.out), want);
    buf_clear(&unpacked.out);
    free(packing->bytes);
}

static void no_archive(void **state)
{
    struct unpacked unpacked;

    (void)state;
    unpack_bytes(&unpacked, "a.zip", "{}", 2, &read_limits_default);
    assert_string_equal(buf_text(&unpacked.out), "a.zip={}\n");
    buf_clear(&unpacked.out);
    unpack_bytes(&unpacked, "a", "", 0, &read_limits_default);
    assert_string_equal(buf_text(&unpacked.out), "a=\n");
    buf_clear(&unpacked.out);
}

static void zip_and_tar(void **state)
{
    static const char *const formats[][2] = {
        { "zip", "" }, { "tar", "" }, { "tar", "gzip" }, { "tar", "zstd" }
    };
    struct packing packing;

    (void)state;
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        pack_start(&packing, formats[i][0], formats[i][1]);
        pack_as(&packing, "d/", AE_IFDIR, NULL, NULL, 0);
        pack(&packing, "d/b.json", "[2]");
        pack(&packing, "./a.json", "[1]");
        pack(&packing, "empty", "");
        pack_end(&packing);
        assert_unpacks(&packing, "x", "x/d/b.json=[2]\nx/a.json=[1]\nx/empty=\n");
    }
}

static void one_compressed_file(void **state)
{
    static const struct {
        const char *filter;
        const char *file;
        const char *want;
    } cases[] = {
        { "gzip", "e/a.json.gz", "e/a.json.gz/a.json={}\n" },
        { "zstd", "a.zst", "a.zst/a={}\n" },
        { "gzip", "a.json", "a.json/data={}\n" },
        { "gzip", ".gz", ".gz/data={}\n" },
    };
    struct packing packing;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        pack_start(&packing, "raw", cases[i].filter);
        pack(&packing, "a", "{}");
        pack_end(&packing);
        assert_unpacks(&packing, cases[i].file, cases[i].want);
    }
}

/* No member is written anywhere, but a name that leaves is a lie about its origin. */
static void paths_that_leave(void **state)
{
    static const char *const names[] = { "../x", "a/../../x", "/etc/x", "a/..",
                                         "C:/x", "a\\..\\x",  "..",     "./../x" };
    struct packing packing;
    struct unpacked unpacked;

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        pack_start(&packing, "zip", "");
        pack(&packing, names[i], "{}");
        pack(&packing, "good..json", "{}");
        pack_end(&packing);
        unpack_bytes(&unpacked, "x", packing.bytes, packing.len, &read_limits_default);
        assert_int_equal(unpacked.n, 2);
        assert_int_equal(unpacked.n_faults, 1);
        assert_non_null(strstr(buf_text(&unpacked.out), "leaves the archive"));
        assert_non_null(strstr(buf_text(&unpacked.out), "x/good..json={}\n"));
        buf_clear(&unpacked.out);
        free(packing.bytes);
    }
}

static void links_are_no_files(void **state)
{
    struct packing packing;

    (void)state;
    pack_start(&packing, "tar", "");
    pack_as(&packing, "link", AE_IFLNK, "/etc/passwd", NULL, 0);
    pack(&packing, "a", "{}");
    pack_end(&packing);
    assert_unpacks(&packing, "x", "x/a={}\n");
}

static void nothing_in_it(void **state)
{
    struct packing packing;

    (void)state;
    pack_start(&packing, "zip", "");
    pack_end(&packing);
    assert_unpacks(&packing, "x.zip", "x.zip!the archive holds no file\n");
}

/* An archive of n archives, down to one with "a". */
static void nest(struct packing *packing, int n)
{
    struct packing inner;

    pack_start(packing, "zip", "");
    if (n == 0) {
        pack(packing, "a", "{}");
    } else {
        nest(&inner, n - 1);
        pack_as(packing, "in.zip", AE_IFREG, NULL, inner.bytes, inner.len);
        free(inner.bytes);
    }
    pack_end(packing);
}

static void archives_in_archives(void **state)
{
    struct packing packing;

    (void)state;
    nest(&packing, 1);
    assert_unpacks(&packing, "x", "x/in.zip/a={}\n");
    nest(&packing, 2);
    assert_unpacks(
        &packing, "x",
        "x/in.zip/in.zip!an archive in an archive in an archive: not opened\n");
}

/* A hundred megabytes of zeros would pack to a tenth of one. */
static void ratio(void **state)
{
    const size_t size = 4 << 20;
    char *zeros = calloc(1, size);
    struct packing packing;
    struct unpacked unpacked;

    (void)state;
    assert_non_null(zeros);
    pack_start(&packing, "tar", "gzip");
    pack(&packing, "before", "{}");
    pack_as(&packing, "zeros", AE_IFREG, NULL, zeros, size);
    pack(&packing, "behind", "{}");
    pack_end(&packing);
    unpack_bytes(&unpacked, "x", packing.bytes, packing.len, &read_limits_default);
    assert_string_equal(buf_text(&unpacked.out),
                        "x/before={}\n"
                        "x/zeros!the archive unpacks to more than 200 times its size\n");
    buf_clear(&unpacked.out);
    free(packing.bytes);
    free(zeros);
}

static void unpacked_limit(void **state)
{
    struct read_limits limits = read_limits_default;
    struct packing packing;
    struct unpacked unpacked;

    (void)state;
    pack_start(&packing, "zip", "");
    pack(&packing, "a", "1234567890");
    pack(&packing, "b", "1234567890");
    pack(&packing, "c", "1234567890");
    pack_end(&packing);
    limits.unpacked = 20;
    unpack_bytes(&unpacked, "x", packing.bytes, packing.len, &limits);
    assert_string_equal(buf_text(&unpacked.out),
                        "x/a=1234567890\nx/b=1234567890\n"
                        "x/c!the archive unpacks to more than 20 bytes\n");
    buf_clear(&unpacked.out);
    limits.unpacked = 30;
    unpack_bytes(&unpacked, "x", packing.bytes, packing.len, &limits);
    assert_int_equal(unpacked.n_faults, 0);
    buf_clear(&unpacked.out);
    free(packing.bytes);
}

static void member_limit(void **state)
{
    struct read_limits limits = read_limits_default;
    struct packing packing;
    struct unpacked unpacked;

    (void)state;
    pack_start(&packing, "zip", "");
    pack(&packing, "a", "1");
    pack(&packing, "b", "2");
    pack(&packing, "c", "3");
    pack_end(&packing);
    limits.members = 2;
    unpack_bytes(&unpacked, "x", packing.bytes, packing.len, &limits);
    assert_string_equal(buf_text(&unpacked.out),
                        "x/a=1\nx/b=2\nx!the archive has more than 2 members\n");
    buf_clear(&unpacked.out);
    limits.members = 3;
    unpack_bytes(&unpacked, "x", packing.bytes, packing.len, &limits);
    assert_int_equal(unpacked.n_faults, 0);
    buf_clear(&unpacked.out);
    free(packing.bytes);
}

/* Cut at every length: always some word about it, never harm. */
static void damaged(void **state)
{
    static const char *const formats[][2] = { { "zip", "" }, { "tar", "gzip" } };
    struct packing packing;
    struct unpacked unpacked;

    (void)state;
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        pack_start(&packing, formats[i][0], formats[i][1]);
        pack(&packing, "a.json", "{\"a\":1}");
        pack(&packing, "b.json", "{\"b\":2}");
        pack_end(&packing);
        for (size_t len = 0; len < packing.len; len++) {
            char *copy = malloc(len + 1);

            assert_non_null(copy);
            memcpy(copy, packing.bytes, len);
            unpack_bytes(&unpacked, "x", copy, len, &read_limits_default);
            assert_true(unpacked.n > 0);
            buf_clear(&unpacked.out);
            free(copy);
        }
        free(packing.bytes);
    }
}

/* The whole way: a member's certificate bears the member's name and digest. */
static void read_from_an_archive(void **state)
{
    static const char text[] =
        "{\"Certificate\":{\"CertificateArn\":\"arn:aws:acm:us-east-1:111122223333:"
        "certificate/00000001-1111-4222-8333-444444444444\",\"Status\":\"ISSUED\"}}";
    struct packing packing;
    struct evidence r;

    (void)state;
    pack_start(&packing, "zip", "");
    pack(&packing, "m.json", text);
    pack(&packing, "../out.json", text);
    pack_end(&packing);
    evidence_bytes(&r, "a.zip", packing.bytes, packing.len);
    assert_int_equal(r.estate.n_sources, 2);
    assert_string_equal(r.estate.sources[0]->file, "a.zip/../out.json");
    assert_int_equal(r.estate.sources[0]->problems->kind, PROBLEM_MALFORMED);
    assert_string_equal(r.estate.sources[0]->sha256, "");
    assert_string_equal(r.estate.sources[1]->file, "a.zip/m.json");
    assert_int_equal(r.estate.sources[1]->bytes, sizeof(text) - 1);
    assert_int_equal(strlen(r.estate.sources[1]->sha256), 64);
    assert_int_equal(r.estate.n_certs, 1);
    evidence_clear(&r);
    free(packing.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_archive),
        cmocka_unit_test(zip_and_tar),
        cmocka_unit_test(one_compressed_file),
        cmocka_unit_test(paths_that_leave),
        cmocka_unit_test(links_are_no_files),
        cmocka_unit_test(nothing_in_it),
        cmocka_unit_test(archives_in_archives),
        cmocka_unit_test(ratio),
        cmocka_unit_test(unpacked_limit),
        cmocka_unit_test(member_limit),
        cmocka_unit_test(damaged),
        cmocka_unit_test(read_from_an_archive),
    };

    return cmocka_run_group_tests_name("unpack", tests, NULL, NULL);
}
