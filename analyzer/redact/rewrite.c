/* rewrite: text, word by word: what could tell whose it is becomes a pseudonym. */
#include "analyzer/redact/rewrite.h"

#include <string.h>
#include <strings.h>

#include "analyzer/redact/address.h"
#include "analyzer/redact/forms.h"
#include "analyzer/redact/keep.h"
#include "analyzer/redact/names.h"
#include "analyzer/redact/rdata.h"
#include "analyzer/redact/redaction.h"
#include "base/buf.h"
#include "base/dns/masterfile_parts.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"

enum {
    ACCOUNT_DIGITS = 12,
    HEX_FROM = 16,
    DIGITS_FROM = 14,
    PERSONAL_DIGITS = 3,
    MEMBER_DIGITS_MAX = 7
};

static void put_pseudonym(struct rewriting *state, enum pseudonym_kind kind,
                          enum secret_kind secret, const char *text, size_t len,
                          struct buf *out)
{
    redaction_secret(state->all, secret, text, len);
    buf_puts(out, pseudonym(&state->all->pseudonyms, kind, text, len));
}

/* Hex digits in either case: the same ones are the same id. */
static void put_hex(struct rewriting *state, enum secret_kind secret, const char *text,
                    size_t len, struct buf *out)
{
    const size_t from = out->len;
    struct buf lower = { 0 };
    bool upper = false;

    for (size_t i = 0; i < len; i++) {
        upper |= form_lower(text[i]) != text[i];
        buf_putc(&lower, form_lower(text[i]));
    }
    put_pseudonym(state, PSEUDONYM_HEX, secret, lower.data, len, out);
    for (size_t i = from; upper && i < out->len; i++)
        out->data[i] = form_upper(out->data[i]);
    buf_clear(&lower);
}

static void put_pem(const char *text, size_t len, struct buf *out)
{
    const char *first = memmem(text + 5, len - 5, "-----", 5);
    const char *last = memmem(text + 5, len - 5, "-----END ", 9);

    if (first == NULL || (last != NULL && first >= last)) {
        buf_puts(out, "-----BEGIN");
        return;
    }
    for (const char *at = text; at < first + 5; at++)
        if (!form_is_word_byte(*at) || (*at >= 'A' && *at <= 'Z'))
            buf_putc(out, *at);
    buf_puts(out, "REDACTED");
    if (last != NULL)
        for (const char *at = last; at < text + len; at++)
            if (!form_is_word_byte(*at) || (*at >= 'A' && *at <= 'Z'))
                buf_putc(out, *at);
}

/* ---- words ---- */

static void put_digits(struct rewriting *state, const char *text, size_t len,
                       struct buf *out)
{
    if (len == ACCOUNT_DIGITS && strspn(text, "0") < ACCOUNT_DIGITS)
        put_pseudonym(state, PSEUDONYM_DIGITS, SECRET_ACCOUNT, text, len, out);
    else if (len >= DIGITS_FROM || (state->digits && len >= PERSONAL_DIGITS))
        buf_puts(out, pseudonym(&state->all->pseudonyms, PSEUDONYM_DIGITS, text, len));
    else
        buf_add(out, text, len);
}

/* As the console shows it: the same id as without hyphens. */
static void put_account(struct rewriting *state, const char *text, size_t len,
                        struct buf *out)
{
    const char *made;
    struct buf digits = { 0 };

    for (size_t i = 0; i < len; i++)
        if (text[i] != '-')
            buf_putc(&digits, text[i]);
    redaction_secret(state->all, SECRET_ACCOUNT, digits.data, digits.len);
    made = pseudonym(&state->all->pseudonyms, PSEUDONYM_DIGITS, digits.data, digits.len);
    buf_printf(out, "%.4s-%.4s-%.4s", made, made + 4, made + 8);
    buf_clear(&digits);
}

/* Words of zone files and of dig's answers; a name of one label may not look so. */
static bool is_dns_word(const char *text, size_t len)
{
    static const char *const words[] = { "IN",        "CH",           "ORIGIN",
                                         "TTL",       "INCLUDE",      "GENERATE",
                                         "issue",     "issuewild",    "iodef",
                                         "issuemail", "contactemail", "alpn" };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strlen(words[i]) == len && strncasecmp(text, words[i], len) == 0)
            return true;
    return rr_type_parse(text, len) != RR_NONE || masterfile_period(text, len) >= 0 ||
           (len > 5 && strncasecmp(text, "CLASS", 5) == 0 &&
            form_is_digits(text + 5, len - 5));
}

