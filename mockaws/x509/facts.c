/* facts: names, dates, serial and usages of a certificate, in ACM's words. */
#include "mockaws/x509/facts.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "base/err.h"
#include "mockaws/x509/x509.h"

static int not_valid(struct err *err, const char *why)
{
    return err_set(err, ERR_FORMAT, "The provided certificate is not valid: %s.", why);
}

/* NULL when it is empty, is not text, or has control characters. */
static const char *text_of(struct arena *arena, const ASN1_STRING *string)
{
    unsigned char *utf8 = NULL;
    const int len = ASN1_STRING_to_UTF8(&utf8, string);
    const char *text = NULL;
    bool plain = len > 0;

    for (int i = 0; plain && i < len; i++)
        plain = utf8[i] >= 0x20 && utf8[i] != 0x7f;
    if (plain)
        text = arena_strndup(arena, (const char *)utf8, (size_t)len);
    OPENSSL_free(utf8);
    return text;
}

/* The last of its kind is the most specific one. *out is NULL when there is none. */
static int name_part(struct arena *arena, const X509_NAME *name, int nid,
                     const char **out)
{
    int last = -1;

    *out = NULL;
    for (int at = -1; (at = X509_NAME_get_index_by_NID(name, nid, at)) >= 0;)
        last = at;
    if (last < 0)
        return 0;
    *out = text_of(arena, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, last)));
    return *out == NULL ? -1 : 0;
}

/* "C=US,O=Example,CN=example.com": in the certificate's order, in UTF-8. */
static const char *name_text(struct arena *arena, const X509_NAME *name)
{
    const unsigned long flags = ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL |
                                ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_DUMP_UNKNOWN |
                                ASN1_STRFLGS_DUMP_DER | XN_FLAG_SEP_COMMA_PLUS |
                                XN_FLAG_FN_SN | XN_FLAG_DUMP_UNKNOWN_FIELDS;
    BIO *bio = BIO_new(BIO_s_mem());
    const char *text = NULL;
    char *data = NULL;

    if (X509_NAME_entry_count(name) == 0) {
        text = "";
    } else if (bio != NULL && X509_NAME_print_ex(bio, name, 0, flags) >= 0) {
        const long len = BIO_get_mem_data(bio, &data);

        if (len > 0 && memchr(data, '\0', (size_t)len) == NULL)
            text = arena_strndup(arena, data, (size_t)len);
    }
    BIO_free(bio);
    return text;
}

static int read_subjects(struct arena *arena, const X509 *x, struct x509_facts *facts,
                         struct err *err)
{
    const X509_NAME *subject = X509_get_subject_name(x);
    const X509_NAME *issuer = X509_get_issuer_name(x);

    if (X509_NAME_entry_count(issuer) == 0)
        return not_valid(err, "its Issuer field is empty");
    facts->subject = name_text(arena, subject);
    if (facts->subject == NULL ||
        name_part(arena, subject, NID_commonName, &facts->common_name) != 0)
        return not_valid(err, "its Subject field cannot be read");
    if (name_part(arena, issuer, NID_organizationName, &facts->issuer) == 0 &&
        facts->issuer == NULL &&
        name_part(arena, issuer, NID_commonName, &facts->issuer) == 0 &&
        facts->issuer == NULL)
        facts->issuer = name_text(arena, issuer);
    if (facts->issuer == NULL)
        return not_valid(err, "its Issuer field cannot be read");
    return 0;
}

/* A DNS name as it stands there; NULL unless it is printable ASCII without blanks. */
static const char *dns_text(struct arena *arena, const ASN1_STRING *string)
{
    const unsigned char *bytes = ASN1_STRING_get0_data(string);
    const int len = ASN1_STRING_length(string);

    for (int i = 0; i < len; i++)
        if (bytes[i] <= 0x20 || bytes[i] >= 0x7f)
            return NULL;
    return len <= 0 ? NULL : arena_strndup(arena, (const char *)bytes, (size_t)len);
}

static const char *address_text(struct arena *arena, const ASN1_STRING *string)
{
    const int len = ASN1_STRING_length(string);
    char text[INET6_ADDRSTRLEN];

    if ((len != 4 && len != 16) ||
        inet_ntop(len == 4 ? AF_INET : AF_INET6, ASN1_STRING_get0_data(string), text,
                  sizeof(text)) == NULL)
        return NULL;
    return arena_strdup(arena, text);
}

