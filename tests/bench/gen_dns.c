/* gen_dns: writes an invented estate of certificates and hosted zones, always the same.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * usage: gen_dns ZONES CERTIFICATES FOLDER
 *
 * FOLDER/certificates.ndjson, one describe answer a line, three names each; zones.json;
 * and records/ZONE.json, 1,000 record sets each. Certificate i is of zone i % ZONES,
 * below example.com, which is there, too, and delegates to all. Of 100 certificates 94
 * are ISSUED and in use, 3 time out, 3 wait. Of 50 validation records one is missing.
 */
enum { SETS = 1000, NAMES = 3, MISSING_EACH = 50 };

/* 32 hex digits that belong to a name. */
static const char *token(unsigned kind, unsigned cert, unsigned name, char out[33])
{
    uint64_t z[2];

    for (int half = 0; half < 2; half++) {
        uint64_t x =
            ((uint64_t)cert << 8 | (uint64_t)name << 4 | kind << 1 | (unsigned)half) *
            0x9e3779b97f4a7c15U;

        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
        z[half] = x ^ (x >> 27);
    }
    snprintf(out, 33, "%016llx%016llx", (unsigned long long)z[0],
             (unsigned long long)z[1]);
    return out;
}

static FILE *create(const char *format, ...)
{
    char path[4096];
    va_list args;
    FILE *out;

    va_start(args, format);
    vsnprintf(path, sizeof(path), format, args);
    va_end(args);
    out = fopen(path, "w");
    if (out == NULL) {
        fprintf(stderr, "gen_dns: %s: %s\n", path, strerror(errno));
        exit(2);
    }
    return out;
}

static void close_or_die(FILE *out)
{
    if (fclose(out) != 0) {
        fprintf(stderr, "gen_dns: %s\n", strerror(errno));
        exit(2);
    }
}

static void put_validation(FILE *out, unsigned cert, unsigned name, unsigned zone,
                           const char *status)
{
    char a[33];
    char b[33];

    fprintf(out,
            "%s{\"DomainName\":\"n%u.c%u.z%u.example.com\",\"ValidationStatus\":\"%s\","
            "\"ResourceRecord\":{\"Name\":\"_%s.n%u.c%u.z%u.example.com.\",\"Type\":"
            "\"CNAME\",\"Value\":\"_%s.invntdlabl.acm-validations.aws.\"},"
            "\"ValidationMethod\":\"DNS\"}",
            name > 0 ? "," : "", name, cert, zone, status, token(0, cert, name, a), name,
            cert, zone, token(1, cert, name, b));
}

static void put_cert(FILE *out, unsigned cert, unsigned zone)
{
    const unsigned lot = cert / 7 % 100;
    const char *status = lot < 94   ? "ISSUED"
                         : lot < 97 ? "VALIDATION_TIMED_OUT"
                                    : "PENDING_VALIDATION";

    fprintf(out,
            "{\"Certificate\":{\"CertificateArn\":\"arn:aws:acm:us-east-1:111122223333:"
            "certificate/%08x-0000-4000-8000-000000000000\",\"DomainName\":"
            "\"n0.c%u.z%u.example.com\",\"SubjectAlternativeNames\":[",
            cert, cert, zone);
    for (unsigned i = 0; i < NAMES; i++)
        fprintf(out, "%s\"n%u.c%u.z%u.example.com\"", i > 0 ? "," : "", i, cert, zone);
    fputs("],\"DomainValidationOptions\":[", out);
    for (unsigned i = 0; i < NAMES; i++)
        put_validation(out, cert, i, zone,
                       lot < 94   ? "SUCCESS"
                       : lot < 97 ? "FAILED"
                                  : "PENDING_VALIDATION");
    fprintf(out,
            "],\"CreatedAt\":\"%s\",\"Status\":\"%s\",\"KeyAlgorithm\":\"RSA-2048\","
            "\"InUseBy\":[%s],\"Type\":\"AMAZON_ISSUED\"%s}}\n",
            lot < 97 ? "2026-10-01T00:00:00Z" : "2026-11-22T00:00:00Z", status,
            lot < 94 ? "\"arn:aws:elasticloadbalancing:us-east-1:111122223333:"
                       "loadbalancer/app/a/0123456789abcdef\""
                     : "",
            lot < 94 ? ",\"NotBefore\":\"2026-10-01T00:00:00Z\",\"NotAfter\":"
                       "\"2027-04-16T23:59:59Z\",\"IssuedAt\":\"2026-10-01T00:10:00Z\""
                     : "");
}

