/* masterfile: reads zone files and the answer lines of dig, record by record. */
#include "base/dns/masterfile.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/masterfile_parts.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const struct masterfile_token *tokens_of(const struct masterfile_entry *entry)
{
    return (const struct masterfile_token *)(const void *)entry->tokens.data;
}

static bool is_word(const struct masterfile_token *token, const char *word)
{
    return !token->quoted && token->len == strlen(word) &&
           strncasecmp(token->text, word, token->len) == 0;
}

/* "want WHAT, found TOKEN"; at the entry's first line when i is behind the last. */
static enum masterfile_step want(struct masterfile *file,
                                 const struct masterfile_entry *entry, size_t i,
                                 const char *what, struct masterfile_fault *fault)
{
    const struct masterfile_token *token = tokens_of(entry) + i;

    if (i >= entry->n)
        masterfile_set_fault(
            fault, arena_printf(file->arena, "want %s, found the line's end", what),
            entry->at, entry->line);
    else
        masterfile_set_fault(
            fault,
            arena_printf(file->arena, "want %s, found %s", what,
                         masterfile_show(file->arena, token->text, token->len)),
            token->at, token->line);
    return MASTERFILE_FAULT;
}

static const char *take_name(struct masterfile *file,
                             const struct masterfile_token *token,
                             struct masterfile_fault *fault)
{
    const char *text = NULL;
    const char *name =
        token->quoted ? NULL : masterfile_name(file, token->text, token->len, &text);

    if (name == NULL)
        masterfile_set_fault(fault, token->quoted ? "want a name, without quotes" : text,
                             token->at, token->line);
    return name;
}

static enum masterfile_step take_origin(struct masterfile *file,
                                        const struct masterfile_entry *entry,
                                        struct masterfile_fault *fault)
{
    const char *origin = NULL;

    if (entry->n == 2)
        origin = take_name(file, tokens_of(entry) + 1, fault);
    file->origin = origin;
    if (entry->n != 2)
        return want(file, entry, entry->n < 2 ? 1 : 2, "one name behind $ORIGIN", fault);
    return origin != NULL ? MASTERFILE_RECORD : MASTERFILE_FAULT;
}

static enum masterfile_step take_ttl(struct masterfile *file,
                                     const struct masterfile_entry *entry,
                                     struct masterfile_fault *fault)
{
    const struct masterfile_token *token = tokens_of(entry) + 1;

    file->ttl_s = entry->n == 2 ? masterfile_period(token->text, token->len) : -1;
    if (file->ttl_s < 0)
        return want(file, entry, entry->n > 2 ? 2 : 1,
                    "a period behind $TTL, such as 300 or 1h30m", fault);
    return MASTERFILE_RECORD;
}

/* MASTERFILE_RECORD: done, and the reader goes on. */
static enum masterfile_step take_directive(struct masterfile *file,
                                           const struct masterfile_entry *entry,
                                           struct masterfile_fault *fault)
{
    const struct masterfile_token *token = tokens_of(entry);

    if (is_word(token, "$ORIGIN"))
        return take_origin(file, entry, fault);
    if (is_word(token, "$TTL"))
        return take_ttl(file, entry, fault);
    if (!is_word(token, "$INCLUDE") && !is_word(token, "$GENERATE"))
        return want(file, entry, 0, "$ORIGIN, $TTL or a record", fault);
    masterfile_set_fault(
        fault,
        is_word(token, "$INCLUDE")
            ? "$INCLUDE is not followed: the records of that file are missing; "
              "want the zone as one file, as named-compilezone writes it"
            : "$GENERATE is not carried out: its records are missing; want the "
              "zone written out, as named-compilezone does",
        token->at, token->line);
    fault->refused = true;
    return MASTERFILE_FAULT;
}

/* IN is 1, what is no class 0. */
static int64_t class_of(const struct masterfile_token *token)
{
    static const char *const others[] = { "CS", "CH", "CHAOS", "HS", "HESIOD", "NONE" };
    int64_t number;

    if (is_word(token, "IN"))
        return 1;
    for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
        if (is_word(token, others[i]))
            return UINT16_MAX;
    if (token->quoted || token->len < 6 || strncasecmp(token->text, "CLASS", 5) != 0)
        return 0;
    number = masterfile_number(token->text + 5, token->len - 5, UINT16_MAX);
    return number == 1 ? 1 : number < 0 ? 0 : UINT16_MAX;
}

/* TTL and class in any order, then the type. *i is the token to begin with. */
static enum masterfile_step take_head(struct masterfile *file,
                                      const struct masterfile_entry *entry, size_t *i,
                                      struct masterfile_rr *rr,
                                      struct masterfile_fault *fault)
{
    const struct masterfile_token *tokens = tokens_of(entry);
    bool has_class = false;

