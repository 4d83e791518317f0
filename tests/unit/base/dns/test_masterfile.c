/* Tests of base/dns/masterfile: records out of text, and what is said of broken text. */
#include "base/dns/masterfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/dns/masterfile_parts.h"
#include "base/dns/rr.h"
#include "tests/support/test.h"

#define LABEL63 "a23456789012345678901234567890123456789012345678901234567890123"
#define NAME255 LABEL63 "." LABEL63 "." LABEL63 "." LABEL63 /* 4 * 64 + 1 */
#define NAME253                                                                          \
    LABEL63 "." LABEL63 "." LABEL63                                                      \
            ".b234567890123456789012345678901234567890123456789012345678901"

/*
 * What is read: each record as "LINE NAME TTL TYPE VALUE|", each fault as
 * "!LINE|" or "!LINE refused|". says: a piece of the last fault's sentence.
 */
struct row {
    const char *name;
    const char *origin;
    const char *text;
    const char *want;
    const char *says;
};

/* clang-format off */
static struct row rows[] = {
    { "nothing", NULL, "", "", NULL },
    { "nothing but blanks", NULL, " \n\t\n;x\n ;y\n\r\n", "", NULL },
    { "a byte order mark", NULL, "\xef\xbb\xbf" "a. 1 A 192.0.2.1", "1 a 1 A 192.0.2.1|", NULL },
    { "no line feed at the end", NULL, "a. 1 A 192.0.2.1", "1 a 1 A 192.0.2.1|", NULL },
    { "a line of dig", NULL, "example.com.\t\t300\tIN\tCAA\t0 issue \"amazon.com\"\n", "1 example.com 300 CAA 0 issue \"amazon.com\"|", NULL },
    { "dig +nottlid", NULL, "example.com.\tIN\tA\t192.0.2.1\n", "1 example.com -1 A 192.0.2.1|", NULL },
    { "dig +noclass", NULL, "example.com.\t60\tA\t192.0.2.1\n", "1 example.com 60 A 192.0.2.1|", NULL },
    { "dig +nottlid +noclass", NULL, "example.com.\tA\t192.0.2.1\n", "1 example.com -1 A 192.0.2.1|", NULL },
    { "dig +ttlunits", NULL, "example.com.\t1h30m\tIN\tA\t192.0.2.1\n", "1 example.com 5400 A 192.0.2.1|", NULL },
    { "dig +unknownformat", NULL, "example.com. 300 CLASS1 TYPE257 \\# 17 00056973737565616D617A6F6E2E 636F6D\n", "1 example.com 300 CAA 0 issue \"amazon.com\"|", NULL },
    { "TTL and class the other way", NULL, "a. IN 5 A 192.0.2.1\n", "1 a 5 A 192.0.2.1|", NULL },
    { "small letters", NULL, "A. in 5 cname B.\n", "1 a 5 CNAME b.|", NULL },
    { "origin from outside", "example.com", "@ 1 A 192.0.2.1\nw 1 A 192.0.2.2\n", "1 example.com 1 A 192.0.2.1|2 w.example.com 1 A 192.0.2.2|", NULL },
    { "origin in capitals, last dot", "Example.COM.", "w 1 A 192.0.2.2\n", "1 w.example.com 1 A 192.0.2.2|", NULL },
    { "the root", ".", "@ 1 NS a\ncom 1 NS .\n", "1 . 1 NS a.|2 com 1 NS .|", NULL },
    { "$ORIGIN, relative, too", NULL, "$ORIGIN com.\n$ORIGIN example\nw 1 A 192.0.2.2\n", "3 w.example.com 1 A 192.0.2.2|", NULL },
    { "$TTL and later ones", NULL, "a. A 192.0.2.1\n$TTL 2m\na. A 192.0.2.1\na. 7 A 192.0.2.1\na. A 192.0.2.1\n", "1 a -1 A 192.0.2.1|3 a 120 A 192.0.2.1|4 a 7 A 192.0.2.1|5 a 120 A 192.0.2.1|", NULL },
    { "without $TTL the last one", NULL, "a. 9 A 192.0.2.1\na. A 192.0.2.2\n", "1 a 9 A 192.0.2.1|2 a 9 A 192.0.2.2|", NULL },
    { "blank owner", NULL, "a. 1 A 192.0.2.1\n 1 A 192.0.2.2\n\n\t1 A 192.0.2.3\n", "1 a 1 A 192.0.2.1|2 a 1 A 192.0.2.2|4 a 1 A 192.0.2.3|", NULL },
    { "a star", "example.com", "* 1 CNAME w\n\\042 1 CNAME w\n", "1 *.example.com 1 CNAME w.example.com.|2 *.example.com 1 CNAME w.example.com.|", NULL },
    { "parentheses over lines", "e.", "@ 1 SOA a b ( 1 ; one\n 2h\n3m 4 5 )\nc 1 A 192.0.2.1\n", "1 e 1 SOA a.e. b.e. 1 7200 180 4 5|4 c.e 1 A 192.0.2.1|", NULL },
    { "parentheses that nest", NULL, "a. 1 TXT ( x ( y\n) z\n)\nb. 1 A 192.0.2.1\n", "1 a 1 TXT x y z|4 b 1 A 192.0.2.1|", NULL },
    { "a comment right behind", NULL, "a. 1 A 192.0.2.1;x\n", "1 a 1 A 192.0.2.1|", NULL },
    { "semicolons in quotes", NULL, "a. 1 TXT \"x; y\" \"(\" ; z\n", "1 a 1 TXT \"x; y\" \"(\"|", NULL },
    { "strings that touch", NULL, "a. 1 TXT \"x\"\"y\"z\n", "1 a 1 TXT \"x\" \"y\" z|", NULL },
    { "escapes stay in values", NULL, "a. 1 TXT \"\\034\\\"\\\\\" x\\;y\n", "1 a 1 TXT \"\\034\\\"\\\\\" x\\;y|", NULL },
    { "decimal escapes in owners", NULL, "\\065\\095x. 1 A 192.0.2.1\n", "1 a_x 1 A 192.0.2.1|", NULL },
    { "a dot within a label", NULL, "a\\.b.c. 1 CNAME d\\046e.\n", "1 a\\056b.c 1 CNAME d\\.e.|", NULL },
    { "a value in quotes behind =", NULL, "a. 1 HTTPS 1 . alpn=\"h2,h3\"\n", "1 a 1 HTTPS 1 . alpn=\"h2,h3\"|", NULL },
    { "names in values", "e.", "@ 1 MX 5 M\n@ 1 SRV 1 2 3 s\n@ 1 PTR P.\n@ 1 DNAME d\n", "1 e 1 MX 5 m.e.|2 e 1 SRV 1 2 3 s.e.|3 e 1 PTR p.|4 e 1 DNAME d.e.|", NULL },
    { "the value with the zone appended", "example.com", "_x 1 CNAME _y.acm-validations.aws\n", "1 _x.example.com 1 CNAME _y.acm-validations.aws.example.com.|", NULL },
    { "longest label and name", NULL, NAME253 ". 1 A 192.0.2.1\n", "1 " NAME253 " 1 A 192.0.2.1|", NULL },
    { "by number: A, AAAA, NS, MX, TXT", NULL, "a. 1 A \\# 4 C0000201\na. 1 AAAA \\# 16 20010DB8000000000000000000000001\na. 1 NS \\# 3 014200\na. 1 MX \\# 3 000A00\na. 1 TXT \\# 4 0161 0122\n", "1 a 1 A 192.0.2.1|2 a 1 AAAA 2001:db8::1|3 a 1 NS b.|4 a 1 MX 10 .|5 a 1 TXT \"a\" \"\\\"\"|", NULL },
    { "by number: others stay", NULL, "a. 1 TYPE65280 \\# 2 ab CD\na. 1 TYPE731 \\# 0\na. 1 TYPE9 \\# 3 abCD\n", "1 a 1 TYPE65280 \\# 2 ABCD|2 a 1 TYPE731 \\# 0|!3|", "3 octets" },
    { "largest TTL", NULL, "a. 2147483647 A 192.0.2.1\n", "1 a 2147483647 A 192.0.2.1|", NULL },
    { "SPF and strange types", NULL, "a. 1 SPF \"v=spf1 -all\"\na. 1 TYPE4711 x y\n", "1 a 1 SPF \"v=spf1 -all\"|2 a 1 TYPE4711 x y|", NULL },

