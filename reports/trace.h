/* trace: the steps of a finding's chain and of its climb for CAA, read from their lines.
 */
#ifndef REPORTS_TRACE_H
#define REPORTS_TRACE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/*
 * One step of finding->chain. A line that starts with "! " is where the chain breaks;
 * the mark is no part of the text.
 */
struct chain_step {
    const char *text; /* borrowed */
    bool breaks;
};

struct chain_step trace_chain(const char *line);

/* What is known of CAA at a name; the words stand in the lines and in the outputs. */
enum caa_state {
    CAA_NONE,    /* "none": no CAA record there */
    CAA_SET,     /* "set": this set decides */
    CAA_UNKNOWN, /* "unknown": not in the evidence */
    CAA_FAILED,  /* "failed": the lookup failed */
    CAA_ABOVE,   /* "above": above the set that decides, so not asked */
    CAA_PLAIN,   /* the line has no such form; all of it is text */
};

/*
 * One step of finding->caa: "NAME TAB STATE TAB TEXT", or the same with ": " for TAB,
 * as trace_plain() writes it. The text may be empty or left out.
 */
struct caa_step {
    const char *name; /* borrowed, not terminated; name_len 0 for CAA_PLAIN */
    size_t name_len;
    enum caa_state state;
    const char *text; /* the values of the set, or a note; "" = none */
};

struct caa_step trace_caa(const char *line);

const char *caa_state_word(enum caa_state state);   /* "set"; CAA_PLAIN: "plain" */
const char *caa_state_phrase(enum caa_state state); /* "decides"; CAA_PLAIN: "" */

/*
 * A line of either as programs get it, appended: without its mark, and with ": " for
 * each tab. The one place that decides it.
 */
void trace_plain(struct buf *out, const char *line);

#endif
