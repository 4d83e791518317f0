/* token: NextToken, which says where a page ended and to which question it belongs. */
#ifndef MOCKAWS_SERVICE_ACM_TOKEN_H
#define MOCKAWS_SERVICE_ACM_TOKEN_H

#include <stdint.h>

struct call;
struct mock;

/* Where the next page begins. What the two numbers mean is the operation's. */
struct token_place {
    uint64_t number;
    int64_t order;
};

/*
 * The text of a token for the call's operation, place and the members of its input that
 * are named (NULL-terminated): the same token with another question is refused. The
 * arena's.
 */
const char *token_make(const struct mock *mock, const struct call *call,
                       const char *const *members, struct token_place place);

/*
 * The input's NextToken; without one *place stays as it is. Returns 1 when there was one,
 * 0 when not, -1 after call_fail(): ValidationException for a token that is not ours, not
 * this question's, or altered.
 */
int token_read(const struct mock *mock, struct call *call, const char *const *members,
               struct token_place *place);

#endif
