/* zone_lines: prints a zone file's records, one a line, as named-compilezone does. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/masterfile.h"
#include "base/dns/masterfile_parts.h"
#include "base/dns/rr.h"

/* A canonical name with its last dot, escaped as BIND does. */
static const char *owner(const char *name, struct buf *out)
{
    buf_reset(out);
    for (; strcmp(name, ".") != 0 && *name != '\0'; name++) {
        if (strncmp(name, "\\056", 4) == 0 || strncmp(name, "\\134", 4) == 0) {
            masterfile_put_octet(out, name[1] == '0' ? '.' : '\\');
            name += 3;
        } else if (*name == '.') {
            buf_putc(out, '.');
        } else {
            masterfile_put_octet(out, (unsigned char)*name);
        }
    }
    buf_putc(out, '.');
    return out->data;
}

/* NAME TTL IN TYPE VALUE, or "fault LINE TEXT". */
static void print_all(struct arena *arena, const char *text, size_t len,
                      const char *origin)
{
    struct masterfile file;
    struct masterfile_rr rr;
    struct masterfile_fault fault;
    enum masterfile_step step;
    char word[RR_WORD_MAX];
    struct buf name = { 0 };

    masterfile_init(&file, arena, text, len, origin);
    while ((step = masterfile_next(&file, &rr, &fault)) != MASTERFILE_END) {
        if (step == MASTERFILE_FAULT)
            printf("fault %u %s\n", fault.line, fault.text);
        else
            printf("%s %lld IN %s %s\n", owner(rr.name, &name), (long long)rr.ttl_s,
                   rr_type_word(rr.type, word), rr.value);
    }
    buf_clear(&name);
}

int main(int argc, char **argv)
{
    static char text[1 << 20];
    struct arena arena;
    size_t len;
    FILE *in;

    if (argc != 3 || (in = fopen(argv[2], "rb")) == NULL) {
        fprintf(stderr, "usage: zone_lines ORIGIN FILE\n");
        return 2;
    }
    len = fread(text, 1, sizeof(text), in);
    fclose(in);
    arena_init(&arena);
    print_all(&arena, text, len, argv[1]);
    arena_clear(&arena);
    return 0;
}
