/* dns_templates: a certificate and its records for Terraform and for CloudFormation. */
#include "analyzer/join/dns_fixes.h"

#include <string.h>

#include "analyzer/join/change_batch.h"
#include "analyzer/join/fixes.h"
#include "analyzer/join/shell.h"
#include "analyzer/model/cert.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/dns/suffix.h"
#include "base/escape.h"
#include "reports/finding/finding.h"

enum { COMMON_NAME_MAX = 64 }; /* octets: RequestCertificate.DomainName, ACM API */

/* ---- what both need ---- */

/* The names to request; names[0] becomes the common name. */
struct request {
    const char **names;
    size_t n;
    const char *key; /* NULL: not known, or it cannot be requested */
};

/*
 * False: nobody can request such a certificate by a template (a private or imported one,
 * one that CloudFront manages), or no name of it is fit. Comments go to out.
 */
static bool take_request(const struct cert *cert, struct request *request,
                         struct buf *out, struct arena *arena)
{
    size_t n;
    const char *const *all = known_names(cert, arena, &n);
    size_t common = 0;

    *request = (struct request){ .names = arena_array(arena, n + 1, sizeof(*all)) };
    if (cert->type == ACM_PRIVATE || cert->type == ACM_IMPORTED ||
        cert->manager == ACM_MANAGER_CLOUDFRONT)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (shell_is_name(all[i]) && name_fault(all[i]) == NULL) {
            request->names[request->n++] = all[i];
            continue;
        }
        buf_puts(out, "# Left out, for ACM cannot take it: ");
        shell_comment(out, all[i]);
        buf_putc(out, '\n');
    }
    if (cert->names_cut)
        buf_puts(out, "# The evidence does not hold all names of the certificate: add "
                      "what is missing.\n");
    while (common < request->n && strlen(request->names[common]) > COMMON_NAME_MAX)
        common++;
    if (common == request->n)
        return false;
    if (common > 0) {
        const char *name = request->names[common];

        memmove(request->names + 1, request->names, common * sizeof(*request->names));
        request->names[0] = name;
    }
    if (cert->key == ACM_RSA_2048 || cert->key == ACM_EC_PRIME256V1 ||
        cert->key == ACM_EC_SECP384R1)
        request->key = acm_word(ACM_WORDS_KEY, cert->key);
    return true;
}

/* ---- Terraform ---- */

/* A quoted string of HCL: `${` and `%{` would begin a template. */
static void add_hcl(struct buf *out, const char *text)
{
    buf_putc(out, '"');
    for (; *text != '\0'; text++) {
        if ((*text == '$' || *text == '%') && text[1] == '{')
            buf_putc(out, *text);
        escape_json(out, text, 1);
    }
    buf_putc(out, '"');
}

/* "wildcard_example_com": an identifier made of a name. */
static const char *label_of(const char *name, struct arena *arena)
{
    const char *base = name_base(name);
    char *label =
        arena_printf(arena, "%s%s", base[0] >= '0' && base[0] <= '9' ? "_" : "", base);

    for (char *c = label; *c != '\0'; c++) {
        if ((*c < 'a' || *c > 'z') && (*c < '0' || *c > '9'))
            *c = '_';
    }
    return label;
}

static void add_certificate(struct buf *out, const struct cert *cert,
                            const struct request *request, const char *label)
{
    buf_printf(out, "resource \"aws_acm_certificate\" \"%s\" {\n", label);
    if (cert->region != NULL) {
        buf_puts(out, "  # For the provider of region ");
        shell_comment(out, cert->region);
        buf_puts(out, "; if that is not the default one: provider = aws.ALIAS\n");
    }
    buf_puts(out, "  domain_name       = ");
    add_hcl(out, request->names[0]);
    buf_puts(out, "\n  validation_method = \"DNS\"\n");
    if (request->key != NULL)
        buf_printf(out, "  key_algorithm     = \"%s\"\n", request->key);
    if (request->n > 1)
        buf_puts(out, "  subject_alternative_names = [\n");
    for (size_t i = 1; i < request->n; i++) {
        buf_puts(out, "    ");
        add_hcl(out, request->names[i]);
        buf_puts(out, ",\n");
    }
    if (request->n > 1)
        buf_puts(out, "  ]\n");
    if (cert->exportable == ACM_ENABLED)
        buf_puts(out, "  # The old one could be exported. A provider that knows it:\n"
                      "  # options { export = \"ENABLED\" }\n");
    buf_puts(out, "\n  lifecycle {\n    create_before_destroy = true\n  }\n}\n\n");
}

