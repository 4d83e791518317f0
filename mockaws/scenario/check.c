/* check: what is wrong with a scenario beyond the shape of its members. */
#include "mockaws/scenario/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/spell.h"
#include "mockaws/scenario/check_parts.h"
#include "mockaws/service/mock.h"
#include "mockaws/service/route.h"

/* With more ids than that a suggestion would take longer than the rest of the reading. */
enum { SUGGEST_MAX = 5000 };

void checker_fault(struct checker *checker, const char *pointer, const char *member,
                   const char *format, ...)
{
    char text[900];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    mistakes_add(checker->mistakes,
                 arena_printf(checker->arena, "%s%s%s", pointer,
                              member[0] == '\0' ? "" : "/", member),
                 "%s", text);
}

static const struct known *find(struct checker *checker, const struct index *index,
                                const char *pointer, const char *member, const char *id,
                                int64_t at_ms)
{
    const struct known *known;
    const char *nearest;

    if (id == NULL || checker->scenario == NULL)
        return NULL;
    known = map_get(&index->by_id, id, strlen(id));
    if (known == NULL && !index->broken) {
        nearest = index->n > 0 && index->n <= SUGGEST_MAX ? spell_nearest(id, index->ids)
                                                          : NULL;
        checker_fault(checker, pointer, member, "no %s has the id \"%.100s\"%s%s%s",
                      index->what, id, nearest != NULL ? "; nearest \"" : "",
                      nearest != NULL ? nearest : "", nearest != NULL ? "\"" : "");
    }
    if (known != NULL && known->from_ms != TIME_NONE && at_ms != TIME_NONE &&
        at_ms < known->from_ms)
        checker_fault(checker, pointer, member, "\"%.100s\" is made only later", id);
    return known;
}

const struct known *checker_certificate(struct checker *checker, const char *pointer,
                                        const char *member, const char *id, int64_t at_ms)
{
    return find(checker, &checker->certificates, pointer, member, id, at_ms);
}

const struct known *checker_zone(struct checker *checker, const char *pointer,
                                 const char *member, const char *id, int64_t at_ms)
{
    return find(checker, &checker->zones, pointer, member, id, at_ms);
}

void checker_operation(struct checker *checker, const char *pointer, const char *name)
{
    const char *nearest;

    if (name == NULL || route_operation(name) != NULL)
        return;
    nearest = route_nearest(name);
    checker_fault(checker, pointer, "operation", "unknown operation \"%.100s\"%s%s%s",
                  name, nearest != NULL ? "; nearest \"" : "",
                  nearest != NULL ? nearest : "", nearest != NULL ? "\"" : "");
}

void check_account(struct checker *checker, const char *pointer, const char *account)
{
    const struct scenario *scenario = checker->scenario;

    if (account == NULL || scenario == NULL)
        return;
    if (scenario->n_accounts == 0 && strcmp(account, MOCK_DEFAULT_ACCOUNT) == 0)
        return;
    for (size_t i = 0; i < scenario->n_accounts; i++)
        if (scenario->accounts[i].id == NULL ||
            strcmp(scenario->accounts[i].id, account) == 0)
            return;
    checker_fault(checker, pointer, "account", "account %s is not listed in \"accounts\"",
                  account);
}

void check_twins(struct checker *checker, const char *pointer, const char *member,
                 const char *const *texts, size_t n)
{
    struct map seen = { 0 };

    for (size_t i = 0; i < n; i++) {
        void **place;

        if (texts[i] == NULL)
            continue;
        place = map_at(&seen, texts[i], strlen(texts[i]));
        if (*place != NULL)
            checker_fault(checker,
                          arena_printf(checker->arena, "%s/%s/%zu", pointer, member, i),
                          "", "\"%.200s\" stands twice", texts[i]);
        *place = checker;
    }
    map_clear(&seen);
}

/* Returns false when the id is taken. */
static bool learn(struct checker *checker, struct index *index, const struct known *what)
{
    struct known *known;
    void **place;

    if (what->id == NULL) {
        index->broken = true;
        return true;
    }
    place = map_at(&index->by_id, what->id, strlen(what->id));
    if (*place != NULL)
        return false;
    known = arena_alloc(checker->arena, sizeof(*known));
    *known = *what;
    *place = known;
    index->ids[index->n++] = known->id;
    return true;
}

static void begin_index(struct checker *checker, struct index *index, const char *what,
                        size_t n)
{
    index->what = what;
    index->ids = arena_zalloc(checker->arena,
                              (n + checker->scenario->n_timeline + 1) * sizeof(char *));
}

static void learn_listed(struct checker *checker)
{
    const struct scenario *scenario = checker->scenario;

    begin_index(checker, &checker->certificates, "certificate", scenario->n_certificates);
    begin_index(checker, &checker->zones, "zone", scenario->n_zones);
    for (size_t i = 0; i < scenario->n_certificates; i++) {
        const struct scenario_certificate *certificate = &scenario->certificates[i];
        const struct known known = { .id = certificate->id,
                                     .certificate = certificate,
                                     .from_ms = certificate->state == NULL
                                                    ? certificate->requested_ms
                                                    : TIME_NONE };

        if (!learn(checker, &checker->certificates, &known))
            checker_fault(checker, arena_printf(checker->arena, "/certificates/%zu", i),
                          "id", "another certificate has the id \"%.100s\"",
                          certificate->id);
    }
    for (size_t i = 0; i < scenario->n_zones; i++) {
        const struct known known = { .id = scenario->zones[i].id,
                                     .zone = &scenario->zones[i],
                                     .from_ms = TIME_NONE };

        if (!learn(checker, &checker->zones, &known))
            checker_fault(checker, arena_printf(checker->arena, "/zones/%zu", i), "id",
                          "another zone has the id \"%.100s\"", known.id);
    }
}

