/* limits: ACM's quotas of one account and region, as far as the mock keeps them. */
#ifndef MOCKAWS_SERVICE_ACM_LIMITS_H
#define MOCKAWS_SERVICE_ACM_LIMITS_H

/* Zeroed is the default. Source: facts 3.5. */
struct acm_limits {
    unsigned names_per_certificate; /* 0: 10, as AWS has it; it can be raised to 100 */
    unsigned certificates;          /* but PRIVATE and ACME's; 0: no limit (AWS: 2,500) */
    unsigned certificates_a_year;   /* requested in 365 days; 0: no limit (AWS: 5,000) */
};

#endif
