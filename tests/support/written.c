/* written: what a writer of reports writes, in memory. */
#include "tests/support/written.h"

#include <stdlib.h>

struct written written_by(void (*writer)(const struct report *, FILE *),
                          const struct report *report)
{
    struct written written = { 0 };
    FILE *out = open_memstream(&written.text, &written.len);

    if (out == NULL)
        abort();
    writer(report, out);
    if (fclose(out) != 0)
        abort();
    return written;
}
