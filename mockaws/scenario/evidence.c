/* evidence: saved dumps turned into a scenario: a customer's failure as a live endpoint.
 */
#include "mockaws/scenario/evidence.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/name.h"
#include "base/err.h"
#include "base/file.h"
#include "base/when.h"
#include "mockaws/scenario/evidence_parts.h"

enum { FILE_MAX = 256 << 20, DEPTH_MAX = 16, ACCOUNT_DIGITS = 12 };

const char *evidence_text(struct gathering *gathering, const json_t *object,
                          const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text != NULL ? arena_strdup(gathering->arena, text) : NULL;
}

const char *const *evidence_texts(struct gathering *gathering, const json_t *object,
                                  const char *name, size_t *n)
{
    const json_t *array = json_object_get(object, name);
    const char **texts =
        arena_array(gathering->arena, json_array_size(array), sizeof(*texts));
    size_t i;
    json_t *item;

    *n = 0;
    json_array_foreach(array, i, item)
    {
        if (json_is_string(item))
            texts[(*n)++] = arena_strdup(gathering->arena, json_string_value(item));
    }
    return texts;
}

int64_t evidence_time(struct gathering *gathering, const json_t *object, const char *name,
                      bool past)
{
    const json_t *value = json_object_get(object, name);
    int64_t when = WHEN_NONE;

    if (json_is_number(value))
        when_from_number(json_number_value(value), &when);
    else if (json_is_string(value))
        when_parse(json_string_value(value), json_string_length(value), &when);
    if (when == WHEN_NONE)
        return TIME_NONE;
    if (past && when * 1000 > gathering->latest_ms)
        gathering->latest_ms = when * 1000;
    return when * 1000;
}

void *evidence_grow(struct arena *arena, void *items, size_t n, size_t *room, size_t size)
{
    void *larger;

    if (n < *room)
        return items;
    *room = *room == 0 ? 16 : *room * 2;
    larger = arena_array(arena, *room, size);
    if (n > 0)
        memcpy(larger, items, n * size);
    return larger;
}

/* The first folder of the path that is an account's: 12 digits; NULL. */
static const char *account_of_path(struct gathering *gathering, const char *path)
{
    for (const char *part = path; part != NULL;) {
        const size_t len = strcspn(part, "/");

        if (len == ACCOUNT_DIGITS && strspn(part, "0123456789") >= ACCOUNT_DIGITS)
            return arena_strndup(gathering->arena, part, len);
        part = part[len] == '/' ? part + len + 1 : NULL;
    }
    return NULL;
}

/* "list-tags/UUID.json" -> "UUID" */
static const char *stem(struct gathering *gathering, const char *path)
{
    const char *name = strrchr(path, '/');
    size_t len;

    name = name != NULL ? name + 1 : path;
    len = strlen(name);
    if (len > 5 && strcmp(name + len - 5, ".json") == 0)
        len -= 5;
    return arena_strndup(gathering->arena, name, len);
}

static void take_tags(struct gathering *gathering, const json_t *tags, const char *id)
{
    struct scenario_tag *kept =
        arena_array(gathering->arena, json_array_size(tags), sizeof(*kept));
    size_t n = 0;
    size_t i;
    json_t *tag;

    json_array_foreach(tags, i, tag)
    {
        const char *key = evidence_text(gathering, tag, "Key");

        if (key != NULL)
            kept[n++] =
                (struct scenario_tag){ key, evidence_text(gathering, tag, "Value") };
    }
    gathering->tags = evidence_grow(gathering->arena, gathering->tags, gathering->n_tags,
                                    &gathering->tags_room, sizeof(*gathering->tags));
    gathering->tags[gathering->n_tags++] = (struct gathered_tags){ id, kept, n };
}

