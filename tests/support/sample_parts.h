/* sample_parts: the certificates and findings that the invented reports are made of. */
#ifndef TESTS_SUPPORT_SAMPLE_PARTS_H
#define TESTS_SUPPORT_SAMPLE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reports/report.h"

struct arena;

/* In rules, which are by id. */
enum { ABANDONED, PENDING, FAILED, COVERAGE, MALFORMED, N_RULES };

/* One certificate. */
struct plan {
    const char *domain;
    const char *account;
    const char *region;
    const char *status;
    const char *type;
    const char *method;
    const char *failure_reason;
    const char *renewal_status;
    int age_h;  /* since CreatedAt; 0 = not known */
    int left_d; /* until NotAfter; 0 = not known */
    bool in_use;
};

/* What the first cause of a finding has, and the finding itself. */
/* clang-format off */
enum {
    RECORD = 1, OBSERVED = 2, ZONE = 4, COMMAND = 8, TEXTS = 16, TRACE = 32, WAIVED = 64,
    IS_NEW = 128, OWNED = 256, SECOND = 512, PLACES = 1024
};
/* clang-format on */

/* One finding. */
struct tale {
    int cert; /* in plans; -1 = a file or an account */
    int rule;
    enum verdict verdict;
    enum severity severity;
    enum confidence confidence;
    int cause; /* -1 = none */
    const char *says;
    const char *detail;
    int with;
};

enum { N_PLANS = 13, N_TALES = 21 };

extern const struct rule sample_rules[N_RULES];
extern const struct plan sample_plans[N_PLANS]; /* by account, region, domain */
extern const struct tale sample_tales[N_TALES];

int64_t sample_now(void);

void sample_cert(struct arena *arena, const struct plan *plan, uint32_t index,
                 struct report_cert *out);

/* cert NULL: on the resource id instead, a file or an account. */
void sample_finding(struct arena *arena, const struct tale *tale,
                    const struct report_cert *cert, const char *id, struct finding *out);

#endif
