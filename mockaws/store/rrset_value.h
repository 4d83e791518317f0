/* rrset_value: the values of record sets: their syntax, and their form in answers. */
#ifndef MOCKAWS_STORE_RRSET_VALUE_H
#define MOCKAWS_STORE_RRSET_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/* Is this one of the types that Route 53 keeps? Source: facts 8.1, RRType. */
bool rrset_type_known(uint16_t type);

/*
 * A Value of Route 53's (octal escapes, every name absolute) in the form that dig prints:
 * fields with one blank between, names in lower case with a last dot, \DDD. Returns NULL
 * when it is wrong, with *fault in Route 53's words: "FATAL problem: CODE (sentence)
 * encountered with 'v'". Strings are the arena's. Sources: RFC 1035, 5.1; RFC 8659, 4.1;
 * Route 53 Developer Guide, "Supported DNS record types".
 */
const char *rrset_value_text(struct arena *arena, uint16_t type, const char *value,
                             const char **fault);

/* The same as far as it goes: what is no value is given back with its bytes made safe. */
const char *rrset_value_any(struct arena *arena, uint16_t type, const char *value);

/* What is wrong with a canonical name's form; NULL: nothing. As above. */
const char *rrset_name_fault(struct arena *arena, const char *name);

/* A canonical name as dig prints it: a last dot, `\.`, `\"`, `\032`. */
void rrset_name_dig(struct buf *out, const char *name);

/* "FATAL problem: CODE (sentence) encountered with 'text'"; a long text is cut. */
const char *rrset_problem(struct arena *arena, const char *code, const char *text,
                          size_t len);

/* Is there an octal escape (`\056`) at this place? */
bool rrset_is_escape(const char *at);

/* The byte at *at, an octal escape decoded; goes behind it. */
char rrset_take_byte(const char **at);

#endif
