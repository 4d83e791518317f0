/* test_text: the terminal report: width, wrapping, nothing raw, all that matters said. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "reports/report.h"
#include "reports/text_page.h"
#include "tests/support/report_sample.h"

/* ---- width ---- */

struct width_row {
    const char *name;
    const char *text;
    int want;
};

static struct width_row widths[] = {
    { "empty", "", 0 },
    { "ASCII", "example.com", 11 },
    { "umlaut", "b\xC3\xBC\x63her", 6 },
    { "combining umlaut", "bu\xCC\x88\x63her", 6 },
    { "ideographs", "\xE4\xBE\x8B\xE3\x81\x88", 4 },
    { "Hangul", "\xED\x95\x9C", 2 },
    { "full-width letter", "\xEF\xBC\xA1", 2 },
    { "half-width katakana", "\xEF\xBD\xB1", 1 },
    { "Cyrillic", "\xD0\xBF\xD1\x80", 2 },
    { "a lock", "\xF0\x9F\x94\x92", 2 },
    { "variation selector", "\xE2\x9C\x94\xEF\xB8\x8F", 1 },
    { "zero-width joiner", "a\xE2\x80\x8D\x62", 2 },
    { "a cut-off character is no crash", "a\xE4\xBE", 2 },
};

static void is_wide(void **state)
{
    const struct width_row *row = *state;

    assert_int_equal(page_width(row->text, strlen(row->text)), row->want);
}

TEST_ROWS(widths, is_wide)

/* ---- wrapping, at 40 columns ---- */

struct wrap_row {
    const char *name;
    int indent;
    int column;
    const char *text;
    const char *want;
};

static struct wrap_row wraps[] = {
    { "fits", 2, 0, "one two", "  one two\n" },
    { "empty", 2, 0, "", "\n" },
    { "exactly", 0, 0, "aaaaaaaaa bbbbbbbbb ccccccccc dddddddddd",
      "aaaaaaaaa bbbbbbbbb ccccccccc dddddddddd\n" },
    { "one too many", 0, 0, "aaaaaaaaa bbbbbbbbb ccccccccc ddddddddddd",
      "aaaaaaaaa bbbbbbbbb ccccccccc\nddddddddddd\n" },
    { "further lines are indented", 4, 0, "aaaaaaaaa bbbbbbbbb ccccccccc dddddddddd",
      "    aaaaaaaaa bbbbbbbbb ccccccccc\n    dddddddddd\n" },
    { "a long word stands alone", 2, 0,
      "see arn:aws:acm:us-east-1:111122223333:certificate/x now",
      "  see\n  arn:aws:acm:us-east-1:111122223333:certificate/x\n  now\n" },
    { "goes on where the line stands", 10, 10, "one two", "one two\n" },
    { "and wraps from there", 10, 30, "aaaaaaaaa bbbbbbbbb",
      "aaaaaaaaa\n          bbbbbbbbb\n" },
    { "wide letters count twice", 0, 0,
      "\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE"
      "\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4"
      "\xBE\x8B\xE4\xBE\x8B aaaaaaaaaa",
      "\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE"
      "\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4\xBE\x8B\xE4"
      "\xBE\x8B\xE4\xBE\x8B\naaaaaaaaaa\n" },
    { "controls are shown", 0, 0, "a\x1B[31m\tb\nc", "a\\x1B[31m\\tb\\nc\n" },
    { "bidi is shown", 0, 0, "a\xE2\x80\xAEz", "a\\u202Ez\n" },
};

static void is_wrapped(void **state)
{
    const struct wrap_row *row = *state;
    const struct text_style narrow = { .color = false, .columns = 1 }; /* 40 at least */
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    struct page page;

    assert_non_null(out);
    page_init(&page, &narrow, out);
    page_prose(&page, row->indent, row->column, row->text);
    page_clear(&page);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, row->want);
    free(text);
}

static int run_wraps(void)
{
    struct CMUnitTest tests[sizeof(wraps) / sizeof(wraps[0])];

    for (size_t i = 0; i < sizeof(wraps) / sizeof(wraps[0]); i++)
        tests[i] =
            (struct CMUnitTest){ wraps[i].name, is_wrapped, NULL, NULL, &wraps[i] };
    return cmocka_run_group_tests_name("wraps", tests, NULL, NULL);
}

/* ---- the whole report ---- */

static const struct text_style plain_80 = { .color = false, .columns = 80 };
static const struct text_style color_80 = { .color = true, .columns = 80 };

static char *text_of(const struct report *report, const struct text_style *style)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);

    assert_non_null(out);
    report_text(report, style, out);
    assert_int_equal(fclose(out), 0);
    return text;
}

static void has(const char *text, const char *want)
{
    if (strstr(text, want) == NULL)
        fail_msg("not in the report: %s", want);
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;

    for (; (text = strstr(text, word)) != NULL; text += strlen(word))
        n++;
    return n;
}

