/* operations: the calls that are made, all read-only, one row each. */
#include "collector/operations.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const struct operation operations[] = {
    { OP_IDENTITY, SERVICE_STS, "GetCallerIdentity", NULL, NULL,
      "GetCallerIdentityResult", { NULL }, NULL },
    { OP_LIST_CERTIFICATES, SERVICE_ACM, "ListCertificates", NULL, NULL,
      "CertificateSummaryList", { "CertificateArn" }, "acm/list-certificates.json" },
    { OP_LIST_ALL_CERTIFICATES, SERVICE_ACM, "ListCertificates", NULL, NULL,
      "CertificateSummaryList", { "CertificateArn" }, "acm/list-certificates-all.json" },
    { OP_DESCRIBE, SERVICE_ACM, "DescribeCertificate", "CertificateArn", NULL,
      "Certificate", { NULL }, "acm/describe-certificate/*.json" },
    { OP_LIST_TAGS, SERVICE_ACM, "ListTagsForCertificate", "CertificateArn", NULL,
      "Tags", { NULL }, "acm/list-tags/*.json" },
    { OP_DOMAIN_VALIDATIONS, SERVICE_ACM, "ListCertificateDomainValidations", "CertificateArn", NULL,
      "DomainValidationSummaryList", { "DomainName" }, "acm/domain-validations/*.json" },
    { OP_LIST_ZONES, SERVICE_ROUTE53, "ListHostedZones", NULL, "/2013-04-01/hostedzone",
      "HostedZones", { "Id" }, "route53/list-hosted-zones.json" },
    { OP_GET_ZONE, SERVICE_ROUTE53, "GetHostedZone", "Id", "/2013-04-01/hostedzone/*",
      "HostedZone", { NULL }, "route53/get-hosted-zone/*.json" },
    { OP_LIST_RECORDS, SERVICE_ROUTE53, "ListResourceRecordSets", "HostedZoneId",
      "/2013-04-01/hostedzone/*/rrset",
      "ResourceRecordSets", { "Name", "Type", "SetIdentifier" },
      "route53/list-resource-record-sets/*.json" },
};

/*
 * The API's parameters of paging and their names in the query. In the order of the
 * second column: a signature wants the query sorted, and what curl sends is what it signs.
 */
static const struct {
    const char *parameter;
    const char *query;
} queries[] = {
    { "StartRecordIdentifier", "identifier" },
    { "Marker",                "marker" },
    { "StartRecordName",       "name" },
    { "StartRecordType",       "type" },
};
/* clang-format on */

const struct operation *operation_get(enum operation_id id)
{
    return &operations[id];
}

/* Source: ACM API, KeyAlgorithm and CertificateKeyPairOrigin (facts 1.3). */
static json_t *all_certificates(bool with_origins)
{
    json_t *parameters = json_pack("{s:{s:[s,s,s,s,s,s,s]}}", "Includes", "keyTypes",
                                   "RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096",
                                   "EC_prime256v1", "EC_secp384r1", "EC_secp521r1");

    if (with_origins)
        json_object_set_new(
            parameters, "CertificateKeyPairOrigins",
            json_pack("[s,s,s]", "AWS_MANAGED", "ACME", "CUSTOMER_PROVIDED"));
    return parameters;
}

json_t *operation_parameters(const struct operation *operation, const char *subject,
                             bool with_origins)
{
    json_t *parameters;

    if (operation->id == OP_LIST_ALL_CERTIFICATES)
        return all_certificates(with_origins);
    parameters = json_object();
    if (operation->subject != NULL)
        json_object_set_new(parameters, operation->subject, json_string(subject));
    return parameters;
}

/* RFC 3986, 2.3: all but the unreserved is escaped, in capitals, as SigV4 wants it. */
static void add_escaped(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            strchr("-._~", c) != NULL)
            buf_putc(out, (char)c);
        else
            buf_printf(out, "%%%02X", c);
    }
}

static void add_path(struct buf *out, const char *path, const char *subject)
{
    const char *star = strchr(path, '*');

    if (star == NULL) {
        buf_puts(out, path);
        return;
    }
    buf_add(out, path, (size_t)(star - path));
    add_escaped(out, subject);
    buf_puts(out, star + 1);
}

static void add_query(struct buf *out, json_t *paging)
{
    char mark = '?';

    for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
        const json_t *value = json_object_get(paging, queries[i].parameter);

        if (value == NULL)
            continue;
        buf_printf(out, "%c%s=", mark, queries[i].query);
        add_escaped(out, json_string_value(value));
        mark = '&';
    }
}

void operation_wire(const struct operation *operation, const char *subject,
                    bool with_origins, json_t *paging, struct buf *path, struct buf *body)
{
    json_t *parameters;
    char *text;

    if (operation->service == SERVICE_ROUTE53) {
        add_path(path, operation->path, subject);
        add_query(path, paging);
        return;
    }
    buf_puts(path, "/");
    if (operation->service == SERVICE_STS) {
        buf_printf(body, "Action=%s&Version=2011-06-15", operation->name);
        return;
    }
    parameters = operation_parameters(operation, subject, with_origins);
    if (paging != NULL)
        json_object_update(parameters, paging);
    text = json_dumps(parameters, JSON_COMPACT);
    buf_puts(body, text == NULL ? "{}" : text);
    free(text);
    json_decref(parameters);
}
