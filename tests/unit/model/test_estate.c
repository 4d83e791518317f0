/* test_estate: dumps grouped by ARN, ranked, filled in, put in order. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyzer/model/estate.h"
#include "base/when.h"

#define ARN(end) "arn:aws:acm:us-east-1:111122223333:certificate/" end

enum { DUMPS_MAX = 8 };

/* An estate under construction: the state of a test. */
struct bench {
    struct arena arena;
    struct estate estate;
    struct source sources[DUMPS_MAX];
    char files[DUMPS_MAX][16];
    struct cert *dumps[DUMPS_MAX];
    size_t n;
};

static int make_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof(*bench));

    arena_init(&bench->arena);
    bench->estate.arena = &bench->arena;
    bench->estate.latest_past = WHEN_NONE;
    *state = bench;
    return 0;
}

static int clear_bench(void **state)
{
    struct bench *bench = *state;

    arena_clear(&bench->arena);
    free(bench);
    return 0;
}

/* A dump in a file of its own; file names rise. */
static struct cert *dump(struct bench *bench, const char *arn, enum grade grade,
                         enum acm_status status, int64_t captured_at)
{
    struct cert *cert = arena_zalloc(&bench->arena, sizeof(*cert));
    struct source *source = &bench->sources[bench->n];

    snprintf(bench->files[bench->n], sizeof(bench->files[0]), "file%zu.json", bench->n);
    source->file = bench->files[bench->n];
    snprintf(source->sha256, sizeof(source->sha256), "%064zu", bench->n);
    cert->arn = arn;
    cert->account = arn == NULL ? NULL : "111122223333";
    cert->region = arn == NULL ? NULL : "us-east-1";
    cert->grade = (uint8_t)grade;
    cert->status = (uint8_t)status;
    cert->captured_at = captured_at;
    cert->created_at = cert->issued_at = cert->imported_at = WHEN_NONE;
    cert->revoked_at = cert->not_before = cert->not_after = WHEN_NONE;
    cert->origin = (struct origin){ .source = source, .pointer = "/Certificate" };
    bench->dumps[bench->n++] = cert;
    return cert;
}

static void add_names(struct bench *bench, struct cert *cert, const char *first,
                      const char *second)
{
    const char **names = arena_array(&bench->arena, 2, sizeof(*names));

    names[0] = first;
    names[1] = second;
    cert->names = names;
    cert->n_names = second == NULL ? 1 : 2;
    cert->domain = first;
}

static struct validation *add_domains(struct bench *bench, struct cert *cert, uint32_t n)
{
    cert->validations = arena_zalloc(&bench->arena, n * sizeof(struct validation));
    cert->n_validations = n;
    cert->has_validations = true;
    for (uint32_t i = 0; i < n; i++)
        cert->validations[i].domain = arena_printf(&bench->arena, "d%u.example.com", i);
    return cert->validations;
}

static void merge(struct bench *bench, const struct estate_hasher *hasher)
{
    estate_merge(&bench->estate, bench->dumps, bench->n, hasher);
}

/* Writes the file's number, or its complement: which of two is greater can be turned. */
static void hash_by_file(void *context, const struct origin *origin, char hex[65])
{
    const bool *turned = context;
    int number = origin->source->file[4] - '0';

    snprintf(hex, 65, "%064d", *turned ? 9 - number : number);
}

/* ---- which dump wins ---- */

struct row {
    const char *name;
    struct {
        enum grade grade;
        int64_t captured_at;
        int64_t created_at;
        bool domains;
    } dumps[2];
    int winner;
    bool conflict; /* the first says PENDING_VALIDATION, the second ISSUED */
};

