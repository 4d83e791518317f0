/* plan: which calls are needed: the first ones, and those that answers beget. */
#include "collector/plan.h"

#include <string.h>

#include "base/arena.h"
#include "base/aws/arn.h"
#include "base/err.h"
#include "base/when.h"
#include "collector/answer.h"
#include "collector/operations.h"
#include "collector/options.h"
#include "collector/pages.h"
#include "collector/run.h"

static const char global[] = "global";

/* Note a call: error NULL = its answer is saved. */
static void note(struct run *run, const struct call *call, const char *error, int64_t at,
                 int status)
{
    json_t *parameters =
        operation_parameters(call->operation, call->subject, !call->no_origins);
    const struct manifest_entry entry = {
        .file = error == NULL ? call->file : NULL,
        .error = error,
        .service = service_name(call->operation->service),
        .operation = call->operation->name,
        .parameters = parameters,
        .region = call->region,
        .at = at,
        .status = status,
    };

    manifest_note(&run->manifest, &entry);
    json_decref(parameters);
}

static void mark_whole(struct run *run, const struct call *call)
{
    if (call->operation->id == OP_LIST_ALL_CERTIFICATES ||
        call->operation->id == OP_LIST_ZONES)
        run->whole[run->n_whole++] = call->region;
}

/* Lists of certificates and zones beget; lists of records and validations do not. */
static int beget_rows(struct run *run, const struct call *call, const json_t *rows,
                      size_t from, struct err *err);
static int beget_more(struct run *run, const struct call *call, const json_t *answer,
                      struct err *err);

static bool is_list(const struct operation *operation)
{
    return operation->keys[0] != NULL;
}

/* What a former part of this run has saved, if it is whole; NULL when it is not. */
static json_t *saved(struct run *run, const struct call *call, int64_t *at)
{
    const bool noted = map_get(&run->manifest.by_file, call->file, strlen(call->file));
    json_t *document;
    const json_t *result;

    if (!run->manifest.resumed)
        return NULL;
    document = layout_load(&run->layout, call->file, at);
    result = json_object_get(document, call->operation->result);
    /* How the complete list was asked for stands in the manifest alone. */
    if ((noted || call->operation->id != OP_LIST_ALL_CERTIFICATES) &&
        (json_is_object(result) || json_is_array(result)) && pages_is_whole(document) &&
        manifest_is_fresh(&run->manifest, call->file, *at))
        return document;
    json_decref(document);
    return NULL;
}

static int take_saved(struct run *run, const struct call *call, const json_t *document,
                      int64_t at, struct err *err)
{
    const struct manifest_row *row =
        map_get(&run->manifest.by_file, call->file, strlen(call->file));

    run->n_saved++;
    if (row == NULL || row->at < run->manifest.started_at)
        note(run, call, NULL, at, 200);
    if (!is_list(call->operation))
        return beget_more(run, call, document, err);
    mark_whole(run, call);
    return beget_rows(run, call, json_object_get(document, call->operation->result), 0,
                      err);
}

static int add_call(struct run *run, enum operation_id id, const char *region,
                    const char *subject, struct err *err)
{
    struct call *call = arena_zalloc(run->arena, sizeof(*call));
    json_t *document;
    void **place;
    int64_t at;
    int rc;

    call->operation = operation_get(id);
    call->region = region;
    call->subject = subject;
    call->file =
        layout_file(&run->layout, call->operation, run->account, region, subject);
    if (call->file == NULL) {
        note(run, call, "its id is not fit for a file name", WHEN_NONE, 0);
        return 0;
    }
    place = map_at(&run->known, call->file, strlen(call->file));
    if (*place != NULL)
        return 0;
    *place = call;
    run->n_certificates += id == OP_DESCRIBE;
    run->n_zones += id == OP_GET_ZONE;
    manifest_expect(&run->manifest, call->file);
    document = saved(run, call, &at);
    if (document != NULL) {
        rc = take_saved(run, call, document, at, err);
        json_decref(document);
        return rc;
    }
    if (is_list(call->operation)) {
        call->pages = arena_alloc(run->arena, sizeof(*call->pages));
        pages_init(call->pages, call->operation, run->arena);
    }
    lanes_add(&run->lanes, call);
    run->n_known++;
    return 0;
}