/* The names of one type, into room for all; -1 when one cannot be read. */
static int names_of_type(struct arena *arena, const GENERAL_NAMES *all, int type,
                         const char **names, size_t *n)
{
    *n = 0;
    for (int i = 0; i < sk_GENERAL_NAME_num(all); i++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(all, i);
        const char *text;

        if (name->type != type)
            continue;
        text = type == GEN_DNS ? dns_text(arena, name->d.dNSName)
                               : address_text(arena, name->d.iPAddress);
        if (text == NULL)
            return -1;
        names[(*n)++] = text;
    }
    return 0;
}

/* DNS names, else the common name, else addresses: there is one name at least. */
static int choose_names(struct arena *arena, const GENERAL_NAMES *all,
                        struct x509_facts *facts, struct err *err)
{
    const int n = all == NULL ? 0 : sk_GENERAL_NAME_num(all);
    const char **names = arena_array(arena, (size_t)n + 1, sizeof(*names));

    facts->names = names;
    if (names_of_type(arena, all, GEN_DNS, names, &facts->n_names) != 0)
        return not_valid(err, "its subjectAltName holds a name that is no domain name");
    if (facts->n_names == 0 && facts->common_name != NULL)
        names[facts->n_names++] = facts->common_name;
    if (facts->n_names == 0 &&
        names_of_type(arena, all, GEN_IPADD, names, &facts->n_names) != 0)
        return not_valid(err, "its subjectAltName holds an address that is none");
    if (facts->n_names == 0)
        return not_valid(err, "it contains no domain name and no IP address");
    return 0;
}

static int read_names(struct arena *arena, const X509 *x, struct x509_facts *facts,
                      struct err *err)
{
    int critical = -1;
    GENERAL_NAMES *all = X509_get_ext_d2i(x, NID_subject_alt_name, &critical, NULL);
    int rc;

    if (all == NULL && critical != -1) /* -1: there is none */
        return not_valid(err, "its subjectAltName cannot be read");
    rc = choose_names(arena, all, facts, err);
    GENERAL_NAMES_free(all);
    return rc;
}

static int read_time(const ASN1_TIME *time, int64_t *out)
{
    struct tm tm = { 0 };

    if (ASN1_TIME_to_tm(time, &tm) != 1)
        return -1;
    *out = (int64_t)timegm(&tm);
    return 0;
}

static const char *serial_text(struct arena *arena, const X509 *x)
{
    static const char digits[] = "0123456789abcdef";
    const ASN1_INTEGER *serial = X509_get0_serialNumber(x);
    const unsigned char *bytes = ASN1_STRING_get0_data(serial);
    const int len = ASN1_STRING_length(serial);
    char *text;
    char *to;

    if (len <= 0)
        return "00";
    text = to = arena_array(arena, (size_t)len, 3);
    for (int i = 0; i < len; i++) {
        *to++ = digits[bytes[i] >> 4];
        *to++ = digits[bytes[i] & 15];
        *to++ = i + 1 < len ? ':' : '\0';
    }
    return text;
}

static const char *upper(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);

    for (char *at = copy; *at != '\0'; at++)
        *at = (char)toupper((unsigned char)*at);
    return copy;
}

/* "SHA256WITHRSA": the digest, and the kind of key, in the words of the Java names. */
static const char *algorithm_text(struct arena *arena, X509 *x)
{
    static const struct {
        int nid;
        const char *word;
    } keys[] = {
        { NID_rsaEncryption, "RSA" },
        { NID_X9_62_id_ecPublicKey, "ECDSA" },
        { NID_dsa, "DSA" },
    };
    int digest = NID_undef;
    int key = NID_undef;
    const int nid = X509_get_signature_nid(x);

    if (OBJ_find_sigid_algs(nid, &digest, &key) == 1 && digest != NID_undef)
        for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
            if (keys[i].nid == key)
                return upper(arena, arena_printf(arena, "%sWITH%s", OBJ_nid2sn(digest),
                                                 keys[i].word));
    return upper(arena, nid == NID_undef ? "UNKNOWN" : OBJ_nid2sn(nid));
}

