/* issue: serial number, dates, subject, algorithms and usages of what is issued. */
#include <stdio.h>
#include <string.h>

#include "base/heap.h"
#include "base/when.h"
#include "mockaws/lifecycle/lifecycle.h"
#include "mockaws/lifecycle/parts.h"
#include "mockaws/lifecycle/world.h"

enum { SERIAL_OCTETS = 16, DAY_MS = 86400 * 1000 };

/* ACM's public lifetime, and the day since when: facts 4.3, 10. */
enum { PUBLIC_DAYS = 198, OLD_PUBLIC_DAYS = 395, PRIVATE_DAYS = 395 };

static int64_t day_ms(int year, int month, int day)
{
    return when_from_civil(year, month, day, 0, 0, 0) * 1000;
}

static bool is_rsa(const struct certificate *certificate)
{
    return certificate->key == ACM_RSA_1024 || certificate->key == ACM_RSA_2048 ||
           certificate->key == ACM_RSA_3072 || certificate->key == ACM_RSA_4096;
}

/*
 * What stands in the answer before anything is issued. The throw-away CA signs with RSA
 * whatever the key is (x509.h): the answer says what the certificate will say.
 */
void issue_describe(struct certificate *certificate)
{
    char subject[300];

    snprintf(subject, sizeof(subject), "CN=%s", certificate->domain);
    text_set(&certificate->subject, subject);
    text_set(&certificate->issuer,
             certificate->type == ACM_PRIVATE ? LIFECYCLE_PRIVATE_CA : "Amazon");
    text_set(&certificate->signature_algorithm, "SHA256WITHRSA");
}

static void give_serial(struct world *world, struct certificate *certificate)
{
    unsigned char octets[SERIAL_OCTETS];
    char text[SERIAL_OCTETS * 3];

    ids_bytes(&world->store.ids, octets, sizeof(octets));
    for (size_t i = 0; i < sizeof(octets); i++)
        snprintf(text + 3 * i, sizeof(text) - 3 * i, "%02x%s", octets[i],
                 i + 1 < sizeof(octets) ? ":" : "");
    text_set(&certificate->serial, text);
}

/* As x509_issue() puts them in: clientAuth is in public ones no more (facts 10). */
static void give_usages(struct certificate *certificate)
{
    size_t n = 0;

    if (certificate->n_key_usages > 0)
        return;
    texts_add(&certificate->key_usages, &certificate->n_key_usages, "DIGITAL_SIGNATURE");
    if (is_rsa(certificate))
        texts_add(&certificate->key_usages, &certificate->n_key_usages,
                  "KEY_ENCIPHERMENT");
    texts_add(&certificate->extended_key_usages, &n, "TLS_WEB_SERVER_AUTHENTICATION");
    texts_add(&certificate->extended_key_usage_oids, &certificate->n_extended_key_usages,
              "1.3.6.1.5.5.7.3.1");
}

/* Whole days from midnight, less a second: facts 4.3. */
static void give_dates(const struct world *world, struct certificate *certificate)
{
    const int64_t now = world->clock.now_ms;
    int64_t days = PUBLIC_DAYS;

    if (certificate->type == ACM_PRIVATE)
        days = PRIVATE_DAYS;
    else if (now < day_ms(2026, 2, 18))
        days = OLD_PUBLIC_DAYS;
    certificate->not_before_ms = now - now % DAY_MS;
    certificate->not_after_ms = certificate->not_before_ms + days * DAY_MS - 1000;
}

void issue_now(struct world *world, struct certificate *certificate)
{
    if (certificate->issued_ms == TIME_NONE)
        certificate->issued_ms = world->clock.now_ms;
    certificate->status = ACM_ISSUED;
    give_serial(world, certificate);
    give_usages(certificate);
    give_dates(world, certificate);
    schedule_expiry(world, certificate);
    renewal_arrange(world, certificate);
}
