/* engine: every check asked for every resource of its scope. */
#include "analyzer/check/engine.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/check/severity.h"
#include "analyzer/check/subjects.h"
#include "analyzer/check/tell.h"
#include "analyzer/join/zones.h"
#include "base/when.h"

enum { RANGE = 1024, /* certificates a worker takes at a time */ PATHS_SHOWN = 5 };

/* A list that grows in an arena; what it leaves behind there is at most its size. */
struct list {
    void **items;
    size_t n;
    size_t room;
};

/* What all workers share. */
struct run {
    const struct facts *facts;
    const struct engine_options *options;
    const struct check **cert_checks; /* the enabled ones of SCOPE_CERTIFICATE */
    size_t n_cert_checks;
    atomic_size_t next; /* the first certificate that nobody has taken */
};

struct worker {
    struct run *run;
    struct arena arena;
    struct list findings;
    struct list ahead;      /* dumps that tell of a time after now */
    struct finding scratch; /* what checks write to; blank between them */
};

static void list_add(struct list *list, struct arena *arena, void *item)
{
    if (list->n == list->room) {
        size_t room = list->room * 2 + 64;
        void **items = arena_array(arena, room, sizeof(*items));

        if (list->n > 0)
            memcpy(items, list->items, list->n * sizeof(*items));
        list->items = items;
        list->room = room;
    }
    list->items[list->n++] = item;
}

static bool is_among(const char *text, const char *const *words, size_t n)
{
    if (n == 0 || text == NULL)
        return true;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i], text) == 0)
            return true;
    }
    return false;
}

static bool is_wanted(const struct engine_options *options, const char *account,
                      const char *region)
{
    return is_among(account, options->accounts, options->n_accounts) &&
           is_among(region, options->regions, options->n_regions);
}

/* ---- from a verdict to a finding ---- */

/* Run one check into the worker's scratch. True when there is a finding to keep. */
static bool judge(struct worker *worker, const struct check *check,
                  const struct subject *subject)
{
    const struct arena_mark mark = arena_mark(&worker->arena);
    struct finding *out = &worker->scratch;

    out->severity = check->rule.severity;
    out->verdict = check->run(worker->run->facts, subject, out, &worker->arena);
    assert((check->verdicts & (1u << 0 | CAN_PASS | CAN_FAIL | CAN_UNKNOWN | CAN_NA)) !=
           0);
    if (out->verdict == VERDICT_NA || out->verdict == VERDICT_PASS) {
        assert(out->message == NULL && out->causes == NULL && out->n_evidence == 0 &&
               out->n_chain == 0 && out->n_caa == 0);
        arena_rewind(&worker->arena, &mark); /* most are healthy: nothing of them stays */
    }
    return out->verdict == VERDICT_FAIL || out->verdict == VERDICT_UNKNOWN ||
           (out->verdict == VERDICT_PASS && worker->run->options->include_pass);
}

static struct finding *keep(struct worker *worker, const struct check *check)
{
    struct finding *finding = arena_alloc(&worker->arena, sizeof(*finding));

    *finding = worker->scratch;
    memset(&worker->scratch, 0, sizeof(worker->scratch));
    finding->rule = &check->rule;
    if (finding->verdict != VERDICT_FAIL)
        finding->severity = check->rule.severity;
    if (finding->verdict == VERDICT_PASS)
        finding->message = check->pass;
    assert(finding->message != NULL);
    finding_settle(finding);
    list_add(&worker->findings, &worker->arena, finding);
    return finding;
}

/* ---- certificates ---- */

/* Would the check FAIL by this dump? The worker's scratch is blank afterwards. */
static bool would_fail(struct worker *worker, const struct check *check,
                       const struct cert *dump)
{
    const struct subject subject = { .cert = dump };
    bool fails;

    judge(worker, check, &subject);
    fails = worker->scratch.verdict == VERDICT_FAIL;
    memset(&worker->scratch, 0, sizeof(worker->scratch));
    return fails;
}

