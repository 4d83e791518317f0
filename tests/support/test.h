/* test: cmocka and what it must be preceded by, in the one right order. */
#ifndef TESTS_SUPPORT_TEST_H
#define TESTS_SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/*
 * One cmocka test a row: struct CMUnitTest entries made at run time from a table,
 * so that a failure bears the row's name.
 */
#define TEST_ROWS(rows, run)                                                             \
    static int run_rows(const char *group)                                               \
    {                                                                                    \
        struct CMUnitTest tests[sizeof(rows) / sizeof((rows)[0])];                       \
        for (size_t i = 0; i < sizeof(rows) / sizeof((rows)[0]); i++)                    \
            tests[i] =                                                                   \
                (struct CMUnitTest){ (rows)[i].name, run, NULL, NULL, &(rows)[i] };      \
        return _cmocka_run_group_tests(group, tests, sizeof(tests) / sizeof(tests[0]),   \
                                       NULL, NULL);                                      \
    }

#endif