static struct row rows[] = {
    { "later capture wins",
      { { GRADE_DESCRIBE, 100, 50, true }, { GRADE_DESCRIBE, 200, 50, true } },
      1,
      false },
    { "earlier capture loses",
      { { GRADE_DESCRIBE, 300, 50, true }, { GRADE_DESCRIBE, 200, 50, true } },
      0,
      false },
    { "equal captures conflict, later event wins",
      { { GRADE_DESCRIBE, 200, 60, true }, { GRADE_DESCRIBE, 200, 50, true } },
      0,
      true },
    { "unknown captures conflict, later event wins",
      { { GRADE_DESCRIBE, WHEN_NONE, 50, true },
        { GRADE_DESCRIBE, WHEN_NONE, 60, true } },
      1,
      true },
    { "an event after the other's capture is newer",
      { { GRADE_DESCRIBE, WHEN_NONE, 250, true }, { GRADE_DESCRIBE, 200, 50, true } },
      0,
      true },
    { "a known capture after all events is newer",
      { { GRADE_DESCRIBE, WHEN_NONE, 150, true }, { GRADE_DESCRIBE, 200, 50, true } },
      1,
      true },
    { "a list row never outranks a describe",
      { { GRADE_DESCRIBE, 100, 50, true }, { GRADE_LIST, 200, 50, false } },
      0,
      false },
    { "state never outranks a list row",
      { { GRADE_TERRAFORM, 300, 50, true }, { GRADE_LIST, 200, 50, false } },
      1,
      false },
    { "state is no rival",
      { { GRADE_DESCRIBE, WHEN_NONE, 50, true },
        { GRADE_TERRAFORM, WHEN_NONE, 60, true } },
      0,
      false },
    { "a projection with Status and domains counts as full",
      { { GRADE_DESCRIBE, 100, 50, true }, { GRADE_PROJECTION, 200, 50, true } },
      1,
      false },
    { "a projection without domains is a summary",
      { { GRADE_DESCRIBE, 100, 50, true }, { GRADE_PROJECTION, 200, 50, false } },
      0,
      false },
};

static void run_row(struct row *row, bool swapped)
{
    void *state;
    struct bench *bench;
    struct cert *certs[2];

    make_bench(&state);
    bench = state;
    for (int i = 0; i < 2; i++) {
        certs[i] =
            dump(bench, ARN("1"), row->dumps[i].grade,
                 i == 0 ? ACM_PENDING_VALIDATION : ACM_ISSUED, row->dumps[i].captured_at);
        certs[i]->created_at = row->dumps[i].created_at;
        if (row->dumps[i].domains)
            add_domains(bench, certs[i], 1);
    }
    if (swapped) {
        bench->dumps[0] = certs[1];
        bench->dumps[1] = certs[0];
    }
    merge(bench, NULL);
    assert_int_equal(bench->estate.n_certs, 1);
    assert_ptr_equal(bench->estate.certs[0], certs[row->winner]);
    assert_ptr_equal(certs[row->winner]->older, certs[1 - row->winner]);
    assert_null(certs[1 - row->winner]->older);
    assert_int_equal(certs[row->winner]->conflict, row->conflict);
    clear_bench(&state);
}

static void one_dump_wins(void **state)
{
    run_row(*state, false);
    run_row(*state, true);
}

TEST_ROWS(rows, one_dump_wins)

static void the_hash_decides_between_equals(void **state)
{
    for (int turned = 0; turned < 2; turned++) {
        bool context = turned == 1;
        struct estate_hasher hasher = { hash_by_file, &context };
        struct bench *bench = *state;

        bench->n = 0;
        for (int i = 0; i < 3; i++)
            dump(bench, ARN("1"), GRADE_DESCRIBE, ACM_ISSUED, WHEN_NONE);
        merge(bench, &hasher);
        assert_int_equal(bench->estate.n_certs, 1);
        assert_string_equal(bench->estate.certs[0]->origin.source->file,
                            turned ? "file0.json" : "file2.json");
        assert_false(bench->estate.certs[0]->conflict);
    }
}

