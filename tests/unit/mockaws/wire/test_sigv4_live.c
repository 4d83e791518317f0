/* Tests of mockaws/wire/sigv4 with signatures that curl and botocore make, over HTTP. */
#include "mockaws/wire/sigv4.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "mockaws/http/server.h"
#include "tests/support/test.h"

#define ACCESS_KEY "AKIDEXAMPLE"
#define SECRET     "InventedSecret/For+Tests0000000000000000"

/* Debian's: python3-boto3 belongs to that one, whichever python3 comes first in PATH. */
#define PYTHON "/usr/bin/python3"

/* Each reply is one line: the verdict, and what was asked. */
static void judge(void *context, const struct http_request *request,
                  struct http_reply *reply)
{
    static const char *const words[] = {
        [SIGV4_GOOD] = "good", [SIGV4_WRONG] = "wrong", [SIGV4_SKEWED] = "skewed"
    };
    struct sigv4 sigv4;
    const char *fault = NULL;
    const char *said;

    switch (sigv4_read(request->arena, request, &sigv4, &fault)) {
    case SIGV4_PRESENT:
        said = words[sigv4_verify(context, request, &sigv4, SECRET, time(NULL), 0)];
        break;
    case SIGV4_INCOMPLETE:
        said = fault;
        break;
    case SIGV4_ABSENT:
    default:
        said = "absent";
        break;
    }
    reply->body =
        arena_printf(request->arena, "%s %s %s\n", said, request->method, request->path);
    reply->body_len = strlen(reply->body);
}

/* Run a command and serve until it ends; its output. */
static void run(struct http_server *server, const char *command, struct buf *out)
{
    FILE *pipe = popen(command, "r");
    char bytes[4096];
    ssize_t n;

    assert_non_null(pipe);
    assert_int_equal(fcntl(fileno(pipe), F_SETFL, O_NONBLOCK), 0);
    while ((n = read(fileno(pipe), bytes, sizeof(bytes))) != 0) {
        if (n > 0)
            buf_add(out, bytes, (size_t)n);
        else
            assert_int_equal(errno, EAGAIN);
        http_server_poll(server, 5);
    }
    if (pclose(pipe) != 0)
        fail_msg("%s failed: %s", command, buf_text(out));
}

static bool is_there(const char *probe, const char *what)
{
    if (system(probe) == 0)
        return true;
    print_message("SKIPPED: %s\n", what);
    return false;
}

static struct http_server *start(struct sigv4_cache *cache)
{
    const struct http_options options = { .host = "127.0.0.1",
                                          .handler = judge,
                                          .context = cache };
    struct err err = { 0 };
    struct http_server *server = http_server_start(&options, &err);

    if (server == NULL)
        fail_msg("%s", err.text);
    return server;
}

