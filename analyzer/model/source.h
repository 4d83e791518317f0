/* source: one evidence file, what became of it, and where a fact stands in it. */
#ifndef ANALYZER_MODEL_SOURCE_H
#define ANALYZER_MODEL_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The public shape words of evidence-shapes, in the order of model/shape.def. */
enum shape {
#define SHAPE(symbol, word) SHAPE_##symbol,
#include "analyzer/model/shape.def"
#undef SHAPE
    N_SHAPES
};

/* "acm.describe", ..., "unknown". */
const char *shape_word(enum shape shape);

/* What is wrong with a piece of evidence; each check of the group evidence takes its
 * kinds. */
enum problem_kind {
    PROBLEM_MALFORMED, /* not readable at all: evidence_malformed, high */
    PROBLEM_PARTLY, /* read in part: evidence_malformed, medium; text says what is lost */
    PROBLEM_WRONG_TYPE,     /* a member the model reads has another type: as PARTLY */
    PROBLEM_CAPTURE_FAILED, /* empty, `An error occurred (CODE)`, 4xx recording, wrong
                               command */
    PROBLEM_NAMED, /* a known shape without usable evidence: evidence_unrecognised */
    PROBLEM_UNRECOGNISED, /* no known shape */
    PROBLEM_UNKNOWN_WORD, /* evidence_unknown_word */
    PROBLEM_TRUNCATED,    /* evidence_truncated */
    PROBLEM_SECRET,       /* evidence_secret; text never holds the value */
    PROBLEM_BAD_TIME,     /* a time that is none: as PARTLY */
};

struct problem {
    enum problem_kind kind;
    uint32_t document;   /* 0 is the first of the file */
    uint32_t line;       /* 1 is the first; 0 = not known (a binary, or on demand) */
    uint32_t column;     /* 1 is the first byte of the line; 0 = not known */
    uint64_t offset;     /* of the document in the file's text; for lines on demand */
    const char *pointer; /* RFC 6901 within the document; "" is the whole */
    const char
        *text; /* one sentence: what is wrong, what was wanted; escaped when shown */
    const char *detail;  /* the offending word or value, cut to 200 bytes; NULL = none */
    const char *code;    /* capture_failed: the service's error code; else NULL */
    const char *command; /* the command that gives usable evidence; NULL = none */
    struct problem *next;
};

/* How an account or region that the content lacks was found. */
enum known_from {
    FROM_NOWHERE,
    FROM_CONTENT,
    FROM_MANIFEST,
    FROM_PATH, /* confidence drops one step */
};

/*
 * One file, archive member or standard input. Created by the reader; after
 * reading nothing changes it.
 */
struct source {
    const char *file;      /* as shown: last component of the PATH, then '/'-separated */
    const char *real_path; /* to open it again; for a member, the outermost archive */
    char sha256[65]; /* of its bytes as stored (a member: unpacked); "" = unreadable */
    uint64_t bytes;
    int64_t modified;    /* of the file real_path, in ns; 0 = not known */
    enum shape shape;    /* of the first document that was not unknown */
    uint32_t n_records;  /* certificates, rows, events ... that became facts */
    uint32_t n_skipped;  /* records or documents that did not */
    int64_t captured_at; /* manifest call, ResponseMetadata date, item time; WHEN_NONE */
    const char *note;    /* what was peeled, decoded or assumed; NULL = nothing */
    const char *account; /* of the manifest's call or the path; NULL = unknown */
    const char *region;
    enum known_from account_from;
    enum known_from region_from;
    const char *zone_id; /* of the manifest's call or the path, bare; NULL = unknown */
    enum known_from zone_id_from;
    uint32_t n_documents;
    struct problem *problems; /* in the order of the text */
    struct problem *last_problem;
    const struct source *whole; /* while reading: this is a part of that one; else NULL */
    const char *input_file; /* as shown, of the archive that this came out of; or file */
    bool peeled;            /* text_peel() found something to blank out */
    bool direct;      /* the text is the file's own bytes: no archive, no decoding */
    const char *kept; /* the raw bytes of standard input; else NULL */
    size_t kept_len;
};

/*
 * Where one record stands. The lines of facts are found on demand by
 * read/locate.h, from the file itself: nothing but this is kept.
 */
struct origin {
    const struct source *source;
    uint64_t offset;     /* of the document in the source's UTF-8 text */
    uint64_t len;        /* of the document; 0 = to the end of the text */
    uint32_t document;   /* index in the source */
    uint32_t line;       /* of the document's first byte in the file; 1 is the first */
    const char *pointer; /* of the record in the document: "/Certificate", "" */
};

#endif
