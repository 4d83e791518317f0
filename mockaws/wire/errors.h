/* errors: each service's error codes with their HTTP status, and an error's body. */
#ifndef MOCKAWS_WIRE_ERRORS_H
#define MOCKAWS_WIRE_ERRORS_H

#include "mockaws/wire/call.h"

struct buf;

/* The status of a code; 400 for one that is in no table. Sources: facts 1, 8.2. */
unsigned error_status(enum aws_service service, const char *code);

/*
 * The body: ACM {"__type":CODE,"message":...} (AccessDeniedException: "Message"), Route
 * 53 <ErrorResponse>, STS <ErrorResponse> of its own namespace.
 */
void error_body(enum aws_service service, const char *code, const char *message,
                const char *request_id, struct buf *out);

/* True for a code that one of the tables holds: scenarios are checked by it. */
bool error_is_known(const char *code);

/* All codes into out, NULL behind the last, for suggestions. Returns how many. */
enum { ERROR_CODES_ROOM = 128 };
size_t error_codes(const char **out, size_t room);

#endif