/* The hostile domain is in the sample; only newlines may come through. */
static void nothing_raw_comes_through(void **state)
{
    struct arena arena;
    char *text;

    (void)state;
    arena_init(&arena);
    text = text_of(report_sample(&arena), &plain_80);
    for (const char *at = text; *at != '\0'; at++)
        assert_true(*at == '\n' || ((unsigned char)*at >= 0x20 && *at != 0x7F));
    assert_null(strstr(text, "\xE2\x80\xAE"));
    has(text, "\\u202E\\x1B[31m\\r\\n&.example.net");
    free(text);
    arena_clear(&arena);
}

/* Without its SGR sequences, the coloured report is the plain one. */
static void colour_is_only_colour(void **state)
{
    struct arena arena;
    struct report *report;
    char *plain;
    char *color;
    char *to;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    plain = text_of(report, &plain_80);
    color = text_of(report, &color_80);
    assert_true(count(color, "\033[") > 20);
    to = color;
    for (const char *from = color; *from != '\0';) {
        if (*from == '\033') {
            from += strcspn(from, "m") + 1;
            continue;
        }
        *to++ = *from++;
    }
    *to = '\0';
    assert_string_equal(color, plain);
    free(plain);
    free(color);
    arena_clear(&arena);
}

static void first_the_gate(void **state)
{
    struct arena arena;
    struct report *report;
    char *text;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    text = text_of(report, &plain_80);
    assert_memory_equal(text, report->gate_line, strlen(report->gate_line));
    has(text, "\n  failing        1 critical, 6 high, 2 medium, 3 low, 1 info\n");
    has(text, "\n  not judged     3, for lack of evidence\n");
    has(text, "\n  evidence       2 medium, 1 low\n");
    has(text, "\n  next deadline  in 2 h: mail.example.com, at 2026-11-23T02:00:00Z\n");
    free(text);
    arena_clear(&arena);
}

static void severity_reads_without_colour(void **state)
{
    struct arena arena;
    char *text;

    (void)state;
    arena_init(&arena);
    text = text_of(report_sample(&arena), &plain_80);
    has(text, "\n*** critical  acm_validationfailed  new  owner team-web\n");
    has(text, "\n!!! high      acm_validationfailed\n");
    has(text, "\n !! medium    evidence_malformed\n");
    has(text, "\n  ! low       acm_validation_abandoned  waived\n");
    has(text, "\n  i info      acm_validation_pending\n");
    has(text, "\n  ? unknown   evidence_coverage\n");
    free(text);
    arena_clear(&arena);
}

static void a_cause_says_all(void **state)
{
    struct arena arena;
    char *text;

    (void)state;
    arena_init(&arena);
    text = text_of(report_sample(&arena), &plain_80);
    has(text, "    The validation record is missing\n"
              "      cname_missing, proved: complete evidence shows it\n");
    has(text,
        "      The record that ACM looks for:\n"
        "        Name   _00000000000000000000000000000005.shop.example.com.\n"
        "        Type   CNAME\n"
        "        Value  _00000000000000000000000000000006.zzexamplez.acm-validations"
        ".aws.\n");
    has(text, "      What stands in the zone example.com (Z0EXAMPLE0000, public):\n");
    has(text, "        Value  \"one\"\n        Value  \"two\"\n");
    has(text, "      in evidence/zone.json:41  /ResourceRecordSets/3\n");
    has(text, "    Waived until 2027-01-31 by team-web: kept for the audit (TICKET-7)\n");
    has(text, "describe-5a000000-0000-4000-8000-000000000003.json:12\n"
              "       /Certificate/Status = FAILED\n");
    free(text);
    arena_clear(&arena);
}

/* A command must stay one command, however narrow the terminal is. */
static void commands_are_never_wrapped(void **state)
{
    const struct text_style narrow = { .color = false, .columns = 40 };
    struct arena arena;
    struct report *report;
    char *text;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    text = text_of(report, &narrow);
    for (size_t i = 0; i < report->n_findings; i++) {
        const struct cause *cause = report->findings[i]->causes;

        for (; cause != NULL; cause = cause->next)
            for (const struct fix *fix = cause->fixes; fix != NULL; fix = fix->next) {
                char *line = arena_strndup(&arena, fix->text, strcspn(fix->text, "\n"));

                has(text, arena_printf(&arena, "\n        %s\n", line));
            }
    }
    has(text, arena_printf(&arena, "\n    %s\n", report->gaps[0].command));
    free(text);
    arena_clear(&arena);
}

/* One heading a certificate, the worst first, whatever the order of its findings. */
static void grouped_by_certificate(void **state)
{
    struct arena arena;
    char *text;

    (void)state;
    arena_init(&arena);
    text = text_of(report_sample(&arena), &plain_80);
    assert_int_equal(count(text, "\nprivate.example.net  777788889999/us-east-1\n"), 1);
    /* Two certificates of one name. */
    assert_int_equal(count(text, "\nshop.example.com  111122223333/us-east-1\n"), 2);
    assert_true(strstr(text, "\nshop.example.com  ") <
                strstr(text, "\napi.example.com  "));
    assert_true(strstr(text, "\nold.example.org  ") >
                strstr(text, "\nprivate.example.net"));
    free(text);
    arena_clear(&arena);
}

