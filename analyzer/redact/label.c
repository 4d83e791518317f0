/* label: one label of a domain name, as the place where it stands demands. */
#include "analyzer/redact/label.h"

#include <string.h>

#include "analyzer/redact/forms.h"
#include "analyzer/redact/keep.h"
#include "analyzer/redact/redaction.h"
#include "base/aws/arn.h"
#include "base/buf.h"
#include "base/dns/name.h"

enum { LABEL_MAX = 63, TOKEN_LEN = 32, HEX_FROM = 16 };

static bool has_upper(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (form_lower(text[i]) != text[i])
            return true;
    return false;
}

/* Letters, digits and hyphens as a certificate may have them, and no A-label. */
static bool is_plain(const char *label, size_t len)
{
    if (len == 0 || len > LABEL_MAX || label[0] == '-' || label[len - 1] == '-' ||
        (len > 3 && label[2] == '-' && label[3] == '-'))
        return false;
    for (size_t i = 0; i < len; i++)
        if (label[i] != '-' && (label[i] < 'a' || label[i] > 'z') &&
            (label[i] < '0' || label[i] > '9'))
            return false;
    return true;
}

static bool is_fit_a_label(struct redaction *all, const char *label)
{
    return strncmp(label, "xn--", 4) == 0 &&
           name_fault(arena_printf(&all->arena, "%s.example.com", label)) == NULL;
}

/* Another internationalised label; written as the first was, in A-labels or not. */
static const char *other_idn(struct redaction *all, enum pseudonym_kind kind,
                             const char *label, bool unicode)
{
    const char *made =
        arena_printf(&all->arena, "%s\xc3\xa9",
                     pseudonym(&all->pseudonyms, kind, label, strlen(label)));

    return unicode ? made : name_canonical(&all->arena, made, strlen(made));
}

/* One that is no right Punycode becomes another such. */
static const char *unfit_a_label(struct redaction *all, const char *rest)
{
    const char *made =
        arena_printf(&all->arena, "xn--%s",
                     pseudonym(&all->pseudonyms, PSEUDONYM_ODD, rest, strlen(rest)));

    return is_fit_a_label(all, made) ? arena_printf(&all->arena, "%s99999999", made)
                                     : made;
}

/* Canonical in, lower case out. */
static const char *other_label(struct redaction *all, enum pseudonym_kind kind,
                               const char *label, bool unicode)
{
    const size_t len = strlen(label);
    const size_t lead = strspn(label, "_");
    const char *rest = label + lead;

    if (lead > 0 && lead < len)
        return arena_printf(&all->arena, "%.*s%s", (int)lead, label,
                            other_label(all, kind, rest, unicode));
    if (len >= HEX_FROM && form_is_hex(label, len)) {
        redaction_secret(all, len == TOKEN_LEN ? SECRET_TOKEN : SECRET_ID, label, len);
        return pseudonym(&all->pseudonyms, PSEUDONYM_HEX, label, len);
    }
    if (arn_is_account(label, len)) {
        redaction_secret(all, SECRET_ACCOUNT, label, len);
        return pseudonym(&all->pseudonyms, PSEUDONYM_DIGITS, label, len);
    }
    if (is_plain(label, len))
        return pseudonym(&all->pseudonyms, kind, label, len);
    if (is_fit_a_label(all, label))
        return other_idn(all, kind, label, unicode);
    if (strncmp(label, "xn--", 4) == 0)
        return unfit_a_label(all, rest + 4);
    return pseudonym(&all->pseudonyms, PSEUDONYM_ODD, label, len);
}

/* Upper case for upper case: all of it, or the first letter. */
static void put_case(const struct label *label, const char *made, struct buf *out)
{
    const size_t from = out->len;
    bool lower = false;

    buf_puts(out, made);
    if (!has_upper(label->text, label->len))
        return;
    for (size_t i = 0; i < label->len; i++)
        lower |= form_upper(label->text[i]) != label->text[i];
    for (size_t i = from; i < out->len; i++) {
        const char c = out->data[i];

        out->data[i] = form_upper(c);
        if (lower && form_upper(c) != c)
            break;
    }
}

static bool is_unicode(const struct label *label)
{
    for (size_t i = 0; i < label->len; i++)
        if ((unsigned char)label->text[i] >= 0x80)
            return true;
    return false;
}

void label_rewrite(struct redaction *all, const struct label *label, struct buf *out)
{
    const char *canonical = label->canonical;
    const size_t len = strlen(canonical);

    if (label->fate == FATE_KEEP || len == 0 ||
        (label->fate != FATE_DOMAIN && keep_label(canonical, len)) ||
        (label->fate == FATE_HOST && !has_upper(label->text, label->len) &&
         keep_word(canonical, len)))
        buf_add(out, label->text, label->len);
    else if (label->fate == FATE_HOST && *canonical == 'd' && len > 12 &&
             is_plain(canonical, len) && strchr(canonical, '-') == NULL)
        put_case(label, pseudonym(&all->pseudonyms, PSEUDONYM_HOST, canonical, len), out);
    else
        put_case(label,
                 other_label(
                     all, label->fate == FATE_DOMAIN ? PSEUDONYM_DOMAIN : PSEUDONYM_LABEL,
                     canonical, is_unicode(label)),
                 out);
}
