/* document: a file's text, of any shape, rewritten string by string and line by line. */
#include "analyzer/redact/document.h"

#include <stdbool.h>
#include <string.h>

#include "analyzer/redact/forms.h"
#include "analyzer/redact/redaction.h"
#include "analyzer/redact/rewrite.h"
#include "analyzer/redact/strings.h"
#include "base/buf.h"
#include "base/spell.h"

enum { NESTED_MAX = 4, MEMBER_MAX = 80 };

/* What kind of value the member's name promises. */
enum member { MEMBER_PLAIN, MEMBER_SECRET, MEMBER_PERSONAL, MEMBER_FILE, MEMBER_TAG };

struct document {
    struct rewriting state;
    enum member member; /* the last name that was read */
    int nested;         /* in how many strings */
};

static void rewrite(struct document *document, const char *text, size_t len,
                    struct buf *out);

static enum member member_of(const char *name, size_t len)
{
    static const struct {
        const char *name;
        enum member member;
    } members[] = {
        { "PrivateKey", MEMBER_SECRET },
        { "SecretAccessKey", MEMBER_SECRET },
        { "SessionToken", MEMBER_SECRET },
        { "AwsSecretAccessKey", MEMBER_SECRET },
        { "AwsSessionToken", MEMBER_SECRET },
        { "aws_secret_key", MEMBER_SECRET },
        { "SecurityToken", MEMBER_SECRET },
        { "private_key_pem", MEMBER_SECRET },
        { "Passphrase", MEMBER_SECRET },
        { "Password", MEMBER_SECRET },
        { "PhoneNumber", MEMBER_PERSONAL },
        { "Fax", MEMBER_PERSONAL },
        { "ZipCode", MEMBER_PERSONAL },
        { "AddressLine1", MEMBER_PERSONAL },
        { "AddressLine2", MEMBER_PERSONAL },
        { "PostalCode", MEMBER_PERSONAL },
        { "StreetAddress", MEMBER_PERSONAL },
        { "Comment", MEMBER_PERSONAL },
        { "Description", MEMBER_PERSONAL },
        { "CallerReference", MEMBER_PERSONAL },
        { "file", MEMBER_FILE },
        { "Key", MEMBER_TAG },
    };

    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
        if (spell_same(name, len, members[i].name, strlen(members[i].name)))
            return members[i].member;
    return MEMBER_PLAIN;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_key(const char *text, size_t len, size_t behind)
{
    while (behind < len && is_blank(text[behind]))
        behind++;
    return behind < len && text[behind] == ':';
}

static bool is_plain_name(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!form_is_word_byte(text[i]) && strchr("_$@-", text[i]) == NULL)
            return false;
    return len > 0 && (text[0] < '0' || text[0] > '9') && memchr(text, '\0', len) == NULL;
}

static void put_name(struct document *document, const char *text, size_t len,
                     struct buf *out)
{
    const bool issuer = document->state.issuer;
    const bool tag = document->member == MEMBER_TAG;

    document->member = member_of(text, len);
    if (tag && spell_same(text, len, "Value", 5))
        document->member = MEMBER_PERSONAL;
    document->state.keep_words = is_plain_name(text, len);
    document->state.issuer = false;
    rewrite_text(&document->state, text, len, out);
    document->state.keep_words = false;
    document->state.issuer = issuer;
}

/* Nothing of a secret stays, except that it is one: stars and "REDACTED" are none. */
static void put_secret(struct document *document, const char *text, size_t len,
                       struct buf *out)
{
    const bool hidden = len < 8 || strspn(text, "*xX.-") >= len || text[0] == '<';

    if (hidden || form_pem(text, len) > 0)
        rewrite_text(&document->state, text, len, out);
    else
        buf_puts(out, pseudonym(&document->state.all->pseudonyms, PSEUDONYM_LABEL, text,
                                len < 40 ? len : 40));
}

