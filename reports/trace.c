/* trace: the steps of a finding's chain and of its climb for CAA, read from their lines.
 */
#include "reports/trace.h"

#include <string.h>

#include "base/buf.h"

static const char break_mark[] = "! ";

static const struct {
    const char *word;
    const char *phrase;
} states[] = {
    [CAA_NONE] = { "none", "no CAA record" },
    [CAA_SET] = { "set", "decides" },
    [CAA_UNKNOWN] = { "unknown", "not in the evidence" },
    [CAA_FAILED] = { "failed", "the lookup failed" },
    [CAA_ABOVE] = { "above", "not asked: above the set that decides" },
    [CAA_PLAIN] = { "plain", "" },
};

struct chain_step trace_chain(const char *line)
{
    struct chain_step step = { line, false };

    if (strncmp(line, break_mark, sizeof(break_mark) - 1) == 0) {
        step.breaks = true;
        step.text += sizeof(break_mark) - 1;
    }
    return step;
}

/* The length of a separator at text, 0 when none is there. */
static size_t separator(const char *text)
{
    if (*text == '\t')
        return 1;
    return text[0] == ':' && text[1] == ' ' ? 2 : 0;
}

/* Where the next separator is, or the end. */
static const char *field_end(const char *text)
{
    while (*text != '\0' && separator(text) == 0)
        text++;
    return text;
}

struct caa_step trace_caa(const char *line)
{
    struct caa_step step = { line, 0, CAA_PLAIN, line };
    const char *name_end = field_end(line);
    const char *word = name_end + separator(name_end);
    const char *word_end = *name_end == '\0' ? name_end : field_end(word);
    const size_t len = (size_t)(word_end - word);

    for (int i = 0; i < CAA_PLAIN; i++) {
        if (name_end == line || len != strlen(states[i].word) ||
            strncmp(word, states[i].word, len) != 0)
            continue;
        step.name_len = (size_t)(name_end - line);
        step.state = (enum caa_state)i;
        step.text = word_end + separator(word_end);
        break;
    }
    return step;
}

const char *caa_state_word(enum caa_state state)
{
    return states[state].word;
}

const char *caa_state_phrase(enum caa_state state)
{
    return states[state].phrase;
}

void trace_plain(struct buf *out, const char *line)
{
    const char *at = trace_chain(line).text;

    while (*at != '\0') {
        const size_t len = strcspn(at, "\t");

        buf_add(out, at, len);
        at += len;
        for (; *at == '\t'; at++)
            if (at[1] != '\0') /* an empty last field leaves nothing behind */
                buf_puts(out, ": ");
    }
}
