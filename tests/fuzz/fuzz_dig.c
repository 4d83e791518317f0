/* fuzz_dig: any bytes as dig's answer, +short and zone file; every fact is whole. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/model/estate.h"
#include "analyzer/read/read.h"
#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

static void check_sets(const struct rrset *sets, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        require(sets[i].name != NULL, "a set has no name");
        require(sets[i].origin.source != NULL && sets[i].origin.pointer != NULL,
                "a set comes from nowhere");
        for (uint32_t k = 0; k < sets[i].n_values; k++)
            require(sets[i].values[k] != NULL, "a value is missing");
    }
}

/* Records of a text are found again, each on its own line. */
static void locate(const struct estate *estate, const struct rrset *sets, uint32_t n,
                   struct arena *arena)
{
    struct locate_query *queries = arena_array(arena, n + 1, sizeof(*queries));

    for (uint32_t i = 0; i < n; i++)
        queries[i] = (struct locate_query){ .origin = &sets[i].origin, .pointer = "" };
    read_locate(estate, queries, n, 1, arena);
    for (uint32_t i = 0; i < n; i++)
        require(queries[i].line > 0, "a record is not found again");
}

static void check_dns(const struct estate *estate, struct arena *arena)
{
    const struct dns_evidence *dns = &estate->dns;

    for (size_t i = 0; i < dns->n_answers; i++) {
        const struct dns_answer *answer = dns->answers[i];

        require(answer->status <= DNS_CUT && answer->status_word != NULL,
                "an answer has no status");
        require((answer->name == NULL) == (answer->name_from == FROM_NOWHERE),
                "a question comes from nowhere");
        check_sets(answer->answer, answer->n_answer);
        check_sets(answer->authority, answer->n_authority);
        locate(estate, answer->answer, answer->n_answer, arena);
    }
    for (size_t i = 0; i < dns->n_dumps; i++) {
        check_sets(dns->dumps[i]->sets, dns->dumps[i]->n_sets);
        require(!dns->dumps[i]->has_soa || dns->dumps[i]->zone != NULL,
                "an SOA has no zone");
        locate(estate, dns->dumps[i]->sets, dns->dumps[i]->n_sets, arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const files[] = { "dns/example.com.CAA.txt",
                                         "dns/example.com.CNAME.txt",
                                         "dns/example.com.zone", "answers.txt" };
    const struct read_options options = { .n_threads = 1, .limits = read_limits_default };
    const char *file = files[size == 0 ? 0 : data[0] % 4];
    struct arena arena;
    struct estate estate = { .arena = &arena };

    arena_init(&arena);
    read_bytes(file, (const char *)data, size, &options, &estate);
    check_dns(&estate, &arena);
    arena_clear(&arena);
    return 0;
}