/* Has it, anywhere, as many hex digits as an id? */
static bool holds_hex(const char *text, size_t len)
{
    for (size_t i = 0; i + HEX_FROM <= len; i++)
        if (form_is_hex(text + i, HEX_FROM))
            return true;
    return false;
}

/* A plain word may stay as a member's name, if it is not what somebody is called. */
static bool is_member_word(struct rewriting *state, const char *text, size_t len)
{
    size_t digits = 0;

    if (!state->keep_words || form_is_zone_id(text, len) || form_is_id(text, len) ||
        holds_hex(text, len))
        return false;
    for (size_t i = 0; i < len; i++)
        digits += text[i] >= '0' && text[i] <= '9';
    if (digits > MEMBER_DIGITS_MAX)
        return false;
    text = name_canonical(&state->all->arena, text, len);
    return map_get(&state->all->labels, text, strlen(text)) == NULL;
}

static bool may_stay(struct rewriting *state, const char *text, size_t len)
{
    if (state->dns)
        return is_dns_word(text, len);
    return keep_word(text, len) || is_member_word(state, text, len);
}

static void put_word(struct rewriting *state, const char *text, size_t len,
                     struct buf *out)
{
    const size_t lead = len > 1 && *text == '_' ? 1 : 0;

    if (form_is_digits(text, len)) {
        put_digits(state, text, len, out);
    } else if (form_is_hex(text + lead, len - lead) && len - lead >= HEX_FROM) {
        buf_add(out, text, lead);
        put_hex(state, len - lead == 32 ? SECRET_TOKEN : SECRET_ID, text + lead,
                len - lead, out);
    } else if (may_stay(state, text, len)) {
        buf_add(out, text, len);
    } else if (form_is_zone_id(text, len)) {
        put_pseudonym(state, PSEUDONYM_ID, SECRET_ZONE, text, len, out);
    } else if (form_is_id(text, len)) {
        put_pseudonym(state, PSEUDONYM_ID, SECRET_ID, text, len, out);
    } else if (state->dns) {
        names_rewrite(state->all, text, len, state->origin, true, out);
    } else {
        names_rewrite_label(state->all, text, len, out);
    }
}

/* A public CA in a CAA record is no secret, unless it is one's own name. */
static bool is_issuer(struct rewriting *state, const char *text, size_t len)
{
    const char *name;

    if (!state->issuer)
        return false;
    state->issuer = false;
    name = name_canonical(&state->all->arena, text, len);
    if (!keep_issuer(name) || names_is_owned(state->all, name))
        return false;
    if (map_get(&state->all->issuers, name, strlen(name)) == NULL)
        *map_at(&state->all->issuers, name, strlen(name)) = state->all;
    return true;
}

static void put_mail(struct rewriting *state, const char *text, size_t len,
                     const char *at, struct buf *out)
{
    const size_t local = (size_t)(at - text);
    const size_t from = out->len;
    const char *lower = name_canonical(&state->all->arena, text, local);

    /* The five addresses that ACM writes to stay. */
    if (keep_label(lower, strlen(lower)))
        buf_add(out, text, local);
    else
        buf_puts(out, pseudonym(&state->all->pseudonyms, PSEUDONYM_LABEL, lower,
                                strlen(lower)));
    buf_putc(out, '@');
    names_rewrite(state->all, at + 1, len - local - 1, NULL, state->dns, out);
    if (out->len - from != len || strncasecmp(out->data + from, text, len) != 0)
        redaction_secret(state->all, SECRET_MAIL, text, len);
}

static bool is_dotted(const char *text, size_t len)
{
    const char *dot = memchr(text, '.', len);

    return dot != NULL && (size_t)(dot - text) + 1 < len;
}

/* A mailbox and a host, which has some letter; one "@" without an escape between them. */
static bool is_mail(const char *text, size_t len, const char *at)
{
    const size_t left = (size_t)(text + len - at) - 1;

    return at > text && at[-1] != '\\' && form_is_word_byte(at[-1]) && left > 0 &&
           memchr(at + 1, '@', left) == NULL && !form_is_digits(at + 1, left);
}

/* Words with dots between them that bound no label. */
static void put_words(struct rewriting *state, const char *text, size_t len,
                      struct buf *out)
{
    size_t from = 0;

    for (size_t i = 0; i <= len; i++) {
        if (i < len && text[i] != '.')
            continue;
        if (i > from)
            put_word(state, text + from, i - from, out);
        if (i < len)
            buf_putc(out, text[i]);
        from = i + 1;
    }
}

