/* summary_json: CertificateSummary, one certificate of a list, made once and kept. */
#ifndef MOCKAWS_SERVICE_ACM_SUMMARY_JSON_H
#define MOCKAWS_SERVICE_ACM_SUMMARY_JSON_H

struct certificate;
struct emit;

/* One element of CertificateSummaryList; certificate_touch() makes it anew. Source: facts
 * 2.2. */
void summary_json(struct emit *emit, struct certificate *certificate);

#endif
