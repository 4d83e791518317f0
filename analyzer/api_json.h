/* api_json: a certificate of the model as the ACM API would print it. */
#ifndef ANALYZER_API_JSON_H
#define ANALYZER_API_JSON_H

#include <jansson.h>

struct cert;

/* CertificateDetail; the caller owns the reference. Absent members are left out. */
json_t *api_certificate(const struct cert *cert);

/* CertificateSummary, likewise. */
json_t *api_summary(const struct cert *cert);

#endif
