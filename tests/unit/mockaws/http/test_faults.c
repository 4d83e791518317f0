/* Tests of mockaws/http/reply: what goes wrong on the wire on purpose. */
#include "mockaws/http/server.h"

#include "tests/unit/mockaws/http/talk.h"

struct row {
    const char *name;
    const char *request; /* the connection is then closed by the server */
    const char *head;    /* the reply's head holds that */
    size_t n;            /* octets behind the head, and how they begin */
    const char *body;
};

static struct row rows[] = {
    /* clang-format off */
    { "cut", "GET /size?n=100&cut=7 HTTP/1.1\r\n" H "\r\n", "Content-Length: 100\r\n", 7, "0123456" },
    { "cut before the first octet", "GET /size?n=100&cut=0 HTTP/1.1\r\n" H "\r\n", "Content-Length: 100\r\n", 0, "" },
    { "cut behind the end", "GET /size?n=100&cut=101 HTTP/1.1\r\n" H "\r\n", "Content-Length: 100\r\n", 100, "0" },
    { "cut far into a large body", "GET /size?n=90000&cut=80000 HTTP/1.1\r\n" H "\r\n", "Content-Length: 90000\r\n", 80000, "0" },
    { "cut of nothing", "GET /size?n=0&cut=0 HTTP/1.1\r\n" H "\r\n", "Content-Length: 0\r\n", 0, "" },
    { "a length too large", "GET /size?n=10&length=5 HTTP/1.1\r\n" H "\r\n", "Content-Length: 15\r\n", 10, "0123456789" },
    { "a length too small", "GET /size?n=10&length=-4 HTTP/1.1\r\n" H "\r\n", "Content-Length: 6\r\n", 10, "0123456789" },
    { "a length below nothing", "GET /size?n=10&length=-40 HTTP/1.1\r\n" H "\r\n", "Content-Length: 0\r\n", 10, "0123456789" },
    { "a length that overflows", "GET /size?n=10&length=9223372036854775807 HTTP/1.1\r\n" H "\r\n", "Content-Length: 0\r\n", 10, "0123456789" },
    { "a length too large of nothing", "GET /size?n=0&length=5 HTTP/1.1\r\n" H "\r\n", "Content-Length: 5\r\n", 0, "" },
    { "a wrong length and a cut", "GET /size?n=10&length=5&cut=3 HTTP/1.1\r\n" H "\r\n", "Content-Length: 15\r\n", 3, "012" },
    { "a second chunk without a size", "GET /size?n=8&bad_chunk=1 HTTP/1.1\r\n" H "\r\n", "Transfer-Encoding: chunked\r\n", 31, "4\r\n0123\r\nnot-a-size\r\n" },
    { "a bad chunk of nothing", "GET /size?n=0&bad_chunk=1 HTTP/1.1\r\n" H "\r\n", "Transfer-Encoding: chunked\r\n", 22, "not-a-size\r\n" },
    { "drip", "GET /size?n=200&drip=1 HTTP/1.1\r\n" H C, "Content-Length: 200\r\n", 200, "01234567890" },
    { "drip of nothing", "GET /size?n=0&drip=1 HTTP/1.1\r\n" H C, "Content-Length: 0\r\n", 0, "" },
    { "drip of the head alone", "HEAD /size?n=200&drip=1 HTTP/1.1\r\n" H C, "Content-Length: 200\r\n", 0, "" },
    { "drip and cut", "GET /size?n=200&drip=1&cut=130 HTTP/1.1\r\n" H "\r\n", "Content-Length: 200\r\n", 130, "0123" },
    { "delay", "GET /size?n=5&delay=30 HTTP/1.1\r\n" H C, "Content-Length: 5\r\n", 5, "01234" },
    { "delay and cut", "GET /size?n=5&delay=30&cut=2 HTTP/1.1\r\n" H "\r\n", "Content-Length: 5\r\n", 2, "01" },
    { "a fault that is less than nothing", "GET /size?n=5&delay=-30&drip=-1 HTTP/1.1\r\n" H C, "Content-Length: 5\r\n", 5, "01234" },
    /* clang-format on */
};

static void run_row(void **state)
{
    const struct row *row = *state;
    struct fixture fixture;
    struct heard heard = { 0 };
    const char *head;
    const char *body;

    start(&fixture, 0, 0);
    exchange(&fixture, row->request, strlen(row->request), NULL, &heard);
    head = buf_text(&heard.text);
    body = strstr(head, "\r\n\r\n");
    assert_non_null(body);
    body += 4;
    assert_memory_equal(head, "HTTP/1.1 200", 12);
    if (strstr(head, row->head) == NULL)
        fail_msg("want %s, got %.300s", row->head, head);
    assert_int_equal(times(&heard, "Content-Length"),
                     strstr(row->head, "chunked") == NULL);
    assert_int_equal(strlen(body), row->n);
    assert_memory_equal(body, row->body, strlen(row->body));
    require_alive(&fixture);
    heard_clear(&heard);
    http_server_stop(fixture.server);
}

TEST_ROWS(rows, run_row)

