/* print_fixes: writes the fixes of a few invented certificates into a folder, for tests.
 */
#include <stdio.h>
#include <stdlib.h>

#include "analyzer/join/dns_fixes.h"
#include "analyzer/join/fixes.h"
#include "analyzer/model/cert.h"
#include "base/arena.h"
#include "base/dns/rr.h"
#include "reports/finding/finding.h"

#define TOKEN "_0123456789abcdef0123456789abcdef"

static const char *const apex_and_wildcard[] = { "example.com", "*.example.com",
                                                 "www.example.com" };
static const char *const two_zones[] = { "*.shop.example.com", "shop.example.com",
                                         "1.example.org" };
static const char *const lone[] = { "*.example.net" };

static const struct {
    const char *file;
    const char *zone;
    const char *zone_id;
    const char *region;
    const char *const *names;
    uint32_t n;
    uint8_t key;
} certs[] = {
    { "apex", "example.com", "Z0123456789EXAMPLE01", "eu-west-1", apex_and_wildcard, 3,
      ACM_EC_PRIME256V1 },
    { "zones", "example.com", NULL, NULL, two_zones, 3, ACM_KEY_NONE },
    { "unknown", NULL, NULL, "us-east-1", lone, 1, ACM_RSA_2048 },
};

static const struct dns_record record = { TOKEN ".example.com.", "CNAME",
                                          TOKEN ".abcdefghij.acm-validations.aws." };

/* Writes text as DIR/NAME; text NULL is a mistake of ours here. */
static void save(const char *dir, const char *name, const char *text)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", dir, name);
    file = fopen(path, "w");
    if (text == NULL || file == NULL || fprintf(file, "%s\n", text) < 0 ||
        fclose(file) != 0) {
        fprintf(stderr, "print_fixes: %s: %s\n", path,
                text == NULL ? "no fix was made" : "cannot be written");
        exit(2);
    }
}

static void save_templates(const char *dir, struct arena *arena)
{
    for (size_t i = 0; i < sizeof(certs) / sizeof(certs[0]); i++) {
        struct cert cert = { .account = "111122223333",
                             .region = certs[i].region,
                             .domain = certs[i].names[0],
                             .names = certs[i].names,
                             .n_names = certs[i].n,
                             .key = certs[i].key,
                             .type = ACM_AMAZON_ISSUED,
                             .status = ACM_FAILED };
        struct fix_place place = { .cert = &cert,
                                   .zone = certs[i].zone,
                                   .zone_id = certs[i].zone_id };

        save(dir, arena_printf(arena, "%s.tf", certs[i].file),
             fix_terraform(&cert, certs[i].zone, certs[i].zone_id, arena));
        save(dir, arena_printf(arena, "%s.yaml", certs[i].file),
             fix_cloudformation(&place, i == 0 ? &record : NULL, arena));
    }
}

static void save_changes(const char *dir, struct arena *arena)
{
    static const char *const caa[] = { "0 issue \"ca.example.net\"",
                                       "0 iodef \"mailto:o'neil@example.com\"" };
    static const char *const text[] = { "\"it's \\\"wrong\\\" \\344\"" };
    static const char *const servers[] = { "ns-1.example.net", "ns-2.example.org" };
    const struct rrset caa_set = { .name = "example.com",
                                   .type = RR_CAA,
                                   .ttl_s = 300,
                                   .values = caa,
                                   .n_values = 2,
                                   .octal = true };
    const struct rrset text_set = { .name = TOKEN ".example.com",
                                    .type = RR_TXT,
                                    .ttl_s = 60,
                                    .values = text,
                                    .n_values = 1,
                                    .octal = true };
    const struct rrset *wrong[] = { &text_set };
    const struct fix_place place = { .zone = "example.com",
                                     .zone_id = "Z0123456789EXAMPLE01",
                                     .account = "111122223333" };

    save(dir, "upsert.sh", fix_upsert(&place, &record, arena));
    save(dir, "replace.sh", fix_replace(&place, &record, wrong, 1, arena));
    save(dir, "caa.sh", fix_caa(&place, "example.com", &caa_set, CAA_FIX_PLAIN, arena));
    save(dir, "delegate.sh", fix_delegate(&place, "shop.example.com", servers, 2, arena));
    save(dir, "registrar.sh", fix_registrar("example.com", servers, 2, arena));
    save(dir, "record.lines", fix_zone_line(&record, arena));
    save(dir, "caa.lines", fix_caa_lines("example.com", &caa_set, CAA_FIX_PLAIN, arena));
    save(dir, "caa-new.lines",
         fix_caa_lines("www.example.com", NULL, CAA_FIX_PLAIN, arena));
}

int main(int argc, char **argv)
{
    struct arena arena;

    if (argc != 2) {
        fputs("usage: print_fixes FOLDER\n", stderr);
        return 2;
    }
    arena_init(&arena);
    save_templates(argv[1], &arena);
    save_changes(argv[1], &arena);
    arena_clear(&arena);
    return 0;
}
