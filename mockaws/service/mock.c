/* mock: one running mock: its world, and what stands between the world and the wire. */
#include "mockaws/service/mock.h"

#include "mockaws/service/faults.h"
#include "mockaws/service/journal.h"
#include "mockaws/service/quotas.h"
#include "mockaws/service/unmatched.h"
#include "mockaws/wire/sigv4.h"

void mock_init(struct mock *mock, uint64_t seed, enum clock_mode mode, int64_t speed,
               int64_t start_ms)
{
    *mock = (struct mock){ .auth = AUTH_SCOPE };
    world_init(&mock->world, seed, mode, speed, start_ms);
    mock->signing = sigv4_cache_new();
    mock->journal = journal_new();
    mock->faults = faults_new();
    mock->unmatched = unmatched_new();
    buf_init(&mock->answer);
    buf_init(&mock->scratch);
}

void mock_clear(struct mock *mock)
{
    world_clear(&mock->world);
    sigv4_cache_free(mock->signing);
    journal_free(mock->journal);
    faults_free(mock->faults);
    quotas_free(mock->quotas);
    unmatched_free(mock->unmatched);
    buf_clear(&mock->answer);
    buf_clear(&mock->scratch);
}
