/* rows.h - memory for rows of values: taken by advancing a pointer, given back all at once. */
#ifndef CERTPOL_DATA_ROWS_H
#define CERTPOL_DATA_ROWS_H

#include <stddef.h>

#include "interp/value/value.h"

struct rows_block;

/* {0} is empty. */
struct rows {
    union value *at, *end; /* what is left of the block in use */
    /* the block in use; those before it are full, those behind it free */
    struct rows_block *current;
    struct rows_block *first;
};

/* A place for COUNT values that does not move; they hold anything. */
static inline union value *rows_take(struct rows *rows, size_t count);

/* Make room for COUNT more values behind the OPEN ones at START, the last that were taken, which
 * may move: where they are then. */
union value *rows_extend(struct rows *rows, union value *start, size_t open, size_t count);

/* All memory is free again; it is kept for use. */
void rows_reset(struct rows *rows);
void rows_free(struct rows *rows);

static inline union value *rows_take(struct rows *rows, size_t count)
{
    if ((size_t)(rows->end - rows->at) < count)
        rows_extend(rows, rows->at, 0, count);
    union value *taken = rows->at;
    rows->at += count;
    return taken;
}

#endif
