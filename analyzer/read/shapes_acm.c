/* shapes_acm: the answers of ACM itself: describe, list, search, validations, errors. */
#include <string.h>

#include "analyzer/read/cert_parts.h"
#include "analyzer/read/cert_read.h"
#include "analyzer/read/member.h"
#include "analyzer/read/secret.h"
#include "analyzer/read/shapes.h"
#include "analyzer/read/walk_json.h"
#include "base/aws/arn.h"

static const char list_command[] =
    "aws acm list-certificates --includes keyTypes=RSA_1024,RSA_2048,RSA_3072,"
    "RSA_4096,EC_prime256v1,EC_secp384r1,EC_secp521r1 --output json";

/* A page that ends in a token, and no later page stands behind it in the same array. */
static bool has_next_token(const struct context *context, struct json_value object)
{
    const char *text;
    size_t len;

    return !context->more_pages && member_text(object, "NextToken", &text, &len);
}

static void shape_truncated(struct context *context, const char *command)
{
    context_problem(context, PROBLEM_TRUNCATED, "/NextToken",
                    "NextToken is there: further pages exist that are not in this file")
        ->command = command;
}

static void look_at_rest(struct context *context, struct json_value object,
                         const char *but)
{
    struct json_iter iter = json_members(object);
    struct json_value value;
    const char *key;
    size_t len;

    while (json_next_member(&iter, &key, &len, &value))
        if (strlen(but) != len || memcmp(key, but, len) != 0)
            secret_look(context, key, len, value);
}

/* GetCertificate and ExportCertificate answer with PEM text under the same key. */
static bool read_get_certificate(struct context *context, struct json_value object)
{
    struct problem *problem;

    context_shape(context, SHAPE_ACM_GET_CERTIFICATE);
    context->document->source->n_skipped++;
    problem =
        context_problem(context, PROBLEM_CAPTURE_FAILED, "/Certificate",
                        "the output of get-certificate was saved; it holds no status, "
                        "no reason and no domains");
    problem->code = "GetCertificate";
    problem->command = "aws acm describe-certificate --certificate-arn ARN --output json";
    look_at_rest(context, object, "");
    return true;
}

/* The usual first member settles at once that this is a certificate of ACM's. */
static bool starts_with(struct json_value object, const char *arn, size_t arn_len)
{
    struct json_iter iter = json_members(object);
    struct json_value value;
    const char *key;
    const char *text;
    size_t len;
    size_t text_len;

    return json_next_member(&iter, &key, &len, &value) && len == 14 &&
           memcmp(key, "CertificateArn", 14) == 0 &&
           json_get_string(value, &text, &text_len) && text_len > arn_len &&
           memcmp(text, arn, arn_len) == 0;
}

static bool starts_with_arn(struct json_value object)
{
    return starts_with(object, "arn:aws", 7);
}

static bool is_usual(struct json_value object)
{
    return starts_with(object, "arn:aws:acm:", 12);
}

static bool is_certificate(struct json_value object)
{
    struct json_value ignored;

    return starts_with_arn(object) || member_get(object, "CertificateArn", &ignored) ||
           member_get(object, "DomainName", &ignored);
}

bool shape_describe(struct context *context, struct json_value object, int depth)
{
    struct json_iter iter = json_members(object);
    struct json_value value;
    struct json_value ignored;
    const char *key;
    size_t len;
    bool found = false;

    (void)depth;
    while (json_next_member(&iter, &key, &len, &value)) {
        size_t mark;

        if (len != 11 ||
            (memcmp(key, "Certificate", 11) != 0 && memcmp(key, "certificate", 11) != 0))
            continue;
        if (json_type(value) == JSON_STRING && !found) {
            if (member_get(object, "DomainName", &ignored))
                return false; /* an inventory row with its PEM inline */
            return read_get_certificate(context, object);
        }
        if (json_type(value) != JSON_OBJECT)
            return found;
        if (found) {
            context_problem(context, PROBLEM_PARTLY, "/Certificate",
                            "the member stands twice; the first one counts");
            continue;
        }
        if (!starts_with_arn(value) && shape_docs(context, value, 1))
            return true;
        if (!is_certificate(value))
            return false;
        if (!is_usual(value) && shape_foreign(context, value, 1))
            return true;
        context_shape(context, SHAPE_ACM_DESCRIBE);
        mark = context_down(context, key, len);
        cert_read(context, value, GRADE_DESCRIBE);
        context_up(context, mark);
        found = true;
    }
    if (found && json_size(object) > 1)
        look_at_rest(context, object, "Certificate");
    return found;
}