static void refuse_to_hash(void *context, const struct origin *origin, char hex[65])
{
    (void)context;
    (void)hex;
    fail_msg("%s was hashed without need", origin->source->file);
}

static void files_of_equal_content_need_no_hash(void **state)
{
    struct bench *bench = *state;
    struct estate_hasher hasher = { refuse_to_hash, NULL };

    dump(bench, ARN("1"), GRADE_DESCRIBE, ACM_ISSUED, WHEN_NONE);
    dump(bench, ARN("1"), GRADE_DESCRIBE, ACM_ISSUED, WHEN_NONE);
    memcpy(bench->sources[1].sha256, bench->sources[0].sha256, 65);
    merge(bench, &hasher);
    assert_string_equal(bench->estate.certs[0]->origin.source->file, "file0.json");
}

/* ---- what the others add ---- */

static void the_winner_is_filled_in(void **state)
{
    struct bench *bench = *state;
    struct cert *list = dump(bench, ARN("1"), GRADE_LIST, ACM_ISSUED, 200);
    struct cert *projection =
        dump(bench, ARN("1"), GRADE_PROJECTION, ACM_PENDING_VALIDATION, 100);

    add_domains(bench, projection, 1);
    projection->validations[0].record.name = "_x.d0.example.com.";
    add_names(bench, list, "example.com", "www.example.com");
    list->created_at = 50;
    list->key = ACM_RSA_2048;
    list->in_use = FLAG_TRUE;
    list->exportable = ACM_DISABLED;
    list->type = ACM_PRIVATE;
    merge(bench, NULL);

    assert_ptr_equal(bench->estate.certs[0], projection);
    assert_string_equal(projection->domain, "example.com");
    assert_int_equal(projection->n_names, 2);
    assert_int_equal(projection->created_at, 50);
    assert_int_equal(projection->key, ACM_RSA_2048);
    assert_int_equal(projection->in_use, FLAG_TRUE);
    assert_int_equal(projection->exportable, ACM_DISABLED);
    assert_int_equal(projection->type, ACM_PRIVATE); /* said, not inferred */
    assert_false(projection->type_inferred);
    assert_false(projection->described);
    assert_int_equal(projection->status, ACM_PENDING_VALIDATION);
    assert_int_equal(bench->estate.latest_past, 200);
}

static void a_description_is_not_overruled(void **state)
{
    struct bench *bench = *state;
    struct cert *new = dump(bench, ARN("1"), GRADE_DESCRIBE, ACM_ISSUED, 200);
    struct cert *old = dump(bench, ARN("1"), GRADE_DESCRIBE, ACM_ISSUED, 100);

    add_names(bench, new, "example.com", NULL);
    add_names(bench, old, "example.com", "www.example.com");
    new->has_in_use_by = true;
    old->in_use = FLAG_TRUE;
    merge(bench, NULL);
    assert_int_equal(new->n_names, 1);
    assert_int_equal(cert_in_use(new), FLAG_FALSE);
    assert_true(new->described);
}

static void cut_names_are_made_whole(void **state)
{
    struct bench *bench = *state;
    struct cert *list = dump(bench, ARN("1"), GRADE_LIST, ACM_ISSUED, 200);
    struct cert *search = dump(bench, ARN("1"), GRADE_SEARCH, ACM_ISSUED, 100);

    add_names(bench, list, "example.com", NULL);
    list->names_cut = true;
    add_names(bench, search, "example.com", "www.example.com");
    merge(bench, NULL);
    assert_ptr_equal(bench->estate.certs[0], list);
    assert_int_equal(list->n_names, 2);
    assert_false(list->names_cut);
}