/* A dump that may be as new, and by which the check would FAIL; or NULL. */
static const struct cert *accuser_of(struct worker *worker, const struct check *check,
                                     const struct cert *cert)
{
    const struct cert *other;

    for (other = cert->older; other != NULL; other = other->older) {
        if (cert_is_rival(cert, other) && would_fail(worker, check, other))
            return other;
    }
    return NULL;
}

/* A PASS or NA that another dump casts doubt on becomes UNKNOWN, in the scratch. */
static bool is_doubtful(struct worker *worker, const struct check *check,
                        const struct cert *cert)
{
    const enum verdict verdict = worker->scratch.verdict;
    const struct cert *other;

    if (!cert->conflict || check->rule.group == GROUP_EVIDENCE)
        return false;
    other = accuser_of(worker, check, cert);
    if (other == NULL) {
        worker->scratch.verdict = verdict;
        return false;
    }
    worker->scratch.verdict = VERDICT_UNKNOWN;
    finding_say(&worker->scratch, &worker->arena,
                "%s: %s says %s, %s says %s, and nothing tells which is newer: by the "
                "second this check would fail",
                tell_cert(cert), cert->origin.source->file, cert_status_word(cert),
                other->origin.source->file, cert_status_word(other));
    tell_status(&worker->scratch, &worker->arena, cert);
    tell_status(&worker->scratch, &worker->arena, other);
    tell_describe(&worker->scratch, &worker->arena, cert, CONFIDENCE_LOW,
                  "Two dumps of the certificate disagree at unknown or equal times; a "
                  "description taken now decides.");
    return true;
}

/* judged: the dump of cert that the verdict rests on. */
static void keep_cert(struct worker *worker, const struct check *check,
                      const struct cert *cert, const struct cert *judged)
{
    struct finding *finding = keep(worker, check);

    finding->resource_type = RESOURCE_CERTIFICATE;
    finding->resource_id = cert_id(cert, &worker->arena);
    finding->arn = cert->arn;
    finding->account = cert->account;
    finding->region = cert->region;
    finding->domain = cert->domain;
    finding->certificate = cert;
    if (check->modified && finding->verdict == VERDICT_FAIL)
        finding->severity =
            severity_modified(worker->run->facts, judged, finding->severity);
    /* The content names no account or region, only the path does: design 2. */
    if ((cert->account_from == FROM_PATH || cert->region_from == FROM_PATH) &&
        finding->confidence > CONFIDENCE_LOW)
        finding->confidence--;
    finding_fingerprint(finding);
}

static void judge_cert(struct worker *worker, const struct cert *cert)
{
    const struct run *run = worker->run;
    const struct cert *newer = cert->older == NULL ? NULL : cert_newer(cert);

    for (size_t i = 0; i < run->n_cert_checks; i++) {
        const struct check *check = run->cert_checks[i];
        /* A list saved after the description: its Status holds, the rest is gone. */
        bool by_newer = newer != NULL && check->rule.group != GROUP_EVIDENCE;
        const struct subject subject = { .cert = by_newer ? newer : cert };
        bool kept = judge(worker, check, &subject);
        enum verdict verdict = worker->scratch.verdict;

        if (!by_newer && (verdict == VERDICT_PASS || verdict == VERDICT_NA) &&
            is_doubtful(worker, check, cert))
            kept = true;
        if (kept)
            keep_cert(worker, check, cert, subject.cert);
    }
}

static void note_ahead(struct worker *worker, struct cert *cert)
{
    const struct facts *facts = worker->run->facts;

    if (facts->now == WHEN_NONE)
        return;
    for (; cert != NULL; cert = cert->older) {
        if (cert_latest_past(cert) > facts->now + CLOCK_SLACK_S)
            list_add(&worker->ahead, &worker->arena, cert);
    }
}

