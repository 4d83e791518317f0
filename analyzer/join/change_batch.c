/* change_batch: one call of ChangeResourceRecordSets, put together and held to its rules.
 */
#include "analyzer/join/change_batch.h"

#include <assert.h>
#include <string.h>

#include "analyzer/join/dns_fixes.h"
#include "analyzer/join/shell.h"
#include "analyzer/model/cert.h"
#include "base/arena.h"
#include "base/dns/name.h"
#include "base/escape.h"

enum {
    NAME_OCTETS_MAX = 253, /* 255 on the wire */
    LABEL_OCTETS_MAX = 63,
    VALUE_MAX = 4000,
    VALUES_MAX = 400,    /* of one rrset */
    ELEMENTS_MAX = 1000, /* of one batch */
    OCTETS_MAX = 32000,  /* of all values of one batch */
    ZONE_ID_MAX = 32,
};
static const int64_t ttl_max = 2147483647;

/* ---- names and values ---- */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* "\056" or "\134": what a canonical name keeps as an escape. */
static bool is_kept_escape(const char *text)
{
    return strncmp(text, "\\056", 4) == 0 || strncmp(text, "\\134", 4) == 0;
}

static void add_label(struct buf *out, const char *label, size_t len, size_t *octets,
                      bool first)
{
    if (first && len == 1 && label[0] == '*') {
        buf_putc(out, '*');
        *octets = 1;
        return;
    }
    *octets = 0;
    for (size_t i = 0; i < len; i++, (*octets)++) {
        if (is_plain(label[i])) {
            buf_putc(out, label[i]);
        } else if (is_kept_escape(label + i)) {
            buf_add(out, label + i, 4);
            i += 3;
        } else {
            buf_printf(out, "\\%03o", (unsigned char)label[i]);
        }
    }
}

static bool has_control(const char *text)
{
    for (; *text != '\0'; text++) {
        const unsigned char c = (unsigned char)*text;

        if (c < 0x20 || c == 0x7f)
            return true;
    }
    return false;
}

const char *batch_name(const char *name, struct arena *arena)
{
    struct buf out;
    size_t total = 0;
    const char *label = name;
    bool fit = !has_control(name);

    buf_init(&out);
    while (fit) {
        const size_t len = strcspn(label, ".");
        size_t octets;

        add_label(&out, label, len, &octets, label == name);
        buf_putc(&out, '.');
        total += octets + 1;
        fit = octets > 0 && octets <= LABEL_OCTETS_MAX && total - 1 <= NAME_OCTETS_MAX;
        if (label[len] == '\0')
            break;
        label += len + 1;
    }
    if (!fit) {
        buf_clear(&out);
        return NULL;
    }
    return shell_keep(&out, arena);
}

bool batch_is_value(const char *value)
{
    const size_t len = strlen(value);
    size_t at;

    return len > 0 && len <= VALUE_MAX && !has_control(value) &&
           escape_is_utf8(value, len, &at);
}

/* ---- the place ---- */

static bool is_plain_id(const char *id)
{
    static const char fit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                              "0123456789";

    return id != NULL && id[0] != '\0' && strlen(id) <= ZONE_ID_MAX &&
           id[strspn(id, fit)] == '\0';
}

const char *batch_zone_id(const struct fix_place *place)
{
    return is_plain_id(place->zone_id) ? place->zone_id : NULL;
}

static void add_account(struct buf *out, const struct fix_place *place)
{
    if (place->account != NULL) {
        shell_comment(out, place->account);
    } else if (place->cert != NULL && place->cert->account != NULL) {
        shell_comment(out, place->cert->account);
        buf_puts(out, " (the certificate's; the zone's is not in the evidence)");
    } else {
        buf_puts(out, "unknown");
    }
}