/* An import of a known, imported certificate is a re-import. */
static bool is_reimport(const struct checker *checker, const struct scenario_step *step)
{
    const struct known *known = map_get(&checker->certificates.by_id, step->certificate,
                                        strlen(step->certificate));

    return step->verb == DO_IMPORT && known != NULL &&
           known->certificate->type == ACM_IMPORTED;
}

static void learn_brought(struct checker *checker)
{
    for (size_t i = 0; i < checker->scenario->n_timeline; i++) {
        const struct scenario_step *step = &checker->scenario->timeline[i];
        const char *pointer = arena_printf(checker->arena, "/timeline/%zu", i);
        const struct known certificate = { .id = step->certificate,
                                           .certificate = step->new_certificate,
                                           .from_ms = step->at_ms };
        const struct known zone = { .id = step->zone,
                                    .zone = step->new_zone,
                                    .from_ms = step->at_ms };

        if (step->new_certificate != NULL &&
            !learn(checker, &checker->certificates, &certificate) &&
            !is_reimport(checker, step))
            checker_fault(checker, pointer, "certificate",
                          "another certificate has the id \"%.100s\"", certificate.id);
        if (step->new_zone != NULL && !learn(checker, &checker->zones, &zone))
            checker_fault(checker, pointer, "zone", "another zone has the id \"%.100s\"",
                          zone.id);
    }
}

static void check_accounts(struct checker *checker)
{
    const struct scenario *scenario = checker->scenario;
    struct map ids = { 0 };
    struct map keys = { 0 };

    for (size_t i = 0; i < scenario->n_accounts; i++) {
        const struct scenario_account *account = &scenario->accounts[i];
        const char *pointer = arena_printf(checker->arena, "/accounts/%zu", i);
        void **place;

        if (account->id != NULL) {
            place = map_at(&ids, account->id, strlen(account->id));
            if (*place != NULL)
                checker_fault(checker, pointer, "id", "account %s is listed twice",
                              account->id);
            *place = checker;
        }
        if ((account->access_key == NULL) != (account->secret_key == NULL))
            checker_fault(checker, pointer, "",
                          "\"access_key\" and \"secret_key\" go together");
        if (account->access_key != NULL) {
            place = map_at(&keys, account->access_key, strlen(account->access_key));
            if (*place != NULL)
                checker_fault(checker, pointer, "access_key",
                              "another account has this access key");
            *place = checker;
        }
    }
    map_clear(&ids);
    map_clear(&keys);
}

static void check_authorities(struct checker *checker)
{
    const struct scenario *scenario = checker->scenario;
    struct map seen = { 0 };

    for (size_t i = 0; i < scenario->n_authorities; i++) {
        const char *arn = scenario->authorities[i].arn;
        void **place;

        if (arn == NULL)
            continue;
        place = map_at(&seen, arn, strlen(arn));
        if (*place != NULL)
            checker_fault(checker, arena_printf(checker->arena, "/authorities/%zu", i),
                          "arn", "this authority is listed twice");
        *place = checker;
    }
    map_clear(&seen);
}

static void check_parts(struct checker *checker)
{
    const struct scenario *scenario = checker->scenario;
    struct arena *arena = checker->arena;

    for (size_t i = 0; i < scenario->n_zones; i++)
        check_zone(checker, arena_printf(arena, "/zones/%zu", i), &scenario->zones[i]);
    for (size_t i = 0; i < scenario->n_certificates; i++)
        check_certificate(checker, arena_printf(arena, "/certificates/%zu", i),
                          &scenario->certificates[i]);
    for (size_t i = 0; i < scenario->n_timeline; i++)
        check_step(checker, arena_printf(arena, "/timeline/%zu", i),
                   &scenario->timeline[i]);
    for (size_t i = 0; i < scenario->n_faults; i++)
        check_fault(checker, arena_printf(arena, "/faults/%zu", i), &scenario->faults[i]);
}

void scenario_check(const struct scenario *scenario, struct mistakes *mistakes)
{
    struct arena scratch; /* places and keys; mistakes copy what they keep */
    struct checker checker = { .arena = &scratch,
                               .mistakes = mistakes,
                               .scenario = scenario };

    arena_init(&scratch);
    check_accounts(&checker);
    check_authorities(&checker);
    learn_listed(&checker);
    learn_brought(&checker);
    check_parts(&checker);
    check_delegations(&checker);
    if (scenario->observe_ms < scenario->start_ms)
        checker_fault(&checker, "", "observe", "lies before \"start\"");
    if (scenario->expect != NULL)
        check_expect(&checker, scenario->expect);
    map_clear(&checker.certificates.by_id);
    map_clear(&checker.zones.by_id);
    arena_clear(&scratch);
}

void scenario_check_step(const struct scenario_step *step, const char *pointer,
                         struct mistakes *mistakes)
{
    struct checker checker = { .arena = mistakes->arena, .mistakes = mistakes };

    check_step(&checker, pointer, step);
}

void scenario_check_fault(const struct scenario_fault_rule *rule, const char *pointer,
                          struct mistakes *mistakes)
{
    struct checker checker = { .arena = mistakes->arena, .mistakes = mistakes };

    check_fault(&checker, pointer, rule);
}