static void *work(void *context)
{
    struct worker *worker = context;
    const struct run *run = worker->run;
    const struct estate *estate = run->facts->estate;

    for (;;) {
        size_t at = atomic_fetch_add(&worker->run->next, RANGE);
        size_t end = at + RANGE < estate->n_certs ? at + RANGE : estate->n_certs;

        if (at >= estate->n_certs)
            return NULL;
        for (; at < end; at++) {
            struct cert *cert = estate->certs[at];

            note_ahead(worker, cert);
            if (is_wanted(run->options, cert->account, cert->region))
                judge_cert(worker, cert);
        }
    }
}

/* Start the others, work along, wait. A thread that does not start is not missed. */
static void work_all(struct worker *workers, unsigned n)
{
    pthread_t *threads = arena_array(&workers[0].arena, n, sizeof(*threads));
    unsigned started = 1;

    while (started < n &&
           pthread_create(&threads[started], NULL, work, &workers[started]) == 0)
        started++;
    work(&workers[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
}

/* ---- files, accounts, zones, the run ---- */

static void keep_group(struct worker *worker, const struct check *check,
                       const struct evidence_group *group)
{
    struct finding *finding = keep(worker, check);
    const struct source *source = group->sources[0];
    const char *others[PATHS_SHOWN + 1];
    size_t n = 0;

    finding->resource_type = RESOURCE_EVIDENCE;
    finding->resource_id = source->file;
    finding->resource_key =
        source->sha256[0] != '\0'
            ? source->sha256
            : arena_printf(&worker->arena, "unreadable%s", source->file);
    finding->account = source->account;
    finding->region = source->region;
    if (group->n_sources > 1) {
        for (; n < PATHS_SHOWN && n + 1 < group->n_sources; n++)
            others[n] = group->sources[n + 1]->file;
        finding->message =
            arena_printf(&worker->arena, "%s (the same bytes: %s%s)", finding->message,
                         tell_list(&worker->arena, others, n, PATHS_SHOWN),
                         n + 1 < group->n_sources ? ", and other files" : "");
    }
    finding_fingerprint(finding);
}

static void judge_groups(struct worker *worker, const struct check *check,
                         const struct subjects *subjects)
{
    for (size_t i = 0; i < subjects->n_groups; i++) {
        const struct evidence_group *group = &subjects->groups[i];
        struct subject subject = { .evidence = group };

        if (is_wanted(worker->run->options, group->sources[0]->account,
                      group->sources[0]->region) &&
            judge(worker, check, &subject))
            keep_group(worker, check, group);
    }
}

static const char *known(const char *text)
{
    return strcmp(text, "unknown") == 0 || strcmp(text, "*") == 0 ? NULL : text;
}

static void judge_part(struct worker *worker, const struct check *check,
                       const struct estate_part *part)
{
    struct subject subject = { .part = part };
    struct finding *finding;

    if (!is_wanted(worker->run->options, known(part->account), known(part->region)) ||
        !judge(worker, check, &subject))
        return;
    finding = keep(worker, check);
    finding->resource_type = RESOURCE_ESTATE;
    finding->resource_id =
        arena_printf(&worker->arena, "%s/%s", part->account, part->region);
    finding->account = known(part->account);
    finding->region = known(part->region);
    finding_fingerprint(finding);
}

/*
 * The id, else ACCOUNT/NAME. Of one account and name several may lack an id (records, a
 * zone file, a Terraform state): they stand side by side, and the later ones are counted.
 */
static const char *zone_resource(const struct zones *zones, const struct zone *zone,
                                 struct arena *arena)
{
    const char *account = zone->account == NULL ? "unknown" : zone->account;
    unsigned n = 1;

    if (zone->id != NULL)
        return zone->id;
    for (uint32_t i = zone->index; i-- > 0;) {
        const struct zone *other = &zones->zones[i];

        if (other->id != NULL || strcmp(other->name, zone->name) != 0 ||
            (other->account == NULL) != (zone->account == NULL) ||
            (zone->account != NULL && strcmp(other->account, zone->account) != 0))
            break;
        n++;
    }
    return n == 1 ? arena_printf(arena, "%s/%s", account, zone->name)
                  : arena_printf(arena, "%s/%s#%u", account, zone->name, n);
}

static void judge_zones(struct worker *worker, const struct check *check)
{
    const struct zones *zones = worker->run->facts->zones;

    for (size_t i = 0; zones != NULL && i < zones->n; i++) {
        const struct zone *zone = &zones->zones[i];
        const struct subject subject = { .zone = zone };
        struct finding *finding;

        if (!is_wanted(worker->run->options, zone->account, NULL) ||
            !judge(worker, check, &subject))
            continue;
        finding = keep(worker, check);
        finding->resource_type = RESOURCE_HOSTED_ZONE;
        finding->resource_id = zone_resource(zones, zone, &worker->arena);
        finding->account = zone->account;
        finding->domain = zone->name;
        finding_fingerprint(finding);
    }
}

static void judge_rest(struct worker *worker, const struct subjects *subjects)
{
    const struct engine_options *options = worker->run->options;
    const struct estate *estate = worker->run->facts->estate;
    const struct estate_part whole = {
        .account = "*",
        .region = "*",
        .certs = estate->certs,
        .n_certs = estate->n_certs,
        .listings = estate->listings,
        .n_listings = estate->n_listings,
    };

    for (size_t i = 0; i < n_checks_all; i++) {
        const struct check *check = checks_all[i];

        if (!options->enabled[i])
            continue;
        if (check->scope == SCOPE_EVIDENCE)
            judge_groups(worker, check, subjects);
        if (check->scope == SCOPE_ESTATE) {
            for (size_t p = 0; p < subjects->n_parts; p++)
                judge_part(worker, check, &subjects->parts[p]);
        }
        if (check->scope == SCOPE_ZONE)
            judge_zones(worker, check);
        if (check->scope == SCOPE_RUN)
            judge_part(worker, check, &whole);
    }
}

/* ---- all together ---- */

static int compare(const void *a, const void *b)
{
    const struct finding *const *left = a;
    const struct finding *const *right = b;

    return finding_compare(*left, *right);
}

static void list_append(struct list *list, struct arena *arena, const struct list *more)
{
    for (size_t i = 0; i < more->n; i++)
        list_add(list, arena, more->items[i]);
}

static void collect(struct worker *workers, unsigned n, struct arena *arena,
                    struct engine_result *out)
{
    size_t total = 0;
    size_t at = 0;

    for (unsigned i = 0; i < n; i++)
        total += workers[i].findings.n;
    out->findings = arena_array(arena, total, sizeof(*out->findings));
    out->n_findings = total;
    for (unsigned i = 0; i < n; i++) {
        for (size_t k = 0; k < workers[i].findings.n; k++)
            out->findings[at++] = workers[i].findings.items[k];
        arena_adopt(arena, &workers[i].arena);
    }
    if (total > 0)
        qsort(out->findings, total, sizeof(*out->findings), compare);
}

void engine_run(const struct facts *facts, const struct engine_options *options,
                struct arena *arena, struct engine_result *out)
{
    unsigned n = options->n_threads;
    struct worker *workers = arena_zalloc(arena, n * sizeof(*workers));
    struct run run = { .facts = facts, .options = options };
    struct list ahead = { 0 };
    struct subjects subjects;

    run.cert_checks = arena_array(arena, n_checks_all, sizeof(*run.cert_checks));
    for (size_t i = 0; i < n_checks_all; i++) {
        if (options->enabled[i] && checks_all[i]->scope == SCOPE_CERTIFICATE)
            run.cert_checks[run.n_cert_checks++] = checks_all[i];
    }
    atomic_init(&run.next, 0);
    for (unsigned i = 0; i < n; i++)
        workers[i].run = &run;

    work_all(workers, n);
    for (unsigned i = 0; i < n; i++)
        list_append(&ahead, arena, &workers[i].ahead);
    subjects_init(&subjects, facts->estate, (const struct cert *const *)ahead.items,
                  ahead.n, arena);
    judge_rest(&workers[0], &subjects);
    collect(workers, n, arena, out);
}