void batch_place(struct buf *out, const struct fix_place *place)
{
    const char *id = batch_zone_id(place);

    buf_puts(out, "# Account ");
    add_account(out, place);
    buf_puts(out, ", zone ");
    shell_comment(out, place->zone != NULL ? place->zone : "unknown");
    if (id != NULL) {
        buf_printf(out, " (%s).\n", id);
        return;
    }
    buf_puts(out, ". Fill in ZONE_ID, the public zone's. To find it:\n"
                  "#   aws route53 list-hosted-zones-by-name");
    if (place->zone != NULL && shell_is_name(place->zone)) {
        buf_puts(out, " --dns-name ");
        shell_word(out, place->zone);
    }
    buf_putc(out, '\n');
}

/* ---- changes ---- */

void batch_init(struct change_batch *batch, const struct fix_place *place, size_t most,
                struct arena *arena)
{
    *batch = (struct change_batch){ .place = place, .arena = arena, .room = most };
    batch->seen = arena_array(arena, most, sizeof(*batch->seen));
    buf_init(&batch->changes);
}

static bool is_seen(const struct change_batch *batch, const struct batch_set *set)
{
    for (size_t i = 0; i < batch->n_changes; i++) {
        const char *id = batch->seen[i].set_id;

        if (batch->seen[i].type == set->type &&
            strcmp(batch->seen[i].name, set->name) == 0 &&
            (id == NULL || set->set_id == NULL ? id == set->set_id
                                               : strcmp(id, set->set_id) == 0))
            return true;
    }
    return false;
}

/* Source: Route 53 API, ResourceRecordSet, Type. */
static bool is_route53_type(uint16_t type)
{
    static const uint16_t types[] = { RR_SOA,  RR_A,     RR_TXT, RR_NS,   RR_CNAME,
                                      RR_MX,   RR_NAPTR, RR_PTR, RR_SRV,  RR_SPF,
                                      RR_AAAA, RR_CAA,   RR_DS,  RR_TLSA, RR_SSHFP,
                                      RR_SVCB, RR_HTTPS };

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (types[i] == type)
            return true;
    }
    return false;
}

/* The rules that one record set must keep, whatever is done to it. */
static bool is_fit(const struct change_batch *batch, const char *action,
                   const struct batch_set *set)
{
    const char *zone = batch->place->zone;

    if (zone != NULL && !name_is_under(set->name, zone))
        return false;
    if (!is_route53_type(set->type) || is_seen(batch, set))
        return false;
    if (set->alias != NULL)
        return batch_name(set->alias, batch->arena) != NULL &&
               is_plain_id(set->alias_zone) && set->type != RR_NS && set->type != RR_SOA;
    if (set->ttl_s < 0 || set->ttl_s > ttl_max || set->n_values == 0 ||
        set->n_values > VALUES_MAX)
        return false;
    if (set->type == RR_CNAME &&
        (set->n_values > 1 || (zone != NULL && strcmp(set->name, zone) == 0)))
        return false;
    if (set->type == RR_NS && name_is_wildcard(set->name))
        return false;
    /* The apex's own NS and SOA are never deleted. */
    return strcmp(action, "DELETE") != 0 || (set->type != RR_NS && set->type != RR_SOA) ||
           (zone != NULL && strcmp(set->name, zone) != 0);
}

static void add_string(struct buf *out, const char *text)
{
    buf_putc(out, '"');
    escape_json(out, text, strlen(text));
    buf_putc(out, '"');
}

static void add_values(struct change_batch *batch, const struct batch_set *set,
                       size_t times)
{
    struct buf *out = &batch->changes;

    buf_puts(out, "        \"ResourceRecords\": [");
    for (size_t i = 0; i < set->n_values; i++) {
        if (!batch_is_value(set->values[i])) {
            batch->unfit = true;
            return;
        }
        buf_puts(out, i == 0 ? "\n" : ",\n");
        buf_puts(out, "          { \"Value\": ");
        add_string(out, set->values[i]);
        buf_puts(out, " }");
        batch->elements += times;
        batch->octets += times * strlen(set->values[i]);
    }
    buf_puts(out, "\n        ]\n");
}