static void types_are_inferred(void **state)
{
    struct bench *bench = *state;
    struct cert *imported = dump(bench, ARN("1"), GRADE_DESCRIBE, ACM_ISSUED, 1);
    struct cert *private = dump(bench, ARN("2"), GRADE_DESCRIBE, ACM_FAILED, 1);
    struct cert *amazon = dump(bench, ARN("3"), GRADE_DESCRIBE, ACM_ISSUED, 1);
    struct cert *mail = dump(bench, ARN("4"), GRADE_DESCRIBE, ACM_ISSUED, 1);
    struct cert *bare = dump(bench, ARN("5"), GRADE_DESCRIBE, ACM_ISSUED, 1);

    imported->imported_at = 1;
    add_domains(bench, imported, 1);
    private->authority_arn = "arn:aws:acm-pca:us-east-1:111122223333:"
                             "certificate-authority/1";
    amazon->issuer = "Amazon";
    add_domains(bench, mail, 2);
    mail->validations[1].n_emails = 1;
    add_domains(bench, bare, 1);
    merge(bench, NULL);
    assert_int_equal(imported->type, ACM_IMPORTED);
    assert_int_equal(private->type, ACM_PRIVATE);
    assert_int_equal(amazon->type, ACM_AMAZON_ISSUED);
    assert_int_equal(mail->type, ACM_AMAZON_ISSUED);
    assert_true(mail->type_inferred);
    assert_int_equal(bare->type, ACM_TYPE_NONE);
    assert_false(bare->type_inferred);
}

/* ---- records without ARN ---- */

static struct cert *orphan(struct bench *bench, const char *record)
{
    struct cert *cert = dump(bench, NULL, GRADE_PROJECTION, ACM_STATUS_NONE, WHEN_NONE);

    add_domains(bench, cert, 1)->record.name = record;
    return cert;
}

static void a_record_finds_its_certificate(void **state)
{
    struct bench *bench = *state;
    struct cert *one = dump(bench, ARN("1"), GRADE_DESCRIBE, ACM_ISSUED, 1);
    struct cert *two = dump(bench, ARN("2"), GRADE_DESCRIBE, ACM_ISSUED, 1);
    struct cert *found = orphan(bench, "_A.D0.example.com");
    struct cert *shared = orphan(bench, "_b.d1.example.com.");
    struct cert *alien = orphan(bench, "_c.example.net.");

    add_domains(bench, one, 2);
    one->validations[0].record.name = "_a.d0.example.com.";
    one->validations[1].record.name = "_b.d1.example.com.";
    add_domains(bench, two, 1)->record.name = "_b.d1.example.com.";
    merge(bench, NULL);
    assert_int_equal(bench->estate.n_certs, 4);
    assert_ptr_equal(one->older, found);
    assert_null(two->older);
    assert_null(shared->older);
    assert_null(alien->older);
    assert_int_equal(found->index, one->index);
}

static void a_contradicting_place_keeps_it_alone(void **state)
{
    struct bench *bench = *state;
    struct cert *one = dump(bench, ARN("1"), GRADE_DESCRIBE, ACM_ISSUED, 1);
    struct cert *other = orphan(bench, "_a.example.com.");

    add_domains(bench, one, 1)->record.name = "_a.example.com.";
    other->account = "444455556666";
    merge(bench, NULL);
    assert_int_equal(bench->estate.n_certs, 2);
    assert_null(one->older);
}

/* ---- differences ---- */

