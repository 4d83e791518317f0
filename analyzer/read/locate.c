/* locate: the lines of facts, by reading their files once more. */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/model/estate.h"
#include "analyzer/read/json.h"
#include "analyzer/read/read.h"
#include "analyzer/read/text.h"
#include "analyzer/read/unpack.h"
#include "base/digest.h"
#include "base/jsonpos.h"
#include "base/map.h"

/* Queries of one document, and of one source: runs in the sorted list. */
struct run {
    struct locate_query **queries;
    size_t n;
};

static int compare_queries(const void *a, const void *b)
{
    const struct origin *x = (*(struct locate_query *const *)a)->origin;
    const struct origin *y = (*(struct locate_query *const *)b)->origin;
    const int order =
        x->source == y->source ? 0 : strcmp(x->source->file, y->source->file);

    if (order != 0)
        return order;
    return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* An offset, and where its line starts; on the way through a text. */
struct column {
    uint64_t offset;
    uint64_t line_start;
};

static const uint64_t line_unknown = UINT64_MAX;

enum { LOOK_BACK = 1 << 20 }; /* for the start of a line: further it is not known */

/* Go on to offset; between are the bytes from column->offset up to it. */
static void column_move(struct column *column, const char *between, uint64_t offset)
{
    const char *newline = memrchr(between, '\n', (size_t)(offset - column->offset));

    if (newline != NULL)
        column->line_start = column->offset + (uint64_t)(newline + 1 - between);
    column->offset = offset;
}

/* Is the file the one that was read? Standard input is kept, and cannot change. */
static bool is_unchanged(const struct source *source)
{
    struct stat st;

    return source->kept != NULL ||
           (stat(source->real_path, &st) == 0 &&
            (source->modified == 0 || input_modified(&st) == source->modified));
}

/* Answer the queries of one document, which is at column. */
static void answer(const struct run *run, const char *text, size_t len,
                   const struct column *column, struct arena *arena)
{
    const uint32_t before = (uint32_t)(column->offset - column->line_start);
    struct jsonpos_query *found = arena_array(arena, run->n, sizeof(*found));

    for (size_t i = 0; i < run->n; i++) {
        const struct locate_query *query = run->queries[i];

        found[i].pointer =
            arena_printf(arena, "%s%s", query->origin->pointer, query->pointer);
    }
    jsonpos_find_all(text, len, found, run->n, arena);
    for (size_t i = 0; i < run->n; i++) {
        struct locate_query *query = run->queries[i];
        const uint32_t line = query->origin->line == 0 ? 1 : query->origin->line;

        query->line = line + found[i].at.line - 1;
        if (found[i].at.line > 1)
            query->column = found[i].at.column;
        else if (column->line_start != line_unknown)
            query->column = found[i].at.column + before;
        if (found[i].found)
            query->full_pointer = found[i].spelled;
        else
            query->full_pointer = found[i].pointer;
    }
}

static size_t document_end(const struct run *run)
{
    size_t end = 1;

    while (end < run->n &&
           run->queries[end]->origin->offset == run->queries[0]->origin->offset)
        end++;
    return end;
}

/* All documents of a source whose whole text is in hand. */
static void answer_text(const struct run *source, const char *text, size_t len,
                        struct arena *arena)
{
    const uint64_t first = source->queries[0]->origin->offset;
    struct run rest = *source;
    struct column column = { 0, 0 };

    if (first > LOOK_BACK)
        column = (struct column){ first - LOOK_BACK, line_unknown };
    while (rest.n > 0) {
        const struct origin *origin = rest.queries[0]->origin;
        const size_t n = document_end(&rest);

        if (origin->offset <= len) {
            size_t size = origin->len;

            if (size == 0 || size > len - origin->offset)
                size = len - origin->offset;
            column_move(&column, text + column.offset, origin->offset);
            answer(&(struct run){ rest.queries, n }, text + origin->offset, size, &column,
                   arena);
        }
        rest.queries += n;
        rest.n -= n;
    }
}

/*
 * The same in a file: documents that start a line cost nothing, others a look back at
 * what was not read yet, but not too far.
 */
static void column_move_in_file(struct column *column, int fd, uint64_t offset,
                                struct buf *buffer)
{
    char last = '\n';

    if (offset > 0 && pread(fd, &last, 1, (off_t)offset - 1) != 1)
        last = '\0';
    if (last == '\n') {
        column->line_start = offset;
    } else {
        if (offset - column->offset > LOOK_BACK) {
            column->offset = offset - LOOK_BACK;
            column->line_start = line_unknown;
        }
        buf_reset(buffer);
        buf_reserve(buffer, LOOK_BACK);
        if (pread(fd, buffer->data, offset - column->offset, (off_t)column->offset) ==
            (ssize_t)(offset - column->offset))
            column_move(column, buffer->data, offset);
        else
            column->line_start = line_unknown;
    }
    column->offset = offset;
}

/* A plain file: only the documents asked for are read. */
static void answer_direct(const struct run *source, struct buf *buffer,
                          struct arena *arena)
{
    const struct source *file = source->queries[0]->origin->source;
    const int fd = open(file->real_path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct run rest = *source;
    struct column column = { 0, 0 };

    if (fd < 0)
        return;
    while (rest.n > 0) {
        const struct origin *origin = rest.queries[0]->origin;
        const size_t n = document_end(&rest);
        const size_t size = origin->len == 0 ? file->bytes - origin->offset : origin->len;

        column_move_in_file(&column, fd, origin->offset, buffer);
        buf_reset(buffer);
        buf_reserve(buffer, size);
        if (size > 0 &&
            pread(fd, buffer->data, size, (off_t)origin->offset) == (ssize_t)size) {
            /* A byte order mark is blank in the text, too. */
            if (origin->offset == 0 && size >= 3 &&
                memcmp(buffer->data, "\xef\xbb\xbf", 3) == 0)
                memset(buffer->data, ' ', 3);
            answer(&(struct run){ rest.queries, n }, buffer->data, size, &column, arena);
        }
        rest.queries += n;
        rest.n -= n;
    }
    close(fd);
}

/* Sources that are read again through an archive or a decoding. */
struct again {
    struct map wanted; /* file name -> struct run */
    struct buf decoded;
    struct arena *arena;
};

static void take_leaf(void *context, const struct leaf *leaf)
{
    struct again *again = context;
    const struct run *run = map_get(&again->wanted, leaf->file, strlen(leaf->file));
    struct text_result text;

    if (run == NULL || leaf->bytes == NULL)
        return;
    text_decode(leaf->bytes, leaf->len, &again->decoded, &text);
    if (text.fault != NULL)
        return;
    if (run->queries[0]->origin->source->peeled)
        text_peel(text.text, text.len);
    answer_text(run, text.text, text.len, again->arena);
}

/* runs: sources of one path, neighbours in the list. */
static void answer_again(struct run *runs, size_t n, struct arena *arena)
{
    const struct source *first = runs[0].queries[0]->origin->source;
    struct again again = { .arena = arena };
    struct unpacker unpacker = { .arena = arena,
                                 .limits = &read_limits_default,
                                 .take = take_leaf,
                                 .context = &again };
    const struct input input = {
        .file = first->input_file == NULL ? first->file : first->input_file,
        .path = first->real_path,
    };

    for (size_t i = 0; i < n; i++) {
        const char *file = runs[i].queries[0]->origin->source->file;

        *map_at(&again.wanted, file, strlen(file)) = &runs[i];
    }
    unpack(&unpacker, &input, first->kept, first->kept_len);
    unpacker_clear(&unpacker);
    buf_clear(&again.decoded);
    map_clear(&again.wanted);
}

/* One thread's share: whole inputs, taken one after another. */
struct share {
    struct run *runs; /* one a source */
    size_t n_runs;
    size_t *inputs; /* where each input's runs start; n_inputs + 1 of them */
    size_t n_inputs;
    _Atomic size_t next;
};

struct locator {
    pthread_t thread;
    struct share *share;
    struct arena arena;
};

static void *locate(void *argument)
{
    struct locator *locator = argument;
    struct share *share = locator->share;
    struct buf buffer = { 0 };
    size_t i;

    while ((i = atomic_fetch_add(&share->next, 1)) < share->n_inputs) {
        struct run *runs = share->runs + share->inputs[i];
        const size_t n = share->inputs[i + 1] - share->inputs[i];
        const struct source *source = runs[0].queries[0]->origin->source;

        if (!is_unchanged(source))
            continue;
        if (n == 1 && source->direct && source->kept != NULL)
            answer_text(&runs[0], source->kept, source->kept_len, &locator->arena);
        else if (n == 1 && source->direct)
            answer_direct(&runs[0], &buffer, &locator->arena);
        else
            answer_again(runs, n, &locator->arena);
    }
    buf_clear(&buffer);
    return NULL;
}

enum { SPLIT_FROM = 512 };

/*
 * Sorted queries cut into runs: one a source, but a plain file with many is cut further,
 * so that several threads share it.
 */
static void cut(struct locate_query **sorted, size_t n, struct share *share)
{
    const struct source *before = NULL;

    for (size_t i = 0; i < n;) {
        const struct source *source = sorted[i]->origin->source;
        size_t end = i + 1;
        bool same_input;

        while (end < n && sorted[end]->origin->source == source &&
               !(source->direct && end - i >= SPLIT_FROM &&
                 sorted[end]->origin->offset != sorted[end - 1]->origin->offset))
            end++;
        same_input = before != NULL && !source->direct && !before->direct &&
                     before->real_path == source->real_path;
        if (!same_input)
            share->inputs[share->n_inputs++] = share->n_runs;
        share->runs[share->n_runs++] = (struct run){ sorted + i, end - i };
        before = source;
        i = end;
    }
    share->inputs[share->n_inputs] = share->n_runs;
}

void read_locate(const struct estate *estate, struct locate_query *queries, size_t n,
                 unsigned n_threads, struct arena *arena)
{
    struct arena work;
    struct share share = { 0 };
    struct locate_query **sorted;
    struct locator *locators;

    (void)estate;
    arena_init(&work);
    sorted = arena_array(&work, n + 1, sizeof(struct locate_query *));
    for (size_t i = 0; i < n; i++) {
        sorted[i] = &queries[i];
        queries[i].full_pointer = NULL;
        queries[i].line = 0;
        queries[i].column = 0;
    }
    qsort(sorted, n, sizeof(struct locate_query *), compare_queries);
    share.runs = arena_array(&work, n + 1, sizeof(*share.runs));
    share.inputs = arena_array(&work, n + 2, sizeof(*share.inputs));
    cut(sorted, n, &share);
    locators = arena_zalloc(&work, n_threads * sizeof(*locators));
    for (unsigned i = 0; i < n_threads; i++)
        locators[i].share = &share;
    for (unsigned i = 1; i < n_threads; i++)
        if (pthread_create(&locators[i].thread, NULL, locate, &locators[i]) != 0)
            locators[i].share = NULL;
    locate(&locators[0]);
    for (unsigned i = 1; i < n_threads; i++)
        if (locators[i].share != NULL)
            pthread_join(locators[i].thread, NULL);
    for (unsigned i = 0; i < n_threads; i++)
        arena_adopt(arena, &locators[i].arena);
    arena_clear(&work);
}

/* For one document: the bytes that it was read from. */
struct hashing {
    const struct origin *origin;
    char *hex;
    struct buf decoded;
};

static void hash_leaf(void *context, const struct leaf *leaf)
{
    struct hashing *hashing = context;
    const struct origin *origin = hashing->origin;
    struct text_result text;
    size_t size;

    if (leaf->bytes == NULL || strcmp(leaf->file, origin->source->file) != 0)
        return;
    text_decode(leaf->bytes, leaf->len, &hashing->decoded, &text);
    if (text.fault != NULL || origin->offset > text.len)
        return;
    size = text.len - origin->offset;
    if (origin->len != 0 && origin->len < size)
        size = origin->len;
    digest_hex(text.text + origin->offset, size, hashing->hex);
}

/* A plain file, or kept bytes: only the document is read. */
static void hash_direct(const struct origin *origin, char *hex)
{
    const struct source *source = origin->source;
    const size_t size = origin->len == 0 ? source->bytes - origin->offset : origin->len;
    struct buf bytes = { 0 };
    int fd;

    if (source->kept != NULL) {
        digest_hex(source->kept + origin->offset, size, hex);
        return;
    }
    fd = open(source->real_path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return;
    buf_reserve(&bytes, size);
    if (pread(fd, bytes.data, size, (off_t)origin->offset) == (ssize_t)size)
        digest_hex(bytes.data, size, hex);
    buf_clear(&bytes);
    close(fd);
}

void read_hash(void *context, const struct origin *origin, char hex[65])
{
    const struct source *source = origin->source;
    struct arena arena;
    struct hashing hashing = { .origin = origin, .hex = hex };
    struct unpacker unpacker = { .arena = &arena,
                                 .limits = &read_limits_default,
                                 .take = hash_leaf,
                                 .context = &hashing };
    const struct input input = {
        .file = source->input_file == NULL ? source->file : source->input_file,
        .path = source->real_path,
    };

    (void)context;
    memset(hex, '0', 64);
    hex[64] = '\0';
    if (source->direct) {
        hash_direct(origin, hex);
        return;
    }
    arena_init(&arena);
    unpack(&unpacker, &input, source->kept, source->kept_len);
    unpacker_clear(&unpacker);
    buf_clear(&hashing.decoded);
    arena_clear(&arena);
}
