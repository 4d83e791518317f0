/* keep_words: the lists of words, labels and domains that redact leaves as they are. */
#ifndef ANALYZER_REDACT_KEEP_WORDS_H
#define ANALYZER_REDACT_KEEP_WORDS_H

#include <stddef.h>

/* Each in the order of strcmp(), lower case; words as spell_fold() writes them. */
extern const char *const keep_words[];
extern const size_t n_keep_words;
extern const char *const keep_labels[];
extern const size_t n_keep_labels;
extern const char *const keep_suffixes[];
extern const size_t n_keep_suffixes;
extern const char *const keep_domains[];
extern const size_t n_keep_domains;
extern const char *const keep_issuers[];
extern const size_t n_keep_issuers;

#endif
