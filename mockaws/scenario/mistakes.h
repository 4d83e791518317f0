/* mistakes: what is wrong with a scenario, collected by place, told in order of lines. */
#ifndef MOCKAWS_SCENARIO_MISTAKES_H
#define MOCKAWS_SCENARIO_MISTAKES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* One line for people: "caa.json:12: timeline[0].do: unknown word ...". */
struct scenario_mistake {
    uint32_t line; /* 0: of the file as a whole */
    const char *text;
};

/* In order of lines. Everything is the arena's. */
struct scenario_faults {
    struct scenario_mistake *items;
    size_t n;
};

/* While they are collected. A zeroed struct with an arena is empty. */
struct mistakes {
    struct arena *arena;
    struct mistake *items;
    size_t n;
    size_t room;
    size_t n_more; /* beyond MISTAKES_MAX: counted only */
};

enum { MISTAKES_MAX = 1000 };

/* pointer: JSON pointer of the value at fault; "" is the whole file. Copied. */
void mistakes_add(struct mistakes *mistakes, const char *pointer, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "want an object, got text": the value is of another type, and nothing was taken of it.
 */
void mistakes_add_type(struct mistakes *mistakes, const char *pointer, const char *want,
                       const char *got);

/*
 * Is it known already why a member of the object at pointer has no value: the object or
 * the member (or what lies in it) has a mistake? Then that it lacks is no news.
 */
bool mistakes_explain(const struct mistakes *mistakes, const char *pointer,
                      const char *member);

/* The same where the line is known already: faults of the JSON itself. */
void mistakes_add_line(struct mistakes *mistakes, uint32_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Look up the lines in the text (one scan) and put all in order. path NULL: the texts
 * begin with the place, without file and line.
 */
void mistakes_finish(struct mistakes *mistakes, const char *path, const char *text,
                     size_t len, struct scenario_faults *out);

/* "/timeline/0/do" as people write it: "timeline[0].do". The arena's. */
const char *mistakes_place(struct arena *arena, const char *pointer);

#endif
