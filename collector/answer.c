/* answer: what a reply means: the decoded body, or what kind of failure it tells of. */
#include "collector/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "collector/http.h"
#include "collector/operations.h"
#include "collector/xml.h"

/*
 * Error codes by what they ask of the caller. Sources: facts 1 and 8.2; AWS's common
 * errors; the retry behaviour of AWS SDKs ("throttling errors", "transient errors").
 */
/* clang-format off */
static const struct {
    const char *code;
    enum answer_kind kind;
} codes[] = {
    { "Throttling",                     ANSWER_THROTTLED },
    { "ThrottlingException",            ANSWER_THROTTLED },
    { "ThrottledException",             ANSWER_THROTTLED },
    { "TooManyRequestsException",       ANSWER_THROTTLED },
    { "RequestThrottled",               ANSWER_THROTTLED },
    { "RequestThrottledException",      ANSWER_THROTTLED },
    { "RequestLimitExceeded",           ANSWER_THROTTLED },
    { "BandwidthLimitExceeded",         ANSWER_THROTTLED },
    { "PriorRequestNotComplete",        ANSWER_THROTTLED },
    { "SlowDown",                       ANSWER_THROTTLED },
    { "InternalFailure",                ANSWER_TRANSIENT },
    { "InternalError",                  ANSWER_TRANSIENT },
    { "InternalServerException",        ANSWER_TRANSIENT },
    { "InternalServerError",            ANSWER_TRANSIENT },
    { "ServiceUnavailable",             ANSWER_TRANSIENT },
    { "ServiceUnavailableException",    ANSWER_TRANSIENT },
    { "RequestTimeout",                 ANSWER_TRANSIENT },
    { "RequestTimeoutException",        ANSWER_TRANSIENT },
    { "ResourceNotFoundException",      ANSWER_ABSENT },
    { "NoSuchHostedZone",               ANSWER_ABSENT },
    { "ValidationException",            ANSWER_INVALID },
    { "ValidationError",                ANSWER_INVALID },
    { "InvalidParameterException",      ANSWER_INVALID },
    { "InvalidArgsException",           ANSWER_INVALID },
    { "InvalidNextTokenException",      ANSWER_INVALID },
    { "InvalidPaginationToken",         ANSWER_INVALID },
    { "InvalidInput",                   ANSWER_INVALID },
    { "SerializationException",         ANSWER_INVALID },
    { "UnknownParameter",               ANSWER_INVALID },
    { "AccessDenied",                   ANSWER_DENIED },
    { "AccessDeniedException",          ANSWER_DENIED },
    { "NotAuthorized",                  ANSWER_DENIED },
    { "NotAuthorizedException",         ANSWER_DENIED },
    { "UnauthorizedOperation",          ANSWER_DENIED },
    { "ExpiredToken",                   ANSWER_EXPIRED },
    { "ExpiredTokenException",          ANSWER_EXPIRED },
    { "RequestExpired",                 ANSWER_EXPIRED },
    { "TokenRefreshRequired",           ANSWER_EXPIRED },
    { "UnrecognizedClientException",    ANSWER_UNKNOWN_KEY },
    { "InvalidClientTokenId",           ANSWER_UNKNOWN_KEY },
    { "InvalidAccessKeyId",             ANSWER_UNKNOWN_KEY },
    { "InvalidSignatureException",      ANSWER_UNKNOWN_KEY },
    { "SignatureDoesNotMatch",          ANSWER_UNKNOWN_KEY },
    { "IncompleteSignature",            ANSWER_UNKNOWN_KEY },
    { "MissingAuthenticationToken",     ANSWER_UNKNOWN_KEY },
    { "MissingAuthenticationTokenException", ANSWER_UNKNOWN_KEY },
    { "RequestTimeTooSkewed",           ANSWER_UNKNOWN_KEY },
    { "AuthFailure",                    ANSWER_UNKNOWN_KEY },
};
/* clang-format on */

enum answer_kind answer_kind_of(const char *code, int status)
{
    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
        if (strcmp(codes[i].code, code) == 0)
            return codes[i].kind;
    if (status == 429)
        return ANSWER_THROTTLED;
    if (status >= 500 || status == 408)
        return ANSWER_TRANSIENT;
    return ANSWER_FAILED;
}