static void differences_are_named(void **state)
{
    struct bench *bench = *state;
    struct cert *a = dump(bench, ARN("1"), GRADE_DESCRIBE, ACM_FAILED, 1);
    struct cert *b = dump(bench, ARN("1"), GRADE_DESCRIBE, ACM_FAILED, 1);
    const char *what = NULL;

    assert_false(cert_differs(a, b, &what));
    a->reason = ACM_CAA_ERROR;
    assert_true(cert_differs(a, b, &what));
    assert_string_equal(what, "FailureReason");
    b->grade = GRADE_LIST; /* it has no such member: no difference */
    assert_false(cert_differs(a, b, &what));
    b->status = ACM_ISSUED;
    assert_true(cert_differs(b, a, &what));
    assert_string_equal(what, "Status");
    b->status = ACM_STATUS_NONE;
    a->serial = "01:02";
    b->serial = "01:03";
    assert_true(cert_differs(a, b, &what));
    assert_string_equal(what, "Serial");
    b->serial = NULL;
    a->not_after = 5;
    assert_false(cert_differs(a, b, &what));
    b->not_after = 6;
    assert_true(cert_differs(a, b, &what));
    assert_string_equal(what, "NotAfter");
    b->not_after = 5;
    add_domains(bench, a, 2);
    add_domains(bench, b, 2);
    a->validations[1].status = ACM_DOMAIN_SUCCESS;
    assert_false(cert_differs(a, b, &what));
    b->validations[0] = a->validations[1]; /* another order */
    b->validations[0].status = ACM_DOMAIN_FAILED;
    b->validations[1] = a->validations[0];
    assert_true(cert_differs(a, b, &what));
    assert_string_equal(what, "a domain's ValidationStatus");
}

/* ---- order ---- */

static void certificates_stand_in_order(void **state)
{
    static const struct {
        const char *account;
        const char *region;
        const char *domain;
        const char *arn;
    } wanted[] = {
        { NULL, NULL, NULL, NULL },
        { NULL, "us-east-1", "a-long-name.example.com", ARN("9") },
        { "111122223333", NULL, "b.example.com", ARN("8") },
        { "111122223333", "eu-west-1", "b.example.com", ARN("7") },
        { "111122223333", "us-east-1", NULL, ARN("6") },
        { "111122223333", "us-east-1", "same-first-sixteen-1.example.com", ARN("2") },
        { "111122223333", "us-east-1", "same-first-sixteen-2.example.com", ARN("1") },
        { "111122223333", "us-east-1", "same-first-sixteen-2.example.com", ARN("3") },
    };
    struct bench *bench = *state;

    for (size_t first = 0; first < DUMPS_MAX; first++) {
        bench->n = 0;
        for (size_t i = 0; i < DUMPS_MAX; i++) {
            size_t at = (first + i * 3) % DUMPS_MAX;
            struct cert *cert =
                dump(bench, wanted[at].arn, GRADE_DESCRIBE, ACM_ISSUED, 1);

            cert->account = wanted[at].account;
            cert->region = wanted[at].region;
            cert->domain = wanted[at].domain;
        }
        merge(bench, NULL);
        assert_int_equal(bench->estate.n_certs, DUMPS_MAX);
        for (size_t i = 0; i < DUMPS_MAX; i++) {
            const struct cert *cert = bench->estate.certs[i];

            assert_int_equal(cert->index, i);
            if (wanted[i].arn == NULL)
                assert_null(cert->arn);
            else
                assert_string_equal(cert->arn, wanted[i].arn);
        }
    }
}

static void nothing_gives_nothing(void **state)
{
    struct bench *bench = *state;

    merge(bench, NULL);
    assert_int_equal(bench->estate.n_certs, 0);
    assert_int_equal(bench->estate.latest_past, WHEN_NONE);
}

#define BENCH_TEST(test) cmocka_unit_test_setup_teardown(test, make_bench, clear_bench)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BENCH_TEST(the_hash_decides_between_equals),
        BENCH_TEST(files_of_equal_content_need_no_hash),
        BENCH_TEST(the_winner_is_filled_in),
        BENCH_TEST(a_description_is_not_overruled),
        BENCH_TEST(cut_names_are_made_whole),
        BENCH_TEST(types_are_inferred),
        BENCH_TEST(a_record_finds_its_certificate),
        BENCH_TEST(a_contradicting_place_keeps_it_alone),
        BENCH_TEST(differences_are_named),
        BENCH_TEST(certificates_stand_in_order),
        BENCH_TEST(nothing_gives_nothing),
    };
    int failed = run_rows("which dump wins");

    return failed + cmocka_run_group_tests_name("estate", tests, NULL, NULL);
}
