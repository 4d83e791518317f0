/* Tests of mockaws/http/server: requests, good and bad, and keep-alive. */
#include "mockaws/http/server.h"

#include "tests/unit/mockaws/http/talk.h"

struct row {
    const char *name;
    const char *request; /* the connection is then closed by the server */
    const char *status;  /* "" : no reply at all */
    const char *has;     /* the reply contains that */
};

static struct row rows[] = {
    /* clang-format off */
    { "get", "GET / HTTP/1.1\r\n" H C, "200", "\r\n\r\n[GET|/||0|0|]" },
    { "the type and a field of the reply", "GET / HTTP/1.1\r\n" H C, "200", "Content-Type: text/plain\r\nx-call: 1\r\n" },
    { "a date", "GET / HTTP/1.1\r\n" H C, "200", " GMT\r\n" },
    { "query as sent", "GET /a?b=%20+c&d HTTP/1.1\r\n" H C, "200", "[GET|/a|b=%20+c&d|0|0|]" },
    { "an empty query", "GET /a? HTTP/1.1\r\n" H C, "200", "[GET|/a||0|0|]" },
    { "a query of question marks", "GET /a?? HTTP/1.1\r\n" H C, "200", "[GET|/a|?|0|0|]" },
    { "path as sent", "GET /hostedzone/%2Fa%00b%zz//../c HTTP/1.1\r\n" H C, "200", "[GET|/hostedzone/%2Fa%00b%zz//../c||0|0|]" },
    { "octets above ASCII in the path", "GET /\xc3\xa9 HTTP/1.1\r\n" H C, "200", "[GET|/\xc3\xa9||0|0|]" },
    { "absolute form", "GET http://example.com/a?b HTTP/1.1\r\n" H C, "200", "[GET|/a|b|0|0|]" },
    { "absolute form without a path", "GET http://example.com HTTP/1.1\r\n" H C, "200", "[GET|/||0|0|]" },
    { "an address in the query is no absolute form", "GET /a?u=http://b/ HTTP/1.1\r\n" H C, "200", "[GET|/a|u=http://b/|0|0|]" },
    { "asterisk", "OPTIONS * HTTP/1.1\r\n" H C, "200", "[OPTIONS|*||0|0|]" },
    { "a method nobody knows", "FROB /a HTTP/1.1\r\n" H C, "200", "[FROB|/a||0|0|]" },
    { "post", "POST / HTTP/1.1\r\n" H "Content-Length: 3\r\n" C "abc", "200", "[POST|/||3|3|abc]" },
    { "post of a NUL", "POST / HTTP/1.1\r\n" H "Content-Length: 3\r\n" C "a\0b", "200", "[POST|/||3|1|a]" },
    { "post without a length", "POST / HTTP/1.1\r\n" H C, "200", "[POST|/||0|0|]" },
    { "post of nothing", "POST / HTTP/1.1\r\n" H "Content-Length: 0\r\n" C, "200", "[POST|/||0|0|]" },
    { "chunked", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n" C "2\r\nab\r\n3;x=y\r\ncde\r\n0\r\n\r\n", "200", "[POST|/||5|5|abcde]" },
    { "chunked with a trailer", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n" C "2\r\nab\r\n0\r\nX-T: 1\r\n\r\n", "200", "[POST|/||2|2|ab]" },
    { "a chunk's size that is no number", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n" C "zz\r\nab\r\n", "400", "" },
    { "a chunk's size beyond all", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n" C "fffffffffffffffff\r\nab\r\n", "413", "" },
    { "expect: 100-continue, body sent along", "POST / HTTP/1.1\r\n" H "Expect: 100-continue\r\nContent-Length: 3\r\n" C "abc", "100 Continue\r\n\r\nHTTP/1.1 200", "[POST|/||3|3|abc]" },
    { "expect: 100-continue, too large", "POST / HTTP/1.1\r\n" H "Expect: 100-continue\r\nContent-Length: 100001\r\n" C, "413", "refused 413" },
    { "HTTP/1.0 closes", "GET / HTTP/1.0\r\n\r\n", "200", "[GET|/||0|0|]" },
    { "no host", "GET / HTTP/1.1\r\n" C, "400", "refused 400" },
    { "two hosts", "GET / HTTP/1.1\r\n" H H C, "400", "refused 400" },
    { "a blank in the target", "GET /a b HTTP/1.1\r\n" H C, "400", "refused 400" },
    { "a control in the target", "GET /a\x01 HTTP/1.1\r\n" H C, "400", "refused 400" },
    { "a control in a field", "GET / HTTP/1.1\r\n" H "X-A: a\x01\r\n" C, "400", "refused 400" },
    { "a blank before the colon", "GET / HTTP/1.1\r\n" H "X-A : a\r\n" C, "400", "refused 400" },
    { "a method that is no token", "G(T / HTTP/1.1\r\n" H C, "400", "refused 400" },
    { "no method", " / HTTP/1.1\r\n" H C, "", "" },
    { "a line without a colon", "GET / HTTP/1.1\r\n" H "nonsense\r\n" C, "400", "" },
    { "HTTP/2 in plain text", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505", "" },
    { "no version", "GET /\r\n\r\n", "400", "" },
    { "nonsense", "\x16\x03\x01\x02\r\n\r\n", "", "" },
    { "length and chunks", "POST / HTTP/1.1\r\n" H "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n" C "0\r\n\r\n", "400", "refused 400" },
    { "two lengths", "POST / HTTP/1.1\r\n" H "Content-Length: 3\r\nContent-Length: 4\r\n" C "abc", "400", "refused 400" },
    { "a length that is no number", "POST / HTTP/1.1\r\n" H "Content-Length: 3x\r\n" C "abc", "400", "" },
    { "a length below zero", "POST / HTTP/1.1\r\n" H "Content-Length: -1\r\n" C, "400", "" },
    { "a length beyond all", "POST / HTTP/1.1\r\n" H "Content-Length: 99999999999999999999999\r\n" C, "413", "" },
    { "a length that is only too large", "POST / HTTP/1.1\r\n" H "Content-Length: 9223372036854775807\r\n" C "abc", "413", "refused 413" },
    { "a coding we do not know", "POST / HTTP/1.1\r\n" H "Transfer-Encoding: gzip, chunked\r\n" C "0\r\n\r\n", "501", "refused 501" },
    { "an empty line before the request", "\r\nGET / HTTP/1.1\r\n" H C, "200", "[GET|/||0|0|]" },
    { "lines that end in LF alone", "GET / HTTP/1.1\nHost: a\nConnection: close\n\n", "200", "[GET|/||0|0|]" },
    /* clang-format on */
};

static size_t row_len(const struct row *row)
{
    return strcmp(row->name, "post of a NUL") == 0 ? strlen(row->request) + 2 /* "\0b" */
                                                   : strlen(row->request);
}

static void run_row(void **state)
{
    const struct row *row = *state;
    struct fixture fixture;
    struct heard heard = { 0 };
    const char *text;

    start(&fixture, 0, 0);
    exchange(&fixture, row->request, row_len(row), NULL, &heard);
    text = buf_text(&heard.text);
    if (row->status[0] == '\0') {
        assert_string_equal(text, "");
    } else {
        assert_memory_equal(text, "HTTP/1.1 ", 9);
        if (strncmp(text + 9, row->status, strlen(row->status)) != 0)
            fail_msg("want %s, got %.300s", row->status, text);
    }
    if (strstr(text, row->has) == NULL)
        fail_msg("want %s, got %.300s", row->has, text);
    require_alive(&fixture);
    heard_clear(&heard);
    http_server_stop(fixture.server);
}

TEST_ROWS(rows, run_row)

static void pipelined_requests_are_answered_in_order(void **state)
{
    static const char ask[] = "POST /1 HTTP/1.1\r\n" H "Content-Length: 2\r\n\r\nab"
                              "GET /2?delay=20 HTTP/1.1\r\n" H "\r\n"
                              "GET /3 HTTP/1.1\r\n" H "\r\n"
                              "HEAD /size?n=77 HTTP/1.1\r\n" H "\r\n"
                              "GET /5 HTTP/1.1\r\n" H "\r\n";
    struct fixture fixture;
    struct heard heard = { 0 };
    const char *text;

    (void)state;
    start(&fixture, 0, 0);
    exchange(&fixture, ask, sizeof(ask) - 1, "[GET|/5", &heard);
    text = buf_text(&heard.text);
    assert_int_equal(times(&heard, "HTTP/1.1 200"), 5);
    assert_true(strstr(text, "[POST|/1||2") < strstr(text, "[GET|/2|delay=20"));
    assert_true(strstr(text, "[GET|/2") < strstr(text, "[GET|/3"));
    assert_non_null(strstr(text, "Content-Length: 77\r\n\r\nHTTP/1.1 200"));
    heard_clear(&heard);
    http_server_stop(fixture.server);
}

static void large_replies_come_whole_and_at_once(void **state)
{
    enum { N = 60000, ROUNDS = 50 };
    static const char ask[] = "GET /size?n=60000 HTTP/1.1\r\n" H "\r\n";
    struct fixture fixture;
    const int64_t begin = now_ms();
    int fd;

    (void)state;
    start(&fixture, 0, 0);
    fd = dial(&fixture);
    for (int i = 0; i < ROUNDS; i++) {
        struct heard heard = { 0 };
        const char *body;

        say(&fixture, fd, ask, sizeof(ask) - 1);
        listen_for(&fixture, fd, "\r\n\r\n", &heard);
        body = strstr(buf_text(&heard.text), "\r\n\r\n") + 4;
        while (heard.text.len - (size_t)(body - heard.text.data) < N) {
            assert_true(hear(fd, &heard));
            http_server_poll(fixture.server, 1);
            body = strstr(buf_text(&heard.text), "\r\n\r\n") + 4;
        }
        assert_int_equal(strlen(body), N);
        assert_int_equal(body[N - 1], '9');
        heard_clear(&heard);
    }
    close(fd);
    /* Nagle against delayed acknowledgement would cost 40 ms each. */
    assert_true(now_ms() - begin < ROUNDS * 30);
    http_server_stop(fixture.server);
}

static void a_reply_larger_than_the_socket_takes(void **state)
{
    enum { N = 12000000 };
    static const char ask[] =
        "GET /size?n=12000000 HTTP/1.1\r\n" H "Connection: close\r\n\r\n";
    struct fixture fixture;
    struct heard heard = { 0 };

    (void)state;
    start(&fixture, 0, 0);
    exchange(&fixture, ask, sizeof(ask) - 1, NULL, &heard);
    assert_true(heard.text.len > N);
    assert_int_equal(heard.text.data[heard.text.len - 1], '9');
    heard_clear(&heard);
    require_alive(&fixture);
    http_server_stop(fixture.server);
}

static void a_body_waits_for_100_continue(void **state)
{
    static const char head[] =
        "POST /a HTTP/1.1\r\n" H "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n";
    struct fixture fixture;
    struct heard heard = { 0 };
    int fd;

    (void)state;
    start(&fixture, 0, 0);
    fd = dial(&fixture);
    say(&fixture, fd, head, sizeof(head) - 1);
    listen_for(&fixture, fd, "HTTP/1.1 100 Continue\r\n\r\n", &heard);
    say(&fixture, fd, "body", 4);
    listen_for(&fixture, fd, "[POST|/a||4|4|body]", &heard);
    close(fd);
    heard_clear(&heard);
    http_server_stop(fixture.server);
}

static void polling_returns_in_time(void **state)
{
    struct fixture fixture;
    int64_t begin;

    (void)state;
    start(&fixture, 0, 0);
    begin = now_ms();
    http_server_poll(fixture.server, 60);
    assert_in_range(now_ms() - begin, 55, 1000);
    require_alive(&fixture);
    http_server_stop(fixture.server);
}

static void an_address_in_use_is_said(void **state)
{
    struct fixture fixture;
    struct http_options options = { .host = "127.0.0.1", .handler = answer };
    struct err err = { 0 };

    (void)state;
    start(&fixture, 0, 0);
    options.port = http_server_port(fixture.server);
    assert_null(http_server_start(&options, &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_non_null(strstr(err.text, "Address already in use"));
    options.host = "no address";
    assert_null(http_server_start(&options, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    http_server_stop(fixture.server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pipelined_requests_are_answered_in_order),
        cmocka_unit_test(large_replies_come_whole_and_at_once),
        cmocka_unit_test(a_reply_larger_than_the_socket_takes),
        cmocka_unit_test(a_body_waits_for_100_continue),
        cmocka_unit_test(polling_returns_in_time),
        cmocka_unit_test(an_address_in_use_is_said),
    };

    const int failed = run_rows("http/server rows");

    return failed + cmocka_run_group_tests_name("http/server", tests, NULL, NULL);
}
