/* tree: the redacted copy of an evidence folder: whole, looked through, or absent. */
#include "analyzer/redact/tree.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyzer/model/estate.h"
#include "analyzer/read/layout.h"
#include "analyzer/read/read.h"
#include "analyzer/read/text.h"
#include "analyzer/read/unpack.h"
#include "analyzer/read/walk.h"
#include "analyzer/redact/document.h"
#include "analyzer/redact/proof.h"
#include "analyzer/redact/redaction.h"
#include "base/aws/arn.h"
#include "base/dns/name.h"
#include "base/err.h"
#include "base/file.h"

enum { FOLDERS_OPEN = 16 };

/*
 * What stands for a file that is not copied, so that an analysis still finds it: of no
 * known shape, or (cut off on purpose) not to be read. Each has its number: two files of
 * one content would count once.
 */
static const char unknown[] = "File %zu is of no known shape: redact left it out.\n";
static const char unreadable[] = "{\"redact\": \"File %zu cannot be read: left out";

struct tree {
    struct redaction *all;
    const struct estate *estate;
    struct arena arena;
    const char *root;   /* where files are written for now */
    struct map sources; /* by file, of struct source */
    const char **files; /* that were written, below root */
    size_t n_files;
    size_t room;
    struct tree_counts *counts;
    struct buf decoded;
    struct buf made;
    struct err *err;
    int rc;
};

/* ---- names of files ---- */

/* What a folder of these names holds is told by it: the copy keeps the folder. */
static bool is_telling(const char *text, size_t len)
{
    static const char *const folders[] = { "dns", "list-resource-record-sets" };

    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
        if (strlen(folders[i]) == len && memcmp(text, folders[i], len) == 0)
            return true;
    return arn_is_account(text, len) || arn_is_region(text, len);
}

static const char *below_prefix(const char *file)
{
    const char *slash = strchr(file, '/');

    return slash == NULL || is_telling(file, (size_t)(slash - file)) ? file : slash + 1;
}

/*
 * A member's path may try to leave its archive, or name no file: here it does neither.
 * Components of dots alone, and empty ones, are "_".
 */
static char *tame(struct tree *tree, const char *path)
{
    struct buf out = { 0 };
    char *tamed;

    for (;;) {
        const size_t n = strcspn(path, "/");

        if (strspn(path, ".") >= n)
            buf_putc(&out, '_');
        else
            buf_add(&out, path, n);
        if (path[n] == '\0')
            break;
        buf_putc(&out, '/');
        path += n + 1;
    }
    tamed = arena_strndup(&tree->arena, buf_text(&out), out.len);
    buf_clear(&out);
    return tamed;
}

/* Does a file or folder of the copy have this path? */
static bool is_taken(struct tree *tree, const char *path)
{
    struct stat st;

    return lstat(arena_printf(&tree->arena, "%s/%s", tree->root, path), &st) == 0;
}

/* A path of the copy that no other file has. whole: PATH itself is this file. */
static const char *place_of(struct tree *tree, const char *file, bool whole)
{
    struct buf made = { 0 };
    char *path;

    if (*file == '-' && whole)
        file = arena_printf(&tree->arena, "standard-input%s", file + 1);
    document_rewrite_path(tree->all, whole ? file : below_prefix(file), &made);
    path = tame(tree, buf_text(&made));
    buf_clear(&made);
    for (int i = 2; is_taken(tree, path); i++)
        path = arena_printf(&tree->arena, "%s-%d", path, i);
    return path;
}

/* ---- one file ---- */

static int write_bytes(struct tree *tree, const char *path, const struct buf *bytes)
{
    const char *target = arena_printf(&tree->arena, "%s/%s", tree->root, path);
    const char *slash = strrchr(target, '/');
    struct output *output;

    if (file_mkdirs(arena_strndup(&tree->arena, target, (size_t)(slash - target)),
                    tree->err) != 0)
        return -1;
    output = output_open(target, tree->err);
    if (output == NULL)
        return -1;
    fwrite(buf_text(bytes), 1, bytes->len, output_stream(output));
    return output_commit(output, tree->err);
}

