/* finding_json: a finding read back from the JSON that json.c writes. */
#include "reports/finding_json.h"

#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "reports/finding/finding.h"
#include "reports/readback.h"

static const char *verdict_of(int i)
{
    return verdict_word((enum verdict)i);
}

static const char *severity_of(int i)
{
    return severity_word((enum severity)i);
}

static const char *confidence_of(int i)
{
    return confidence_word((enum confidence)i);
}

static const char *type_of(int i)
{
    return resource_type_word((enum resource_type)i);
}

static const char *fix_of(int i)
{
    return fix_kind_word((enum fix_kind)i);
}

static const char *cause_of(int i)
{
    return cause_word((enum cause_code)i);
}

/* ---- parts of a cause ---- */

static struct evidence_ref *places(struct readback *reading, const json_t *object,
                                   size_t *n)
{
    const json_t *array = readback_array(reading, object, "evidence", n);
    struct evidence_ref *out = arena_zalloc(reading->arena, (*n + 1) * sizeof(*out));

    for (size_t i = 0; i < *n; i++) {
        const json_t *item = json_array_get(array, i);
        const size_t from = readback_enter_at(reading, "evidence", i);
        const int64_t document = readback_number(reading, item, "document", UINT32_MAX);
        const int64_t line = readback_number(reading, item, "line", UINT32_MAX);
        const int64_t column = readback_number(reading, item, "column", UINT32_MAX);

        out[i].file = readback_string(reading, item, "file");
        out[i].pointer = readback_string(reading, item, "pointer");
        out[i].document = document < 0 ? 0 : (uint32_t)document;
        out[i].line = line < 0 ? 0 : (uint32_t)line;
        out[i].column = column < 0 ? 0 : (uint32_t)column;
        readback_leave(reading, from);
    }
    return out;
}

static const struct dns_record *expected(struct readback *reading, const json_t *cause)
{
    const json_t *object = readback_object(reading, cause, "expected");
    struct dns_record *out;
    size_t from;

    if (object == NULL)
        return NULL;
    from = readback_enter(reading, "expected");
    out = arena_alloc(reading->arena, sizeof(*out));
    out->name = readback_string(reading, object, "name");
    out->type = readback_string(reading, object, "type");
    out->value = readback_string(reading, object, "value");
    readback_leave(reading, from);
    return out;
}

static const struct observed_record *observed(struct readback *reading,
                                              const json_t *cause, size_t *n)
{
    const json_t *array = readback_array(reading, cause, "observed", n);
    struct observed_record *out = arena_zalloc(reading->arena, (*n + 1) * sizeof(*out));

    for (size_t i = 0; i < *n; i++) {
        const json_t *item = json_array_get(array, i);
        const size_t from = readback_enter_at(reading, "observed", i);

        out[i].name = readback_string(reading, item, "name");
        out[i].type = readback_string(reading, item, "type");
        out[i].ttl_s = readback_number(reading, item, "ttl", UINT32_MAX);
        out[i].values = readback_texts(reading, item, "values", &out[i].n_values);
        out[i].zone_id = readback_text(reading, item, "zone_id");
        readback_leave(reading, from);
    }
    return out;
}

static const struct zone_ref *zone(struct readback *reading, const json_t *cause)
{
    const json_t *object = readback_object(reading, cause, "zone");
    struct zone_ref *out;
    size_t from;

    if (object == NULL)
        return NULL;
    from = readback_enter(reading, "zone");
    out = arena_alloc(reading->arena, sizeof(*out));
    out->id = readback_text(reading, object, "id");
    out->name = readback_text(reading, object, "name");
    out->visibility = readback_text(reading, object, "visibility");
    readback_leave(reading, from);
    return out;
}

