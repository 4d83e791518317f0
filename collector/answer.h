/* answer: what a reply means: the decoded body, or what kind of failure it tells of. */
#ifndef COLLECTOR_ANSWER_H
#define COLLECTOR_ANSWER_H

#include <stdint.h>

#include <jansson.h>

struct http_reply;
struct operation;

enum answer_kind {
    ANSWER_OK,
    ANSWER_THROTTLED,   /* too many calls: try again, slower */
    ANSWER_TRANSIENT,   /* the service or the wire failed: try again */
    ANSWER_UNREACHABLE, /* nobody is there: try again, a few times */
    ANSWER_ABSENT,      /* no such thing (yet): try again, a few times */
    ANSWER_INVALID,     /* the service does not like a parameter or a token */
    ANSWER_DENIED,      /* this call is not allowed */
    ANSWER_EXPIRED,     /* the credentials are over: no call will pass */
    ANSWER_UNKNOWN_KEY, /* the credentials are not known, here at least */
    ANSWER_FAILED,      /* anything else; no use to try again */
};

enum { ANSWER_TEXT_MAX = 400 };

struct answer {
    enum answer_kind kind;
    json_t *json; /* ANSWER_OK: an object with the operation's result in it; else NULL */
    int64_t at;   /* WHEN_NONE = not said */
    int status;   /* HTTP's; 0 = no reply */
    char text[ANSWER_TEXT_MAX]; /* a failure: "Code: message", on one line */
};

/* Read a reply. A body that is cut or garbled is ANSWER_TRANSIENT. */
void answer_read(const struct operation *operation, const struct http_reply *reply,
                 struct answer *out);

void answer_clear(struct answer *answer);

/* The kind that an error code stands for; status is HTTP's. */
enum answer_kind answer_kind_of(const char *code, int status);

#endif
