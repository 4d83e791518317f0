/* acm_story: a table's row as steps against a mock, and what the last answer must hold.
 */
#ifndef TESTS_UNIT_MOCKAWS_SERVICE_ACM_STORY_H
#define TESTS_UNIT_MOCKAWS_SERVICE_ACM_STORY_H

#include "tests/support/test.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/heap.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/service/mock.h"
#include "mockaws/wire/shape.h"
#include "mockaws/x509/x509.h"

enum { STEPS_MAX = 16, WORDS_MAX = 12, ARNS_MAX = 32 };

/* 2026-03-01T00:00:00.133Z */
#define STORY_START INT64_C(1772323200133)

/*
 * operation is one of ACM's, its input JSON with ' for "; $1 is the ARN that the first
 * request or import gave. A '?' before it: an error is all right. Or it is one of these:
 *   advance SECONDS   approve $1   force "$1 STATUS [REASON]"   in_use $1   oddity BITS
 *   region NAME       import "NAME" or "NAME $1" (again)        names N (the limit)
 */
struct step {
    const char *operation;
    const char *input;
};

/* What the last step's answer holds and lacks: JSON with ' for ", or "CODE: message". */
struct story {
    const char *name;
    struct step steps[STEPS_MAX];
    const char *has[WORDS_MAX];
    const char *lacks[WORDS_MAX];
};

struct teller {
    struct mock mock;
    struct arena arena;
    const char *region;
    const char *arns[ARNS_MAX];
    size_t n_arns;
    const char *answer;
    const char *token; /* NextToken of the latest answer that had one */
};

/* ' becomes ", $1 the first ARN, $T the latest NextToken. */
static const char *told(struct teller *teller, const char *text)
{
    struct buf out = { 0 };
    const char *copy;

    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            buf_putc(&out, '"');
        } else if (*text == '$' && text[1] == 'T') {
            buf_puts(&out, teller->token != NULL ? teller->token : "");
            text++;
        } else if (*text == '$' && text[1] >= '1' && text[1] <= '9') {
            const char *arn = teller->arns[text[1] - '1'];

            buf_puts(&out, arn != NULL ? arn : "no ARN");
            text++;
        } else {
            buf_putc(&out, *text);
        }
    }
    copy = arena_strdup(&teller->arena, buf_text(&out));
    buf_clear(&out);
    return copy;
}

static const struct operation *operation_named(const char *name)
{
    for (const struct operation *o = acm_operations; o->name != NULL; o++)
        if (strcmp(o->name, name) == 0)
            return o;
    fail_msg("no operation %s", name);
    return NULL;
}

static void keep_arn(struct teller *teller, const char *answer)
{
    json_t *json = json_loads(answer, 0, NULL);
    const char *arn = json_string_value(json_object_get(json, "CertificateArn"));
    const char *token = json_string_value(json_object_get(json, "NextToken"));

    assert_non_null(json);
    if (arn != NULL && teller->n_arns < ARNS_MAX)
        teller->arns[teller->n_arns++] = arena_strdup(&teller->arena, arn);
    teller->token = token != NULL ? arena_strdup(&teller->arena, token) : NULL;
    json_decref(json);
}

/* Run an operation; true when it went well. */
static bool ask(struct teller *teller, const char *name, const char *input)
{
    struct account *account =
        store_account(&teller->mock.world.store, MOCK_DEFAULT_ACCOUNT);
    struct call call = {
        .arena = &teller->arena,
        .operation = operation_named(name),
        .account = account,
        .place = store_place(&teller->mock.world.store, account, teller->region),
        .region = teller->region,
        .access_key = "",
        .input = json_loads(input, JSON_REJECT_DUPLICATES, NULL),
        .status = 200,
    };
    const bool arn_is_new =
        strcmp(name, "RequestCertificate") == 0 || strcmp(name, "ImportCertificate") == 0;
    bool good;

    assert_non_null(call.input);
    emit_init(&call.json, NULL);
    good = shape_check(&call, call.operation->shape) == 0 &&
           call.operation->run(&teller->mock, &call) == 0;
    if (good) {
        assert_null(call.code);
        teller->answer = arena_strdup(
            &teller->arena, call.json.text.len > 0 ? call.json.text.data : "{}");
        if (arn_is_new || strstr(teller->answer, "NextToken") != NULL)
            keep_arn(teller, teller->answer);
    } else {
        assert_non_null(call.code);
        teller->answer = arena_printf(&teller->arena, "%s: %s", call.code, call.message);
    }
    emit_end(&call.json);
    json_decref(call.input);
    return good;
}

static void add_base64(struct buf *out, const char *bytes, size_t len)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < len; i += 3) {
        const unsigned char b[3] = { (unsigned char)bytes[i],
                                     i + 1 < len ? (unsigned char)bytes[i + 1] : 0,
                                     i + 2 < len ? (unsigned char)bytes[i + 2] : 0 };

        buf_putc(out, digits[b[0] >> 2]);
        buf_putc(out, digits[(b[0] & 3) << 4 | b[1] >> 4]);
        buf_putc(out, i + 1 < len ? digits[(b[1] & 15) << 2 | b[2] >> 6] : '=');
        buf_putc(out, i + 2 < len ? digits[b[2] & 63] : '=');
    }
}

