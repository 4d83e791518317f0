/* heap: malloc and its kin, without a failure to test for. */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include <stddef.h>

/* Never NULL: out of memory ends the program with a message and status 2. free() frees.
 */
void *heap_alloc(size_t size);       /* not cleared */
void *heap_zalloc(size_t size);      /* cleared */
char *heap_strdup(const char *text); /* NULL stays NULL */
char *heap_strndup(const char *text, size_t len);

/* realloc() to n items of size bytes; the product is checked. old may be NULL. */
void *heap_grow(void *old, size_t n, size_t size);

#endif
