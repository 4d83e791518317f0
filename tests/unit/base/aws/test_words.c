/* Tests of base/aws/words: every word in every spelling that evidence has. */
#include "base/aws/words.h"

#include <ctype.h>
#include <string.h>

#include "tests/support/test.h"

struct row {
    const char *name;
    enum acm_words words;
    int value;
};

static struct row rows[] = {
    { "", ACM_WORDS_STATUS, ACM_STATUS_NONE },
    { "ISSUED", ACM_WORDS_STATUS, ACM_ISSUED },
    { "Issued", ACM_WORDS_STATUS, ACM_ISSUED },
    { "PENDING_VALIDATION", ACM_WORDS_STATUS, ACM_PENDING_VALIDATION },
    { "Pending validation", ACM_WORDS_STATUS, ACM_PENDING_VALIDATION },
    { "pending-validation", ACM_WORDS_STATUS, ACM_PENDING_VALIDATION },
    { "Validation timed out", ACM_WORDS_STATUS, ACM_VALIDATION_TIMED_OUT },
    { "ISSUED!", ACM_WORDS_STATUS, ACM_STATUS_OTHER },
    { "ISSUE", ACM_WORDS_STATUS, ACM_STATUS_OTHER },
    { "---", ACM_WORDS_STATUS, ACM_STATUS_OTHER },
    { "SUCCESS", ACM_WORDS_DOMAIN_STATUS, ACM_DOMAIN_SUCCESS },
    { "SUCCESS", ACM_WORDS_RENEWAL_STATUS, ACM_RENEWAL_SUCCESS },
    { "PENDING_AUTO_RENEWAL", ACM_WORDS_RENEWAL_STATUS,
      ACM_RENEWAL_PENDING_AUTO_RENEWAL },
    { "PENDING_DOMAIN_VALIDATION", ACM_WORDS_UPDATE_STATUS,
      ACM_UPDATE_PENDING_DOMAIN_VALIDATION },
    { "INELIGIBLE", ACM_WORDS_ELIGIBILITY, ACM_INELIGIBLE },
    { "ELIGIBLE", ACM_WORDS_ELIGIBILITY, ACM_ELIGIBLE },
    { "AMAZON_ISSUED", ACM_WORDS_TYPE, ACM_AMAZON_ISSUED },
    { "Amazon Issued", ACM_WORDS_TYPE, ACM_AMAZON_ISSUED },
    { "http", ACM_WORDS_METHOD, ACM_METHOD_HTTP },
    { "No Available Contacts", ACM_WORDS_REASON, ACM_NO_AVAILABLE_CONTACTS },
    { "OTHER", ACM_WORDS_REASON, ACM_OTHER_REASON },
    { "WHATEVER", ACM_WORDS_REASON, ACM_REASON_UNKNOWN },
    { "RSA-2048", ACM_WORDS_KEY, ACM_RSA_2048 },
    { "RSA_2048", ACM_WORDS_KEY, ACM_RSA_2048 },
    { "EC-prime256v1", ACM_WORDS_KEY, ACM_EC_PRIME256V1 },
    { "EC_PRIME256V1", ACM_WORDS_KEY, ACM_EC_PRIME256V1 },
    { "RSA_8192", ACM_WORDS_KEY, ACM_KEY_OTHER },
    { "enabled", ACM_WORDS_SWITCH, ACM_ENABLED },
    { "ACME", ACM_WORDS_ORIGIN, ACM_ORIGIN_ACME },
    { "CLOUDFRONT", ACM_WORDS_MANAGER, ACM_MANAGER_CLOUDFRONT },
};

static void parses(void **state)
{
    const struct row *row = *state;

    assert_int_equal(acm_word_parse(row->words, row->name, strlen(row->name)),
                     row->value);
}

TEST_ROWS(rows, parses)

/* Each word reads as itself, in lower case and with hyphens; and is written the same. */
static void all_words(void **state)
{
    char other[64];

    (void)state;
    for (int words = 0; words <= (int)ACM_WORDS_MANAGER; words++) {
        const char *const *list = acm_word_list((enum acm_words)words);
        int value = 2;

        assert_string_equal(acm_word((enum acm_words)words, 0), "");
        assert_string_equal(acm_word((enum acm_words)words, 1), "");
        assert_non_null(list[0]);
        for (; list[value - 2] != NULL; value++) {
            const char *word = list[value - 2];
            size_t n = 0;

            for (; word[n] != '\0'; n++)
                other[n] = word[n] == '_' ? '-' : (char)tolower((unsigned char)word[n]);
            assert_string_equal(acm_word((enum acm_words)words, value), word);
            assert_int_equal(acm_word_parse((enum acm_words)words, word, n), value);
            assert_int_equal(acm_word_parse((enum acm_words)words, other, n), value);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(all_words) };

    return run_rows("words") + cmocka_run_group_tests_name("all", tests, NULL, NULL);
}
