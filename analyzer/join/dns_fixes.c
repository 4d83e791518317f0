/* dns_fixes: changes to zones and registrations, as commands ready to paste. */
#include "analyzer/join/dns_fixes.h"

#include <string.h>

#include "analyzer/join/change_batch.h"
#include "analyzer/join/shell.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/dns/rr.h"
#include "reports/finding/finding.h"

enum { TTL_RECORD = 300, TTL_DELEGATION = 172800 };

static const char validation_comment[] = "Validation record of AWS Certificate Manager";

/* ---- the record of a validation ---- */

/* A value that is a name, absolute; NULL: it holds what no name in a value can hold. */
static const char *absolute(const char *value, struct arena *arena)
{
    const size_t len = strlen(value);

    if (!shell_is_name(value))
        return NULL;
    return value[len - 1] == '.' ? value : arena_printf(arena, "%s.", value);
}

/* The record as a set. values has room for one. False: no set can be made of it. */
static bool set_of_record(const struct dns_record *record, const char **values,
                          struct batch_set *set, struct arena *arena)
{
    *set = (struct batch_set){
        .name = name_canonical(arena, record->name, strlen(record->name)),
        .type = rr_type_parse(record->type, strlen(record->type)),
        .ttl_s = TTL_RECORD,
        .values = values,
        .n_values = 1,
    };
    values[0] =
        rr_is_name_type(set->type) ? absolute(record->value, arena) : record->value;
    return values[0] != NULL;
}

const char *fix_upsert(const struct fix_place *place, const struct dns_record *record,
                       struct arena *arena)
{
    struct change_batch batch;
    struct batch_set set;
    const char *value;

    if (!set_of_record(record, &value, &set, arena))
        return NULL;
    batch_init(&batch, place, 1, arena);
    batch_add(&batch, "UPSERT", &set);
    return batch_text(&batch, validation_comment, "");
}

/* ---- what stands in its way ---- */

/* `\DDD` (decimal, zone files) as `\ooo` (octal, Route 53); `\X` stays. */
static const char *with_octal(const char *value, struct arena *arena)
{
    struct buf out;

    if (strchr(value, '\\') == NULL)
        return value;
    buf_init(&out);
    for (; *value != '\0'; value++) {
        if (value[0] == '\\' && strspn(value + 1, "0123456789") >= 3) {
            buf_printf(&out, "\\%03o",
                       (unsigned)((value[1] - '0') * 100 + (value[2] - '0') * 10 +
                                  value[3] - '0') &
                           0xff);
            value += 3;
        } else {
            buf_putc(&out, *value);
            if (value[0] == '\\' && value[1] != '\0')
                buf_putc(&out, *++value);
        }
    }
    return shell_keep(&out, arena);
}

/*
 * Can a DELETE repeat the set to the letter? Not a routed one whose policy is not kept;
 * not an alias told in part; not one of an answer, whose TTL runs down; not an intention.
 */
static bool is_whole(const struct rrset *set)
{
    if ((set->set_id != NULL || set->routing != NULL) &&
        (set->set_id == NULL || set->routing_json == NULL))
        return false;
    if (set->from == DNS_FROM_DIG || set->from == DNS_FROM_CHANGE)
        return false;
    if (set->alias != NULL || set->alias_zone != NULL)
        return set->alias != NULL && set->alias_zone != NULL && set->alias_health_known;
    return set->ttl_s >= 0;
}

static struct batch_set set_as_it_stands(const struct rrset *set, struct arena *arena)
{
    const char **values = arena_array(arena, set->n_values, sizeof(*values));

    for (uint32_t i = 0; i < set->n_values; i++)
        values[i] = set->octal ? set->values[i] : with_octal(set->values[i], arena);
    return (struct batch_set){
        .name = set->name,
        .type = set->type,
        .ttl_s = set->ttl_s,
        .values = values,
        .n_values = set->n_values,
        .alias = set->alias,
        .alias_zone = set->alias_zone,
        .alias_health = set->alias_health,
        .set_id = set->set_id,
        .routing_json = set->routing_json,
        .health_check = set->health_check,
    };
}

static bool is_same_rrset(const struct rrset *set, const struct batch_set *other)
{
    return set->type == other->type && strcmp(set->name, other->name) == 0;
}

const char *fix_replace(const struct fix_place *place, const struct dns_record *record,
                        const struct rrset *const *wrong, size_t n_wrong,
                        struct arena *arena)
{
    const char *action = "CREATE";
    struct change_batch batch;
    struct batch_set set = { .name = "" };
    const char *value;

    if (record != NULL && !set_of_record(record, &value, &set, arena))
        return NULL;
    batch_init(&batch, place, n_wrong + 1, arena);
    for (size_t i = 0; i < n_wrong; i++) {
        struct batch_set old = set_as_it_stands(wrong[i], arena);

        if (record != NULL && is_same_rrset(wrong[i], &set) && wrong[i]->set_id == NULL) {
            action = "UPSERT"; /* it replaces the set: one rrset once in a batch */
            continue;
        }
        batch.unfit = batch.unfit || !is_whole(wrong[i]);
        batch_add(&batch, "DELETE", &old);
    }
    if (record != NULL)
        batch_add(&batch, action, &set);
    return batch_text(&batch, validation_comment,
                      "# All of it is done or none of it; what was changed since the "
                      "evidence was saved makes it fail.\n");
}

/* ---- delegations ---- */

const char *fix_delegate(const struct fix_place *parent, const char *child,
                         const char *const *servers, size_t n, struct arena *arena)
{
    const char **values = arena_array(arena, n, sizeof(*values));
    struct batch_set set = { .name = child,
                             .type = RR_NS,
                             .ttl_s = TTL_DELEGATION,
                             .values = values,
                             .n_values = n };
    struct change_batch batch;

    if (parent->zone != NULL && strcmp(parent->zone, child) == 0)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        values[i] = absolute(servers[i], arena);
        if (values[i] == NULL)
            return NULL;
    }
    batch_init(&batch, parent, 1, arena);
    batch_add(&batch, "UPSERT", &set);
    return batch_text(&batch, "Delegation of a zone to its name servers", "");
}

const char *fix_registrar(const char *domain, const char *const *servers, size_t n,
                          struct arena *arena)
{
    struct buf out;
    bool fit = n > 0 && shell_is_name(domain) && batch_name(domain, arena) != NULL;

    for (size_t i = 0; i < n; i++)
        fit = fit && shell_is_name(servers[i]) && batch_name(servers[i], arena) != NULL;
    if (!fit)
        return NULL;
    buf_init(&out);
    buf_puts(&out, "# In the account in which ");
    shell_comment(&out, domain);
    buf_puts(&out, " is registered with Route 53; that API is in us-east-1 alone.\n"
                   "# With another registrar: give it the same name servers.\n"
                   "aws route53domains update-domain-nameservers --region us-east-1 "
                   "--domain-name ");
    shell_word(&out, domain);
    buf_puts(&out, " \\\n    --nameservers");
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, " Name=%s", servers[i]);
    return shell_keep(&out, arena);
}
