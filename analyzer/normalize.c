/* normalize: any readable evidence rewritten as plain API JSON, in the layout. */
#include "analyzer/normalize.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "analyzer/api_json.h"
#include "analyzer/model/estate.h"
#include "analyzer/options.h"
#include "analyzer/read/read.h"
#include "analyzer/version.h"
#include "base/aws/arn.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/when.h"

enum { JSON_INDENT_4 = JSON_INDENT(4) };

/* Where one certificate goes: OUT/ACCOUNT/REGION/acm. */
struct place {
    struct arena *arena;
    const char *out;
    json_t *calls; /* the manifest's */
};

static int write_json(const char *path, const json_t *value, struct err *err)
{
    struct output *output;

    output = output_open(path, err);
    if (output == NULL)
        return -1;
    if (json_dumpf(value, output_stream(output), JSON_INDENT_4 | JSON_ENSURE_ASCII) !=
        0) {
        output_abort(output);
        return err_set(err, ERR_IO, "%s: could not be written", path);
    }
    putc('\n', output_stream(output));
    return output_commit(output, err);
}

static const char *id_of(const struct cert *cert)
{
    const char *slash = strrchr(cert->arn, '/');

    return slash == NULL ? cert->arn : slash + 1;
}

/* An id is a file name below: nothing of a made-up ARN may leave the folder. */
static bool has_place(const struct cert *cert)
{
    return cert->arn != NULL && cert->account != NULL && cert->region != NULL &&
           arn_is_account(cert->account, strlen(cert->account)) &&
           arn_is_region(cert->region, strlen(cert->region)) &&
           strspn(id_of(cert),
                  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
               strlen(id_of(cert));
}

static void add_call(struct place *place, const struct cert *cert, const char *file,
                     const char *operation, json_t *parameters)
{
    char at[WHEN_TEXT_MAX];
    json_t *call = json_pack("{s:s, s:s, s:s, s:o, s:s, s:s}", "file", file, "service",
                             "acm", "operation", operation, "parameters", parameters,
                             "account", cert->account, "region", cert->region);

    if (cert->captured_at != WHEN_NONE)
        json_object_set_new(call, "at", json_string(when_iso(cert->captured_at, at)));
    json_array_append_new(place->calls, call);
}

static int write_described(struct place *place, const struct cert *cert, struct err *err)
{
    const char *folder = arena_printf(place->arena, "%s/%s/acm/describe-certificate",
                                      cert->account, cert->region);
    const char *file = arena_printf(place->arena, "%s/%s.json", folder, id_of(cert));
    json_t *answer = json_pack("{s:o}", "Certificate", api_certificate(cert));
    int rc;

    rc = file_mkdirs(arena_printf(place->arena, "%s/%s", place->out, folder), err);
    if (rc == 0)
        rc = write_json(arena_printf(place->arena, "%s/%s", place->out, file), answer,
                        err);
    json_decref(answer);
    add_call(place, cert, file, "DescribeCertificate",
             json_pack("{s:s}", "CertificateArn", cert->arn));
    return rc;
}

static bool same_place(const struct cert *a, const struct cert *b)
{
    return strcmp(a->account, b->account) == 0 && strcmp(a->region, b->region) == 0;
}

/* A list that was cut short stays one: its token says that more exists. */
static bool was_truncated(const struct estate *estate, const struct cert *cert)
{
    for (size_t i = 0; i < estate->n_listings; i++) {
        const struct listing *listing = estate->listings[i];

        if (listing->truncated && listing->account != NULL && listing->region != NULL &&
            strcmp(listing->account, cert->account) == 0 &&
            strcmp(listing->region, cert->region) == 0)
            return true;
    }
    return false;
}

/*
 * certs is sorted by account and region: one list a run of equals. It states no keyTypes,
 * for the evidence that it was made from may not have had them.
 */
static int write_list(struct place *place, const struct estate *estate,
                      const struct cert *const *certs, size_t n, struct err *err)
{
    const char *folder =
        arena_printf(place->arena, "%s/%s/acm", certs[0]->account, certs[0]->region);
    const char *file = arena_printf(place->arena, "%s/list-certificates.json", folder);
    json_t *rows = json_array();
    json_t *answer = json_pack("{s:o}", "CertificateSummaryList", rows);
    int rc;

    for (size_t i = 0; i < n; i++)
        json_array_append_new(rows, api_summary(certs[i]));
    if (was_truncated(estate, certs[0]))
        json_object_set_new(answer, "NextToken",
                            json_string("cut-short-in-the-evidence"));
    rc = file_mkdirs(arena_printf(place->arena, "%s/%s", place->out, folder), err);
    if (rc == 0)
        rc = write_json(arena_printf(place->arena, "%s/%s", place->out, file), answer,
                        err);
    json_decref(answer);
    add_call(place, certs[0], file, "ListCertificates", json_object());
    return rc;
}

static int write_all(struct place *place, const struct estate *estate,
                     const struct cert *const *certs, size_t n, struct err *err)
{
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;

        while (end < n && same_place(certs[i], certs[end]))
            end++;
        if (write_list(place, estate, certs + i, end - i, err) != 0)
            return -1;
        for (; i < end; i++)
            if (certs[i]->described && write_described(place, certs[i], err) != 0)
                return -1;
    }
    return 0;
}