    { "$INCLUDE", NULL, "$INCLUDE other.zone\na. 1 A 192.0.2.1\n", "!1 refused|2 a 1 A 192.0.2.1|", "named-compilezone" },
    { "$GENERATE", "e.", "$generate 1-9 h$ A 192.0.2.$\na 1 A 192.0.2.1\n", "!1 refused|2 a.e 1 A 192.0.2.1|", "$GENERATE" },
    { "another directive", NULL, "$DATE 1\na. 1 A 192.0.2.1\n", "!1|2 a 1 A 192.0.2.1|", "want $ORIGIN, $TTL" },
    { "$ORIGIN without a name", "e.", "$ORIGIN\na 1 A 192.0.2.1\nb. 1 A 192.0.2.1\n", "!1|!2|3 b 1 A 192.0.2.1|", "last dot" },
    { "$ORIGIN with two", "e.", "$ORIGIN a. b.\n", "!1|", "one name" },
    { "$ORIGIN broken: no record under another", "e.", "$ORIGIN a..b.\nx 1 A 192.0.2.1\n", "!1|!2|", "last dot" },
    { "$ORIGIN with a quote left open", "e.", "$ORIGIN \"a\nx 1 A 192.0.2.1\n", "!1|!2|", "last dot" },
    { "$TTL without a number", NULL, "$TTL x\na. A 192.0.2.1\n", "!1|2 a -1 A 192.0.2.1|", "period" },
    { "$TTL alone", NULL, "$TTL\n", "!1|", "line's end" },
    { "relative, no origin", NULL, "a 1 A 192.0.2.1\n", "!1|", "last dot" },
    { "@, no origin", NULL, "@ 1 A 192.0.2.1\n", "!1|", "last dot" },
    { "blank owner at first", NULL, " 1 A 192.0.2.1\n", "!1|", "none before" },
    { "blank owner behind a broken one", NULL, "a. 1 A 192.0.2.1\nb..c. 1 A 192.0.2.1\n 1 A 192.0.2.2\n", "1 a 1 A 192.0.2.1|!2|!3|", "none before" },
    { "blank owner behind a broken value", NULL, "a. 1 A 192.0.2.1\nb. 1 A x\n 1 A 192.0.2.2\n", "1 a 1 A 192.0.2.1|!2|3 b 1 A 192.0.2.2|", "IPv4" },
    { "blank owner behind an open quote", NULL, "a. 1 A 192.0.2.1\nb. 1 TXT \"x\n 1 A 192.0.2.2\n", "1 a 1 A 192.0.2.1|!2|3 b 1 A 192.0.2.2|", "quote" },
    { "label over 63", NULL, LABEL63 "x. 1 A 192.0.2.1\n", "!1|", "63" },
    { "name over 255", NULL, NAME255 ". 1 A 192.0.2.1\n", "!1|", "255" },
    { "name over 255 by its origin", "example.com", NAME253 " 1 A 192.0.2.1\n", "!1|", "255" },
    { "two dots", NULL, "a..b. 1 A 192.0.2.1\n", "!1|", "two dots" },
    { "a dot before", NULL, ".a. 1 A 192.0.2.1\n", "!1|", "two dots" },
    { "owner in quotes", NULL, "\"a.\" 1 A 192.0.2.1\n", "!1|", "without quotes" },
    { "value in quotes", NULL, "a. 1 CNAME \"b.\"\n", "!1|", "CNAME: want a name, without quotes" },
    { "another class", NULL, "a. 1 CH TXT \"x\"\nb. CLASS3 TXT \"x\"\nc. CLASS1 TXT \"x\"\n", "!1|!2|3 c -1 TXT \"x\"|", "class IN" },
    { "no type", NULL, "a. 1 IN\n", "!1|", "type" },
    { "owner alone", NULL, "a.\n", "!1|", "type" },
    { "no such type", NULL, "a. 1 CNMAE b.\n", "!1|", "'CNMAE'" },
    { "two TTLs", NULL, "a. 1 2 A 192.0.2.1\n", "!1|", "type" },
    { "TTL too large", NULL, "a. 2147483648 A 192.0.2.1\n", "!1|", "2147483647" },
    { "TTL too large in weeks", NULL, "a. 99999w A 192.0.2.1\n", "!1|", "2147483647" },
    { "TTL with a strange unit", NULL, "a. 5y A 192.0.2.1\n", "!1|", "TTL" },
    { "TTL with a number left over", NULL, "a. 1h30 A 192.0.2.1\n", "!1|", "TTL" },
    { "types of questions", NULL, "a. 1 ANY x\na. 1 OPT x\na. 1 TYPE0 x\n", "!1|!2|!3|", "type" },
    { "no value", NULL, "a. 1 CNAME\n", "!1|", "CNAME: want a name, without quotes, found the line's end" },
    { "no text", NULL, "a. 1 TXT\n", "!1|", "TXT" },
    { "too much", NULL, "a. 1 CNAME b. c.\n", "!1|", "nothing more, found 'c.'" },
    { "no address", NULL, "a. 1 A 192.0.2\n", "!1|", "IPv4" },
    { "an address with more behind", NULL, "a. 1 AAAA 2001:db8::1x\n", "!1|", "IPv6" },
    { "no preference", NULL, "a. 1 MX b.\n", "!1|", "MX: want a number from 0 to 65535" },
    { "SOA cut", NULL, "a. 1 SOA b. c. 1 2 3\n", "!1|", "SOA: want a period" },
    { "quote open", NULL, "a. 1 TXT \"b\nb. 1 A 192.0.2.1\n", "!1|2 b 1 A 192.0.2.1|", "quote" },
    { "parenthesis open", NULL, "a. 1 A 192.0.2.1\nb. 1 TXT (\nx\ny\n", "1 a 1 A 192.0.2.1|!2|", "parenthesis is left open" },
    { "parenthesis closed", NULL, "a. 1 TXT x )\nb. 1 A 192.0.2.1\n", "!1|2 b 1 A 192.0.2.1|", "stands alone" },
    { "a fault within parentheses", NULL, "a. 1 TXT ( x\n\"y\n; ) no\n\\) z )\nb. 1 A 192.0.2.1\n", "!2|5 b 1 A 192.0.2.1|", "quote" },
    { "the line of a value's fault", NULL, "a. 1 SOA b. c. (\n1\n2\nx 4 5)\n", "!4|", "'x'" },
    { "an escape cut", NULL, "a. 1 TXT \\12\nb. 1 TXT \\12x\nc. 1 TXT \\256\n", "!1|!2|!3|", "three digits" },
    { "a backslash at the end", NULL, "a. 1 TXT x\\\nb. 1 TXT x\\", "!1|!2|", "backslash" },
    { "a control character", NULL, "a. 1 TXT x\x01y\nb. 1 A 192.0.2.1\n", "!1|2 b 1 A 192.0.2.1|", "control" },
    { "by number: what does not fit", NULL, "a. 1 A \\# 3 C00002\na. 1 A \\# 4 C00002\na. 1 A \\# 4 C000020G\na. 1 A \\#\na. 1 A \\# x\na. 1 NS \\# 2 0142\na. 1 NS \\# 2 C000\na. 1 TXT \\# 2 0261\na. 1 TXT \\# 0\na. 1 CAA \\# 2 0000\na. 1 CAA \\# 3 000241\na. 1 MX \\# 2 0001\n", "!1|!2|!3|!4|!5|!6|!7|!8|!9|!10|!11|!12|", "octets of a MX" },
};
/* clang-format on */