static void take_domain(struct gathering *gathering, const json_t *domain)
{
    const json_t *servers = json_object_get(domain, "Nameservers");
    const char **names =
        arena_array(gathering->arena, json_array_size(servers), sizeof(*names));
    const char *name = evidence_text(gathering, domain, "DomainName");
    size_t n = 0;
    size_t i;
    json_t *server;

    json_array_foreach(servers, i, server)
    {
        const char *text = json_string_value(json_object_get(server, "Name"));

        if (text != NULL)
            names[n++] = name_canonical(gathering->arena, text, strlen(text));
    }
    gathering->domains =
        evidence_grow(gathering->arena, gathering->domains, gathering->n_domains,
                      &gathering->domains_room, sizeof(*gathering->domains));
    gathering->domains[gathering->n_domains++] =
        (struct gathered_domain){ name_canonical(gathering->arena, name, strlen(name)),
                                  names, n };
}

static void take_manifest(struct gathering *gathering, const json_t *manifest)
{
    const json_t *runs = json_object_get(manifest, "runs");
    size_t i;
    json_t *run;

    json_array_foreach(runs, i, run)
    {
        const int64_t at = evidence_time(gathering, run, "captured_at", true);

        if (at > gathering->captured_ms)
            gathering->captured_ms = at;
    }
}

/* What the members say it is: evidence-shapes. */
static void take_document(struct gathering *gathering, const json_t *document,
                          const char *path)
{
    const char *account = account_of_path(gathering, path);
    size_t i;
    json_t *item;

    if (json_is_object(json_object_get(document, "Certificate")))
        evidence_certificate(gathering, json_object_get(document, "Certificate"));
    json_array_foreach(json_object_get(document, "CertificateSummaryList"), i, item)
        evidence_summary(gathering, item);
    json_array_foreach(json_object_get(document, "HostedZones"), i, item)
        evidence_zone(gathering, item, account);
    if (json_is_object(json_object_get(document, "HostedZone")))
        evidence_zone_detail(gathering, document, account);
    if (json_is_array(json_object_get(document, "ResourceRecordSets")))
        evidence_records(gathering, json_object_get(document, "ResourceRecordSets"),
                         stem(gathering, path), account);
    if (json_is_array(json_object_get(document, "Tags")))
        take_tags(gathering, json_object_get(document, "Tags"), stem(gathering, path));
    if (json_is_array(json_object_get(document, "Nameservers")) &&
        json_is_string(json_object_get(document, "DomainName")))
        take_domain(gathering, document);
    if (json_is_array(json_object_get(document, "runs")))
        take_manifest(gathering, document);
}

static void leave_out(struct gathering *gathering, const char *path)
{
    if (gathering->n_unread++ == 0)
        gathering->unread = path;
}

static int take_file(struct gathering *gathering, const char *path, const char *shown,
                     struct err *err)
{
    struct buf text = { NULL, 0, 0 };
    json_t *document;

    if (file_read(path, FILE_MAX, &text, err) < 0)
        return -1;
    document = json_loadb(buf_text(&text), text.len, 0, NULL);
    if (json_is_object(document))
        take_document(gathering, document, shown);
    else
        leave_out(gathering, shown);
    json_decref(document);
    buf_clear(&text);
    return 0;
}

/* shown: the path below the argument, from "." on: it tells accounts and kinds. */
static int take_path(struct gathering *gathering, const char *path, const char *shown,
                     int depth, struct err *err);

static int take_folder(struct gathering *gathering, const char *path, const char *shown,
                       int depth, struct err *err)
{
    struct dirent **entries;
    const int n = scandir(path, &entries, NULL, alphasort);
    int rc = 0;

    if (n < 0)
        return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;

        if (rc == 0 && name[0] != '.')
            rc = take_path(gathering, arena_printf(gathering->arena, "%s/%s", path, name),
                           arena_printf(gathering->arena, "%s/%s", shown, name),
                           depth + 1, err);
        free(entries[i]);
    }
    free(entries);
    return rc;
}

static int take_path(struct gathering *gathering, const char *path, const char *shown,
                     int depth, struct err *err)
{
    struct stat about;
    const size_t len = strlen(path);

    if (stat(path, &about) < 0)
        return err_set(err, ERR_IO, "%s: %s", path, strerror(errno));
    if (S_ISDIR(about.st_mode) && depth < DEPTH_MAX)
        return take_folder(gathering, path, shown, depth, err);
    if (strstr(shown, "/dns/") != NULL)
        return 0; /* what others saw of the zones: the zones themselves answer here */
    if (!S_ISREG(about.st_mode) || len < 5 || strcmp(path + len - 5, ".json") != 0) {
        leave_out(gathering, shown);
        return 0;
    }
    return take_file(gathering, path, shown, err);
}