static int write_manifest(struct place *place, const struct estate *estate,
                          struct err *err)
{
    char at[WHEN_TEXT_MAX];
    int64_t latest = WHEN_NONE;
    json_t *run = json_object();
    json_t *manifest;
    int rc;

    for (size_t i = 0; i < estate->n_manifests; i++)
        for (size_t r = 0; r < estate->manifests[i]->n_runs; r++)
            if (estate->manifests[i]->runs[r].captured_at > latest)
                latest = estate->manifests[i]->runs[r].captured_at;
    if (latest != WHEN_NONE)
        json_object_set_new(run, "captured_at", json_string(when_iso(latest, at)));
    manifest = json_pack("{s:s, s:s, s:[o], s:b, s:[], s:O}", "schema",
                         "acm-evidence.manifest.v1", "tool",
                         PROGRAM_NAME " " PROGRAM_VERSION " normalize", "runs", run,
                         "complete", 0, "missing", "calls", place->calls);
    rc = write_json(arena_printf(place->arena, "%s/manifest.json", place->out), manifest,
                    err);
    json_decref(manifest);
    return rc;
}

static void say_left_out(const struct cert *cert, struct arena *arena)
{
    const char *id = cert_id(cert, arena);
    struct buf text = { 0 };

    escape_terminal(&text, id, strlen(id));
    fprintf(stderr,
            "%s: left out, for it names no account, region or certificate id: %s\n",
            PROGRAM_NAME, buf_text(&text));
    buf_clear(&text);
}

static bool is_dns(const struct source *source)
{
    switch ((int)source->shape) {
    case SHAPE_R53_ZONES:
    case SHAPE_R53_ZONE:
    case SHAPE_R53_RECORDS:
    case SHAPE_R53_CHANGE_BATCH:
    case SHAPE_R53DOMAINS_DOMAIN:
    case SHAPE_DNS_DIG:
    case SHAPE_DNS_ZONEFILE:
        return true;
    default:
        return false;
    }
}

/* What the new folder lacks is said: an analysis of it knows less of the causes. */
static void say_dns_left_out(const struct estate *estate)
{
    size_t n = 0;

    for (size_t i = 0; i < estate->n_sources; i++)
        n += is_dns(estate->sources[i]);
    if (n > 0)
        fprintf(stderr,
                "%s: left out: %zu files of DNS evidence (zones, records, registrars, "
                "dig); normalizing them is not in this version: copy them beside\n",
                PROGRAM_NAME, n);
}

static int write_layout(struct place *place, const struct estate *estate, struct err *err)
{
    const struct cert **certs =
        arena_array(place->arena, estate->n_certs + 1, sizeof(*certs));
    size_t n = 0;

    for (size_t i = 0; i < estate->n_certs; i++) {
        if (has_place(estate->certs[i]))
            certs[n++] = estate->certs[i];
        else
            say_left_out(estate->certs[i], place->arena);
    }
    say_dns_left_out(estate);
    if (file_mkdirs(place->out, err) != 0 || write_all(place, estate, certs, n, err) != 0)
        return -1;
    return write_manifest(place, estate, err);
}

int normalize(const struct options *options, struct err *err)
{
    const struct read_options reading = {
        .n_threads = options->threads,
        .limits = read_limits_default,
    };
    struct arena arena;
    struct estate estate = { .arena = &arena };
    struct place place = { .arena = &arena, .out = options->paths.items[1] };
    int rc = -1;

    if (file_want_empty(place.out, err) != 0)
        return -1;
    arena_init(&arena);
    if (read_paths(options->paths.items, 1, &reading, &estate, err) == 0) {
        place.calls = json_array();
        rc = write_layout(&place, &estate, err);
        json_decref(place.calls);
    }
    arena_clear(&arena);
    return rc;
}
