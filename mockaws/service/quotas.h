/* quotas: AWS's request rates as token buckets, times a factor, refilled on real time. */
#ifndef MOCKAWS_SERVICE_QUOTAS_H
#define MOCKAWS_SERVICE_QUOTAS_H

#include <stdbool.h>
#include <stdint.h>

struct call;

struct quotas;

struct quotas *quotas_new(double scale); /* 1: AWS's own rates */
void quotas_free(struct quotas *quotas); /* NULL is allowed */
double quotas_scale(const struct quotas *quotas);

/*
 * Take a token of the call's bucket: ACM's by (account, region, operation), Route 53's by
 * account over the whole API. False: there is none left. real_ms: the machine's time.
 * Sources: facts 3.5, 8.3.
 */
bool quotas_take(struct quotas *quotas, const struct call *call, int64_t real_ms);

#endif