/* A zone's id without "/hostedzone/"; NULL when it is no id. */
static const char *zone_id(const char *id)
{
    const char *slash = strrchr(id, '/');

    id = slash == NULL ? id : slash + 1;
    for (const char *c = id; *c != '\0'; c++)
        if ((*c < 'A' || *c > 'Z') && (*c < '0' || *c > '9'))
            return NULL;
    return *id == '\0' ? NULL : id;
}

static int beget_row(struct run *run, const struct call *call, const json_t *row,
                     struct err *err)
{
    const bool zones = call->operation->id == OP_LIST_ZONES;
    const char *subject =
        json_string_value(json_object_get(row, call->operation->keys[0]));

    if (subject != NULL && zones)
        subject = zone_id(subject);
    if (subject == NULL) {
        note(run, call, "a row of the list has no id that can be asked about", WHEN_NONE,
             0);
        return 0;
    }
    subject = arena_strdup(run->arena, subject);
    if (add_call(run, zones ? OP_GET_ZONE : OP_DESCRIBE, call->region, subject, err) != 0)
        return -1;
    return add_call(run, zones ? OP_LIST_RECORDS : OP_LIST_TAGS, call->region, subject,
                    err);
}

static int beget_rows(struct run *run, const struct call *call, const json_t *rows,
                      size_t from, struct err *err)
{
    switch ((int)call->operation->id) {
    case OP_LIST_CERTIFICATES:
    case OP_LIST_ALL_CERTIFICATES:
    case OP_LIST_ZONES:
        break;
    default:
        return 0;
    }
    for (size_t i = from; i < json_array_size(rows); i++)
        if (beget_row(run, call, json_array_get(rows, i), err) != 0)
            return -1;
    return 0;
}

/* The records of a move from e-mail to DNS stand in a call of their own (facts 2.5). */
static int beget_more(struct run *run, const struct call *call, const json_t *answer,
                      struct err *err)
{
    const json_t *certificate = json_object_get(answer, "Certificate");
    const char *status = json_string_value(
        json_object_get(json_object_get(certificate, "UpdateSummary"), "Status"));

    if (call->operation->id != OP_DESCRIBE || status == NULL ||
        strcmp(status, "PENDING_DOMAIN_VALIDATION") != 0)
        return 0;
    return add_call(run, OP_DOMAIN_VALIDATIONS, call->region, call->subject, err);
}

/* Without --region, a run goes on in the regions where it began. */
static void former_regions(struct run *run)
{
    const json_t *former = manifest_run_regions(&run->manifest, run->account);
    const size_t room = json_array_size(former);
    const char **regions;
    size_t n = 0;

    if (!run->options->resume || run->options->n_regions > 0)
        return;
    regions = arena_array(run->arena, room + 1, sizeof(*regions));
    for (size_t i = 0; i < room; i++) {
        const char *word = json_string_value(json_array_get(former, i));

        if (word != NULL && arn_is_region(word, strlen(word)))
            regions[n++] = arena_strdup(run->arena, word);
    }
    if (n == 0)
        return;
    run->regions = regions;
    run->n_regions = n;
}

/* The account is known. */
static int begin(struct run *run, struct err *err)
{
    former_regions(run);
    if (options_check_partition(run->regions, run->n_regions, err) != 0 ||
        run_find_endpoints(run, err) != 0)
        return -1;
    run->whole = arena_array(run->arena, run->n_regions + 1, sizeof(*run->whole));
    manifest_begin(&run->manifest, run->account, run->regions, run->n_regions,
                   run->options->resume);
    if (add_call(run, OP_LIST_ZONES, global, NULL, err) != 0)
        return -1;
    for (size_t i = 0; i < run->n_regions; i++)
        if (add_call(run, OP_LIST_ALL_CERTIFICATES, run->regions[i], NULL, err) != 0 ||
            add_call(run, OP_LIST_CERTIFICATES, run->regions[i], NULL, err) != 0)
            return -1;
    return 0;
}

int plan_start(struct run *run, struct err *err)
{
    struct call *call;

    if (run->options->account_label != NULL) {
        run->account = run->options->account_label;
        return begin(run, err);
    }
    call = arena_zalloc(run->arena, sizeof(*call));
    call->operation = operation_get(OP_IDENTITY);
    call->region = run->sts.region;
    lanes_add(&run->lanes, call);
    run->n_known++;
    return 0;
}

