/* dns_fault: the questions whose answers are wrong on purpose. */
#include <stdlib.h>
#include <string.h>

#include "base/dns/rr.h"
#include "base/heap.h"
#include "mockaws/lifecycle/resolver_parts.h"

struct dns_fault {
    char *name;
    uint16_t type; /* RR_ANY: every type */
    enum dns_failure failure;
};

static void drop(struct dns_faults *faults, size_t i)
{
    free(faults->items[i].name);
    faults->n--;
    memmove(&faults->items[i], &faults->items[i + 1],
            (faults->n - i) * sizeof(faults->items[0]));
}

void dns_faults_set(struct dns_faults *faults, const char *name, uint16_t type,
                    enum dns_failure failure)
{
    for (size_t i = faults->n; i > 0; i--) {
        const struct dns_fault *fault = &faults->items[i - 1];

        if (strcmp(fault->name, name) == 0 && (type == RR_ANY || fault->type == type))
            drop(faults, i - 1);
    }
    if (failure == DNS_FAILURE_NONE)
        return;
    faults->items = heap_grow(faults->items, faults->n + 1, sizeof(faults->items[0]));
    faults->items[faults->n++] =
        (struct dns_fault){ .name = heap_strdup(name), .type = type, .failure = failure };
}

void dns_faults_clear(struct dns_faults *faults)
{
    for (size_t i = 0; i < faults->n; i++)
        free(faults->items[i].name);
    free(faults->items);
    *faults = (struct dns_faults){ 0 };
}

enum dns_failure dns_faults_at(const struct dns_faults *faults, size_t index,
                               const char **name, uint16_t *type)
{
    *name = faults->items[index].name;
    *type = faults->items[index].type;
    return faults->items[index].failure;
}

enum dns_failure dns_faults_find(const struct dns_faults *faults, const char *name,
                                 uint16_t type)
{
    enum dns_failure any = DNS_FAILURE_NONE;

    for (size_t i = 0; faults != NULL && i < faults->n; i++) {
        const struct dns_fault *fault = &faults->items[i];

        if (strcmp(fault->name, name) != 0)
            continue;
        if (fault->type == type)
            return fault->failure;
        if (fault->type == RR_ANY)
            any = fault->failure;
    }
    return any;
}
