/* certificate_json: CertificateDetail, what DescribeCertificate answers. */
#ifndef MOCKAWS_SERVICE_ACM_CERTIFICATE_JSON_H
#define MOCKAWS_SERVICE_ACM_CERTIFICATE_JSON_H

struct certificate;
struct emit;
struct world;

/* In model order, at the world's time. Source: facts 2.1, 4.2. */
void certificate_json(struct emit *emit, const char *key, const struct world *world,
                      const struct certificate *certificate);

#endif
