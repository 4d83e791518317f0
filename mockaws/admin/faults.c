/* faults: the rules by which calls are answered wrongly: shown, added, cleared. */
#include "mockaws/admin/faults.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/emit.h"
#include "mockaws/admin/parts.h"
#include "mockaws/http/server.h"
#include "mockaws/scenario/read.h"
#include "mockaws/scenario/session.h"
#include "mockaws/scenario/words.h"
#include "mockaws/service/faults.h"

/* --- words --- */

/* As scenarios write it: "2", "2-3", "3+", "%5"; NULL: every call. */
static const char *counts_text(struct arena *arena, const struct fault_counts *counts)
{
    if (counts->every > 0)
        return arena_printf(arena, "%%%" PRId64, counts->every);
    if (counts->from == 0 && counts->to == 0)
        return NULL;
    if (counts->to == INT64_MAX)
        return arena_printf(arena, "%" PRId64 "+", counts->from);
    if (counts->to != counts->from)
        return arena_printf(arena, "%" PRId64 "-%" PRId64, counts->from, counts->to);
    return arena_printf(arena, "%" PRId64, counts->from);
}

static const char *token_word(const struct fault_rule *rule)
{
    static const char *const words[] = { [FAULT_DUPLICATE] = "duplicate",
                                         [FAULT_LOOP] = "loop",
                                         [FAULT_EXPIRED] = "expired",
                                         [FAULT_EMPTY_PAGE] = "empty_page" };

    return words[rule->token];
}

static const char *wire_text(struct arena *arena, const struct http_fault *wire)
{
    if (wire->delay_ms > 0)
        return arena_printf(arena, "a delay of %" PRId64 " ms", wire->delay_ms);
    if (wire->drip_ms > 0)
        return "a dripping body";
    if (wire->cut)
        return "a body that is cut";
    if (wire->content_length_add != 0)
        return "a wrong Content-Length";
    return wire->reset != HTTP_NO_RESET ? "a TCP reset" : "a bad chunk";
}

static const char *reply_text(struct arena *arena, const struct fault_rule *rule)
{
    switch (rule->reply) {
    case FAULT_ERROR:
        return rule->error;
    case FAULT_HTTP:
        return arena_printf(arena, "HTTP %u", rule->http_status);
    case FAULT_TOKEN:
        return arena_printf(arena, "token %s", token_word(rule));
    case FAULT_WIRE:
        break;
    }
    return wire_text(arena, &rule->wire);
}

const char *admin_fault_text(struct arena *arena, const struct fault_rule *rule)
{
    const char *calls = counts_text(arena, &rule->calls);

    return arena_printf(
        arena, "%s%s%s%s%s -> %s",
        rule->service >= 0 ? words_text(&words_service, rule->service) : "any service",
        rule->operation != NULL ? " " : "",
        rule->operation != NULL ? rule->operation : "", calls != NULL ? ", calls " : "",
        calls != NULL ? calls : "", reply_text(arena, rule));
}

/* --- show --- */

static void text_if(struct emit *emit, const char *key, const char *text)
{
    if (text != NULL)
        emit_text(emit, key, text);
}

static void number_if(struct emit *emit, const char *key, int64_t number)
{
    if (number != 0)
        emit_number(emit, key, number);
}

static void emit_wire(struct emit *emit, const struct http_fault *wire)
{
    number_if(emit, "delay_ms", wire->delay_ms);
    number_if(emit, "drip_ms", wire->drip_ms);
    if (wire->cut)
        emit_number(emit, "cut_at", (int64_t)wire->cut_at);
    number_if(emit, "content_length", wire->content_length_add);
    if (wire->reset != HTTP_NO_RESET)
        emit_text(emit, "reset", words_text(&words_reset, (int)wire->reset));
    if (wire->bad_chunk)
        emit_bool(emit, "bad_chunk", true);
}

/* The members that scenarios have, and how often it fitted and was used. */
static void emit_rule(struct admin *admin, struct emit *emit,
                      const struct fault_rule *rule)
{
    emit_open(emit, NULL, '{');
    if (rule->service >= 0)
        emit_text(emit, "service", words_text(&words_service, rule->service));
    text_if(emit, "operation", rule->operation);
    text_if(emit, "calls", counts_text(admin->arena, &rule->calls));
    text_if(emit, "certificate", rule->certificate);
    text_if(emit, "zone", rule->zone);
    text_if(emit, "page", counts_text(admin->arena, &rule->page));
    text_if(emit, "access_key", rule->access_key);
    emit_open(emit, "reply", '{');
    text_if(emit, "error", rule->error);
    text_if(emit, "message", rule->message);
    number_if(emit, "http", rule->http_status);
    text_if(emit, "body", rule->body);
    text_if(emit, "type", rule->content_type);
    emit_wire(emit, &rule->wire);
    if (rule->reply == FAULT_TOKEN)
        emit_text(emit, "token", token_word(rule));
    emit_close(emit, '}');
    emit_text(emit, "text", admin_fault_text(admin->arena, rule));
    emit_number(emit, "fitted", rule->n_fit);
    emit_number(emit, "used", rule->n_used);
    emit_close(emit, '}');
}

void admin_get_faults(struct admin *admin)
{
    const struct faults *faults = admin->mock->faults;
    struct emit emit;

    emit_init(&emit, NULL);
    emit_open(&emit, NULL, '{');
    emit_open(&emit, "faults", '[');
    for (size_t i = 0; i < faults_n(faults); i++)
        emit_rule(admin, &emit, faults_at(faults, i));
    emit_close(&emit, ']');
    emit_close(&emit, '}');
    admin_answer(admin, &emit);
}

/* --- change --- */

/* A certificate of the scenario may be asked for later; else what is named is there. */
static bool is_about_something(struct admin *admin,
                               const struct scenario_fault_rule *rule)
{
    const struct play *play = &admin->session->play;
    const char *certificate = rule->certificate;

    for (size_t i = 0; certificate != NULL && i < play->n_names; i++)
        if (strcmp(play->names[i]->id, certificate) == 0)
            certificate = NULL;
    if (certificate != NULL && admin_certificate(admin, certificate) == NULL)
        return false;
    return rule->zone == NULL || admin_zone(admin, rule->zone) != NULL;
}

void admin_post_faults(struct admin *admin)
{
    struct scenario_faults mistakes = { 0 };
    struct scenario_fault_rule *rules;
    size_t n;

    if (scenario_read_faults(admin->request->body, admin->request->body_len, admin->arena,
                             &rules, &n, &mistakes) == -1) {
        admin_refuse_mistakes(admin, &mistakes);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (!is_about_something(admin, &rules[i]))
            return;
    for (size_t i = 0; i < n; i++)
        play_fault(&admin->session->play, &rules[i]);
    admin_get_faults(admin);
}

void admin_delete_faults(struct admin *admin)
{
    faults_reset(admin->mock->faults);
    admin_get_faults(admin);
}