static void fixes(struct readback *reading, const json_t *object, struct cause *cause)
{
    size_t n;
    const json_t *array = readback_array(reading, object, "fixes", &n);

    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);
        const size_t from = readback_enter_at(reading, "fixes", i);
        const int kind =
            readback_word(reading, item, "kind", fix_of, FIX_TEXT + 1, "a kind of fix");

        cause_fix(cause, reading->arena, (enum fix_kind)kind,
                  readback_string(reading, item, "title"),
                  readback_string(reading, item, "text"));
        readback_leave(reading, from);
    }
}

static void causes(struct readback *reading, const json_t *finding, struct finding *out)
{
    size_t n;
    const json_t *array = readback_array(reading, finding, "causes", &n);

    for (size_t i = 0; i < n && !reading->failed; i++) {
        const json_t *item = json_array_get(array, i);
        const size_t from = readback_enter_at(reading, "causes", i);
        const int code = readback_word(reading, item, "code", cause_of, N_CAUSES,
                                       "a cause that this version knows");
        const int sure = readback_word(reading, item, "confidence", confidence_of,
                                       CONFIDENCE_CERTAIN + 1, "a confidence");
        struct cause *cause = finding_cause(out, reading->arena, (enum cause_code)code,
                                            (enum confidence)sure);

        cause->domains = readback_texts(reading, item, "domains", &cause->n_domains);
        cause->detail = readback_string(reading, item, "detail");
        cause->expected = expected(reading, item);
        cause->observed = observed(reading, item, &cause->n_observed);
        cause->zone = zone(reading, item);
        cause->evidence = places(reading, item, &cause->n_evidence);
        fixes(reading, item, cause);
        readback_leave(reading, from);
    }
}

/* ---- the finding ---- */

static const struct waived *waived(struct readback *reading, const json_t *finding)
{
    const json_t *object = readback_object(reading, finding, "waived");
    struct waived *out;
    size_t from;

    if (object == NULL)
        return NULL;
    from = readback_enter(reading, "waived");
    out = arena_alloc(reading->arena, sizeof(*out));
    out->owner = readback_string(reading, object, "owner");
    out->reason = readback_string(reading, object, "reason");
    out->expires = readback_string(reading, object, "expires");
    out->ticket = readback_text(reading, object, "ticket");
    readback_leave(reading, from);
    return out;
}

static void trace(struct readback *reading, const json_t *finding, struct finding *out)
{
    const json_t *object = readback_object(reading, finding, "trace");
    size_t from;

    if (object == NULL)
        return;
    from = readback_enter(reading, "trace");
    out->chain = readback_texts(reading, object, "chain", &out->n_chain);
    out->caa = readback_texts(reading, object, "caa", &out->n_caa);
    readback_leave(reading, from);
}

static void resource(struct readback *reading, const json_t *finding, struct finding *out)
{
    const json_t *object = readback_object(reading, finding, "resource");
    size_t from;

    if (object == NULL) {
        readback_fault(reading, "resource", "object", "nothing");
        return;
    }
    from = readback_enter(reading, "resource");
    out->resource_type = (enum resource_type)readback_word(
        reading, object, "type", type_of, RESOURCE_WAIVER + 1, "a type of resource");
    out->resource_id = readback_string(reading, object, "id");
    readback_leave(reading, from);
}

/* The rule of an id among those of the text; NULL when it is not there. */
static json_t *rule_among(json_t *rules, const char *id)
{
    json_t *rule;
    size_t i;

    json_array_foreach(rules, i, rule)
    {
        const char *other = json_string_value(json_object_get(rule, "id"));

        if (other != NULL && strcmp(other, id) == 0)
            return rule;
    }
    return NULL;
}

/* It is a finding's, read from elsewhere: what is wrong there is left out. */
static void add_rule_words(struct readback *reading, struct findings_piece piece,
                           struct rule *rule)
{
    json_auto_t *rules = piece.len == 0 ? NULL
                                        : json_loadb(reading->text->text + piece.start,
                                                     piece.len, 0, NULL);
    const json_t *found = rules == NULL ? NULL : rule_among(rules, rule->id);
    const char *why = json_string_value(json_object_get(found, "why"));
    const json_t *references = json_object_get(found, "references");