/* "NAME" or "NAME ARN": a certificate of the mock's own authority, as a customer's. */
static bool import(struct teller *teller, const char *input)
{
    const char *space = strchr(input, ' ');
    const char *name = arena_strndup(
        &teller->arena, input, space != NULL ? (size_t)(space - input) : strlen(input));
    const struct x509_order order = {
        .key = ACM_RSA_2048,
        .common_name = name,
        .names = &name,
        .n_names = 1,
        .serial = { 1, 2, 3, 4 },
        .serial_len = 16,
        .not_before = STORY_START / 1000 - 86400,
        .not_after = STORY_START / 1000 + 90 * 86400,
        .issuer = "Example CA",
    };
    struct buf text = { 0 };
    struct buf leaf = { 0 };
    struct buf chain = { 0 };
    struct buf key = { 0 };
    struct err err;
    bool good;

    assert_int_equal(x509_issue(&order, &leaf, &chain, &err), 0);
    assert_int_equal(x509_key(ACM_RSA_2048, NULL, 0, &key, &err), 0);
    buf_puts(&text, "{\"Certificate\":\"");
    add_base64(&text, leaf.data, leaf.len);
    buf_puts(&text, "\",\"PrivateKey\":\"");
    add_base64(&text, key.data, key.len);
    buf_puts(&text, "\",\"CertificateChain\":\"");
    add_base64(&text, chain.data, chain.len);
    buf_printf(&text, "\"%s%s%s}", space != NULL ? ",\"CertificateArn\":\"" : "",
               space != NULL ? space + 1 : "", space != NULL ? "\"" : "");
    good = ask(teller, "ImportCertificate", text.data);
    buf_clear(&text);
    buf_clear(&leaf);
    buf_clear(&chain);
    buf_clear(&key);
    return good;
}

static struct certificate *certificate_of(struct teller *teller, const char *arn)
{
    struct certificate *certificate = store_certificate(&teller->mock.world.store, arn);

    assert_non_null(certificate);
    return certificate;
}

static void force(struct teller *teller, const char *input)
{
    char arn[256];
    char status[64];
    char reason[64] = "";

    assert_true(sscanf(input, "%255s %63s %63s", arn, status, reason) >= 2);
    lifecycle_force(
        &teller->mock.world, certificate_of(teller, arn),
        (enum acm_status)acm_word_parse(ACM_WORDS_STATUS, status, strlen(status)),
        (enum acm_reason)acm_word_parse(ACM_WORDS_REASON, reason, strlen(reason)));
}

/* What is not an operation of ACM; false: it is one. */
static bool happens(struct teller *teller, const char *what, const char *input)
{
    static const char *const users[] = {
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/x/0123"
    };
    struct world *world = &teller->mock.world;

    if (strcmp(what, "advance") == 0)
        world_advance(world, atoll(input) * 1000);
    else if (strcmp(what, "approve") == 0)
        lifecycle_approve(world, certificate_of(teller, input), NULL);
    else if (strcmp(what, "force") == 0)
        force(teller, input);
    else if (strcmp(what, "in_use") == 0)
        assert_true(
            lifecycle_set_in_use(world, certificate_of(teller, input), users, 1, true));
    else if (strcmp(what, "oddity") == 0)
        world->oddities = (unsigned)atoi(input);
    else if (strcmp(what, "region") == 0)
        teller->region = input;
    else if (strcmp(what, "names") == 0)
        teller->mock.acm_limits.names_per_certificate = (unsigned)atoi(input);
    else
        return false;
    return true;
}

static void tell_step(struct teller *teller, const struct step *step, bool is_last)
{
    const bool may_fail = step->operation[0] == '?';
    const char *operation = step->operation + may_fail;
    const char *input = told(teller, step->input);
    bool good = true;

    if (strcmp(operation, "import") == 0)
        good = import(teller, input);
    else if (!happens(teller, operation, input))
        good = ask(teller, operation, input);
    if (!good && !may_fail && !is_last)
        fail_msg("%s: %s", operation, teller->answer);
}

static void teller_init(struct teller *teller)
{
    *teller = (struct teller){ .region = "us-east-1", .answer = "" };
    mock_init(&teller->mock, 1, CLOCK_MANUAL, 1, STORY_START);
    arena_init(&teller->arena);
}

static void teller_clear(struct teller *teller)
{
    mock_clear(&teller->mock);
    arena_clear(&teller->arena);
}

static void tell(void **state)
{
    const struct story *story = *state;
    struct teller teller;

    teller_init(&teller);
    for (size_t i = 0; i < STEPS_MAX && story->steps[i].operation != NULL; i++)
        tell_step(&teller, &story->steps[i],
                  i + 1 == STEPS_MAX || story->steps[i + 1].operation == NULL);
    for (size_t i = 0; i < WORDS_MAX && story->has[i] != NULL; i++)
        if (strstr(teller.answer, told(&teller, story->has[i])) == NULL)
            fail_msg("%s is not in %s", told(&teller, story->has[i]), teller.answer);
    for (size_t i = 0; i < WORDS_MAX && story->lacks[i] != NULL; i++)
        if (strstr(teller.answer, told(&teller, story->lacks[i])) != NULL)
            fail_msg("%s is in %s", told(&teller, story->lacks[i]), teller.answer);
    teller_clear(&teller);
}

#endif