static void add_alias(struct change_batch *batch, const struct batch_set *set)
{
    struct buf *out = &batch->changes;

    buf_printf(out,
               "        \"AliasTarget\": {\n          \"HostedZoneId\": \"%s\",\n"
               "          \"DNSName\": ",
               set->alias_zone);
    add_string(out, batch_name(set->alias, batch->arena));
    buf_printf(out, ",\n          \"EvaluateTargetHealth\": %s\n        }\n",
               set->alias_health ? "true" : "false");
}

static void add_routing(struct change_batch *batch, const struct batch_set *set)
{
    struct buf *out = &batch->changes;

    if (set->set_id == NULL)
        return;
    if (!batch_is_value(set->set_id) || set->routing_json == NULL) {
        batch->unfit = true;
        return;
    }
    buf_puts(out, "        \"SetIdentifier\": ");
    add_string(out, set->set_id);
    buf_printf(out, ",\n        %s,\n", set->routing_json);
}

static void add_health_check(struct change_batch *batch, const struct batch_set *set)
{
    struct buf *out = &batch->changes;

    if (set->health_check == NULL)
        return;
    batch->unfit = batch->unfit || !batch_is_value(set->health_check);
    buf_puts(out, "        \"HealthCheckId\": ");
    add_string(out, set->health_check);
    buf_puts(out, ",\n");
}

void batch_add(struct change_batch *batch, const char *action,
               const struct batch_set *set)
{
    const size_t times = strcmp(action, "UPSERT") == 0 ? 2 : 1;
    const char *name = batch_name(set->name, batch->arena);
    struct buf *out = &batch->changes;
    char type[RR_WORD_MAX];

    assert(batch->n_changes < batch->room);
    if (batch->unfit || name == NULL || !is_fit(batch, action, set)) {
        batch->unfit = true;
        return;
    }
    buf_puts(out, batch->n_changes == 0 ? "\n" : ",\n");
    buf_printf(out, "    {\n      \"Action\": \"%s\",\n      \"ResourceRecordSet\": {\n",
               action);
    buf_puts(out, "        \"Name\": ");
    add_string(out, name);
    buf_printf(out, ",\n        \"Type\": \"%s\",\n", rr_type_word(set->type, type));
    add_routing(batch, set);
    add_health_check(batch, set);
    if (set->alias != NULL) {
        add_alias(batch, set);
    } else {
        buf_printf(out, "        \"TTL\": %lld,\n", (long long)set->ttl_s);
        add_values(batch, set, times);
    }
    buf_puts(out, "      }\n    }");
    batch->seen[batch->n_changes].name = set->name;
    batch->seen[batch->n_changes].type = set->type;
    batch->seen[batch->n_changes].set_id = set->set_id;
    batch->n_changes++;
    if (batch->elements > ELEMENTS_MAX || batch->octets > OCTETS_MAX)
        batch->unfit = true;
}

const char *batch_text(struct change_batch *batch, const char *comment,
                       const char *remarks)
{
    const char *id = batch_zone_id(batch->place);
    struct buf json;
    struct buf out;

    if (batch->unfit || batch->n_changes == 0) {
        buf_clear(&batch->changes);
        return NULL;
    }
    buf_init(&json);
    buf_puts(&json, "{\n  \"Comment\": ");
    add_string(&json, comment);
    buf_puts(&json, ",\n  \"Changes\": [");
    buf_add(&json, batch->changes.data, batch->changes.len);
    buf_puts(&json, "\n  ]\n}");
    buf_clear(&batch->changes);

    buf_init(&out);
    batch_place(&out, batch->place);
    buf_puts(&out, remarks);
    buf_printf(&out,
               "aws route53 change-resource-record-sets --hosted-zone-id %s "
               "--change-batch ",
               id != NULL ? id : "ZONE_ID");
    escape_shell(&out, buf_text(&json), json.len);
    buf_clear(&json);
    return shell_keep(&out, batch->arena);
}
