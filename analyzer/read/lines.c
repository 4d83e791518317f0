/* lines: a large file of one document a line, decoded by all threads at once. */
#include "analyzer/read/lines.h"

#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/when.h"

enum { BLOCK = 2 << 20, PROBE = 1 << 20, LONGEST_LINE = 64 << 20 };

/* The counts and problems of one block, joined in the order of the file. */
struct part {
    struct source source;
    struct part *next;
};

/* Reading and hashing go block by block, under the lock; decoding does not. */
struct file {
    struct pool *pool;
    const struct input *input;
    struct source *source;
    pthread_mutex_t lock;
    int fd;           /* or -1: the bytes are in hand */
    const char *kept; /* what is left of them */
    size_t kept_len;
    struct digest *digest;
    struct buf carry;  /* the beginning of a line that ends in the next block */
    uint64_t offset;   /* in the file, of the next block's first line */
    uint32_t document; /* index of that line */
    bool done;
    bool failed;
    struct part *first; /* the parts, in the order of the file */
    struct part *last;
};

/* A block of whole lines. */
struct block {
    char *text;
    size_t len;
    uint64_t offset;
    uint32_t document;
    struct part *part;
};

static uint32_t count_lines(const char *text, size_t len)
{
    const char *end = text + len;
    uint32_t n = 0;

    while ((text = memchr(text, '\n', (size_t)(end - text))) != NULL) {
        text++;
        n++;
    }
    return n;
}

/* The last newline, or NULL. */
static char *last_newline(char *text, size_t len)
{
    return memrchr(text, '\n', len);
}

static void add_part(struct file *file, struct worker *worker, struct block *block)
{
    struct part *part = arena_zalloc(&worker->decoded.arena, sizeof(*part));

    part->source.whole = file->source;
    part->source.file = file->source->file;
    part->source.captured_at = WHEN_NONE;
    if (file->last != NULL)
        file->last->next = part;
    else
        file->first = part;
    file->last = part;
    block->part = part;
}

/* The next bytes, at most n. Returns how many, 0 at the end, or -1. */
static ssize_t next_bytes(struct file *file, char *to, size_t n)
{
    if (file->fd >= 0)
        return read(file->fd, to, n);
    if (n > file->kept_len)
        n = file->kept_len;
    if (n > 0)
        memcpy(to, file->kept, n);
    file->kept += n;
    file->kept_len -= n;
    return (ssize_t)n;
}

/*
 * Fill buffer with the carried beginning and the next bytes, up to the last newline in
 * them. Returns false at the end, or when the file has failed. Called under the lock.
 */
static bool next_block(struct file *file, struct worker *worker, struct buf *buffer,
                       struct block *block)
{
    ssize_t got;
    char *newline;

    if (file->done || file->failed)
        return false;
    buf_reset(buffer);
    buf_reserve(buffer, file->carry.len + BLOCK + JSON_PADDING);
    buf_add(buffer, buf_text(&file->carry), file->carry.len);
    got = next_bytes(file, buffer->data + buffer->len, BLOCK);
    if (got < 0) {
        file->failed = true;
        return false;
    }
    digest_add(file->digest, buffer->data + buffer->len, (size_t)got);
    buffer->len += (size_t)got;
    file->done = got == 0;
    newline = last_newline(buffer->data, buffer->len);
    block->text = buffer->data;
    block->len = newline == NULL || file->done ? buffer->len
                                               : (size_t)(newline + 1 - buffer->data);
    if (newline == NULL && !file->done)
        block->len = 0;
    buf_reset(&file->carry);
    buf_add(&file->carry, buffer->data + block->len, buffer->len - block->len);
    if (file->carry.len > LONGEST_LINE)
        file->failed = true;
    block->offset = file->offset;
    block->document = file->document;
    file->offset += block->len;
    file->document += count_lines(block->text, block->len);
    add_part(file, worker, block);
    return !file->failed;
}

/* Every line is a document; a blank one is not, and ends the fast way. */
static bool decode_block(struct worker *worker, const struct block *block)
{
    struct document document = { .source = &block->part->source,
                                 .index = block->document,
                                 .line = block->document + 1 };
    char *at = block->text;
    char *end = at + block->len;

    while (at < end) {
        char *newline = memchr(at, '\n', (size_t)(end - at));
        char *to = newline == NULL ? end : newline;

        document.text = at;
        document.len = (size_t)(to - at);
        document.offset = block->offset + (uint64_t)(at - block->text);
        if (decode_json(&worker->decoder, &document) != 0)
            return false;
        document.index++;
        document.line++;
        block->part->source.n_documents++;
        at = to + 1;
    }
    return true;
}

