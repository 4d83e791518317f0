/* test_answer: replies of both protocols, well and ill. */
#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/when.h"
#include "collector/answer.h"
#include "collector/http.h"
#include "collector/operations.h"

struct row {
    const char *name;
    enum operation_id operation;
    enum http_trouble trouble;
    int status;
    const char *type; /* x-amzn-ErrorType */
    const char *body;
    enum answer_kind kind;
    const char *text;
};

#define XML_ERROR(code)                                                                  \
    "<ErrorResponse><Error><Code>" code "</Code><Message>m</Message></Error>"            \
    "</ErrorResponse>"

/* clang-format off */
static struct row rows[] = {
    { "describe", OP_DESCRIBE, HTTP_FINE, 200, "", "{\"Certificate\":{}}", ANSWER_OK, "" },
    { "tags are an array", OP_LIST_TAGS, HTTP_FINE, 200, "", "{\"Tags\":[]}", ANSWER_OK, "" },
    { "zones", OP_LIST_ZONES, HTTP_FINE, 200, "",
      "<ListHostedZonesResponse><HostedZones/></ListHostedZonesResponse>", ANSWER_OK, "" },
    { "identity", OP_IDENTITY, HTTP_FINE, 200, "",
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult>"
      "</GetCallerIdentityResponse>", ANSWER_OK, "" },
    { "another member", OP_DESCRIBE, HTTP_FINE, 200, "", "{\"Tags\":[]}", ANSWER_TRANSIENT, "the answer is garbled" },
    { "another type", OP_LIST_TAGS, HTTP_FINE, 200, "", "{\"Tags\":{}}", ANSWER_TRANSIENT, "the answer is garbled" },
    { "cut JSON", OP_DESCRIBE, HTTP_FINE, 200, "", "{\"Certificate\":{", ANSWER_TRANSIENT, "the answer is garbled" },
    { "empty body", OP_DESCRIBE, HTTP_FINE, 200, "", "", ANSWER_TRANSIENT, "the answer is garbled" },
    { "an array", OP_DESCRIBE, HTTP_FINE, 200, "", "[]", ANSWER_TRANSIENT, "the answer is garbled" },
    { "cut XML", OP_LIST_ZONES, HTTP_FINE, 200, "", "<ListHostedZonesResponse>", ANSWER_TRANSIENT, "the answer is garbled" },
    { "another answer", OP_GET_ZONE, HTTP_FINE, 200, "",
      "<ListHostedZonesResponse><HostedZone><Id>1</Id></HostedZone></ListHostedZonesResponse>",
      ANSWER_TRANSIENT, "the answer is garbled" },
    { "throttled", OP_DESCRIBE, HTTP_FINE, 400, "", "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}",
      ANSWER_THROTTLED, "ThrottlingException: Rate exceeded" },
    { "prefix cut", OP_DESCRIBE, HTTP_FINE, 400, "", "{\"__type\":\"com.amazonaws#AccessDeniedException\",\"Message\":\"no\"}",
      ANSWER_DENIED, "AccessDeniedException: no" },
    { "header goes first", OP_DESCRIBE, HTTP_FINE, 400, "ExpiredTokenException", "{}", ANSWER_EXPIRED, "ExpiredTokenException" },
    { "not found", OP_DESCRIBE, HTTP_FINE, 400, "", "{\"__type\":\"ResourceNotFoundException\"}", ANSWER_ABSENT,
      "ResourceNotFoundException" },
    { "unknown code", OP_DESCRIBE, HTTP_FINE, 400, "", "{\"__type\":\"NewException\",\"message\":\"a\\nb\"}", ANSWER_FAILED,
      "NewException: a b" },
    { "unknown code of a 5xx", OP_DESCRIBE, HTTP_FINE, 500, "", "{\"__type\":\"NewException\"}", ANSWER_TRANSIENT, "NewException" },
    { "a proxy's page", OP_DESCRIBE, HTTP_FINE, 502, "", "<html>", ANSWER_TRANSIENT, "HTTP 502" },
    { "moved", OP_DESCRIBE, HTTP_FINE, 301, "", "", ANSWER_FAILED, "HTTP 301" },
    { "too many", OP_DESCRIBE, HTTP_FINE, 429, "", "", ANSWER_THROTTLED, "HTTP 429" },
    { "route53 throttled", OP_LIST_RECORDS, HTTP_FINE, 400, "", XML_ERROR("Throttling"), ANSWER_THROTTLED, "Throttling: m" },
    { "route53 no zone", OP_LIST_RECORDS, HTTP_FINE, 404, "", XML_ERROR("NoSuchHostedZone"), ANSWER_ABSENT, "NoSuchHostedZone: m" },
    { "route53 denied", OP_LIST_ZONES, HTTP_FINE, 403, "", XML_ERROR("AccessDenied"), ANSWER_DENIED, "AccessDenied: m" },
    { "sts bad key", OP_IDENTITY, HTTP_FINE, 403, "", XML_ERROR("InvalidClientTokenId"), ANSWER_UNKNOWN_KEY,
      "InvalidClientTokenId: m" },
    { "bad parameter", OP_LIST_ALL_CERTIFICATES, HTTP_FINE, 400, "", "{\"__type\":\"ValidationException\"}", ANSWER_INVALID,
      "ValidationException" },
    { "reset", OP_DESCRIBE, HTTP_BROKEN, 0, "", "", ANSWER_TRANSIENT, "why" },
    { "nobody there", OP_DESCRIBE, HTTP_CONNECT, 0, "", "", ANSWER_UNREACHABLE, "why" },
    { "bad certificate", OP_DESCRIBE, HTTP_REFUSED, 0, "", "", ANSWER_FAILED, "why" },
};
/* clang-format on */

static void run(void **state)
{
    const struct row *row = *state;
    struct http_reply reply = { .trouble = row->trouble, .status = row->status, .at = 5 };
    struct answer answer;

    if (row->trouble != HTTP_FINE)
        snprintf(reply.why, sizeof(reply.why), "why");
    snprintf(reply.error_type, sizeof(reply.error_type), "%s", row->type);
    buf_puts(&reply.body, row->body);
    answer_read(operation_get(row->operation), &reply, &answer);
    assert_int_equal(answer.kind, row->kind);
    assert_int_equal(answer.at, 5);
    assert_memory_equal(answer.text, row->text, strlen(row->text));
    assert_true((answer.json != NULL) == (row->kind == ANSWER_OK));
    answer_clear(&answer);
    buf_clear(&reply.body);
}

TEST_ROWS(rows, run)

static void long_message_is_cut_at_a_character(void **state)
{
    struct http_reply reply = { .status = 400 };
    struct answer answer;

    (void)state;
    buf_puts(&reply.body, "{\"__type\":\"X\",\"message\":\"");
    for (int i = 0; i < 300; i++)
        buf_puts(&reply.body, "\xe2\x82\xac"); /* three bytes each */
    buf_puts(&reply.body, "\"}");
    answer_read(operation_get(OP_DESCRIBE), &reply, &answer);
    assert_true(strlen(answer.text) < ANSWER_TEXT_MAX);
    assert_true(strlen(answer.text) > ANSWER_TEXT_MAX - 8);
    assert_int_equal((strlen(answer.text) - strlen("X: ")) % 3, 0);
    answer_clear(&answer);
    buf_clear(&reply.body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_message_is_cut_at_a_character),
    };
    const int failed = run_rows("answer");

    return failed + cmocka_run_group_tests_name("answer text", tests, NULL, NULL);
}
