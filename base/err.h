/* err: why a call failed, on the caller's stack. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err_kind {
    ERR_NONE,
    ERR_USAGE,  /* the command line or a configuration is wrong */
    ERR_IO,     /* the system refused: errno's text is in the message */
    ERR_FORMAT, /* bytes that are not what they should be */
    ERR_LIMIT,  /* larger, deeper or more than we accept */
};

enum { ERR_TEXT_MAX = 1024 };

struct err {
    enum err_kind kind;
    char text[ERR_TEXT_MAX]; /* one line, names the place, no final newline */
};

/*
 * Fill err and return -1, so that a failing function ends in
 * `return err_set(err, ERR_FORMAT, "%s: want string, got %s", ...)`.
 * Text that does not fit is cut. err may be NULL.
 */
int err_set(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Put "place: " before the text that is there; returns -1. */
int err_at(struct err *err, const char *place);

#endif