static void slow_replies_do_not_hold_up_others(void **state)
{
    static const char slow[] = "GET /size?n=640&drip=80 HTTP/1.1\r\n" H C;
    static const char late[] = "GET /late?delay=800 HTTP/1.1\r\n" H C;
    struct fixture fixture;
    struct heard dripped = { 0 };
    struct heard delayed = { 0 };
    const int64_t begin = now_ms();
    int fd[2];

    (void)state;
    start(&fixture, 0, 1);
    fd[0] = dial(&fixture);
    fd[1] = dial(&fixture);
    say(&fixture, fd[0], slow, sizeof(slow) - 1);
    say(&fixture, fd[1], late, sizeof(late) - 1);
    for (int i = 0; i < 20; i++)
        require_alive(&fixture);
    assert_true(hear(fd[1], &delayed)); /* it waits still */
    assert_int_equal(delayed.text.len, 0);
    listen_for(&fixture, fd[1], NULL, &delayed);
    assert_true(now_ms() - begin >= 790);
    assert_non_null(strstr(buf_text(&delayed.text), "[GET|/late|"));
    listen_for(&fixture, fd[0], NULL, &dripped);
    assert_true(now_ms() - begin >= 790);
    assert_int_equal(strlen(strstr(buf_text(&dripped.text), "\r\n\r\n")), 644);
    close(fd[0]);
    close(fd[1]);
    heard_clear(&dripped);
    heard_clear(&delayed);
    http_server_stop(fixture.server);
}

static void a_dripped_reply_keeps_the_connection(void **state)
{
    static const char ask[] = "GET /size?n=130&drip=2 HTTP/1.1\r\n" H "\r\n"
                              "GET /next HTTP/1.1\r\n" H "\r\n";
    struct fixture fixture;
    struct heard heard = { 0 };

    (void)state;
    start(&fixture, 0, 0);
    exchange(&fixture, ask, sizeof(ask) - 1, "[GET|/next", &heard);
    assert_false(heard.closed);
    heard_clear(&heard);
    http_server_stop(fixture.server);
}

static void resets(void **state)
{
    static const struct {
        const char *ask;
        size_t min;
        size_t max; /* octets of the body; SIZE_MAX: no head either */
    } cases[] = {
        { "GET /size?n=100&reset=1 HTTP/1.1\r\n" H "\r\n", 0, SIZE_MAX },
        { "GET /size?n=100&reset=1&delay=20 HTTP/1.1\r\n" H "\r\n", 0, SIZE_MAX },
        { "GET /size?n=100&reset=2 HTTP/1.1\r\n" H "\r\n", 0, 0 },
        { "GET /size?n=100&reset=3 HTTP/1.1\r\n" H "\r\n", 1, 99 },
        { "GET /size?n=60000&reset=3 HTTP/1.1\r\n" H "\r\n", 1, 59999 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture fixture;
        struct heard heard = { 0 };

        start(&fixture, 0, 0);
        exchange(&fixture, cases[i].ask, strlen(cases[i].ask), NULL, &heard);
        assert_true(heard.reset);
        if (cases[i].max == SIZE_MAX) {
            assert_int_equal(heard.text.len, 0);
        } else {
            const char *body = strstr(buf_text(&heard.text), "\r\n\r\n");

            assert_non_null(body);
            assert_in_range(strlen(body + 4), cases[i].min, cases[i].max);
        }
        require_alive(&fixture);
        heard_clear(&heard);
        http_server_stop(fixture.server);
    }
}

static void clients_that_go_away_leave_nothing(void **state)
{
    static const char *const asks[] = {
        "GET /size?n=6400&drip=5 HTTP/1.1\r\n" H "\r\n",
        "GET /a?delay=50 HTTP/1.1\r\n" H "\r\n",
        "POST / HTTP/1.1\r\n" H "Content-Length: 90000\r\n\r\nabc",
        "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n5\r\nab",
        "GET /size?n=9000000 HTTP/1.1\r\n" H "\r\n",
        "GET / HTT",
        "",
    };
    struct fixture fixture;
    const int64_t end = now_ms() + PATIENCE_MS;

    (void)state;
    start(&fixture, 0, 0);
    for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++) {
        const int fd = dial(&fixture);

        say(&fixture, fd, asks[i], strlen(asks[i]));
        http_server_poll(fixture.server, 0);
        close(fd);
    }
    do
        http_server_poll(fixture.server, 20);
    while (http_server_connections(fixture.server) > 0 && now_ms() < end);
    assert_int_equal(http_server_connections(fixture.server), 0);
    require_alive(&fixture);
    http_server_stop(fixture.server);
}

static void stopping_cuts_what_is_under_way(void **state)
{
    static const char *const asks[] = {
        "GET /size?n=6400&drip=1000 HTTP/1.1\r\n" H "\r\n",
        "GET /a?delay=100000 HTTP/1.1\r\n" H "\r\n",
        "POST / HTTP/1.1\r\n" H "Content-Length: 90000\r\n\r\nabc",
        "GET /size?n=9000000 HTTP/1.1\r\n" H "\r\n",
    };
    enum { N = sizeof(asks) / sizeof(asks[0]) };
    struct fixture fixture;
    int fds[N];

    (void)state;
    start(&fixture, 0, 0);
    for (size_t i = 0; i < N; i++) {
        fds[i] = dial(&fixture);
        say(&fixture, fds[i], asks[i], strlen(asks[i]));
    }
    for (int i = 0; i < 5; i++)
        http_server_poll(fixture.server, 1);
    http_server_stop(fixture.server);
    for (size_t i = 0; i < N; i++)
        close(fds[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slow_replies_do_not_hold_up_others),
        cmocka_unit_test(a_dripped_reply_keeps_the_connection),
        cmocka_unit_test(resets),
        cmocka_unit_test(clients_that_go_away_leave_nothing),
        cmocka_unit_test(stopping_cuts_what_is_under_way),
    };

    const int failed = run_rows("http/faults rows");

    return failed + cmocka_run_group_tests_name("http/faults", tests, NULL, NULL);
}