static struct listing *listing_new(struct context *context)
{
    struct decoded *out = context->decoder->out;
    struct listing *listing = arena_zalloc(context->arena, sizeof(*listing));

    listing->origin = context_origin(context);
    listing->keys_known = true;
    if (out->n_listings == out->room_listings) {
        const size_t room = out->room_listings == 0 ? 8 : out->room_listings * 2;
        struct listing **all = arena_array(&out->arena, room, sizeof(struct listing *));

        if (out->n_listings > 0)
            memcpy(all, out->listings, out->n_listings * sizeof(struct listing *));
        out->listings = all;
        out->room_listings = room;
    }
    out->listings[out->n_listings++] = listing;
    return listing;
}

static void listing_count(struct listing *listing, const struct cert *cert)
{
    listing->n_rows++;
    if (listing->account == NULL)
        listing->account = cert->account;
    if (listing->region == NULL)
        listing->region = cert->region;
    if (cert->key == ACM_KEY_NONE)
        listing->keys_known = false;
    else if (cert->key != ACM_RSA_1024 && cert->key != ACM_RSA_2048)
        listing->other_keys = true;
}

static void read_rows(struct context *context, struct json_value rows,
                      struct listing *listing)
{
    struct json_iter iter = json_elements(rows);
    struct json_value row;
    size_t index = 0;

    while (json_next_element(&iter, &row)) {
        const size_t mark = context_down_index(context, index++);

        if (json_type(row) == JSON_OBJECT) {
            listing_count(listing, cert_read(context, row, GRADE_LIST));
        } else if (json_type(row) != JSON_NULL) {
            take_wrong(&(struct taking){ .context = context, .below = "" }, row,
                       "object");
            context->document->source->n_skipped++;
        }
        context_up(context, mark);
    }
}

bool shape_list(struct context *context, struct json_value object, int depth)
{
    struct json_value rows;
    struct json_value token;
    struct json_iter iter;
    struct listing *listing;
    const char *key;
    size_t len;
    size_t mark;

    (void)depth;
    if (!member_spelled(object, "CertificateSummaryList", &rows, &key, &len))
        return false;
    mark = context_down(context, key, len);
    if (json_type(rows) != JSON_ARRAY) {
        context_shape(context, SHAPE_ACM_LIST);
        take_wrong(&(struct taking){ .context = context, .below = "" }, rows,
                   "array of objects");
        context_up(context, mark);
        return true;
    }
    context_up(context, mark);
    iter = json_elements(rows);
    if (json_next_element(&iter, &token) && shape_docs(context, token, 1))
        return true;
    context_shape(context, SHAPE_ACM_LIST);
    listing = listing_new(context);
    listing->account = context->account;
    listing->region = context->region;
    mark = context_down(context, key, len);
    read_rows(context, rows, listing);
    context_up(context, mark);
    if (has_next_token(context, object)) {
        listing->truncated = true;
        shape_truncated(context, list_command);
    }
    return true;
}

/* {"SubjectAlternativeNames":[{"DnsName":"example.com"}], "Subject":{"CommonName":...}}
 */
static void read_x509(struct context *context, struct json_value x509, struct cert *cert)
{
    const struct taking t = { .context = context,
                              .cert = cert,
                              .below = "/X509Attributes" };
    struct json_value value;
    struct json_value name;
    struct json_iter iter;
    const char **names;
    uint32_t room;

    if (json_get(x509, "Subject", &value) && json_get(value, "CommonName", &name))
        cert->domain = take_name(&t, name);
    if (json_get(x509, "NotAfter", &value))
        cert->not_after = take_time(&t, value);
    if (json_get(x509, "NotBefore", &value))
        cert->not_before = take_time(&t, value);
    if (json_get(x509, "KeyAlgorithm", &value))
        cert->key = (uint8_t)take_word(&t, ACM_WORDS_KEY, value);
    if (json_get(x509, "SerialNumber", &value))
        cert->serial = take_text(&t, value, false);
    if (!json_get(x509, "SubjectAlternativeNames", &value))
        return;
    room = (uint32_t)json_size(value);
    names = arena_array(context->arena, room + 1, sizeof(*names));
    iter = json_elements(value);
    while (cert->n_names < room && json_next_element(&iter, &value))
        if (json_get(value, "DnsName", &name) &&
            (names[cert->n_names] = take_name(&t, name)) != NULL)
            cert->n_names++;
    cert->names = names;
}