static void keep_file(struct tree *tree, const char *path)
{
    if (tree->n_files == tree->room) {
        const size_t room = tree->room == 0 ? 64 : tree->room * 2;
        const char **files = arena_array(&tree->arena, room, sizeof(*files));

        if (tree->n_files > 0)
            memcpy(files, tree->files, tree->n_files * sizeof(*files));
        tree->files = files;
        tree->room = room;
    }
    tree->files[tree->n_files++] = path;
}

/* Nothing in it is of a shape that the readers know. */
static bool is_unknown(const struct source *source)
{
    if (source->shape != SHAPE_UNKNOWN || source->problems == NULL)
        return false;
    for (const struct problem *p = source->problems; p != NULL; p = p->next)
        if (p->kind != PROBLEM_UNRECOGNISED)
            return false;
    return true;
}

/* The zone whose names stand in a zone file: of the path, or of what was read. */
static const char *origin_of(struct tree *tree, const struct source *source)
{
    const struct dns_evidence *dns = &tree->estate->dns;
    const char *zone = layout_zone(&tree->arena, source->file);

    for (size_t i = 0; zone == NULL && i < dns->n_dumps; i++)
        if (dns->dumps[i]->origin.source == source)
            zone = dns->dumps[i]->zone;
    return zone;
}

static void rewrite(struct tree *tree, const struct source *source, const char *text,
                    size_t len)
{
    if (source->shape == SHAPE_DNS_ZONEFILE)
        document_rewrite_dns(tree->all, text, len, origin_of(tree, source), &tree->made);
    else if (source->shape == SHAPE_DNS_DIG)
        document_rewrite_dns(tree->all, text, len, NULL, &tree->made);
    else
        document_rewrite(tree->all, text, len, &tree->made);
}

static bool is_interrupted(void)
{
    sigset_t waiting;

    return sigpending(&waiting) == 0 &&
           (sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1 ||
            sigismember(&waiting, SIGHUP) == 1);
}

static void take_leaf(void *context, const struct leaf *leaf)
{
    struct tree *tree = context;
    const struct source *source = map_get(&tree->sources, leaf->file, strlen(leaf->file));
    struct text_result text;
    const char *path;

    if (tree->rc != 0)
        return;
    if (is_interrupted()) {
        tree->rc = err_set(tree->err, ERR_IO, "interrupted");
        return;
    }
    buf_reset(&tree->made);
    if (leaf->fault == NULL)
        text_decode(leaf->bytes, leaf->len, &tree->decoded, &text);
    if (leaf->fault != NULL) {
        tree->counts->n_unreadable++;
        buf_printf(&tree->made, unreadable, tree->n_files + 1);
    } else if (text.fault != NULL || source == NULL || is_unknown(source)) {
        tree->counts->n_unknown++;
        buf_printf(&tree->made, unknown, tree->n_files + 1);
    } else {
        tree->counts->n_written++;
        rewrite(tree, source, text.text, text.len);
    }
    path = place_of(tree, leaf->file, strchr(leaf->input->file, '/') == NULL);
    tree->rc = write_bytes(tree, path, &tree->made);
    keep_file(tree, path);
}

/* ---- all files ---- */

static void take_inputs(struct tree *tree, const struct inputs *inputs,
                        const struct read_options *options)
{
    struct unpacker unpacker = { .arena = &tree->arena,
                                 .limits = &options->limits,
                                 .take = take_leaf,
                                 .context = tree };

    for (size_t i = 0; i < inputs->n && tree->rc == 0; i++) {
        const struct input *input = &inputs->items[i];
        const struct source *first =
            tree->estate->n_sources == 0 ? NULL : tree->estate->sources[0];

        if (strcmp(input->path, "-") != 0)
            unpack(&unpacker, input, NULL, 0);
        else if (first != NULL && first->kept != NULL)
            unpack(&unpacker, input, first->kept, first->kept_len);
    }
    unpacker_clear(&unpacker);
}