static void describe(struct masterfile *file, struct buf *out, const char **says)
{
    struct masterfile_rr rr;
    struct masterfile_fault fault;
    enum masterfile_step step;
    char word[RR_WORD_MAX];

    *says = NULL;
    while ((step = masterfile_next(file, &rr, &fault)) != MASTERFILE_END) {
        if (step == MASTERFILE_RECORD) {
            buf_printf(out, "%u %s %lld %s %s|", rr.line, rr.name, (long long)rr.ttl_s,
                       rr_type_word(rr.type, word), rr.value);
            assert_true(rr.offset < file->len);
            continue;
        }
        buf_printf(out, "!%u%s|", fault.line, fault.refused ? " refused" : "");
        assert_true(fault.offset <= file->len);
        assert_non_null(strstr(fault.text, "want "));
        *says = fault.text;
    }
    assert_int_equal(masterfile_next(file, &rr, &fault), MASTERFILE_END);
}

static void read(void **state)
{
    const struct row *row = *state;
    const size_t len = strlen(row->text);
    /* No NUL behind it, so that a sanitizer sees a step too far. */
    char *text = malloc(len + (len == 0));
    struct masterfile file;
    struct buf out = { 0 };
    struct arena arena;
    const char *says;

    arena_init(&arena);
    memcpy(text, row->text, len);
    masterfile_init(&file, &arena, text, len, row->origin);
    describe(&file, &out, &says);
    assert_string_equal(buf_text(&out), row->want);
    if (row->says == NULL)
        assert_null(says);
    else if (says == NULL || strstr(says, row->says) == NULL)
        fail_msg("%s", says == NULL ? "no fault" : says);
    buf_clear(&out);
    arena_clear(&arena);
    free(text);
}

