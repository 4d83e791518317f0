/* health: is the mock there, what is in it; begin anew; the page. */
#include <assert.h>

#include "base/emit.h"
#include "mockaws/admin/parts.h"
#include "mockaws/embedded/embedded.h"
#include "mockaws/http/server.h"
#include "mockaws/scenario/session.h"
#include "mockaws/service/journal.h"

static void emit_services(struct emit *emit)
{
    emit_open(emit, "services", '{');
    emit_text(emit, "acm", "running");
    emit_text(emit, "route53", "running");
    emit_text(emit, "sts", "running");
    emit_close(emit, '}');
}

void admin_health(struct admin *admin)
{
    const struct store *store = &admin->mock->world.store;
    size_t n_certificates = 0;
    struct emit emit;

    for (size_t i = 0; i < store->n_places; i++)
        n_certificates += store->places[i]->n;
    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_text(&emit, "status", "ok");
    admin_emit_clock(&emit, admin->mock);
    emit_services(&emit);
    emit_number(&emit, "certificates", (int64_t)n_certificates);
    emit_number(&emit, "zones", (int64_t)store->zones.n);
    emit_number(&emit, "requests", (int64_t)admin->mock->journal->n_all);
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}

/* In the form of another mock, for the scripts that wait for it. */
void admin_localstack_health(struct admin *admin)
{
    struct emit emit;

    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_services(&emit);
    emit_text(&emit, "edition", "mockaws");
    emit_text(&emit, "version", "mockaws");
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}

void admin_reset(struct admin *admin)
{
    struct emit emit;

    session_reset(admin->session);
    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_text(&emit, "status", "ok");
    admin_emit_clock(&emit, admin->mock);
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}

void admin_page(struct admin *admin)
{
    const struct embedded *page = embedded_find("page.html");

    assert(page != NULL);
    admin_answer_text(admin, "text/html; charset=utf-8", (const char *)page->data,
                      page->len);
    http_reply_field(admin->reply, "Content-Security-Policy",
                     "default-src 'none'; script-src 'unsafe-inline'; style-src "
                     "'unsafe-inline'; img-src data:; connect-src 'self'; "
                     "base-uri 'none'; form-action 'none'");
}