/* Every line of the output is "good ...", and there are so many. */
static void require_good(const struct buf *out, int want)
{
    int n = 0;

    for (const char *at = buf_text(out); *at != '\0'; n++) {
        if (strncmp(at, "good ", 5) != 0)
            fail_msg("not good: %s", at);
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    assert_int_equal(n, want);
}

static void curl_signs(void **state)
{
    static const char *const good[] = {
        "-H 'Content-Type: application/x-amz-json-1.1' "
        "-H 'X-Amz-Target: CertificateManager.ListCertificates' -d '{}' "
        "--aws-sigv4 aws:amz:us-east-1:acm 'http://127.0.0.1:%u/'",
        "--aws-sigv4 aws:amz:us-east-1:route53 "
        "'http://127.0.0.1:%u/2013-04-01/hostedzone'",
        "--aws-sigv4 aws:amz:us-east-1:route53 "
        "'http://127.0.0.1:%u/2013-04-01/hostedzone?maxitems=1'",
        "-X DELETE --aws-sigv4 aws:amz:us-east-1:route53 "
        "'http://127.0.0.1:%u/2013-04-01/hostedzone/Z00000000000001EXAMPLE'",
        "-H 'Content-Type: text/xml' -d '<a/>' --aws-sigv4 aws:amz:us-east-1:route53 "
        "'http://127.0.0.1:%u/2013-04-01/hostedzone/Z1/rrset/'",
        "-d 'Action=GetCallerIdentity&Version=2011-06-15' "
        "--aws-sigv4 aws:amz:eu-west-1:sts 'http://127.0.0.1:%u/'",
    };
    enum { N = sizeof(good) / sizeof(good[0]) };
    struct sigv4_cache *cache = sigv4_cache_new();
    struct http_server *server = start(cache);
    struct buf out = { 0 };

    (void)state;
    for (size_t i = 0; i < N; i++) {
        struct buf command = { 0 };
        const char *port = strstr(good[i], "%u");

        buf_puts(&command, "curl -sS --max-time 20 --user '" ACCESS_KEY ":" SECRET "' ");
        buf_add(&command, good[i], (size_t)(port - good[i]));
        buf_printf(&command, "%u%s", (unsigned)http_server_port(server), port + 2);
        run(server, command.data, &out);
        buf_clear(&command);
    }
    require_good(&out, N);
    buf_clear(&out);
    http_server_stop(server);
    sigv4_cache_free(cache);
}

static void curl_with_another_secret_is_wrong(void **state)
{
    struct sigv4_cache *cache = sigv4_cache_new();
    struct http_server *server = start(cache);
    struct buf out = { 0 };
    char command[256];

    (void)state;
    snprintf(command, sizeof(command),
             "curl -sS --max-time 20 --user " ACCESS_KEY ":another "
             "--aws-sigv4 aws:amz:us-east-1:acm http://127.0.0.1:%u/",
             (unsigned)http_server_port(server));
    run(server, command, &out);
    assert_string_equal(buf_text(&out), "wrong GET /\n");
    buf_clear(&out);
    http_server_stop(server);
    sigv4_cache_free(cache);
}

/* In the header and in the query; paths and queries that need to be encoded. */
static const char botocore_signs_text[] =
    "import http.client, sys\n"
    "from urllib.parse import urlsplit\n"
    "from botocore.auth import SigV4Auth, SigV4QueryAuth\n"
    "from botocore.awsrequest import AWSRequest\n"
    "from botocore.credentials import Credentials\n"
    "host = '127.0.0.1:' + sys.argv[1]\n"
    "keys = [Credentials('" ACCESS_KEY "', '" SECRET "'),\n"
    "        Credentials('" ACCESS_KEY "', '" SECRET "', 'tok/en+==')]\n"
    "asks = [('GET', '/2013-04-01/hostedzone', '', None),\n"
    "        ('POST', '/2013-04-01/hostedzone/Z1/rrset/', '', b'<a/>'),\n"
    "        ('GET', '/2013-04-01/tags/a%20b%2Fc%3Ad', '', None),\n"
    "        ('GET', '/a//b/./c/../d', '', None),\n"
    "        ('GET', '/', 'name=%2A.example.com&type=A&b=&a=%C3%A9~', None),\n"
    "        ('POST', '/', '', bytes(range(256)))]\n"
    "def send(r):\n"
    "    p = r.prepare()\n"
    "    u = urlsplit(p.url)\n"
    "    c = http.client.HTTPConnection(host, timeout=20)\n"
    "    h = {k: v.decode() if isinstance(v, bytes) else v for k, v in "
    "p.headers.items()}\n"
    "    c.request(p.method, u.path + ('?' + u.query if u.query else ''), p.body, h)\n"
    "    sys.stdout.write(c.getresponse().read().decode())\n"
    "for signer in (SigV4Auth, SigV4QueryAuth):\n"
    "    for key in keys:\n"
    "        for method, path, query, body in asks:\n"
    "            if signer is SigV4QueryAuth and body: continue\n"
    "            r = AWSRequest(method=method, url='http://' + host + path +\n"
    "                           ('?' + query if query else ''), data=body,\n"
    "                           headers={'X-Amz-Meta': '  a   b '})\n"
    "            signer(key, 'route53', 'us-east-1').add_auth(r)\n"
    "            send(r)\n";

static void botocore_signs(void **state)
{
    struct sigv4_cache *cache = sigv4_cache_new();
    struct http_server *server = start(cache);
    struct buf command = { 0 };
    struct buf out = { 0 };

    (void)state;
    buf_printf(&command, PYTHON " - %u <<'END'\n%s\nEND\n",
               (unsigned)http_server_port(server), botocore_signs_text);
    run(server, command.data, &out);
    require_good(&out, 2 * 6 + 2 * 4);
    buf_clear(&command);
    buf_clear(&out);
    http_server_stop(server);
    sigv4_cache_free(cache);
}

int main(void)
{
    const bool curl = is_there("curl --help all 2>/dev/null | grep -q aws-sigv4",
                               "curl that knows --aws-sigv4 is not installed");
    const bool boto =
        is_there(PYTHON " -c 'import botocore' 2>/dev/null", PYTHON " has no botocore");
    const struct CMUnitTest curl_tests[] = {
        cmocka_unit_test(curl_signs),
        cmocka_unit_test(curl_with_another_secret_is_wrong),
    };
    const struct CMUnitTest boto_tests[] = { cmocka_unit_test(botocore_signs) };
    int failed = 0;

    if (curl)
        failed += cmocka_run_group_tests_name("wire/sigv4, curl", curl_tests, NULL, NULL);
    if (boto)
        failed +=
            cmocka_run_group_tests_name("wire/sigv4, botocore", boto_tests, NULL, NULL);
    return failed;
}
