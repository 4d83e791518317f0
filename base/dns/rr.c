/* rr: the types of DNS records, and their values in one form that compares. */
#include "base/dns/rr.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/dns/name.h"

static const struct {
    uint16_t type;
    const char *word;
} words[] = {
    { RR_A, "A" },
    { RR_NS, "NS" },
    { RR_CNAME, "CNAME" },
    { RR_SOA, "SOA" },
    { RR_PTR, "PTR" },
    { RR_MX, "MX" },
    { RR_TXT, "TXT" },
    { RR_AAAA, "AAAA" },
    { RR_SRV, "SRV" },
    { RR_NAPTR, "NAPTR" },
    { RR_DNAME, "DNAME" },
    { RR_OPT, "OPT" },
    { RR_DS, "DS" },
    { RR_SSHFP, "SSHFP" },
    { RR_RRSIG, "RRSIG" },
    { RR_NSEC, "NSEC" },
    { RR_DNSKEY, "DNSKEY" },
    { RR_NSEC3, "NSEC3" },
    { RR_TLSA, "TLSA" },
    { RR_SVCB, "SVCB" },
    { RR_HTTPS, "HTTPS" },
    { RR_SPF, "SPF" },
    { RR_ANY, "ANY" },
    { RR_CAA, "CAA" },
    { RR_NSEC3PARAM, "NSEC3PARAM" },
};

enum { N_WORDS = sizeof(words) / sizeof(words[0]) };

/* The number behind "TYPE"; 0 when it is none, or none that fits. */
static uint16_t generic_type(const char *digits, size_t len)
{
    unsigned value = 0;

    if (len == 0 || len > 5)
        return RR_NONE;
    for (size_t i = 0; i < len; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return RR_NONE;
        value = value * 10 + (unsigned)(digits[i] - '0');
    }
    return value <= UINT16_MAX ? (uint16_t)value : RR_NONE;
}

uint16_t rr_type_parse(const char *text, size_t len)
{
    for (size_t i = 0; i < N_WORDS; i++)
        if (strlen(words[i].word) == len && strncasecmp(words[i].word, text, len) == 0)
            return words[i].type;
    if (len > 4 && strncasecmp(text, "TYPE", 4) == 0)
        return generic_type(text + 4, len - 4);
    return RR_NONE;
}

const char *rr_type_word(uint16_t type, char buf[RR_WORD_MAX])
{
    for (size_t i = 0; i < N_WORDS; i++) {
        if (words[i].type == type) {
            snprintf(buf, RR_WORD_MAX, "%s", words[i].word);
            return buf;
        }
    }
    snprintf(buf, RR_WORD_MAX, "TYPE%u", (unsigned)type);
    return buf;
}

bool rr_is_name_type(uint16_t type)
{
    return type == RR_CNAME || type == RR_NS || type == RR_PTR || type == RR_DNAME;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

const char *rr_target(struct arena *arena, uint16_t type, const char *value)
{
    size_t len;

    while (is_blank(*value))
        value++;
    if (type == RR_MX) {
        const size_t digits = strspn(value, "0123456789");

        /* Without a blank behind it, the number is a part of the name. */
        if (value[digits] == '\0' || is_blank(value[digits]))
            value += digits;
        while (is_blank(*value))
            value++;
    }
    len = strlen(value);
    while (len > 0 && is_blank(value[len - 1]))
        len--;
    return name_canonical(arena, value, len);
}
