/* errors: each service's error codes with their HTTP status, and an error's body. */
#include "mockaws/wire/errors.h"

#include <string.h>

#include "base/buf.h"

struct row {
    const char *code;
    unsigned status;
};

/* Source: facts 1 (table of codes). Codes that are not here are 400. */
static const struct row acm_rows[] = {
    { "InvalidArnException", 400 },
    { "InvalidParameterException", 400 },
    { "InvalidArgsException", 400 },
    { "InvalidStateException", 400 },
    { "InvalidTagException", 400 },
    { "InvalidDomainValidationOptionsException", 400 },
    { "LimitExceededException", 400 },
    { "RequestInProgressException", 400 },
    { "ResourceInUseException", 400 },
    { "ResourceNotFoundException", 400 },
    { "TagPolicyException", 400 },
    { "TooManyTagsException", 400 },
    { "ConflictException", 400 },
    { "ValidationException", 400 },
    { "SerializationException", 400 },
    { "ThrottlingException", 400 },
    { "ServiceQuotaExceededException", 400 },
    { "MissingAuthenticationTokenException", 400 },
    { "UnrecognizedClientException", 400 },
    { "InvalidSignatureException", 400 },
    { "IncompleteSignatureException", 400 },
    { "ExpiredTokenException", 400 },
    { "AccessDeniedException", 400 },
    { "NotAuthorized", 400 },
    { "UnknownOperationException", 404 },
    { "RequestTimeoutException", 408 },
    { "RequestEntityTooLarge", 413 },
    { "InternalFailure", 500 },
    { "InternalServerException", 500 },
    { "ServiceUnavailable", 503 },
    { NULL, 0 },
};

/* Source: facts 8.2. */
static const struct row route53_rows[] = {
    { "NoSuchHostedZone", 404 },
    { "NoSuchChange", 404 },
    { "NoSuchHealthCheck", 404 },
    { "NoSuchGeoLocation", 404 },
    { "NoSuchKeySigningKey", 404 },
    { "NoSuchDelegationSet", 400 },
    { "InvalidInput", 400 },
    { "InvalidDomainName", 400 },
    { "InvalidVPCId", 400 },
    { "HostedZoneNotEmpty", 400 },
    { "HostedZoneNotFound", 404 },
    { "HostedZoneNotPrivate", 400 },
    { "TooManyHostedZones", 400 },
    { "TooManyHealthChecks", 400 },
    { "PriorRequestNotComplete", 400 },
    { "InvalidChangeBatch", 400 },
    { "InvalidPaginationToken", 400 },
    { "Throttling", 400 },
    { "ThrottlingException", 400 },
    { "MalformedInput", 400 },
    { "ConflictingDomainExists", 400 },
    { "DelegationSetNotAvailable", 400 },
    { "DelegationSetNotReusable", 400 },
    { "DelegationSetAlreadyCreated", 400 },
    { "DelegationSetInUse", 400 },
    { "VPCAssociationNotFound", 404 },
    { "LastVPCAssociation", 400 },
    { "HealthCheckInUse", 400 },
    { "HostedZoneAlreadyExists", 409 },
    { "TrafficPolicyAlreadyExists", 409 },
    { "HealthCheckAlreadyExists", 409 },
    { "NotAuthorizedException", 401 },
    { "AccessDenied", 403 },
    { "SignatureDoesNotMatch", 403 },
    { "InvalidClientTokenId", 403 },
    { "MissingAuthenticationToken", 403 },
    { "IncompleteSignature", 400 },
    { "ExpiredToken", 403 },
    { "RequestExpired", 400 },
    { "InvalidAction", 400 },
    { "InternalFailure", 500 },
    { "ServiceUnavailable", 503 },
    { NULL, 0 },
};

static const struct row *find(const struct row *rows, const char *code)
{
    for (; rows->code != NULL; rows++)
        if (strcmp(rows->code, code) == 0)
            return rows;
    return NULL;
}

unsigned error_status(enum aws_service service, const char *code)
{
    const struct row *row = find(service == AWS_ACM ? acm_rows : route53_rows, code);

    if (row == NULL)
        row = find(service == AWS_ACM ? route53_rows : acm_rows, code);
    return row != NULL ? row->status : 400;
}

bool error_is_known(const char *code)
{
    return find(acm_rows, code) != NULL || find(route53_rows, code) != NULL;
}

size_t error_codes(const char **out, size_t room)
{
    size_t n = 0;

    for (const struct row *row = acm_rows; row->code != NULL && n + 1 < room; row++)
        out[n++] = row->code;
    for (const struct row *row = route53_rows; row->code != NULL && n + 1 < room; row++)
        out[n++] = row->code;
    out[n] = NULL;
    return n;
}

static void acm_body(const char *code, const char *message, struct buf *out)
{
    struct emit emit;

    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_text(&emit, "__type", code);
    /* The one exception that spells its member so: facts 1. */
    emit_text(&emit, strcmp(code, "AccessDeniedException") == 0 ? "Message" : "message",
              message);
    emit_close(&emit, '}');
    buf_add(out, emit.text.data, emit.text.len);
    emit_end(&emit);
}

void error_body(enum aws_service service, const char *code, const char *message,
                const char *request_id, struct buf *out)
{
    struct xml_out xml = { { NULL, 0, 0 } };

    if (service == AWS_ACM) {
        acm_body(code, message, out);
        return;
    }
    xml_root(&xml, "ErrorResponse",
             service == AWS_STS ? "https://sts.amazonaws.com/doc/2011-06-15/"
                                : "https://route53.amazonaws.com/doc/2013-04-01/");
    xml_open(&xml, "Error");
    xml_text(&xml, "Type", error_status(service, code) < 500 ? "Sender" : "Receiver");
    xml_text(&xml, "Code", code);
    xml_text(&xml, "Message", message);
    xml_close(&xml, "Error");
    xml_text(&xml, "RequestId", request_id);
    xml_close(&xml, "ErrorResponse");
    buf_add(out, xml.text.data, xml.text.len);
    buf_clear(&xml.text);
}
