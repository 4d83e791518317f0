/* Tests of base/buf: growing, formatting, what buf_text() says. */
#include "base/buf.h"

#include <string.h>

#include "tests/support/test.h"

static void empty(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    assert_string_equal(buf_text(&buf), "");
    buf_reset(&buf);
    buf_clear(&buf);
    buf_init(&buf);
    buf_add(&buf, "", 0);
    assert_non_null(buf.data);
    assert_string_equal(buf.data, "");
    buf_clear(&buf);
}

static void grows(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    for (int i = 0; i < 100000; i++)
        buf_putc(&buf, (char)('a' + i % 26));
    assert_int_equal(buf.len, 100000);
    assert_true(buf.room > buf.len);
    assert_int_equal(buf.data[buf.len], '\0');
    for (size_t i = 0; i < buf.len; i++)
        if (buf.data[i] != (char)('a' + i % 26))
            fail_msg("at %zu", i);
    buf_clear(&buf);
    assert_int_equal(buf.len, 0);
    assert_null(buf.data);
}

static void holds_nuls(void **state)
{
    struct buf buf = { 0 };

    (void)state;
    buf_add(&buf, "a\0b", 3);
    buf_puts(&buf, "c");
    assert_int_equal(buf.len, 4);
    assert_memory_equal(buf.data, "a\0bc", 5);
    buf_clear(&buf);
}

static void formats(void **state)
{
    struct buf buf = { 0 };
    char wide[3000];

    (void)state;
    memset(wide, 'w', sizeof(wide) - 1);
    wide[sizeof(wide) - 1] = '\0';
    buf_printf(&buf, "%d-%s", 42, "x");
    assert_string_equal(buf_text(&buf), "42-x");
    buf_printf(&buf, "%s", wide);
    assert_int_equal(buf.len, 4 + sizeof(wide) - 1);
    assert_string_equal(buf_text(&buf) + 4, wide);
    buf_printf(&buf, "%s", "");
    assert_int_equal(buf.len, 4 + sizeof(wide) - 1);
    buf_clear(&buf);
}

static void reset_keeps_memory(void **state)
{
    struct buf buf = { 0 };
    const char *data;

    (void)state;
    buf_reserve(&buf, 1000);
    data = buf.data;
    buf_puts(&buf, "text");
    buf_reset(&buf);
    assert_string_equal(buf_text(&buf), "");
    assert_int_equal(buf.len, 0);
    buf_puts(&buf, "again");
    assert_ptr_equal(buf.data, data);
    assert_string_equal(buf_text(&buf), "again");
    buf_clear(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty),
        cmocka_unit_test(grows),
        cmocka_unit_test(formats),
        cmocka_unit_test(holds_nuls),
        cmocka_unit_test(reset_keeps_memory),
    };

    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
