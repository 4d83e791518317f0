/* quotas: AWS's request rates as token buckets, times a factor, refilled on real time. */
#include "mockaws/service/quotas.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/map.h"
#include "mockaws/store/store.h"
#include "mockaws/wire/call.h"

struct bucket {
    char *key;
    double tokens;
    int64_t filled_ms;
};

struct quotas {
    double scale;
    struct bucket **buckets;
    size_t n;
    struct map by_key;
};

struct quotas *quotas_new(double scale)
{
    struct quotas *quotas = heap_zalloc(sizeof(*quotas));

    quotas->scale = scale;
    return quotas;
}

void quotas_free(struct quotas *quotas)
{
    if (quotas == NULL)
        return;
    for (size_t i = 0; i < quotas->n; i++) {
        free(quotas->buckets[i]->key);
        free(quotas->buckets[i]);
    }
    free(quotas->buckets);
    map_clear(&quotas->by_key);
    free(quotas);
}

double quotas_scale(const struct quotas *quotas)
{
    return quotas->scale;
}

static struct bucket *find(struct quotas *quotas, const struct call *call, double full,
                           int64_t real_ms)
{
    const struct operation *operation = call->operation;
    struct bucket *bucket;
    char key[160];
    int len;

    if (operation->service == AWS_ROUTE53)
        len = snprintf(key, sizeof(key), "%s route53", call->account->id);
    else
        len = snprintf(key, sizeof(key), "%s %.60s %.60s", call->account->id,
                       call->region, operation->name);
    bucket = map_get(&quotas->by_key, key, (size_t)len);
    if (bucket != NULL)
        return bucket;
    bucket = heap_zalloc(sizeof(*bucket));
    bucket->key = heap_strdup(key);
    bucket->tokens = full;
    bucket->filled_ms = real_ms;
    quotas->buckets = heap_grow(quotas->buckets, quotas->n + 1, sizeof(struct bucket *));
    quotas->buckets[quotas->n++] = bucket;
    *map_at(&quotas->by_key, bucket->key, (size_t)len) = bucket;
    return bucket;
}

bool quotas_take(struct quotas *quotas, const struct call *call, int64_t real_ms)
{
    const double full = call->operation->per_second * quotas->scale;
    struct bucket *bucket;

    if (call->operation->per_second == 0)
        return true;
    bucket = find(quotas, call, full, real_ms);
    bucket->tokens += (double)(real_ms - bucket->filled_ms) * full / 1000;
    bucket->filled_ms = real_ms;
    if (bucket->tokens > full)
        bucket->tokens = full;
    if (bucket->tokens < 1)
        return false;
    bucket->tokens -= 1;
    return true;
}
