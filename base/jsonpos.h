/* jsonpos: where things stand in a JSON text: lines, twins, faults; and repair. */
#ifndef BASE_JSONPOS_H
#define BASE_JSONPOS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buf;

/*
 * All functions make forward scans over UTF-8 text in memory, keep their stack
 * on the heap (any depth), and never read past len. Lines and columns count
 * from 1; a column counts bytes. Pointers are RFC 6901.
 */
struct jsonpos {
    size_t offset;   /* bytes from the start of the text */
    uint32_t line;   /* 1 is the first */
    uint32_t column; /* 1 is the first byte of the line */
};

/* Line and column of an offset (at most len). */
struct jsonpos jsonpos_at(const char *text, size_t len, size_t offset);

/* The same, counted on from an earlier place: many places then cost one pass. */
struct jsonpos jsonpos_after(const char *text, size_t len, struct jsonpos earlier,
                             size_t offset);

/*
 * Where the value under pointer starts. Member names match without case,
 * '_', '-' and blanks; the first match counts.
 * Where the pointer goes on below what there is, the deepest value that exists
 * is found. spelled (may be NULL) gets the pointer of what was found, spelled as
 * in the text; it is appended. Returns false when the whole pointer was not met.
 */
bool jsonpos_find(const char *text, size_t len, const char *pointer, struct jsonpos *out,
                  struct buf *spelled);

/* The same for n pointers in one scan; found[i] as the return value above. */
struct jsonpos_query {
    const char *pointer; /* in */
    bool found;          /* out */
    struct jsonpos at;   /* out */
    const char *spelled; /* out, the arena's */
};
void jsonpos_find_all(const char *text, size_t len, struct jsonpos_query *queries,
                      size_t n, struct arena *arena);

/*
 * The length of the first JSON value in text, leading white space included:
 * where the next document may start. 0 when there is no complete value. Only
 * brackets and strings are looked at, so the value may still be wrong inside.
 */
size_t jsonpos_value_len(const char *text, size_t len);

enum jsonpos_fault_kind {
    JSONPOS_SYNTAX,        /* an unexpected byte */
    JSONPOS_TRUNCATED,     /* the text ends inside a value */
    JSONPOS_DUPLICATE_KEY, /* the second of two members of one name */
    JSONPOS_TRAILING_COMMA,
    JSONPOS_BAD_LITERAL, /* NaN, Infinity, undefined, None, True ... */
    JSONPOS_BIG_NUMBER,  /* an integer beyond 64 bits or a float beyond double */
    JSONPOS_BAD_UTF8,
    JSONPOS_LONE_SURROGATE,
    JSONPOS_CONTROL,       /* a raw control character in a string, NUL too */
    JSONPOS_DEPTH,         /* deeper than max_depth */
    JSONPOS_TRAILING_BYTES /* something after the value */
};

struct jsonpos_fault {
    enum jsonpos_fault_kind kind;
    struct jsonpos at;
    const char *pointer; /* of the value or member at fault, or the last good one */
    const char *text;    /* what was wanted and what stands there, one line */
    const char *lost;    /* what the repair left out or changed, one line; "" = nothing */
};

struct jsonpos_faults {
    struct jsonpos_fault *items; /* the first MAX, in order of the text */
    size_t n;                    /* how many are in items */
    size_t n_more;               /* how many further ones were only counted */
};

/* The parser that takes the repair refuses a depth of 512. */
enum { JSONPOS_FAULTS_MAX = 32, JSONPOS_DEPTH_MAX = 511 };

/* Does a map have such keys, and are its members things of their own? */
typedef bool jsonpos_key(const char *key, size_t len);

/*
 * Find what is wrong with one document (a duplicate key as well) and write a
 * repaired text that a strict parser takes, with whole pieces of the original
 * only: a trailing comma dropped; a bad literal or number, and what lies too deep, as
 * null; bad UTF-8, a lone surrogate or a control character as U+FFFD; a second member
 * of one name dropped (the first stays). A broken or cut-off element becomes null (so
 * that the others keep their indexes) in the nearest array around it that is the
 * document, a member of it, or stands in maps whose every key is_key() takes (ARNs,
 * account ids and regions, say; NULL: none); in such a map a broken member is dropped.
 * Where no such place is, repaired is empty: half a certificate is no evidence. repaired
 * may be NULL.
 *
 * Texts and pointers are the arena's. Returns the number of faults; 0 means the
 * document is right and repaired is a copy, but for white space, which is left out.
 */
size_t jsonpos_check(const char *text, size_t len, jsonpos_key *is_key,
                     struct arena *arena, struct jsonpos_faults *faults,
                     struct buf *repaired);

#endif
