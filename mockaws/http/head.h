/* head: what is wrong with a request's head before its body is read. */
#ifndef MOCKAWS_HTTP_HEAD_H
#define MOCKAWS_HTTP_HEAD_H

#include <stddef.h>

struct http_field;

struct head {
    const char *method;
    const char *target;  /* as sent */
    const char *version; /* "HTTP/1.1" */
    const struct http_field *fields;
    size_t n_fields;
    size_t size;     /* octets of the whole head */
    size_t max_body; /* more than that: 413 */
};

enum { HEAD_SIZE_MAX = 16 << 10 };

/* The status that refuses it, or 0. Source: RFC 9110, RFC 9112. */
unsigned head_fault(const struct head *head);

/* The value of a field's first, or NULL. */
const char *head_field(const struct head *head, const char *name);

#endif
