/* faults: rules by which calls are answered wrongly on purpose (mockaws.md, 4). */
#ifndef MOCKAWS_SERVICE_FAULTS_H
#define MOCKAWS_SERVICE_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mockaws/http/server.h"
#include "mockaws/wire/call.h"

/* Which of the calls that fit: from..to, or each every-th. All zero: every one. */
struct fault_counts {
    int64_t from;
    int64_t to;
    int64_t every;
};

enum fault_reply { FAULT_ERROR, FAULT_HTTP, FAULT_WIRE, FAULT_TOKEN };

/*
 * DUPLICATE: the page before once more. LOOP: NextToken is the one that was sent.
 * EXPIRED: the token is refused. EMPTY_PAGE: nothing, and a token that leads to what was
 * left out.
 */
enum fault_token { FAULT_DUPLICATE, FAULT_LOOP, FAULT_EXPIRED, FAULT_EMPTY_PAGE };

/* One rule. Strings are the heap's; NULL fits everything. */
struct fault_rule {
    int service; /* enum aws_service; -1: any */
    char *operation;
    struct fault_counts calls;
    char *certificate; /* ARN or UUID */
    char *zone;
    struct fault_counts page; /* 1: a call without a token */
    char *access_key;

    enum fault_reply reply;
    char *error;
    char *message;
    unsigned http_status;
    char *body;
    char *content_type;
    struct http_fault wire;
    enum fault_token token;

    int64_t n_fit;  /* calls that fitted all but the count */
    int64_t n_used; /* calls that were answered by it */
    int64_t n_page; /* of the latest call that fitted */
    char *kept;     /* the latest answer, for DUPLICATE */
};

struct faults;
struct faults *faults_new(void);
void faults_free(struct faults *faults);
void faults_reset(struct faults *faults); /* no rules */

/* The rule's strings become the faults'. */
void faults_add_take(struct faults *faults, const struct fault_rule *rule);

/* Rules for a scenario's own word for a certificate are for its ARN from now on. */
void faults_name_certificate(struct faults *faults, const char *word, const char *arn);

size_t faults_n(const struct faults *faults);
const struct fault_rule *faults_at(const struct faults *faults, size_t index);

/*
 * The first rule that fits this call, which counts for all that fit; NULL: none. The
 * call's operation, account, access key, input, body and parameters are there already.
 */
const struct fault_rule *faults_match(struct faults *faults, const struct call *call);

/*
 * A token fault before the operation runs: EXPIRED fails the call (-1), EMPTY_PAGE asks
 * for an empty page, DUPLICATE puts the page before into the answer (*answered), if there
 * was one. For other rules nothing.
 */
int faults_before(const struct fault_rule *rule, struct call *call, bool *answered);

/* And behind it: LOOP puts the token that was sent into the answer. */
void faults_after(const struct fault_rule *rule, struct call *call);

/* Every good answer is shown here: it is the page before of a DUPLICATE to come. */
void faults_keep(struct faults *faults, const struct call *call);

#endif
