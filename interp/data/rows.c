/* rows.c - blocks in a list, each at least as large as what did not fit into the one before. */
#include "interp/data/rows.h"

#include <stdlib.h>

#include "grammar/arena.h"

enum { BLOCK_VALUES = 4096 };

struct rows_block {
    struct rows_block *next;
    size_t capacity;
    union value values[];
};

static void use(struct rows *rows, struct rows_block *block)
{
    rows->current = block;
    rows->at = block ? block->values : NULL;
    rows->end = block ? block->values + block->capacity : NULL;
}

static struct rows_block *new_block(size_t capacity)
{
    if (capacity > (SIZE_MAX / 2) / sizeof(union value))
        arena_exhausted();
    struct rows_block *block = malloc(sizeof *block + capacity * sizeof *block->values);
    if (!block)
        arena_exhausted();
    *block = (struct rows_block){ .capacity = capacity };
    return block;
}

/* The next block of at least COUNT values; smaller ones in between stay unused until the reset. */
static void next_block(struct rows *rows, size_t count)
{
    struct rows_block **link = rows->current ? &rows->current->next : &rows->first;
    while (*link && (*link)->capacity < count)
        link = &(*link)->next;
    if (!*link)
        *link = new_block(count > BLOCK_VALUES ? count : BLOCK_VALUES);
    use(rows, *link);
}

union value *rows_extend(struct rows *rows, union value *start, size_t open, size_t count)
{
    if ((size_t)(rows->end - rows->at) >= count)
        return start;
    next_block(rows, 2 * open + count);
    if (open)
        memcpy(rows->at, start, open * sizeof *start);
    start = rows->at;
    rows->at += open;
    return start;
}

void rows_reset(struct rows *rows)
{
    use(rows, rows->first);
}

void rows_free(struct rows *rows)
{
    while (rows->first) {
        struct rows_block *next = rows->first->next;
        free(rows->first);
        rows->first = next;
    }
    use(rows, NULL);
}