    if (why != NULL)
        rule->why = arena_strdup(reading->arena, why);
    for (size_t i = 0; i < json_array_size(references) && i < RULE_REFERENCES_MAX; i++) {
        const char *reference = json_string_value(json_array_get(references, i));

        if (reference == NULL)
            break;
        rule->references[i] = arena_strdup(reading->arena, reference);
    }
}

static void whole(struct readback *reading, const json_t *object, struct finding *out)
{
    struct rule *rule = arena_zalloc(reading->arena, sizeof(*rule));

    rule->id = readback_string(reading, object, "check");
    rule->title = readback_string(reading, object, "title");
    out->rule = rule;
    out->verdict = (enum verdict)readback_word(reading, object, "verdict", verdict_of,
                                               VERDICT_UNKNOWN + 1, "a verdict");
    out->severity = (enum severity)readback_word(reading, object, "severity", severity_of,
                                                 N_SEVERITIES, "a severity");
    out->confidence =
        (enum confidence)readback_word(reading, object, "confidence", confidence_of,
                                       CONFIDENCE_CERTAIN + 1, "a confidence");
    rule->severity = out->severity;
    snprintf(out->fingerprint, sizeof(out->fingerprint), "%s",
             readback_string(reading, object, "fingerprint"));
    resource(reading, object, out);
    out->arn = readback_text(reading, object, "arn");
    out->account = readback_text(reading, object, "account");
    out->region = readback_text(reading, object, "region");
    out->domain = readback_text(reading, object, "domain");
    out->owner = readback_text(reading, object, "owner");
    out->message = readback_string(reading, object, "message");
    out->waived = waived(reading, object);
    out->baseline = readback_text(reading, object, "baseline");
    causes(reading, object, out);
    trace(reading, object, out);
    out->evidence = places(reading, object, &out->n_evidence);
}

static json_t *parse(const struct findings_text *text_of, struct findings_piece piece,
                     struct err *err)
{
    json_error_t error;
    json_t *json =
        json_loadb(text_of->text + piece.start, piece.len, JSON_DECODE_ANY, &error);

    if (json == NULL) {
        err_set(err, ERR_FORMAT, "%s:%u: %s", text_of->file,
                findings_line(text_of, piece.start) + (unsigned)error.line - 1,
                error.text);
    } else if (!json_is_object(json)) {
        err_set(err, ERR_FORMAT, "%s:%u: want a finding, got %s", text_of->file,
                findings_line(text_of, piece.start), readback_kind(json));
        json_decref(json);
        json = NULL;
    }
    return json;
}

int finding_json_read(const struct findings_text *text_of, struct findings_piece piece,
                      struct findings_piece rules, struct arena *arena,
                      struct finding *out, struct err *err)
{
    struct readback reading = {
        .text = text_of, .piece = piece, .arena = arena, .err = err
    };
    json_auto_t *json = parse(text_of, piece, err);

    if (json == NULL)
        return -1;
    memset(out, 0, sizeof(*out));
    whole(&reading, json, out);
    if (!reading.failed) {
        struct rule rule = *out->rule;

        add_rule_words(&reading, rules, &rule);
        out->rule = memcpy(arena_alloc(arena, sizeof(rule)), &rule, sizeof(rule));
    }
    buf_clear(&reading.at);
    return reading.failed ? -1 : 0;
}

int finding_json_fingerprint(const struct findings_text *text_of,
                             struct findings_piece piece, struct arena *arena,
                             const char **out, struct err *err)
{
    struct readback reading = {
        .text = text_of, .piece = piece, .arena = arena, .err = err
    };
    json_auto_t *json = parse(text_of, piece, err);

    if (json == NULL)
        return -1;
    *out = readback_string(&reading, json, "fingerprint");
    buf_clear(&reading.at);
    return reading.failed ? -1 : 0;
}
