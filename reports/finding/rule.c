/* rule: the words for severities and groups. */
#include "reports/finding/rule.h"

#include <string.h>

static const char *const severity_words[N_SEVERITIES] = {
    [SEV_INFO] = "info", [SEV_LOW] = "low",           [SEV_MEDIUM] = "medium",
    [SEV_HIGH] = "high", [SEV_CRITICAL] = "critical",
};

const char *severity_word(enum severity severity)
{
    return severity_words[severity];
}

int severity_parse(const char *word, enum severity *out)
{
    for (int i = 0; i < N_SEVERITIES; i++) {
        if (strcmp(word, severity_words[i]) == 0) {
            *out = (enum severity)i;
            return 0;
        }
    }
    return -1;
}

const char *rule_group_word(enum rule_group group)
{
    static const char *const words[] = {
        [GROUP_VALIDATION] = "validation",
        [GROUP_RENEWAL] = "renewal",
        [GROUP_DNS] = "dns",
        [GROUP_DEPLOYMENT] = "deployment",
        [GROUP_EVIDENCE] = "evidence",
    };

    return words[group];
}
