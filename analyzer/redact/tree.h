/* tree: the redacted copy of an evidence folder: whole, looked through, or absent. */
#ifndef ANALYZER_REDACT_TREE_H
#define ANALYZER_REDACT_TREE_H

#include <stddef.h>

struct err;
struct estate;
struct read_options;
struct redaction;

struct tree_counts {
    size_t n_written;
    size_t n_unknown;    /* not recognised: one line stands for each */
    size_t n_unreadable; /* binary, damaged, not to be opened: left out */
};

/*
 * Write what PATH leads to, rewritten, into the folder out, which does not exist or is
 * empty. The files are made in a folder beside it, which takes its name when all are
 * written and none holds a secret any more. estate is what the readers made of the same
 * PATH. On failure nothing is left: ERR_IO, ERR_USAGE (out is no empty folder), or
 * ERR_FORMAT when a secret was found, naming the file and the kind.
 */
int tree_write(struct redaction *all, const char *path, const char *out,
               const struct read_options *options, const struct estate *estate,
               struct tree_counts *counts, struct err *err);

#endif