TEST_ROWS(rows, read)

/* A NUL, and offsets: of the record's line, and of the fault itself. */
static void places(void **state)
{
    static const char text[] = "; x\na. 1 A 192.0.2.1\n\nb. 1 A (\n 192.0.2.x )\n"
                               "c. 1 TXT a\0b\nd. 1 A 192.0.2.1\n";
    struct masterfile file;
    struct masterfile_rr rr;
    struct masterfile_fault fault;
    struct arena arena;

    (void)state;
    arena_init(&arena);
    masterfile_init(&file, &arena, text, sizeof(text) - 1, NULL);
    assert_int_equal(masterfile_next(&file, &rr, &fault), MASTERFILE_RECORD);
    assert_int_equal(rr.line, 2);
    assert_int_equal(rr.offset, 4);
    assert_int_equal(masterfile_next(&file, &rr, &fault), MASTERFILE_FAULT);
    assert_int_equal(fault.line, 5);
    assert_memory_equal(text + fault.offset, "192.0.2.x", 9);
    assert_int_equal(masterfile_next(&file, &rr, &fault), MASTERFILE_FAULT);
    assert_int_equal(fault.line, 6);
    assert_int_equal(text[fault.offset], '\0');
    assert_non_null(strstr(fault.text, "NUL"));
    assert_int_equal(masterfile_next(&file, &rr, &fault), MASTERFILE_RECORD);
    assert_string_equal(rr.name, "d");
    assert_int_equal(rr.line, 7);
    assert_int_equal(masterfile_next(&file, &rr, &fault), MASTERFILE_END);
    arena_clear(&arena);
}