static int take_identity(struct run *run, const json_t *answer, struct err *err)
{
    const char *account = json_string_value(
        json_object_get(json_object_get(answer, "GetCallerIdentityResult"), "Account"));

    if (account == NULL || !arn_is_account(account, strlen(account)))
        return err_set(err, ERR_FORMAT,
                       "sts GetCallerIdentity answers without an account id; give "
                       "--account-label");
    run->account = arena_strdup(run->arena, account);
    return begin(run, err);
}

static int save(struct run *run, const struct call *call, const json_t *document,
                int64_t at, int status, struct err *err)
{
    if (layout_save(&run->layout, call->file, document, at, err) != 0)
        return -1;
    note(run, call, NULL, at, status);
    return 0;
}

static int save_list(struct run *run, struct call *call, bool whole, int status,
                     struct err *err)
{
    json_t *document = pages_document(call->pages, whole);
    const int rc = save(run, call, document, call->pages->at, status, err);

    json_decref(document);
    return rc;
}

static int take_page(struct run *run, struct call *call, struct answer *answer,
                     struct err *err)
{
    struct pages *pages = call->pages;
    const enum pages_state state = pages_add(pages, answer->json, answer->at);
    const size_t n = json_array_size(pages->rows);

    if (beget_rows(run, call, pages->rows, n - pages->n_new, err) != 0)
        return -1;
    switch (state) {
    case PAGES_MORE:
        lanes_continue(call);
        return 0;
    case PAGES_END:
        mark_whole(run, call);
        if (save_list(run, call, true, answer->status, err) != 0)
            return -1;
        break;
    case PAGES_LOOP:
        return plan_fail(run, call,
                         "the service gave the same token of a next page twice: the list "
                         "has no end",
                         err);
    case PAGES_LOST:
        return plan_fail(
            run, call, "the service says that there are more pages, but not where", err);
    }
    pages_clear(pages);
    run->n_done++;
    lanes_done(&run->lanes, call);
    return 0;
}

int plan_take(struct run *run, struct call *call, struct answer *answer, struct err *err)
{
    if (call->pages != NULL)
        return take_page(run, call, answer, err);
    if (call->operation->id == OP_IDENTITY) {
        if (take_identity(run, answer->json, err) != 0)
            return -1;
        manifest_heard(&run->manifest, answer->at);
    } else if (save(run, call, answer->json, answer->at, answer->status, err) != 0 ||
               beget_more(run, call, answer->json, err) != 0) {
        return -1;
    }
    run->n_done++;
    lanes_done(&run->lanes, call);
    return 0;
}

int plan_fail(struct run *run, struct call *call, const char *why, struct err *err)
{
    int rc = 0;

    note(run, call, why, WHEN_NONE, 0);
    if (call->pages != NULL && call->pages->n_pages > 0)
        rc = save_list(run, call, false, 200, err);
    if (call->pages != NULL)
        pages_clear(call->pages);
    run->n_done++;
    lanes_done(&run->lanes, call);
    return rc;
}

bool plan_other_way(struct run *run, struct call *call, const char *why)
{
    struct pages *pages = call->pages;

    if (pages == NULL)
        return false;
    if (pages->n_pages > 0) { /* the token is at fault */
        if (call->restarted)
            return false;
        call->restarted = true;
        pages_restart(pages);
        return true;
    }
    if (call->operation->id != OP_LIST_ALL_CERTIFICATES || call->no_origins)
        return false;
    call->no_origins = true;
    manifest_say(&run->manifest,
                 arena_printf(run->arena,
                              "%s: ListCertificates was asked without "
                              "CertificateKeyPairOrigins, for the service refused that "
                              "parameter (%s)",
                              call->region, why));
    return true;
}

static void remove_file(void *context, const char *file)
{
    const struct run *run = context;

    if (layout_is_ours(file, run->account))
        layout_remove(&run->layout, file);
}

void plan_end(struct run *run)
{
    for (size_t i = 0; i < run->n_whole; i++)
        manifest_prune(&run->manifest, run->whole[i], remove_file, run);
}
