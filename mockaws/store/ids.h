/* ids: identifiers made from the seed, the same in every run. */
#ifndef MOCKAWS_STORE_IDS_H
#define MOCKAWS_STORE_IDS_H

#include <stddef.h>
#include <stdint.h>

struct ids {
    uint64_t seed;
    uint64_t counter; /* of all ids that were handed out */
};

enum { IDS_UUID = 37, IDS_HEX = 33, IDS_ZONE = 22, IDS_RECORD_NAME = 34 };

void ids_uuid(struct ids *ids, char out[IDS_UUID]);

/* "Z" or "C" or another letter and 13-20 characters of 0-9 A-Z, as Route 53's ids. */
void ids_route53(struct ids *ids, char letter, char out[IDS_ZONE]);

/* n octets; the first is 1 to 127, as a serial number wants it. */
void ids_bytes(struct ids *ids, unsigned char *out, size_t n);

/*
 * The validation record of (account, domain), whatever was handed out before: name is
 * "_" and 32 hex digits; value "_<32 hex>.<10 letters>.acm-validations.aws." domain is
 * canonical and without "*.". Source: facts 3.1.
 */
struct ids_token {
    char name[IDS_RECORD_NAME];
    char value[80];
};
void ids_token(const struct ids *ids, const char *account, const char *domain,
               struct ids_token *out);

/* The four name servers of a new zone ("ns-12.awsdns-01.com", no last dot), all different
 * for each number. */
enum { IDS_SERVERS = 4, IDS_SERVER = 32 };
void ids_servers(const struct ids *ids, uint64_t number,
                 char out[IDS_SERVERS][IDS_SERVER]);

#endif