/* Every beginning of a good file ends well, whatever it is cut off in. */
static void cut_off(void **state)
{
    static const char text[] = "$ORIGIN e.\n$TTL 1h\n@ SOA a b ( 1 2 3 ; x\n 4 5 )\n"
                               " TXT \"a\\034\\\"\" b\\;c\n\\042.x CNAME \\.y\n"
                               "z TYPE257 \\# 8 0005 69 73 73 75 65 3B\n";

    (void)state;
    for (size_t len = 0; len < sizeof(text); len++) {
        char *copy = malloc(len + 1);
        struct masterfile file;
        struct buf out = { 0 };
        struct arena arena;
        const char *says;

        arena_init(&arena);
        memcpy(copy, text, len);
        copy = realloc(copy, len + (len == 0));
        masterfile_init(&file, &arena, copy, len, NULL);
        describe(&file, &out, &says);
        buf_clear(&out);
        arena_clear(&arena);
        free(copy);
    }
}

static void periods(void **state)
{
    static const struct {
        const char *text;
        int64_t want;
    } cases[] = {
        { "0", 0 },
        { "300", 300 },
        { "5m", 300 },
        { "5M", 300 },
        { "1h30m", 5400 },
        { "1w1d1h1m1s", 694861 },
        { "2147483647", 2147483647 },
        { "2147483648", -1 },
        { "", -1 },
        { "h", -1 },
        { "1h30", -1 },
        { "1x", -1 },
        { "-1", -1 },
        { "3551w", -1 },
        { "1 m", -1 },
        { "99999999999999999999s", -1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (masterfile_period(cases[i].text, strlen(cases[i].text)) != cases[i].want)
            fail_msg("%s", cases[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(places),
                                        cmocka_unit_test(cut_off),
                                        cmocka_unit_test(periods) };

    return run_rows("masterfile") +
           cmocka_run_group_tests_name("masterfile", tests, NULL, NULL);
}
