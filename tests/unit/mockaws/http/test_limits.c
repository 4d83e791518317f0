/* Tests of mockaws/http/conn: too large, too slow, too many. */
#include "mockaws/http/server.h"

#include "tests/unit/mockaws/http/talk.h"

/* A head of so many octets, all in one field. */
static void send_head(struct fixture *fixture, size_t size, struct heard *heard)
{
    struct buf ask = { 0 };

    buf_puts(&ask, "GET /a HTTP/1.1\r\n" H "Connection: close\r\nX-Long: ");
    while (ask.len < size - 4)
        buf_putc(&ask, 'a');
    buf_puts(&ask, "\r\n\r\n");
    exchange(fixture, ask.data, ask.len, NULL, heard);
    buf_clear(&ask);
}

static void huge_heads_are_refused(void **state)
{
    static const struct {
        size_t size;
        const char *status;
    } cases[] = { { 1000, "HTTP/1.1 200" },
                  { 16000, "HTTP/1.1 200" },
                  { 17000, "HTTP/1.1 431" },
                  { 23000, "HTTP/1.1 431" },
                  { 25000, "HTTP/1.1 431" } };
    struct fixture fixture;

    (void)state;
    start(&fixture, 0, 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct heard heard = { 0 };

        send_head(&fixture, cases[i].size, &heard);
        assert_memory_equal(buf_text(&heard.text), cases[i].status, 12);
        heard_clear(&heard);
    }
    require_alive(&fixture);
    http_server_stop(fixture.server);
}

static void floods_of_headers_and_endless_lines_end(void **state)
{
    struct fixture fixture;
    struct heard heard = { 0 };
    struct buf ask = { 0 };

    (void)state;
    start(&fixture, 0, 0);
    buf_puts(&ask, "GET / HTTP/1.1\r\n" H);
    for (int i = 0; i < 40000; i++)
        buf_puts(&ask, "a:b\r\n");
    exchange(&fixture, ask.data, ask.len, NULL, &heard);
    buf_reset(&ask);
    for (int i = 0; i < 200000; i++)
        buf_putc(&ask, 'G');
    exchange(&fixture, ask.data, ask.len, NULL, &heard);
    require_alive(&fixture);
    buf_clear(&ask);
    heard_clear(&heard);
    http_server_stop(fixture.server);
}

static void add_body(struct buf *ask, size_t size, bool chunked)
{
    static const char block[4096] = "a block of which the octets are nobody's concern";

    if (chunked)
        buf_puts(ask, "Transfer-Encoding: chunked\r\n\r\n");
    else
        buf_printf(ask, "Content-Length: %zu\r\n\r\n", size);
    while (size > 0) {
        const size_t n = size < sizeof(block) ? size : sizeof(block);

        if (chunked)
            buf_printf(ask, "%zx\r\n", n);
        buf_add(ask, block, n);
        if (chunked)
            buf_puts(ask, "\r\n");
        size -= n;
    }
    if (chunked)
        buf_puts(ask, "0\r\n\r\n");
}

static void large_bodies(void **state)
{
    static const struct {
        size_t size;
        bool chunked;
        bool good;
    } cases[] = { { BODY_MAX, false, true },      { BODY_MAX, true, true },
                  { BODY_MAX + 1, false, false }, { BODY_MAX + 1, true, false },
                  { 10 * 1000000, false, false }, { 10 * 1000000, true, false },
                  { 20 * 1000000, false, false }, { 20 * 1000000, true, false } };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture;
        struct heard heard = { 0 };
        struct buf ask = { 0 };
        char want[64];

        start(&fixture, 0, 0);
        buf_puts(&ask, "POST /a HTTP/1.1\r\n" H);
        add_body(&ask, cases[i].size, cases[i].chunked);
        snprintf(want, sizeof(want), "[POST|/a||%zu|", cases[i].size);
        exchange(&fixture, ask.data, ask.len, cases[i].good ? want : NULL, &heard);
        /* Above 16 MiB the connection may be reset before the client hears why. */
        if (!cases[i].good && cases[i].size < 16 << 20) {
            assert_memory_equal(buf_text(&heard.text), "HTTP/1.1 413", 12);
            assert_non_null(strstr(buf_text(&heard.text), "Connection: close\r\n"));
            assert_non_null(strstr(buf_text(&heard.text), "refused 413"));
        }
        assert_int_equal(fixture.calls, cases[i].good);
        require_alive(&fixture);
        buf_clear(&ask);
        heard_clear(&heard);
        http_server_stop(fixture.server);
    }
}

/* One octet every 150 ms: never idle, never done. */
static void slow_loris_is_cut_off(const char *head)
{
    struct fixture fixture;
    struct heard heard = { 0 };
    const int64_t begin = now_ms();
    int fd;

    start(&fixture, 0, 1);
    fd = dial(&fixture);
    say(&fixture, fd, head, strlen(head));
    while (hear(fd, &heard) && now_ms() - begin < 10000) {
        const int64_t next = now_ms() + 150;

        while (now_ms() < next)
            http_server_poll(fixture.server, 50);
        say(&fixture, fd, "a", 1);
    }
    assert_in_range(now_ms() - begin, 1500, 4500);
    assert_int_equal(fixture.calls, 0);
    close(fd);
    require_alive(&fixture);
    heard_clear(&heard);
    http_server_stop(fixture.server);
}

static void slow_heads_are_cut_off(void **state)
{
    (void)state;
    slow_loris_is_cut_off("GET / HTTP/1.1\r\nX-Slow: ");
}

static void slow_bodies_are_cut_off(void **state)
{
    (void)state;
    slow_loris_is_cut_off("POST / HTTP/1.1\r\n" H "Content-Length: 1000\r\n\r\n");
}

static void idle_connections_are_closed(void **state)
{
    static const char ask[] = "GET /a HTTP/1.1\r\n" H "\r\n";
    struct fixture fixture;
    struct heard heard = { 0 };
    const int64_t begin = now_ms();

    (void)state;
    start(&fixture, 0, 1);
    exchange(&fixture, ask, sizeof(ask) - 1, NULL, &heard);
    assert_true(heard.closed);
    assert_in_range(now_ms() - begin, 900, 3000);
    http_server_poll(fixture.server, 50);
    assert_int_equal(http_server_connections(fixture.server), 0);
    heard_clear(&heard);
    http_server_stop(fixture.server);
}

static void connections_are_bounded_and_the_others_wait(void **state)
{
    enum { N = 12, MAX = 4 };
    static const char ask[] = "GET /a HTTP/1.1\r\n" H "\r\n";
    struct fixture fixture;
    int fds[N];

    (void)state;
    start(&fixture, MAX, 0);
    for (int i = 0; i < N; i++) {
        fds[i] = dial(&fixture);
        say(&fixture, fds[i], ask, sizeof(ask) - 1);
    }
    for (int i = 0; i < N; i++) {
        struct heard heard = { 0 };

        listen_for(&fixture, fds[i], "[GET|/a", &heard);
        assert_true(http_server_connections(fixture.server) <= MAX);
        close(fds[i]);
        heard_clear(&heard);
    }
    http_server_stop(fixture.server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(huge_heads_are_refused),
        cmocka_unit_test(floods_of_headers_and_endless_lines_end),
        cmocka_unit_test(large_bodies),
        cmocka_unit_test(slow_heads_are_cut_off),
        cmocka_unit_test(slow_bodies_are_cut_off),
        cmocka_unit_test(idle_connections_are_closed),
        cmocka_unit_test(connections_are_bounded_and_the_others_wait),
    };

    return cmocka_run_group_tests_name("http/limits", tests, NULL, NULL);
}
