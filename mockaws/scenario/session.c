/* session: one mock and what it was started from, so that it can begin anew. */
#include "mockaws/scenario/session.h"

#include <stddef.h>

#include "mockaws/service/journal.h"

static void begin(struct session *session)
{
    const struct session_options *options = &session->options;
    const struct scenario *scenario = session->scenario;
    enum clock_mode clock = scenario != NULL ? CLOCK_MANUAL : CLOCK_REAL;
    uint64_t seed = scenario != NULL ? (uint64_t)scenario->seed : 1;
    int64_t start = scenario != NULL ? scenario->start_ms : -1;

    if (options->has_clock)
        clock = options->clock;
    if (options->has_seed)
        seed = options->seed;
    if (options->start_ms != TIME_NONE)
        start = options->start_ms;
    mock_init(&session->mock, seed, clock, options->speed, start);
    session->mock.auth = options->auth;
    play_init(&session->play, &session->mock);
    if (scenario != NULL)
        play_load(&session->play, scenario);
}

int session_start(struct session *session, const struct session_options *options,
                  const struct scenario *scenario, struct err *err)
{
    session->options = *options;
    session->scenario = scenario;
    begin(session);
    if (options->journal == NULL)
        return 0;
    return journal_open(session->mock.journal, options->journal, err);
}

static void end(struct session *session)
{
    play_clear(&session->play);
    mock_clear(&session->mock);
}

void session_stop(struct session *session)
{
    end(session);
    arena_clear(&session->arena);
}

/* The journal's file goes on; its numbers begin anew. */
static void begin_anew(struct session *session)
{
    struct journal *journal = session->mock.journal;

    session->mock.journal = NULL;
    end(session);
    begin(session);
    journal_free(session->mock.journal);
    journal_reset(journal);
    session->mock.journal = journal;
}

void session_reset(struct session *session)
{
    begin_anew(session);
}

void session_replace(struct session *session, struct arena *arena,
                     const struct scenario *scenario)
{
    struct arena old = session->arena;
    struct session_options *options = &session->options;

    options->has_clock = true;
    options->clock = session->mock.world.clock.mode;
    options->speed = session->mock.world.clock.speed;
    options->has_seed = false;
    options->start_ms = TIME_NONE;
    session->arena = *arena;
    session->scenario = scenario;
    begin_anew(session);
    arena_clear(&old);
}
