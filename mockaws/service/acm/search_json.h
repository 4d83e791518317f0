/* search_json: CertificateSearchResult, one certificate that SearchCertificates found. */
#ifndef MOCKAWS_SERVICE_ACM_SEARCH_JSON_H
#define MOCKAWS_SERVICE_ACM_SEARCH_JSON_H

struct certificate;
struct emit;

/* An element of Results. Source: facts 2.3. */
void search_json(struct emit *emit, const struct certificate *certificate);

#endif
