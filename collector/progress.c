/* progress: one line on standard error that says how far the collection is. */
#include "collector/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "collector/options.h"

enum { DRAW_NS = 100000000, BAR = 30 };

void progress_init(struct progress *progress, const struct options *options)
{
    memset(progress, 0, sizeof(*progress));
    if (options->progress == TRI_AUTO)
        progress->on = !options->quiet && isatty(STDERR_FILENO);
    else
        progress->on = options->progress == TRI_ALWAYS;
}

void progress_draw(struct progress *progress, int64_t now_ns, size_t n_done,
                   size_t n_known)
{
    char bar[BAR + 1];
    size_t filled;

    if (!progress->on || (progress->shown && now_ns - progress->last_ns < DRAW_NS))
        return;
    filled = n_known == 0 ? 0 : n_done * BAR / n_known;
    for (size_t i = 0; i < BAR; i++)
        bar[i] = i < filled ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\r[%s] %zu of %zu calls\033[K", bar, n_done, n_known);
    progress->last_ns = now_ns;
    progress->shown = true;
}

void progress_done(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
}
