/* problems: what the reader noted of a file, as the checks on evidence tell it. */
#include "analyzer/check/problems.h"

#include <string.h>

enum { PLACES_MAX = 100, COMMANDS_MAX = 10 };

static bool is_of(const struct problem *problem, unsigned kinds)
{
    return (PROBLEMS(problem->kind) & kinds) != 0;
}

const struct problem *problem_first(const struct source *source, unsigned kinds)
{
    const struct problem *problem = source->problems;

    while (problem != NULL && !is_of(problem, kinds))
        problem = problem->next;
    return problem;
}

bool source_is_unreadable(const struct source *source)
{
    return source->sha256[0] == '\0' ||
           (source->n_records == 0 &&
            problem_first(source, PROBLEMS(PROBLEM_MALFORMED)) != NULL);
}

/* A line that is not known yet is found on demand, from the document's offset. */
static const struct origin *origin_of(const struct source *source,
                                      const struct problem *problem, struct arena *arena)
{
    struct origin *origin;

    if (problem->line != 0)
        return NULL;
    origin = arena_zalloc(arena, sizeof(*origin));
    origin->source = source;
    origin->offset = problem->offset;
    origin->document = problem->document;
    origin->pointer = "";
    return origin;
}

static void tell_place(struct finding *out, struct arena *arena,
                       const struct source *source, const struct problem *problem)
{
    struct evidence_ref ref = {
        .file = source->file,
        .document = problem->document,
        .line = problem->line,
        .column = problem->column,
        .pointer = problem->pointer == NULL ? "" : problem->pointer,
        .value = problem->kind == PROBLEM_SECRET ? NULL : problem->detail,
        .origin = origin_of(source, problem, arena),
    };

    finding_evidence(out, arena, &ref);
}

/* ":LINE:COLUMN" as far as they are known. */
static const char *place_of(const struct problem *problem, struct arena *arena)
{
    if (problem->line == 0)
        return "";
    if (problem->column == 0)
        return arena_printf(arena, ":%u", problem->line);
    return arena_printf(arena, ":%u:%u", problem->line, problem->column);
}

/* ": "VALUE" at POINTER", as far as they are known; of a secret only where it is. */
static const char *value_of(const struct problem *problem, struct arena *arena)
{
    const char *pointer = problem->pointer == NULL ? "" : problem->pointer;
    bool shown = problem->detail != NULL && problem->kind != PROBLEM_SECRET;

    if (!shown && pointer[0] == '\0')
        return "";
    if (!shown)
        return arena_printf(arena, ", at %s", pointer);
    return arena_printf(arena, ": \"%s\"%s%s", problem->detail,
                        pointer[0] == '\0' ? "" : " at ", pointer);
}

void problem_tell(struct finding *out, struct arena *arena, const struct source *source,
                  const struct problem *first, unsigned kinds)
{
    size_t n = 0;

    for (const struct problem *problem = source->problems; problem != NULL;
         problem = problem->next) {
        if (is_of(problem, kinds) && n++ < PLACES_MAX)
            tell_place(out, arena, source, problem);
    }
    finding_say(out, arena, "%s%s: %s%s%s", source->file, place_of(first, arena),
                first->text, value_of(first, arena),
                n > 1 ? arena_printf(arena, " (and %zu more like it)", n - 1) : "");
}

void problem_causes(struct finding *out, struct arena *arena, const struct source *source,
                    unsigned kinds, enum cause_code code, enum confidence confidence,
                    const char *title)
{
    const char *told[COMMANDS_MAX];
    size_t n = 0;

    for (const struct problem *problem = source->problems;
         problem != NULL && n < COMMANDS_MAX; problem = problem->next) {
        const char *command = problem->command == NULL ? "" : problem->command;
        struct cause *cause;
        size_t i = 0;

        if (!is_of(problem, kinds))
            continue;
        while (i < n && strcmp(told[i], command) != 0)
            i++;
        if (i < n)
            continue;
        told[n++] = command;
        cause = finding_cause(out, arena, code, confidence);
        if (problem->code != NULL)
            cause_detail(cause, arena, "The service answered %s: %s", problem->code,
                         problem->text);
        else
            cause_detail(cause, arena, "%s", problem->text);
        if (command[0] != '\0')
            cause_fix(cause, arena, FIX_CLI, title, command);
    }
}