/* Tags come in files of their own, by the certificate's UUID. */
static void join_tags(struct gathering *gathering)
{
    for (size_t i = 0; i < gathering->n_tags; i++)
        for (size_t k = 0; k < gathering->n_certificates; k++) {
            struct scenario_certificate *certificate = &gathering->certificates[k];
            const char *id = strrchr(certificate->arn, '/');

            if (id == NULL || strcmp(id + 1, gathering->tags[i].id) != 0)
                continue;
            certificate->tags = gathering->tags[i].tags;
            certificate->n_tags = gathering->tags[i].n;
        }
}

static void add_account(struct scenario_account *accounts, size_t *n, const char *id)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(accounts[i].id, id) == 0)
            return;
    accounts[(*n)++] = (struct scenario_account){ .id = id, .days_before_expiry = -1 };
}

/* One account takes every key; several have each the key "AKID" and its digits. */
static void give_accounts(struct gathering *gathering, struct scenario *scenario)
{
    struct scenario_account *accounts =
        arena_array(gathering->arena, gathering->n_certificates + gathering->n_zones,
                    sizeof(*accounts));
    size_t n = 0;

    for (size_t i = 0; i < gathering->n_certificates; i++)
        add_account(accounts, &n, gathering->certificates[i].account);
    for (size_t i = 0; i < gathering->n_zones; i++)
        add_account(accounts, &n, gathering->zones[i].zone.account);
    for (size_t i = 0; n > 1 && i < n; i++) {
        accounts[i].access_key = arena_printf(gathering->arena, "AKID%s", accounts[i].id);
        accounts[i].secret_key = "secret";
    }
    scenario->accounts = accounts;
    scenario->n_accounts = n;
}

static struct scenario *assemble(struct gathering *gathering, const char *path)
{
    struct scenario *scenario = arena_zalloc(gathering->arena, sizeof(*scenario));
    struct scenario_zone *zones =
        arena_array(gathering->arena, gathering->n_zones, sizeof(*zones));

    for (size_t i = 0; i < gathering->n_certificates; i++)
        gathering->certificates[i].state = &gathering->states[i];
    for (size_t i = 0; i < gathering->n_zones; i++)
        zones[i] = gathering->zones[i].zone;
    *scenario = (struct scenario){
        .path = path,
        .name = "evidence",
        .title = "Saved evidence, as it was",
        .seed = 1,
        .start_ms = gathering->captured_ms != TIME_NONE ? gathering->captured_ms
                                                        : gathering->latest_ms,
        .zones = zones,
        .n_zones = gathering->n_zones,
        .certificates = gathering->certificates,
        .n_certificates = gathering->n_certificates,
        .delays = { -1, -1, -1, -1, -1 },
    };
    if (scenario->start_ms < 0)
        scenario->start_ms = INT64_C(1772323200000); /* 2026-03-01, the format's own */
    scenario->observe_ms = scenario->start_ms;
    give_accounts(gathering, scenario);
    return scenario;
}

int evidence_read(const char *path, struct arena *arena, struct scenario **out,
                  struct evidence_unread *unread, struct err *err)
{
    struct gathering gathering = { .arena = arena,
                                   .captured_ms = TIME_NONE,
                                   .latest_ms = TIME_NONE };

    if (take_path(&gathering, path, ".", 0, err) < 0)
        return -1;
    if (gathering.n_certificates == 0 && gathering.n_zones == 0)
        return err_set(err, ERR_FORMAT,
                       "%s: no certificate and no hosted zone in it; `acm-analyzer "
                       "normalize %s OUT` turns other shapes of evidence into what is "
                       "read here",
                       path, path);
    *unread = (struct evidence_unread){ gathering.n_unread, gathering.unread };
    join_tags(&gathering);
    evidence_delegate(&gathering);
    *out = assemble(&gathering, path);
    return 0;
}
