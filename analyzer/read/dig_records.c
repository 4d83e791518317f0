/* dig_records: the records of one section of dig's output. */
#include "analyzer/read/dig_records.h"

#include <string.h>

#include "base/buf.h"
#include "base/dns/masterfile.h"

static void say_fault(struct context *context, const struct masterfile_fault *fault,
                      uint32_t number)
{
    struct problem *problem = context_problem(context, PROBLEM_PARTLY, "", fault->text);

    problem->line = context->document->line + number + fault->line - 1;
    problem->column = 1;
}

/* Records of the document, from a line on; the lines may have been moved in by blanks. */
struct block {
    size_t start;
    size_t end;
    uint32_t number;   /* of the first line; 0 is the document's first */
    struct buf moved;  /* the text without them, where there are any */
    size_t line_start; /* of the line last looked for */
    uint32_t line;     /* 1 is the block's first */
};

/* What was peeled off mail is blank now, and an owner must start its line. */
static void move_back(struct block *block, const char *text)
{
    size_t indent = 0;

    while (block->start + indent < block->end && text[block->start + indent] == ' ')
        indent++;
    if (indent == 0)
        return;
    for (size_t at = block->start; at < block->end;) {
        const char *newline = memchr(text + at, '\n', block->end - at);
        const size_t next = newline == NULL ? block->end : (size_t)(newline + 1 - text);
        size_t skip = 0;

        while (skip < indent && at + skip < next && text[at + skip] == ' ')
            skip++;
        buf_add(&block->moved, text + at + skip, next - at - skip);
        at = next;
    }
}

/* Where a line of the block starts in the document. Lines are asked for in order. */
static size_t line_start(struct block *block, const char *text, uint32_t line)
{
    while (block->line < line) {
        const char *newline =
            memchr(text + block->line_start, '\n', block->end - block->line_start);

        if (newline == NULL)
            break;
        block->line_start = (size_t)(newline + 1 - text);
        block->line++;
    }
    return block->line_start;
}

static void add_record(struct context *context, struct block *block,
                       const struct masterfile_rr *rr, struct rrsets *out)
{
    const struct document *document = context->document;
    const size_t at = line_start(block, document->text, rr->line);

    rrsets_add(out, &(struct text_record){
                        .name = rr->name,
                        .value = rr->value,
                        .ttl_s = rr->ttl_s,
                        .offset = document->offset + at,
                        .len = rrsets_line_len(document->text, document->len, at),
                        .line = document->line + block->number + rr->line - 1,
                        .type = rr->type,
                    });
}

uint32_t dig_records(struct context *context, size_t start, size_t end, uint32_t number,
                     struct rrsets *out)
{
    const char *text = context->document->text;
    struct block block = {
        .start = start, .end = end, .number = number, .line_start = start, .line = 1
    };
    struct masterfile file;
    struct masterfile_rr rr;
    struct masterfile_fault fault;
    enum masterfile_step step;
    uint32_t n_faults = 0;

    move_back(&block, text);
    if (block.moved.len > 0)
        masterfile_init(&file, context->arena, block.moved.data, block.moved.len, NULL);
    else
        masterfile_init(&file, context->arena, text + start, end - start, NULL);
    while ((step = masterfile_next(&file, &rr, &fault)) != MASTERFILE_END) {
        if (step == MASTERFILE_RECORD) {
            add_record(context, &block, &rr, out);
            continue;
        }
        say_fault(context, &fault, number);
        n_faults++;
    }
    buf_clear(&block.moved);
    return n_faults;
}
