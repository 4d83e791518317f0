/* forms: how the texts of a scenario must look: ids, ARNs, names. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/aws/arn.h"
#include "base/dns/name.h"
#include "mockaws/scenario/members.h"

static const char upper_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
static const char letters_digits[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
static const char word_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
static const char slug_letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

static bool is_made_of(const char *text, const char *letters, size_t max)
{
    const size_t len = strlen(text);

    return len > 0 && len <= max && strspn(text, letters) == len;
}

const char *form_id(const char *text)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

    return is_made_of(text, letters, 64) ? NULL
                                         : "want 1 to 64 letters, digits, '.', '_', '-'";
}

const char *form_account(const char *text)
{
    return arn_is_account(text, strlen(text)) ? NULL : "want 12 digits";
}

const char *form_region(const char *text)
{
    return arn_is_region(text, strlen(text)) ? NULL
                                             : "want a region such as \"us-east-1\"";
}

const char *form_zone_id(const char *text)
{
    return is_made_of(text, upper_digits, 32)
               ? NULL
               : "want an id such as \"ZEXAMPLE1\": 1 to 32 capital letters and digits";
}

/* Canonical: a '.' always bounds labels, escapes are three octal digits. */
const char *form_name(const char *text)
{
    size_t octets = 0;

    if (text[0] == '\0' || strcmp(text, ".") == 0)
        return "want the name of a domain";
    for (;;) {
        const size_t len = strcspn(text, ".");
        size_t label = 0;

        for (size_t i = 0; i < len; i++, label++)
            if (text[i] == '\\' && i + 3 < len)
                i += 3;
        octets += label + 1;
        if (label == 0)
            return "the name has an empty label";
        if (label > 63)
            return "the name has a label of over 63 octets";
        if (octets > 254)
            return "the name has over 255 octets";
        if (text[len] == '\0')
            return NULL;
        text += len + 1;
    }
}

static const char *label_fault(const char *label, size_t len)
{
    if (len == 0)
        return "has an empty label, and RequestCertificate refuses it";
    if (len > 63)
        return "has a label of over 63 letters, and RequestCertificate refuses it";
    if (strspn(label, letters_digits) < len && label[0] == '-')
        return "has a hyphen at an end of a label, and RequestCertificate refuses it";
    if (label[len - 1] == '-')
        return "has a hyphen at an end of a label, and RequestCertificate refuses it";
    for (size_t i = 0; i < len; i++)
        if (strchr(letters_digits, label[i]) == NULL && label[i] != '-')
            return "holds other than letters, digits, '-' and '.', and "
                   "RequestCertificate "
                   "refuses it";
    return NULL;
}

/* Source: ACM API, DomainNameString. */
const char *form_domain(const char *text)
{
    size_t labels = 0;

    if (strlen(text) > 253)
        return "is over 253 letters long, and RequestCertificate refuses it";
    if (strncmp(text, "*.", 2) == 0)
        text += 2;
    for (;;) {
        const size_t len = strcspn(text, ".");
        const char *fault = label_fault(text, len);

        if (labels > 0 && text[0] == '\0')
            return "ends in a dot, and RequestCertificate refuses it";
        if (fault != NULL)
            return fault;
        labels++;
        if (len < 2 && text[len] == '\0')
            return "ends in a single letter, and RequestCertificate refuses it";
        if (text[len] == '\0')
            break;
        text += len + 1;
    }
    return labels < 2 ? "is a single label, and RequestCertificate refuses it" : NULL;
}

/* Other CAs certify single labels, underscores, addresses, and what a subject says. */
const char *form_imported(const char *text)
{
    const size_t len = strlen(text);

    if (len == 0 || len > 253)
        return "want 1 to 253 letters";
    for (size_t i = 0; i < len; i++)
        if (iscntrl((unsigned char)text[i]))
            return "holds a control character";
    return NULL;
}

const char *form_arn(const char *text)
{
    struct arn arn;

    return arn_parse(text, strlen(text), &arn) ? NULL : "want an ARN: \"arn:aws:...\"";
}

const char *form_certificate_arn(const char *text)
{
    return arn_is_acm_certificate(text, strlen(text))
               ? NULL
               : "want an ARN \"arn:aws:acm:REGION:ACCOUNT:certificate/ID\"";
}

const char *form_authority_arn(const char *text)
{
    static const char resource[] = "certificate-authority/";
    struct arn arn;

    if (arn_parse(text, strlen(text), &arn) && arn.service.len == 7 &&
        memcmp(arn.service.text, "acm-pca", 7) == 0 &&
        arn_is_account(arn.account.text, arn.account.len) &&
        arn.resource.len > sizeof(resource) - 1 &&
        strncmp(arn.resource.text, resource, sizeof(resource) - 1) == 0)
        return NULL;
    return "want an ARN \"arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID\"";
}

const char *form_slug(const char *text)
{
    return is_made_of(text, slug_letters, 100)
               ? NULL
               : "want small letters, digits and '-', such as \"caa-forbids-amazon\"";
}

const char *form_check(const char *text)
{
    return is_made_of(text, word_letters, 64)
               ? NULL
               : "want small letters, digits and '_', such as \"acm_validationfailed\"";
}

/* Source: ACM API, the serial number's pattern. */
const char *form_serial(const char *text)
{
    static const char fault[] = "want hex pairs, small letters, such as \"0a:1b:2c\"";
    const size_t len = strlen(text);

    if (len < 5 || len > 59 || len % 3 != 2)
        return fault;
    for (size_t i = 0; i < len; i++)
        if (i % 3 == 2 ? text[i] != ':' : strchr("0123456789abcdef", text[i]) == NULL)
            return fault;
    return NULL;
}

const char *form_filled(const char *text)
{
    return text[0] != '\0' ? NULL : "want some text";
}
