/* zone_dumps: the dumps of records that one file holds. */
#include "analyzer/check/zone_dumps.h"

#include <string.h>

static const char *file_of(const struct estate *estate, size_t i)
{
    return estate->dns.dumps[i]->origin.source->file;
}

struct zone_dumps zone_dumps_of(const struct estate *estate, const struct source *source)
{
    size_t from = 0;
    size_t to = estate->dns.n_dumps;
    size_t end;

    while (from < to) {
        const size_t middle = from + (to - from) / 2;

        if (strcmp(file_of(estate, middle), source->file) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    for (end = from;
         end < estate->dns.n_dumps && strcmp(file_of(estate, end), source->file) == 0;)
        end++;
    return (struct zone_dumps){ estate->dns.dumps + from, end - from };
}
