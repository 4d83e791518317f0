/* unpack: one input's bytes: the file itself, or the members of an archive. */
#ifndef ANALYZER_READ_UNPACK_H
#define ANALYZER_READ_UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "analyzer/read/read.h"
#include "analyzer/read/walk.h"
#include "base/buf.h"

/*
 * What comes out. bytes are followed by JSON_PADDING readable ones, and are valid during
 * the call. fault: the file or member (then bytes is NULL) cannot be read, and why.
 */
struct leaf {
    const char *file; /* as shown: "a.zip/m.json" */
    const struct input *input;
    char *bytes;
    size_t len;
    const char *fault;
    bool member; /* came out of an archive */
};

struct unpacker {
    struct arena *arena; /* for names and faults */
    const struct read_limits *limits;
    void (*take)(void *context, const struct leaf *leaf);
    void *context;
    struct buf file;   /* the input's bytes */
    struct buf member; /* a member's bytes */
    struct buf inner;  /* those of a member of a member */
};

void unpacker_clear(struct unpacker *unpacker);

/* Read input and give what comes out, in the order of the archive. kept: bytes in hand.
 */
void unpack(struct unpacker *unpacker, const struct input *input, const char *kept,
            size_t kept_len);

#endif