/* The zone that holds the validation record of name. */
static const char *zone_of(const char *name, const char *zone)
{
    const char *base = name_base(name);

    return zone != NULL && name_is_under(base, zone) ? zone : suffix_registrable(base);
}

static bool is_one_zone(const struct request *request, const char *zone)
{
    for (size_t i = 0; i < request->n; i++) {
        if (strcmp(zone_of(request->names[i], zone), zone) != 0)
            return false;
    }
    return true;
}

/* Names of several zones: each base name once, with the zone that is to be looked up. */
static void add_zone_map(struct buf *out, const struct request *request, const char *zone)
{
    size_t width = 0;

    for (size_t i = 0; i < request->n; i++) {
        const size_t len = strlen(name_base(request->names[i]));

        width = len > width ? len : width;
    }
    buf_puts(out, "  # The zone of each name; put right what is not so.\n"
                  "  for_each = {\n");
    for (size_t i = 0; i < request->n; i++) {
        const char *base = name_base(request->names[i]);
        bool told = false;

        for (size_t j = 0; j < i && !told; j++)
            told = strcmp(name_base(request->names[j]), base) == 0;
        if (told)
            continue;
        buf_puts(out, "    ");
        add_hcl(out, base); /* its own length: a request's names need no escapes */
        buf_printf(out, "%*s = ", (int)(width - strlen(base)), "");
        add_hcl(out, zone_of(base, zone));
        buf_putc(out, '\n');
    }
    buf_puts(out, "  }\n  name         = each.value\n  private_zone = false\n}\n\n");
}

static void add_zone(struct buf *out, const struct request *request, const char *label,
                     const char *zone, const char *zone_id, bool one)
{
    buf_printf(out, "data \"aws_route53_zone\" \"%s\" {\n", label);
    if (!one) {
        add_zone_map(out, request, zone);
        return;
    }
    if (zone_id != NULL) {
        buf_puts(out, "  zone_id = ");
        add_hcl(out, zone_id);
    } else {
        buf_puts(out, "  name         = ");
        add_hcl(out, zone);
        buf_puts(out, "\n  private_zone = false");
    }
    buf_puts(out, "\n}\n\n");
}

static void add_records(struct buf *out, const char *label, bool one)
{
    buf_printf(
        out,
        "resource \"aws_route53_record\" \"%s_validation\" {\n"
        "  # A name and its wildcard share one record: grouped, the first counts.\n"
        "  for_each = {\n"
        "    for dvo in aws_acm_certificate.%s.domain_validation_options :\n"
        "    trimprefix(dvo.domain_name, \"*.\") => dvo...\n"
        "  }\n\n"
        "  zone_id         = data.aws_route53_zone.%s%s.zone_id\n"
        "  name            = each.value[0].resource_record_name\n"
        "  type            = each.value[0].resource_record_type\n"
        "  records         = [each.value[0].resource_record_value]\n"
        "  ttl             = 300\n"
        "  allow_overwrite = true\n}\n\n",
        label, label, label, one ? "" : "[each.key]");
    buf_printf(out,
               "resource \"aws_acm_certificate_validation\" \"%s\" {\n"
               "  certificate_arn         = aws_acm_certificate.%s.arn\n"
               "  validation_record_fqdns = [for record in "
               "aws_route53_record.%s_validation : record.fqdn]\n}",
               label, label, label);
}

const char *fix_terraform(const struct cert *cert, const char *zone, const char *zone_id,
                          struct arena *arena)
{
    const struct fix_place place = { .zone_id = zone_id };
    struct request request;
    struct buf out;
    const char *label;
    bool one;

    buf_init(&out);
    shell_place(&out, cert, false);
    if ((zone != NULL && !batch_is_value(zone)) ||
        !take_request(cert, &request, &out, arena)) {
        buf_clear(&out);
        return NULL;
    }
    if (zone == NULL) {
        zone = suffix_registrable(name_base(request.names[0]));
        buf_puts(&out,
                 "# Which zone serves the names is not in the evidence: look at the "
                 "zone's name below.\n");
    }
    label = label_of(request.names[0], arena);
    one = is_one_zone(&request, zone);
    add_certificate(&out, cert, &request, label);
    add_zone(&out, &request, label, zone, batch_zone_id(&place), one);
    add_records(&out, label, one);
    return shell_keep(&out, arena);
}