static void twenty_in_full_then_a_line_each(void **state)
{
    struct arena arena;
    char *text;

    (void)state;
    arena_init(&arena);
    text = text_of(report_sample_many(&arena, 200), &plain_80);
    assert_int_equal(count(text, "\narn:aws:acm:"), 20);
    assert_int_equal(count(text, "\nThe rest, a line each; -o DIR writes all of it"), 1);
    /* Every finding is there, in full or in brief. */
    assert_int_equal(count(text, "  acm_validation"), 200);
    has(text, "  host000099.example.com  123456789019/us-east-1");
    free(text);
    arena_clear(&arena);
}

static void nothing_to_tell(void **state)
{
    struct arena arena;
    char *text;

    (void)state;
    arena_init(&arena);
    text = text_of(report_sample_healthy(&arena), &plain_80);
    has(text, "\n  failing        none\n");
    has(text, "\nNothing fails: 3 certificates in 3 files.\n");
    free(text);
    text = text_of(report_sample_empty(&arena), &plain_80);
    has(text, "\nNo certificate was found in 0 files.\n");
    has(text, "no time is known");
    free(text);
    arena_clear(&arena);
}

/* A file's name once, however many of its places are shown; no place twice. */
static void places_of_one_file(void **state)
{
    struct evidence_ref refs[] = {
        { .file = "a.json", .line = 26, .pointer = "/Status", .value = "FAILED" },
        { .file = "a.json", .line = 26, .pointer = "/Type", .value = "PRIVATE" },
        { .file = "a.json", .line = 26, .pointer = "/Type", .value = "PRIVATE" },
        { .file = "a.json", .line = 32, .pointer = "/InUseBy/0" },
        { .file = "b.json", .pointer = "/Status" },
        { .file = "c.json" },
        { .file = "d.json" },
    };
    struct arena arena;
    struct report *report;
    char *text;

    (void)state;
    arena_init(&arena);
    report = report_sample(&arena);
    report->findings[0]->evidence = refs;
    report->findings[0]->n_evidence = sizeof(refs) / sizeof(refs[0]);
    text = text_of(report, &plain_80);
    has(text, "\n    in a.json:26  /Status = FAILED\n"
              "       /Type = PRIVATE\n"
              "       line 32  /InUseBy/0\n"
              "    in b.json  /Status\n"
              "    and in 2 more places\n");
    free(text);
    arena_clear(&arena);
}

static void one_finding_by_itself(void **state)
{
    struct arena arena;
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);

    (void)state;
    arena_init(&arena);
    report_text_finding(report_sample(&arena)->findings[0], &plain_80, out);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(count(text, "*** critical  acm_validationfailed"), 1);
    has(text, "dig +noall +answer example.com CAA\n");
    assert_memory_equal(text,
                        "shop.example.com  111122223333/us-east-1\narn:aws:acm:", 53);
    has(text, "    Why it matters\n      No certificate came out of the request");
    has(text, "      https://docs.example.org/acm/failed\n");
    free(text);
    arena_clear(&arena);
}

static void the_chain_and_the_climb(void **state)
{
    struct arena arena;
    char *text;

    (void)state;
    arena_init(&arena);
    text = text_of(report_sample(&arena), &plain_80);
    has(text,
        "    How the name resolves:\n"
        "      shop.example.com\n"
        "      -> example.com is delegated to ns-1.example.org and ns-2.example.org\n"
        "      -> zone example.com (Z0EXAMPLE0000, public)\n"
        "      -> breaks here: no record stands at the validation name\n");
    has(text, "    The climb for CAA, from the name up:\n"
              "      a.b.shop.example.com  no CAA record\n"
              "      b.shop.example.com  the lookup failed: SERVFAIL\n"
              "      shop.example.com  not in the evidence: no answer was saved\n"
              "      example.com  decides: 0 issue \"other.example\" 0 issuewild \";\"\n"
              "      com  not asked: above the set that decides\n"
              "      a line of no known form\n");
    free(text);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_raw_comes_through),
        cmocka_unit_test(colour_is_only_colour),
        cmocka_unit_test(first_the_gate),
        cmocka_unit_test(severity_reads_without_colour),
        cmocka_unit_test(a_cause_says_all),
        cmocka_unit_test(commands_are_never_wrapped),
        cmocka_unit_test(grouped_by_certificate),
        cmocka_unit_test(twenty_in_full_then_a_line_each),
        cmocka_unit_test(nothing_to_tell),
        cmocka_unit_test(places_of_one_file),
        cmocka_unit_test(one_finding_by_itself),
        cmocka_unit_test(the_chain_and_the_climb),
    };
    int failed = run_rows("widths") + run_wraps();

    failed += cmocka_run_group_tests_name("text", tests, NULL, NULL);
    return failed == 0 ? 0 : 1;
}
