/* distinguished: distinguished names as text ("C=US,O=Example,CN=example.com"), by part.
 */
#include "mockaws/service/acm/distinguished.h"

#include <stddef.h>
#include <string.h>

#include "base/emit.h"

/* OpenSSL's short names and the API's members. */
static const struct attribute {
    const char *key;
    const char *member;
} attributes[] = {
    { "CN", "CommonName" },
    { "C", "Country" },
    { "O", "Organization" },
    { "OU", "OrganizationalUnit" },
    { "L", "Locality" },
    { "ST", "State" },
    { "SN", "Surname" },
    { "GN", "GivenName" },
    { "serialNumber", "SerialNumber" },
    { "title", "Title" },
    { "initials", "Initials" },
    { "pseudonym", "Pseudonym" },
    { "dnQualifier", "DistinguishedNameQualifier" },
    { "generationQualifier", "GenerationQualifier" },
};

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One octet of a value: "\," is a comma, "\0A" a line feed. */
static char next_octet(const char **at)
{
    const char *p = *at;

    if (p[0] != '\\' || p[1] == '\0') {
        *at += 1;
        return p[0];
    }
    if (hex_digit(p[1]) >= 0 && hex_digit(p[2]) >= 0) {
        *at += 3;
        return (char)(hex_digit(p[1]) << 4 | hex_digit(p[2]));
    }
    *at += 2;
    return p[1];
}

bool dn_next(const char **at, struct dn_part *out)
{
    const char *p = *at;
    size_t n_key = 0;
    size_t n_value = 0;

    while (*p == ' ' || *p == ',' || *p == '+')
        p++;
    if (*p == '\0')
        return false;
    for (; *p != '\0' && *p != '=' && *p != ',' && *p != '+'; p++)
        if (n_key + 1 < sizeof(out->key))
            out->key[n_key++] = *p;
    if (*p == '=')
        p++;
    while (*p != '\0' && *p != ',' && *p != '+') {
        const char c = next_octet(&p);

        if (n_value + 1 < sizeof(out->value))
            out->value[n_value++] = c;
    }
    out->key[n_key] = '\0';
    out->value[n_value] = '\0';
    *at = p;
    return true;
}

bool dn_common_name(const char *text, struct dn_part *out)
{
    struct dn_part part;
    bool found = false;

    while (text != NULL && dn_next(&text, &part))
        if (strcmp(part.key, "CN") == 0) {
            *out = part;
            found = true;
        }
    return found;
}

static const char *member_of(const char *key)
{
    for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++)
        if (strcmp(attributes[i].key, key) == 0)
            return attributes[i].member;
    return NULL;
}

/* The last of several parts of a kind wins: a member is there once. */
static void put_members(struct emit *emit, const char *text)
{
    for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
        const char *at = text;
        struct dn_part part;
        struct dn_part last = { .key = "" };

        while (dn_next(&at, &part))
            if (strcmp(part.key, attributes[i].key) == 0)
                last = part;
        if (last.key[0] != '\0')
            emit_text(emit, attributes[i].member, last.value);
    }
}

static void put_list(struct emit *emit, const char *text, const char *key,
                     const char *member)
{
    struct dn_part part;
    bool is_open = false;

    while (dn_next(&text, &part)) {
        if (key != NULL ? strcmp(part.key, key) != 0
                        : member_of(part.key) != NULL || strcmp(part.key, "DC") == 0)
            continue;
        if (!is_open)
            emit_open(emit, member, '[');
        is_open = true;
        if (key != NULL) {
            emit_text(emit, NULL, part.value);
        } else {
            emit_open(emit, NULL, '{');
            emit_text(emit, "ObjectIdentifier", part.key);
            emit_text(emit, "Value", part.value);
            emit_close(emit, '}');
        }
    }
    if (is_open)
        emit_close(emit, ']');
}

void dn_json(struct emit *emit, const char *key, const char *text)
{
    emit_open(emit, key, '{');
    put_members(emit, text);
    put_list(emit, text, "DC", "DomainComponents");
    put_list(emit, text, NULL, "CustomAttributes");
    emit_close(emit, '}');
}
