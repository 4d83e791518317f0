/* mockaws_scenario: any text is read without harm; what is taken is written and read
 * again.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "mockaws/scenario/read.h"
#include "mockaws/scenario/write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what, const struct buf *text)
{
    if (ok)
        return;
    fprintf(stderr, "%s:\n%s\n", what, buf_text(text));
    abort();
}

/* The same bytes come out of what went in. */
static void check_round(const struct scenario *scenario, struct arena *arena)
{
    struct scenario_faults faults;
    struct scenario *again;
    struct buf first = { 0 };
    struct buf second = { 0 };

    scenario_write(scenario, &first);
    if (scenario_read_text(NULL, buf_text(&first), first.len, arena, &again, &faults) !=
        0)
        require(false, faults.items[0].text, &first);
    scenario_write(again, &second);
    require(first.len == second.len && memcmp(first.data, second.data, first.len) == 0,
            "another text is written", &second);
    buf_clear(&first);
    buf_clear(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct scenario_fault_rule *rules;
    struct scenario_faults faults;
    struct scenario *scenario;
    struct scenario_step *step;
    struct arena arena;
    size_t n;
    char *text = malloc(size); /* of its own, so that a read behind it is seen */

    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    arena_init(&arena);
    if (scenario_read_text("s", text, size, &arena, &scenario, &faults) == 0)
        check_round(scenario, &arena);
    else
        require(faults.n > 0, "refused without a word", &(struct buf){ 0 });
    if (scenario_read_step(text, size, 0, "c1", &arena, &step, &faults) != 0)
        require(faults.n > 0 && step == NULL, "a step was refused without a word",
                &(struct buf){ 0 });
    if (scenario_read_faults(text, size, &arena, &rules, &n, &faults) != 0)
        require(faults.n > 0 && n == 0, "faults were refused without a word",
                &(struct buf){ 0 });
    arena_clear(&arena);
    free(text);
    return 0;
}
