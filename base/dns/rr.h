/* rr: the types of DNS records, and their values in one form that compares. */
#ifndef BASE_DNS_RR_H
#define BASE_DNS_RR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* The numbers of the IANA registry "DNS Resource Record (RR) TYPEs". */
enum rr_type {
    RR_NONE = 0,
    RR_A = 1,
    RR_NS = 2,
    RR_CNAME = 5,
    RR_SOA = 6,
    RR_PTR = 12,
    RR_MX = 15,
    RR_TXT = 16,
    RR_AAAA = 28,
    RR_SRV = 33,
    RR_NAPTR = 35,
    RR_DNAME = 39,
    RR_OPT = 41,
    RR_DS = 43,
    RR_SSHFP = 44,
    RR_RRSIG = 46,
    RR_NSEC = 47,
    RR_DNSKEY = 48,
    RR_NSEC3 = 50,
    RR_NSEC3PARAM = 51,
    RR_TLSA = 52,
    RR_SVCB = 64,
    RR_HTTPS = 65,
    RR_SPF = 99,
    RR_ANY = 255,
    RR_CAA = 257,
};

/* "CNAME", "cname", "TYPE257" (RFC 3597); RR_NONE when it is no type's name. */
uint16_t rr_type_parse(const char *text, size_t len);

/* "CNAME"; a type without a name is "TYPE65280". buf holds at least RR_WORD_MAX. */
enum { RR_WORD_MAX = 16 };
const char *rr_type_word(uint16_t type, char buf[RR_WORD_MAX]);

/* True for the types whose value is one domain name: CNAME, NS, PTR, DNAME. */
bool rr_is_name_type(uint16_t type);

/*
 * The name that a value of such a type, or of MX (behind the preference), stands for:
 * name_canonical() of it without blanks around. Quotes stay: they are a fault. "" for an
 * empty value; the root is ".".
 */
const char *rr_target(struct arena *arena, uint16_t type, const char *value);

#endif