/* Without the extension any use is allowed, and ACM says so. */
static void read_key_usages(struct arena *arena, X509 *x, struct x509_facts *facts)
{
    static const struct {
        uint32_t bit;
        const char *word;
    } usages[] = {
        { KU_DIGITAL_SIGNATURE, "DIGITAL_SIGNATURE" },
        { KU_NON_REPUDIATION, "NON_REPUDIATION" },
        { KU_KEY_ENCIPHERMENT, "KEY_ENCIPHERMENT" },
        { KU_DATA_ENCIPHERMENT, "DATA_ENCIPHERMENT" },
        { KU_KEY_AGREEMENT, "KEY_AGREEMENT" },
        { KU_KEY_CERT_SIGN, "CERTIFICATE_SIGNING" },
        { KU_CRL_SIGN, "CRL_SIGNING" },
        { KU_ENCIPHER_ONLY, "ENCIPHER_ONLY" },
        { KU_DECIPHER_ONLY, "DECIPHER_ONLY" },
    };
    const size_t n_usages = sizeof(usages) / sizeof(usages[0]);
    const char **words = arena_array(arena, n_usages, sizeof(*words));
    const uint32_t bits = X509_get_key_usage(x);
    size_t n = 0;

    if (bits == UINT32_MAX)
        words[n++] = "ANY";
    else
        for (size_t i = 0; i < n_usages; i++)
            if ((bits & usages[i].bit) != 0)
                words[n++] = usages[i].word;
    facts->key_usages = words;
    facts->n_key_usages = n;
}

static const char *extended_word(const char *oid)
{
    static const struct {
        const char *oid;
        const char *word;
    } usages[] = {
        { "1.3.6.1.5.5.7.3.1", "TLS_WEB_SERVER_AUTHENTICATION" },
        { "1.3.6.1.5.5.7.3.2", "TLS_WEB_CLIENT_AUTHENTICATION" },
        { "1.3.6.1.5.5.7.3.3", "CODE_SIGNING" },
        { "1.3.6.1.5.5.7.3.4", "EMAIL_PROTECTION" },
        { "1.3.6.1.5.5.7.3.5", "IPSEC_END_SYSTEM" },
        { "1.3.6.1.5.5.7.3.6", "IPSEC_TUNNEL" },
        { "1.3.6.1.5.5.7.3.7", "IPSEC_USER" },
        { "1.3.6.1.5.5.7.3.8", "TIME_STAMPING" },
        { "1.3.6.1.5.5.7.3.9", "OCSP_SIGNING" },
        { "2.5.29.37.0", "ANY" },
    };

    for (size_t i = 0; i < sizeof(usages) / sizeof(usages[0]); i++)
        if (strcmp(usages[i].oid, oid) == 0)
            return usages[i].word;
    return "CUSTOM";
}

static const char *oid_text(struct arena *arena, const ASN1_OBJECT *object)
{
    const int len = OBJ_obj2txt(NULL, 0, object, 1);
    char *text = arena_alloc(arena, len < 0 ? 1 : (size_t)len + 1);

    text[0] = '\0';
    if (len > 0)
        OBJ_obj2txt(text, len + 1, object, 1);
    return text;
}

/* Without the extension: NONE, which has no OID. */
static int read_extended_usages(struct arena *arena, const X509 *x,
                                struct x509_facts *facts, struct err *err)
{
    int critical = -1;
    EXTENDED_KEY_USAGE *all = X509_get_ext_d2i(x, NID_ext_key_usage, &critical, NULL);
    const int n = all == NULL ? 1 : sk_ASN1_OBJECT_num(all);
    const char **words = arena_array(arena, (size_t)n + 1, sizeof(*words));
    const char **oids = arena_array(arena, (size_t)n + 1, sizeof(*oids));

    if (all == NULL && critical != -1)
        return not_valid(err, "its extended key usage cannot be read");
    words[0] = "NONE";
    oids[0] = NULL;
    for (int i = 0; all != NULL && i < n; i++) {
        oids[i] = oid_text(arena, sk_ASN1_OBJECT_value(all, i));
        words[i] = extended_word(oids[i]);
    }
    EXTENDED_KEY_USAGE_free(all);
    facts->extended_key_usages = words;
    facts->extended_key_usage_oids = oids;
    facts->n_extended_key_usages = (size_t)n;
    return 0;
}

int facts_read(struct arena *arena, X509 *x, struct x509_facts *facts, struct err *err)
{
    if (read_subjects(arena, x, facts, err) != 0 || read_names(arena, x, facts, err) != 0)
        return -1;
    if (read_time(X509_get0_notBefore(x), &facts->not_before) != 0 ||
        read_time(X509_get0_notAfter(x), &facts->not_after) != 0)
        return not_valid(err, "its dates cannot be read");
    facts->serial = serial_text(arena, x);
    facts->signature_algorithm = algorithm_text(arena, x);
    read_key_usages(arena, x, facts);
    return read_extended_usages(arena, x, facts, err);
}
