/* admin: the mock's own API under /_mockaws/, and its page. */
#ifndef MOCKAWS_ADMIN_ADMIN_H
#define MOCKAWS_ADMIN_ADMIN_H

#include <stdbool.h>

struct http_reply;
struct http_request;
struct session;

/* Is it /_mockaws/..., or one of the aliases for people who come from other mocks? */
bool admin_is_path(const char *path);

/*
 * Answer it, as mockaws(8) says. Every error is {"error","nearest"} with 400 or 404. What
 * is answered lies in the request's arena.
 */
void admin_serve(struct session *session, const struct http_request *request,
                 struct http_reply *reply);

#endif
