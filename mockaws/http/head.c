/* head: what is wrong with a request's head before its body is read. */
#include "mockaws/http/head.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "mockaws/http/server.h"

const char *head_field(const struct head *head, const char *name)
{
    for (size_t i = 0; i < head->n_fields; i++)
        if (strcasecmp(head->fields[i].name, name) == 0)
            return head->fields[i].value;
    return NULL;
}

static size_t count(const struct head *head, const char *name)
{
    size_t n = 0;

    for (size_t i = 0; i < head->n_fields; i++)
        n += strcasecmp(head->fields[i].name, name) == 0;
    return n;
}

/* RFC 9110, 5.6.2. */
static bool is_token(const char *text)
{
    const char *at = text;

    for (; *at != '\0'; at++)
        if ((unsigned char)*at <= ' ' || (unsigned char)*at >= 0x7f ||
            strchr("\"(),/:;<=>?@[\\]{}", *at) != NULL)
            return false;
    return at != text;
}

static bool has_controls(const char *text, bool with_blanks)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f) {
            if (with_blanks || *text != '\t')
                return true;
        } else if (*text == ' ' && with_blanks) {
            return true;
        }
    return false;
}

static bool is_malformed(const struct head *head)
{
    if (!is_token(head->method) || *head->target == '\0' ||
        has_controls(head->target, true))
        return true;
    for (size_t i = 0; i < head->n_fields; i++)
        if (!is_token(head->fields[i].name) || has_controls(head->fields[i].value, false))
            return true;
    return false;
}

/* RFC 9112, 6.1-6.3: a length that could be understood in two ways is refused. */
static unsigned length_fault(const struct head *head)
{
    const char *encoding = head_field(head, "Transfer-Encoding");
    const char *length = head_field(head, "Content-Length");

    if (encoding != NULL) {
        if (length != NULL || count(head, "Transfer-Encoding") > 1 ||
            strcmp(head->version, "HTTP/1.0") == 0)
            return 400;
        return strcasecmp(encoding, "chunked") == 0 ? 0 : 501;
    }
    if (length == NULL)
        return 0;
    if (count(head, "Content-Length") > 1 || *length == '\0' ||
        length[strspn(length, "0123456789")] != '\0')
        return 400;
    errno = 0;
    return strtoull(length, NULL, 10) > head->max_body || errno != 0 ? 413 : 0;
}

unsigned head_fault(const struct head *head)
{
    const size_t n_hosts = count(head, "Host");

    if (is_malformed(head))
        return 400;
    if (n_hosts > 1 || (n_hosts == 0 && strcmp(head->version, "HTTP/1.0") != 0))
        return 400;
    if (head->size > HEAD_SIZE_MAX)
        return 431;
    return length_fault(head);
}