    for (; *i < entry->n; ++*i) {
        const struct masterfile_token *token = &tokens[*i];

        if (!has_class && class_of(token) != 0) {
            has_class = true;
            if (class_of(token) != 1)
                return want(file, entry, *i, "class IN", fault);
        } else if (rr->ttl_s < 0 && !token->quoted && is_digit(token->text[0])) {
            rr->ttl_s = masterfile_period(token->text, token->len);
            if (rr->ttl_s < 0)
                return want(file, entry, *i,
                            "a TTL from 0 to 2147483647 seconds, such as 300 or 1h30m",
                            fault);
        } else {
            break;
        }
    }
    if (*i < entry->n && !tokens[*i].quoted)
        rr->type = rr_type_parse(tokens[*i].text, tokens[*i].len);
    if (rr->type == RR_NONE || rr->type == RR_ANY || rr->type == RR_OPT)
        return want(file, entry, *i, "a record's type, such as CNAME", fault);
    ++*i;
    return MASTERFILE_RECORD;
}

static bool take_owner(struct masterfile *file, const struct masterfile_entry *entry,
                       struct masterfile_fault *fault)
{
    const char *name;

    if (entry->blank) {
        if (file->owner == NULL)
            masterfile_set_fault(
                fault,
                "the line begins with a blank, which stands for the name before: "
                "want a name, for there is none before that could be read",
                entry->at, entry->line);
        return file->owner != NULL;
    }
    name = take_name(file, tokens_of(entry), fault);
    file->owner =
        name == NULL ? NULL : name_canonical_decimal(file->arena, name, strlen(name));
    return name != NULL;
}

static enum masterfile_step take_record(struct masterfile *file,
                                        const struct masterfile_entry *entry,
                                        struct masterfile_rr *rr,
                                        struct masterfile_fault *fault)
{
    const struct masterfile_token *tokens = tokens_of(entry);
    struct buf value = { 0 };
    const char *text;
    size_t i = entry->blank ? 0 : 1;
    size_t bad;

    if (!take_owner(file, entry, fault))
        return MASTERFILE_FAULT;
    *rr = (struct masterfile_rr){
        .name = file->owner, .ttl_s = -1, .offset = entry->at, .line = entry->line
    };
    if (take_head(file, entry, &i, rr, fault) == MASTERFILE_FAULT)
        return MASTERFILE_FAULT;
    if (rr->ttl_s >= 0)
        file->last_ttl_s = rr->ttl_s;
    else
        rr->ttl_s = file->ttl_s >= 0 ? file->ttl_s : file->last_ttl_s;
    if (masterfile_value(file, rr->type, tokens + i, entry->n - i, &value, &text, &bad)) {
        rr->value = arena_strndup(file->arena, buf_text(&value), value.len);
        buf_clear(&value);
        return MASTERFILE_RECORD;
    }
    buf_clear(&value);
    i = i + bad < entry->n ? i + bad : entry->n - 1;
    masterfile_set_fault(fault, text, tokens[i].at, tokens[i].line);
    return MASTERFILE_FAULT;
}

/* What an entry that could not be cut into tokens may still tell: whose it is. */
static void after_fault(struct masterfile *file, const struct masterfile_entry *entry)
{
    struct masterfile_fault other;

    masterfile_skip_entry(file);
    if (entry->blank)
        return;
    if (entry->n == 0)
        file->owner = NULL;
    else if (is_word(tokens_of(entry), "$ORIGIN"))
        file->origin = NULL;
    else if (is_word(tokens_of(entry), "$TTL"))
        file->ttl_s = -1;
    else if (tokens_of(entry)->text[0] != '$')
        take_owner(file, entry, &other);
}

void masterfile_init(struct masterfile *file, struct arena *arena, const char *text,
                     size_t len, const char *origin)
{
    const char *fault;

    *file = (struct masterfile){ .arena = arena, .text = text, .len = len, .line = 1 };
    file->ttl_s = -1;
    file->last_ttl_s = -1;
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        file->at = 3;
    /* Its escapes would be octal; better no origin than a wrong one. */
    if (origin == NULL || *origin == '\0' || strchr(origin, '\\') != NULL)
        return;
    file->origin = ".";
    file->origin = masterfile_name(file, origin, strlen(origin), &fault);
}

enum masterfile_step masterfile_next(struct masterfile *file, struct masterfile_rr *rr,
                                     struct masterfile_fault *fault)
{
    struct masterfile_entry entry = { 0 };
    enum masterfile_step result = MASTERFILE_END;

    while (result == MASTERFILE_END && file->at < file->len) {
        if (!masterfile_take_entry(file, &entry, fault)) {
            after_fault(file, &entry);
            result = MASTERFILE_FAULT;
        } else if (entry.n > 0 && !entry.blank && tokens_of(&entry)->text[0] == '$') {
            if (take_directive(file, &entry, fault) == MASTERFILE_FAULT)
                result = MASTERFILE_FAULT;
        } else if (entry.n > 0) {
            result = take_record(file, &entry, rr, fault);
        }
    }
    buf_clear(&entry.tokens);
    return result;
}