/* One line: controls become spaces; what does not fit is cut at a character. */
static void say(struct answer *out, const char *code, const char *message)
{
    size_t len;

    snprintf(out->text, sizeof(out->text), *message == '\0' ? "%s%s" : "%s: %s", code,
             message);
    len = strlen(out->text);
    if (len == sizeof(out->text) - 1) {
        while (len > 0 && ((unsigned char)out->text[len - 1] & 0xc0) == 0x80)
            len--;
        if (len > 0 && (unsigned char)out->text[len - 1] >= 0xc0)
            len--;
        out->text[len] = '\0';
    }
    for (char *c = out->text; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text == NULL ? "" : text;
}

static void fail_json(const struct http_reply *reply, struct answer *out)
{
    json_t *body = json_loadb(reply->body.data == NULL ? "" : reply->body.data,
                              reply->body.len, 0, NULL);
    const char *code = reply->error_type;
    const char *message = text_of(body, "message");
    char status[32];

    if (*code == '\0') {
        const char *type = text_of(body, "__type");
        const char *hash = strrchr(type, '#');

        code = hash == NULL ? type : hash + 1;
    }
    if (*code == '\0')
        code = text_of(body, "code");
    if (*message == '\0')
        message = text_of(body, "Message");
    snprintf(status, sizeof(status), "HTTP %d", reply->status);
    out->kind = answer_kind_of(code, reply->status);
    say(out, *code == '\0' ? status : code, message);
    json_decref(body);
}

static void fail_xml(const struct http_reply *reply, struct answer *out)
{
    char *root = NULL;
    json_t *body = xml_to_json(reply->body.data == NULL ? "" : reply->body.data,
                               reply->body.len, &root, NULL);
    const json_t *error = json_object_get(body, "Error");
    const char *code = text_of(error, "Code");
    char status[32];

    if (*code == '\0')
        code = reply->error_type;
    snprintf(status, sizeof(status), "HTTP %d", reply->status);
    out->kind = answer_kind_of(code, reply->status);
    say(out, *code == '\0' ? status : code, text_of(error, "Message"));
    json_decref(body);
    free(root);
}

/* A body that is not what it should be: it came to harm on the way. */
static void garbled(struct answer *out, const char *why)
{
    json_decref(out->json);
    out->json = NULL;
    out->kind = ANSWER_TRANSIENT;
    say(out, "the answer is garbled", why);
}

static void read_json(const struct http_reply *reply, struct answer *out)
{
    json_error_t error;

    out->json = json_loadb(reply->body.data == NULL ? "" : reply->body.data,
                           reply->body.len, JSON_ALLOW_NUL, &error);
    if (out->json == NULL)
        garbled(out, error.text);
}

static void read_xml(const struct operation *operation, const struct http_reply *reply,
                     struct answer *out)
{
    const size_t n = strlen(operation->name);
    struct err err = { 0 };
    char *root = NULL;

    out->json = xml_to_json(reply->body.data == NULL ? "" : reply->body.data,
                            reply->body.len, &root, &err);
    if (out->json == NULL)
        garbled(out, err.text);
    else if (strncmp(root, operation->name, n) != 0 || strcmp(root + n, "Response") != 0)
        garbled(out, "the root element is another");
    free(root);
}

/* The member that every whole answer has, of the type that it has. */
static void check_result(const struct operation *operation, struct answer *out)
{
    const json_t *result = json_object_get(out->json, operation->result);
    const bool is_list = operation->keys[0] != NULL || operation->id == OP_LIST_TAGS;

    if (is_list ? !json_is_array(result) : !json_is_object(result))
        garbled(out, operation->result);
}

void answer_read(const struct operation *operation, const struct http_reply *reply,
                 struct answer *out)
{
    const bool is_json = operation->service == SERVICE_ACM;

    memset(out, 0, sizeof(*out));
    out->at = reply->at;
    out->status = reply->status;
    if (reply->trouble != HTTP_FINE) {
        out->kind = reply->trouble == HTTP_CONNECT  ? ANSWER_UNREACHABLE
                    : reply->trouble == HTTP_BROKEN ? ANSWER_TRANSIENT
                                                    : ANSWER_FAILED;
        say(out, reply->why, "");
    } else if (reply->status != 200) {
        if (is_json)
            fail_json(reply, out);
        else
            fail_xml(reply, out);
    } else {
        out->kind = ANSWER_OK;
        if (is_json)
            read_json(reply, out);
        else
            read_xml(operation, reply, out);
        if (out->kind == ANSWER_OK)
            check_result(operation, out);
    }
}

void answer_clear(struct answer *answer)
{
    json_decref(answer->json);
    answer->json = NULL;
}
