/* unmatched: what clients asked for in vain, and what was prepared in vain. */
#include "mockaws/service/unmatched.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/emit.h"
#include "mockaws/admin/faults.h"
#include "mockaws/admin/parts.h"
#include "mockaws/scenario/duration.h"
#include "mockaws/scenario/members.h"
#include "mockaws/scenario/session.h"
#include "mockaws/service/faults.h"

/* why: a sentence, or NULL. */
static void emit_item(struct emit *emit, const char *kind, const char *what,
                      const char *nearest, uint64_t count, const char *why)
{
    emit_open(emit, NULL, '{');
    emit_text(emit, "kind", kind);
    emit_text(emit, "what", what);
    emit_text(emit, "nearest", nearest);
    emit_number(emit, "count", (int64_t)count);
    emit_text(emit, "why", why);
    emit_close(emit, '}');
}

static void emit_asked(struct admin *admin, struct emit *emit)
{
    const struct unmatched *unmatched = admin->mock->unmatched;

    for (size_t i = 0; i < unmatched->n; i++)
        emit_item(emit, unmatched->items[i].kind, unmatched->items[i].what,
                  unmatched->items[i].nearest, unmatched->items[i].count, NULL);
}

static void emit_unused(struct admin *admin, struct emit *emit)
{
    const struct faults *faults = admin->mock->faults;

    for (size_t i = 0; i < faults_n(faults); i++) {
        const struct fault_rule *rule = faults_at(faults, i);

        if (rule->n_used == 0)
            emit_item(emit, "fault", admin_fault_text(admin->arena, rule), NULL, 0,
                      rule->n_fit == 0
                          ? "no call fitted it"
                          : arena_printf(admin->arena,
                                         "%" PRId64 " calls fitted it, none by its count",
                                         rule->n_fit));
    }
}

static const char *verb_word(enum scenario_verb verb)
{
    for (const struct verb *row = verbs; row->word != NULL; row++)
        if (row->verb == (int)verb)
            return row->word;
    return "";
}

static const char *trigger_text(struct arena *arena, const struct scenario_step *step)
{
    char at[DURATION_TEXT_MAX];

    switch (step->trigger) {
    case TRIGGER_AT:
        return arena_printf(arena, "at %s", duration_moment_text(step->at_ms, at));
    case TRIGGER_AFTER_CALLS:
        return arena_printf(arena, "after %" PRId64 " calls of %s", step->n_calls,
                            step->operation);
    case TRIGGER_WHEN:
        return arena_printf(arena, "when %s is %s", step->when_certificate,
                            acm_word(ACM_WORDS_STATUS, (int)step->when_status));
    case TRIGGER_NONE:
        break;
    }
    return "at once";
}

static void emit_steps(struct admin *admin, struct emit *emit)
{
    const struct play *play = &admin->session->play;

    for (size_t i = 0; i < play->n_steps; i++) {
        const struct play_step *step = &play->steps[i];
        const char *why = step->fault;

        if (step->reached && step->fault == NULL)
            continue;
        if (!step->reached)
            why = step->step->trigger == TRIGGER_AFTER_CALLS
                      ? arena_printf(admin->arena, "only %" PRId64 " such calls came",
                                     step->n_calls)
                      : "not reached yet";
        emit_item(emit, "step",
                  arena_printf(admin->arena, "timeline[%zu]: %s %s", i,
                               verb_word(step->step->verb),
                               trigger_text(admin->arena, step->step)),
                  NULL, 0, why);
    }
}

void admin_get_unmatched(struct admin *admin)
{
    struct emit emit;

    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_open(&emit, "unmatched", '[');
    emit_asked(admin, &emit);
    emit_unused(admin, &emit);
    emit_steps(admin, &emit);
    emit_close(&emit, ']');
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}
