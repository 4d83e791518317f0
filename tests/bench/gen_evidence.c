/* gen_evidence: writes invented describe answers for the benchmarks, always the same. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * usage: gen_evidence lines N            one answer a line, on standard output
 *        gen_evidence files N FOLDER     one answer a file, 1,000 files a folder
 *
 * Of 100 certificates 96 are issued and healthy, 2 FAILED (CAA_ERROR), 1 timed out,
 * 1 pending; two names each, in use, every fourth renewed; as `jq -c` prints an answer of
 * the AWS CLI.
 */
struct random {
    uint64_t state;
};

static uint64_t next(struct random *random)
{
    uint64_t z = (random->state += 0x9e3779b97f4a7c15U);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

static void hex(struct random *random, char *out, int digits)
{
    static const char alphabet[] = "0123456789abcdef";

    for (int i = 0; i < digits; i++)
        out[i] = alphabet[next(random) & 15];
    out[digits] = '\0';
}

enum kind { HEALTHY, CAA_FAILED, TIMED_OUT, PENDING };

struct sample {
    enum kind kind;
    char id[37];
    char token[33];
    char value[33];
    char serial[96];
    char domain[64];
    const char *account;
    const char *region;
    int64_t created;
    int renewed; /* has a RenewalSummary: every fourth of the healthy */
};

static void fill(struct sample *sample, struct random *random, uint64_t i)
{
    static const char *const accounts[] = { "111122223333", "444455556666",
                                            "777788889999" };
    static const char *const regions[] = { "us-east-1", "eu-west-1", "eu-central-1",
                                           "ap-southeast-2" };
    const uint64_t lot = i % 100;
    char a[33];

    sample->kind = lot < 96    ? HEALTHY
                   : lot < 98  ? CAA_FAILED
                   : lot == 98 ? TIMED_OUT
                               : PENDING;
    hex(random, a, 32);
    snprintf(sample->id, sizeof(sample->id), "%.8s-%.4s-4%.3s-8%.3s-%.12s", a, a + 8,
             a + 12, a + 15, a + 18);
    hex(random, sample->token, 32);
    hex(random, sample->value, 32);
    hex(random, a, 32);
    for (int b = 0; b < 16; b++)
        snprintf(sample->serial + (size_t)b * 3, 4, "%.2s%s", a + (size_t)b * 2,
                 b < 15 ? ":" : "");
    snprintf(sample->domain, sizeof(sample->domain), "service-%llu.team%llu.example.com",
             (unsigned long long)i, (unsigned long long)(i % 97));
    sample->account = accounts[i % 3];
    sample->region = regions[i / 3 % 4];
    sample->renewed = sample->kind == HEALTHY && i % 4 == 0;
    sample->created = 1790000000 + (int64_t)(next(random) % 5000000);
}

static void put_validation(FILE *out, const struct sample *sample, const char *star,
                           const char *status)
{
    fprintf(out,
            "{\"DomainName\":\"%s%s\",\"ValidationDomain\":\"%s%s\",\"ValidationStatus\":"
            "\"%s\","
            "\"ResourceRecord\":{\"Name\":\"_%s.%s.\",\"Type\":\"CNAME\","
            "\"Value\":\"_%s.zfyfvmchrl.acm-validations.aws.\"},\"ValidationMethod\":"
            "\"DNS\"}",
            star, sample->domain, star, sample->domain, status, sample->token,
            sample->domain, sample->value);
}

static void put_validations(FILE *out, const struct sample *sample)
{
    static const char *const statuses[] = { "SUCCESS", "SUCCESS", "FAILED",
                                            "PENDING_VALIDATION" };
    const char *status = statuses[sample->kind];

    fputs("\"DomainValidationOptions\":[", out);
    put_validation(out, sample, "", status);
    fputc(',', out);
    put_validation(out, sample, "*.", status);
    fputc(']', out);
}

static void put_state(FILE *out, const struct sample *sample)
{
    const long long created = sample->created;

    switch (sample->kind) {
    case HEALTHY:
        fprintf(out,
                "\"Serial\":\"%s\",\"CreatedAt\":%lld.353,\"IssuedAt\":%lld.12,"
                "\"Status\":\"ISSUED\",\"NotBefore\":%lld.0,\"NotAfter\":%lld.0,",
                sample->serial, created, created + 90, created / 86400 * 86400,
                created / 86400 * 86400 + 17107199);
        return;
    case CAA_FAILED:
        fprintf(out,
                "\"CreatedAt\":%lld.353,\"Status\":\"FAILED\","
                "\"FailureReason\":\"CAA_ERROR\",",
                created);
        return;
    case TIMED_OUT:
        fprintf(out, "\"CreatedAt\":%lld.353,\"Status\":\"VALIDATION_TIMED_OUT\",",
                created);
        return;
    case PENDING:
        fprintf(out, "\"CreatedAt\":%lld.353,\"Status\":\"PENDING_VALIDATION\",",
                created);
        return;
    }
}

static void put_use(FILE *out, const struct sample *sample)
{
    if (sample->kind != HEALTHY) {
        fputs("\"InUseBy\":[],", out);
        return;
    }
    fputs("\"InUseBy\":[", out);
    for (int i = 0; i < 2; i++)
        fprintf(
            out,
            "%s\"arn:aws:elasticloadbalancing:%s:%s:loadbalancer/app/%s-front-%d/%.16s\"",
            i == 0 ? "" : ",", sample->region, sample->account, sample->domain, i,
            sample->token);
    fputs("],", out);
}

static void put_answer(FILE *out, const struct sample *sample)
{
    fprintf(out,
            "{\"Certificate\":{\"CertificateArn\":\"arn:aws:acm:%s:%s:certificate/%s\","
            "\"DomainName\":\"%s\",\"SubjectAlternativeNames\":[\"%s\",\"*.%s\"],",
            sample->region, sample->account, sample->id, sample->domain, sample->domain,
            sample->domain);
    put_validations(out, sample);
    fprintf(out, ",\"Subject\":\"CN=%s\",\"Issuer\":\"Amazon\",", sample->domain);
    put_state(out, sample);
    fputs("\"KeyAlgorithm\":\"RSA-2048\",\"SignatureAlgorithm\":\"SHA256WITHRSA\",", out);
    put_use(out, sample);
    fputs("\"Type\":\"AMAZON_ISSUED\",\"KeyUsages\":[{\"Name\":\"DIGITAL_SIGNATURE\"},"
          "{\"Name\":\"KEY_ENCIPHERMENT\"}],\"ExtendedKeyUsages\":[{\"Name\":"
          "\"TLS_WEB_SERVER_AUTHENTICATION\",\"OID\":\"1.3.6.1.5.5.7.3.1\"},{\"Name\":"
          "\"TLS_WEB_CLIENT_AUTHENTICATION\",\"OID\":\"1.3.6.1.5.5.7.3.2\"}],",
          out);
    fprintf(out,
            "\"RenewalEligibility\":\"%s\",\"Options\":{"
            "\"CertificateTransparencyLoggingPreference\":\"ENABLED\",\"Export\":"
            "\"DISABLED\"}",
            sample->kind == HEALTHY ? "ELIGIBLE" : "INELIGIBLE");
    if (sample->renewed) {
        fprintf(out, ",\"RenewalSummary\":{\"RenewalStatus\":\"SUCCESS\",");
        put_validations(out, sample);
        fprintf(out, ",\"UpdatedAt\":%lld.07}", (long long)sample->created + 60);
    }
    fputs("}}\n", out);
}

static int write_files(const char *folder, uint64_t n, struct random *random)
{
    char path[4096];
    struct sample sample;

    for (uint64_t i = 0; i < n; i++) {
        FILE *out;

        if (i % 1000 == 0) {
            snprintf(path, sizeof(path), "%s/%03llu", folder,
                     (unsigned long long)(i / 1000));
            if (mkdir(path, 0777) != 0 && errno != EEXIST) {
                perror(path);
                return 1;
            }
        }
        fill(&sample, random, i);
        snprintf(path, sizeof(path), "%s/%03llu/%s.json", folder,
                 (unsigned long long)(i / 1000), sample.id);
        out = fopen(path, "w");
        if (out == NULL) {
            perror(path);
            return 1;
        }
        put_answer(out, &sample);
        if (fclose(out) != 0) {
            perror(path);
            return 1;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct random random = { 20261123 };
    struct sample sample;
    uint64_t n;

    if (argc < 3 || (strcmp(argv[1], "files") == 0) != (argc == 4)) {
        fputs("usage: gen_evidence lines N | files N FOLDER\n", stderr);
        return 2;
    }
    n = strtoull(argv[2], NULL, 10);
    if (argc == 4)
        return write_files(argv[3], n, &random);
    for (uint64_t i = 0; i < n; i++) {
        fill(&sample, &random, i);
        put_answer(stdout, &sample);
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
