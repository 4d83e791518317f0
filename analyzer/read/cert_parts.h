/* cert_parts: what stands inside a certificate: validations, renewal, move, options. */
#ifndef ANALYZER_READ_CERT_PARTS_H
#define ANALYZER_READ_CERT_PARTS_H

#include "analyzer/read/take.h"

/* One ResourceRecord; null is none. like: one that may say the same, or NULL. */
void cert_read_record(const struct taking *t, struct json_value object,
                      const struct acm_record *like, struct acm_record *out);

/*
 * DomainValidationOptions or an array like it (flat Terraform entries, too). like: n_like
 * validations that may say the same, entry for entry.
 */
void cert_read_validations(const struct taking *at, struct json_value array,
                           const struct validation *like, uint32_t n_like,
                           struct validation **out, uint32_t *n_out);

/* One DomainValidation by itself; its domain stays NULL when it names none. */
void cert_read_validation(const struct taking *t, struct json_value object,
                          struct validation *out);

/* RenewalSummary, UpdateSummary, Options; Terraform wraps them into arrays. */
void cert_read_renewal(const struct taking *t, struct json_value object);
void cert_read_update(const struct taking *t, struct json_value object);
void cert_read_options(const struct taking *t, struct json_value object);

#endif
