/* state: all that is there as a scenario, and another one in its place. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/emit.h"
#include "mockaws/admin/parts.h"
#include "mockaws/http/server.h"
#include "mockaws/scenario/read.h"
#include "mockaws/scenario/save.h"
#include "mockaws/scenario/session.h"
#include "mockaws/scenario/write.h"

void admin_get_state(struct admin *admin)
{
    struct buf text = { NULL, 0, 0 };

    scenario_write(scenario_save(admin->mock, admin->arena), &text);
    admin_answer_text(admin, "application/json",
                      arena_strndup(admin->arena, text.data, text.len), text.len);
    buf_clear(&text);
}

void admin_put_state(struct admin *admin)
{
    struct scenario_faults faults = { 0 };
    struct scenario *scenario;
    struct arena arena;
    struct emit emit;

    arena_init(&arena);
    if (scenario_read_text(NULL, admin->request->body, admin->request->body_len, &arena,
                           &scenario, &faults) == -1) {
        admin_refuse_mistakes(admin, &faults);
        arena_clear(&arena);
        return;
    }
    session_replace(admin->session, &arena, scenario);
    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_text(&emit, "status", "ok");
    admin_emit_clock(&emit, admin->mock);
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}