static void put_set(FILE *out, const char *name, const char *type, const char *value)
{
    fprintf(out,
            ",{\"Name\":\"%s\",\"Type\":\"%s\",\"TTL\":300,\"ResourceRecords\":[{"
            "\"Value\":\"%s\"}]}",
            name, type, value);
}

/* Apex first; the rest not in Route 53's order, which the reader may not lean on. */
static void put_apex(FILE *out, const char *zone, const char *server)
{
    fprintf(out,
            "{\"ResourceRecordSets\":[{\"Name\":\"%s\",\"Type\":\"NS\",\"TTL\":172800,"
            "\"ResourceRecords\":[{\"Value\":\"%s\"}]}",
            zone, server);
    put_set(out, zone, "SOA", "ns.example.net. h.example.net. 1 7200 900 1209600 86400");
}

static void put_zone(const char *folder, unsigned zone, unsigned zones, unsigned certs)
{
    FILE *out = create("%s/records/Z%08u.json", folder, zone);
    char name[128];
    char server[64];
    unsigned n = 2;

    snprintf(name, sizeof(name), "z%u.example.com.", zone);
    snprintf(server, sizeof(server), "ns%u.example.net.", zone);
    put_apex(out, name, server);
    for (unsigned cert = zone; cert < certs; cert += zones)
        for (unsigned i = 0; i < NAMES; i++) {
            char a[33];
            char b[33];
            char value[96];

            if ((cert * NAMES + i) % MISSING_EACH == 0)
                continue;
            snprintf(name, sizeof(name), "_%s.n%u.c%u.z%u.example.com.",
                     token(0, cert, i, a), i, cert, zone);
            snprintf(value, sizeof(value), "_%s.invntdlabl.acm-validations.aws.",
                     token(1, cert, i, b));
            put_set(out, name, "CNAME", value);
            n++;
        }
    for (; n < SETS; n++) {
        snprintf(name, sizeof(name), "host%u.z%u.example.com.", n, zone);
        put_set(out, name, "A", "192.0.2.1");
    }
    fputs("]}\n", out);
    close_or_die(out);
}

int main(int argc, char **argv)
{
    const unsigned zones = argc == 4 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
    const unsigned certs = argc == 4 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
    char path[4096];
    FILE *list;
    FILE *parent;
    FILE *out;

    if (zones == 0 || certs == 0) {
        fprintf(stderr, "usage: gen_dns ZONES CERTIFICATES FOLDER\n");
        return 2;
    }
    snprintf(path, sizeof(path), "%s/records", argv[3]);
    if ((mkdir(argv[3], 0777) != 0 && errno != EEXIST) ||
        (mkdir(path, 0777) != 0 && errno != EEXIST)) {
        fprintf(stderr, "gen_dns: %s: %s\n", argv[3], strerror(errno));
        return 2;
    }
    out = create("%s/certificates.ndjson", argv[3]);
    for (unsigned i = 0; i < certs; i++)
        put_cert(out, i, i % zones);
    close_or_die(out);

    list = create("%s/zones.json", argv[3]);
    parent = create("%s/records/ZPARENT.json", argv[3]);
    put_apex(parent, "example.com.", "ns.example.org.");
    fputs("{\"HostedZones\":[{\"Id\":\"/hostedzone/ZPARENT\",\"Name\":\"example.com.\","
          "\"Config\":{\"PrivateZone\":false}}",
          list);
    for (unsigned i = 0; i < zones; i++) {
        char name[64];
        char server[64];

        snprintf(name, sizeof(name), "z%u.example.com.", i);
        snprintf(server, sizeof(server), "ns%u.example.net.", i);
        put_set(parent, name, "NS", server);
        fprintf(list,
                ",{\"Id\":\"/hostedzone/Z%08u\",\"Name\":\"%s\",\"Config\":{"
                "\"PrivateZone\":false}}",
                i, name);
        put_zone(argv[3], i, zones, certs);
    }
    fputs("]}\n", parent);
    fputs("]}\n", list);
    close_or_die(parent);
    close_or_die(list);
    return 0;
}