static void read_search_row(struct context *context, struct json_value row)
{
    struct json_value value;
    struct json_value metadata;
    struct cert *cert;

    if (json_get(row, "CertificateMetadata", &value) &&
        json_get(value, "AcmCertificateMetadata", &metadata)) {
        cert = cert_read(context, metadata, GRADE_SEARCH);
    } else {
        cert = cert_new(context, GRADE_SEARCH);
        cert_add(context, cert);
    }
    if (json_get(row, "X509Attributes", &value))
        read_x509(context, value, cert);
    if (json_get(row, "CertificateArn", &value)) {
        const char *text;
        size_t len;

        if (json_get_string(value, &text, &len))
            cert_set_arn(context, cert, text, len);
    }
    cert_names(context, cert);
}

bool shape_search(struct context *context, struct json_value object, int depth)
{
    struct json_value rows;
    struct json_value row;
    struct json_value ignored;
    struct json_iter iter;
    size_t index = 0;
    size_t mark;

    (void)depth;
    if (!json_get(object, "Results", &rows))
        return false;
    iter = json_elements(rows);
    if (!json_next_element(&iter, &row) ||
        (!json_get(row, "CertificateMetadata", &ignored) &&
         !json_get(row, "X509Attributes", &ignored)))
        return false;
    context_shape(context, SHAPE_ACM_SEARCH);
    mark = context_down(context, "Results", 7);
    iter = json_elements(rows);
    while (json_next_element(&iter, &row)) {
        const size_t at = context_down_index(context, index++);

        read_search_row(context, row);
        context_up(context, at);
    }
    context_up(context, mark);
    if (has_next_token(context, object))
        shape_truncated(context, "aws acm search-certificates --output json");
    return true;
}

/* The records of an e-mail to DNS move; they name no certificate. */
bool shape_domain_validations(struct context *context, struct json_value object,
                              int depth)
{
    struct json_value rows;

    (void)depth;
    if (!member_get(object, "DomainValidationSummaryList", &rows))
        return false;
    context_shape(context, SHAPE_ACM_DOMAIN_VALIDATIONS);
    context->document->source->n_records += (uint32_t)json_size(rows);
    if (has_next_token(context, object))
        shape_truncated(context, "aws acm list-certificate-domain-validations "
                                 "--certificate-arn ARN --output json");
    return true;
}

/* The operation is in the name of a recording: "acm.DescribeCertificate_1.json". */
static void failed_call(struct context *context, const char *code, size_t len)
{
    struct problem *problem;

    context_shape(context, SHAPE_CLI_ERROR);
    context->document->source->n_skipped++;
    problem = context_problem(
        context, PROBLEM_CAPTURE_FAILED, "",
        arena_printf(context->arena, "the answer is an error, %.*s: the call failed",
                     (int)(len > 100 ? 100 : len), code));
    problem->code = context_copy(context, code, len > 100 ? 100 : len);
    problem->command = "acm-analyzer commands";
}

bool shape_recording(struct context *context, struct json_value object, int depth)
{
    struct json_value status;
    struct json_value data;
    struct json_value error;
    int64_t code;
    const char *text = "error";
    size_t len = 5;
    size_t mark;

    if (!json_get(object, "status_code", &status) || !json_get(object, "data", &data) ||
        !json_get_integer(status, &code))
        return false;
    if (code >= 300) {
        if (json_get(data, "Error", &error))
            member_text(error, "Code", &text, &len);
        failed_call(context, text, len);
        return true;
    }
    mark = context_down(context, "data", 4);
    walk_json(context, data, depth + 1);
    context_up(context, mark);
    if (context->document->source->shape == SHAPE_UNKNOWN) {
        context_shape(context, SHAPE_OTHER_SERVICE);
        context->document->source->n_skipped++;
        context_problem(context, PROBLEM_NAMED, "",
                        "a recorded answer that holds no certificate")
            ->command = "acm-analyzer commands";
    }
    return true;
}

bool shape_error(struct context *context, struct json_value object, int depth)
{
    struct json_value error;
    const char *text;
    const char *hash;
    size_t len;

    (void)depth;
    if (json_get(object, "Error", &error) && member_text(error, "Code", &text, &len)) {
        failed_call(context, text, len);
        return true;
    }
    if (!json_get(object, "__type", &error) || !json_get_string(error, &text, &len))
        return false;
    hash = memchr(text, '#', len);
    if (hash != NULL) {
        len -= (size_t)(hash + 1 - text);
        text = hash + 1;
    }
    failed_call(context, text, len);
    return true;
}