static bool holds_json(const struct document *document, const char *text, size_t len)
{
    size_t i = 0;

    while (i < len && is_blank(text[i]))
        i++;
    return document->nested < NESTED_MAX && i < len &&
           (text[i] == '{' || text[i] == '[') && memchr(text, '"', len) != NULL;
}

static void put_value(struct document *document, const char *text, size_t len,
                      struct buf *out)
{
    if (document->member == MEMBER_SECRET) {
        put_secret(document, text, len, out);
    } else if (document->member == MEMBER_FILE && len > 0 &&
               memchr(text, '\0', len) == NULL) {
        document_rewrite_path(document->state.all, text, out);
    } else if (holds_json(document, text, len)) {
        document->nested++;
        rewrite(document, text, len, out);
        document->nested--;
    } else {
        document->state.digits = document->member == MEMBER_PERSONAL;
        rewrite_text(&document->state, text, len, out);
        document->state.digits = false;
    }
}

/* A string, from quote to quote; what did not change stays as it was spelled. */
static size_t put_string(struct document *document, const char *text, size_t len,
                         struct buf *out)
{
    size_t inside;
    const size_t taken = string_length(text, len, &inside);
    struct buf meaning = { 0 };
    struct buf made = { 0 };

    string_meaning(text + 1, inside, &meaning);
    buf_add(&meaning, "", 0);
    if (is_key(text, len, taken))
        put_name(document, meaning.data, meaning.len, &made);
    else
        put_value(document, meaning.data, meaning.len, &made);
    buf_putc(out, '"');
    if (made.len == meaning.len && memcmp(buf_text(&made), meaning.data, made.len) == 0)
        buf_add(out, text + 1, inside);
    else
        string_put(buf_text(&made), made.len, out);
    buf_add(out, text + 1 + inside, taken - 1 - inside);
    buf_clear(&meaning);
    buf_clear(&made);
    return taken;
}

/*
 * A word at the start of a line or behind a bracket or comma that ":" or "=" follows is
 * the name of a member, in YAML, Java, Python, PowerShell.
 */
static size_t bare_name(const char *text, size_t len, size_t at)
{
    size_t before = at;
    size_t n = 0;

    while (at + n < len && (form_is_word_byte(text[at + n]) || text[at + n] == '_'))
        n++;
    if (n == 0 || (text[at] >= '0' && text[at] <= '9'))
        return 0;
    if (before > 0 && text[before - 1] == '\'')
        before--;
    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t'))
        before--;
    if (before > 0 && strchr("\n{,(-|", text[before - 1]) == NULL)
        return 0;
    len = at + n + 3 < len ? at + n + 3 : len;
    for (size_t i = at + n; i < len; i++) {
        if (text[i] == ':' || text[i] == '=')
            return n;
        if (text[i] != '\'' && text[i] != ' ')
            return 0;
    }
    return 0;
}

/* What stands outside strings, up to the next one. */
static void put_bare(struct document *document, const char *text, size_t len,
                     struct buf *out)
{
    size_t from = 0;

    for (size_t i = 0; i < len; i++) {
        const bool start = i == 0 || !form_is_word_byte(text[i - 1]);
        const size_t n =
            start && form_is_word_byte(text[i]) ? bare_name(text, len, i) : 0;

        if (n == 0)
            continue;
        rewrite_text(&document->state, text + from, i - from, out);
        put_name(document, text + i, n, out);
        i += n - 1;
        from = i + 1;
    }
    rewrite_text(&document->state, text + from, len - from, out);
}

static void rewrite(struct document *document, const char *text, size_t len,
                    struct buf *out)
{
    size_t at = 0;

    while (at < len) {
        const char *quote = memchr(text + at, '"', len - at);
        const size_t n = quote == NULL ? len - at : (size_t)(quote - text) - at;

        put_bare(document, text + at, n, out);
        at += n;
        if (quote != NULL)
            at += put_string(document, text + at, len - at, out);
    }
}

void document_rewrite(struct redaction *all, const char *text, size_t len,
                      struct buf *out)
{
    struct document document = { .state = { .all = all } };

    rewrite(&document, text, len, out);
}