static void work(void *context, struct worker *worker)
{
    struct file *file = context;
    struct buf buffer = { 0 };
    struct block block;

    for (;;) {
        bool more;

        pthread_mutex_lock(&file->lock);
        more = next_block(file, worker, &buffer, &block);
        pthread_mutex_unlock(&file->lock);
        if (!more)
            break;
        pool_count(file->pool, worker, 0, block.len);
        if (!decode_block(worker, &block)) {
            pthread_mutex_lock(&file->lock);
            file->failed = true;
            pthread_mutex_unlock(&file->lock);
        }
    }
    buf_clear(&buffer);
}

/* Does the file start with a whole document on its first line, and a second one behind
 * it? */
static bool looks_like_lines(const struct file *file)
{
    struct buf buffer = { 0 };
    struct json_parser *parser;
    struct json_value root;
    const char *newline;
    ssize_t got = PROBE;
    bool is = false;

    buf_reserve(&buffer, PROBE + JSON_PADDING);
    if (file->fd >= 0)
        got = pread(file->fd, buffer.data, PROBE, 0);
    else if (file->kept_len >= PROBE)
        memcpy(buffer.data, file->kept, PROBE);
    else
        got = 0;
    if (got > 2 && buffer.data[0] == '{' &&
        (newline = memchr(buffer.data, '\n', (size_t)got)) != NULL &&
        newline + 1 < buffer.data + got && newline[1] == '{') {
        parser = json_parser_new();
        is = json_parse(parser, buffer.data, (size_t)(newline - buffer.data), &root) == 0;
        json_parser_free(parser);
    }
    buf_clear(&buffer);
    return is;
}

/* How much each worker had decoded before, to go back to when the file fails. */
struct mark {
    size_t n_certs;
    size_t n_listings;
    size_t n_manifests;
    int64_t latest_past;
    size_t n_dns[N_DNS_KINDS];
};

static struct mark mark_of(const struct decoded *decoded)
{
    struct mark mark = { decoded->n_certs,
                         decoded->n_listings,
                         decoded->n_manifests,
                         decoded->latest_past,
                         { 0 } };

    for (int i = 0; i < N_DNS_KINDS; i++)
        mark.n_dns[i] = decoded->dns.lists[i].n;
    return mark;
}

static void go_back(struct decoded *decoded, const struct mark *mark)
{
    decoded->n_certs = mark->n_certs;
    decoded->n_listings = mark->n_listings;
    decoded->n_manifests = mark->n_manifests;
    decoded->latest_past = mark->latest_past;
    for (int i = 0; i < N_DNS_KINDS; i++)
        decoded->dns.lists[i].n = mark->n_dns[i];
}

/* Read all of the file; false: nothing of it was taken. */
static bool read_file(struct file *file)
{
    struct pool *pool = file->pool;
    struct source *source = file->source;
    struct arena arena;
    struct mark *marks;

    if (!looks_like_lines(file))
        return false;
    arena_init(&arena);
    marks = arena_array(&arena, pool->n_workers, sizeof(*marks));
    for (unsigned i = 0; i < pool->n_workers; i++)
        marks[i] = mark_of(&pool->workers[i].decoded);
    pthread_mutex_init(&file->lock, NULL);
    file->digest = digest_new();
    pool_run(pool, work, file);
    pthread_mutex_destroy(&file->lock);
    if (file->failed) {
        digest_free(file->digest);
        for (unsigned i = 0; i < pool->n_workers; i++)
            go_back(&pool->workers[i].decoded, &marks[i]);
    } else {
        digest_end(file->digest, source->sha256);
        source->bytes = file->offset;
        source->modified = file->input->modified;
        source->direct = true;
        for (struct part *part = file->first; part != NULL; part = part->next)
            source_fold(source, &part->source);
    }
    buf_clear(&file->carry);
    arena_clear(&arena);
    return !file->failed;
}

bool lines_read(struct pool *pool, const struct input *input, struct source *source)
{
    struct file file = { .pool = pool, .input = input, .source = source };
    bool done;

    file.fd = open(input->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file.fd < 0)
        return false;
    done = read_file(&file);
    close(file.fd);
    return done;
}

bool lines_read_kept(struct pool *pool, const struct input *input, struct source *source)
{
    struct file file = {
        .pool = pool,
        .input = input,
        .source = source,
        .fd = -1,
        .kept = source->kept,
        .kept_len = source->kept_len,
    };

    return read_file(&file);
}
