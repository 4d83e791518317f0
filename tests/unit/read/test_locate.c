/* Tests of read_locate(): lines and columns of facts, in files of every kind. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tests/support/evidence.h"
#include "tests/support/test.h"

#define ARN "arn:aws:acm:us-east-1:111122223333:certificate/0000000"

/* One certificate a document, over three lines; each number stands for a certificate. */
static void add_cert(struct buf *out, int number)
{
    buf_printf(out,
               "{\"Certificate\": {\n  \"CertificateArn\": \"" ARN
               "%d-1111-4222-8333-444444444444\",\n  \"status\": \"ISSUED\"}}\n",
               number);
}

struct place {
    const char *pointer;
    unsigned line;
    unsigned column;
    const char *spelled;
};

/* The places of one certificate; line_before: lines in front of its document. */
static void assert_places(const struct evidence *r, size_t cert, unsigned lines_before,
                          unsigned columns_before)
{
    static const struct place places[] = {
        { "", 1, 17, "/Certificate" },
        { "/CertificateArn", 2, 21, "/Certificate/CertificateArn" },
        { "/Status", 3, 13, "/Certificate/status" },
        { "/FailureReason", 1, 17, "/Certificate/FailureReason" },
    };
    enum { N = sizeof(places) / sizeof(places[0]) };
    struct locate_query queries[N];
    struct arena arena;

    arena_init(&arena);
    for (size_t i = 0; i < N; i++)
        queries[i] = (struct locate_query){ .origin = &r->estate.certs[cert]->origin,
                                            .pointer = places[i].pointer };
    read_locate(&r->estate, queries, N, 2, &arena);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(queries[i].line, places[i].line + lines_before);
        assert_int_equal(queries[i].column,
                         places[i].column + (places[i].line == 1 ? columns_before : 0));
        assert_string_equal(queries[i].full_pointer, places[i].spelled);
    }
    arena_clear(&arena);
}

static void write_buf(const char *path, struct buf *bytes)
{
    evidence_write(path, bytes->data, bytes->len);
    buf_clear(bytes);
}

static void plain_file(void **state)
{
    struct buf text = { 0 };
    struct evidence r;

    (void)state;
    buf_puts(&text, "\n\n");
    add_cert(&text, 1);
    buf_puts(&text, "  ");
    add_cert(&text, 2);
    add_cert(&text, 3);
    write_buf("a.json", &text);
    evidence_path(&r, "a.json");
    assert_int_equal(r.estate.n_certs, 3);
    assert_places(&r, 0, 2, 0);
    assert_places(&r, 1, 5, 2);
    assert_places(&r, 2, 8, 0);
    evidence_clear(&r);
}

static void text_in_hand(void **state)
{
    struct buf text = { 0 };
    struct evidence r;

    (void)state;
    add_cert(&text, 1);
    add_cert(&text, 2);
    evidence_bytes(&r, "a.json", text.data, text.len);
    assert_places(&r, 0, 0, 0);
    assert_places(&r, 1, 3, 0);
    evidence_clear(&r);
    buf_clear(&text);
}

/* A mark takes three bytes of the first line: columns count bytes. */
static void byte_order_mark(void **state)
{
    struct buf text = { 0 };
    struct evidence r;

    (void)state;
    buf_puts(&text, "\xEF\xBB\xBF");
    add_cert(&text, 1);
    write_buf("a.json", &text);
    evidence_path(&r, "a.json");
    assert_places(&r, 0, 0, 3);
    evidence_clear(&r);
}

static void utf16(void **state)
{
    struct buf text = { 0 };
    struct buf wide = { 0 };
    struct evidence r;

    (void)state;
    add_cert(&text, 1);
    add_cert(&text, 2);
    buf_puts(&wide, "\xFF\xFE");
    for (size_t i = 0; i < text.len; i++)
        buf_add(&wide, (const char[]){ text.data[i], '\0' }, 2);
    buf_clear(&text);
    write_buf("a.json", &wide);
    evidence_path(&r, "a.json");
    assert_int_equal(r.estate.n_certs, 2);
    assert_places(&r, 0, 0, 0);
    assert_places(&r, 1, 3, 0);
    evidence_clear(&r);
}

static void peeled(void **state)
{
    struct buf text = { 0 };
    struct evidence r;

    (void)state;
    buf_puts(&text, "$ aws acm describe-certificate\n");
    add_cert(&text, 1);
    buf_puts(&text, "$ aws acm describe-certificate\n");
    add_cert(&text, 2);
    write_buf("session.txt", &text);
    evidence_path(&r, "session.txt");
    assert_int_equal(r.estate.n_certs, 2);
    assert_places(&r, 0, 1, 0);
    assert_places(&r, 1, 5, 0);
    evidence_clear(&r);
}

/* A repaired document is looked at as it stands in the file. */
static void repaired(void **state)
{
    struct buf text = { 0 };
    struct evidence r;

    (void)state;
    add_cert(&text, 1);
    text.len -= 3;
    buf_puts(&text, ",}}\n");
    add_cert(&text, 2);
    write_buf("a.json", &text);
    evidence_path(&r, "a.json");
    assert_int_equal(r.estate.n_certs, 2);
    assert_places(&r, 0, 0, 0);
    assert_places(&r, 1, 3, 0);
    evidence_clear(&r);
}

static void many_files(void **state)
{
    struct evidence r;
    char name[32];

    (void)state;
    for (int i = 0; i < 9; i++) {
        struct buf text = { 0 };

        for (int k = 0; k < i; k++)
            buf_putc(&text, '\n');
        add_cert(&text, i);
        snprintf(name, sizeof(name), "f%d.json", i);
        write_buf(name, &text);
    }
    evidence_path(&r, ".");
    assert_int_equal(r.estate.n_certs, 9);
    for (unsigned i = 0; i < 9; i++)
        assert_places(&r, i, i, 0);
    evidence_clear(&r);
}

/* A file that is another one by now tells no lines; it must not tell wrong ones. */
static void changed_file(void **state)
{
    struct buf text = { 0 };
    struct evidence r;
    struct locate_query query = { .pointer = "/Status" };
    struct arena arena;

    (void)state;
    add_cert(&text, 1);
    write_buf("a.json", &text);
    evidence_path(&r, "a.json");
    evidence_write("a.json", "[]", 2);
    arena_init(&arena);
    query.origin = &r.estate.certs[0]->origin;
    read_locate(&r.estate, &query, 1, 1, &arena);
    assert_int_equal(query.line, 0);
    assert_int_equal(query.column, 0);
    assert_int_equal(system("rm a.json"), 0);
    read_locate(&r.estate, &query, 1, 1, &arena);
    assert_int_equal(query.line, 0);
    arena_clear(&arena);
    evidence_clear(&r);
}

static void no_queries(void **state)
{
    struct evidence r;
    struct arena arena;

    (void)state;
    evidence_text(&r, "{}");
    arena_init(&arena);
    read_locate(&r.estate, NULL, 0, 2, &arena);
    arena_clear(&arena);
    evidence_clear(&r);
}

#define IN_FOLDER(test)                                                                  \
    cmocka_unit_test_setup_teardown(test, evidence_enter, evidence_leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(plain_file), IN_FOLDER(text_in_hand), IN_FOLDER(byte_order_mark),
        IN_FOLDER(utf16),      IN_FOLDER(peeled),       IN_FOLDER(repaired),
        IN_FOLDER(many_files), IN_FOLDER(changed_file), IN_FOLDER(no_queries),
    };

    return cmocka_run_group_tests_name("locate", tests, NULL, NULL);
}
