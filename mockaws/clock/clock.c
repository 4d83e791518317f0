/* clock: virtual time: told (manual), real, or real times a factor. */
#include "mockaws/clock/clock.h"

#include <time.h>

int64_t clock_real_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_init(struct clock *clock, enum clock_mode mode, int64_t speed,
                int64_t start_ms)
{
    clock->now_ms = start_ms < 0 ? clock_real_ms() : start_ms;
    clock_rebase(clock, mode, speed);
}

int64_t clock_due_ms(const struct clock *clock)
{
    int64_t passed;
    int64_t due;

    if (clock->mode == CLOCK_MANUAL)
        return clock->now_ms;
    passed = clock_real_ms() - clock->base_real_ms;
    due = clock->base_virtual_ms + passed * clock->speed;
    return due > clock->now_ms ? due : clock->now_ms;
}

void clock_rebase(struct clock *clock, enum clock_mode mode, int64_t speed)
{
    clock->mode = mode;
    clock->speed = mode == CLOCK_SCALED ? speed : 1;
    clock->base_real_ms = clock_real_ms();
    clock->base_virtual_ms = clock->now_ms;
}

int64_t clock_now_s(const struct clock *clock)
{
    return clock->now_ms / 1000;
}
