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

/* What stands in the answer before anything is issued. */
void issue_describe(struct certificate *certificate)
{
    const bool is_ec = certificate->key == ACM_EC_PRIME256V1 ||
                       certificate->key == ACM_EC_SECP384R1 ||
                       certificate->key == ACM_EC_SECP521R1;
    char subject[300];

    snprintf(subject, sizeof(subject), "CN=%s", certificate->domain);
    text_set(&certificate->subject, subject);
    text_set(&certificate->issuer, "Amazon");
    text_set(&certificate->signature_algorithm, !is_ec ? "SHA256WITHRSA"
                                                : certificate->key == ACM_EC_PRIME256V1
                                                    ? "SHA256WITHECDSA"
                                                    : "SHA384WITHECDSA");
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

static void give_usages(struct world *world, struct certificate *certificate)
{
    if (certificate->n_key_usages > 0)
        return;
    texts_add(&certificate->key_usages, &certificate->n_key_usages, "DIGITAL_SIGNATURE");
    texts_add(&certificate->key_usages, &certificate->n_key_usages, "KEY_ENCIPHERMENT");
    texts_add(&certificate->extended_key_usages, &certificate->n_extended_key_usages,
              "TLS_WEB_SERVER_AUTHENTICATION");
    certificate->n_extended_key_usages = 0;
    texts_add(&certificate->extended_key_usage_oids, &certificate->n_extended_key_usages,
              "1.3.6.1.5.5.7.3.1");
    /* Public certificates lack clientAuth since 2025-06-11: facts 10. */
    if (certificate->type == ACM_PRIVATE || world->clock.now_ms < day_ms(2025, 6, 11)) {
        size_t n = certificate->n_extended_key_usages;

        texts_add(&certificate->extended_key_usages, &n, "TLS_WEB_CLIENT_AUTHENTICATION");
        texts_add(&certificate->extended_key_usage_oids,
                  &certificate->n_extended_key_usages, "1.3.6.1.5.5.7.3.2");
    }
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
    give_usages(world, certificate);
    give_dates(world, certificate);
    schedule_expiry(world, certificate);
    renewal_arrange(world, certificate);
}