static void put_name(struct rewriting *state, const char *text, size_t len,
                     struct buf *out)
{
    if (len > 0 && state->dns && !is_dns_word(text, len) &&
        (is_dotted(text, len) || text[len - 1] == '.'))
        names_rewrite(state->all, text, len, state->origin, true, out);
    else if (is_dotted(text, len) && names_is_name(state->all, text, len))
        names_rewrite(state->all, text, len, NULL, state->dns, out);
    else
        put_words(state, text, len, out);
}

static void put_run(struct rewriting *state, const char *text, size_t len,
                    struct buf *out)
{
    const char *at = memchr(text, '@', len);

    if (is_issuer(state, text, len)) {
        buf_add(out, text, len);
    } else if (at != NULL && is_mail(text, len, at)) {
        put_mail(state, text, len, at, out);
    } else {
        for (size_t from = 0, n; from <= len; from += n + 1) {
            at = memchr(text + from, '@', len - from);
            n = (at == NULL ? len : (size_t)(at - text)) - from;
            put_name(state, text + from, n, out);
            if (at != NULL)
                buf_putc(out, '@');
        }
    }
    if ((len == 5 && strncasecmp(text, "issue", 5) == 0) ||
        (len == 9 && strncasecmp(text, "issuewild", 9) == 0))
        state->issuer = true;
}

/* ---- the text ---- */

/* How long an escape is that a name may hold: `\052`, and in zone files `\X`. */
static size_t escape(const struct rewriting *state, const char *text, size_t len)
{
    if (len < 2 || *text != '\\')
        return 0;
    if (len >= 4 && form_is_digits(text + 1, 3))
        return 4;
    return state->dns && strchr("\"\\;()\n", text[1]) == NULL ? 2 : 0;
}

static size_t run_length(const struct rewriting *state, const char *text, size_t len)
{
    size_t n = 0;

    while (n < len) {
        const size_t escaped = escape(state, text + n, len - n);
        const size_t letter = form_letter(text + n, len - n);

        if (escaped + letter > 0)
            n += escaped + letter;
        else if (text[n] != '\0' && strchr("_.-*@+", text[n]) != NULL)
            n++;
        else
            break;
    }
    return n;
}

/* Signs that begin no word: "--region", "...", but "*.", "_x", "\052". */
static bool begins_run(const struct rewriting *state, const char *text, size_t len)
{
    if (form_letter(text, len) > 0 || escape(state, text, len) > 0)
        return true;
    if (*text == '*')
        return len > 1 && (text[1] == '.' || form_is_word_byte(text[1]));
    if (*text == '.' && state->dns)
        return len > 1 && form_is_word_byte(text[1]);
    return *text == '_' && len > 1 && (form_is_word_byte(text[1]) || text[1] == '_');
}

/* A time, or a number that is no part of anything longer. */
static size_t plain_form(const struct rewriting *state, const char *text, size_t len)
{
    size_t n = form_time(text, len);

    if (n > 0 || state->digits || form_account(text, len) + form_uuid(text, len) > 0 ||
        form_pairs(text, len) + form_ipv6(text, len) + form_ipv4(text, len) > 0)
        return n;
    n = form_number(text, len);
    return n < DIGITS_FROM ? n : 0;
}

static size_t take_form(struct rewriting *state, const char *text, size_t len,
                        struct buf *out)
{
    size_t n;

    if ((n = form_pem(text, len)) > 0)
        put_pem(text, n, out);
    else if ((n = plain_form(state, text, len)) > 0)
        buf_add(out, text, n);
    else if ((n = form_account(text, len)) > 0)
        put_account(state, text, n, out);
    else if ((n = form_uuid(text, len)) > 0 || (n = form_pairs(text, len)) > 0)
        put_hex(state, SECRET_ID, text, n, out);
    else if ((n = form_ipv6(text, len)) > 0)
        address_ipv6(&state->all->pseudonyms.prf, text, n, out);
    else if ((n = form_ipv4(text, len)) > 0)
        address_ipv4(&state->all->pseudonyms.prf, text, n, out);
    else
        n = rdata_rewrite(state, text, len, out);
    return n;
}

void rewrite_text(struct rewriting *state, const char *text, size_t len, struct buf *out)
{
    size_t at = 0;

    while (at < len) {
        size_t n = take_form(state, text + at, len - at, out);

        if (n == 0 && begins_run(state, text + at, len - at)) {
            n = run_length(state, text + at, len - at);
            put_run(state, text + at, n, out);
        } else if (n == 0) {
            n = 1;
            buf_putc(out, text[at]);
        }
        at += n;
    }
}