static int prove(struct tree *tree)
{
    struct proof proof;
    struct buf bytes = { 0 };
    int rc = 0;

    proof_init(&proof, tree->all);
    for (size_t i = 0; i < tree->n_files && rc == 0; i++) {
        const char *file = tree->files[i];
        const char *kind = proof_look(&proof, file, strlen(file));

        buf_reset(&bytes);
        if (kind != NULL)
            rc = err_set(tree->err, ERR_FORMAT,
                         "the name of a file still holds %s of the input", kind);
        else
            rc = file_read(arena_printf(&tree->arena, "%s/%s", tree->root, file),
                           SIZE_MAX / 2, &bytes, tree->err);
        if (rc == 0 && (kind = proof_look(&proof, buf_text(&bytes), bytes.len)) != NULL)
            rc = err_set(tree->err, ERR_FORMAT, "%s still holds %s of the input", file,
                         kind);
        if (rc == 0 && is_interrupted())
            rc = err_set(tree->err, ERR_IO, "interrupted");
    }
    buf_clear(&bytes);
    proof_clear(&proof);
    return rc;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static int write_all(struct tree *tree, const char *path, const char *out,
                     const struct read_options *options)
{
    struct inputs inputs;

    if (walk_paths(&path, 1, &tree->arena, &inputs, tree->err) != 0)
        return -1;
    take_inputs(tree, &inputs, options);
    if (tree->rc != 0 || prove(tree) != 0)
        return -1;
    if (rename(tree->root, out) != 0)
        return err_set(tree->err, ERR_IO, "%s: %s", out, strerror(errno));
    return 0;
}

/* A new folder beside out, with the mode that out would have had. */
static char *make_root(const char *out, struct err *err)
{
    struct buf name = { 0 };
    size_t len = strlen(out);
    const mode_t mask = umask(0);

    umask(mask);
    while (len > 1 && out[len - 1] == '/')
        len--;
    buf_add(&name, out, len);
    buf_puts(&name, ".redact-XXXXXX");
    if (mkdtemp(name.data) != NULL && chmod(name.data, 0777 & ~mask) == 0)
        return name.data;
    err_set(err, ERR_IO, "%s: %s", out, strerror(errno));
    buf_clear(&name);
    return NULL;
}

static void set_sources(struct tree *tree)
{
    for (size_t i = 0; i < tree->estate->n_sources; i++) {
        struct source *source = tree->estate->sources[i];
        void **place = map_at(&tree->sources, source->file, strlen(source->file));

        if (*place == NULL)
            *place = source;
    }
}

int tree_write(struct redaction *all, const char *path, const char *out,
               const struct read_options *options, const struct estate *estate,
               struct tree_counts *counts, struct err *err)
{
    struct tree tree = { .all = all, .estate = estate, .counts = counts, .err = err };
    char *root;
    sigset_t deadly;
    sigset_t before;

    if (file_want_empty(out, err) != 0 || (root = make_root(out, err)) == NULL)
        return -1;
    sigemptyset(&deadly);
    sigaddset(&deadly, SIGINT);
    sigaddset(&deadly, SIGTERM);
    sigaddset(&deadly, SIGHUP);
    sigprocmask(SIG_BLOCK, &deadly, &before);
    arena_init(&tree.arena);
    tree.root = root;
    set_sources(&tree);
    tree.rc = write_all(&tree, path, out, options);
    if (tree.rc != 0)
        nftw(root, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
    map_clear(&tree.sources);
    buf_clear(&tree.decoded);
    buf_clear(&tree.made);
    arena_clear(&tree.arena);
    buf_clear(&(struct buf){ .data = root });
    sigprocmask(SIG_SETMASK, &before, NULL);
    return tree.rc;
}