/* ---- CloudFormation ---- */

/* A double-quoted scalar: JSON's escapes are YAML's, too. */
static void add_yaml(struct buf *out, const char *before, const char *text)
{
    buf_puts(out, before);
    buf_putc(out, '"');
    escape_json(out, text, strlen(text));
    buf_puts(out, "\"\n");
}

static const char *id_or_placeholder(const struct fix_place *place)
{
    const char *id = batch_zone_id(place);

    return id != NULL ? id : "ZONE_ID";
}

/* False: it is no record that Route 53 would take. */
static bool add_record_set(struct buf *out, const struct fix_place *place,
                           const struct dns_record *record, struct arena *arena)
{
    const char *canonical = name_canonical(arena, record->name, strlen(record->name));
    const char *name = batch_name(canonical, arena);

    if (name == NULL || !shell_is_name(record->value) ||
        strcmp(record->type, "CNAME") != 0)
        return false;
    if (place->zone != NULL &&
        (!name_is_under(canonical, place->zone) || strcmp(canonical, place->zone) == 0))
        return false;
    buf_puts(out, "  ValidationRecord:\n    Type: AWS::Route53::RecordSet\n"
                  "    Properties:\n");
    add_yaml(out, "      HostedZoneId: ", id_or_placeholder(place));
    add_yaml(out, "      Name: ", name);
    buf_puts(out, "      Type: CNAME\n      TTL: \"300\"\n      ResourceRecords:\n");
    add_yaml(out, "        - ", record->value);
    return true;
}

static void add_options(struct buf *out, const struct fix_place *place,
                        const struct request *request)
{
    bool begun = false;

    for (size_t i = 0; i < request->n; i++) {
        if (place->zone != NULL &&
            !name_is_under(name_base(request->names[i]), place->zone)) {
            buf_puts(out, "      # In another zone, whose record is to be made there: ");
            shell_comment(out, request->names[i]);
            buf_putc(out, '\n');
            continue;
        }
        if (!begun)
            buf_puts(out, "      DomainValidationOptions:\n");
        begun = true;
        add_yaml(out, "        - DomainName: ", request->names[i]);
        add_yaml(out, "          HostedZoneId: ", id_or_placeholder(place));
    }
}

static void add_new_certificate(struct buf *out, const struct fix_place *place,
                                const struct request *request, bool behind_record)
{
    buf_puts(out, "  Certificate:\n    Type: AWS::CertificateManager::Certificate\n");
    if (behind_record)
        buf_puts(out, "    DependsOn: ValidationRecord\n");
    buf_puts(out, "    Properties:\n");
    add_yaml(out, "      DomainName: ", request->names[0]);
    if (request->n > 1)
        buf_puts(out, "      SubjectAlternativeNames:\n");
    for (size_t i = 1; i < request->n; i++)
        add_yaml(out, "        - ", request->names[i]);
    buf_puts(out, "      ValidationMethod: DNS\n");
    if (request->key != NULL)
        buf_printf(out, "      KeyAlgorithm: %s\n", request->key);
    if (place->cert->exportable == ACM_ENABLED)
        buf_puts(out, "      CertificateExport: ENABLED\n");
    add_options(out, place, request);
}

static bool is_dead(const struct cert *cert)
{
    return cert != NULL &&
           (cert->status == ACM_FAILED || cert->status == ACM_VALIDATION_TIMED_OUT);
}

const char *fix_cloudformation(const struct fix_place *place,
                               const struct dns_record *record, struct arena *arena)
{
    struct request request;
    struct buf out;
    bool anew = false;

    buf_init(&out);
    batch_place(&out, place);
    if (is_dead(place->cert)) {
        buf_puts(&out, "# The certificate belongs into a stack of its region: ");
        shell_comment(&out,
                      place->cert->region != NULL ? place->cert->region : "unknown");
        buf_puts(&out, ".\n");
        anew = take_request(place->cert, &request, &out, arena);
    }
    buf_puts(&out, "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n");
    if ((record == NULL && !anew) ||
        (record != NULL && !add_record_set(&out, place, record, arena))) {
        buf_clear(&out);
        return NULL;
    }
    if (anew)
        add_new_certificate(&out, place, &request, record != NULL);
    out.len--; /* the last newline */
    return shell_keep(&out, arena);
}
