/* change_rules: a printed change batch, read back and held against Route 53's rules. */
#include "tests/support/change_rules.h"

#include "tests/support/test.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The single-quoted word at text, taken apart as sh does. */
static char *unquote(const char *text)
{
    char *out = malloc(strlen(text) + 1);
    size_t n = 0;
    bool open = false;

    assert_non_null(out);
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            open = !open;
        } else if (!open && *text == '\\') {
            out[n++] = *++text;
        } else {
            assert_true(open); /* nothing unquoted stands in the word */
            out[n++] = *text;
        }
    }
    assert_false(open);
    out[n] = '\0';
    return out;
}

json_t *change_batch_of(const char *text, const char *zone_id)
{
    char want[128];
    const char *line = text;
    char *word;
    json_t *batch;

    assert_non_null(text);
    snprintf(want, sizeof(want),
             "aws route53 change-resource-record-sets --hosted-zone-id %s "
             "--change-batch '",
             zone_id);
    assert_int_equal(line[0], '#');
    while (line[0] == '#')
        line = strchr(line, '\n') + 1;
    assert_memory_equal(line, want, strlen(want));
    word = unquote(line + strlen(want) - 1);
    batch = json_loads(word, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(batch);
    free(word);
    return batch;
}

static const char *text_at(json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));

    assert_non_null(text);
    return text;
}

/* Absolute, labels of 1 to 63, 255 octets on the wire, odd bytes as \ooo. */
static void keeps_name_rules(const char *name)
{
    size_t label = 0;
    size_t total = 1;

    for (const char *c = name; *c != '\0'; c++) {
        if (*c == '.') {
            assert_in_range(label, 1, 63);
            label = 0;
            total++;
            continue;
        }
        if (*c == '\\') {
            assert_true(strspn(c + 1, "01234567") >= 3);
            c += 3;
        } else if (*c == '*') {
            assert_true(c == name && c[1] == '.');
        } else {
            assert_non_null(strchr("abcdefghijklmnopqrstuvwxyz0123456789-_", *c));
        }
        label++;
        total++;
    }
    assert_int_equal(label, 0); /* the last dot */
    assert_in_range(total, 2, 255);
}

static void keeps_value_rules(const char *type, const char *value)
{
    assert_in_range(strlen(value), 1, 4000);
    if (strcmp(type, "NS") == 0)
        keeps_name_rules(value);
    if (strcmp(type, "CAA") == 0) { /* flags tag "value" */
        char *end;
        const unsigned long flags = strtoul(value, &end, 10);
        size_t tag;

        assert_true(end > value && flags <= 255 && *end == ' ');
        tag = strspn(end + 1, "abcdefghijklmnopqrstuvwxyz0123456789");
        assert_true(tag > 0 && strncmp(end + 1 + tag, " \"", 2) == 0);
        end += tag + 3;
        assert_ptr_equal(strchr(end, '"'), value + strlen(value) - 1);
    }
}

static size_t keeps_set_rules(json_t *set, const char *zone)
{
    const char *name = text_at(set, "Name");
    const char *type = text_at(set, "Type");
    json_t *records = json_object_get(set, "ResourceRecords");
    json_t *ttl = json_object_get(set, "TTL");
    const size_t n = json_array_size(records);
    size_t i;
    json_t *record;

    assert_int_equal(json_object_size(set), 4);
    keeps_name_rules(name);
    assert_true(json_is_integer(ttl));
    assert_in_range(json_integer_value(ttl), 0, 2147483647);
    assert_in_range(n, 1, 400);
    if (strcmp(type, "CNAME") == 0) {
        assert_int_equal(n, 1);
        assert_false(strncmp(name, zone, strlen(zone)) == 0);
    }
    json_array_foreach(records, i, record)
        keeps_value_rules(type, text_at(record, "Value"));
    return n;
}

size_t change_keeps_rules(json_t *batch, const char *zone)
{
    json_t *changes = json_object_get(batch, "Changes");
    size_t elements = 0;
    size_t i;
    json_t *change;

    assert_in_range(strlen(text_at(batch, "Comment")), 1, 256);
    assert_true(json_array_size(changes) > 0);
    json_array_foreach(changes, i, change)
    {
        const char *action = text_at(change, "Action");
        json_t *set = json_object_get(change, "ResourceRecordSet");

        assert_true(strcmp(action, "CREATE") == 0 || strcmp(action, "DELETE") == 0 ||
                    strcmp(action, "UPSERT") == 0);
        elements += keeps_set_rules(set, zone) * (strcmp(action, "UPSERT") == 0 ? 2 : 1);
        for (size_t j = 0; j < i; j++) {
            json_t *other =
                json_object_get(json_array_get(changes, j), "ResourceRecordSet");

            assert_true(strcmp(text_at(other, "Name"), text_at(set, "Name")) != 0 ||
                        strcmp(text_at(other, "Type"), text_at(set, "Type")) != 0);
        }
    }
    assert_in_range(elements, 1, 1000);
    return json_array_size(changes);
}

const char *change_summary(json_t *batch)
{
    static char text[20000];
    size_t i;
    size_t j;
    json_t *change;
    json_t *record;

    text[0] = '\0';
    json_array_foreach(json_object_get(batch, "Changes"), i, change)
    {
        json_t *set = json_object_get(change, "ResourceRecordSet");
        char *end = text + strlen(text);

        snprintf(end, 500, "%s%s %s %s %lld", i > 0 ? "; " : "",
                 text_at(change, "Action"), text_at(set, "Name"), text_at(set, "Type"),
                 (long long)json_integer_value(json_object_get(set, "TTL")));
        json_array_foreach(json_object_get(set, "ResourceRecords"), j, record)
        {
            strcat(text, " [");
            strcat(text, text_at(record, "Value"));
            strcat(text, "]");
        }
    }
    return text;
}
