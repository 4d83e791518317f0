/* caa_fixes: a CAA set that lets Amazon issue, made of the one that stands there. */
#include "analyzer/join/dns_fixes.h"

#include <string.h>

#include "analyzer/join/change_batch.h"
#include "analyzer/join/shell.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/caa.h"
#include "base/dns/rr.h"

enum { TTL_NEW = 300 };

static const char amazon[] = "amazon.com";

/* The set in the making: what is kept, and what is to be said of the rest. */
struct mended {
    struct arena *arena;
    const char *remark; /* what begins a comment: "# " or "; " */
    struct kind {
        const char *tag;
        bool decides;    /* for one of the names asked for */
        bool had;        /* some property of the kind stood there */
        bool has_amazon; /* and one of those names Amazon without conditions */
    } kinds[2];          /* issue, issuewild */
    struct caa_record *records;
    size_t n;
    struct buf remarks;
};

static void add_value(struct buf *out, const struct caa_record *record, bool octal)
{
    buf_printf(out, "%u %s \"", record->flags, record->tag);
    for (size_t i = 0; i < record->value_len; i++) {
        const unsigned char c = (unsigned char)record->value[i];

        if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\')
            buf_putc(out, (char)c);
        else
            buf_printf(out, octal ? "\\%03o" : "\\%03u", c);
    }
    buf_putc(out, '"');
}

static void say_left_out(struct mended *mended, const char *text, const char *why)
{
    buf_puts(&mended->remarks, mended->remark);
    buf_puts(&mended->remarks, "Left out: ");
    shell_comment(&mended->remarks, text);
    buf_printf(&mended->remarks, " (%s).\n", why);
}

static bool is_known_tag(const char *tag)
{
    return strcmp(tag, "issue") == 0 || strcmp(tag, "issuewild") == 0 ||
           strcmp(tag, "iodef") == 0;
}

static struct kind *deciding(struct mended *mended, const char *tag)
{
    for (size_t i = 0; i < 2; i++)
        if (mended->kinds[i].decides && strcmp(mended->kinds[i].tag, tag) == 0)
            return &mended->kinds[i];
    return NULL;
}

/* Why the record has to go, or NULL. */
static const char *fault_of(struct mended *mended, const struct caa_record *record)
{
    struct kind *kind = deciding(mended, record->tag);
    struct caa_issuer issuer;

    if ((record->flags & CAA_CRITICAL) != 0 && !is_known_tag(record->tag))
        return "critical, and its tag is not known: it forbids every issuer";
    if (kind == NULL)
        return NULL;
    kind->had = true;
    caa_issuer(mended->arena, record, &issuer);
    if (issuer.malformed || issuer.domain[0] == '\0')
        return caa_is_lookalike(issuer.domain) ? "only looks like Amazon's name"
                                               : "names no issuer";
    if (caa_is_lookalike(issuer.domain))
        return "only looks like Amazon's name";
    if (caa_is_amazon(issuer.domain) && !issuer.parameters)
        kind->has_amazon = true;
    return NULL;
}

static bool has_issuewild(const struct mended *mended, const struct rrset *set)
{
    struct caa_record record;
    const char *fault;

    for (uint32_t i = 0; i < set->n_values; i++) {
        if (caa_parse(mended->arena, set->values[i], strlen(set->values[i]),
                      set->octal ? CAA_OCTAL : CAA_DECIMAL, &record, &fault) &&
            strcmp(record.tag, "issuewild") == 0)
            return true;
    }
    return false;
}

static void take(struct mended *mended, const char *text, bool octal)
{
    struct caa_record *record = &mended->records[mended->n];
    const char *fault;

    if (!caa_parse(mended->arena, text, strlen(text), octal ? CAA_OCTAL : CAA_DECIMAL,
                   record, &fault)) {
        say_left_out(mended, text, fault);
        return;
    }
    fault = fault_of(mended, record);
    if (fault != NULL)
        say_left_out(mended, text, fault);
    else
        mended->n++;
}

/* set may be NULL. False: its values are not in hand, or it is not the only one. */
static bool mend(struct mended *mended, const struct rrset *set, unsigned names)
{
    const size_t n = set == NULL ? 0 : set->n_values;
    const bool wild = set != NULL && has_issuewild(mended, set);

    if (set != NULL &&
        (set->alias != NULL || set->set_id != NULL || set->routing != NULL))
        return false;
    buf_init(&mended->remarks);
    mended->records = arena_array(mended->arena, n + 2, sizeof(*mended->records));
    mended->kinds[0] = (struct kind){
        .tag = "issue",
        .decides = (names & CAA_FIX_PLAIN) != 0 || !wild,
    };
    mended->kinds[1] = (struct kind){
        .tag = "issuewild",
        .decides = (names & CAA_FIX_WILDCARD) != 0 && wild,
    };
    for (size_t i = 0; i < n; i++)
        take(mended, set->values[i], set->octal);
    /* Where no property of the kind stood, one would shut out every other issuer. */
    for (size_t i = 0; i < 2; i++) {
        const struct kind *kind = &mended->kinds[i];

        if (kind->decides && !kind->has_amazon && (kind->had || mended->n == 0))
            mended->records[mended->n++] = (struct caa_record){
                .tag = kind->tag,
                .value = amazon,
                .value_len = strlen(amazon),
            };
    }
    if (n == 0)
        buf_printf(&mended->remarks,
                   "%sWith this set Amazon alone may issue here and below: add the other "
                   "issuers in use.\n",
                   mended->remark);
    return true;
}

static const char *const *values_of(const struct mended *mended, bool octal)
{
    const char **values = arena_array(mended->arena, mended->n, sizeof(*values));

    for (size_t i = 0; i < mended->n; i++) {
        struct buf out;

        buf_init(&out);
        add_value(&out, &mended->records[i], octal);
        values[i] = shell_keep(&out, mended->arena);
    }
    return values;
}

/* The TTL of an answer runs down, and was another one. */
static int64_t ttl_of(const struct rrset *set)
{
    return set == NULL || set->ttl_s < 0 || set->from == DNS_FROM_DIG ? TTL_NEW
                                                                      : set->ttl_s;
}

const char *fix_caa(const struct fix_place *place, const char *name,
                    const struct rrset *set, unsigned names, struct arena *arena)
{
    struct mended mended = { .arena = arena, .remark = "# " };
    struct change_batch batch;
    struct batch_set new_set = { .name = name, .type = RR_CAA, .ttl_s = ttl_of(set) };
    const char *text;

    if (!mend(&mended, set, names))
        return NULL;
    new_set.values = values_of(&mended, true);
    new_set.n_values = mended.n;
    batch_init(&batch, place, 1, arena);
    batch_add(&batch, "UPSERT", &new_set);
    text = batch_text(&batch, "CAA records that let Amazon issue",
                      buf_text(&mended.remarks));
    buf_clear(&mended.remarks);
    return text;
}

const char *fix_caa_lines(const char *name, const struct rrset *set, unsigned names,
                          struct arena *arena)
{
    struct mended mended = { .arena = arena, .remark = "; " };
    const char *const *values;
    struct buf out;

    if (!shell_is_name(name) || batch_name(name, arena) == NULL ||
        !mend(&mended, set, names))
        return NULL;
    values = values_of(&mended, false);
    buf_init(&out);
    buf_puts(&out, buf_text(&mended.remarks));
    for (size_t i = 0; i < mended.n; i++)
        buf_printf(&out, "%s%s. %lld IN CAA %s", i == 0 ? "" : "\n", name,
                   (long long)ttl_of(set), values[i]);
    buf_clear(&mended.remarks);
    return shell_keep(&out, arena);
}
