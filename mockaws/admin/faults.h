/* faults: a rule of what is answered wrongly, in one line for people. */
#ifndef MOCKAWS_ADMIN_FAULTS_H
#define MOCKAWS_ADMIN_FAULTS_H

struct arena;
struct fault_rule;

/* "acm DescribeCertificate, calls 2-3 -> ThrottlingException" */
const char *admin_fault_text(struct arena *arena, const struct fault_rule *rule);

#endif
