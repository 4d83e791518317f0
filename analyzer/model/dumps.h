/* dumps: several dumps of one certificate: which is the best, and what the rest add. */
#ifndef ANALYZER_MODEL_DUMPS_H
#define ANALYZER_MODEL_DUMPS_H

#include <stddef.h>

#include "analyzer/model/cert.h"
#include "analyzer/model/estate.h"

struct arena;

/*
 * Take the n dumps of one certificate, linked by ->older in any order, and return the
 * best with the others behind it, best first. Fills what the best lacks, sets type,
 * described and conflict. Better is, in this order:
 *
 *  1. what tells of validation (a describe, or any record with Status and
 *     DomainValidationOptions) before summaries (list, search, inventory,
 *     projection) before Terraform state, which is as old as its last refresh;
 *  2. the later capture time; where that is not known, the latest past event inside
 *     stands for it, for the dump cannot be older;
 *  3. the later past event inside;
 *  4. the greater SHA-256 of the document; then the file name, document, pointer.
 *
 * scratch is used and may be cleared afterwards.
 */
struct cert *dumps_merge(struct cert *dumps, size_t n, const struct estate_hasher *hasher,
                         struct arena *scratch);

/* The type of a single dump, where the member is absent (catalogue 2, step 1). */
void dump_infer_type(struct cert *cert);

#endif
