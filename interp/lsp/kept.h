/* kept.h - memory that outlives a message, and is there or the process ends. */
#ifndef CERTPOL_LSP_KEPT_H
#define CERTPOL_LSP_KEPT_H

#include <stddef.h>

/* MEMORY itself, as malloc and its like returned it; where it is NULL, the end. */
void *kept(void *memory);

/* A copy of the LENGTH bytes at TEXT with a NUL behind it, to be released with free. */
char *kept_copy(const char *text, size_t length);

/* ITEMS, which hold COUNT of SIZE bytes each, with room for one more: doubled where COUNT is a
 * power of two, so only for lists that always grow through here. */
void *kept_room(void *items, size_t count, size_t size);

#endif
